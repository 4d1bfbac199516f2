// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "topologyfields.h"

#include "model/topology/topologyformat.h"

#include <algorithm>

namespace portolan {

namespace {

QString textOf(const QString &value)
{
    return value;
}
QString textOf(bool value)
{
    return value ? ComparisonText::tr("yes") : ComparisonText::tr("no");
}
QString textOf(int value)
{
    return QString::number(value);
}
QString textOf(const QStringList &values)
{
    return values.join(QStringLiteral(", "));
}
QString textOf(PortRange range)
{
    return QStringLiteral("%1-%2").arg(range.first).arg(range.last);
}
QString textOf(quint16 port)
{
    return QString::number(port);
}
template <typename T>
requires std::is_enum_v<T> QString textOf(T value)
{
    return toString(value);
}
template <typename T>
QString textOf(const std::optional<T> &value)
{
    return value ? textOf(*value) : QString();
}
QString textOf(const ChartFocus &focus)
{
    if (focus.on.isEmpty())
        return {};
    const QString text = ComparisonText::tr("%1, %n hop(s)", nullptr, focus.hops).arg(textOf(focus.on));
    return focus.alone ? ComparisonText::tr("%1, alone").arg(text) : text;
}
QString textOf(const QList<PinnedCard> &pins)
{
    QStringList texts;
    for (const PinnedCard &pin : pins)
        texts << ComparisonText::tr("%1 at %2, %3").arg(pin.card).arg(pin.place.x()).arg(pin.place.y());
    return texts.join(QStringLiteral("; "));
}

bool mergeLists(QStringList &mine, const QStringList &base, const QStringList &theirs)
{
    mine = mergedLists(base, mine, theirs, [](const QString &text) { return text; });
    return true;
}

bool mergeLists(QList<PinnedCard> &mine, const QList<PinnedCard> &base, const QList<PinnedCard> &theirs)
{
    bool isClean = true;
    for (const PinnedCard &pin : mine) {
        const auto sameCard = [&pin](const PinnedCard &other) { return other.card == pin.card; };
        const auto other = std::find_if(theirs.begin(), theirs.end(), sameCard);
        const auto before = std::find_if(base.begin(), base.end(), sameCard);
        const auto isMoved = [&](const PinnedCard &now) { return before == base.end() || !(now == *before); };
        isClean = isClean && (other == theirs.end() || *other == pin || !isMoved(pin) || !isMoved(*other));
    }
    mine = mergedLists(base, mine, theirs, [](const PinnedCard &pin) { return pin.card; });
    return isClean;
}

template <auto Member, typename T>
bool mergeMember(T &mine, const T &base, const T &theirs)
{
    if (theirs.*Member == base.*Member || theirs.*Member == mine.*Member)
        return true;
    if (mine.*Member == base.*Member) {
        mine.*Member = theirs.*Member;
        return true;
    }
    using Value = std::remove_cvref_t<decltype(mine.*Member)>;
    if constexpr (std::is_same_v<Value, QStringList> || std::is_same_v<Value, QList<PinnedCard>>)
        return mergeLists(mine.*Member, base.*Member, theirs.*Member);
    else
        return false;
}

template <typename T, auto Member>
TopologyField<T> field(QStringView key, const char *label)
{
    return {key, label, [](const T &item) { return textOf(item.*Member); },
            [](const T &a, const T &b) { return a.*Member == b.*Member; }, mergeMember<Member, T>};
}

/// The two ends are the same either way round, yet a file has them in one order.
TopologyField<Link> linkEnds()
{
    return {u"between", QT_TRANSLATE_NOOP("portolan::ComparisonText", "between"),
            [](const Link &link) {
                return textOf(QStringList{link.first, link.second});
            },
            [](const Link &, const Link &) { return true; },
            [](Link &mine, const Link &base, const Link &theirs) {
                if (mine.first == base.first) {
                    mine.first = theirs.first;
                    mine.second = theirs.second;
                }
                return true;
            }};
}

template <typename T>
bool isField(QStringView key)
{
    const TopologyFields<T> &fields = fieldsOf<T>();
    return std::any_of(fields.begin(), fields.end(), [key](const TopologyField<T> &known) { return known.key == key; });
}

QString nameUnlessId(const QString &name, const QString &id)
{
    return name == id ? QString() : name;
}

} // namespace

template <>
const TopologyFields<Topology> &fieldsOf<Topology>()
{
    static const TopologyFields<Topology> fields{
        field<Topology, &Topology::name>(u"name", QT_TRANSLATE_NOOP("portolan::ComparisonText", "name")),
        field<Topology, &Topology::catalog>(u"catalog",
                                            QT_TRANSLATE_NOOP("portolan::ComparisonText", "port reference")),
    };
    return fields;
}

template <>
const TopologyFields<Site> &fieldsOf<Site>()
{
    static const TopologyFields<Site> fields{
        field<Site, &Site::name>(u"name", QT_TRANSLATE_NOOP("portolan::ComparisonText", "name")),
        field<Site, &Site::kind>(u"kind", QT_TRANSLATE_NOOP("portolan::ComparisonText", "kind")),
        field<Site, &Site::organization>(u"organization",
                                         QT_TRANSLATE_NOOP("portolan::ComparisonText", "organization")),
        field<Site, &Site::internetFacing>(u"internetFacing",
                                           QT_TRANSLATE_NOOP("portolan::ComparisonText", "internet-facing")),
        field<Site, &Site::notes>(u"notes", QT_TRANSLATE_NOOP("portolan::ComparisonText", "notes")),
    };
    return fields;
}

template <>
const TopologyFields<Link> &fieldsOf<Link>()
{
    static const TopologyFields<Link> fields{
        linkEnds(),
        field<Link, &Link::cost>(u"cost", QT_TRANSLATE_NOOP("portolan::ComparisonText", "cost")),
        field<Link, &Link::tlsDisabled>(u"tlsDisabled", QT_TRANSLATE_NOOP("portolan::ComparisonText", "TLS off")),
        field<Link, &Link::filtered>(u"filtered", QT_TRANSLATE_NOOP("portolan::ComparisonText", "filtered")),
    };
    return fields;
}

template <>
const TopologyFields<Server> &fieldsOf<Server>()
{
    static const TopologyFields<Server> fields{
        field<Server, &Server::name>(u"name", QT_TRANSLATE_NOOP("portolan::ComparisonText", "name")),
        field<Server, &Server::site>(u"site", QT_TRANSLATE_NOOP("portolan::ComparisonText", "site")),
        field<Server, &Server::roles>(u"roles", QT_TRANSLATE_NOOP("portolan::ComparisonText", "roles")),
        field<Server, &Server::fqdn>(u"fqdn", QT_TRANSLATE_NOOP("portolan::ComparisonText", "full name")),
        field<Server, &Server::addresses>(u"addresses", QT_TRANSLATE_NOOP("portolan::ComparisonText", "addresses")),
        field<Server, &Server::dynamicPorts>(u"dynamicPorts",
                                             QT_TRANSLATE_NOOP("portolan::ComparisonText", "dynamic ports")),
        field<Server, &Server::version>(u"version", QT_TRANSLATE_NOOP("portolan::ComparisonText", "version")),
        field<Server, &Server::operatingSystem>(u"operatingSystem",
                                                QT_TRANSLATE_NOOP("portolan::ComparisonText", "operating system")),
        field<Server, &Server::domain>(u"domain", QT_TRANSLATE_NOOP("portolan::ComparisonText", "domain")),
        field<Server, &Server::readOnly>(u"readOnly", QT_TRANSLATE_NOOP("portolan::ComparisonText", "read-only")),
        field<Server, &Server::sipStartup>(u"sipStartup",
                                           QT_TRANSLATE_NOOP("portolan::ComparisonText", "SIP start-up mode")),
        field<Server, &Server::notes>(u"notes", QT_TRANSLATE_NOOP("portolan::ComparisonText", "notes")),
    };
    return fields;
}

template <>
const TopologyFields<Group> &fieldsOf<Group>()
{
    static const TopologyFields<Group> fields{
        field<Group, &Group::kind>(u"kind", QT_TRANSLATE_NOOP("portolan::ComparisonText", "kind")),
        field<Group, &Group::name>(u"name", QT_TRANSLATE_NOOP("portolan::ComparisonText", "name")),
        field<Group, &Group::site>(u"site", QT_TRANSLATE_NOOP("portolan::ComparisonText", "site")),
        field<Group, &Group::members>(u"members", QT_TRANSLATE_NOOP("portolan::ComparisonText", "members")),
        field<Group, &Group::replicationPort>(u"replicationPort",
                                              QT_TRANSLATE_NOOP("portolan::ComparisonText", "replication port")),
        field<Group, &Group::witness>(u"witness", QT_TRANSLATE_NOOP("portolan::ComparisonText", "witness")),
        field<Group, &Group::alternateWitness>(u"alternateWitness",
                                               QT_TRANSLATE_NOOP("portolan::ComparisonText", "alternate witness")),
        field<Group, &Group::addresses>(u"addresses", QT_TRANSLATE_NOOP("portolan::ComparisonText", "addresses")),
        field<Group, &Group::fqdn>(u"fqdn", QT_TRANSLATE_NOOP("portolan::ComparisonText", "full name")),
        field<Group, &Group::loadBalancer>(u"loadBalancer",
                                           QT_TRANSLATE_NOOP("portolan::ComparisonText", "load balancer")),
        field<Group, &Group::gateways>(u"gateways", QT_TRANSLATE_NOOP("portolan::ComparisonText", "gateways")),
        field<Group, &Group::security>(u"security", QT_TRANSLATE_NOOP("portolan::ComparisonText", "security")),
        field<Group, &Group::notes>(u"notes", QT_TRANSLATE_NOOP("portolan::ComparisonText", "notes")),
    };
    return fields;
}

template <>
const TopologyFields<AcceptedFinding> &fieldsOf<AcceptedFinding>()
{
    static const TopologyFields<AcceptedFinding> fields{
        field<AcceptedFinding, &AcceptedFinding::reason>(u"reason",
                                                         QT_TRANSLATE_NOOP("portolan::ComparisonText", "reason")),
    };
    return fields;
}

template <>
const TopologyFields<ChartView> &fieldsOf<ChartView>()
{
    static const TopologyFields<ChartView> fields{
        field<ChartView, &ChartView::level>(u"level", QT_TRANSLATE_NOOP("portolan::ComparisonText", "level")),
        field<ChartView, &ChartView::labels>(u"labels", QT_TRANSLATE_NOOP("portolan::ComparisonText", "labels")),
        field<ChartView, &ChartView::filter>(u"filter", QT_TRANSLATE_NOOP("portolan::ComparisonText", "filter")),
        field<ChartView, &ChartView::folded>(u"folded", QT_TRANSLATE_NOOP("portolan::ComparisonText", "folded")),
        field<ChartView, &ChartView::closed>(u"closed", QT_TRANSLATE_NOOP("portolan::ComparisonText", "closed sites")),
        field<ChartView, &ChartView::opened>(u"opened", QT_TRANSLATE_NOOP("portolan::ComparisonText", "opened sites")),
        field<ChartView, &ChartView::split>(u"split", QT_TRANSLATE_NOOP("portolan::ComparisonText", "parted lines")),
        field<ChartView, &ChartView::focus>(u"focus", QT_TRANSLATE_NOOP("portolan::ComparisonText", "focus")),
        field<ChartView, &ChartView::pins>(u"pins", QT_TRANSLATE_NOOP("portolan::ComparisonText", "kept places")),
    };
    return fields;
}

QString identityOf(const Site &site)
{
    return site.id;
}
QString identityOf(const Link &link)
{
    const auto [first, second] = std::minmax(link.first, link.second);
    return first + u' ' + second;
}
QString identityOf(const Server &server)
{
    return server.id;
}
QString identityOf(const Group &group)
{
    return group.id;
}
QString identityOf(const AcceptedFinding &accepted)
{
    return accepted.rule + u'\n' + accepted.about.join(u'\n');
}
QString identityOf(const ChartView &view)
{
    return view.name;
}

ItemName nameOf(const Topology &)
{
    return {ItemKind::Document, {}, {}};
}
ItemName nameOf(const Site &site)
{
    return {ItemKind::Site, site.id, nameUnlessId(site.name, site.id)};
}
ItemName nameOf(const Link &link)
{
    return {ItemKind::Link, link.first + QStringLiteral(" - ") + link.second, {}};
}
ItemName nameOf(const Server &server)
{
    return {ItemKind::Server, server.id, nameUnlessId(server.name, server.id)};
}
ItemName nameOf(const Group &group)
{
    return {ItemKind::Group, group.id, nameUnlessId(group.name, group.id)};
}
ItemName nameOf(const AcceptedFinding &accepted)
{
    return {ItemKind::AcceptedFinding, (QStringList(accepted.rule) + accepted.about).join(u' '), {}};
}
ItemName nameOf(const ChartView &view)
{
    return {ItemKind::View, view.name, {}};
}

bool isKnownKey(const Topology &, QStringView key)
{
    static const QList<QStringView> lists{u"format",  u"version", u"sites",    u"links",
                                          u"servers", u"groups",  u"accepted", u"views"};
    return lists.contains(key) || isField<Topology>(key);
}
bool isKnownKey(const Site &, QStringView key)
{
    return key == u"id" || isField<Site>(key);
}
bool isKnownKey(const Link &, QStringView key)
{
    return isField<Link>(key);
}
bool isKnownKey(const Server &, QStringView key)
{
    return key == u"id" || isField<Server>(key);
}
bool isKnownKey(const Group &group, QStringView key)
{
    return key == u"id" || (isField<Group>(key) && isKeyOf(group.kind, key));
}
bool isKnownKey(const AcceptedFinding &, QStringView key)
{
    return key == u"rule" || key == u"about" || isField<AcceptedFinding>(key);
}
bool isKnownKey(const ChartView &, QStringView key)
{
    return key == u"name" || isField<ChartView>(key);
}

QString textOf(const JsonValue *value)
{
    if (!value)
        return {};
    return value->type == JsonValue::Type::String ? value->text : QString::fromUtf8(writeJson(*value)).trimmed();
}

} // namespace portolan
