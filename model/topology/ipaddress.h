// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QStringView>

#include <array>
#include <optional>

namespace portolan {

/// 16 bytes as on the wire; an IPv4 address as ::ffff:a.b.c.d, so that an address has one value however it is spelled.
using IpAddress = std::array<quint8, 16>;

/// An IPv4 or IPv6 literal (RFC 4291) without a zone, brackets, leading zeros in IPv4 or anything around it.
std::optional<IpAddress> parseIpAddress(QStringView text);

} // namespace portolan
