// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "reachabilityplan.h"

#include "model/json/plaintext.h"
#include "model/reachability/addresskinds.h"
#include "model/reachability/checkquestions.h"
#include "model/topology/hostname.h"
#include "model/topology/ipaddress.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>

namespace portolan {

namespace {

struct ReachabilityPlanning {
    Q_DECLARE_TR_FUNCTIONS(portolan::ReachabilityPlanning)
};

/// From elsewhere every flow counts, of which a large plan has tens of millions.
constexpr size_t kMostPorts = 1'000'000;

/// How a server is reached, found once.
struct Target {
    bool isKnown = false;
    QStringList addresses;
    QString host;
    bool isPublic = false;
    QString why; ///< not empty: it is left alone
};

QString whyRefused(AddressKind kind, const QString &address)
{
    switch (kind) {
    case AddressKind::Unspecified:
        return ReachabilityPlanning::tr("%1 is no host's address.").arg(quoted(address));
    case AddressKind::Multicast:
        return ReachabilityPlanning::tr("%1 is a multicast address: many would be asked at once.").arg(quoted(address));
    case AddressKind::Broadcast:
        return ReachabilityPlanning::tr("%1 is a broadcast address: many would be asked at once.").arg(quoted(address));
    case AddressKind::Invalid:
        return ReachabilityPlanning::tr("%1 is no address.").arg(quoted(address));
    case AddressKind::Private:
    case AddressKind::Public:
        break;
    }
    return {};
}

QString hostNameOf(const Server &server)
{
    if (isHostName(server.fqdn))
        return server.fqdn;
    return isHostName(server.name) ? server.name : QString();
}

/// Of a host's name, what stands behind its first dot.
QString parentOf(const QString &fqdn)
{
    const qsizetype dot = fqdn.indexOf(u'.');
    return dot < 0 ? QString() : fqdn.sliced(dot + 1);
}

class Planner
{
public:
    Planner(const FlowSet &flows, const Vantage &vantage, QString ownName)
        : m_questions(flows.catalog()), m_ownName(std::move(ownName))
    {
        m_plan.flows = flows;
        m_plan.vantage = vantage;
        m_targets.resize(size_t(flows.topology().servers.size()));
    }

    ReachabilityPlan plan();

private:
    void addFrom(quint32 server);
    void addAll();
    bool add(const Flow &flow, qint64 opener);
    PlannedFlowPort planned(const Flow &flow, const FlowPort &port);
    void addCheck(quint32 destination, const CheckQuestion &question, quint16 port);
    const Target &target(quint32 server);
    void sort();
    const QList<Server> &servers() const { return m_plan.flows.topology().servers; }

