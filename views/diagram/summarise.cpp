// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/diagram/card.h"
#include "views/diagram/diagram.h"
#include "views/diagram/edges.h"
#include "views/diagram/labels.h"
#include "views/diagram/metrics.h"
#include "views/diagram/serverclasses.h"

#include <QCoreApplication>
#include <QHash>
#include <QLocale>
#include <QMap>

#include <algorithm>
#include <cmath>
#include <map>

namespace portolan {

namespace {

QString tr(const char *text, int n = -1)
{
    return QCoreApplication::translate("portolan::Diagram", text, nullptr, n);
}

/// Beyond so many cards, or frames of them, a chart stops being something to read.
constexpr std::size_t kReadableItems = 24;
constexpr std::size_t kReadableServers = 60;

QString timesText(qsizetype count)
{
    return QStringLiteral("×") + QLocale(QLocale::English).toString(count);
}

/// Builds one Diagram; its parts know the same input.
class Summary
{
public:
    Summary(const FlowSet &flows, const DiagramOptions &options, Level level)
        : m_flows(flows), m_topology(flows.topology()), m_catalog(flows.catalog()), m_options(options)
    {
        m_diagram.flows = flows;
        m_diagram.level = level;
        m_diagram.labels = options.labels;
    }

    Diagram make()
    {
        if (m_diagram.level == Level::Sites)
            makeSites();
        else
            makeServers();
        findBadges();
        m_remarks = makeEdges(m_diagram, m_itemOf, m_options);
        measure();
        makeTitle();
        makeKey();
        return std::move(m_diagram);
    }

private:
    bool isFolded(const DataPath &path) const { return isFoldedPath(path, m_options.foldDirectory); }

    int tierOf(const std::vector<int> &roles) const
    {
        int tier = -1;
        for (const int role : roles)
            tier = std::max(tier, m_catalog.roles()[role].tier);
        return tier < 0 ? 2 : tier;
    }

    void makeSites()
    {
        for (qsizetype i = 0; i < m_topology.sites.size(); ++i) {
            const Site &site = m_topology.sites[i];
            DiagramNode node;
            node.id = QStringLiteral("site:") + site.id;
            node.kind = NodeKind::Site;
            node.site = int(i);
            node.item = int(i);
            node.title = site.name;
            m_diagram.nodes << node;
            DiagramItem item;
            item.nodes << int(i);
            item.tier = site.kind == SiteKind::External ? 0 : site.kind == SiteKind::Perimeter ? 1 : 2;
            m_diagram.items << item;
        }
        m_itemOf.resize(std::size_t(m_topology.servers.size()));
        for (qsizetype i = 0; i < m_topology.servers.size(); ++i) {
            const int site = m_flows.siteOf(quint32(i));
            m_itemOf[std::size_t(i)] = site;
            m_diagram.nodes[site].servers.push_back(quint32(i));
        }
        m_roleTexts.resize(m_diagram.nodes.size());
        for (qsizetype n = 0; n < m_diagram.nodes.size(); ++n) {
            DiagramNode &node = m_diagram.nodes[n];
            std::map<int, int> counts;
            for (const quint32 server : node.servers) {
                for (const QString &id : m_topology.servers[qsizetype(server)].roles) {
                    const int role = m_catalog.roleIndex(id);
                    if (role >= 0)
                        ++counts[role];
                }
            }
            node.lines.prepend(siteKindText(m_topology.sites[node.site]));
            if (node.servers.empty())
                node.lines << tr("no servers");
            for (const auto &[role, count] : counts) {
                node.roles << role;
                m_roleTexts[n] << m_catalog.roles()[role].label
                        + (count > 1 ? QStringLiteral(" ") + timesText(count) : QString());
            }
        }
    }

