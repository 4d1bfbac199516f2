// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "views/layout/worker/dot.h"

namespace portolan {

/// Places a request's graph. A pure function of the request; what it returns has been checked (faultOf in geometry.h).
Result<LayoutResult> place(Dot &dot, const LayoutRequest &request);

} // namespace portolan
