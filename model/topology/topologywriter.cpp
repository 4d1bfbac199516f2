// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "topologyformat.h"

#include <QCoreApplication>
#include <QSaveFile>

#include <algorithm>
#include <vector>

namespace portolan {

namespace {

struct TopologyWriting {
    Q_DECLARE_TR_FUNCTIONS(portolan::TopologyWriting)
};

template <typename T, size_t N>
QString wordOf(T value, const JsonWord<T> (&words)[N])
{
    const auto *found = std::find_if(std::begin(words), std::end(words),
                                     [value](const JsonWord<T> &word) { return word.second == value; });
    return found == std::end(words) ? QString() : found->first.toString();
}

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
                  });
}

Field dynamicPorts(const Server &server)
{
    if (!server.dynamicPorts)
        return absent(u"dynamicPorts");
    const JsonValue *before = server.origin ? server.origin->find(u"dynamicPorts") : nullptr;
    const JsonOrigin origin = before && before->isObject() ? JsonOrigin(server.origin, before) : nullptr;
    return needed(u"dynamicPorts",
                  merged(origin,
                         {
                             needed(u"first", JsonValue::fromNumber(server.dynamicPorts->first)),
                             needed(u"last", JsonValue::fromNumber(server.dynamicPorts->last)),
                         }));
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
                      optional(u"addresses", JsonValue::fromStrings(server.addresses), server.addresses.isEmpty()),
                      dynamicPorts(server),
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
    // Members of the other kind are none that the format knows here: they stay as the file has them.
    if (group.kind == GroupType::EdgeSubscription)
        fields.push_back(optional(u"site", group.site));
    fields.push_back(needed(u"members", JsonValue::fromStrings(group.members)));
    if (group.kind == GroupType::Dag) {
        fields.push_back(group.replicationPort
                             ? needed(u"replicationPort", JsonValue::fromNumber(*group.replicationPort))
                             : absent(u"replicationPort"));
        fields.push_back(optional(u"witness", group.witness));
    }
    fields.push_back(optional(u"notes", group.notes));
    return merged(group.origin, fields);
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
    const QByteArray bytes = writeTopology(topology);
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit())
        return {};
    Error error;
    error.code = ErrorCode::CannotWrite;
    error.file = path;
    error.detail = TopologyWriting::tr("The file cannot be written: %1. What was there before is still there.")
                       .arg(file.errorString());
    return failure(std::move(error));
}

} // namespace portolan
