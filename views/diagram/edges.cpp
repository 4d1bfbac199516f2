// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/diagram/edges.h"

#include "views/diagram/bundles.h"
#include "views/diagram/labels.h"

#include <QCoreApplication>

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <tuple>

namespace portolan {

namespace {

// Beyond so many lines between cards of different sites, or between sites, nobody follows one: lines then end at sites.
constexpr std::size_t kMostPairsOfCards = 60;
constexpr std::size_t kMostPairsOfSites = 24;
constexpr std::size_t kFewestTwins = 4; ///< fewer sites with the same lines get no frame

constexpr double kJunction = 8; ///< side of the dot where lines without a label meet

QString tr(const char *text)
{
    return QCoreApplication::translate("portolan::Diagram", text);
}

/// The entries of a group's flows by who opens them.
struct Directions {
    quint32 forward = 0; ///< opened by the flow's source
    quint32 backward = 0;
};

Directions directionsOf(const DataPath &path, quint32 entries)
{
    if (path.ports.isEmpty())
        return {~0U, 0};
    Directions result;
    for (qsizetype i = 0; i < path.ports.size(); ++i) {
        const quint32 bit = entries & (1U << i);
        (path.ports[i].reverse ? result.backward : result.forward) |= bit;
        if (path.bidirectional)
            (path.ports[i].reverse ? result.forward : result.backward) |= bit;
    }
    return result;
}

/// Some flow of the product, or nothing where it only holds pairs of a server with itself. With `wanted` the first that
/// it takes.
template <typename Wanted>
bool findSample(EdgeFlows &part, Wanted wanted)
{
    for (const quint32 source : part.sources) {
        for (const quint32 destination : part.destinations) {
            if (source != destination && wanted(source, destination)) {
                part.sample = Flow{static_cast<quint16>(part.path), source, destination, part.entries};
                return true;
            }
        }
    }
    return false;
}

class EdgeMaker
{
public:
    EdgeMaker(Diagram &diagram, const std::vector<int> &itemOf, const DiagramOptions &options)
        : m_diagram(diagram), m_flows(diagram.flows), m_catalog(m_flows.catalog()), m_itemOf(itemOf), m_options(options)
    {
    }

    EdgeRemarks make()
    {
        if (tooManyPairs())
            makeBetweenSites();
        else
            makeBetweenItems();
        for (DiagramEdge &edge : m_diagram.edges)
            finish(edge);
        std::sort(m_remarks.paths.begin(), m_remarks.paths.end());
        m_remarks.paths.erase(std::unique(m_remarks.paths.begin(), m_remarks.paths.end()), m_remarks.paths.end());
        return std::move(m_remarks);
    }

private:
    using Parts = std::map<int, ServerSet>;

    Parts byItem(const ServerSet &servers) const
    {
        Parts parts;
        for (const quint32 server : servers)
            parts[m_itemOf[server]].push_back(server);
        return parts;
    }

    std::set<int> sitesOf(const ServerSet &servers) const
    {
        std::set<int> sites;
        for (const quint32 server : servers)
            sites.insert(m_flows.siteOf(server));
        return sites;
    }

    int siteOfItem(int item) const { return m_diagram.nodes[m_diagram.items[item].nodes.front()].site; }
    bool isDrawn(const FlowGroup &group) const
    {
        return !group.self && !isFoldedPath(m_catalog.dataPaths()[group.path], m_options.foldDirectory);
    }

    bool tooManyPairs() const
    {
        const std::size_t most = m_diagram.level == Level::Sites ? kMostPairsOfSites : kMostPairsOfCards;
        std::set<std::pair<int, int>> pairs;
        for (const FlowGroup &group : m_flows.groups()) {
            if (!isDrawn(group))
                continue;
            std::set<int> from;
            std::set<int> to;
            for (const quint32 server : m_flows.set(group.sources))
                from.insert(m_itemOf[server]);
            for (const quint32 server : m_flows.set(group.destinations))
                to.insert(m_itemOf[server]);
            for (const int a : from) {
                for (const int b : to) {
                    if (siteOfItem(a) != siteOfItem(b))
                        pairs.insert(std::minmax(a, b));
                }
                if (pairs.size() > most)
                    return true;
            }
        }
        return false;
    }

