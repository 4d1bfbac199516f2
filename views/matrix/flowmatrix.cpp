// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/matrix/flowmatrix.h"

#include "views/diagram/edgeparts.h"
#include "views/diagram/serverclasses.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <numeric>
#include <span>

namespace portolan {

namespace {

constexpr quint32 kNoPort = ~0U; ///< in the place of entries: a flow without any
constexpr int kServerTier = 2; ///< of a server whose roles the catalog does not know

Directions openedEntries(const DataPath &path, quint32 entries)
{
    return entries == 0 ? Directions{kNoPort, 0} : directionsOf(path, entries);
}

/// Servers of one heading within a set.
struct Run {
    int heading = 0;
    quint32 first = 0; ///< into SortedSet::servers
    quint32 last = 0; ///< past the end
};

/// A set of servers in the order of the headings.
struct SortedSet {
    ServerSet servers; ///< by heading, then ascending
    std::vector<Run> runs; ///< by heading

    std::span<const quint32> in(const Run &run) const
    {
        return std::span(servers).subspan(run.first, run.last - run.first);
    }
};

/// Every opener with every answerer but itself.
struct Product {
    quint32 group = 0; ///< index into FlowSet::groups()
    quint32 openers = 0; ///< index into Data::sets
    quint32 answerers = 0;
    quint32 entries = 0; ///< those that the openers open
    bool backward = false; ///< the openers are the flows' destinations
    bool isOverlap = false; ///< lies in two other products: to be taken off the count
};

/// A heading's servers in a set.
struct Member {
    quint32 set = 0;
    quint32 run = 0;
};

/// What sets of a FlowSet have in common.
struct Overlaps {
    std::vector<ServerSet> sets;
    std::map<std::pair<quint32, quint32>, int> of; ///< two sets: index into sets, -1: nothing
};

struct Sum {
    qint64 count = 0;
    Encryption encryption = Encryption::Encrypted;
    bool isTouched = false;
};

/// Cells of one row by heading, to be used for row after row.
struct RowSums {
    std::vector<Sum> sums;
    std::vector<int> touched;

    explicit RowSums(size_t headings) : sums(headings) { }

