// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/diagram/bundles.h"
#include "views/diagram/edgeparts.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>

namespace portolan {

namespace {

constexpr std::size_t kFewestTwins = 4; ///< fewer sites with the same lines get no frame

using Sites = std::set<int>;

/// Traffic between two sets of sites.
struct Trunk {
    Sites from;
    Sites to;
    std::vector<EdgeFlows> forward; ///< opened in `from`
    std::vector<EdgeFlows> backward;
};

/// A group whose flows cross a border of sites, and the sites of its ends.
struct Crossing {
    quint32 group = 0;
    Sites from;
    Sites to;
};

QString blockTitle(qsizetype sites)
{
    return sites < 2
        ? QString()
        : QCoreApplication::translate("portolan::Diagram", "%n sites with the same lines", nullptr, int(sites));
}

class TrunkMaker
{
public:
    explicit TrunkMaker(const EdgeInput &input)
        : m_input(input), m_diagram(input.diagram), m_flows(input.flows()), m_catalog(m_flows.catalog())
    {
    }

    void make()
    {
        std::vector<Crossing> crossings = findCrossings();
        widenMeshes(crossings);
        for (const Crossing &crossing : crossings)
            addCrossing(crossing);
        std::vector<Trunk> trunks;
        for (auto &[ends, trunk] : m_trunks)
            trunks.push_back(std::move(trunk));
        makeBlocks(trunks);
        for (const Trunk &trunk : trunks)
            addEdges(trunk);
    }

private:
    Sites sitesOf(const ServerSet &servers) const
    {
        Sites sites;
        for (const quint32 server : servers)
            sites.insert(m_flows.siteOf(server));
        return sites;
    }

    ServerSet inSite(const ServerSet &servers, int site) const
    {
        ServerSet result;
        std::copy_if(servers.begin(), servers.end(), std::back_inserter(result),
                     [&](quint32 server) { return m_flows.siteOf(server) == site; });
        return result;
    }

    std::vector<Crossing> findCrossings() const
    {
        std::vector<Crossing> crossings;
        for (std::size_t i = 0; i < m_flows.groups().size(); ++i) {
            const FlowGroup &group = m_flows.groups()[i];
            if (!m_input.isDrawn(group))
                continue;
            Crossing crossing{quint32(i), sitesOf(m_flows.set(group.sources)),
                              sitesOf(m_flows.set(group.destinations))};
            if (crossing.from.size() > 1 || crossing.from != crossing.to)
                crossings.push_back(std::move(crossing));
        }
        return crossings;
    }

    /// "Each site to every other" comes as one group for each site, with all but itself; together they are one mesh.
    void widenMeshes(std::vector<Crossing> &crossings) const
    {
        std::map<std::tuple<int, quint32, Sites>, std::vector<Crossing *>> candidates;
        for (Crossing &crossing : crossings) {
            if (crossing.from.size() != 1 || crossing.to.count(*crossing.from.begin()) > 0)
                continue;
            const FlowGroup &group = m_flows.groups()[crossing.group];
            Sites all = crossing.to;
            all.insert(*crossing.from.begin());
            candidates[{group.path, group.entries, std::move(all)}].push_back(&crossing);
        }
        for (auto &[key, members] : candidates) {
            const Sites &all = std::get<2>(key);
            Sites sources;
            for (const Crossing *member : members)
                sources.insert(member->from.begin(), member->from.end());
            if (sources != all)
                continue;
            for (Crossing *member : members)
                member->from = member->to = all;
        }
    }

