// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/flows/flowdata.h"
#include "model/flows/setpool.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <span>
#include <tuple>

namespace portolan {

namespace {

/// What the pairs of a data path depend on. Paths that agree in it share their products.
struct Question {
    QList<int> from;
    std::vector<Scope> scopes;
    std::vector<QList<int>> targets; ///< roles at the far end for each bundle of entries; the path's own come first

    friend bool operator<(const Question &a, const Question &b)
    {
        return std::tie(a.from, a.scopes, a.targets) < std::tie(b.from, b.scopes, b.targets);
    }
};

/// Every source with every destination, for the bundles whose bit is set.
struct Product {
    quint32 sources = 0;
    quint32 destinations = 0;
    quint64 bundles = 0;
    bool self = false;
};

/// A path's entries by where they go: an entry with a role of its own leaves the main bundle.
struct Bundles {
    std::vector<QList<int>> targets;
    std::vector<quint32> entries;
};

Bundles bundlesOf(const Catalog &catalog, const DataPath &path)
{
    Bundles bundles{{path.to}, {0}};
    for (qsizetype i = 0; i < path.ports.size(); ++i) {
        const QString &role = path.ports[i].atRole;
        size_t bundle = 0;
        if (!role.isEmpty()) {
            QList<int> target;
            if (const int index = catalog.roleIndex(role); index >= 0)
                target << index;
            const auto found = std::find(bundles.targets.begin() + 1, bundles.targets.end(), target);
            bundle = static_cast<size_t>(found - bundles.targets.begin());
            if (found == bundles.targets.end()) {
                bundles.targets.push_back(target);
                bundles.entries.push_back(0);
            }
        }
        bundles.entries[bundle] |= 1U << i;
    }
    return bundles;
}

/// Answers Questions: sorts the sources into classes that the scopes cannot tell apart inside, finds each class's
/// destinations, and merges the classes that have the same.
class Derivation
{
public:
    Derivation(const TopologyIndex &index, SetPool &pool) : m_index(index), m_pool(pool) { }

    const std::vector<Product> &products(const Question &question)
    {
        const auto [found, isNew] = m_products.try_emplace(question);
        if (isNew)
            found->second = answer(question);
        return found->second;
    }

private:
    using Nearest = std::pair<int, bool>; // role, internal sites only

    /// Servers that are in the sets of the same bundles, and in those of no others.
    struct Cell {
        quint64 bundles = 0;
        quint32 servers = 0;
    };

    std::vector<Product> answer(const Question &question);
    std::vector<std::span<const quint32>> classesOf(const Question &question);
    const ServerSet &destinations(const Question &question, const QList<int> &roles, quint32 source);
    void select(Scope scope, const Question &question, const QList<int> &roles, quint32 source, ServerSet &result);
    void selectNearest(const QList<int> &roles, int site, bool internalOnly, ServerSet &result);
    void selectSubscribed(const Question &question, const QList<int> &roles, quint32 source, ServerSet &result);
    const std::vector<Cell> &cellsOf(quint32 tuple);
    std::vector<Cell> split(const std::vector<quint32> &sets);
    std::vector<Product> selfProducts(const Question &question);
    bool admitsSelf(Scope scope, const Question &question, const QList<int> &roles, quint32 server) const;
    const RoleServers &serversWith(const QList<int> &roles);
    const std::vector<int> &nearestSites(int role, bool internalOnly);

