// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QHostAddress>

namespace portolan {

/// Whom an address stands for, as far as it concerns whether a check may go there.
enum class AddressReach : quint8 {
    Private, ///< loopback, link-local, and what no router of the internet forwards
    Public,
    Nobody, ///< no single host: broadcast, multicast, unspecified
};

AddressReach reachOf(const QHostAddress &address);

} // namespace portolan