    void makeBetweenItems()
    {
        PairMap pairs;
        for (std::size_t i = 0; i < m_flows.groups().size(); ++i) {
            const FlowGroup &group = m_flows.groups()[i];
            countLocal(group);
            if (isDrawn(group))
                collect(group, quint32(i), false, pairs);
        }
        for (const Bundle &bundle : bundled(splitPairs(m_flows, pairs), m_flows, m_diagram, m_options.labels))
            addBundle(bundle);
    }

    void countLocal(const FlowGroup &group)
    {
        if (group.self)
            m_remarks.localFlows += qint64(m_flows.set(group.sources).size());
    }

    /// Adds a group's flows to the pairs of items that they join; `inside`: only to pairs within a site.
    void collect(const FlowGroup &group, quint32 groupIndex, bool inside, PairMap &pairs)
    {
        const Directions directions = directionsOf(m_catalog.dataPaths()[group.path], group.entries);
        const Parts sources = byItem(m_flows.set(group.sources));
        const Parts destinations = byItem(m_flows.set(group.destinations));
        for (const auto &[from, fromServers] : sources) {
            for (const auto &[to, toServers] : destinations) {
                if (inside && siteOfItem(from) != siteOfItem(to))
                    continue;
                EdgeFlows part{group.path, groupIndex, fromServers, toServers, directions.forward, {}};
                if (!findSample(part, [](quint32, quint32) { return true; }))
                    continue;
                if (from == to && m_diagram.level == Level::Sites) {
                    m_remarks.insideSites = true;
                    continue;
                }
                Pair &pair = pairs[std::minmax(from, to)];
                const bool straight = from <= to;
                if (directions.forward)
                    (straight ? pair.forward : pair.backward).push_back(part);
                if (directions.backward) {
                    part.entries = part.sample.entries = directions.backward;
                    (straight ? pair.backward : pair.forward).push_back(part);
                }
            }
        }
    }

    EdgeLeg legOf(int item, bool opens, bool answers) const { return {item, -1, opens, answers}; }

    int tierOf(const EdgeLeg &leg) const
    {
        if (leg.item >= 0)
            return m_diagram.items[leg.item].tier;
        switch (m_diagram.boxes[m_diagram.blocks[leg.block].boxes.front()].kind) {
        case SiteKind::External:
            return 0;
        case SiteKind::Perimeter:
            return 1;
        case SiteKind::Internal:
            break;
        }
        return 2;
    }

    void addBundle(const Bundle &bundle)
    {
        DiagramEdge edge;
        edge.flows = bundle.flows;
        for (const int item : bundle.openers)
            edge.legs << legOf(item, true, bundle.both);
        for (const int item : bundle.answerers)
            edge.legs << legOf(item, bundle.both, true);
        arrange(edge);
        m_diagram.edges << edge;
    }

    /// Puts the legs that belong to the left first: those nearer to the clients, else those that open.
    void arrange(DiagramEdge &edge) const
    {
        if (edge.isLoop())
            return;
        const auto isSender = [](const EdgeLeg &leg) { return leg.opens && !leg.answers; };
        const auto isReceiver = [](const EdgeLeg &leg) { return leg.answers && !leg.opens; };
        const auto meanTier = [&](auto wanted) {
            double sum = 0;
            int count = 0;
            for (const EdgeLeg &leg : edge.legs) {
                if (wanted(leg)) {
                    sum += tierOf(leg);
                    ++count;
                }
            }
            return count == 0 ? -1.0 : sum / count;
        };
        const bool pure = std::all_of(edge.legs.begin(), edge.legs.end(),
                                      [&](const EdgeLeg &leg) { return isSender(leg) || isReceiver(leg); });
        if (pure) {
            const bool sendersLeft = meanTier(isSender) <= meanTier(isReceiver);
            std::stable_partition(edge.legs.begin(), edge.legs.end(),
                                  [&](const EdgeLeg &leg) { return isSender(leg) == sendersLeft; });
            edge.leftLegs = int(std::count_if(edge.legs.begin(), edge.legs.end(),
                                              [&](const EdgeLeg &leg) { return isSender(leg) == sendersLeft; }));
            return;
        }
        std::stable_sort(edge.legs.begin(), edge.legs.end(),
                         [&](const EdgeLeg &a, const EdgeLeg &b) { return tierOf(a) < tierOf(b); });
        edge.leftLegs = int(edge.legs.size() + 1) / 2;
    }

    // Lines that end at sites
    // ------------------------------------------------------------------------------------------

    /// Traffic between two sets of sites.
    struct Trunk {
        std::set<int> from;
        std::set<int> to;
        std::vector<EdgeFlows> forward; ///< opened in `from`
        std::vector<EdgeFlows> backward;
    };

