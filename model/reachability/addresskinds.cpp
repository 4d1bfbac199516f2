// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "addresskinds.h"

#include "model/topology/ipaddress.h"

#include <algorithm>

namespace portolan {

namespace {

constexpr size_t kIpv4At = 12; ///< in ::ffff:a.b.c.d

bool isIpv4(const IpAddress &address)
{
    return std::all_of(address.begin(), address.begin() + 10, [](quint8 byte) { return byte == 0; })
        && address[10] == 0xFF && address[11] == 0xFF;
}

AddressKind ipv4Kind(quint8 a, quint8 b, quint8 c, quint8 d)
{
    if (a == 0)
        return AddressKind::Unspecified;
    if (a == 255 && b == 255 && c == 255 && d == 255)
        return AddressKind::Broadcast;
    if (a >= 224 && a <= 239)
        return AddressKind::Multicast;
    const bool isPrivate = a == 10 || a == 127 || (a == 172 && b >= 16 && b <= 31) || (a == 192 && b == 168)
        || (a == 169 && b == 254) || (a == 100 && b >= 64 && b <= 127);
    const bool isForDocuments =
        (a == 192 && b == 0 && c == 2) || (a == 198 && b == 51 && c == 100) || (a == 203 && b == 0 && c == 113);
    return isPrivate || isForDocuments ? AddressKind::Private : AddressKind::Public;
}

AddressKind ipv6Kind(const IpAddress &address)
{
    const bool isLow = std::all_of(address.begin(), address.end() - 1, [](quint8 byte) { return byte == 0; });
    if (isLow && address.back() <= 1)
        return address.back() == 0 ? AddressKind::Unspecified : AddressKind::Private;
    if (address[0] == 0xFF)
        return AddressKind::Multicast;
    const bool isPrivate = (address[0] & 0xFE) == 0xFC || (address[0] == 0xFE && (address[1] & 0xC0) == 0x80);
    const bool isForDocuments = address[0] == 0x20 && address[1] == 0x01 && address[2] == 0x0D && address[3] == 0xB8;
    return isPrivate || isForDocuments ? AddressKind::Private : AddressKind::Public;
}

} // namespace

AddressKind addressKind(QStringView literal)
{
    const std::optional<IpAddress> address = parseIpAddress(literal);
    return address ? addressKind(*address) : AddressKind::Invalid;
}

AddressKind addressKind(const IpAddress &address)
{
    if (!isIpv4(address))
        return ipv6Kind(address);
    return ipv4Kind(address[kIpv4At], address[kIpv4At + 1], address[kIpv4At + 2], address[kIpv4At + 3]);
}

} // namespace portolan
