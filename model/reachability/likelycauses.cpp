// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "likelycauses.h"

#include "model/reachability/verdicttext.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace portolan {

namespace {

bool isSilent(const JudgedPort &port)
{
    return port.result == ProbeResult::NoAnswer || port.result == ProbeResult::Unreachable
        || port.result == ProbeResult::NameNotFound;
}

bool isFailing(const JudgedPort &port)
{
    return port.verdict.verdict == Verdict::Fails;
}

using PortNumber = std::pair<Transport, quint16>;

PortNumber numberOf(const JudgedPort &port)
{
    return {port.port.transport, port.port.ports.first};
}

/// What was seen of a host, or of a host's port.
struct Seen {
    std::set<PortNumber> silent;
    bool answers = false;

    bool isDown() const { return !answers && silent.size() > 1; }
};

/// What was seen of a port of a site's hosts.
struct Way {
    bool isOpen = false; ///< to one of them at least
    std::set<quint32> silent; ///< hosts that answer on other ports
};

class CauseFinder
{
public:
    CauseFinder(const FlowSet &flows, const std::vector<JudgedPort> &ports) : m_flows(flows), m_ports(ports)
    {
        for (const JudgedPort &port : ports) {
            if (port.verdict.run < 0)
                continue;
            Seen &host = m_hosts[port.port.destination];
            if (isSilent(port))
                host.silent.insert(numberOf(port));
            else if (port.result == ProbeResult::Open || port.result == ProbeResult::Refused)
                host.answers = true;
        }
        for (const auto &[host, seen] : m_hosts)
            m_sites[m_flows.siteOf(host)].push_back(host);
        for (const JudgedPort &port : ports) {
            if (port.verdict.run < 0)
                continue;
            Way &way = m_ways[{m_flows.siteOf(port.port.destination), numberOf(port)}];
            if (!isSilent(port))
                way.isOpen = true;
            else if (m_hosts.at(port.port.destination).answers)
                way.silent.insert(port.port.destination);
        }
    }

    QList<LikelyCause> find();

private:
    bool isSiteDark(int site) const;
    bool isBlocked(int site, const PortNumber &number) const;
    LikelyCause causeOf(const JudgedPort &port, std::tuple<int, qint64, qint64> &group) const;

    const FlowSet &m_flows;
    const std::vector<JudgedPort> &m_ports;
    std::map<quint32, Seen> m_hosts;
    std::map<int, std::vector<quint32>> m_sites;
    std::map<std::pair<int, PortNumber>, Way> m_ways;
};

bool CauseFinder::isSiteDark(int site) const
{
    const std::vector<quint32> &hosts = m_sites.at(site);
    return hosts.size() > 1 && std::all_of(hosts.begin(), hosts.end(), [this](quint32 host) {
               const Seen &seen = m_hosts.at(host);
               return !seen.answers && !seen.silent.empty();
           });
}

bool CauseFinder::isBlocked(int site, const PortNumber &number) const
{
    const Way &way = m_ways.at({site, number});
    return !way.isOpen && way.silent.size() > 1;
}

LikelyCause CauseFinder::causeOf(const JudgedPort &port, std::tuple<int, qint64, qint64> &group) const
{
    const quint32 host = port.port.destination;
    const int site = m_flows.siteOf(host);
    const QString siteName = m_flows.topology().sites[site].name;
    const QString hostName = m_flows.topology().servers[host].name;
    using Kind = LikelyCause::Kind;
    LikelyCause cause;
    if (isSilent(port) && isSiteDark(site)) {
        group = {int(Kind::SiteDark), site, 0};
        return {Kind::SiteDark,
                VerdictText::tr("Nothing at %1 answers.").arg(siteName),
                VerdictText::tr("Look at the link to the site, its routers and its firewall first."),
                {}};
    }
    if (isSilent(port) && m_hosts.at(host).isDown()) {
        group = {int(Kind::HostDown), host, 0};
        return {Kind::HostDown,
                VerdictText::tr("No port of %1 answers.").arg(hostName),
                VerdictText::tr("See whether the host is up and has the address that the plan has."),
                {}};
    }
    const PortNumber number = numberOf(port);
    if (isSilent(port) && isBlocked(site, number)) {
        group = {int(Kind::PortBlocked), site, qint64(number.second) * 2 + qint64(number.first)};
        return {Kind::PortBlocked,
                VerdictText::tr("%1 %2 is blocked on the way to %3, whose hosts answer on other ports.")
                    .arg(toString(number.first).toUpper(), QString::number(number.second), siteName),
                VerdictText::tr("Ask for a rule at the border that lets it through."),
                {}};
    }
    group = {int(Kind::Single), host, qint64(number.second) * 2 + qint64(number.first)};
    return {Kind::Single, port.verdict.reason, port.verdict.advice, {}};
}

QList<LikelyCause> CauseFinder::find()
{
    std::map<std::tuple<int, qint64, qint64>, LikelyCause> causes;
    for (size_t i = 0; i < m_ports.size(); ++i) {
        if (!isFailing(m_ports[i]))
            continue;
        std::tuple<int, qint64, qint64> group;
        const LikelyCause cause = causeOf(m_ports[i], group);
        causes.emplace(group, cause).first->second.ports << int(i);
    }
    QList<LikelyCause> result;
    for (const auto &[group, cause] : causes)
        result << cause;
    std::stable_sort(result.begin(), result.end(),
                     [](const LikelyCause &a, const LikelyCause &b) { return a.ports.size() > b.ports.size(); });
    return result;
}

} // namespace

QList<LikelyCause> likelyCauses(const FlowSet &flows, const std::vector<JudgedPort> &ports)
{
    return CauseFinder(flows, ports).find();
}

QList<BrokenPath> brokenPaths(const std::vector<JudgedPort> &ports)
{
    std::map<quint16, BrokenPath> broken;
    std::map<quint16, std::set<std::pair<quint32, quint32>>> pairs;
    for (size_t i = 0; i < ports.size(); ++i) {
        const JudgedPort &port = ports[i];
        if (port.verdict.verdict != Verdict::Fails && port.verdict.verdict != Verdict::Differs)
            continue;
        const auto [found, isNew] = broken.try_emplace(port.flow.path);
        BrokenPath &path = found->second;
        if (isNew || port.verdict.verdict < path.verdict) {
            path.verdict = port.verdict.verdict;
            path.reason = port.verdict.reason;
        }
        path.path = port.flow.path;
        path.ports << int(i);
        pairs[port.flow.path].insert({port.flow.source, port.flow.destination});
    }
    QList<BrokenPath> result;
    for (auto &[path, found] : broken) {
        found.flows = int(pairs[path].size());
        result << found;
    }
    std::stable_sort(result.begin(), result.end(), [](const BrokenPath &a, const BrokenPath &b) {
        return std::tuple(a.verdict, -a.flows) < std::tuple(b.verdict, -b.flows);
    });
    return result;
}

} // namespace portolan
