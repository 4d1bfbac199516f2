// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/flows/flowset.h"

namespace portolan {

/// The flows around a focus, of the same catalog and topology: its flows, those of its data paths and those that touch
/// its servers and sites; for each further hop those that touch what was reached. `leadsOn`, by data path: whether one
/// gets from a server to the next along it; other paths, such as directory traffic, only count beside what is reached.
/// A focus on nothing that the deployment has gives no flows.
FlowSet surroundings(const FlowSet &flows, const ChartFocus &focus, const std::vector<bool> &leadsOn);

} // namespace portolan
