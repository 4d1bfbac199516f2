// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/findings/reviewcontext.h"

namespace portolan {

/// Codes of data paths, the first few and how many more.
QString codesText(const Catalog &catalog, const QList<int> &paths);

/// A data path's code with its ports: "T8 (50636/TCP)".
QString portsText(const Catalog &catalog, int path);

} // namespace portolan