    const TopologyIndex &m_index;
    SetPool &m_pool;
    std::vector<std::vector<quint32>> m_tupleSets;
    SetPool m_tuples{m_tupleSets}; ///< for each bundle of a question the set of its destinations
    std::vector<std::optional<std::vector<Cell>>> m_cells; ///< for each of m_tuples
    std::map<Question, std::vector<Product>> m_products;
    std::map<QList<int>, RoleServers> m_roleServers;
    std::map<Nearest, std::vector<int>> m_nearest;
    ServerPartition m_classes;
    ServerSet m_selected;
    ServerSet m_more;
    ServerSet m_both;
};

std::vector<Product> Derivation::answer(const Question &question)
{
    struct Merged {
        quint32 destinations = 0; ///< in m_tuples
        std::span<const quint32> first;
        ServerSet all; ///< empty as long as there is only the first class
    };
    std::vector<Merged> merged;
    std::vector<qint32> slots; // in `merged`, for each of m_tuples
    std::vector<quint32> sets;
    for (const std::span<const quint32> sources : classesOf(question)) {
        sets.clear();
        for (const QList<int> &roles : question.targets)
            sets.push_back(m_pool.intern(destinations(question, roles, sources.front())));
        const quint32 tuple = m_tuples.intern(sets);
        if (tuple >= slots.size())
            slots.resize(tuple + 1, -1);
        qint32 &slot = slots[tuple];
        if (slot < 0) {
            slot = static_cast<qint32>(merged.size());
            merged.push_back({tuple, sources, {}});
            continue;
        }
        Merged &into = merged[static_cast<size_t>(slot)];
        if (into.all.empty())
            into.all.assign(into.first.begin(), into.first.end());
        into.all.insert(into.all.end(), sources.begin(), sources.end());
    }

    std::vector<Product> products;
    for (Merged &group : merged) {
        const std::vector<Cell> &cells = cellsOf(group.destinations);
        if (cells.empty())
            continue;
        std::sort(group.all.begin(), group.all.end());
        const quint32 sources = m_pool.intern(group.all.empty() ? group.first : group.all);
        for (const Cell &cell : cells) {
            const bool isOnlyItself = cell.servers == sources && m_pool[sources].size() == 1;
            if (!isOnlyItself)
                products.push_back({sources, cell.servers, cell.bundles, false});
        }
    }
    const std::vector<Product> self = selfProducts(question);
    products.insert(products.end(), self.begin(), self.end());
    return products;
}

/// Sources that no scope of the question tells apart. They hold until the next call.
std::vector<std::span<const quint32>> Derivation::classesOf(const Question &question)
{
    enum class Grain { All, Organization, Site, Placement };
    Grain grain = Grain::All;
    for (const Scope scope : question.scopes) {
        switch (scope) {
        case Scope::Local:
            break;
        case Scope::Organization:
        case Scope::OtherOrganization:
            grain = std::max(grain, Grain::Organization);
            break;
        case Scope::Site:
        case Scope::OtherSite:
        case Scope::Directory:
        case Scope::Client:
        case Scope::InternalClient:
        case Scope::ExternalClient:
            grain = std::max(grain, Grain::Site);
            break;
        case Scope::Dag:
        case Scope::EdgeSubscription:
            grain = Grain::Placement;
            break;
        }
    }
    const RoleServers &sources = serversWith(question.from);
    const auto keyOf = [&](quint32 server) {
        switch (grain) {
        case Grain::All:
            return 0;
        case Grain::Organization:
            return m_index.organizationOf(server);
        case Grain::Site:
            return m_index.siteOf(server);
        case Grain::Placement:
            break;
        }
        return m_index.placementOf(server);
    };
    m_classes.assign(sources.all, std::max(1, m_index.placementCount()), keyOf);
    return m_classes.nonEmpty();
}

/// Servers with one of the roles that some scope admits from the source's class, the source itself not left out. Holds
/// until the next call.
const ServerSet &Derivation::destinations(const Question &question, const QList<int> &roles, quint32 source)
{
    m_selected.clear();
    if (roles.isEmpty())
        return m_selected;
    for (const Scope scope : question.scopes) {
        m_more.clear();
        select(scope, question, roles, source, m_more);
        if (m_selected.empty()) {
            m_selected.swap(m_more);
        } else if (!m_more.empty()) {
            m_both.clear();
            std::set_union(m_selected.begin(), m_selected.end(), m_more.begin(), m_more.end(),
                           std::back_inserter(m_both));
            m_selected.swap(m_both);
        }
    }
    return m_selected;
}

void Derivation::select(Scope scope, const Question &question, const QList<int> &roles, quint32 source,
                        ServerSet &result)
{
    const int site = m_index.siteOf(source);
    const int organization = m_index.organizationOfSite(site);
    const bool isInternal = m_index.isInternal(site);
    const auto selectIf = [&](auto admits) {
        const ServerSet &all = serversWith(roles).all;
        result.resize(all.size());
        const auto end = std::copy_if(all.begin(), all.end(), result.begin(),
                                      [&](quint32 server) { return admits(m_index.siteOf(server)); });
        result.erase(end, result.end());
    };
    const auto selectInternetFacing = [&] {
        selectIf([&](int other) { return m_index.isInternal(other) && m_index.isInternetFacing(other); });
    };

    switch (scope) {
    case Scope::Local:
        break;
    case Scope::Site: {
        const auto servers = serversWith(roles).inSite(site);
        result.assign(servers.begin(), servers.end());
        break;
    }
    case Scope::Organization:
        selectIf([&](int other) { return m_index.organizationOfSite(other) == organization; });
        break;
    case Scope::OtherSite:
        if (isInternal)
            selectIf([&](int other) {
                return other != site && m_index.isInternal(other) && m_index.organizationOfSite(other) == organization;
            });
        break;
    case Scope::OtherOrganization:
        selectIf([&](int other) { return m_index.organizationOfSite(other) != organization; });
        break;
    case Scope::Dag:
        for (const quint32 dag : m_index.dagsOf(source)) {
            const ServerSet &members = m_index.dagMembers(dag);
            std::copy_if(members.begin(), members.end(), std::back_inserter(result),
                         [&](quint32 server) { return m_index.hasAnyRole(server, roles); });
        }
        break;
    case Scope::EdgeSubscription:
        selectSubscribed(question, roles, source, result);
        break;
    case Scope::Directory:
        selectNearest(roles, site, false, result);
        break;
    case Scope::Client:
        if (isInternal)
            selectNearest(roles, site, true, result);
        else
            selectInternetFacing();
        break;
    case Scope::InternalClient:
        if (isInternal)
            selectNearest(roles, site, true, result);
        break;
    case Scope::ExternalClient:
        if (!isInternal)
            selectInternetFacing();
        break;
    }
    if (!std::is_sorted(result.begin(), result.end(), std::less_equal<>())) {
        std::sort(result.begin(), result.end());
        result.erase(std::unique(result.begin(), result.end()), result.end());
    }
}

void Derivation::selectNearest(const QList<int> &roles, int site, bool internalOnly, ServerSet &result)
{
    for (const int role : roles) {
        const int nearest = nearestSites(role, internalOnly)[static_cast<size_t>(site)];
        if (nearest < 0)
            continue;
        const auto servers = serversWith({role}).inSite(nearest);
        result.insert(result.end(), servers.begin(), servers.end());
    }
}

void Derivation::selectSubscribed(const Question &question, const QList<int> &roles, quint32 source, ServerSet &result)
{
    const int subscriber = m_index.subscriberRole();
    const bool isSourceSubscriber = question.from.contains(subscriber);
    const bool isTargetSubscriber = roles.contains(subscriber);
    for (const SubscriptionIndex &subscription : m_index.subscriptions()) {
        const ServerSet &members = subscription.members;
        if (isSourceSubscriber && std::binary_search(members.begin(), members.end(), source)) {
            const auto servers = serversWith(roles).inSite(subscription.site);
            result.insert(result.end(), servers.begin(), servers.end());
        }
        if (isTargetSubscriber && subscription.site == m_index.siteOf(source))
            result.insert(result.end(), members.begin(), members.end());
    }
}

const std::vector<Derivation::Cell> &Derivation::cellsOf(quint32 tuple)
{
    if (tuple >= m_cells.size())
        m_cells.resize(tuple + 1);
    std::optional<std::vector<Cell>> &cells = m_cells[tuple];
    if (!cells)
        cells = split(m_tuples[tuple]);
    return *cells;
}

std::vector<Derivation::Cell> Derivation::split(const std::vector<quint32> &sets)
{
    if (sets.size() == 1)
        return m_pool[sets.front()].empty() ? std::vector<Cell>() : std::vector<Cell>{{1, sets.front()}};
    std::vector<std::pair<quint32, quint64>> marks;
    for (size_t i = 0; i < sets.size(); ++i) {
        for (const quint32 server : m_pool[sets[i]])
            marks.emplace_back(server, quint64(1) << i);
    }
    std::sort(marks.begin(), marks.end());
    std::map<quint64, ServerSet> byBits;
    for (auto mark = marks.begin(); mark != marks.end();) {
        const quint32 server = mark->first;
        quint64 bits = 0;
        for (; mark != marks.end() && mark->first == server; ++mark)
            bits |= mark->second;
        byBits[bits].push_back(server);
    }
    std::vector<Cell> cells;
    for (const auto &[bits, servers] : byBits)
        cells.push_back({bits, m_pool.intern(servers)});
    return cells;
}

std::vector<Product> Derivation::selfProducts(const Question &question)
{
    const bool isLocal =
        std::find(question.scopes.begin(), question.scopes.end(), Scope::Local) != question.scopes.end();
    std::map<quint64, ServerSet> byBits;
    for (const quint32 server : serversWith(question.from).all) {
        const int first = *std::find_if(question.from.begin(), question.from.end(),
                                        [&](int role) { return m_index.hasRole(server, role); });
        quint64 bits = 0;
        for (size_t i = 0; i < question.targets.size(); ++i) {
            const QList<int> &roles = question.targets[i];
            const auto isOther = [&](int role) { return role != first && m_index.hasRole(server, role); };
            const auto admits = [&](Scope scope) { return admitsSelf(scope, question, roles, server); };
            if ((isLocal && m_index.hasAnyRole(server, roles))
                || (std::any_of(roles.begin(), roles.end(), isOther)
                    && std::any_of(question.scopes.begin(), question.scopes.end(), admits)))
                bits |= quint64(1) << i;
        }
        if (bits != 0)
            byBits[bits].push_back(server);
    }
    std::vector<Product> products;
    for (const auto &[bits, servers] : byBits) {
        const quint32 set = m_pool.intern(servers);
        products.push_back({set, set, bits, true});
    }
    return products;
}

/// Whether the scope joins the server with itself, given that it has roles of both ends.
bool Derivation::admitsSelf(Scope scope, const Question &question, const QList<int> &roles, quint32 server) const
{
    switch (scope) {
    case Scope::Local:
    case Scope::Site:
    case Scope::Organization:
    case Scope::Directory: // its own site has the role, and none is nearer
        return true;
    case Scope::Client:
    case Scope::InternalClient:
        return m_index.isInternal(m_index.siteOf(server));
    case Scope::EdgeSubscription: {
        const int subscriber = m_index.subscriberRole();
        if (!question.from.contains(subscriber) && !roles.contains(subscriber))
            return false;
        const auto &subscriptions = m_index.subscriptions();
        return std::any_of(subscriptions.begin(), subscriptions.end(), [&](const SubscriptionIndex &subscription) {
            return subscription.site == m_index.siteOf(server)
                && std::binary_search(subscription.members.begin(), subscription.members.end(), server);
        });
    }
    case Scope::OtherSite:
    case Scope::OtherOrganization:
    case Scope::Dag:
    case Scope::ExternalClient:
        break;
    }
    return false;
}

const RoleServers &Derivation::serversWith(const QList<int> &roles)
{
    const auto found = m_roleServers.find(roles);
    return found != m_roleServers.end() ? found->second
                                        : m_roleServers.emplace(roles, m_index.serversWith(roles)).first->second;
}

const std::vector<int> &Derivation::nearestSites(int role, bool internalOnly)
{
    const auto [found, isNew] = m_nearest.try_emplace({role, internalOnly});
    if (isNew) {
        const RoleServers &servers = serversWith({role});
        std::vector<char> targets(static_cast<size_t>(m_index.siteCount()), 0);
        for (int site = 0; site < m_index.siteCount(); ++site) {
            if (!servers.inSite(site).empty() && (!internalOnly || m_index.isInternal(site)))
                targets[static_cast<size_t>(site)] = 1;
        }
        found->second = m_index.nearestSites(targets);
    }
    return found->second;
}

} // namespace

FlowSet deriveFlows(const Catalog &catalog, const Topology &topology)
{
    auto data = std::make_shared<FlowSet::Data>();
    data->catalog = catalog;
    data->topology = topology;
    data->index = std::make_shared<const TopologyIndex>(catalog, topology);
    SetPool pool(data->sets);
    Derivation derivation(*data->index, pool);
    for (qsizetype i = 0; i < catalog.dataPaths().size(); ++i) {
        const DataPath &path = catalog.dataPaths()[i];
        const Bundles bundles = bundlesOf(catalog, path);
        const Question question{path.from, {path.scopes.begin(), path.scopes.end()}, bundles.targets};
        for (const Product &product : derivation.products(question)) {
            FlowGroup group;
            group.path = static_cast<quint16>(i);
            group.self = product.self;
            group.sources = product.sources;
            group.destinations = product.destinations;
            for (size_t bundle = 0; bundle < bundles.entries.size(); ++bundle) {
                if (product.bundles >> bundle & 1)
                    group.entries |= bundles.entries[bundle];
            }
            data->flowCount += pairCount(pool[group.sources], pool[group.destinations], group.self);
            data->groups.push_back(group);
        }
    }
    data->groups.shrink_to_fit();
    data->sets.shrink_to_fit();
    return FlowSet(std::move(data));
}

} // namespace portolan
