// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace portolan {

/// What became of something between two versions of a plan.
enum class Change : quint8 { Added, Removed, Changed };

/// The words of the formats: "added", "removed", "changed".
QString toString(Change change);

} // namespace portolan
