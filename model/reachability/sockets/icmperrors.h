// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/reachability/probereport.h"

#include <QHostAddress>
#include <QString>

namespace portolan {

enum class IcmpMeaning : quint8 {
    NoWay, ///< no route, no such host, too many hops
    PortUnreachable, ///< of TCP: a firewall that rejects, for hosts reset
    Prohibited, ///< by somebody's rule
};
IcmpMeaning meaningOf(const IcmpError &error);

/// "Port unreachable" from the host itself: what is said of a closed UDP port. From anybody else it is a firewall's
/// word.
bool isClosedPort(const IcmpError &error, const QHostAddress &host);

/// "ICMP 3/13, communication administratively prohibited, from 10.0.0.1".
QString describe(const IcmpError &error);

} // namespace portolan
