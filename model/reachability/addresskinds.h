// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/topology/ipaddress.h"

#include <QStringView>

namespace portolan {

/// What an address of a plan is to one who is about to send to it.
enum class AddressKind : quint8 {
    Invalid, ///< no literal
    Unspecified, ///< 0.0.0.0/8, ::
    Multicast,
    Broadcast,
    Private, ///< of nobody else: RFC 1918, shared, unique local, link-local, loopback, for documents
    Public,
};

AddressKind addressKind(QStringView literal);
AddressKind addressKind(const IpAddress &address);

} // namespace portolan
