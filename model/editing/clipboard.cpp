// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "clipboard.h"

#include "model/editing/editing.h"
#include "model/editing/insertion.h"
#include "model/editing/parts.h"

#include <QCoreApplication>
#include <QDir>

#include <algorithm>

namespace portolan {

namespace {

struct Pasting {
    Q_DECLARE_TR_FUNCTIONS(portolan::Pasting)
};

/// Where a copied part names the sites that came along.
constexpr QStringView kContext = u"context";

/// Whether all that make it up were chosen.
bool isWhole(const Group &group, const QSet<QString> &servers)
{
    return !group.members.isEmpty()
        && std::all_of(group.members.begin(), group.members.end(),
                       [&servers](const QString &id) { return servers.contains(id); });
}

Parts partsOf(const Topology &part, const QSet<QString> &context)
{
    Parts parts;
    for (const Site &site : part.sites) {
        if (!context.contains(site.id))
            parts.ids << site.id;
    }
    for (const Server &server : part.servers)
        parts.ids << server.id;
    for (const Group &group : part.groups)
        parts.ids << group.id;
    return parts;
}

/// "Paste 2 sites": servers and groups of sites count with them.
QString pasteText(const Topology &part, const QSet<QString> &context)
{
    Parts sites;
    for (const Site &site : part.sites) {
        if (!context.contains(site.id))
            sites.ids << site.id;
    }
    return Pasting::tr("Paste %1").arg(namesOf(part, sites.ids.isEmpty() ? partsOf(part, context) : sites));
}

Topology pasted(const Topology &topology, const Topology &part, const QSet<QString> &context, const QString &targetSite)
{
    Insertion insertion{part, {}, {}};
    const Site *target = findSite(topology, targetSite);
    for (const QString &id : context) {
        const Site *there = findSite(topology, id);
        if (!target && !there)
            continue;
        insertion.sites.insert(id, target ? target->id : there->id);
        // A group means the site itself, not wherever its servers go.
        const Site *meant = findSite(part, id);
        if (there && meant && there->name == meant->name)
            insertion.groupSites.insert(id, id);
    }
    return inserted(topology, insertion);
}

} // namespace

QByteArray copyPart(const Topology &topology, const QStringList &ids)
{
    const QSet<QString> chosen = setOf(ids);
    Topology part;
    part.name = topology.name;
    part.catalog = topology.catalog;
    QSet<QString> places;
    for (const Server &server : topology.servers) {
        if (chosen.contains(server.id) || chosen.contains(server.site)) {
            part.servers << server;
            places.insert(server.site);
        }
    }
    const QSet<QString> servers = idSet(part.servers);
    for (const Group &group : topology.groups) {
        if (!isWhole(group, servers))
            continue;
        part.groups << group;
        places.insert(group.site);
    }
    QStringList context;
    for (const Site &site : topology.sites) {
        if (chosen.contains(site.id) || places.contains(site.id))
            part.sites << site;
        if (!chosen.contains(site.id) && places.contains(site.id))
            context << site.id;
    }
    if (part.sites.isEmpty())
        return {};
    for (const Link &link : topology.links) {
        if (chosen.contains(link.first) && chosen.contains(link.second))
            part.links << link;
    }
    const KnownIds known(part);
    for (Group &group : part.groups)
        dropDangling(group, known);
    if (!context.isEmpty()) {
        JsonValue origin = JsonValue::object();
        origin.set(kContext.toString(), JsonValue::fromStrings(context));
        part.origin = std::make_shared<const JsonValue>(std::move(origin));
    }
    return writeTopology(part);
}

Result<TopologyEdit> pastePart(const QByteArray &bytes, const QString &targetSite)
{
    Result<LoadedTopology> loaded = parseTopology(bytes, Pasting::tr("Clipboard"));
    if (!loaded)
        return failure(loaded.error());
    QSet<QString> context;
    if (const JsonValue *named = loaded->topology.origin->find(kContext)) {
        for (const JsonValue &item : named->items)
            context.insert(item.text);
    }
    const Topology part = loaded->topology;
    return TopologyEdit{pasteText(part, context), [part, context, targetSite](const Topology &topology) {
                            return pasted(topology, part, context, targetSite);
                        }};
}

QList<Template> templates()
{
    const QDir folder(QStringLiteral(":/portolan/templates"));
    QList<Template> found;
    for (const QFileInfo &file : folder.entryInfoList({QStringLiteral("*.portolan")}, QDir::Files, QDir::Name)) {
        const Result<LoadedTopology> loaded = loadTopology(file.filePath());
        if (loaded)
            found << Template{file.completeBaseName(), loaded->topology.name, file.filePath()};
    }
    return found;
}

Result<TopologyEdit> insertTemplate(const Template &chosen)
{
    return readFile(chosen.path)
        .and_then([](const QByteArray &bytes) { return pastePart(bytes, {}); })
        .map([&chosen](TopologyEdit edit) {
            edit.text = Pasting::tr("Insert %1").arg(shortName(chosen.name));
            return edit;
        });
}

} // namespace portolan
