// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/editing/topologyedit.h"
#include "model/findings/reviewcontext.h"

#include <span>

namespace portolan {

/// Steps that mend what a finding says. They find what they change by id when they are carried out.
TopologyEdit changeServer(const QString &text, const QString &id, const std::function<void(Server &)> &change);
TopologyEdit changeGroup(const QString &text, const QString &id, const std::function<void(Group &)> &change);

/// The role for the first of the servers that has one of `onto`, the roles in their order; nothing where none has.
std::optional<TopologyEdit> giveRole(const ReviewContext &context, std::span<const int> servers, int role,
                                     const QList<int> &onto);
TopologyEdit removeMember(const Group &group, const Server &server);
/// A server with one of `roles` and none of `avoided`, no member, in a site of members if there is one.
std::optional<TopologyEdit> takeWitness(const ReviewContext &context, const Group &group, bool isAlternate,
                                        const QList<int> &roles, const QList<int> &avoided);

/// The list with each of its texts once, where it first stands.
QStringList eachOnce(const QStringList &texts);

} // namespace portolan
