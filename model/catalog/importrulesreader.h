// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/catalog/catalogids.h"
#include "model/catalog/importrules.h"

namespace portolan {

/// Reads a catalog's `imports`; what is wrong goes into the reader's report.
ImportRules readImportRules(JsonObjectReader &reader, const CatalogIds &roles);

} // namespace portolan
