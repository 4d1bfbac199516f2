// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "views/layout/layout.h"

namespace portolan {

/// How hard a picture is to read: less is better, comparable only among pictures of one request.
double costOf(const LayoutRequest &request, const LayoutResult &result);

} // namespace portolan
