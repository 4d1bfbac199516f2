// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/diagram/card.h"
#include "views/diagram/diagram.h"
#include "views/diagram/labels.h"
#include "views/diagram/metrics.h"

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

/// Beyond so many lines and cards a chart stops being something to read.
constexpr std::size_t kReadableItems = 48;
constexpr std::size_t kReadableEdges = 64;
constexpr std::size_t kReadableServers = 60;

/// Servers that a chart cannot tell apart by their flows: what a card (roles) or a frame (servers) stands for.
struct ServerClass {
    int site = -1;
    std::vector<int> roles; ///< indexes into Catalog::roles(), ascending
    QStringList unknownRoles;
    QStringList groups; ///< names of the groups that all of its servers are in
    ServerSet servers;
};

struct Classes {
    std::vector<ServerClass> list;
    std::vector<int> of; ///< server -> class
};

/// Names of the groups of each server, in the file's order.
std::vector<QStringList> groupNames(const Topology &topology)
{
    QHash<QString, qsizetype> serverIndex;
    for (qsizetype i = 0; i < topology.servers.size(); ++i)
        serverIndex.insert(topology.servers[i].id, i);
    std::vector<QStringList> names(std::size_t(topology.servers.size()));
    for (const Group &group : topology.groups) {
        for (const QString &member : group.members) {
            const auto found = serverIndex.constFind(member);
            if (found != serverIndex.constEnd())
                names[std::size_t(*found)] << (group.name.isEmpty() ? group.id : group.name);
        }
    }
    return names;
}

/// By site, roles and groups; at level `servers` by everything that flows or their ports depend on.
Classes classify(const FlowSet &flows, bool exact)
{
    const Topology &topology = flows.topology();
    const Catalog &catalog = flows.catalog();
    const std::vector<QStringList> groups = groupNames(topology);
    Classes classes;
    classes.of.resize(std::size_t(topology.servers.size()));
    QHash<QString, int> index;
    for (qsizetype i = 0; i < topology.servers.size(); ++i) {
        const Server &server = topology.servers[i];
        ServerClass described;
        described.site = flows.siteOf(quint32(i));
        for (const QString &id : server.roles) {
            const int role = catalog.roleIndex(id);
            if (role < 0)
                described.unknownRoles << id;
            else
                described.roles.push_back(role);
        }
        std::sort(described.roles.begin(), described.roles.end());
        described.unknownRoles.sort();
        described.groups = groups[std::size_t(i)];
        QString key = QString::number(described.site) + u'/';
        for (const int role : described.roles)
            key += QString::number(role) + u',';
        key += u'/' + described.unknownRoles.join(u',');
        key += u'/' + described.groups.join(u'\n');
        if (exact && server.dynamicPorts)
            key += QStringLiteral("/%1-%2").arg(server.dynamicPorts->first).arg(server.dynamicPorts->last);
        auto found = index.find(key);
        if (found == index.end()) {
            found = index.insert(key, int(classes.list.size()));
            classes.list.push_back(described);
        }
        classes.of[std::size_t(i)] = *found;
        classes.list[std::size_t(*found)].servers.push_back(quint32(i));
    }
    return classes;
}

/// MBX1, MBX2, MBX3 -> "MBX1 – MBX3"; else the first names.
QString namesOf(const Topology &topology, const ServerSet &servers)
{
    const QString first = topology.servers[qsizetype(servers.front())].name;
    if (servers.size() == 1)
        return first;
    const auto split = [](const QString &name) {
        qsizetype digits = name.size();
        while (digits > 0 && name[digits - 1].isDigit())
            --digits;
        return std::pair(name.left(digits), name.mid(digits).toLongLong());
    };
    const auto [prefix, number] = split(first);
    bool series = !prefix.isEmpty() && prefix != first;
    for (std::size_t i = 1; i < servers.size() && series; ++i) {
        const auto [otherPrefix, otherNumber] = split(topology.servers[qsizetype(servers[i])].name);
        series = otherPrefix == prefix && otherNumber == number + qint64(i);
    }
    if (series)
        return first + QStringLiteral(" – ") + topology.servers[qsizetype(servers.back())].name;
    const QString second = topology.servers[qsizetype(servers[1])].name;
    if (servers.size() == 2)
        return first + QStringLiteral(", ") + second;
    return first + QStringLiteral(" … ") + topology.servers[qsizetype(servers.back())].name;
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
        measure();
        makeEdges();
        makeTitle();
        makeKey();
        return std::move(m_diagram);
    }

