// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/diagram/card.h"
#include "views/diagram/diagram.h"
#include "views/diagram/edges.h"
#include "views/diagram/folding.h"
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
#include <optional>

namespace portolan {

namespace {

QString tr(const char *text, int n = -1)
{
    return QCoreApplication::translate("portolan::Diagram", text, nullptr, n);
}

/// Beyond so many cards, or frames of them, a chart stops being something to read.
constexpr std::size_t kReadableItems = 24;
constexpr std::size_t kReadableServers = 60;

/// By server; `onlyUsed`: those with a line or a badge.
std::vector<bool> serversToShow(const FlowSet &flows, bool onlyUsed, const Folding &folding)
{
    std::vector<bool> shown(std::size_t(flows.topology().servers.size()), !onlyUsed);
    if (!onlyUsed)
        return shown;
    const auto show = [&](quint32 set) {
        for (const quint32 server : flows.set(set))
            shown[server] = true;
    };
    for (const FlowGroup &group : flows.groups()) {
        const Fold &fold = folding.fold(group.path);
        const bool isFolded = !group.self && folding.folds(group.path);
        if (!isFolded || fold.kind != Fold::Kind::From)
            show(group.sources);
        if (!isFolded || fold.kind != Fold::Kind::To)
            show(group.destinations);
    }
    return shown;
}

/// What the view folds; nothing where only folded traffic was asked for, since a chart without lines answers nothing.
Folding foldingFor(const FlowSet &flows, const DiagramOptions &options)
{
    const Folding folding(options.folded, flows.catalog());
    const bool isAllFolded = options.onlyUsed
        && std::all_of(flows.groups().begin(), flows.groups().end(),
                       [&](const FlowGroup &group) { return group.self || folding.folds(group.path); });
    return isAllFolded ? Folding({}, flows.catalog()) : folding;
}

QString timesText(qsizetype count)
{
    return QStringLiteral("×") + QLocale(QLocale::English).toString(count);
}

/// Builds one Diagram; its parts know the same input.
class Summary
{
public:
    Summary(const FlowSet &flows, const DiagramOptions &options, Level level)
        : m_flows(flows), m_topology(flows.topology()), m_catalog(flows.catalog()), m_options(options),
          m_folding(foldingFor(flows, options)), m_used(serversToShow(flows, options.onlyUsed, m_folding))
    {
        m_diagram.flows = flows;
        m_diagram.level = level;
        m_diagram.labels = options.labels;
        m_diagram.showsChecks = options.showsChecks;
    }

    Diagram make()
    {
        makeItems();
        pinItems();
        findBadges();
        m_remarks = makeEdges(m_diagram, m_itemOf, m_options, m_folding);
        measure();
        makeTitle();
        makeKey();
        return std::move(m_diagram);
    }

private:
    int tierOf(const std::vector<int> &roles) const
    {
        int tier = -1;
        for (const int role : roles)
            tier = std::max(tier, m_catalog.roles()[role].tier);
        return tier < 0 ? 2 : tier;
    }

    /// What a site shows: a card of its own, sets of roles or servers.
    Level detailOf(int site)
    {
        const QString &id = m_topology.sites[site].id;
        if (m_diagram.level != Level::Sites)
            return m_options.closed.contains(id) ? Level::Sites : m_diagram.level;
        if (!m_options.opened.contains(id))
            return Level::Sites;
        const std::vector<ServerClass> &classes = classesFor(Level::Servers);
        const auto here = std::count_if(classes.begin(), classes.end(),
                                        [site](const ServerClass &described) { return described.site == site; });
        return std::size_t(here) <= kReadableItems ? Level::Servers : Level::Roles;
    }

