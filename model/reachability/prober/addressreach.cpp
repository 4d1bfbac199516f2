// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "addressreach.h"

#include <algorithm>
#include <array>

namespace portolan {

namespace {

struct Range {
    quint32 base;
    int bits;
};

bool isInside(quint32 address, const Range &range)
{
    return (address ^ range.base) >> (32 - range.bits) == 0;
}

// 10/8, 100.64/10, 127/8, 169.254/16, 172.16/12, 192.168/16, 198.18/15
constexpr std::array<Range, 7> kPrivate{{
    {0x0a000000, 8},
    {0x64400000, 10},
    {0x7f000000, 8},
    {0xa9fe0000, 16},
    {0xac100000, 12},
    {0xc0a80000, 16},
    {0xc6120000, 15},
}};
// 0/8, 224/4; 255.255.255.255 is seen apart from the rest of 240/4, which is nobody's but harms nobody
constexpr std::array<Range, 2> kNobody{{{0, 8}, {0xe0000000, 4}}};

AddressReach reachOf4(quint32 address)
{
    const auto holds = [address](const Range &range) { return isInside(address, range); };
    if (address == 0xffffffff || std::any_of(kNobody.begin(), kNobody.end(), holds))
        return AddressReach::Nobody;
    return std::any_of(kPrivate.begin(), kPrivate.end(), holds) ? AddressReach::Private : AddressReach::Public;
}

} // namespace

AddressReach reachOf(const QHostAddress &address)
{
    bool isFour = false;
    const quint32 four = address.toIPv4Address(&isFour); // also of ::ffff:0:0/96
    if (isFour)
        return reachOf4(four);
    if (address.isNull() || address.isMulticast() || address == QHostAddress(QHostAddress::AnyIPv6))
        return AddressReach::Nobody;
    const bool isPrivate = address.isLoopback() || address.isLinkLocal() || address.isUniqueLocalUnicast();
    return isPrivate ? AddressReach::Private : AddressReach::Public;
}

} // namespace portolan
