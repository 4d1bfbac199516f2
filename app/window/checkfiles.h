// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/error.h"
#include "model/reachability/reachabilityresults.h"

#include <QObject>

#include <functional>

class QWidget;

namespace portolan {

class CheckResults;
class CheckScans;
struct ReadResults;

/// The results of checks as files: opening, saving, comparing with earlier ones, and the question before they are lost.
/// Files are read and written beside the window.
class CheckFiles : public QObject
{
    Q_OBJECT
public:
    CheckFiles(CheckResults &results, QWidget &window);

    void chooseAndOpen();
    void chooseAndSave();
    void chooseAndCompare();
    /// Files of results and scans by nmap, into what is known already.
    void open(const QStringList &paths);
    /// Together with what the file has already. `then` comes when these results are in it, and only then.
    void save(const QString &path, const std::function<void()> &then = {});
    void compareWith(const QString &path);
    /// Asks where results are in no file. `stop` ends a run that is under way, and what it found is known then; null:
    /// there is none.
    void ifMayDiscard(const std::function<void()> &stop, const std::function<void()> &then);
    /// By which files are proposed; empty: it has none. `isNew`: another plan than before.
    void setPlan(const QString &path, bool isNew);

    bool isBusy() const; ///< a file is being read or written
    CheckScans &scans() { return *m_scans; }

Q_SIGNALS:
    void said(const QString &message);
    void opened(const portolan::ReachabilityResults &results);
    void failed(const portolan::Errors &errors);

private:
    void chooseAndSaveThen(const std::function<void()> &then);
    void onRead(const QStringList &paths, const ReadResults &read);
    void onSaved(const QString &path, const std::function<void()> &then);
    void fail(const QString &title, const QString &headline, const Errors &errors);
    QString proposedPath() const;

    CheckResults &m_results;
    QWidget &m_window;
    CheckScans *m_scans;
    QString m_planPath;
    QString m_path; ///< opened or saved last
    int m_underWay = 0;
};

} // namespace portolan