    void makeServers()
    {
        const bool exact = m_diagram.level == Level::Servers;
        const std::vector<ServerClass> classes = classifyServers(m_flows, exact);
        for (qsizetype i = 0; i < m_topology.sites.size(); ++i) {
            const Site &site = m_topology.sites[i];
            DiagramBox box;
            box.id = QStringLiteral("site:") + site.id;
            box.site = int(i);
            box.title = elided(site.name, 320, kSiteTitleSize, true);
            box.subtitle = siteKindText(site);
            box.kind = site.kind;
            box.titleSize = QSizeF(std::ceil(textWidth(box.title, kSiteTitleSize, true) + 8
                                             + textWidth(box.subtitle, kTextSize, false) + 8),
                                   18);
            m_diagram.boxes << box;
        }
        // Left to right, then as in the file, so that an edit elsewhere moves nothing.
        std::vector<int> order(classes.size());
        for (std::size_t i = 0; i < order.size(); ++i)
            order[i] = int(i);
        std::stable_sort(order.begin(), order.end(), [&](int a, int b) {
            const ServerClass &left = classes[std::size_t(a)];
            const ServerClass &right = classes[std::size_t(b)];
            return std::pair(left.site, tierOf(left.roles)) < std::pair(right.site, tierOf(right.roles));
        });
        m_itemOf.resize(std::size_t(m_topology.servers.size()));
        for (const int index : order) {
            const ServerClass &described = classes[std::size_t(index)];
            DiagramItem item;
            item.box = described.site;
            item.tier = tierOf(described.roles);
            if (exact) {
                for (const quint32 server : described.servers)
                    item.nodes << addServer(described, {server});
                if (described.servers.size() > 1) {
                    item.columns = described.servers.size() < 4
                        ? 1
                        : int(std::ceil(std::sqrt(double(described.servers.size()) / 2)));
                    item.title = (described.groups.isEmpty()
                                      ? QString()
                                      : described.groups.join(QStringLiteral(", ")) + QStringLiteral(" · "))
                        + tr("%n servers alike", int(described.servers.size()));
                }
            } else {
                item.nodes << addServer(described, described.servers);
            }
            for (const int node : item.nodes)
                m_diagram.nodes[node].item = int(m_diagram.items.size());
            for (const quint32 server : described.servers)
                m_itemOf[server] = int(m_diagram.items.size());
            m_diagram.items << item;
        }
    }

    int addServer(const ServerClass &described, const ServerSet &servers)
    {
        DiagramNode node;
        const Server &first = m_topology.servers[qsizetype(servers.front())];
        node.kind = m_diagram.level == Level::Servers ? NodeKind::Server : NodeKind::RoleSet;
        node.site = described.site;
        node.servers = servers;
        node.title = namesOf(m_topology, servers);
        QStringList roleIds;
        QStringList roleTexts;
        for (const int role : described.roles) {
            node.roles << role;
            roleIds << m_catalog.roles()[role].id;
            roleTexts << m_catalog.roles()[role].label;
        }
        roleIds << described.unknownRoles;
        roleTexts << described.unknownRoles;
        if (roleTexts.isEmpty())
            roleTexts << tr("no role");
        if (node.kind == NodeKind::Server) {
            node.id = QStringLiteral("server:") + first.id;
            QStringList addresses = first.addresses;
            if (addresses.isEmpty() && !first.fqdn.isEmpty())
                addresses << first.fqdn;
            if (!addresses.isEmpty()) {
                node.lines << (addresses.size() == 1
                                   ? addresses.front()
                                   : addresses.front() + QStringLiteral(" +%1").arg(addresses.size() - 1));
            }
        } else {
            node.id = QStringLiteral("roles:%1:%2").arg(m_topology.sites[described.site].id, roleIds.join(u'+'));
            if (!described.groups.isEmpty())
                node.id += u':' + described.groups.join(u'+');
            if (servers.size() > 1)
                node.count = timesText(qsizetype(servers.size()));
            if (!described.groups.isEmpty())
                node.lines << described.groups.join(QStringLiteral(", "));
        }
        m_diagram.nodes << node;
        m_roleTexts << roleTexts;
        return int(m_diagram.nodes.size()) - 1;
    }

    void findBadges()
    {
        for (const FlowGroup &group : m_flows.groups()) {
            const DataPath &path = m_catalog.dataPaths()[group.path];
            if (group.self || !isFolded(path))
                continue;
            const QString badge = m_catalog.roles()[path.to.front()].shortLabel;
            FoldedPaths &folded = m_folded[badge];
            folded.paths.push_back(group.path);
            folded.sample = &path;
            for (const quint32 source : m_flows.set(group.sources))
                m_badges[source].insert(badge, true);
        }
        for (DiagramNode &node : m_diagram.nodes) {
            QMap<QString, bool> badges;
            for (const quint32 server : node.servers) {
                const auto found = m_badges.find(server);
                if (found != m_badges.end())
                    badges.insert(found->second);
            }
            node.badges = badges.keys();
        }
    }

