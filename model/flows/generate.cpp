// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "generate.h"

#include "model/flows/generatorrecipe.h"

#include <QSet>

#include <algorithm>
#include <random>

namespace portolan {

using namespace Qt::StringLiterals;

namespace {

constexpr int kSitesForEachMain = 8;
constexpr int kSitesForEachPerimeter = 60;
constexpr int kMostDagMembers = 16;
constexpr int kHostsInSubnet = 240;

/// The standard fixes what the engine gives, but not what its distributions make of it.
class Dice
{
public:
    explicit Dice(quint64 seed) : m_engine(seed) { }

    size_t below(size_t count) { return static_cast<size_t>(m_engine() % count); }
    bool oneIn(int count) { return count > 0 && below(static_cast<size_t>(count)) == 0; }

private:
    std::mt19937_64 m_engine;
};

class Generator
{
public:
    Generator(int sites, int servers, quint64 seed)
        : m_recipe(generatorRecipe()), m_dice(seed), m_siteCount(std::max(sites, 1)),
          m_serverCount(std::max(servers, 0))
    {
    }

    Topology generate()
    {
        m_topology.name = u"%1, %2 sites"_s.arg(m_recipe.name).arg(m_siteCount);
        m_topology.catalog = m_recipe.catalog;
        addSites();
        addLinks();
        addServers();
        addDags();
        addSubscriptions();
        return std::move(m_topology);
    }

private:
    struct Place {
        const GeneratorRecipe::SiteKind *kind = nullptr;
        std::vector<qsizetype> machines; ///< how many of each it has
        QStringList dagServers;
        QStringList subscribers;
        size_t upstream = 0; ///< of a branch or perimeter: the main site that it hangs on
        int subnet = -1;
        int hosts = 0;
    };

    void addSites();
    void addSite(const QString &name, const GeneratorRecipe::SiteKind &kind, SiteKind type);
    void addLinks();
    void addLink(size_t a, size_t b);
    void addServers();
    void addServer(size_t site, size_t machine);
    QStringList addressesFor(size_t site, bool isClient);
    void addDags();
    void addSubscriptions();

