// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "topologyformat.h"
#include "topologyrules.h"

#include <QCoreApplication>
#include <QHash>
#include <QSet>

#include <algorithm>
#include <limits>

namespace portolan {

namespace {

struct TopologyReading {
    Q_DECLARE_TR_FUNCTIONS(portolan::TopologyReading)
};

template <typename T>
QStringList idsOf(const QList<T> &values)
{
    QStringList ids;
    ids.reserve(values.size());
    for (const T &value : values)
        ids << value.id;
    return ids;
}

class TopologyReader
{
public:
    explicit TopologyReader(JsonReport &report) : m_report(report) { }

    Topology read(const JsonValue &root);

private:
    /// False where the file is of another kind, so that nothing else in it means anything.
    bool readFormat(JsonObjectReader &top);
    void readSite(JsonObjectReader &reader);
    void readLink(JsonObjectReader &reader);
    void readServer(JsonObjectReader &reader);
    void readGroup(JsonObjectReader &reader);
    void readGroupKey(JsonObjectReader &reader, QStringView key, Group &group);
    void readAccepted(JsonObjectReader &reader);
    QString readServer(JsonObjectReader &reader, QStringView key);
    QStringList readServers(JsonObjectReader &reader, QStringView key, Need need);
    static QString readHostName(JsonObjectReader &reader, QStringView key);
    static QStringList readAddresses(JsonObjectReader &reader);
    void readView(JsonObjectReader &reader);
    QStringList readNames(JsonObjectReader &reader, QStringView key);
    void readFocus(JsonObjectReader &reader, ChartFocus &focus);

    QString name(JsonObjectReader &reader) { return reader.text(u"name", Need::Required, Lines::One, kLongestName); }
    QString notes(JsonObjectReader &reader)
    {
        return reader.text(u"notes", Need::Optional, Lines::Many, kLongestNotes);
    }
    /// An id of a site, server or group: new in the whole file.
    QString newId(JsonObjectReader &reader, QSet<QString> &kind);
    QString unknownSite(const QString &id) const;
    QString unknownServer(const QString &id) const;
    std::optional<PortRange> readDynamicPorts(JsonObjectReader &server);

