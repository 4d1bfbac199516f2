// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/comparison/change.h"
#include "model/topology/topology.h"

#include <QList>
#include <QString>

namespace portolan {

/// The kinds of things that a topology holds.
enum class ItemKind : quint8 { Document, Site, Link, Server, Group, AcceptedFinding, View };

/// The words of the formats: "document", "site", "accepted" … and what people read in their place.
QString toString(ItemKind kind);
QString labelOf(ItemKind kind);

/// A field of something with its values as people read them: lists joined by commas, empty where nothing is said. The
/// values are text from the file.
struct FieldChange {
    QString key; ///< as the file has it: "internetFacing"; also one that this version does not know
    QString label; ///< what people read: "internet-facing"
    QString before;
    QString after;
};

/// What became of one thing.
struct ItemChange {
    ItemKind item = ItemKind::Document;
    Change change = Change::Changed;
    QString
        id; ///< as in the file; of a link "hq - branch", of a view its name, of an accepted finding its rule and ids
    QString name; ///< empty: the id says it all
    QList<FieldChange> fields; ///< of a changed one, in the format's order
};

/// What differs between two topologies, matched by ids: the document's own fields, sites, links, servers, groups,
/// accepted findings, views, each in the order of `after` with the removed ones behind. The order of things, spelling
/// and layout of the file are no difference, keys that this version does not know are.
QList<ItemChange> topologyDifference(const Topology &before, const Topology &after);

} // namespace portolan
