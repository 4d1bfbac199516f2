// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "importplan.h"

#include "model/editing/removal.h"

#include <QCoreApplication>

#include <algorithm>

namespace portolan {

namespace {

struct ImportEditing {
    Q_DECLARE_TR_FUNCTIONS(portolan::ImportEditing)
};

/// Puts new and changed things into the lists of a topology, by their ids.
class Upserts
{
public:
    explicit Upserts(Topology &topology) : m_topology(topology)
    {
        index(topology.sites, m_sites);
        index(topology.servers, m_servers);
        index(topology.groups, m_groups);
    }

    void operator()(std::monostate) { }
    void operator()(const Site &site) { put(site, m_topology.sites, m_sites); }
    void operator()(const Server &server) { put(server, m_topology.servers, m_servers); }
    void operator()(const Group &group) { put(group, m_topology.groups, m_groups); }
    void operator()(const Link &link)
    {
        const LinkEnds ends = endsOf(link);
        const auto known = std::find_if(m_topology.links.begin(), m_topology.links.end(),
                                        [&ends](const Link &other) { return endsOf(other) == ends; });
        if (known == m_topology.links.end())
            m_topology.links << link;
        else
            *known = link;
    }

private:
    using Index = QHash<QString, qsizetype>;

    template <typename T>
    static void index(const QList<T> &values, Index &index)
    {
        for (qsizetype i = 0; i < values.size(); ++i)
            index.insert(values[i].id, i);
    }
    template <typename T>
    static void put(const T &value, QList<T> &values, Index &index)
    {
        const auto known = index.constFind(value.id);
        if (known != index.constEnd()) {
            values[*known] = value;
            return;
        }
        index.insert(value.id, values.size());
        values << value;
    }

    Topology &m_topology;
    Index m_sites;
    Index m_servers;
    Index m_groups;
};

Topology withoutMissing(const ImportPlan &plan, const Topology &topology)
{
    Parts parts;
    QStringList sites;
    for (const ImportItem &item : plan.items) {
        if (item.status != ImportStatus::Missing || !item.isTaken)
            continue;
        const QStringList key = item.key.split(u':');
        if (item.subject == ImportSubject::Link)
            parts.links << LinkEnds{key.value(1), key.value(2)};
        else if (item.subject == ImportSubject::Site)
            sites << key.value(1);
        else
            parts.ids << key.value(1);
    }
    Topology result =
        parts.ids.isEmpty() && parts.links.isEmpty() ? topology : removeParts(topology, parts).apply(topology);
    // With a site all that stands in it would go.
    for (const QString &site : std::as_const(sites)) {
        const bool isEmpty = std::none_of(result.servers.begin(), result.servers.end(),
                                          [&site](const Server &server) { return server.site == site; });
        if (isEmpty)
            result = removeParts(result, {{site}, {}, {}}).apply(result);
    }
    return result;
}

Topology applied(const ImportPlan &plan, const Topology &topology)
{
    const bool changesNothing =
        std::none_of(plan.items.begin(), plan.items.end(), [](const ImportItem &item) { return item.isTaken; });
    if (changesNothing)
        return topology;
    Topology result = topology;
    Upserts upserts(result);
    for (const ImportItem &item : plan.items) {
        if (item.isTaken)
            std::visit(upserts, item.after);
    }
    return withoutMissing(plan, result);
}

QString stepName(const ImportPlan &plan)
{
    qsizetype servers = 0;
    qsizetype others = 0;
    for (const ImportItem &item : plan.items) {
        if (item.isTaken)
            ++(item.subject == ImportSubject::Server ? servers : others);
    }
    return servers > 0 ? ImportEditing::tr("Import %n server(s)", nullptr, int(servers))
                       : ImportEditing::tr("Import %n change(s)", nullptr, int(others));
}

} // namespace

TopologyEdit toEdit(const ImportPlan &plan, const ImportChoices &choices)
{
    return {stepName(plan), [files = plan.files, catalog = plan.catalog, choices](const Topology &topology) {
                return applied(planImport(files, topology, catalog, choices), topology);
            }};
}

} // namespace portolan