    /// A group whose flows cross a border of sites, and the sites of its ends.
    struct Crossing {
        quint32 group = 0;
        std::set<int> from;
        std::set<int> to;
    };

    void makeBetweenSites()
    {
        PairMap inside;
        std::vector<Crossing> crossings;
        for (std::size_t i = 0; i < m_flows.groups().size(); ++i) {
            const FlowGroup &group = m_flows.groups()[i];
            countLocal(group);
            if (!isDrawn(group))
                continue;
            collect(group, quint32(i), true, inside);
            Crossing crossing{quint32(i), sitesOf(m_flows.set(group.sources)),
                              sitesOf(m_flows.set(group.destinations))};
            if (crossing.from.size() > 1 || crossing.from != crossing.to)
                crossings.push_back(std::move(crossing));
        }
        widenMeshes(crossings);
        std::map<std::pair<std::set<int>, std::set<int>>, Trunk> trunks;
        for (const Crossing &crossing : crossings) {
            const FlowGroup &group = m_flows.groups()[crossing.group];
            const DataPath &path = m_catalog.dataPaths()[group.path];
            const Directions directions = directionsOf(path, group.entries);
            addTrunk(trunks, crossing.from, crossing.to, group, crossing.group, directions,
                     [this, &path](quint32 source, quint32 destination) {
                         const int a = m_flows.siteOf(source);
                         const int b = m_flows.siteOf(destination);
                         return a != b && !(path.disabledByLink && m_flows.tlsDisabledBetween(a, b));
                     });
            if (path.disabledByLink)
                addDisabled(trunks, crossing.from, crossing.to, group, crossing.group, directions);
        }
        std::vector<Trunk> list;
        for (auto &[ends, trunk] : trunks)
            list.push_back(std::move(trunk));
        makeBlocks(list);
        for (const Trunk &trunk : list)
            addTrunkEdges(trunk);
        if (m_diagram.level != Level::Sites) {
            for (const Bundle &bundle : bundled(splitPairs(m_flows, inside), m_flows, m_diagram, m_options.labels))
                addBundle(bundle);
        }
    }

    /// "Each site to every other" comes as one group for each site, with all but itself; together they are one mesh.
    void widenMeshes(std::vector<Crossing> &crossings) const
    {
        std::map<std::tuple<int, quint32, std::set<int>>, std::vector<Crossing *>> candidates;
        for (Crossing &crossing : crossings) {
            if (crossing.from.size() != 1 || crossing.to.count(*crossing.from.begin()) > 0)
                continue;
            const FlowGroup &group = m_flows.groups()[crossing.group];
            std::set<int> all = crossing.to;
            all.insert(*crossing.from.begin());
            candidates[{group.path, group.entries, std::move(all)}].push_back(&crossing);
        }
        for (auto &[key, members] : candidates) {
            const std::set<int> &all = std::get<2>(key);
            std::set<int> sources;
            for (const Crossing *member : members)
                sources.insert(member->from.begin(), member->from.end());
            if (sources != all)
                continue;
            for (Crossing *member : members)
                member->from = member->to = all;
        }
    }

    template <typename Wanted>
    void addTrunk(std::map<std::pair<std::set<int>, std::set<int>>, Trunk> &trunks, const std::set<int> &from,
                  const std::set<int> &to, const FlowGroup &group, quint32 groupIndex, const Directions &directions,
                  Wanted wanted)
    {
        EdgeFlows part{group.path,         groupIndex, m_flows.set(group.sources), m_flows.set(group.destinations),
                       directions.forward, {}};
        if (!findSample(part, wanted))
            return;
        const bool straight = from <= to;
        Trunk &trunk = trunks[straight ? std::pair(from, to) : std::pair(to, from)];
        trunk.from = straight ? from : to;
        trunk.to = straight ? to : from;
        if (directions.forward)
            (straight ? trunk.forward : trunk.backward).push_back(part);
        if (directions.backward) {
            part.entries = part.sample.entries = directions.backward;
            (straight ? trunk.backward : trunk.forward).push_back(part);
        }
    }

