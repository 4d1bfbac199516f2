// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/catalog/catalog.h"
#include "model/topology/topology.h"

#include <QString>

#include <vector>

namespace portolan {

enum class OutlineKind { Site, Server, Groups, Group, Member, Links, Link };

/// A row of the outline with all that it shows. Texts are as in the document: hostile.
struct OutlineEntry {
    OutlineKind kind = OutlineKind::Site;
    QString id; ///< of the document; of a link linkId(), of a member memberId(), of the headings empty
    QString name;
    QString detail; ///< beside the name: "CAS HUB", "DAG", "cost 50"
    QString icon; ///< name of a drawing in resources/icons
    QString hue; ///< name of a hue of the chart's style; empty: quiet
    QString search; ///< what the filter looks at beside name and detail
    std::vector<OutlineEntry> children;

    bool showsTheSame(const OutlineEntry &other) const;
};

/// Sites with their servers; then the groups with their members and the links, where there are any.
std::vector<OutlineEntry> outlineEntries(const Topology &topology, const Catalog &catalog);

} // namespace portolan
