// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/error.h"
#include "model/reachability/reachabilityresults.h"

#include <QObject>

class QWidget;

namespace portolan {

class CheckResults;

/// Scans by nmap as results of checks. Their files do not say where they were made: that is asked.
class CheckScans : public QObject
{
    Q_OBJECT
public:
    CheckScans(CheckResults &results, QWidget &window);

    void take(const QString &path, const QByteArray &bytes); ///< asks
    /// As made on that server of the plan; empty: elsewhere.
    void takeFrom(const QString &vantage, const QString &path, const QByteArray &bytes);
    bool isBusy() const { return m_underWay > 0; }

Q_SIGNALS:
    void said(const QString &message);
    void opened(const portolan::ReachabilityResults &results);
    void failed(const QString &path, const portolan::Errors &errors);

private:
    CheckResults &m_results;
    QWidget &m_window;
    int m_underWay = 0;
};

} // namespace portolan
