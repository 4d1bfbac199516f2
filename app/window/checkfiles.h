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
    void save(const QString &path); ///< together with what the file has already
    void compareWith(const QString &path);
    /// Asks where results are in no file; `isUnderWay`: and a run would be stopped.
    void ifMayDiscard(bool isUnderWay, const std::function<void()> &then);
    /// Proposed for files; empty: none.
    void setPlanPath(const QString &path) { m_planPath = path; }

    bool isBusy() const; ///< a file is being read or written
    CheckScans &scans() { return *m_scans; }

Q_SIGNALS:
    void said(const QString &message);
    void opened(const portolan::ReachabilityResults &results);
    void saved();
    void failed(const portolan::Errors &errors);

private:
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