    void clear()
    {
        for (const int heading : touched)
            sums[static_cast<size_t>(heading)] = {};
        touched.clear();
    }
};

qint64 commonCount(std::span<const quint32> a, std::span<const quint32> b)
{
    if (a.size() > b.size())
        std::swap(a, b);
    return std::count_if(a.begin(), a.end(),
                         [b](quint32 server) { return std::binary_search(b.begin(), b.end(), server); });
}

ServerSet intersection(const ServerSet &a, const ServerSet &b)
{
    const auto &[fewer, more] = a.size() < b.size() ? std::tie(a, b) : std::tie(b, a);
    ServerSet result;
    std::copy_if(fewer.begin(), fewer.end(), std::back_inserter(result),
                 [&more = more](quint32 server) { return std::binary_search(more.begin(), more.end(), server); });
    return result;
}

int tierOf(const Catalog &catalog, const std::vector<int> &roles)
{
    int tier = -1;
    for (const int role : roles)
        tier = std::max(tier, catalog.roles()[role].tier);
    return tier < 0 ? kServerTier : tier;
}

QString joinedRoles(const Catalog &catalog, const ServerClass &described)
{
    QStringList texts;
    for (const int role : described.roles)
        texts << catalog.roles()[role].label;
    return (texts + described.unknownRoles).join(QStringLiteral(", "));
}

/// As the chart has it, so that a view finds its card.
QString roleSetId(const FlowSet &flows, const ServerClass &described)
{
    QStringList roles;
    for (const int role : described.roles)
        roles << flows.catalog().roles()[role].id;
    QString id = QStringLiteral("roles:%1:%2")
                     .arg(flows.topology().sites[described.site].id, (roles + described.unknownRoles).join(u'+'));
    if (!described.groups.isEmpty())
        id += u':' + described.groups.join(u'+');
    return id;
}

/// By server: those that the chart of these flows has.
std::vector<bool> shownServers(const FlowSet &flows, bool onlyUsed)
{
    std::vector<bool> shown(static_cast<size_t>(flows.topology().servers.size()), !onlyUsed);
    for (const FlowGroup &group : flows.groups()) {
        for (const quint32 set : {group.sources, group.destinations}) {
            for (const quint32 server : flows.set(set))
                shown[server] = true;
        }
    }
    return shown;
}

std::vector<MatrixHeading> siteHeadings(const FlowSet &flows, const std::vector<bool> &shown, bool onlyUsed)
{
    std::vector<MatrixHeading> headings;
    const QList<Site> &sites = flows.topology().sites;
    headings.reserve(static_cast<size_t>(sites.size()));
    for (int i = 0; i < sites.size(); ++i)
        headings.push_back({QStringLiteral("site:") + sites[i].id, i, sites[i].name, siteKindText(sites[i]), {}});
    for (quint32 server = 0; server < shown.size(); ++server) {
        if (shown[server])
            headings[static_cast<size_t>(flows.siteOf(server))].servers.push_back(server);
    }
    if (onlyUsed)
        std::erase_if(headings, [](const MatrixHeading &heading) { return heading.servers.empty(); });
    return headings;
}

std::vector<MatrixHeading> serverHeadings(const FlowSet &flows, MatrixKind kind, const std::vector<bool> &shown)
{
    const Topology &topology = flows.topology();
    std::vector<MatrixHeading> headings;
    std::vector<std::pair<int, int>> places; // site and tier
    for (const ServerClass &described : classifyServers(flows, false, shown)) {
        const QString roles = joinedRoles(flows.catalog(), described);
        const std::pair place(described.site, tierOf(flows.catalog(), described.roles));
        if (kind == MatrixKind::RoleSets) {
            headings.push_back({roleSetId(flows, described), described.site, namesOf(topology, described.servers),
                                roles, described.servers});
            places.push_back(place);
            continue;
        }
        for (const quint32 index : described.servers) {
            const Server &server = topology.servers[qsizetype(index)];
            headings.push_back({QStringLiteral("server:") + server.id, described.site, server.name, roles, {index}});
            places.push_back(place);
        }
    }
    std::vector<size_t> order(headings.size());
    std::iota(order.begin(), order.end(), size_t(0));
    std::sort(order.begin(), order.end(), [&](size_t a, size_t b) {
        return std::pair(places[a], headings[a].servers.front()) < std::pair(places[b], headings[b].servers.front());
    });
    std::vector<MatrixHeading> sorted;
    sorted.reserve(headings.size());
    for (const size_t i : order)
        sorted.push_back(std::move(headings[i]));
    return sorted;
}

} // namespace

struct FlowMatrix::Data {
    FlowSet flows;
    MatrixKind kind = MatrixKind::Sites;
    std::vector<MatrixHeading> headings;
    std::vector<int> headingOf; ///< by server, -1: none
    std::vector<int> rows, columns; ///< headings, ascending
    std::vector<int> rowOf, columnOf; ///< by heading, -1: none
    std::vector<SortedSet> sets; ///< those of the FlowSet, then those of the overlaps
    std::vector<Product> products;
    std::vector<std::vector<quint32>> openedBy; ///< by set: products
    std::vector<std::vector<Member>> members; ///< by heading: sets that open
    std::array<bool, 4> encryptions{}; ///< by Encryption

    void findHeadings(bool onlyUsed);
    void findProducts(Overlaps &overlaps);
    void addOverlaps(const std::vector<quint32> &ofOnePath, Overlaps &overlaps);
    void sortSets(const std::vector<ServerSet> &extra);
    void findUsed(bool onlyUsed);

