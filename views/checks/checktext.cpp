// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/checks/checktext.h"

#include "views/tables/displaytext.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace portolan {

namespace {

constexpr qint64 kSecond = 1000;
constexpr qint64 kMinute = 60 * kSecond;
constexpr qint64 kHour = 60 * kMinute;
constexpr qint64 kDay = 24 * kHour;
constexpr qsizetype kMostNames = 3; ///< in one line

struct CheckText {
    Q_DECLARE_TR_FUNCTIONS(portolan::CheckText)
};

QString serverName(const Topology &topology, qsizetype index)
{
    return displayText(topology.servers.at(index).name);
}

QString rangeText(PortRange ports)
{
    return ports.first == ports.last ? QString::number(ports.first)
                                     : QStringLiteral("%1–%2").arg(ports.first).arg(ports.last);
}

QString protocolText(ProbeProtocol protocol)
{
    switch (protocol) {
    case ProbeProtocol::None:
        break;
    case ProbeProtocol::Connect:
        return CheckText::tr("connection only");
    case ProbeProtocol::Smtp:
        return QStringLiteral("SMTP");
    case ProbeProtocol::Pop3:
        return QStringLiteral("POP3");
    case ProbeProtocol::Imap4:
        return QStringLiteral("IMAP4");
    case ProbeProtocol::Http:
        return QStringLiteral("HTTP");
    case ProbeProtocol::Ldap:
        return QStringLiteral("LDAP");
    case ProbeProtocol::Cldap:
        return QStringLiteral("CLDAP");
    case ProbeProtocol::Dns:
        return QStringLiteral("DNS");
    case ProbeProtocol::Kerberos:
        return QStringLiteral("Kerberos");
    case ProbeProtocol::EndpointMapper:
        return CheckText::tr("RPC endpoint mapper and the port that it hands out");
    case ProbeProtocol::RpcOverHttp:
        return CheckText::tr("RPC over HTTP");
    case ProbeProtocol::Smb2:
        return QStringLiteral("SMB2");
    case ProbeProtocol::Sip:
        return QStringLiteral("SIP");
    case ProbeProtocol::NetTcp:
        return QStringLiteral("net.tcp");
    }
    return CheckText::tr("nothing");
}

} // namespace

QString whenText(const QDateTime &time)
{
    return QLocale(QLocale::English).toString(time.toUTC(), QStringLiteral("d MMM yyyy hh:mm"))
        + QStringLiteral(" UTC");
}

QString agoText(const QDateTime &time, const QDateTime &now)
{
    const qint64 passed = time.msecsTo(now);
    if (passed < kMinute)
        return CheckText::tr("just now");
    if (passed < kHour)
        return CheckText::tr("%1 min ago").arg(passed / kMinute);
    if (passed < kDay)
        return passed < 2 * kHour ? CheckText::tr("1 hour ago") : CheckText::tr("%1 hours ago").arg(passed / kHour);
    return passed < 2 * kDay ? CheckText::tr("1 day ago") : CheckText::tr("%1 days ago").arg(passed / kDay);
}

QString durationText(qint64 milliseconds)
{
    if (milliseconds <= 100 * kSecond)
        return CheckText::tr("%1 s").arg((milliseconds + kSecond - 1) / kSecond);
    if (milliseconds <= 100 * kMinute)
        return CheckText::tr("%1 min").arg((milliseconds + kMinute - 1) / kMinute);
    return CheckText::tr("%1 h").arg((milliseconds + kHour - 1) / kHour);
}

QString vantageName(const Topology &topology, const QString &server, const QString &host)
{
    if (server.isEmpty())
        return host.isEmpty() ? CheckText::tr("elsewhere") : CheckText::tr("elsewhere (%1)").arg(displayText(host));
    const auto found = std::find_if(topology.servers.begin(), topology.servers.end(),
                                    [&server](const Server &known) { return known.id == server; });
    return displayText(found == topology.servers.end() ? server : found->name);
}

QString vantageHeading(const Topology &topology, const CheckedVantage &vantage)
{
    const QString name = vantageName(topology, vantage.server, vantage.host);
    if (!vantage.checkedAt.isValid())
        return CheckText::tr("%1, nothing found yet").arg(name);
    return QStringList{name, whenText(vantage.checkedAt), displayText(vantage.program)}.join(QStringLiteral(", "));
}

QString checkHeading(const CheckedPlan &checked)
{
    QStringList from;
    QStringList elsewhere;
    for (const CheckedVantage &vantage : checked.vantages)
        (vantage.isElsewhere() ? elsewhere : from) << vantageHeading(checked.flows.topology(), vantage);
    if (!from.isEmpty())
        return CheckText::tr("Checked from %1").arg(shortList(from, QStringLiteral("; ")));
    if (!elsewhere.isEmpty())
        return CheckText::tr("Checked from %1; not from any of these servers").arg(elsewhere.first());
    return {};
}

