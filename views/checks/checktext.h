// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/reachability/resultscomparison.h"
#include "views/checks/checkedplan.h"

namespace portolan {

class HtmlWriter;

// Words for people about what checks found; plain text unless the name says otherwise.

/// "25 Nov 2026 10:31 UTC"
QString whenText(const QDateTime &time);
/// "3 hours ago"
QString agoText(const QDateTime &time, const QDateTime &now);
/// "HQ-HUB1", "elsewhere (laptop7)"; what a server is called here, else its id.
QString vantageName(const Topology &topology, const QString &server, const QString &host);
/// "HQ-HUB1, 25 Nov 2026 10:31 UTC, portolan 0.1.0"
QString vantageHeading(const Topology &topology, const CheckedVantage &vantage);
/// Of all that checks say: from where and when. Empty: nothing was checked.
QString checkHeading(const CheckedPlan &checked);

/// "HQ-HUB1 → HQ-MBX1 · TCP 25 SMTP"
QString portName(const FlowSet &flows, const JudgedPort &port);
/// As a list of the vantage has it: from elsewhere without who opens it.
QString portNameFrom(const CheckedVantage &vantage, const FlowSet &flows, const JudgedPort &port);
/// "HQ-MBX1 · TCP 25 SMTP": what is asked, whoever asks.
QString targetName(const FlowSet &flows, const JudgedPort &port);
/// "fails: No answer from …"
QString portReason(const CheckedPlan &checked, const CheckedVantage &vantage, size_t port);
/// "works", "works, stale"
QString stateText(CheckState state, bool isStale);
QString andMore(qsizetype count);
/// Each once; of many the first.
QString shortList(QStringList names, const QString &separator = QStringLiteral(", "));
/// "2 fail · 12 work · 40 not checked"
QString countsText(const CheckedVantage &vantage);
/// That, and of what they are: "Flows that start there: 2 fail"
QString countsLine(const CheckedVantage &vantage);
/// "SMTP, STARTTLS if offered": what is asked at a port.
QString exchangeText(const ProbeRequest &request);
QString resultText(ProbeResult result); ///< "no answer"
/// "about 2 min"
QString durationText(qint64 milliseconds);
QString changeText(const ResultChange &change); ///< what became of it: "broke"

/// A port of a flow with all its evidence.
QString checkHtml(const CheckedPlan &checked, const CheckedVantage &vantage, size_t port, const DiagramStyle &style);
/// Several ports in short.
QString checkListHtml(const CheckedPlan &checked, const CheckedVantage &vantage, const QList<int> &ports,
                      const QString &title, const QString &found, const DiagramStyle &style);
/// What is known of a selection of flows of the same plan, for the inspector.
void writeChecks(HtmlWriter &out, const CheckedPlan &checked, const FlowSet &flows, const Selection &selection);
QString checkPlainText(const CheckedPlan &checked, const CheckedVantage &vantage, size_t port);

} // namespace portolan
