// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/comparison/topologydifference.h"
#include "model/topology/topology.h"

#include <QList>
#include <QString>

namespace portolan {

/// Something that both sides changed, each in its way, or that does not go together.
struct MergeConflict {
    enum class Taken {
        Mine,
        Theirs,
        Both, ///< both stay, as the texts say
    };

    ItemKind item = ItemKind::Document;
    QString id; ///< as ItemChange's
    QString name; ///< empty: the id says it all
    QString field; ///< as people read it; empty: the whole thing
    QString mine; ///< the field's values, or a few words: "removed"
    QString theirs;
    Taken taken = Taken::Mine;
};

struct MergedTopology {
    Topology topology;
    QList<MergeConflict> conflicts;
};

/// Puts together what two sides made of one topology: by ids and fields, lists of texts by their items, keys that this
/// version does not know by key. Where both changed the same, mine is taken and the conflict listed. The result can
/// always be written and read again if all three can: what is still referred to stays (a site that one side removed and
/// the other put a server in), and is listed. Where the sides did not change the order of things it is theirs with mine
/// put in; where mine did, it is mine.
MergedTopology mergeTopologies(const Topology &base, const Topology &mine, const Topology &theirs);

} // namespace portolan
