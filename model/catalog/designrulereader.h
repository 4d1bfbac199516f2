// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/catalog/catalogids.h"
#include "model/catalog/designrule.h"

namespace portolan {

/// What design rules of a catalog may name.
struct DesignRuleTerms {
    const CatalogIds &roles;
    const CatalogIds &paths;
    const CatalogIds &services;
};

/// Reads one object of `designRules`; what is wrong, a kind that this program does not know among it, is reported
/// through the reader.
DesignRule readDesignRule(JsonObjectReader &reader, const DesignRuleTerms &terms);

} // namespace portolan