    const std::vector<ServerClass> &classesFor(Level detail)
    {
        std::optional<std::vector<ServerClass>> &classes = detail == Level::Servers ? m_exactClasses : m_roleClasses;
        if (!classes) {
            classes = classifyServers(m_flows, detail == Level::Servers, m_used);
            // Left to right, then as in the file, so that an edit elsewhere moves nothing.
            std::stable_sort(classes->begin(), classes->end(), [this](const ServerClass &a, const ServerClass &b) {
                return std::pair(a.site, tierOf(a.roles)) < std::pair(b.site, tierOf(b.roles));
            });
        }
        return *classes;
    }

    void makeItems()
    {
        m_itemOf.assign(std::size_t(m_topology.servers.size()), -1);
        std::vector<ServerSet> serversOf(std::size_t(m_topology.sites.size()));
        for (quint32 server = 0; server < m_used.size(); ++server) {
            if (m_used[server])
                serversOf[std::size_t(m_flows.siteOf(server))].push_back(server);
        }
        for (int site = 0; site < m_topology.sites.size(); ++site) {
            const ServerSet &servers = serversOf[std::size_t(site)];
            if (m_options.onlyUsed && servers.empty())
                continue;
            const Level detail = detailOf(site);
            if (detail == Level::Sites) {
                addSiteCard(site, servers);
                continue;
            }
            addBox(site);
            const std::vector<ServerClass> &classes = classesFor(detail);
            const auto first =
                std::lower_bound(classes.begin(), classes.end(), site,
                                 [](const ServerClass &described, int at) { return described.site < at; });
            for (auto described = first; described != classes.end() && described->site == site; ++described)
                addClass(*described, detail);
        }
    }

    void pinItems()
    {
        QHash<QString, QPointF> pins;
        for (const PinnedCard &pin : m_options.pins)
            pins.insert(pin.card, pin.place);
        for (DiagramItem &item : m_diagram.items) {
            const auto found = pins.constFind(m_diagram.nodes[item.nodes.front()].id);
            if (found != pins.constEnd())
                item.pin = *found;
        }
    }

    void addSiteCard(int index, const ServerSet &servers)
    {
        const Site &site = m_topology.sites[index];
        DiagramNode node;
        node.id = QStringLiteral("site:") + site.id;
        node.kind = NodeKind::Site;
        node.site = index;
        node.item = int(m_diagram.items.size());
        node.title = site.name;
        node.servers = servers;
        node.lines << siteKindText(site);
        if (servers.empty())
            node.lines << tr("no servers");
        std::map<int, int> counts;
        for (const quint32 server : servers) {
            for (const QString &id : m_topology.servers[qsizetype(server)].roles) {
                const int role = m_catalog.roleIndex(id);
                if (role >= 0)
                    ++counts[role];
            }
            m_itemOf[server] = node.item;
        }
        QStringList roleTexts;
        for (const auto &[role, count] : counts) {
            node.roles << role;
            roleTexts << m_catalog.roles()[role].label
                    + (count > 1 ? QStringLiteral(" ") + timesText(count) : QString());
        }
        m_roleTexts << roleTexts;
        DiagramItem item;
        item.nodes << int(m_diagram.nodes.size());
        item.tier = siteTier(site.kind);
        m_diagram.nodes << node;
        m_diagram.items << item;
    }

    void addBox(int index)
    {
        const Site &site = m_topology.sites[index];
        DiagramBox box;
        box.id = QStringLiteral("site:") + site.id;
        box.site = index;
        box.title = elided(site.name, 320, kSiteTitleSize, true);
        box.subtitle = siteKindText(site);
        box.kind = site.kind;
        box.titleSize = QSizeF(
            std::ceil(textWidth(box.title, kSiteTitleSize, true) + 8 + textWidth(box.subtitle, kTextSize, false) + 8),
            18);
        m_diagram.boxes << box;
    }

