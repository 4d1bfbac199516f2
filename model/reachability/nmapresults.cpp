// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "nmapresults.h"

#include "model/importers/nmapscan.h"
#include "model/topology/ipaddress.h"

#include <QCoreApplication>
#include <QHash>

#include <algorithm>
#include <array>
#include <map>

namespace portolan {

using namespace Qt::StringLiterals;

namespace {

struct NmapResultsText {
    Q_DECLARE_TR_FUNCTIONS(portolan::NmapResultsText)
};

/// nmap's names of ICMP errors.
struct IcmpName {
    QStringView reason;
    int code4;
    int code6; ///< of type 1; -1: none
};
constexpr std::array<IcmpName, 14> kIcmpNames{{
    {u"net-unreach", 0, 0},
    {u"no-route", 0, 0},
    {u"host-unreach", 1, 3},
    {u"addr-unreach", 1, 3},
    {u"proto-unreach", 2, -1},
    {u"port-unreach", 3, 4},
    {u"net-prohibited", 9, 1},
    {u"host-prohibited", 10, 1},
    {u"admin-prohibited", 13, 1},
    {u"beyond-scope", -1, 2},
    {u"failed-policy", -1, 5},
    {u"source-ingress-failed", -1, 5},
    {u"reject-route", -1, 6},
    {u"dest-unreach", 1, 3},
}};

std::optional<IcmpError> icmpOf(const QString &reason, const QString &reporter, bool isIpv6)
{
    for (const IcmpName &name : kIcmpNames) {
        const int code = isIpv6 ? name.code6 : name.code4;
        if (name.reason == reason && code >= 0)
            return IcmpError{isIpv6 ? 6 : 4, isIpv6 ? 1 : 3, code, reporter};
    }
    return {};
}

/// What one port of one host came to.
struct Seen {
    QString state;
    QString reason;
    QString reasonFrom;
    QString service;
};

ProbeReport reportOf(const Seen &seen, const QString &address)
{
    ProbeReport report;
    report.address = address;
    report.detail = seen.reason.isEmpty() ? seen.state : u"%1, %2"_s.arg(seen.state, seen.reason);
    if (seen.state == u"open") {
        report.result = ProbeResult::Open;
        report.detail.clear();
    } else if (seen.state == u"closed") {
        report.result = ProbeResult::Refused;
    } else if (seen.state == u"filtered") {
        report.icmp = icmpOf(seen.reason, seen.reasonFrom, address.contains(u':'));
        report.result =
            report.icmp || seen.reason == u"time-exceeded" ? ProbeResult::Unreachable : ProbeResult::NoAnswer;
    } else {
        report.result = ProbeResult::CannotTell; // open|filtered, closed|filtered, unfiltered
    }
    QString text = NmapResultsText::tr("nmap says %1 (%2)", "a state, a reason")
                       .arg(seen.state, seen.reason.isEmpty() ? u"-"_s : seen.reason);
    if (!seen.reasonFrom.isEmpty())
        text += NmapResultsText::tr(", from %1").arg(seen.reasonFrom);
    if (!seen.service.isEmpty())
        text += NmapResultsText::tr("; it takes it for %1").arg(seen.service);
    report.steps << ProbeStep{ProbeStep::Kind::Event, 0, false, text};
    return report;
}

bool covers(PortRange range, quint16 port)
{
    return range.first <= port && port <= range.last;
}

/// The ports of a host.
class HostPorts
{
public:
    HostPorts(const NmapScan &scan, const NmapHost &host) : m_scan(scan), m_host(host)
    {
        for (const NmapPort &port : host.ports)
            m_listed.insert(portKey(port.seen.transport, port.seen.port), &port);
    }

    /// Nothing: the scan did not look there.
    std::optional<Seen> of(Transport transport, quint16 port) const
    {
        if (const NmapPort *const listed = m_listed.value(portKey(transport, port)))
            return Seen{listed->state, listed->reason, listed->reasonFrom, listed->seen.service};
        const bool isScanned = std::any_of(m_scan.scanned.begin(), m_scan.scanned.end(), [&](const auto &range) {
            return range.first == transport && covers(range.second, port);
        });
        return isScanned ? rest(transport, port) : std::nullopt;
    }

