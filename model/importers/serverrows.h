// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/importers/importfiles.h"
#include "model/importers/importvalues.h"
#include "model/importers/rowcells.h"

namespace portolan {

/// Where in a table of servers what stands.
struct ServerLayout {
    QString source; ///< kind of the file, for people
    QHash<QString, RowCells::Columns> columns; ///< by field
    QList<std::pair<int, QString>> flags; ///< columns that say whether a server has the role
    QStringList roles; ///< that every server has
    QSet<QString> judgedRoles; ///< see ServerFacts
    bool isSubscribing = false; ///< the site of some roles is the one that they are subscribed to
    bool judgesAllRoles = false; ///< where the row names roles at all
    bool isOwn = false;
};

/// Makes facts of the rows of a table of servers; what cannot be used becomes remarks.
void readServerRows(const Records &records, const ServerLayout &layout, const CellTraits &traits,
                    const Catalog &catalog, ImportedFile &file);

} // namespace portolan
