// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "quickfixes.h"

#include <algorithm>

namespace portolan {

namespace {

/// The topology with a change to the one object that has the id; the same where nothing has it.
template <typename Object>
Topology changed(Topology topology, QList<Object> Topology::*list, const QString &id,
                 const std::function<void(Object &)> &change)
{
    const QList<Object> &objects = topology.*list;
    const auto found =
        std::find_if(objects.begin(), objects.end(), [&id](const Object &object) { return object.id == id; });
    if (found != objects.end())
        change((topology.*list)[found - objects.begin()]);
    return topology;
}

} // namespace

TopologyEdit changeServer(const QString &text, const QString &id, const std::function<void(Server &)> &change)
{
    return {text, [id, change](const Topology &topology) { return changed(topology, &Topology::servers, id, change); }};
}

TopologyEdit changeGroup(const QString &text, const QString &id, const std::function<void(Group &)> &change)
{
    return {text, [id, change](const Topology &topology) { return changed(topology, &Topology::groups, id, change); }};
}

std::optional<TopologyEdit> giveRole(const ReviewContext &context, std::span<const int> servers, int role,
                                     const QList<int> &onto)
{
    const Role &missing = context.catalog().roles()[role];
    for (const int host : onto) {
        for (const int index : servers) {
            if (!context.hasRole(index, {host}))
                continue;
            const Server &server = context.server(index);
            return changeServer(FindingText::tr("Give %1 the role %2").arg(server.name, missing.label), server.id,
                                [id = missing.id](Server &changed) {
                                    if (!changed.roles.contains(id))
                                        changed.roles << id;
                                });
        }
    }
    return {};
}

TopologyEdit removeMember(const Group &group, const Server &server)
{
    return changeGroup(FindingText::tr("Take %1 out of %2").arg(server.name, group.name), group.id,
                       [id = server.id](Group &changed) { changed.members.removeAll(id); });
}

std::optional<TopologyEdit> takeWitness(const ReviewContext &context, const Group &group, bool isAlternate,
                                        const QList<int> &roles, const QList<int> &avoided)
{
    const QString &other = isAlternate ? group.witness : group.alternateWitness;
    const std::vector<int> members = context.members(group);
    const auto isFit = [&](int server) {
        return !group.members.contains(context.server(server).id) && context.server(server).id != other
            && !context.hasRole(server, avoided);
    };
    for (const int member : members) {
        const int site = context.siteOf(member);
        for (const int server : site < 0 ? std::vector<int>() : context.serversWith(roles, site)) {
            if (!isFit(server))
                continue;
            const Server &witness = context.server(server);
            return changeGroup((isAlternate ? FindingText::tr("Take %1 as alternate witness of %2")
                                            : FindingText::tr("Take %1 as witness of %2"))
                                   .arg(witness.name, group.name),
                               group.id, [isAlternate, id = witness.id](Group &changed) {
                                   (isAlternate ? changed.alternateWitness : changed.witness) = id;
                               });
        }
    }
    return {};
}

QStringList eachOnce(const QStringList &texts)
{
    QStringList result = texts;
    result.removeDuplicates();
    return result;
}

} // namespace portolan