    void measure()
    {
        for (qsizetype i = 0; i < m_diagram.nodes.size(); ++i)
            layOutCard(m_diagram.nodes[i], m_roleTexts[i], m_catalog);
        for (DiagramItem &item : m_diagram.items) {
            if (item.nodes.size() == 1) {
                item.size = m_diagram.nodes[item.nodes.front()].size;
                continue;
            }
            // Equal cards in a frame: a grid reads as one thing.
            QSizeF cell;
            for (const int node : item.nodes)
                cell = cell.expandedTo(m_diagram.nodes[node].size);
            for (const int node : item.nodes)
                widen(m_diagram.nodes[node], cell);
            const int rows = (int(item.nodes.size()) + item.columns - 1) / item.columns;
            item.size = QSizeF(item.columns * cell.width() + (item.columns - 1) * kCardGap + 2 * kFramePadding,
                               rows * cell.height() + (rows - 1) * kCardGap + 2 * kFramePadding + kFrameTitle);
            item.size.setWidth(
                std::max(item.size.width(), textWidth(item.title, kTextSize, true) + 2 * kFramePadding + 8));
            (m_diagram.level == Level::Sites ? m_diagram.key.blocks : m_diagram.key.frames) = true;
        }
    }

    static void widen(DiagramNode &node, const QSizeF &cell)
    {
        for (CardPiece &piece : node.pieces) {
            if (piece.kind == CardPiece::Kind::Badge)
                piece.at.rx() += cell.width() - node.size.width();
        }
        node.size = cell;
    }

    void makeTitle()
    {
        m_diagram.title = m_topology.name;
        QStringList parts;
        switch (m_diagram.level) {
        case Level::Sites:
            parts << tr("Sites and the flows between them");
            break;
        case Level::Roles:
            parts << tr("Roles and flows");
            break;
        case Level::Servers:
        case Level::Auto:
            parts << tr("Servers and flows");
            break;
        }
        parts << tr("%1 port reference (%2)").arg(m_catalog.product(), m_catalog.sourceDate());
        if (!m_options.date.isEmpty())
            parts << m_options.date;
        m_diagram.subtitle = parts.join(QStringLiteral(" · "));
    }

    void makeKey()
    {
        DiagramKey &key = m_diagram.key;
        for (const Encryption encryption :
             {Encryption::Encrypted, Encryption::Optional, Encryption::Disabled, Encryption::None}) {
            const bool used = std::any_of(m_diagram.edges.begin(), m_diagram.edges.end(),
                                          [&](const DiagramEdge &edge) { return edge.encryption == encryption; });
            if (used)
                key.encryptions << encryption;
        }
        for (auto &[badge, folded] : m_folded) {
            std::sort(folded.paths.begin(), folded.paths.end());
            folded.paths.erase(std::unique(folded.paths.begin(), folded.paths.end()), folded.paths.end());
            key.folded << foldedTraffic(badge, folded);
        }
        for (const int path : m_remarks.paths)
            key.codes << CodeEntry{m_catalog.dataPaths()[path].code, m_catalog.dataPaths()[path].title};
        key.remarks = remarks();
    }

    struct FoldedPaths {
        std::vector<int> paths;
        const DataPath *sample = nullptr;
    };

    EdgeFlows partOf(const FlowGroup &group) const
    {
        EdgeFlows part{group.path, 0, m_flows.set(group.sources), m_flows.set(group.destinations), group.entries, {}};
        bool found = false;
        FlowSet::forEachFlow(m_flows, group, [&](const Flow &flow) {
            if (!std::exchange(found, true))
                part.sample = flow;
        });
        return part;
    }

