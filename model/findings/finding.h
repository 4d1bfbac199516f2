// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/catalog/designrule.h"
#include "model/editing/topologyedit.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <optional>
#include <utility>

namespace portolan {

/// Site ids, in the order in which a link or the finding has them.
using SitePair = std::pair<QString, QString>;

/// Something that a review has to say about a topology. A value; texts are plain, in the user's language, and hold
/// names from the file with what could hide or turn text taken out.
struct Finding {
    QString rule; ///< "S3" of the port reference, "P4" of the plan's own rules
    Severity severity = Severity::Information;
    QString title; ///< of the rule: "No global catalog in the site"
    QString detail; ///< what was found, with names: a sentence or a few
    QString why; ///< the rule's statement
    QString source; ///< who says so; empty: follows from the plan itself
    QString address; ///< web address of the source, http or https; may be empty
    QString remedy; ///< what to do; may be empty

    /// Where. Ids as in the topology, in its order; a list that says nothing is empty.
    QStringList sites;
    QStringList servers;
    QStringList groups;
    QList<SitePair> links;
    QStringList paths; ///< codes of data paths
    QString place; ///< JSON place in the file: "servers[3]", "groups[0].members[2]"; empty: the whole of it

    /// What tells the finding from others of its rule, sorted; an acceptance names the same.
    QStringList about;
    std::optional<TopologyEdit> fix; ///< where one is plain

    bool isAccepted = false;
    QString reason; ///< of an accepted one, as the user wrote it

    /// The same for the same finding in another version of the topology.
    QString key() const { return rule + u' ' + about.join(u' '); }
};

} // namespace portolan