    /// Flows of the crossing that end in different sites; where a link can switch their encryption off, those that it
    /// switches off get a line of their own.
    void addCrossing(const Crossing &crossing)
    {
        const FlowGroup &group = m_flows.groups()[crossing.group];
        const bool byLink = m_catalog.dataPaths()[group.path].disabledByLink;
        const ServerSet &sources = m_flows.set(group.sources);
        const ServerSet &destinations = m_flows.set(group.destinations);
        const auto isPlain = [&](int a, int b) { return a != b && !(byLink && m_flows.tlsDisabledBetween(a, b)); };
        EdgeFlows part{group.path, crossing.group, sources, destinations, 0, {}, 0};
        const bool found = findSample(part, [&](quint32 source, quint32 destination) {
            return isPlain(m_flows.siteOf(source), m_flows.siteOf(destination));
        });
        if (found) {
            part.count = countCrossing(sources, destinations, isPlain);
            add(crossing.from, crossing.to, group, part);
        }
        if (!byLink)
            return;
        for (const int a : crossing.from) {
            for (const int b : crossing.to) {
                if (a == b || !m_flows.tlsDisabledBetween(a, b))
                    continue;
                EdgeFlows disabled{group.path, crossing.group, inSite(sources, a), inSite(destinations, b), 0, {}, 0};
                if (!findSample(disabled, [](quint32, quint32) { return true; }))
                    continue;
                disabled.count = countPairs(disabled.sources, disabled.destinations);
                add({a}, {b}, group, disabled);
            }
        }
    }

    template <typename Wanted>
    qint64 countCrossing(const ServerSet &sources, const ServerSet &destinations, Wanted wanted) const
    {
        std::map<int, qint64> from;
        std::map<int, qint64> to;
        for (const quint32 server : sources)
            ++from[m_flows.siteOf(server)];
        for (const quint32 server : destinations)
            ++to[m_flows.siteOf(server)];
        qint64 count = 0;
        for (const auto &[a, fromThere] : from) {
            for (const auto &[b, toThere] : to) {
                if (wanted(a, b))
                    count += fromThere * toThere;
            }
        }
        return count;
    }

    void add(const Sites &from, const Sites &to, const FlowGroup &group, EdgeFlows part)
    {
        const Directions directions = directionsOf(m_catalog.dataPaths()[group.path], group.entries);
        const bool straight = from <= to;
        Trunk &trunk = m_trunks[straight ? std::pair(from, to) : std::pair(to, from)];
        trunk.from = straight ? from : to;
        trunk.to = straight ? to : from;
        part.entries = part.sample.entries = directions.forward;
        if (directions.forward)
            (straight ? trunk.forward : trunk.backward).push_back(part);
        part.entries = part.sample.entries = directions.backward;
        if (directions.backward)
            (straight ? trunk.backward : trunk.forward).push_back(part);
    }

    /// Sites that take part in the same trunks, in the same way, become one end: a block of boxes, or a frame of cards.
    void makeBlocks(const std::vector<Trunk> &trunks)
    {
        const Topology &topology = m_flows.topology();
        const auto sites = std::size_t(topology.sites.size());
        std::vector<int> boxOf(sites, -1);
        std::vector<int> cardOf(sites, -1);
        for (int box = 0; box < m_diagram.boxes.size(); ++box)
            boxOf[std::size_t(m_diagram.boxes[box].site)] = box;
        for (int item = 0; item < m_diagram.items.size(); ++item) {
            if (m_input.isSiteCard(item))
                cardOf[std::size_t(m_input.siteOfItem(item))] = item;
        }
        std::vector<std::vector<int>> signature(sites);
        for (std::size_t i = 0; i < sites; ++i) {
            const Site &site = topology.sites[qsizetype(i)];
            signature[i] = {int(site.kind), site.internetFacing ? 1 : 0, cardOf[i] >= 0 ? 1 : 0};
        }
        for (std::size_t i = 0; i < trunks.size(); ++i) {
            for (const int site : trunks[i].from)
                signature[std::size_t(site)].push_back(int(4 * i + 2));
            for (const int site : trunks[i].to)
                signature[std::size_t(site)].push_back(int(4 * i + 3));
        }
        std::map<std::vector<int>, QList<int>> twins;
        for (std::size_t i = 0; i < sites; ++i) {
            if (boxOf[i] >= 0 || cardOf[i] >= 0)
                twins[signature[i]] << int(i);
        }
        std::vector<bool> done(sites, false);
        m_endOf.resize(sites);
        QList<QList<int>> frames;
        for (std::size_t i = 0; i < sites; ++i) {
            if (done[i] || (boxOf[i] < 0 && cardOf[i] < 0))
                continue;
            const QList<int> &alike = twins[signature[i]];
            const QList<int> members = std::size_t(alike.size()) >= kFewestTwins ? alike : QList<int>{int(i)};
            EdgeLeg end;
            if (cardOf[i] >= 0) {
                end.item = int(frames.size());
                frames << members;
            } else {
                end.block = int(m_diagram.blocks.size());
                DiagramBlock block{{}, blockTitle(members.size())};
                for (const int site : members)
                    block.boxes << boxOf[std::size_t(site)];
                m_diagram.blocks << block;
                m_diagram.key.blocks = m_diagram.key.blocks || members.size() > 1;
            }
            for (const int site : members) {
                done[std::size_t(site)] = true;
                m_endOf[std::size_t(site)] = end;
            }
        }
        frameCards(frames, cardOf);
    }