    FoldedTraffic foldedTraffic(const QString &badge, const FoldedPaths &folded) const
    {
        std::vector<EdgeFlows> parts;
        QStringList targets;
        for (const FlowGroup &group : m_flows.groups()) {
            const bool here = std::binary_search(folded.paths.begin(), folded.paths.end(), int(group.path));
            if (!here || group.self)
                continue;
            const bool known = std::any_of(parts.begin(), parts.end(), [&](const EdgeFlows &part) {
                return part.path == group.path && part.entries == group.entries;
            });
            if (!known) {
                const ServerSet &sources = m_flows.set(group.sources);
                const ServerSet &destinations = m_flows.set(group.destinations);
                const quint32 source = sources.front();
                const quint32 destination = destinations.front() != source ? destinations.front() : destinations.back();
                parts.push_back({group.path, 0, sources, destinations, group.entries,
                                 Flow{group.path, source, destination, group.entries}});
            }
            const DataPath &path = m_catalog.dataPaths()[group.path];
            QList<int> roles = path.to;
            for (const PortEntry &entry : path.ports) {
                if (!entry.atRole.isEmpty())
                    roles << m_catalog.roleIndex(entry.atRole);
            }
            for (const int role : roles) {
                if (!targets.contains(m_catalog.roles()[role].label))
                    targets << m_catalog.roles()[role].label;
            }
        }
        QStringList authentication;
        for (const EdgeFlows &part : parts) {
            for (const QString &id : m_catalog.dataPaths()[part.path].defaultAuthentication) {
                if (!authentication.contains(m_catalog.authenticationLabel(id)))
                    authentication << m_catalog.authenticationLabel(id);
            }
        }
        FoldedTraffic result;
        result.badge = badge;
        result.text =
            QStringList{tr("talks to %1").arg(targets.join(QStringLiteral(", "))),
                        portTexts(m_flows, parts).join(QStringLiteral(", ")), authentication.join(QStringLiteral(", ")),
                        encryptionText(weakest(m_flows, parts)), compressedCodes(m_catalog, folded.paths)}
                .join(QStringLiteral(" · "));
        for (const int path : folded.paths)
            result.codes << m_catalog.dataPaths()[path].code;
        return result;
    }

    QStringList remarks() const
    {
        QStringList lines;
        const bool dynamic = std::any_of(m_diagram.edges.begin(), m_diagram.edges.end(), [](const DiagramEdge &edge) {
            return std::any_of(edge.lines.begin(), edge.lines.end(),
                               [](const PillLine &line) { return line.text.contains(tr("dynamic")); });
        });
        if (dynamic || !m_folded.empty()) {
            QStringList ranges;
            for (const DynamicPortRule &rule : m_catalog.dynamicPorts()) {
                const QString range = QStringLiteral("%1–%2").arg(rule.ports.first).arg(rule.ports.last);
                ranges << (rule.role < 0 ? ranges.isEmpty() ? range : tr("else %1").arg(range)
                                         : tr("%1 on %2").arg(range, m_catalog.roles()[rule.role].label));
            }
            lines << tr("Dynamic ports: %1, where a server has no range of its own.")
                         .arg(ranges.join(QStringLiteral(", ")));
        }
        if (m_remarks.insideSites)
            lines << tr("Traffic inside a site is not drawn at this level.");
        if (m_remarks.localFlows > 0)
            lines << tr("Not drawn: %n flows that stay on one server.", int(m_remarks.localFlows));
        if (m_remarks.shortened)
            lines << tr(
                "“+n” on a label: so many more ports than there is room for; the full labels and the table have them.");
        return lines;
    }

    const FlowSet &m_flows;
    const Topology &m_topology;
    const Catalog &m_catalog;
    const DiagramOptions &m_options;
    Diagram m_diagram;
    std::vector<int> m_itemOf; ///< server -> item
    QList<QStringList> m_roleTexts; ///< of each node
    std::map<quint32, QMap<QString, bool>> m_badges; ///< server -> badges
    std::map<QString, FoldedPaths> m_folded;
    EdgeRemarks m_remarks;
};

} // namespace

Level readableLevel(const FlowSet &flows)
{
    const std::size_t servers = std::size_t(flows.topology().servers.size());
    if (servers <= kReadableServers && classifyServers(flows, true).size() <= kReadableItems)
        return Level::Servers;
    if (classifyServers(flows, false).size() <= kReadableItems)
        return Level::Roles;
    return Level::Sites;
}

Diagram summarise(const FlowSet &flows, const DiagramOptions &options)
{
    const Level level = options.level == Level::Auto ? readableLevel(flows) : options.level;
    return Summary(flows, options, level).make();
}

} // namespace portolan