    const QHash<quint32, const NmapPort *> &listed() const { return m_listed; }

private:
    /// One of those that are not listed: summed up with others, where only newer scans say which they are.
    std::optional<Seen> rest(Transport transport, quint16 port) const
    {
        QList<Seen> candidates;
        for (const NmapRest &rest : m_host.rest) {
            if (rest.reasons.isEmpty())
                candidates << Seen{rest.state, {}, {}, {}};
            for (const NmapRest::Reason &reason : rest.reasons) {
                if (reason.transport.value_or(transport) != transport)
                    continue;
                const Seen seen{rest.state, reason.reason, {}, {}};
                if (reason.ports.isEmpty())
                    candidates << seen;
                else if (std::any_of(reason.ports.begin(), reason.ports.end(),
                                     [port](PortRange range) { return covers(range, port); }))
                    return seen;
            }
        }
        if (candidates.isEmpty())
            return {};
        const bool isOneState = std::all_of(candidates.begin(), candidates.end(), [&candidates](const Seen &one) {
            return one.state == candidates.first().state;
        });
        if (!isOneState)
            return Seen{NmapResultsText::tr("one of several that it only sums up"), {}, {}, {}};
        // With several reasons for the one state, which of them it was is not known.
        return candidates.size() == 1 ? candidates.first() : Seen{candidates.first().state, {}, {}, {}};
    }

    const NmapScan &m_scan;
    const NmapHost &m_host;
    QHash<quint32, const NmapPort *> m_listed;
};

class NmapJudge
{
public:
    explicit NmapJudge(const ReachabilityPlan &plan);

    void take(const NmapScan &scan, const NmapHost &host);
    NmapResults results(const NmapScan &scan);

private:
    QList<quint32> serversOf(const NmapHost &host) const;
    void check(int index, const ProbeReport &report);

