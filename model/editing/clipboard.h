// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/editing/topologyedit.h"

namespace portolan {

/// A topology file of the chosen things, for the clipboard: the sites with all their servers, the servers, links
/// between chosen sites, groups whose servers are all chosen. The sites of servers that were chosen without them come
/// along, named under "context". Empty where nothing was chosen.
QByteArray copyPart(const Topology &topology, const QStringList &ids);

/// Puts a topology file's sites, links, servers and groups (its views and accepted findings stay away) into the
/// document as one step; ids and names that are taken become the next good ones. Servers whose site is mere context go
/// to `targetSite`, or where that is empty to the site with their site's id, or else bring it along. Errors where the
/// bytes are no topology file.
Result<TopologyEdit> pastePart(const QByteArray &bytes, const QString &targetSite);

/// A deployment to begin with, built in as a resource.
struct Template {
    QString id; ///< its file's name: "branch"
    QString name; ///< "Branch"
    QString path; ///< ":/portolan/templates/branch.portolan"
};
/// In the order of their files' names.
QList<Template> templates();
/// As pastePart() of its file: "Insert Branch".
Result<TopologyEdit> insertTemplate(const Template &chosen);

} // namespace portolan
