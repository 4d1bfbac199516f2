// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "filteroracle.h"

#include "model/flows/flowtable.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <random>

namespace portolan::test {

using namespace Qt::StringLiterals;

namespace {

using Fits = std::function<bool(const AskedRow &)>;

QRegularExpression regularExpression(const QString &value, bool isWhole)
{
    QStringList parts;
    for (const QString &part : value.split(u'*'))
        parts << QRegularExpression::escape(part);
    const QString pattern = parts.join(u".*"_s);
    return QRegularExpression(isWhole ? u"\\A(?:"_s + pattern + u")\\z"_s : pattern,
                              QRegularExpression::CaseInsensitiveOption);
}

bool isAny(const QStringList &names, const QRegularExpression &pattern)
{
    return std::any_of(names.begin(), names.end(),
                       [&](const QString &name) { return !name.isEmpty() && pattern.match(name).hasMatch(); });
}

QStringList namesOf(const Site &site)
{
    return {site.id, site.name};
}
QStringList namesOf(const Server &server)
{
    return QStringList{server.id, server.name, server.fqdn} + server.addresses;
}
QStringList namesOf(const Role &role)
{
    return {role.id, role.label, role.shortLabel};
}
QStringList namesOf(const Group &group)
{
    return {group.id, group.name};
}
QStringList namesOf(const Term &term)
{
    return {term.id, term.label};
}

const Site &siteOf(const AskedRow &row, const Server &server)
{
    const QList<Site> &sites = row.flows->topology().sites;
    return *std::find_if(sites.begin(), sites.end(), [&](const Site &site) { return site.id == server.site; });
}

/// Names of what the server is in or has, by the key that asks for them.
QStringList namesAt(const AskedRow &row, const Server &server, const QString &key)
{
    const bool isAll = key == "from"_L1 || key == "to"_L1;
    QStringList names;
    if (isAll || key == "server"_L1)
        names << namesOf(server);
    if (isAll || key == "site"_L1)
        names << namesOf(siteOf(row, server));
    if (isAll || key == "role"_L1) {
        for (const Role &role : row.flows->catalog().roles()) {
            if (server.roles.contains(role.id))
                names << namesOf(role);
        }
    }
    if (isAll || key == "group"_L1) {
        for (const Group &group : row.flows->topology().groups) {
            if (group.members.contains(server.id))
                names << namesOf(group);
        }
    }
    return names;
}

class Author
{
public:
    Author(quint64 seed, const Catalog &catalog, const Topology &topology)
        : m_engine(seed), m_catalog(catalog), m_topology(topology)
    {
    }

    RandomFilter expression(int depth)
    {
        switch (depth > 0 ? below(5) : 0) {
        case 1:
            return joined(depth, true);
        case 2:
            return joined(depth, false);
        case 3:
            return negated(depth);
        case 4: {
            RandomFilter inside = expression(depth - 1);
            inside.text = u"( "_s + inside.text + u')';
            return inside;
        }
        default:
            return term();
        }
    }

private:
    /// An operand that stays whole whatever stands beside it.
    RandomFilter operand(int depth)
    {
        if (depth == 0 || below(2) == 0)
            return term();
        RandomFilter inside = expression(depth - 1);
        inside.text = u'(' + inside.text + u')';
        return inside;
    }

    RandomFilter negated(int depth)
    {
        RandomFilter inside = operand(depth - 1);
        return {(below(2) == 0 ? u"-"_s : u"NOT "_s) + inside.text,
                [fits = inside.fits](const AskedRow &row) { return !fits(row); }};
    }

    RandomFilter joined(int depth, bool isAll)
    {
        RandomFilter left = isAll ? operand(depth - 1) : conjunction(depth - 1);
        RandomFilter right = isAll ? operand(depth - 1) : conjunction(depth - 1);
        const QString text = left.text
            + (isAll ? pick({u" "_s, u" and "_s, u"  "_s}) : pick({u" or "_s, u"|"_s, u" Or "_s})) + right.text;
        if (isAll)
            return {text, [a = left.fits, b = right.fits](const AskedRow &row) { return a(row) && b(row); }};
        return {text, [a = left.fits, b = right.fits](const AskedRow &row) { return a(row) || b(row); }};
    }

    /// What binds closer than `or`.
    RandomFilter conjunction(int depth) { return depth > 0 && below(2) == 0 ? joined(depth, true) : operand(depth); }

    RandomFilter term()
    {
        for (;;) {
            RandomFilter result = termOf(below(17));
            if (!result.text.isEmpty())
                return result;
        }
    }