    ReachabilityPlan m_plan;
    CheckQuestions m_questions;
    std::vector<Target> m_targets;
    QString m_ownName;
    std::map<std::tuple<quint32, quint16, Transport, int>, int> m_checks; ///< their places in the plan
};

ReachabilityPlan Planner::plan()
{
    if (m_plan.vantage.server.isEmpty()) {
        addAll();
    } else {
        const auto found = std::find_if(servers().begin(), servers().end(),
                                        [this](const Server &server) { return server.id == m_plan.vantage.server; });
        if (found == servers().end())
            m_plan.refused
                << ReachabilityPlanning::tr("The topology has no server %1.").arg(quoted(m_plan.vantage.server));
        else
            addFrom(quint32(found - servers().begin()));
    }
    sort();
    return std::move(m_plan);
}

void Planner::addFrom(quint32 server)
{
    const FlowSet flows = m_plan.flows;
    const auto has = [server](const ServerSet &set) { return std::binary_search(set.begin(), set.end(), server); };
    for (const FlowGroup &group : flows.groups()) {
        if (group.self)
            continue;
        const ServerSet &sources = flows.set(group.sources);
        const ServerSet &destinations = flows.set(group.destinations);
        if (has(sources)) {
            for (const quint32 other : destinations) {
                if (other != server)
                    add({group.path, server, other, group.entries}, server);
            }
        }
        // Entries that the destination opens start there.
        if (has(destinations)) {
            for (const quint32 other : sources) {
                if (other != server)
                    add({group.path, other, server, group.entries}, server);
            }
        }
    }
}

void Planner::addAll()
{
    const FlowSet flows = m_plan.flows;
    bool isFull = false;
    for (const FlowGroup &group : flows.groups()) {
        if (group.self)
            continue;
        for (const quint32 source : flows.set(group.sources)) {
            for (const quint32 destination : flows.set(group.destinations)) {
                if (isFull)
                    break;
                if (source != destination)
                    isFull = !add({group.path, source, destination, group.entries}, -1);
            }
        }
    }
    if (isFull)
        m_plan.refused << ReachabilityPlanning::tr("From elsewhere the first %1 ports of flows are planned; a filter "
                                                   "makes a smaller choice.")
                              .arg(kMostPorts);
}

/// False where there are enough.
bool Planner::add(const Flow &flow, qint64 opener)
{
    for (const FlowPort &port : m_plan.flows.ports(flow)) {
        if (opener < 0 || port.source == opener)
            m_plan.ports.push_back(planned(flow, port));
    }
    return m_plan.ports.size() < kMostPorts;
}

PlannedFlowPort Planner::planned(const Flow &flow, const FlowPort &port)
{
    PlannedFlowPort result{flow, port, -1, {}};
    const CheckQuestion &question = m_questions.of(flow.path, port.entry);
    if (!question.why.isEmpty()) {
        result.why = question.why;
        return result;
    }
    const Target &to = target(port.destination);
    if (!to.why.isEmpty()) {
        result.why = to.why;
        return result;
    }
    const quint16 number = m_questions.portOf(question, port);
    const auto [entry, isNew] = m_checks.insert({{port.destination, number, question.transport, question.words}, -1});
    if (isNew) {
        entry->second = int(m_plan.checks.size());
        addCheck(port.destination, question, number);
    }
    result.check = entry->second;
    return result;
}

void Planner::addCheck(quint32 destination, const CheckQuestion &question, quint16 port)
{
    const Server &server = servers()[destination];
    const Target &to = target(destination);
    PlannedCheck check;
    check.key = m_questions.key(server.id, question, port);
    check.destination = destination;
    check.addresses = to.addresses;
    check.isPublic = to.isPublic;
    check.request = {question.hint,
                     question.transport,
                     port,
                     to.host,
                     server.domain.isEmpty() ? parentOf(server.fqdn) : server.domain,
                     m_ownName};
    m_plan.checks.push_back(std::move(check));
}

const Target &Planner::target(quint32 server)
{
    Target &target = m_targets[server];
    if (target.isKnown)
        return target;
    target.isKnown = true;
    const Server &about = servers()[server];
    const auto refuse = [this, &about](const QString &why) {
        m_plan.refused << ReachabilityPlanning::tr("%1: %2").arg(about.id, why);
    };
    QString why;
    for (const QString &address : about.addresses) {
        const AddressKind kind = addressKind(address);
        if (const QString fault = whyRefused(kind, address); !fault.isEmpty()) {
            why = fault;
            refuse(fault);
            continue;
        }
        target.addresses << address;
        target.isPublic = target.isPublic || kind == AddressKind::Public;
    }
    target.host = hostNameOf(about);
    if (target.host.isEmpty() && !target.addresses.isEmpty())
        target.host = target.addresses.first();
    if (target.addresses.isEmpty()) {
        // A name behind a refused address would only lead there again.
        target.why = why;
        if (why.isEmpty() && target.host.isEmpty()) {
            target.why = ReachabilityPlanning::tr("It has no address, and its name is none that a network knows.");
            refuse(target.why);
        }
    }
    return target;
}

/// Order of destinations, then of ports.
void Planner::sort()
{
    std::vector<int> order(m_plan.checks.size());
    std::iota(order.begin(), order.end(), 0);
    const auto rank = [this](int check) {
        const PlannedCheck &planned = m_plan.checks[size_t(check)];
        return std::tuple(planned.destination, planned.request.port, planned.request.transport);
    };
    std::sort(order.begin(), order.end(), [&](int a, int b) {
        const auto first = rank(a);
        const auto second = rank(b);
        return first != second ? first < second : m_plan.checks[size_t(a)].key < m_plan.checks[size_t(b)].key;
    });
    std::vector<int> places(order.size());
    std::vector<PlannedCheck> sorted;
    sorted.reserve(order.size());
    for (const int check : order) {
        places[size_t(check)] = int(sorted.size());
        m_plan.hosts += sorted.empty() || sorted.back().destination != m_plan.checks[size_t(check)].destination ? 1 : 0;
        sorted.push_back(std::move(m_plan.checks[size_t(check)]));
    }
    m_plan.checks = std::move(sorted);
    for (PlannedFlowPort &port : m_plan.ports) {
        if (port.check >= 0)
            port.check = places[size_t(port.check)];
    }
    const auto place = [](const PlannedFlowPort &port) {
        return std::tuple(port.port.destination, port.port.ports.first, port.port.transport, port.flow.path,
                          port.port.source, port.flow.source, port.port.entry);
    };
    std::sort(m_plan.ports.begin(), m_plan.ports.end(),
              [&](const PlannedFlowPort &a, const PlannedFlowPort &b) { return place(a) < place(b); });
    m_plan.refused.sort();
}

/// What this machine calls itself: its name in the plan, else its own.
QString ownNameOf(const FlowSet &flows, const Vantage &vantage)
{
    for (const Server &server : flows.topology().servers) {
        if (server.id == vantage.server && isHostName(server.fqdn))
            return server.fqdn;
    }
    return isHostName(vantage.host) ? vantage.host : QString();
}

bool isLoopback(const IpAddress &address)
{
    const bool isIpv4 = address[10] == 0xFF && address[11] == 0xFF;
    return isIpv4 ? address[12] == 127 : address.back() == 1 && address[0] == 0;
}

} // namespace

bool isSameHost(const QString &name, const QString &host)
{
    if (name.isEmpty() || host.isEmpty())
        return false;
    if (name.compare(host, Qt::CaseInsensitive) == 0)
        return true;
    return name.contains(u'.') != host.contains(u'.')
        && name.section(u'.', 0, 0).compare(host.section(u'.', 0, 0), Qt::CaseInsensitive) == 0;
}

QString guessServer(const Topology &topology, const Vantage &here)
{
    QSet<QByteArray> addresses;
    const auto bytesOf = [](const IpAddress &address) {
        return QByteArray(reinterpret_cast<const char *>(address.data()), qsizetype(address.size()));
    };
    for (const QString &literal : here.addresses) {
        const std::optional<IpAddress> address = parseIpAddress(literal);
        // Every machine has those.
        if (address && !isLoopback(*address))
            addresses.insert(bytesOf(*address));
    }
    QStringList found;
    for (const Server &server : topology.servers) {
        const bool hasAddress =
            std::any_of(server.addresses.begin(), server.addresses.end(), [&](const QString &literal) {
                const std::optional<IpAddress> address = parseIpAddress(literal);
                return address && addresses.contains(bytesOf(*address));
            });
        if (hasAddress || isSameHost(server.fqdn, here.host) || isSameHost(server.name, here.host))
            found << server.id;
    }
    return found.size() == 1 ? found.first() : QString();
}

ReachabilityPlan planChecks(const FlowSet &flows, const Vantage &vantage)
{
    return Planner(flows, vantage, ownNameOf(flows, vantage)).plan();
}

} // namespace portolan