    /// A card for like servers, or at level servers a frame with a card for each, in the box that came last.
    void addClass(const ServerClass &described, Level detail)
    {
        DiagramItem item;
        item.box = int(m_diagram.boxes.size()) - 1;
        item.tier = tierOf(described.roles);
        const std::size_t count = described.servers.size();
        if (detail == Level::Servers) {
            for (const quint32 server : described.servers)
                item.nodes << addServer(described, {server}, detail);
            if (count > 1) {
                item.columns = count < 4 ? 1 : int(std::ceil(std::sqrt(double(count) / 2)));
                item.title =
                    (described.groups.isEmpty() ? QString()
                                                : described.groups.join(QStringLiteral(", ")) + QStringLiteral(" · "))
                    + tr("%n servers alike", int(count));
            }
        } else {
            item.nodes << addServer(described, described.servers, detail);
        }
        for (const int node : item.nodes)
            m_diagram.nodes[node].item = int(m_diagram.items.size());
        for (const quint32 server : described.servers)
            m_itemOf[server] = int(m_diagram.items.size());
        m_diagram.items << item;
    }

    int addServer(const ServerClass &described, const ServerSet &servers, Level detail)
    {
        DiagramNode node;
        const Server &first = m_topology.servers[qsizetype(servers.front())];
        node.kind = detail == Level::Servers ? NodeKind::Server : NodeKind::RoleSet;
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
        std::map<quint32, QMap<QString, bool>> badgesOf; // by server
        const auto mark = [&](quint32 set, const QString &badge) {
            for (const quint32 server : m_flows.set(set))
                badgesOf[server].insert(badge, true);
        };
        for (const FlowGroup &group : m_flows.groups()) {
            const Fold &fold = m_folding.fold(group.path);
            if (group.self || fold.badge.isEmpty())
                continue;
            m_folded[{fold.badge, fold.kind}].push_back(group.path);
            if (fold.kind != Fold::Kind::From)
                mark(group.sources, fold.badge);
            if (fold.kind != Fold::Kind::To)
                mark(group.destinations, fold.badge);
        }
        for (DiagramNode &node : m_diagram.nodes) {
            QMap<QString, bool> badges;
            for (const quint32 server : node.servers) {
                const auto found = badgesOf.find(server);
                if (found != badgesOf.end())
                    badges.insert(found->second);
            }
            node.badges = badges.keys();
        }
    }

    void measure()
    {
        for (qsizetype i = 0; i < m_diagram.nodes.size(); ++i)
            layOutCard(m_diagram.nodes[i], m_roleTexts[i], m_catalog, m_options.showsChecks);
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
            (item.box < 0 ? m_diagram.key.blocks : m_diagram.key.frames) = true;
        }
    }