private:
    struct Direction {
        std::vector<EdgeFlows> flows;
    };
    struct Pair {
        Direction forward; ///< opened by the item with the smaller index
        Direction backward;
    };

    bool isFolded(const DataPath &path) const
    {
        return m_options.foldDirectory && !path.scopes.isEmpty()
            && std::all_of(path.scopes.begin(), path.scopes.end(),
                           [](Scope scope) { return scope == Scope::Directory; });
    }

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
        Classes classes = classify(m_flows, exact);
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
        std::vector<int> order(classes.list.size());
        for (std::size_t i = 0; i < order.size(); ++i)
            order[i] = int(i);
        std::stable_sort(order.begin(), order.end(), [&](int a, int b) {
            const ServerClass &left = classes.list[std::size_t(a)];
            const ServerClass &right = classes.list[std::size_t(b)];
            return std::pair(left.site, tierOf(left.roles)) < std::pair(right.site, tierOf(right.roles));
        });
        m_itemOf.resize(std::size_t(m_topology.servers.size()));
        for (const int index : order) {
            const ServerClass &described = classes.list[std::size_t(index)];
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
            item.size.setWidth(std::max(item.size.width(), textWidth(item.title, kTextSize, true) + 2 * kFramePadding));
            m_diagram.key.frames = true;
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

    std::map<int, ServerSet> byItem(const ServerSet &servers) const
    {
        std::map<int, ServerSet> parts;
        for (const quint32 server : servers)
            parts[m_itemOf[server]].push_back(server);
        return parts;
    }

    void makeEdges()
    {
        std::map<std::pair<int, int>, Pair> pairs;
        qsizetype groupIndex = -1;
        for (const FlowGroup &group : m_flows.groups()) {
            ++groupIndex;
            const DataPath &path = m_catalog.dataPaths()[group.path];
            if (group.self) {
                m_localFlows += qint64(m_flows.set(group.sources).size());
                continue;
            }
            if (isFolded(path))
                continue;
            quint32 forward = 0;
            quint32 backward = 0;
            for (qsizetype i = 0; i < path.ports.size(); ++i) {
                if (!(group.entries & (1U << i)))
                    continue;
                (path.ports[i].reverse ? backward : forward) |= 1U << i;
                if (path.bidirectional)
                    (path.ports[i].reverse ? forward : backward) |= 1U << i;
            }
            if (path.ports.isEmpty())
                forward = ~0U;
            const std::map<int, ServerSet> sources = byItem(m_flows.set(group.sources));
            const std::map<int, ServerSet> destinations = byItem(m_flows.set(group.destinations));
            for (const auto &[from, fromServers] : sources) {
                for (const auto &[to, toServers] : destinations) {
                    if (from == to && fromServers.size() == 1 && toServers == fromServers)
                        continue;
                    if (from == to && m_diagram.level == Level::Sites) {
                        m_insideSites = true;
                        continue;
                    }
                    Pair &pair = pairs[std::minmax(from, to)];
                    EdgeFlows part{group.path, quint32(groupIndex), fromServers, toServers, 0};
                    const bool straight = from <= to;
                    if (forward) {
                        part.entries = forward;
                        (straight ? pair.forward : pair.backward).flows.push_back(part);
                    }
                    if (backward) {
                        part.entries = backward;
                        (straight ? pair.backward : pair.forward).flows.push_back(part);
                    }
                }
            }
        }
        for (const auto &[ends, pair] : pairs)
            addPair(ends.first, ends.second, pair);
    }

    /// "Both do it alike": the same data paths with the same ports, or the same ports altogether.
    void addPair(int a, int b, const Pair &pair)
    {
        if (a == b) {
            std::vector<EdgeFlows> all = pair.forward.flows;
            all.insert(all.end(), pair.backward.flows.begin(), pair.backward.flows.end());
            addEdge(a, b, all, true, true);
            return;
        }
        const auto &forward = pair.forward.flows;
        const auto &backward = pair.backward.flows;
        if (forward.empty() || backward.empty()) {
            addEdge(a, b, forward.empty() ? backward : forward, !forward.empty(), !backward.empty());
            return;
        }
        std::vector<EdgeFlows> both = forward;
        both.insert(both.end(), backward.begin(), backward.end());
        QStringList forwardPorts = portTexts(m_flows, forward);
        QStringList backwardPorts = portTexts(m_flows, backward);
        forwardPorts.sort();
        backwardPorts.sort();
        if (forwardPorts == backwardPorts) {
            addEdge(a, b, both, true, true);
            return;
        }
        const auto hasTwin = [](const EdgeFlows &part, const std::vector<EdgeFlows> &others) {
            return std::any_of(others.begin(), others.end(), [&](const EdgeFlows &other) {
                return other.path == part.path && other.entries == part.entries;
            });
        };
        std::vector<EdgeFlows> alike;
        std::vector<EdgeFlows> onlyForward;
        std::vector<EdgeFlows> onlyBackward;
        for (const EdgeFlows &part : forward)
            (hasTwin(part, backward) ? alike : onlyForward).push_back(part);
        for (const EdgeFlows &part : backward)
            (hasTwin(part, forward) ? alike : onlyBackward).push_back(part);
        if (!alike.empty())
            addEdge(a, b, alike, true, true);
        if (!onlyForward.empty())
            addEdge(a, b, onlyForward, true, false);
        if (!onlyBackward.empty())
            addEdge(a, b, onlyBackward, false, true);
    }

    void addEdge(int a, int b, std::vector<EdgeFlows> flows, bool openedByA, bool openedByB)
    {
        std::stable_sort(flows.begin(), flows.end(),
                         [](const EdgeFlows &x, const EdgeFlows &y) { return x.path < y.path; });
        DiagramEdge edge;
        edge.tail = a;
        edge.head = b;
        edge.opensAtTail = openedByA;
        edge.opensAtHead = openedByB;
        if (a != b && m_diagram.items[a].tier > m_diagram.items[b].tier) {
            std::swap(edge.tail, edge.head);
            std::swap(edge.opensAtTail, edge.opensAtHead);
        }
        edge.encryption = weakest(m_flows, flows);
        bool shortened = false;
        edge.lines = pillLines(m_flows, flows, m_options.labels, &shortened);
        m_shortened = m_shortened || shortened;
        edge.pillSize = pillSize(edge.lines);
        std::vector<int> paths;
        for (const EdgeFlows &part : flows) {
            if (paths.empty() || paths.back() != part.path)
                paths.push_back(part.path);
        }
        for (const int path : paths)
            edge.codes << m_catalog.dataPaths()[path].code;
        m_paths.insert(m_paths.end(), paths.begin(), paths.end());
        const auto nameOf = [this](int item) {
            const DiagramItem &described = m_diagram.items[item];
            const DiagramNode &first = m_diagram.nodes[described.nodes.front()];
            if (described.nodes.size() == 1)
                return first.title;
            return first.title + QStringLiteral(" … ") + m_diagram.nodes[described.nodes.back()].title;
        };
        const auto idOf = [this](int item) { return m_diagram.nodes[m_diagram.items[item].nodes.front()].id; };
        edge.id = QStringLiteral("edge:%1|%2|%3").arg(idOf(edge.tail), idOf(edge.head), edge.codes.join(u'+'));
        const QString arrow = edge.opensAtTail && edge.opensAtHead ? QStringLiteral(" ↔ ")
            : edge.opensAtTail                                     ? QStringLiteral(" → ")
                                                                   : QStringLiteral(" ← ");
        edge.summary = edge.tail == edge.head ? tr("Among %1").arg(nameOf(edge.tail))
                                              : nameOf(edge.tail) + arrow + nameOf(edge.head);
        edge.summary += QStringLiteral(": ") + compressedCodes(m_catalog, paths) + QStringLiteral(" · ")
            + portTexts(m_flows, flows).join(QStringLiteral(", ")) + QStringLiteral(" · ")
            + encryptionText(edge.encryption);
        edge.flows = std::move(flows);
        m_diagram.key.twoHeads = m_diagram.key.twoHeads || (edge.tail != edge.head && openedByA && openedByB);
        m_diagram.edges << edge;
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
        std::sort(m_paths.begin(), m_paths.end());
        m_paths.erase(std::unique(m_paths.begin(), m_paths.end()), m_paths.end());
        for (const int path : m_paths)
            key.codes << CodeEntry{m_catalog.dataPaths()[path].code, m_catalog.dataPaths()[path].title};
        key.remarks = remarks();
    }

    struct FoldedPaths {
        std::vector<int> paths;
        const DataPath *sample = nullptr;
    };

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
            if (!known)
                parts.push_back(
                    {group.path, 0, m_flows.set(group.sources), m_flows.set(group.destinations), group.entries});
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
        if (m_insideSites)
            lines << tr("Traffic inside a site is not drawn at this level.");
        if (m_localFlows > 0)
            lines << tr("Not drawn: %n flows that stay on one server.", int(m_localFlows));
        if (m_shortened)
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
    std::vector<int> m_paths;
    qint64 m_localFlows = 0;
    bool m_insideSites = false;
    bool m_shortened = false;
};

} // namespace

Level readableLevel(const FlowSet &flows)
{
    const Classes exact = classify(flows, true);
    if (std::size_t(flows.topology().servers.size()) <= kReadableServers && exact.list.size() <= kReadableItems / 2)
        return Level::Servers;
    const Classes roles = classify(flows, false);
    if (roles.list.size() <= kReadableItems && std::size_t(flows.topology().sites.size()) <= kReadableEdges / 8)
        return Level::Roles;
    return Level::Sites;
}

Diagram summarise(const FlowSet &flows, const DiagramOptions &options)
{
    const Level level = options.level == Level::Auto ? readableLevel(flows) : options.level;
    return Summary(flows, options, level).make();
}

} // namespace portolan