    RandomFilter termOf(int kind)
    {
        switch (kind) {
        case 0:
            return endTerm(u"site"_s, allNames(m_topology.sites), true, true);
        case 1:
            return endTerm(u"server"_s, allNames(m_topology.servers), true, true);
        case 2:
            return endTerm(u"role"_s, allNames(m_catalog.roles()), true, true);
        case 3:
            return endTerm(u"group"_s, allNames(m_topology.groups), true, true);
        case 4:
        case 5:
            return endTerm(u"from"_s, everything(), true, false);
        case 6:
        case 7:
            return endTerm(u"to"_s, everything(), false, true);
        case 8:
            return namesTerm(u"path"_s, pathNames(), [](const AskedRow &row) {
                return QStringList{row.path->code, row.path->id};
            });
        case 9:
            return portTerm();
        case 10:
            return namesTerm(u"transport"_s, {u"tcp"_s, u"udp"_s}, [](const AskedRow &row) {
                return row.entry ? QStringList{toString(row.entry->transport)} : QStringList();
            });
        case 11:
            return namesTerm(u"protocol"_s, allNames(m_catalog.services()), [](const AskedRow &row) {
                QStringList names;
                if (row.entry)
                    names << row.entry->service << row.flows->catalog().serviceLabel(row.entry->service);
                return names;
            });
        case 12:
            return authenticationTerm(below(2) == 0);
        case 13:
            return namesTerm(u"encryption"_s, {u"none"_s, u"disabled"_s, u"optional"_s, u"encrypted"_s},
                             [](const AskedRow &row) { return QStringList{toString(row.encryption)}; });
        case 14:
            return crossing();
        case 15:
            return {u"is:local"_s, [](const AskedRow &row) { return row.opener == row.target; }};
        default:
            return word();
        }
    }

    RandomFilter crossing()
    {
        const auto site = [](const AskedRow &row) { return row.opener->site != row.target->site; };
        const auto zone = [](const AskedRow &row) {
            const Site &a = siteOf(row, *row.opener);
            const Site &b = siteOf(row, *row.target);
            return a.kind != b.kind || a.organization != b.organization;
        };
        switch (below(3)) {
        case 0:
            return {u"crosses:site"_s, site};
        case 1:
            return {u"crosses:zone"_s, zone};
        default:
            return {u"CROSSES:zone,site"_s, [=](const AskedRow &row) { return site(row) || zone(row); }};
        }
    }

    RandomFilter endTerm(const QString &key, const QStringList &names, bool isOpenerAsked, bool isTargetAsked)
    {
        const auto [text, patterns] = values(names, true);
        return {text.isEmpty() ? QString() : key + u':' + text, [=, patterns = patterns](const AskedRow &row) {
                    return std::any_of(patterns.begin(), patterns.end(), [&](const QRegularExpression &pattern) {
                        return (isOpenerAsked && isAny(namesAt(row, *row.opener, key), pattern))
                            || (isTargetAsked && isAny(namesAt(row, *row.target, key), pattern));
                    });
                }};
    }

    template <typename Names>
    RandomFilter namesTerm(const QString &key, const QStringList &known, Names names)
    {
        const auto [text, patterns] = values(known, true);
        return {text.isEmpty() ? QString() : key + u':' + text, [=, patterns = patterns](const AskedRow &row) {
                    return std::any_of(patterns.begin(), patterns.end(),
                                       [&](const QRegularExpression &pattern) { return isAny(names(row), pattern); });
                }};
    }

    RandomFilter authenticationTerm(bool isDefaultOnly)
    {
        return namesTerm(isDefaultOnly ? u"defaultauth"_s : u"auth"_s, allNames(m_catalog.authentications()),
                         [isDefaultOnly](const AskedRow &row) {
                             QStringList names;
                             for (const QString &id : row.defaultAuthentication
                                      + (isDefaultOnly ? QStringList() : row.path->supportedAuthentication))
                                 names << id << row.flows->catalog().authenticationLabel(id);
                             return names;
                         });
    }

    RandomFilter portTerm()
    {
        if (below(5) == 0)
            return {u"port:dynamic"_s, [](const AskedRow &row) {
                        return row.entry
                            && (row.entry->kind == PortKind::Dynamic || row.entry->kind == PortKind::RpcDynamic);
                    }};
        static const QList<int> kPorts{1,     25,    53,    5070,  5076,  6005,  49151, 49152,
                                       60000, 60050, 64001, 64003, 64327, 65534, 65535};
        const int first = kPorts[below(static_cast<int>(kPorts.size()))];
        const int last = below(2) == 0 ? first : std::min(65535, first + below(6000));
        const QString text =
            last == first ? QString::number(first) : QString::number(first) + u'-' + QString::number(last);
        return {u"port:"_s + text, [=](const AskedRow &row) { return meets(row, first, last); }};
    }

    static bool meets(const AskedRow &row, int first, int last)
    {
        return row.entry && row.ports.first <= last && row.ports.last >= first;
    }