    static void widen(DiagramNode &node, const QSizeF &cell)
    {
        for (CardPiece &piece : node.pieces) {
            if (piece.kind == CardPiece::Kind::Badge || piece.kind == CardPiece::Kind::Check)
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
        for (auto &[badge, paths] : m_folded) {
            std::sort(paths.begin(), paths.end());
            paths.erase(std::unique(paths.begin(), paths.end()), paths.end());
            key.folded << foldedTraffic(badge.first, badge.second, paths);
        }
        for (const int path : m_remarks.paths)
            key.codes << CodeEntry{m_catalog.dataPaths()[path].code, m_catalog.dataPaths()[path].title};
        key.checks = m_options.showsChecks;
        key.remarks = remarks();
    }

    static void appendOnce(QStringList &list, const QString &text)
    {
        if (!list.contains(text))
            list << text;
    }

    /// Who the badge talks of, in words.
    QString foldedText(Fold::Kind kind, const std::vector<int> &paths) const
    {
        QStringList names;
        for (const int index : paths) {
            const DataPath &path = m_catalog.dataPaths()[index];
            if (kind == Fold::Kind::Path) {
                appendOnce(names, path.title);
                continue;
            }
            QList<int> roles = kind == Fold::Kind::To ? path.to : path.from;
            for (const PortEntry &entry : path.ports) {
                if (kind == Fold::Kind::To && !entry.atRole.isEmpty())
                    roles << m_catalog.roleIndex(entry.atRole);
            }
            for (const int role : roles)
                appendOnce(names, m_catalog.roles()[role].label);
        }
        const QString list = names.join(QStringLiteral(", "));
        switch (kind) {
        case Fold::Kind::To:
            return tr("talks to %1").arg(list);
        case Fold::Kind::From:
            return tr("%1 talks to it").arg(list);
        case Fold::Kind::Path:
            break;
        }
        return list;
    }

    FoldedTraffic foldedTraffic(const QString &badge, Fold::Kind kind, const std::vector<int> &paths) const
    {
        std::vector<EdgeFlows> parts;
        for (const FlowGroup &group : m_flows.groups()) {
            if (group.self || !std::binary_search(paths.begin(), paths.end(), int(group.path)))
                continue;
            const bool known = std::any_of(parts.begin(), parts.end(), [&](const EdgeFlows &part) {
                return part.path == group.path && part.entries == group.entries;
            });
            if (known)
                continue;
            const ServerSet &sources = m_flows.set(group.sources);
            const ServerSet &destinations = m_flows.set(group.destinations);
            const quint32 source = sources.front();
            const quint32 destination = destinations.front() != source ? destinations.front() : destinations.back();
            parts.push_back({group.path, 0, sources, destinations, group.entries,
                             Flow{group.path, source, destination, group.entries}, 0});
        }
        QStringList authentication;
        for (const EdgeFlows &part : parts) {
            for (const QString &id : m_catalog.dataPaths()[part.path].defaultAuthentication) {
                appendOnce(authentication, m_catalog.authenticationLabel(id));
            }
        }
        FoldedTraffic result;
        result.badge = badge;
        result.text = QStringList{foldedText(kind, paths), portTexts(m_flows, parts).join(QStringLiteral(", ")),
                                  authentication.join(QStringLiteral(", ")), encryptionText(weakest(m_flows, parts)),
                                  compressedCodes(m_catalog, paths)}
                          .join(QStringLiteral(" · "));
        for (const int path : paths)
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
        if (!m_diagram.key.labelsInFull.isEmpty())
            lines << tr("“+n #k” on a label: n more than there is room for; all of them stand below at #k.");
        if (m_remarks.unnumbered > 0)
            lines << tr("%n more labels are shortened without a number; the flow table has what they leave out.",
                        m_remarks.unnumbered);
        return lines;
    }

    const FlowSet &m_flows;
    const Topology &m_topology;
    const Catalog &m_catalog;
    const DiagramOptions &m_options;
    Diagram m_diagram;
    std::vector<int> m_itemOf; ///< server -> item, -1: not on the chart
    QList<QStringList> m_roleTexts; ///< of each node
    Folding m_folding;
    std::vector<bool> m_used; ///< by server: on the chart
    std::optional<std::vector<ServerClass>> m_exactClasses, m_roleClasses; ///< by site, then left to right
    std::map<std::pair<QString, Fold::Kind>, std::vector<int>> m_folded; ///< data paths of each badge
    EdgeRemarks m_remarks;
};

} // namespace

Level readableLevel(const FlowSet &flows, const DiagramOptions &options)
{
    const std::vector<bool> shown = serversToShow(flows, options.onlyUsed, foldingFor(flows, options));
    const auto servers = std::size_t(std::count(shown.begin(), shown.end(), true));
    if (servers <= kReadableServers && classifyServers(flows, true, shown).size() <= kReadableItems)
        return Level::Servers;
    if (classifyServers(flows, false, shown).size() <= kReadableItems)
        return Level::Roles;
    return Level::Sites;
}

Diagram summarise(const FlowSet &flows, const DiagramOptions &options)
{
    const Level level = options.level == Level::Auto ? readableLevel(flows, options) : options.level;
    return Summary(flows, options, level).make();
}

} // namespace portolan