    SortedSet sorted(const ServerSet &set) const;
    Encryption encryptionOf(const Product &product, quint32 opener, quint32 answerer) const;
    void addRow(int heading, RowSums &row) const;
    std::vector<int> columnsOf(const ServerSet &servers) const;
};

namespace {

const Run *runOf(const SortedSet &set, int heading)
{
    const auto found = std::lower_bound(set.runs.begin(), set.runs.end(), heading,
                                        [](const Run &run, int wanted) { return run.heading < wanted; });
    return found != set.runs.end() && found->heading == heading ? &*found : nullptr;
}

} // namespace

void FlowMatrix::Data::findHeadings(bool onlyUsed)
{
    const std::vector<bool> shown = shownServers(flows, onlyUsed);
    headings = kind == MatrixKind::Sites ? siteHeadings(flows, shown, onlyUsed) : serverHeadings(flows, kind, shown);
    headingOf.assign(shown.size(), -1);
    for (size_t i = 0; i < headings.size(); ++i) {
        for (const quint32 server : headings[i].servers)
            headingOf[server] = static_cast<int>(i);
    }
}

void FlowMatrix::Data::findProducts(Overlaps &overlaps)
{
    std::vector<quint32> bothWays; // of the path at hand
    int path = -1;
    const auto endPath = [&] {
        addOverlaps(bothWays, overlaps);
        bothWays.clear();
    };
    for (quint32 i = 0; i < flows.groups().size(); ++i) {
        const FlowGroup &group = flows.groups()[i];
        if (group.self)
            continue;
        if (group.path != path)
            endPath();
        path = group.path;
        const Directions opened = openedEntries(flows.catalog().dataPaths()[path], group.entries);
        for (const bool backward : {false, true}) {
            const quint32 entries = backward ? opened.backward : opened.forward;
            if (entries == 0)
                continue;
            bothWays.push_back(static_cast<quint32>(products.size()));
            products.push_back({i, backward ? group.destinations : group.sources,
                                backward ? group.sources : group.destinations, entries, backward, false});
        }
    }
    endPath();
}

/// Two servers may be joined by two flows of one path, from either to the other, and one of them may then open
/// connections in both. Products of one way share no pair.
void FlowMatrix::Data::addOverlaps(const std::vector<quint32> &ofOnePath, Overlaps &overlaps)
{
    const auto firstExtra = static_cast<quint32>(flows.setCount());
    const auto common = [&](quint32 a, quint32 b) {
        const auto [found, isNew] = overlaps.of.try_emplace(std::minmax(a, b), -1);
        if (isNew) {
            ServerSet both = intersection(flows.set(a), flows.set(b));
            if (!both.empty()) {
                found->second = static_cast<int>(overlaps.sets.size());
                overlaps.sets.push_back(std::move(both));
            }
        }
        return found->second;
    };
    for (const quint32 i : ofOnePath) {
        for (const quint32 k : ofOnePath) {
            const Product forward = products[i];
            const Product backward = products[k];
            if (forward.backward || !backward.backward)
                continue;
            const int openers = common(forward.openers, backward.openers);
            const int answerers = openers < 0 ? -1 : common(forward.answerers, backward.answerers);
            if (answerers >= 0)
                products.push_back({forward.group, firstExtra + static_cast<quint32>(openers),
                                    firstExtra + static_cast<quint32>(answerers), 0, false, true});
        }
    }
}

SortedSet FlowMatrix::Data::sorted(const ServerSet &set) const
{
    SortedSet result{set, {}};
    std::stable_sort(result.servers.begin(), result.servers.end(),
                     [this](quint32 a, quint32 b) { return headingOf[a] < headingOf[b]; });
    for (quint32 i = 0; i < result.servers.size(); ++i) {
        const int heading = headingOf[result.servers[i]];
        if (result.runs.empty() || result.runs.back().heading != heading)
            result.runs.push_back({heading, i, i});
        result.runs.back().last = i + 1;
    }
    return result;
}

void FlowMatrix::Data::sortSets(const std::vector<ServerSet> &extra)
{
    const auto count = static_cast<quint32>(flows.setCount());
    sets.reserve(count + extra.size());
    for (quint32 i = 0; i < count; ++i)
        sets.push_back(sorted(flows.set(i)));
    for (const ServerSet &set : extra)
        sets.push_back(sorted(set));
    openedBy.resize(sets.size());
    for (quint32 i = 0; i < products.size(); ++i)
        openedBy[products[i].openers].push_back(i);
    members.resize(headings.size());
    for (quint32 i = 0; i < sets.size(); ++i) {
        for (quint32 run = 0; run < sets[i].runs.size() && !openedBy[i].empty(); ++run)
            members[static_cast<size_t>(sets[i].runs[run].heading)].push_back({i, run});
    }
}

void FlowMatrix::Data::findUsed(bool onlyUsed)
{
    std::vector<bool> opens(headings.size(), !onlyUsed);
    std::vector<bool> answers(headings.size(), !onlyUsed);
    RowSums row(headings.size());
    for (size_t heading = 0; heading < headings.size(); ++heading) {
        addRow(static_cast<int>(heading), row);
        for (const int other : row.touched) {
            opens[heading] = true;
            answers[static_cast<size_t>(other)] = true;
            encryptions[static_cast<size_t>(row.sums[static_cast<size_t>(other)].encryption)] = true;
        }
        row.clear();
    }
    const auto number = [this](const std::vector<bool> &used, std::vector<int> &lines, std::vector<int> &lineOf) {
        lineOf.assign(headings.size(), -1);
        for (size_t i = 0; i < headings.size(); ++i) {
            if (!used[i])
                continue;
            lineOf[i] = static_cast<int>(lines.size());
            lines.push_back(static_cast<int>(i));
        }
    };
    number(opens, rows, rowOf);
    number(answers, columns, columnOf);
}

Encryption FlowMatrix::Data::encryptionOf(const Product &product, quint32 opener, quint32 answerer) const
{
    const FlowGroup &group = flows.groups()[product.group];
    const DataPath &path = flows.catalog().dataPaths()[group.path];
    // Sites decide about the rest, and a heading lies within one.
    return path.disabledByLink ? flows.encryption({group.path, opener, answerer, group.entries}) : path.encryption;
}

void FlowMatrix::Data::addRow(int heading, RowSums &row) const
{
    for (const Member &member : members[static_cast<size_t>(heading)]) {
        const SortedSet &openers = sets[member.set];
        const std::span<const quint32> here = openers.in(openers.runs[member.run]);
        for (const quint32 index : openedBy[member.set]) {
            const Product &product = products[index];
            const SortedSet &answerers = sets[product.answerers];
            for (const Run &run : answerers.runs) {
                const std::span<const quint32> there = answerers.in(run);
                qint64 pairs = static_cast<qint64>(here.size()) * static_cast<qint64>(there.size());
                if (run.heading == heading)
                    pairs -= commonCount(here, there);
                if (pairs == 0)
                    continue;
                Sum &sum = row.sums[static_cast<size_t>(run.heading)];
                if (!sum.isTouched)
                    row.touched.push_back(run.heading);
                sum.isTouched = true;
                sum.count += product.isOverlap ? -pairs : pairs;
                if (!product.isOverlap)
                    sum.encryption = std::min(sum.encryption, encryptionOf(product, here.front(), there.front()));
            }
        }
    }
}

FlowMatrix::FlowMatrix()
    : d([] {
          static const auto empty = std::make_shared<const Data>();
          return empty;
      }())
{
}

FlowMatrix::FlowMatrix(const FlowSet &flows, MatrixKind kind, bool onlyUsed)
{
    auto data = std::make_shared<Data>();
    data->flows = flows;
    data->kind = kind;
    data->findHeadings(onlyUsed);
    Overlaps overlaps;
    data->findProducts(overlaps);
    data->sortSets(overlaps.sets);
    data->findUsed(onlyUsed);
    d = std::move(data);
}

const FlowSet &FlowMatrix::flows() const
{
    return d->flows;
}
MatrixKind FlowMatrix::kind() const
{
    return d->kind;
}
int FlowMatrix::rowCount() const
{
    return static_cast<int>(d->rows.size());
}
int FlowMatrix::columnCount() const
{
    return static_cast<int>(d->columns.size());
}
const MatrixHeading &FlowMatrix::row(int row) const
{
    return d->headings[static_cast<size_t>(d->rows.at(static_cast<size_t>(row)))];
}
const MatrixHeading &FlowMatrix::column(int column) const
{
    return d->headings[static_cast<size_t>(d->columns.at(static_cast<size_t>(column)))];
}
bool FlowMatrix::isDiagonal(int row, int column) const
{
    return d->rows.at(static_cast<size_t>(row)) == d->columns.at(static_cast<size_t>(column));
}

std::vector<MatrixCell> FlowMatrix::cells(int row) const
{
    RowSums sums(d->headings.size());
    d->addRow(d->rows.at(static_cast<size_t>(row)), sums);
    std::sort(sums.touched.begin(), sums.touched.end());
    std::vector<MatrixCell> cells;
    cells.reserve(sums.touched.size());
    for (const int heading : sums.touched) {
        const Sum &sum = sums.sums[static_cast<size_t>(heading)];
        cells.push_back({d->columnOf[static_cast<size_t>(heading)], sum.count, sum.encryption});
    }
    return cells;
}

std::vector<EdgeFlows> FlowMatrix::flowsAt(int row, int column) const
{
    const int from = d->rows.at(static_cast<size_t>(row));
    const int to = d->columns.at(static_cast<size_t>(column));
    std::vector<EdgeFlows> result;
    for (const Member &member : d->members[static_cast<size_t>(from)]) {
        const SortedSet &openers = d->sets[member.set];
        const std::span<const quint32> here = openers.in(openers.runs[member.run]);
        for (const quint32 index : d->openedBy[member.set]) {
            const Product &product = d->products[index];
            const SortedSet &answerers = d->sets[product.answerers];
            const Run *run = product.isOverlap ? nullptr : runOf(answerers, to);
            if (!run)
                continue;
            const std::span<const quint32> there = answerers.in(*run);
            EdgeFlows part;
            part.path = d->flows.groups()[product.group].path;
            part.group = product.group;
            part.sources.assign(here.begin(), here.end());
            part.destinations.assign(there.begin(), there.end());
            if (product.backward)
                part.sources.swap(part.destinations);
            part.entries = product.entries;
            part.count = countPairs(part.sources, part.destinations);
            if (findSample(part, [](quint32, quint32) { return true; }))
                result.push_back(std::move(part));
        }
    }
    std::sort(result.begin(), result.end(), [](const EdgeFlows &a, const EdgeFlows &b) {
        return std::tie(a.path, a.group, a.sources, a.destinations)
            < std::tie(b.path, b.group, b.sources, b.destinations);
    });
    // On the diagonal both ways of a flow are in the same cell.
    std::vector<EdgeFlows> merged;
    for (EdgeFlows &part : result) {
        if (!merged.empty() && merged.back().group == part.group && merged.back().sources == part.sources
            && merged.back().destinations == part.destinations)
            merged.back().entries |= part.entries;
        else
            merged.push_back(std::move(part));
    }
    for (EdgeFlows &part : merged)
        part.sample.entries = d->flows.groups()[part.group].entries;
    return merged;
}

std::vector<int> FlowMatrix::pathsAt(int row, int column) const
{
    std::vector<int> paths;
    for (const EdgeFlows &part : flowsAt(row, column)) {
        if (paths.empty() || paths.back() != part.path)
            paths.push_back(part.path);
    }
    return paths;
}

QList<Encryption> FlowMatrix::encryptions() const
{
    QList<Encryption> result;
    for (size_t i = d->encryptions.size(); i-- > 0;) {
        if (d->encryptions[i])
            result << static_cast<Encryption>(i);
    }
    return result;
}

std::vector<int> FlowMatrix::Data::columnsOf(const ServerSet &servers) const
{
    std::vector<int> result;
    for (const quint32 server : servers) {
        const int heading = headingOf.at(server);
        const int column = heading < 0 ? -1 : columnOf[static_cast<size_t>(heading)];
        if (column >= 0)
            result.push_back(column);
    }
    std::sort(result.begin(), result.end());
    result.erase(std::unique(result.begin(), result.end()), result.end());
    return result;
}

bool MatrixMarks::holdsCell(int row, int column) const
{
    if (m_wholeLines)
        return holdsRow(row) || holdsColumn(column);
    if (!holdsRow(row))
        return false;
    const std::vector<Part> &parts = m_parts[static_cast<size_t>(row)];
    return std::any_of(parts.begin(), parts.end(), [&](const Part &part) {
        const std::vector<int> &columns = m_columnSets[part.columns];
        return column != part.except && std::binary_search(columns.begin(), columns.end(), column);
    });
}

MatrixMarks FlowMatrix::marks(const Selection &selection) const
{
    MatrixMarks marks;
    const auto rows = static_cast<size_t>(rowCount());
    marks.m_rows.assign(rows, false);
    marks.m_columns.assign(static_cast<size_t>(columnCount()), false);
    marks.m_parts.resize(rows);

    const auto addPart = [&](const ServerSet &openers, const ServerSet &answerers) {
        const std::vector<int> columns = d->columnsOf(answerers);
        if (columns.empty())
            return;
        const auto set = static_cast<quint32>(marks.m_columnSets.size());
        marks.m_columnSets.push_back(columns);
        const SortedSet from = d->sorted(openers);
        const SortedSet to = d->sorted(answerers);
        for (const Run &run : from.runs) {
            const int row = run.heading < 0 ? -1 : d->rowOf[static_cast<size_t>(run.heading)];
            if (row < 0)
                continue;
            const Run *same = runOf(to, run.heading);
            const bool isOneServer = same && run.last - run.first == 1 && same->last - same->first == 1
                && from.in(run).front() == to.in(*same).front();
            const int except = isOneServer ? d->columnOf[static_cast<size_t>(run.heading)] : -1;
            const auto holds = [except](int column) { return column != except; };
            const auto first = std::find_if(columns.begin(), columns.end(), holds);
            if (first == columns.end())
                continue;
            marks.m_parts[static_cast<size_t>(row)].push_back({set, except});
            marks.m_rows[static_cast<size_t>(row)] = true;
            for (auto column = first; column != columns.end(); ++column) {
                if (holds(*column))
                    marks.m_columns[static_cast<size_t>(*column)] = true;
            }
            const std::pair place(row, *first);
            marks.m_first = marks.m_first ? std::min(*marks.m_first, place) : place;
        }
    };

    const auto markServers = [&](const auto &wanted) {
        marks.m_wholeLines = true;
        for (int column = columnCount(); column-- > 0;) {
            if (wanted(this->column(column))) {
                marks.m_columns[static_cast<size_t>(column)] = true;
                marks.m_first = std::pair(-1, column);
            }
        }
        for (int row = rowCount(); row-- > 0;) {
            if (wanted(this->row(row))) {
                marks.m_rows[static_cast<size_t>(row)] = true;
                marks.m_first = std::pair(row, marks.m_first && marks.m_first->first < 0 ? marks.m_first->second : -1);
            }
        }
    };

    switch (selection.kind) {
    case Selection::Kind::None:
        break;
    case Selection::Kind::Site:
        markServers([&](const MatrixHeading &heading) { return heading.site == selection.site; });
        break;
    case Selection::Kind::Servers:
        markServers([&](const MatrixHeading &heading) { return commonCount(heading.servers, selection.servers) > 0; });
        break;
    case Selection::Kind::Flows:
        if (selection.row) {
            if (!selection.row->local)
                addPart({selection.row->source}, {selection.row->destination});
            break;
        }
        for (const EdgeFlows &part : selection.flows) {
            const FlowGroup &group = d->flows.groups().at(part.group);
            if (group.self)
                continue;
            const Directions opened = openedEntries(d->flows.catalog().dataPaths()[group.path], group.entries);
            if (part.entries & opened.forward)
                addPart(part.sources, part.destinations);
            if (part.entries & opened.backward)
                addPart(part.destinations, part.sources);
        }
        break;
    }
    return marks;
}

} // namespace portolan
