// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/flows/filterwords.h"

namespace portolan {

/// Something that a key can have as its value.
struct NamedValue {
    QString insert; ///< what stands for it in a filter
    QString description;
    QStringList names; ///< all that it is called, `insert` among them
};

/// Everything that the plan has for a key, the likeliest first.
QList<NamedValue> namedValues(FilterKey key, const Catalog &catalog, const Topology &topology);

} // namespace portolan
