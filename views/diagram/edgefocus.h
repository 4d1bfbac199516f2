// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "views/diagram/diagram.h"

namespace portolan {

/// The ids (see FlowEnds) of a line's flows, or of those of one data path: what a focus on the line is on. Where the
/// line has all of a site's flows they name the site, so that they stay short and hold for servers that come later. A
/// line that joins several sites is also on such flows within one of these.
QStringList focusOn(const Diagram &diagram, const DiagramEdge &edge, const QString &code = {});

} // namespace portolan