    const GeneratorRecipe &m_recipe;
    Dice m_dice;
    int m_siteCount;
    int m_serverCount;
    Topology m_topology;
    std::vector<Place> m_places;
    std::vector<size_t> m_mains;
    QSet<quint64> m_linked;
    int m_subnets = 0;
    int m_publicHosts = 0;
};

void Generator::addSites()
{
    const int outside = m_siteCount >= 3 ? 1 : 0;
    const int perimeters = m_siteCount >= 4 ? std::max(1, m_siteCount / kSitesForEachPerimeter) : 0;
    const int internals = m_siteCount - outside - perimeters;
    for (int i = 0; i < internals; ++i) {
        const qsizetype round = i / m_recipe.places.size();
        QString name = m_recipe.places[i % m_recipe.places.size()];
        if (round > 0)
            name += u' ' + QString::number(round + 1);
        const bool isMain = i % kSitesForEachMain == 0;
        if (isMain)
            m_mains.push_back(m_places.size());
        addSite(name, isMain ? m_recipe.main : m_recipe.branch, SiteKind::Internal);
        m_topology.sites.last().internetFacing = isMain && (i == 0 || m_dice.oneIn(4));
    }
    for (int i = 0; i < perimeters; ++i)
        addSite(perimeters == 1 ? u"Perimeter"_s : u"Perimeter %1"_s.arg(i + 1), m_recipe.perimeter,
                SiteKind::Perimeter);
    if (outside > 0) {
        addSite(u"Internet"_s, m_recipe.outside, SiteKind::External);
        m_topology.sites.last().organization = m_recipe.strangers;
    }
}

void Generator::addSite(const QString &name, const GeneratorRecipe::SiteKind &kind, SiteKind type)
{
    Site site;
    site.id = name.toLower().replace(u' ', u'-');
    site.name = name;
    site.kind = type;
    m_topology.sites << site;
    Place place;
    place.kind = &kind;
    place.machines.assign(m_recipe.machines.size(), 0);
    m_places.push_back(place);
}

/// A tree with the main sites as its trunk, and a few shortcuts.
void Generator::addLinks()
{
    size_t mains = 0;
    for (size_t i = 0; i < m_places.size(); ++i) {
        Place &place = m_places[i];
        if (place.kind == &m_recipe.outside)
            continue;
        if (place.kind == &m_recipe.main) {
            if (mains > 0)
                addLink(m_mains[m_dice.below(mains)], i);
            ++mains;
        } else {
            place.upstream = place.kind == &m_recipe.branch ? m_mains[mains - 1] : m_mains[m_dice.below(mains)];
            addLink(place.upstream, i);
        }
    }
    for (size_t shortcuts = m_places.size() / 10; shortcuts > 0; --shortcuts)
        addLink(m_mains[m_dice.below(m_mains.size())], m_dice.below(m_places.size()));
}

void Generator::addLink(size_t a, size_t b)
{
    static constexpr int kCosts[] = {10, 20, 50, 100, 100, 150, 200};
    const quint64 key = (quint64(std::min(a, b)) << 32) | std::max(a, b);
    if (a == b || m_linked.contains(key) || m_places[a].kind == &m_recipe.outside
        || m_places[b].kind == &m_recipe.outside)
        return;
    m_linked.insert(key);
    Link link;
    link.first = m_topology.sites[static_cast<qsizetype>(a)].id;
    link.second = m_topology.sites[static_cast<qsizetype>(b)].id;
    link.cost = kCosts[m_dice.below(std::size(kCosts))];
    link.tlsDisabled = m_dice.oneIn(25);
    m_topology.links << link;
}

void Generator::addServers()
{
    std::vector<std::pair<size_t, size_t>> chosen; // site, machine
    const auto wanted = static_cast<size_t>(m_serverCount);
    for (size_t turn = 0, before = 1; chosen.size() < wanted && before > 0; ++turn) {
        before = 0;
        for (size_t site = 0; site < m_places.size() && chosen.size() < wanted; ++site) {
            if (turn < m_places[site].kind->first.size()) {
                chosen.emplace_back(site, m_places[site].kind->first[turn]);
                ++before;
            }
        }
    }
    std::vector<size_t> lots;
    for (size_t site = 0; site < m_places.size(); ++site)
        lots.insert(lots.end(), static_cast<size_t>(m_places[site].kind->weight), site);
    while (chosen.size() < wanted) {
        const size_t site = lots[m_dice.below(lots.size())];
        const auto &more = m_places[site].kind->more;
        chosen.emplace_back(site, more[m_dice.below(more.size())]);
    }
    // By site, as people write it down.
    std::stable_sort(chosen.begin(), chosen.end());
    for (const auto &[site, machine] : chosen)
        addServer(site, machine);
}

void Generator::addServer(size_t site, size_t machine)
{
    const GeneratorRecipe::Machine &kind = m_recipe.machines[machine];
    Place &place = m_places[site];
    Server server;
    server.site = m_topology.sites[static_cast<qsizetype>(site)].id;
    server.id = u"%1-%2%3"_s.arg(server.site, kind.id).arg(++place.machines[machine]);
    server.name = server.id.toUpper();
    server.roles = kind.roles;
    if (!kind.isClient)
        server.fqdn = server.id + u'.' + m_recipe.domain;
    server.addresses = addressesFor(site, kind.isClient);
    if (m_dice.oneIn(kind.staticPortsOneIn))
        server.dynamicPorts = kind.staticPorts;
    if (kind.group == GroupType::Dag)
        place.dagServers << server.id;
    else if (kind.group == GroupType::EdgeSubscription)
        place.subscribers << server.id;
    m_topology.servers << server;
}

/// Inside 10.0.0.0/8, elsewhere from the blocks for documentation (RFC 5737, RFC 3849).
QStringList Generator::addressesFor(size_t site, bool isClient)
{
    if (isClient)
        return {};
    Place &place = m_places[site];
    if (place.kind == &m_recipe.main || place.kind == &m_recipe.branch) {
        if (place.hosts % kHostsInSubnet == 0)
            place.subnet = m_subnets++;
        return {
            u"10.%1.%2.%3"_s.arg(place.subnet / 256).arg(place.subnet % 256).arg(10 + place.hosts++ % kHostsInSubnet)};
    }
    QStringList addresses;
    static const QStringList kBlocks{u"192.0.2"_s, u"198.51.100"_s, u"203.0.113"_s};
    if (const int block = m_publicHosts / kHostsInSubnet; block < kBlocks.size())
        addresses << u"%1.%2"_s.arg(kBlocks[block]).arg(10 + m_publicHosts % kHostsInSubnet);
    ++m_publicHosts;
    addresses << u"2001:db8::%1:%2"_s.arg(m_publicHosts / 0x10000 + 1, 0, 16).arg(m_publicHosts % 0x10000, 0, 16);
    return addresses;
}

/// Two main sites share a DAG, and a second one where that is full; a branch has its own.
void Generator::addDags()
{
    QStringList waiting;
    int count = 0;
    const auto addDag = [&] {
        Group group;
        group.id = u"dag%1"_s.arg(++count);
        group.name = group.id.toUpper();
        group.kind = GroupType::Dag;
        group.members = waiting;
        if (m_dice.oneIn(5))
            group.replicationPort = quint16(64000 + m_dice.below(300));
        m_topology.groups << group;
        waiting.clear();
    };
    const auto gather = [&](const Place &place) {
        for (const QString &server : place.dagServers) {
            waiting << server;
            if (waiting.size() == kMostDagMembers)
                addDag();
        }
    };
    for (size_t i = 0; i < m_mains.size(); ++i) {
        gather(m_places[m_mains[i]]);
        if (i % 2 == 1 && waiting.size() > 1)
            addDag();
    }
    if (waiting.size() > 1)
        addDag();
    waiting.clear();
    for (const Place &place : m_places) {
        if (place.kind != &m_recipe.branch)
            continue;
        gather(place);
        if (waiting.size() > 1)
            addDag();
        waiting.clear();
    }
}

void Generator::addSubscriptions()
{
    int count = 0;
    for (const Place &place : m_places) {
        if (place.subscribers.isEmpty())
            continue;
        Group group;
        group.id = u"sub%1"_s.arg(++count);
        group.name = u"Edge subscription %1"_s.arg(count);
        group.kind = GroupType::EdgeSubscription;
        group.members = place.subscribers;
        group.site = m_topology.sites[static_cast<qsizetype>(place.upstream)].id;
        m_topology.groups << group;
    }
}

} // namespace

Topology generateTopology(int sites, int servers, quint64 seed)
{
    return Generator(sites, servers, seed).generate();
}

} // namespace portolan