    /// Pairs of sites whose link switches encryption off get a line of their own.
    void addDisabled(std::map<std::pair<std::set<int>, std::set<int>>, Trunk> &trunks, const std::set<int> &from,
                     const std::set<int> &to, const FlowGroup &group, quint32 groupIndex, const Directions &directions)
    {
        for (const int a : from) {
            for (const int b : to) {
                if (a == b || !m_flows.tlsDisabledBetween(a, b))
                    continue;
                addTrunk(trunks, {a}, {b}, group, groupIndex, directions,
                         [this, a, b](quint32 source, quint32 destination) {
                             return m_flows.siteOf(source) == a && m_flows.siteOf(destination) == b;
                         });
            }
        }
    }

    /// Sites that take part in the same trunks, in the same way, become one block.
    void makeBlocks(const std::vector<Trunk> &trunks)
    {
        const Topology &topology = m_flows.topology();
        const std::size_t sites = std::size_t(topology.sites.size());
        std::vector<std::vector<int>> signature(sites);
        for (std::size_t i = 0; i < sites; ++i) {
            const Site &site = topology.sites[qsizetype(i)];
            signature[i].push_back(int(site.kind));
            signature[i].push_back(site.internetFacing ? 1 : 0);
        }
        for (std::size_t i = 0; i < trunks.size(); ++i) {
            for (const int site : trunks[i].from)
                signature[std::size_t(site)].push_back(int(4 * i + 2));
            for (const int site : trunks[i].to)
                signature[std::size_t(site)].push_back(int(4 * i + 3));
        }
        std::map<std::vector<int>, QList<int>> twins;
        for (std::size_t i = 0; i < sites; ++i)
            twins[signature[i]] << int(i);
        m_blockOf.assign(sites, -1);
        for (std::size_t i = 0; i < sites; ++i) {
            if (m_blockOf[i] >= 0)
                continue;
            const QList<int> &alike = twins[signature[i]];
            QList<int> members{int(i)};
            if (std::size_t(alike.size()) >= kFewestTwins)
                members = alike;
            for (const int member : members)
                m_blockOf[std::size_t(member)] = int(m_blocks.size());
            m_blocks << members;
        }
        if (m_diagram.level == Level::Sites)
            frameSites();
        else
            keepBlocks();
    }

    static QString blockTitle(qsizetype sites)
    {
        return sites < 2
            ? QString()
            : QCoreApplication::translate("portolan::Diagram", "%n sites with the same lines", nullptr, int(sites));
    }

    /// Level sites: the cards of a block stand in one frame.
    void frameSites()
    {
        const QList<DiagramItem> before = m_diagram.items;
        m_diagram.items.clear();
        for (const QList<int> &block : m_blocks) {
            DiagramItem item = before[block.front()];
            item.nodes = block;
            item.title = blockTitle(block.size());
            item.columns = block.size() < 2 ? 1 : int(std::ceil(std::sqrt(double(block.size()))));
            for (const int node : block)
                m_diagram.nodes[node].item = int(m_diagram.items.size());
            m_diagram.items << item;
        }
    }

    void keepBlocks()
    {
        for (const QList<int> &block : m_blocks) {
            m_diagram.blocks << DiagramBlock{block, blockTitle(block.size())};
            m_diagram.key.blocks = m_diagram.key.blocks || block.size() > 1;
        }
    }

    void addTrunkEdges(const Trunk &trunk)
    {
        // The same rule as for two cards: what both sides do alike is one edge, the rest one for each direction.
        for (const Bundle &bundle :
             splitPairs(m_flows, {{{0, trunk.from == trunk.to ? 0 : 1}, {trunk.forward, trunk.backward}}})) {
            DiagramEdge edge;
            edge.flows = bundle.flows;
            std::map<int, EdgeLeg> legs;
            const auto add = [&](const std::set<int> &sites, bool opens, bool answers) {
                for (const int site : sites) {
                    const int block = m_blockOf[std::size_t(site)];
                    EdgeLeg &leg = legs[block];
                    (m_diagram.level == Level::Sites ? leg.item : leg.block) = block;
                    leg.opens = leg.opens || opens;
                    leg.answers = leg.answers || answers;
                }
            };
            const bool alike = trunk.from == trunk.to || bundle.both;
            const bool fromOpens = alike || bundle.openers.front() == 0;
            add(trunk.from, fromOpens, alike || !fromOpens);
            add(trunk.to, alike || !fromOpens, alike || fromOpens);
            for (const auto &[block, leg] : legs)
                edge.legs << leg;
            arrange(edge);
            m_diagram.edges << edge;
        }
    }

    // Words
    // --------------------------------------------------------------------------------------------------------------

