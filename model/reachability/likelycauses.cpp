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

/// What a check of a port says of the way there.
enum class Sight : quint8 {
    Nothing, ///< nobody looked, or could
    Answered, ///< by the host
    Silence,
    Rejected, ///< by a firewall
    NoName,
};

Sight sightOf(const JudgedPort &port)
{
    if (port.verdict.run < 0)
        return Sight::Nothing;
    switch (port.result) {
    case ProbeResult::Open:
    case ProbeResult::Refused:
        return Sight::Answered;
    case ProbeResult::NoAnswer:
        return Sight::Silence;
    case ProbeResult::Unreachable:
        return port.isRejected ? Sight::Rejected : Sight::Silence;
    case ProbeResult::NameNotFound:
        return Sight::NoName;
    case ProbeResult::LocalFailure:
    case ProbeResult::CannotTell:
    case ProbeResult::NotProbeable:
        break;
    }
    return Sight::Nothing;
}

bool isFailing(const JudgedPort &port)
{
    return port.verdict.verdict == Verdict::Fails;
}

/// Transport, first, last: of ports that are handed out the whole range.
using PortNumber = std::tuple<Transport, quint16, quint16>;

PortNumber numberOf(const JudgedPort &port)
{
    return {port.port.transport, port.port.ports.first, port.port.ports.last};
}

QString nameOf(const PortNumber &number)
{
    const auto &[transport, first, last] = number;
    const QString ports = first == last ? QString::number(first) : QStringLiteral("%1-%2").arg(first).arg(last);
    return toString(transport).toUpper() + u' ' + ports;
}

/// What was seen of a host.
struct Seen {
    std::set<PortNumber> silent;
    bool answers = false;
    bool isRejected = false;

    bool isDown() const { return !answers && silent.size() > 1; }
};

/// What was seen of a port of a site's hosts.
struct Way {
    bool isOpen = false; ///< to one of them at least
    std::set<quint32> silent; ///< hosts that answer on other ports
    std::set<quint32> rejected;
};

/// Ports with the same are of one cause.
struct CauseKey {
    LikelyCause::Kind kind = LikelyCause::Kind::Single;
    qint64 place = 0; ///< site or host
    PortNumber number;
    auto tied() const { return std::tie(kind, place, number); }
    friend bool operator<(const CauseKey &a, const CauseKey &b) { return a.tied() < b.tied(); }
};

class CauseFinder
{
public:
    CauseFinder(const FlowSet &flows, const std::vector<JudgedPort> &ports);

    QList<LikelyCause> find();

private:
    bool isSiteDark(int site) const;
    CauseKey keyOf(const JudgedPort &port) const;
    LikelyCause causeOf(const CauseKey &key, const JudgedPort &port) const;

    const FlowSet &m_flows;
    const std::vector<JudgedPort> &m_ports;
    std::map<quint32, Seen> m_hosts;
    std::map<int, std::vector<quint32>> m_sites;
    std::map<std::pair<int, PortNumber>, Way> m_ways;
};

CauseFinder::CauseFinder(const FlowSet &flows, const std::vector<JudgedPort> &ports) : m_flows(flows), m_ports(ports)
{
    for (const JudgedPort &port : ports) {
        const Sight sight = sightOf(port);
        if (sight == Sight::Nothing || sight == Sight::NoName)
            continue;
        Seen &host = m_hosts[port.port.destination];
        host.answers = host.answers || sight == Sight::Answered;
        host.isRejected = host.isRejected || sight == Sight::Rejected;
        if (sight == Sight::Silence)
            host.silent.insert(numberOf(port));
    }
    for (const auto &[host, seen] : m_hosts)
        m_sites[m_flows.siteOf(host)].push_back(host);
    for (const JudgedPort &port : ports) {
        const quint32 host = port.port.destination;
        const Sight sight = sightOf(port);
        Way &way = m_ways[{m_flows.siteOf(host), numberOf(port)}];
        if (sight == Sight::Answered)
            way.isOpen = true;
        else if (sight == Sight::Rejected)
            way.rejected.insert(host);
        else if (sight == Sight::Silence && m_hosts.at(host).answers)
            way.silent.insert(host);
    }
}

bool CauseFinder::isSiteDark(int site) const
{
    const std::vector<quint32> &hosts = m_sites.at(site);
    return hosts.size() > 1 && std::all_of(hosts.begin(), hosts.end(), [this](quint32 host) {
               const Seen &seen = m_hosts.at(host);
               return !seen.answers && !seen.isRejected;
           });
}

CauseKey CauseFinder::keyOf(const JudgedPort &port) const
{
    using Kind = LikelyCause::Kind;
    const quint32 host = port.port.destination;
    const int site = m_flows.siteOf(host);
    const PortNumber number = numberOf(port);
    const Way &way = m_ways.at({site, number});
    switch (sightOf(port)) {
    case Sight::NoName:
        return {Kind::NameUnknown, host, {}};
    case Sight::Rejected:
        if (!way.isOpen && way.rejected.size() > 1)
            return {Kind::PortRejected, site, number};
        break;
    case Sight::Silence:
        if (isSiteDark(site))
            return {Kind::SiteDark, site, {}};
        if (m_hosts.at(host).isDown())
            return {Kind::HostDown, host, {}};
        if (!way.isOpen && way.silent.size() > 1)
            return {Kind::PortBlocked, site, number};
        break;
    case Sight::Nothing:
    case Sight::Answered:
        break;
    }
    return {Kind::Single, host, number};
}

LikelyCause CauseFinder::causeOf(const CauseKey &key, const JudgedPort &port) const
{
    using Kind = LikelyCause::Kind;
    const quint32 host = port.port.destination;
    const QString siteName = m_flows.topology().sites[m_flows.siteOf(host)].name;
    switch (key.kind) {
    case Kind::SiteDark:
        return {key.kind,
                VerdictText::tr("Nothing at %1 answers.").arg(siteName),
                VerdictText::tr("Look at the link to the site, its routers and its firewall first."),
                {}};
    case Kind::HostDown:
        return {key.kind,
                VerdictText::tr("No port of %1 answers.").arg(m_flows.topology().servers[host].name),
                VerdictText::tr("See whether the host is up and has the address that the plan has."),
                {}};
    case Kind::PortBlocked:
        return {key.kind,
                VerdictText::tr("%1 is blocked on the way to %2, whose hosts answer on other ports.", "a port, a site")
                    .arg(nameOf(key.number), siteName),
                VerdictText::tr("Ask for a rule at the border that lets it through."),
                {}};
    case Kind::PortRejected:
        return {key.kind,
                VerdictText::tr("A firewall on the way to %1 rejects %2.", "a site, a port")
                    .arg(siteName, nameOf(key.number)),
                port.verdict.advice,
                {}};
    case Kind::NameUnknown:
    case Kind::Single:
        break;
    }
    return {key.kind, port.verdict.reason, port.verdict.advice, {}};
}

QList<LikelyCause> CauseFinder::find()
{
    std::map<CauseKey, LikelyCause> causes;
    for (size_t i = 0; i < m_ports.size(); ++i) {
        if (!isFailing(m_ports[i]))
            continue;
        const CauseKey key = keyOf(m_ports[i]);
        const auto [cause, isNew] = causes.try_emplace(key);
        if (isNew)
            cause->second = causeOf(key, m_ports[i]);
        cause->second.ports << int(i);
    }
    QList<LikelyCause> result;
    for (const auto &[key, cause] : causes)
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
