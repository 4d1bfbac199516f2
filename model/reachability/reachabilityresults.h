// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/error.h"
#include "model/reachability/probereport.h"
#include "model/reachability/reachabilityplan.h"

#include <QDateTime>
#include <QList>
#include <QString>

namespace portolan {

/// What came of one check. Names what it is about by words, so that it means the same when the plan has changed.
struct CheckedTarget {
    QString key; ///< PlannedCheck::key
    QString destination; ///< server id
    Transport transport = Transport::Tcp;
    quint16 port = 0;
    ProbeProtocol protocol = ProbeProtocol::Connect;
    ProbeReport report;
    friend bool operator==(const CheckedTarget &, const CheckedTarget &) = default;
};

/// One run: from one machine, at one time, by one program.
struct ReachabilityRun {
    QString id; ///< unique in the file
    Vantage vantage;
    QDateTime startedAt; ///< UTC
    QDateTime finishedAt; ///< UTC; null: it was stopped
    QString program; ///< "portolan-cli 0.1.0", "kit-sh 1", "nmap 7.93"
    QString topology; ///< name of the plan
    QList<CheckedTarget> targets;
    friend bool operator==(const ReachabilityRun &, const ReachabilityRun &) = default;
};

/// A *.portolan-results file: runs, oldest first.
struct ReachabilityResults {
    QList<ReachabilityRun> runs;
    friend bool operator==(const ReachabilityResults &, const ReachabilityResults &) = default;
};

enum class Verdict : quint8 { Fails, Differs, CannotTell, Works, NotChecked }; // worst first

/// What the newest evidence from a source says of one port of a flow.
struct PortVerdict {
    Verdict verdict = Verdict::NotChecked;
    QString reason; ///< one sentence
    QString advice; ///< what to do next; empty: nothing
    int run = -1; ///< index into runs, -1: none
    int target = -1; ///< index into the run's targets
};

QString toString(Verdict verdict); ///< "cannot-tell": as in files
QString verdictWord(Verdict verdict); ///< for people

} // namespace portolan