    JsonReport &m_report;
    Topology m_topology;
    QHash<QString, QString> m_places; ///< of every id that the file defines
    QSet<QString> m_sites;
    QSet<QString> m_servers;
    QSet<QString> m_groups;
    QSet<std::pair<QString, QString>> m_linked;
    QSet<QString> m_views;
};

Topology TopologyReader::read(const JsonValue &root)
{
    JsonObjectReader top(root, {}, m_report);
    if (!root.isObject() || !readFormat(top))
        return {};
    m_topology.name = name(top);
    m_topology.catalog = top.text(u"catalog", Need::Required, Lines::One, kLongestName);
    const auto each = [&top](QStringView key, const std::function<void(JsonObjectReader &)> &read) {
        top.forEachObject(key, Need::Optional, UnknownKeys::Kept, read);
    };
    // What others refer to comes first, wherever it stands in the file.
    each(u"sites", [this](JsonObjectReader &reader) { readSite(reader); });
    each(u"servers", [this](JsonObjectReader &reader) { readServer(reader); });
    if (m_topology.servers.size() > kMostServers) {
        top.error(ErrorCode::BadValue, u"servers",
                  TopologyReading::tr("There are %1 servers; %2 is the most.")
                      .arg(m_topology.servers.size())
                      .arg(kMostServers));
    }
    each(u"links", [this](JsonObjectReader &reader) { readLink(reader); });
    each(u"groups", [this](JsonObjectReader &reader) { readGroup(reader); });
    each(u"accepted", [this](JsonObjectReader &reader) { readAccepted(reader); });
    each(u"views", [this](JsonObjectReader &reader) { readView(reader); });
    if (m_topology.views.size() > kMostViews) {
        top.error(
            ErrorCode::BadValue, u"views",
            TopologyReading::tr("There are %1 here; %2 is the most.").arg(m_topology.views.size()).arg(kMostViews));
    }
    top.finish(UnknownKeys::Kept);
    return std::move(m_topology);
}

bool TopologyReader::readFormat(JsonObjectReader &top)
{
    const std::optional<QString> format = top.string(u"format", Need::Required);
    if (format && *format != kTopologyFormat) {
        top.error(ErrorCode::UnsupportedFormat, u"format",
                  TopologyReading::tr("This is no topology: its format is %1, not %2.")
                      .arg(quoted(*format), quoted(kTopologyFormat)));
    }
    if (!m_report.isClean())
        return false;
    const std::optional<qint64> version =
        top.integer(u"version", 1, std::numeric_limits<qint64>::max(), Need::Required);
    if (version && *version > kTopologyVersion) {
        top.error(ErrorCode::UnsupportedFormat, u"version",
                  TopologyReading::tr(
                      "Version %1 is newer than this program reads, which is version %2; a newer Portolan opens it.")
                      .arg(*version)
                      .arg(kTopologyVersion));
    }
    return m_report.isClean();
}

QString TopologyReader::newId(JsonObjectReader &reader, QSet<QString> &kind)
{
    QString id = reader.id(u"id", Need::Required);
    if (id.isEmpty())
        return id;
    kind.insert(id);
    const auto known = m_places.constFind(id);
    if (known == m_places.constEnd())
        m_places.insert(id, reader.place().text());
    else
        reader.error(ErrorCode::DuplicateId, u"id",
                     TopologyReading::tr("%1 is the id of %2 already.").arg(quoted(id), *known));
    return id;
}

QString TopologyReader::unknownSite(const QString &id) const
{
    return TopologyReading::tr("There is no site with the id %1.").arg(quoted(id))
        + m_report.suggestion(id, [this] { return idsOf(m_topology.sites); });
}

QString TopologyReader::unknownServer(const QString &id) const
{
    return TopologyReading::tr("There is no server with the id %1.").arg(quoted(id))
        + m_report.suggestion(id, [this] { return idsOf(m_topology.servers); });
}

void TopologyReader::readSite(JsonObjectReader &reader)
{
    Site site;
    site.id = newId(reader, m_sites);
    site.name = name(reader);
    site.kind = reader.word(u"kind", kSiteKinds, Need::Optional).value_or(SiteKind::Internal);
    site.organization = reader.text(u"organization", Need::Optional, Lines::One, kLongestName);
    site.internetFacing = reader.boolean(u"internetFacing", false);
    site.notes = notes(reader);
    m_topology.sites << site;
}

void TopologyReader::readServer(JsonObjectReader &reader)
{
    Server server;
    server.id = newId(reader, m_servers);
    server.name = name(reader);
    if (const std::optional<QString> site = reader.string(u"site", Need::Required)) {
        server.site = *site;
        if (!m_sites.contains(*site))
            reader.error(ErrorCode::UnknownReference, u"site", unknownSite(*site));
    }
    reader.forEachString(u"roles", Need::Present, [&](const QString &role, qsizetype item) {
        if (const QString fault = roleFault(role); !fault.isEmpty())
            reader.error(ErrorCode::BadValue, u"roles", item, fault);
        server.roles << role;
    });
    server.fqdn = readHostName(reader, u"fqdn");
    server.addresses = readAddresses(reader);
    for (const auto &[key, count] : {std::pair(QStringView(u"roles"), server.roles.size()),
                                     std::pair(QStringView(u"addresses"), server.addresses.size())}) {
        if (count > kMostOfOneServer) {
            reader.error(ErrorCode::BadValue, key,
                         TopologyReading::tr("There are %1 here; %2 is the most.").arg(count).arg(kMostOfOneServer));
        }
    }
    server.dynamicPorts = readDynamicPorts(reader);
    server.version = reader.text(u"version", Need::Optional, Lines::One, kLongestName);
    server.operatingSystem = reader.text(u"operatingSystem", Need::Optional, Lines::One, kLongestName);
    server.domain = readHostName(reader, u"domain");
    server.readOnly = reader.boolean(u"readOnly", false);
    server.sipStartup = reader.word(u"sipStartup", kSipStartups, Need::Optional);
    server.notes = notes(reader);
    m_topology.servers << server;
}

std::optional<PortRange> TopologyReader::readDynamicPorts(JsonObjectReader &server)
{
    std::optional<PortRange> range;
    server.object(u"dynamicPorts", Need::Optional, UnknownKeys::Kept, [&range](JsonObjectReader &reader) {
        const std::optional<qint64> first = reader.integer(u"first", 1, kLastPort, Need::Required);
        const std::optional<qint64> last = reader.integer(u"last", 1, kLastPort, Need::Required);
        if (!first || !last)
            return;
        if (const QString fault = portRangeFault(*first, *last); !fault.isEmpty())
            reader.error(ErrorCode::BadValue, u"first", fault);
        else
            range = PortRange{quint16(*first), quint16(*last)};
    });
    return range;
}

void TopologyReader::readLink(JsonObjectReader &reader)
{
    Link link;
    QStringList ends;
    bool isKnown = true;
    reader.forEachString(u"between", Need::Present, [&](const QString &site, qsizetype item) {
        ends << site;
        if (m_sites.contains(site))
            return;
        isKnown = false;
        reader.error(ErrorCode::UnknownReference, u"between", item, unknownSite(site));
    });
    const JsonValue *between = reader.take(u"between", Need::Optional);
    if (between && between->type == JsonValue::Type::Array && between->items.size() != 2) {
        reader.error(ErrorCode::BadValue, u"between",
                     TopologyReading::tr("A link is between two sites; here are %1.").arg(between->items.size()));
    } else if (ends.size() == 2) {
        link.first = ends[0];
        link.second = ends[1];
        const auto pair = std::minmax(ends[0], ends[1]);
        if (ends[0] == ends[1]) {
            reader.error(ErrorCode::BadValue, u"between",
                         TopologyReading::tr("A link is between two different sites."));
        } else if (isKnown && m_linked.contains(pair)) {
            reader.error(ErrorCode::DuplicateId, u"between",
                         TopologyReading::tr("There is a link between %1 and %2 already.")
                             .arg(quoted(ends[0]), quoted(ends[1])));
        }
        m_linked.insert(pair);
    }
    link.cost = int(reader.integer(u"cost", 1, kHighestCost, Need::Optional).value_or(kDefaultLinkCost));
    link.tlsDisabled = reader.boolean(u"tlsDisabled", false);
    link.filtered = reader.boolean(u"filtered", false);
    m_topology.links << link;
}

void TopologyReader::readGroup(JsonObjectReader &reader)
{
    Group group;
    group.id = newId(reader, m_groups);
    const std::optional<GroupType> kind = reader.word(u"kind", kGroupTypes, Need::Required);
    group.kind = kind.value_or(GroupType::Dag);
    // Nothing asks for a group's name; without one it goes by its id.
    group.name = reader.has(u"name") ? name(reader) : group.id;
    group.members = readServers(reader, u"members", Need::Present);
    for (const GroupKey &known : groupKeys()) {
        if (!kind || known.kinds.contains(*kind)) {
            readGroupKey(reader, known.key, group);
        } else if (reader.take(known.key, Need::Optional)) {
            reader.warning(
                ErrorCode::UnknownKey, known.key,
                TopologyReading::tr("A group of the kind %1 has no such key; it is kept and written back as it is.")
                    .arg(quoted(toString(group.kind))));
        }
    }
    group.notes = notes(reader);
    m_topology.groups << group;
}

void TopologyReader::readGroupKey(JsonObjectReader &reader, QStringView key, Group &group)
{
    if (key == u"site") {
        group.site = reader.string(key, Need::Optional).value_or(QString());
        if (!group.site.isEmpty() && !m_sites.contains(group.site))
            reader.error(ErrorCode::UnknownReference, key, unknownSite(group.site));
    } else if (key == u"replicationPort") {
        if (const std::optional<qint64> port = reader.integer(key, 1, kLastPort, Need::Optional))
            group.replicationPort = quint16(*port);
    } else if (key == u"witness") {
        group.witness = readServer(reader, key);
    } else if (key == u"alternateWitness") {
        group.alternateWitness = readServer(reader, key);
    } else if (key == u"addresses") {
        group.addresses = readAddresses(reader);
    } else if (key == u"fqdn") {
        group.fqdn = readHostName(reader, key);
    } else if (key == u"loadBalancer") {
        group.loadBalancer = reader.word(key, kLoadBalancers, Need::Optional);
    } else if (key == u"gateways") {
        group.gateways = readServers(reader, key, Need::Optional);
    } else if (key == u"security") {
        group.security = reader.word(key, kSipSecurities, Need::Optional);
    }
}

QString TopologyReader::readServer(JsonObjectReader &reader, QStringView key)
{
    QString id = reader.string(key, Need::Optional).value_or(QString());
    if (!id.isEmpty() && !m_servers.contains(id))
        reader.error(ErrorCode::UnknownReference, key, unknownServer(id));
    return id;
}

QStringList TopologyReader::readServers(JsonObjectReader &reader, QStringView key, Need need)
{
    QStringList ids;
    reader.forEachString(key, need, [&](const QString &id, qsizetype item) {
        if (!m_servers.contains(id))
            reader.error(ErrorCode::UnknownReference, key, item, unknownServer(id));
        ids << id;
    });
    return ids;
}

QString TopologyReader::readHostName(JsonObjectReader &reader, QStringView key)
{
    QString met = reader.string(key, Need::Optional).value_or(QString());
    if (const QString fault = met.isEmpty() ? QString() : hostNameFault(met); !fault.isEmpty())
        reader.error(ErrorCode::BadValue, key, fault);
    return met;
}

QStringList TopologyReader::readAddresses(JsonObjectReader &reader)
{
    QStringList addresses;
    reader.forEachString(u"addresses", Need::Optional, [&](const QString &address, qsizetype item) {
        if (const QString fault = addressFault(address); !fault.isEmpty())
            reader.error(ErrorCode::BadValue, u"addresses", item, fault);
        addresses << address;
    });
    return addresses;
}

void TopologyReader::readAccepted(JsonObjectReader &reader)
{
    AcceptedFinding accepted;
    accepted.rule = reader.text(u"rule", Need::Required, Lines::One, kLongestName);
    accepted.about = readNames(reader, u"about");
    accepted.reason = reader.text(u"reason", Need::Required, Lines::Many, kLongestNotes);
    m_topology.accepted << accepted;
}

void TopologyReader::readView(JsonObjectReader &reader)
{
    ChartView view;
    view.name = name(reader);
    if (!view.name.isEmpty() && m_views.contains(view.name))
        reader.error(ErrorCode::DuplicateId, u"name",
                     TopologyReading::tr("There is a view called %1 already.").arg(quoted(view.name)));
    m_views.insert(view.name);
    view.level = reader.word(u"level", kLevels, Need::Optional).value_or(view.level);
    view.labels = reader.word(u"labels", kLabelModes, Need::Optional).value_or(view.labels);
    view.filter = reader.text(u"filter", Need::Optional, Lines::One, kLongestFilter);
    if (reader.has(u"folded"))
        view.folded = readNames(reader, u"folded");
    view.closed = readNames(reader, u"closed");
    view.opened = readNames(reader, u"opened");
    view.split = readNames(reader, u"split");
    reader.object(u"focus", Need::Optional, UnknownKeys::Kept,
                  [&](JsonObjectReader &focus) { readFocus(focus, view.focus); });
    reader.forEachObject(u"pins", Need::Optional, UnknownKeys::Kept, [&](JsonObjectReader &pin) {
        const QString card = pin.text(u"card", Need::Required, Lines::One, kLongestName);
        const qint64 x = pin.integer(u"x", -kFarthestPin, kFarthestPin, Need::Required).value_or(0);
        const qint64 y = pin.integer(u"y", -kFarthestPin, kFarthestPin, Need::Required).value_or(0);
        view.pins << PinnedCard{card, QPoint(int(x), int(y))};
    });
    if (view.pins.size() > kMostOfOneView) {
        reader.error(
            ErrorCode::BadValue, u"pins",
            TopologyReading::tr("There are %1 here; %2 is the most.").arg(view.pins.size()).arg(kMostOfOneView));
    }
    m_topology.views << view;
}

QStringList TopologyReader::readNames(JsonObjectReader &reader, QStringView key)
{
    QStringList names;
    reader.forEachString(key, Need::Optional, [&](const QString &met, qsizetype item) {
        if (met.isEmpty() || met.size() > kLongestFilter || findForbidden(met, Lines::One) >= 0)
            reader.error(ErrorCode::BadValue, key, item, TopologyReading::tr("%1 names nothing.").arg(quoted(met)));
        names << met;
    });
    if (names.size() > kMostOfOneView) {
        reader.error(ErrorCode::BadValue, key,
                     TopologyReading::tr("There are %1 here; %2 is the most.").arg(names.size()).arg(kMostOfOneView));
    }
    return names;
}

void TopologyReader::readFocus(JsonObjectReader &reader, ChartFocus &focus)
{
    focus.on = readNames(reader, u"on");
    focus.hops = int(reader.integer(u"hops", 1, kMostHops, Need::Optional).value_or(focus.hops));
    focus.alone = reader.boolean(u"alone", false);
}

/// Hands each object its own part of the tree; the lists in the document's own object stay behind empty.
void attachOrigins(Topology &topology, JsonValue root)
{
    const auto attach = [&root](QStringView key, auto &values) {
        const auto member = std::find_if(root.members.begin(), root.members.end(),
                                         [key](const JsonValue::Member &candidate) { return candidate.first == key; });
        if (member == root.members.end())
            return;
        for (qsizetype i = 0; i < values.size(); ++i)
            values[i].origin = std::make_shared<const JsonValue>(std::move(member->second.items[size_t(i)]));
        member->second.items.clear();
    };
    attach(u"sites", topology.sites);
    attach(u"links", topology.links);
    attach(u"servers", topology.servers);
    attach(u"groups", topology.groups);
    attach(u"accepted", topology.accepted);
    attach(u"views", topology.views);
    topology.origin = std::make_shared<const JsonValue>(std::move(root));
}

} // namespace

Result<LoadedTopology> parseTopology(const QByteArray &bytes, const QString &file)
{
    Result<JsonValue> root = parseJson(bytes, file);
    if (!root)
        return failure(root.error());
    JsonReport report(file);
    LoadedTopology loaded;
    loaded.topology = TopologyReader(report).read(*root);
    if (!report.isClean())
        return failure(report.errors());
    attachOrigins(loaded.topology, std::move(*root));
    loaded.topology.source = bytes;
    loaded.warnings = report.warnings();
    return loaded;
}

Result<LoadedTopology> loadTopology(const QString &path)
{
    return readFile(path).and_then([&path](const QByteArray &bytes) { return parseTopology(bytes, path); });
}

} // namespace portolan
