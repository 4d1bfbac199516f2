// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/findings/finding.h"
#include "views/diagram/diagramstyle.h"

namespace portolan {

struct Topology;

/// Names of what a finding is about: "HQ-MBX1, HQ-MBX2 and 3 more", "Headquarters – Branch office".
QString findingPlace(const Finding &finding, const Topology &topology);
/// What was found, what to do, why and who says so, as rich text; safe whatever the document's names are.
QString findingHtml(const Finding &finding, const Topology &topology, const DiagramStyle &style);
/// The same in lines of plain text, to hand on.
QString findingPlainText(const Finding &finding, const Topology &topology);

} // namespace portolan