    QString nameOf(const EdgeLeg &leg) const
    {
        if (leg.block >= 0) {
            const DiagramBlock &block = m_diagram.blocks[leg.block];
            return block.boxes.size() > 1 ? block.title : m_diagram.boxes[block.boxes.front()].title;
        }
        const DiagramItem &item = m_diagram.items[leg.item];
        const QString first = m_diagram.nodes[item.nodes.front()].title;
        return item.nodes.size() == 1 ? first
                                      : first + QStringLiteral(" … ") + m_diagram.nodes[item.nodes.back()].title;
    }

    QString idOf(const EdgeLeg &leg) const
    {
        if (leg.block >= 0)
            return m_diagram.boxes[m_diagram.blocks[leg.block].boxes.front()].id;
        return m_diagram.nodes[m_diagram.items[leg.item].nodes.front()].id;
    }

    void finish(DiagramEdge &edge)
    {
        std::stable_sort(edge.flows.begin(), edge.flows.end(),
                         [](const EdgeFlows &a, const EdgeFlows &b) { return a.path < b.path; });
        edge.encryption = weakest(m_flows, edge.flows);
        edge.lines = pillLines(m_flows, edge.flows, m_options.labels, &m_remarks.shortened);
        edge.pillSize = pillSize(edge.lines);
        if (edge.lines.isEmpty() && edge.legs.size() != 2)
            edge.pillSize = QSizeF(kJunction, kJunction);
        std::vector<int> paths;
        for (const EdgeFlows &part : edge.flows) {
            if (paths.empty() || paths.back() != part.path)
                paths.push_back(part.path);
        }
        for (const int path : paths)
            edge.codes << m_catalog.dataPaths()[path].code;
        m_remarks.paths.insert(m_remarks.paths.end(), paths.begin(), paths.end());

        QStringList ids;
        QStringList openers;
        QStringList answerers;
        QStringList both;
        for (const EdgeLeg &leg : edge.legs) {
            ids << idOf(leg) + (leg.answers ? QString() : QStringLiteral(">"));
            (leg.opens && leg.answers ? both : leg.opens ? openers : answerers) << nameOf(leg);
        }
        edge.id = QStringLiteral("edge:%1|%2").arg(ids.join(u'|'), edge.codes.join(u'+'));
        const QString comma = QStringLiteral(", ");
        QString who = both.join(QStringLiteral(" ↔ "));
        if (edge.isLoop())
            who = tr("Among %1").arg(nameOf(edge.legs.front()));
        else if (!openers.isEmpty())
            who = openers.join(comma) + QStringLiteral(" → ") + (answerers + both).join(comma);
        else if (!answerers.isEmpty())
            who = both.join(comma) + QStringLiteral(" → ") + (answerers + both).join(comma);
        edge.summary = who + QStringLiteral(": ") + compressedCodes(m_catalog, paths) + QStringLiteral(" · ")
            + portTexts(m_flows, edge.flows).join(comma) + QStringLiteral(" · ") + encryptionText(edge.encryption);

        DiagramKey &key = m_diagram.key;
        key.bundles = key.bundles || edge.isBundle();
        key.twoHeads =
            key.twoHeads || (!edge.isLoop() && std::any_of(edge.legs.begin(), edge.legs.end(), [](const EdgeLeg &leg) {
                return leg.opens && leg.answers;
            }));
    }

    Diagram &m_diagram;
    const FlowSet &m_flows;
    const Catalog &m_catalog;
    const std::vector<int> &m_itemOf;
    const DiagramOptions &m_options;
    EdgeRemarks m_remarks;
    QList<QList<int>> m_blocks; ///< sites
    std::vector<int> m_blockOf; ///< site -> block
};

} // namespace

bool isFoldedPath(const DataPath &path, bool foldDirectory)
{
    return foldDirectory && !path.scopes.isEmpty()
        && std::all_of(path.scopes.begin(), path.scopes.end(), [](Scope scope) { return scope == Scope::Directory; });
}

EdgeRemarks makeEdges(Diagram &diagram, const std::vector<int> &itemOf, const DiagramOptions &options)
{
    return EdgeMaker(diagram, itemOf, options).make();
}

QList<int> nodesAt(const Diagram &diagram, const EdgeLeg &leg)
{
    if (leg.item >= 0)
        return diagram.items[leg.item].nodes;
    QList<int> nodes;
    for (int i = 0; i < diagram.nodes.size(); ++i) {
        if (diagram.blocks[leg.block].boxes.contains(diagram.nodes[i].site))
            nodes << i;
    }
    return nodes;
}

} // namespace portolan