    /// Cards of sites go into their frames, before all other items.
    void frameCards(const QList<QList<int>> &frames, const std::vector<int> &cardOf)
    {
        const QList<DiagramItem> before = m_diagram.items;
        std::vector<int> nowAt(std::size_t(before.size()), -1);
        m_diagram.items.clear();
        for (const QList<int> &sites : frames) {
            DiagramItem item = before[cardOf[std::size_t(sites.front())]];
            item.nodes.clear();
            for (const int site : sites) {
                const int card = cardOf[std::size_t(site)];
                nowAt[std::size_t(card)] = int(m_diagram.items.size());
                item.nodes << before[card].nodes;
            }
            item.title = blockTitle(sites.size());
            item.columns = sites.size() < 2 ? 1 : int(std::ceil(std::sqrt(double(sites.size()))));
            m_diagram.items << item;
        }
        for (std::size_t i = 0; i < nowAt.size(); ++i) {
            if (nowAt[i] >= 0)
                continue;
            nowAt[i] = int(m_diagram.items.size());
            m_diagram.items << before[qsizetype(i)];
        }
        for (DiagramNode &node : m_diagram.nodes)
            node.item = nowAt[std::size_t(node.item)];
        for (int &item : m_input.itemOf) {
            if (item >= 0)
                item = nowAt[std::size_t(item)];
        }
    }

    void addEdges(const Trunk &trunk)
    {
        // The same rule as for two cards: what both sides do alike is one edge, the rest one for each direction.
        for (const Bundle &bundle :
             splitPairs(m_flows, {{{0, trunk.from == trunk.to ? 0 : 1}, {trunk.forward, trunk.backward}}})) {
            DiagramEdge edge;
            edge.flows = bundle.flows;
            std::map<std::pair<int, int>, EdgeLeg> legs;
            const auto addLegs = [&](const Sites &sites, bool opens, bool answers) {
                for (const int site : sites) {
                    const EdgeLeg &end = m_endOf[std::size_t(site)];
                    EdgeLeg &leg = legs.try_emplace({end.block, end.item}, end).first->second;
                    leg.opens = leg.opens || opens;
                    leg.answers = leg.answers || answers;
                }
            };
            const bool alike = trunk.from == trunk.to || bundle.both;
            const bool fromOpens = alike || bundle.openers.front() == 0;
            addLegs(trunk.from, fromOpens, alike || !fromOpens);
            addLegs(trunk.to, alike || !fromOpens, alike || fromOpens);
            for (const auto &[end, leg] : legs)
                edge.legs << leg;
            addEdge(m_input, std::move(edge));
        }
    }

    const EdgeInput &m_input;
    Diagram &m_diagram;
    const FlowSet &m_flows;
    const Catalog &m_catalog;
    std::map<std::pair<Sites, Sites>, Trunk> m_trunks;
    std::vector<EdgeLeg> m_endOf; ///< by site
};

} // namespace

void makeTrunks(const EdgeInput &input)
{
    TrunkMaker(input).make();
}

} // namespace portolan
