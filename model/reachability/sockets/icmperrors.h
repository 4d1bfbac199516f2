// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/reachability/probereport.h"

#include <QString>

namespace portolan {

/// "Port unreachable": what the host itself says of a closed UDP port.
bool isPortUnreachable(const IcmpError &error);

/// "ICMP 3/13, communication administratively prohibited, from 10.0.0.1".
QString describe(const IcmpError &error);

} // namespace portolan