QString targetName(const FlowSet &flows, const JudgedPort &port)
{
    const PortEntry &entry = flows.catalog().dataPaths().at(port.flow.path).ports.at(port.port.entry);
    const QString text = QStringLiteral("%1 · %2 %3")
                             .arg(serverName(flows.topology(), port.port.destination),
                                  toString(port.port.transport).toUpper(), rangeText(port.port.ports));
    return entry.service.isEmpty() ? text : text + u' ' + displayText(flows.catalog().serviceLabel(entry.service));
}

QString portName(const FlowSet &flows, const JudgedPort &port)
{
    return serverName(flows.topology(), port.port.source) + QStringLiteral(" → ") + targetName(flows, port);
}

QString portNameFrom(const CheckedVantage &vantage, const FlowSet &flows, const JudgedPort &port)
{
    return vantage.isElsewhere() ? targetName(flows, port) : portName(flows, port);
}

QString exchangeText(const ProbeRequest &request)
{
    QString text = protocolText(request.hint.protocol);
    if (!request.hint.path.isEmpty())
        text += u' ' + displayText(request.hint.path);
    switch (request.hint.tls) {
    case ProbeTls::None:
        break;
    case ProbeTls::IfOffered:
        return CheckText::tr("%1, then TLS if it is offered").arg(text);
    case ProbeTls::First:
        return CheckText::tr("%1 in TLS").arg(text);
    }
    return text;
}

QString resultText(ProbeResult result)
{
    switch (result) {
    case ProbeResult::Open:
        return CheckText::tr("open");
    case ProbeResult::Refused:
        return CheckText::tr("refused");
    case ProbeResult::NoAnswer:
        return CheckText::tr("no answer");
    case ProbeResult::Unreachable:
        return CheckText::tr("unreachable");
    case ProbeResult::NameNotFound:
        return CheckText::tr("name not found");
    case ProbeResult::LocalFailure:
        return CheckText::tr("this machine could not try");
    case ProbeResult::CannotTell:
        return CheckText::tr("can't tell");
    case ProbeResult::NotProbeable:
        return CheckText::tr("not asked");
    }
    return {};
}

QString stateText(CheckState state, bool isStale)
{
    return isStale ? CheckText::tr("%1, stale").arg(checkWord(state)) : checkWord(state);
}

QString portReason(const CheckedPlan &checked, const CheckedVantage &vantage, size_t port)
{
    const JudgedPort &judged = vantage.ports[port];
    return QStringLiteral("%1: %2").arg(portName(checked.flows, judged),
                                        judged.verdict.reason.isEmpty() ? checkWord(vantage.stateOf(port))
                                                                        : displayText(judged.verdict.reason));
}

QString andMore(qsizetype count)
{
    return CheckText::tr("and %1 more").arg(count);
}

QString shortList(QStringList names, const QString &separator)
{
    names.removeDuplicates();
    const qsizetype more = names.size() - kMostNames;
    if (more > 1)
        names = names.mid(0, kMostNames) << andMore(more);
    return names.join(separator);
}

QString countsText(const CheckedVantage &vantage)
{
    const QLocale locale;
    QStringList parts;
    const auto add = [&](CheckState state, const QString &text) {
        if (const qsizetype count = vantage.flowCounts[static_cast<size_t>(state)]; count > 0)
            parts << text.arg(locale.toString(count));
    };
    add(CheckState::Fails, CheckText::tr("%1 fail"));
    add(CheckState::Differs, CheckText::tr("%1 differ"));
    add(CheckState::CannotTell, CheckText::tr("%1 can't tell"));
    add(CheckState::Works, CheckText::tr("%1 work"));
    add(CheckState::Planned, CheckText::tr("%1 planned"));
    add(CheckState::NotChecked, CheckText::tr("%1 not checked"));
    return parts.join(QStringLiteral(" · "));
}

QString countsLine(const CheckedVantage &vantage)
{
    const QString counts = countsText(vantage);
    return vantage.isElsewhere() ? CheckText::tr("What was asked from there: %1").arg(counts)
                                 : CheckText::tr("Flows that start there: %1").arg(counts);
}

QString changeText(const ResultChange &change)
{
    switch (change.kind) {
    case ResultChange::Kind::Broke:
        return CheckText::tr("broke");
    case ResultChange::Kind::Mended:
        return CheckText::tr("mended");
    case ResultChange::Kind::FailsOtherwise:
        return CheckText::tr("fails otherwise");
    case ResultChange::Kind::AnswersOtherwise:
        break;
    }
    return CheckText::tr("answers otherwise");
}

} // namespace portolan
