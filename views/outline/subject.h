// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/editing/parts.h"
#include "views/graph/selection.h"

#include <QStringList>

namespace portolan {

/// What people work on, by the ids of the document, so that it outlives the document's states. Nothing: the document
/// itself. A value.
struct Subject {
    QStringList sites, servers, groups;
    QStringList links; ///< linkId()
    QStringList members; ///< memberId(): servers as members of a group

    bool isEmpty() const;
    void sort(); ///< the lists: two that name the same are equal then
    qsizetype count() const { return sites.size() + servers.size() + groups.size() + links.size() + members.size(); }
    /// Ids of sites, servers and groups, which are unique over all of these.
    QStringList ids() const { return sites + servers + groups; }
    /// All but the memberships.
    Parts parts() const;
    /// Servers picked as such or as members, each once.
    QStringList allServers() const;
    friend bool operator==(const Subject &, const Subject &) = default;
};

QString linkId(const Link &link); ///< of its sites, whichever comes first
LinkEnds endsOfLinkId(const QString &linkId);
QString memberId(const QString &group, const QString &server);
QString groupOfMember(const QString &memberId);
QString serverOfMember(const QString &memberId);

/// Sites and servers that were picked; flows stand for nothing that can be worked on.
Subject subjectOf(const FlowSet &flows, const Selection &selection);
/// What the views of flows show for it: a site as such, else servers (of a group its members, of several sites theirs),
/// of a link alone the flows between its sites.
Selection selectionFor(const FlowSet &flows, const Subject &subject);
/// What is left of it in that state of the document.
Subject stillThere(const Subject &subject, const Topology &topology);

} // namespace portolan