    const ReachabilityPlan &m_plan;
    QHash<quint32, QList<int>> m_checks; ///< by server
    std::multimap<IpAddress, quint32> m_byAddress;
    QMultiHash<QString, quint32> m_byName; ///< case folded, without its domain
    std::vector<std::optional<ProbeReport>> m_reports; ///< by check
    NmapResults m_results;
    int m_down = 0;
};

/// A server with a domain is not a host of the same name in another.
bool isCalled(const Server &server, const QString &host)
{
    if (isSameHost(server.fqdn, host))
        return true;
    return server.fqdn.isEmpty() ? isSameHost(server.name, host) : server.name.compare(host, Qt::CaseInsensitive) == 0;
}

QString withoutDomain(const QString &name)
{
    return name.section(u'.', 0, 0).toCaseFolded();
}

NmapJudge::NmapJudge(const ReachabilityPlan &plan) : m_plan(plan), m_reports(plan.checks.size())
{
    for (size_t i = 0; i < plan.checks.size(); ++i)
        m_checks[plan.checks[i].destination] << int(i);
    for (auto entry = m_checks.keyBegin(); entry != m_checks.keyEnd(); ++entry) {
        const Server &server = plan.flows.topology().servers[*entry];
        for (const QString &literal : server.addresses) {
            if (const std::optional<IpAddress> address = parseIpAddress(literal))
                m_byAddress.emplace(*address, *entry);
        }
        QStringList names{withoutDomain(server.fqdn), withoutDomain(server.name)};
        names.removeDuplicates();
        for (const QString &name : std::as_const(names))
            m_byName.insert(name, *entry);
    }
}

QList<quint32> NmapJudge::serversOf(const NmapHost &host) const
{
    QList<quint32> servers;
    const auto add = [&servers](quint32 server) {
        if (!servers.contains(server))
            servers << server;
    };
    for (const QString &literal : host.addresses) {
        const std::optional<IpAddress> address = parseIpAddress(literal);
        if (!address)
            continue;
        const auto [first, last] = m_byAddress.equal_range(*address);
        std::for_each(first, last, [&add](const auto &known) { add(known.second); });
    }
    if (!servers.isEmpty())
        return servers;
    for (const QString &name : {host.userName, host.reverseName}) {
        if (!servers.isEmpty())
            break;
        const QString plain = name.endsWith(u'.') ? name.chopped(1) : name;
        for (const quint32 server : m_byName.values(withoutDomain(plain))) {
            if (isCalled(m_plan.flows.topology().servers[server], plain))
                add(server);
        }
    }
    return servers;
}

void NmapJudge::take(const NmapScan &scan, const NmapHost &host)
{
    const QList<quint32> servers = serversOf(host);
    if (servers.isEmpty()) {
        ++m_results.otherHosts;
        return;
    }
    // A host that is down answered nothing before its ports' turn came: they were not looked at.
    if (host.status == u"down" || host.status == u"skipped") {
        ++m_down;
        return;
    }
    const HostPorts ports(scan, host);
    QSet<quint32> used;
    for (const quint32 server : servers) {
        for (const int index : m_checks.value(server)) {
            const ProbeRequest &request = m_plan.checks[size_t(index)].request;
            used.insert(portKey(request.transport, request.port));
            const std::optional<Seen> seen = ports.of(request.transport, request.port);
            if (!seen)
                continue;
            ProbeReport report = reportOf(*seen, host.addresses.value(0));
            report.startedAt = host.startedAt;
            check(index, report);
        }
    }
    for (auto port = ports.listed().keyBegin(); port != ports.listed().keyEnd(); ++port)
        m_results.otherPorts += used.contains(*port) ? 0 : 1;
}

/// Of several addresses of a server the one counts that told most, as in a check.
void NmapJudge::check(int index, const ProbeReport &report)
{
    std::optional<ProbeReport> &known = m_reports[size_t(index)];
    if (!known || weight(report.result) > weight(known->result))
        known = report;
}

NmapResults NmapJudge::results(const NmapScan &scan)
{
    ReachabilityRun &run = m_results.run;
    run.id = u"nmap "_s + scan.startedAt.toString(Qt::ISODate);
    run.vantage = m_plan.vantage;
    run.startedAt = scan.startedAt;
    run.finishedAt = scan.finishedAt;
    run.program = scan.version.isEmpty() ? u"nmap"_s : u"nmap "_s + scan.version;
    run.topology = m_plan.flows.topology().name;
    for (size_t i = 0; i < m_reports.size(); ++i) {
        if (!m_reports[i]) {
            ++m_results.notScanned;
            continue;
        }
        const PlannedCheck &check = m_plan.checks[i];
        run.targets << CheckedTarget{check.key,
                                     m_plan.flows.topology().servers[check.destination].id,
                                     check.request.transport,
                                     check.request.port,
                                     ProbeProtocol::Connect,
                                     *m_reports[i]};
    }
    m_results.remarks = scan.remarks;
    if (m_down > 0)
        m_results.remarks << ImportRemark{
            ImportRemark::Severity::Note,
            {},
            NmapResultsText::tr("%n server(s) did not answer nmap's first questions, so their ports were not looked "
                                "at; with -Pn they would be.",
                                nullptr, m_down)};
    return std::move(m_results);
}

Error errorOf(const ImportRemark &remark, const QString &file)
{
    Error error;
    error.code = ErrorCode::Syntax;
    error.file = file;
    error.line = remark.place.line;
    error.detail = remark.text;
    return error;
}

} // namespace

Result<NmapResults> nmapResults(const QByteArray &bytes, const QString &file, const ReachabilityPlan &plan)
{
    NmapJudge judge(plan);
    const NmapScan scan =
        readNmapScan(bytes, file, [&judge](const NmapScan &so, const NmapHost &host) { judge.take(so, host); });
    Errors errors;
    for (const ImportRemark &remark : scan.remarks) {
        if (remark.severity == ImportRemark::Severity::Unreadable)
            errors << errorOf(remark, file);
    }
    if (errors.isEmpty() && scan.startedAt.isNull()) {
        Error error = errorOf({}, file);
        error.line = 1;
        error.code = ErrorCode::MissingKey;
        error.detail =
            NmapResultsText::tr("The scan does not say when it was made: nmaprun has no start that is a time.");
        errors << error;
    }
    if (!errors.isEmpty())
        return failure(errors);
    return judge.results(scan);
}

} // namespace portolan
