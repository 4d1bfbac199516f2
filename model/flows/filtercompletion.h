// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/catalog/catalog.h"
#include "model/topology/topology.h"

#include <QList>
#include <QString>

namespace portolan {

struct FilterCompletion {
    QString insert; ///< "site:" for a key; a value in quotation marks where it needs them
    QString description; ///< may be empty
};

/// What can stand in place of the characters from..to (not included) of a filter's text; at most 50, the likeliest
/// first.
struct FilterCompletions {
    qsizetype from = 0;
    qsizetype to = 0;
    QList<FilterCompletion> items;
};

/// What one may want to have typed at the cursor: keys where a term begins, after a colon values of its key that have
/// the text before the cursor in one of their names. The text need be no correct filter.
FilterCompletions completeFilter(const QString &text, qsizetype cursor, const Catalog &catalog,
                                 const Topology &topology);

/// The filter after a click on a thing that `key:value` means (an empty key: a bare word), either to see it or, with
/// `exclude`, not to. Terms that hold on their own (not inside of parentheses or beside an `or`) are changed:
/// a second click takes the value away again, a click with the other `exclude` moves it there, and a further value of
/// a key joins those it has. Else the term comes last; text with an `or` gets parentheses.
QString withTerm(const QString &text, const QString &key, const QString &value, bool exclude);

} // namespace portolan
