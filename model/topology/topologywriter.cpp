// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "topologyformat.h"

#include "model/wholefile.h"

#include <QHash>

#include <algorithm>
#include <vector>

namespace portolan {

namespace {

/// What becomes of a member whose value is the default: one that the file does not have is never added.
enum class Default {
    No, ///< it is none
    Kept, ///< one that the file has stays and says the default
    Dropped, ///< one that the file has goes
};

/// A member as it is now.
struct Field {
    QString key;
    JsonValue value;
    Default isDefault = Default::No;
};
using Fields = std::vector<Field>;

Field needed(QStringView key, JsonValue value)
{
    return {key.toString(), std::move(value), Default::No};
}

Field optional(QStringView key, JsonValue value, bool isDefault)
{
    return {key.toString(), std::move(value), isDefault ? Default::Kept : Default::No};
}

Field optional(QStringView key, const QString &text)
{
    return {key.toString(), JsonValue::fromString(text), text.isEmpty() ? Default::Dropped : Default::No};
}

Field absent(QStringView key)
{
    return {key.toString(), JsonValue(), Default::Dropped};
}

JsonValue text(const QString &value)
{
    return JsonValue::fromString(value);
}

/// Equal in meaning: the file's own spelling of a number (1e2 for 100) is no difference.
bool meansTheSame(const JsonValue &a, const JsonValue &b)
{
    using Type = JsonValue::Type;
    if (a.type == Type::Number && b.type == Type::Number)
        return a.text == b.text || (wholeNumber(a) && wholeNumber(a) == wholeNumber(b));
    if (a.type == Type::Array && b.type == Type::Array)
        return std::equal(a.items.begin(), a.items.end(), b.items.begin(), b.items.end(), meansTheSame);
    return a == b;
}

/// The file's object with the present values in it. `fields` are all members that the format has, in its order.
JsonValue merged(const JsonOrigin &origin, const Fields &fields)
{
    JsonValue object = JsonValue::object();
    const auto find = [&fields](const QString &key) {
        return std::find_if(fields.begin(), fields.end(), [&key](const Field &field) { return field.key == key; });
    };
    if (origin) {
        object.members.reserve(origin->members.size() + fields.size());
        for (const JsonValue::Member &member : origin->members) {
            const auto field = find(member.first);
            if (field == fields.end() || meansTheSame(member.second, field->value))
                object.members.push_back(member);
            else if (field->isDefault != Default::Dropped)
                object.members.emplace_back(field->key, field->value);
        }
    }
    for (auto field = fields.begin(); field != fields.end(); ++field) {
        if (field->isDefault != Default::No || object.find(field->key))
            continue;
        // Behind all that the format has before it, wherever the file has put them.
        auto position = object.members.begin();
        for (auto member = object.members.begin(); member != object.members.end(); ++member) {
            if (find(member->first) < field)
                position = std::next(member);
        }
        object.members.emplace(position, field->key, field->value);
    }
    return object;
}

/// A member that is an object, of an object in the file; null: the file has none.
JsonOrigin memberOf(const JsonOrigin &origin, QStringView key)
{
    const JsonValue *member = origin ? origin->find(key) : nullptr;
    return member && member->isObject() ? JsonOrigin(origin, member) : nullptr;
}

JsonValue toJson(const Site &site)
{
    return merged(site.origin,
                  {
                      needed(u"id", text(site.id)),
                      needed(u"name", text(site.name)),
                      optional(u"kind", text(toString(site.kind)), site.kind == SiteKind::Internal),
                      optional(u"organization", site.organization),
                      optional(u"internetFacing", JsonValue::fromBool(site.internetFacing), !site.internetFacing),
                      optional(u"notes", site.notes),
                  });
}

JsonValue toJson(const Link &link)
{
    return merged(link.origin,
                  {
                      needed(u"between", JsonValue::fromStrings({link.first, link.second})),
                      optional(u"cost", JsonValue::fromNumber(link.cost), link.cost == kDefaultLinkCost),
                      optional(u"tlsDisabled", JsonValue::fromBool(link.tlsDisabled), !link.tlsDisabled),
                      optional(u"filtered", JsonValue::fromBool(link.filtered), !link.filtered),
                  });
}

Field dynamicPorts(const Server &server)
{
    if (!server.dynamicPorts)
        return absent(u"dynamicPorts");
    return needed(u"dynamicPorts",
                  merged(memberOf(server.origin, u"dynamicPorts"),
                         {
                             needed(u"first", JsonValue::fromNumber(server.dynamicPorts->first)),
                             needed(u"last", JsonValue::fromNumber(server.dynamicPorts->last)),
                         }));
}

Field strings(QStringView key, const QStringList &values)
{
    return optional(key, JsonValue::fromStrings(values), values.isEmpty());
}

template <typename T>
Field word(QStringView key, const std::optional<T> &value)
{
    return value ? needed(key, text(toString(*value))) : absent(key);
}

JsonValue toJson(const Server &server)
{
    return merged(server.origin,
                  {
                      needed(u"id", text(server.id)),
                      needed(u"name", text(server.name)),
                      needed(u"site", text(server.site)),
                      needed(u"roles", JsonValue::fromStrings(server.roles)),
                      optional(u"fqdn", server.fqdn),
                      strings(u"addresses", server.addresses),
                      dynamicPorts(server),
                      optional(u"version", server.version),
                      optional(u"operatingSystem", server.operatingSystem),
                      optional(u"domain", server.domain),
                      optional(u"readOnly", JsonValue::fromBool(server.readOnly), !server.readOnly),
                      word(u"sipStartup", server.sipStartup),
                      optional(u"notes", server.notes),
                  });
}

JsonValue toJson(const Group &group)
{
    Fields fields{
        needed(u"id", text(group.id)),
        needed(u"kind", text(toString(group.kind))),
        optional(u"name", text(group.name), group.name == group.id),
    };
    const Fields ofKinds{
        optional(u"site", group.site),
        needed(u"members", JsonValue::fromStrings(group.members)),
        group.replicationPort ? needed(u"replicationPort", JsonValue::fromNumber(*group.replicationPort))
                              : absent(u"replicationPort"),
        optional(u"witness", group.witness),
        optional(u"alternateWitness", group.alternateWitness),
        strings(u"addresses", group.addresses),
        optional(u"fqdn", group.fqdn),
        word(u"loadBalancer", group.loadBalancer),
        strings(u"gateways", group.gateways),
        word(u"security", group.security),
    };
    for (const Field &field : ofKinds) {
        // Members of the other kinds are none that the format knows here: they stay as the file has them.
        if (isKeyOf(group.kind, field.key))
            fields.push_back(field);
    }
    fields.push_back(optional(u"notes", group.notes));
    return merged(group.origin, fields);
}

JsonValue toJson(const AcceptedFinding &accepted)
{
    return merged(accepted.origin,
                  {
                      needed(u"rule", text(accepted.rule)),
                      strings(u"about", accepted.about),
                      needed(u"reason", text(accepted.reason)),
                  });
}

JsonValue toJson(const QList<PinnedCard> &pins, const JsonOrigin &view)
{
    QHash<QString, JsonOrigin> before;
    if (const JsonValue *list = view ? view->find(u"pins") : nullptr) {
        for (const JsonValue &item : list->items) {
            if (const JsonValue *card = item.find(u"card"))
                before.insert(card->text, JsonOrigin(view, &item));
        }
    }
    JsonValue array = JsonValue::array();
    for (const PinnedCard &pin : pins) {
        array.items.push_back(merged(before.value(pin.card),
                                     {
                                         needed(u"card", text(pin.card)),
                                         needed(u"x", JsonValue::fromNumber(pin.place.x())),
                                         needed(u"y", JsonValue::fromNumber(pin.place.y())),
                                     }));
    }
    return array;
}

Field focusOf(const ChartView &view)
{
    if (view.focus.on.isEmpty())
        return absent(u"focus");
    return needed(
        u"focus",
        merged(memberOf(view.origin, u"focus"),
               {
                   needed(u"on", JsonValue::fromStrings(view.focus.on)),
                   optional(u"hops", JsonValue::fromNumber(view.focus.hops), view.focus.hops == ChartFocus().hops),
                   optional(u"alone", JsonValue::fromBool(view.focus.alone), !view.focus.alone),
               }));
}

JsonValue toJson(const ChartView &view)
{
    const ChartView usual;
    const auto list = [](QStringView key, const QStringList &values, const QStringList &usualValues = {}) {
        return optional(key, JsonValue::fromStrings(values), values == usualValues);
    };
    return merged(view.origin,
                  {
                      needed(u"name", text(view.name)),
                      optional(u"level", text(toString(view.level)), view.level == usual.level),
                      optional(u"labels", text(toString(view.labels)), view.labels == usual.labels),
                      optional(u"filter", view.filter),
                      list(u"folded", view.folded, usual.folded),
                      list(u"closed", view.closed),
                      list(u"opened", view.opened),
                      list(u"split", view.split),
                      focusOf(view),
                      optional(u"pins", toJson(view.pins, view.origin), view.pins.isEmpty()),
                  });
}

template <typename T>
Field listOf(QStringView key, const QList<T> &values)
{
    JsonValue array = JsonValue::array();
    array.items.reserve(size_t(values.size()));
    for (const T &value : values)
        array.items.push_back(toJson(value));
    return optional(key, std::move(array), values.isEmpty());
}

JsonValue toJson(const Topology &topology)
{
    return merged(topology.origin,
                  {
                      needed(u"format", text(kTopologyFormat.toString())),
                      needed(u"version", JsonValue::fromNumber(kTopologyVersion)),
                      needed(u"name", text(topology.name)),
                      needed(u"catalog", text(topology.catalog)),
                      listOf(u"sites", topology.sites),
                      listOf(u"links", topology.links),
                      listOf(u"servers", topology.servers),
                      listOf(u"groups", topology.groups),
                      listOf(u"accepted", topology.accepted),
                      listOf(u"views", topology.views),
                  });
}

} // namespace

QString toString(SiteKind kind)
{
    return wordOf(kind, kSiteKinds);
}

QString toString(GroupType kind)
{
    return wordOf(kind, kGroupTypes);
}

QString toString(SipStartup startup)
{
    return wordOf(startup, kSipStartups);
}

QString toString(LoadBalancer balancer)
{
    return wordOf(balancer, kLoadBalancers);
}

QString toString(SipSecurity security)
{
    return wordOf(security, kSipSecurities);
}

QByteArray writeTopology(const Topology &topology)
{
    const JsonValue json = toJson(topology);
    if (!topology.source.isEmpty()) {
        const Result<JsonValue> before = parseJson(topology.source, {});
        if (before && *before == json)
            return topology.source;
    }
    return writeJson(json);
}

Result<void> saveTopology(const Topology &topology, const QString &path)
{
    return writeWholeFile(path, writeTopology(topology));
}

} // namespace portolan
