// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "diffreport.h"

#include "app/cli/messages.h"

#include <QHash>

#include <algorithm>

namespace portolan {

namespace {

template <typename ChangeOf>
ChangeCounts countsOf(const QList<ChangeOf> &changes)
{
    ChangeCounts counts;
    for (const ChangeOf &change : changes) {
        if (change.change == Change::Added)
            ++counts.added;
        else
            ++(change.change == Change::Removed ? counts.removed : counts.changed);
    }
    return counts;
}

} // namespace

DiffReport::DiffReport(const FlowSet &before, const FlowSet &after, const QList<FindingChange> &findings,
                       const DiffSections &sections)
    : m_sections(sections), m_findings(findings), m_findingCounts(countsOf(findings)),
      m_sites(unitedTopology(before.topology(), after.topology()).sites)
{
    if (sections.topology)
        m_topology = topologyDifference(before.topology(), after.topology());
    m_topologyCounts = countsOf(m_topology);
    if (!sections.flows && !sections.openings) {
        m_flows.before = before;
        m_flows.after = after;
        return;
    }
    m_flows = flowDifference(before, after);
    if (sections.openings)
        m_openingCounts = OpeningDifference(m_flows).counts();
    QHash<QString, int> places;
    for (int i = 0; i < m_sites.size(); ++i)
        places.insert(m_sites[i].id, i);
    for (const Site &site : before.topology().sites)
        m_siteBefore.push_back(places.value(site.id));
    m_serversIn.resize(static_cast<size_t>(m_sites.size()));
    for (quint32 server = 0; server < m_flows.servers.size(); ++server) {
        const qint32 was = m_flows.servers.before[server];
        const qint32 is = m_flows.servers.after[server];
        const int siteBefore = was < 0 ? -1 : places.value(before.topology().servers[was].site, -1);
        const int siteAfter = is < 0 ? -1 : places.value(after.topology().servers[is].site, -1);
        if (siteBefore >= 0)
            m_serversIn[static_cast<size_t>(siteBefore)].push_back(server);
        if (siteAfter >= 0 && siteAfter != siteBefore)
            m_serversIn[static_cast<size_t>(siteAfter)].push_back(server);
    }
}

bool DiffReport::isEmpty() const
{
    return m_topology.isEmpty() && m_findings.isEmpty() && (!m_sections.flows || m_flows.counts.isEmpty())
        && m_openingCounts.isEmpty();
}

template <typename ChangeOf, typename Collect>
bool DiffReport::forEachBySites(Collect collect,
                                const std::function<bool(const Site &, const Site &, const ChangeOf &)> &visit) const
{
    std::vector<ChangeOf> changes;
    for (size_t site = 0; site < m_serversIn.size(); ++site) {
        std::vector<std::pair<int, ChangeOf>> fromHere;
        for (const quint32 server : m_serversIn[site]) {
            collect(server, changes, [&](bool isLater, quint32 source, quint32 destination, ChangeOf &change) {
                const auto placeOf = [&](quint32 end) {
                    return isLater ? after().siteOf(end) : m_siteBefore[static_cast<size_t>(before().siteOf(end))];
                };
                // A server that moved opens from here in one of the plans only.
                if (placeOf(source) == static_cast<int>(site))
                    fromHere.emplace_back(placeOf(destination), std::move(change));
            });
        }
        std::stable_sort(fromHere.begin(), fromHere.end(),
                         [](const auto &a, const auto &b) { return a.first < b.first; });
        for (const auto &[other, change] : fromHere) {
            if (!visit(m_sites[static_cast<qsizetype>(site)], m_sites[other], change))
                return false;
        }
    }
    return true;
}

bool DiffReport::forEachFlow(const std::function<bool(const Site &, const Site &, const FlowChange &)> &visit) const
{
    const FlowChangeIndex index(m_flows);
    const auto collect = [&index](quint32 server, std::vector<FlowChange> &changes, auto take) {
        index.changesFrom(server, changes);
        for (FlowChange &change : changes) {
            const Flow flow = change.after ? *change.after : *change.before;
            take(change.after.has_value(), flow.source, flow.destination, change);
        }
    };
    return forEachBySites<FlowChange>(collect, visit);
}

bool DiffReport::forEachOpening(
    const std::function<bool(const Site &, const Site &, const OpeningChange &)> &visit) const
{
    OpeningDifference openings(m_flows);
    const auto collect = [&openings](quint32 server, std::vector<OpeningChange> &changes, auto take) {
        openings.changesFrom(server, changes);
        for (OpeningChange &change : changes)
            take(change.change == Change::Added, change.source, change.destination, change);
    };
    return forEachBySites<OpeningChange>(collect, visit);
}

QString portText(Transport transport, PortRange ports)
{
    const QString range = ports.first == ports.last ? QString::number(ports.first)
                                                    : QStringLiteral("%1-%2").arg(ports.first).arg(ports.last);
    return toString(transport).toUpper() + u' ' + range;
}

FlowWords flowWords(const FlowSet &flows, const Flow &flow)
{
    QStringList forward;
    QStringList backward;
    for (const FlowPort &port : flows.ports(flow)) {
        QStringList &texts = port.source == flow.source ? forward : backward;
        const QString text = portText(port.transport, port.ports);
        if (!texts.contains(text))
            texts << text;
    }
    FlowWords texts;
    texts.ports = forward.join(QStringLiteral(", "));
    if (!backward.isEmpty()) {
        const QString back = CliText::tr("opened from the other end: %1").arg(backward.join(QStringLiteral(", ")));
        texts.ports = forward.isEmpty() ? back : texts.ports + QStringLiteral("; ") + back;
    }
    texts.encryption = toString(flows.encryption(flow));
    QStringList authentications;
    for (const QString &id : flows.defaultAuthentication(flow))
        authentications << flows.catalog().authenticationLabel(id);
    texts.authentication = authentications.join(QStringLiteral(", "));
    return texts;
}

} // namespace portolan