    RandomFilter word()
    {
        QStringList known =
            everything() + pathNames() + allNames(m_catalog.services()) + QStringList{u"25"_s, u"64001"_s};
        for (const DataPath &path : m_catalog.dataPaths())
            known << path.title;
        known.removeAll(QString());
        QString value = pick(known);
        const int from = below(static_cast<int>(value.size()));
        if (below(2) == 0)
            value = value.mid(from, 1 + below(4));
        bool isNumber = false;
        const int port = value.toInt(&isNumber);
        const QRegularExpression pattern = regularExpression(value, false);
        const QRegularExpression whole = regularExpression(value, true);
        return {u'"' + value + u'"', [=](const AskedRow &row) {
                    QStringList texts{row.path->id, row.path->title};
                    if (row.entry)
                        texts << row.entry->service << row.flows->catalog().serviceLabel(row.entry->service);
                    texts << namesAt(row, *row.opener, u"from"_s) << namesAt(row, *row.target, u"to"_s);
                    return isAny(texts, pattern) || whole.match(row.path->code).hasMatch()
                        || (isNumber && port > 0 && port <= 65535 && meets(row, port, port));
                }};
    }

    /// One or two values for these names, as they are typed and as they are meant.
    std::pair<QString, QList<QRegularExpression>> values(QStringList names, bool isWhole)
    {
        names.removeAll(QString());
        if (names.isEmpty())
            return {};
        QStringList texts;
        QList<QRegularExpression> patterns;
        for (int count = 1 + below(2); count > 0; --count) {
            QString value = pick(names);
            const int size = static_cast<int>(value.size());
            switch (below(5)) {
            case 0:
                value = value.first(below(size + 1)) + u'*';
                break;
            case 1:
                value = u'*' + value.last(below(size + 1));
                break;
            case 2:
                value = value.toUpper();
                break;
            default:
                break;
            }
            patterns << regularExpression(value, isWhole);
            static const QRegularExpression special(u"[\\s,():|\"]|^-"_s);
            texts << (below(3) == 0 || value.contains(special) ? u'"' + value + u'"' : value);
        }
        return {texts.join(u','), patterns};
    }

    template <typename Things>
    static QStringList allNames(const Things &things)
    {
        QStringList names;
        for (const auto &thing : things)
            names << namesOf(thing);
        return names;
    }

    QStringList everything() const
    {
        return allNames(m_topology.servers) + allNames(m_topology.sites) + allNames(m_catalog.roles())
            + allNames(m_topology.groups);
    }

    QStringList pathNames() const
    {
        QStringList names;
        for (const DataPath &path : m_catalog.dataPaths())
            names << path.code << path.id;
        return names;
    }

    int below(int count) { return static_cast<int>(m_engine() % static_cast<quint64>(count)); }
    QString pick(const QStringList &texts) { return texts[below(static_cast<int>(texts.size()))]; }

    std::mt19937_64 m_engine;
    const Catalog &m_catalog;
    const Topology &m_topology;
};

} // namespace

RandomFilter randomFilter(quint64 seed, const Catalog &catalog, const Topology &topology)
{
    return Author(seed, catalog, topology).expression(static_cast<int>(seed % 4));
}

QStringList linesThatFit(const FlowSet &flows, const RandomFilter &filter)
{
    const Topology &topology = flows.topology();
    QSet<QString> kept;
    flows.forEachFlow([&](const Flow &flow) {
        const DataPath &path = flows.catalog().dataPaths()[flow.path];
        AskedRow row;
        row.flows = &flows;
        row.path = &path;
        row.encryption = flows.encryption(flow);
        row.defaultAuthentication = flows.defaultAuthentication(flow);
        QList<FlowPort> ports = flows.ports(flow);
        if (flow.entries == 0)
            ports << FlowPort{flow.source, flow.destination, Transport::Tcp, {}, -1};
        QSet<int> entries;
        for (const FlowPort &port : ports) {
            row.entry = port.entry < 0 ? nullptr : &path.ports[port.entry];
            row.opener = &topology.servers[port.source];
            row.target = &topology.servers[port.destination];
            row.ports = port.ports;
            if (filter.fits(row))
                entries << port.entry;
        }
        for (const FlowPort &port : ports) {
            if (!entries.contains(port.entry))
                continue;
            FlowRow line;
            line.source = port.source;
            line.destination = port.destination;
            line.path = flow.path;
            line.entry = static_cast<qint16>(port.entry);
            line.ports = port.ports;
            line.encryption = row.encryption;
            line.local = flow.source == flow.destination;
            line.flow = flow;
            kept << csvLine(flowCells(flows, line));
        }
    });
    QStringList lines;
    for (const FlowRow &row : flowRows(flows)) {
        if (const QString line = csvLine(flowCells(flows, row)); kept.contains(line))
            lines << line;
    }
    return lines;
}

} // namespace portolan::test
