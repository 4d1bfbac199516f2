// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/flows/filterwords.h"
#include "model/flows/flowset.h"

#include <vector>

namespace portolan {

/// Which servers are meant: 1 or 0 for each of Topology::servers.
using ServerMarks = std::vector<char>;

/// Servers that a value of the key (site, server, role, group, from, to) means.
ServerMarks serversCalled(const FlowSet &flows, FilterKey key, const TextPattern &pattern);

/// Servers with the text in a name of their own, of their site, of a role or of a group.
ServerMarks serversWithText(const FlowSet &flows, const TextPattern &pattern);

} // namespace portolan
