// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/catalog/probehint.h"
#include "model/json/jsonobjectreader.h"

namespace portolan {

/// Reads the `probe` of a service: its protocol and how TLS comes into it.
ProbeHint readServiceProbe(JsonObjectReader &reader);

/// Reads the `probe` of a data path: what its services are asked for there. Everything else is the service's.
ProbeHint readPathProbe(JsonObjectReader &reader);

} // namespace portolan
