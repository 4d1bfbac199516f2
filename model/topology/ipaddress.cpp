// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "ipaddress.h"

#include <QList>

#include <algorithm>

namespace portolan {

namespace {

std::optional<std::array<quint8, 4>> parseIpv4(QStringView text)
{
    const QList<QStringView> parts = text.split(u'.');
    if (parts.size() != 4)
        return {};
    std::array<quint8, 4> bytes{};
    for (qsizetype i = 0; i < 4; ++i) {
        const QStringView part = parts[i];
        // A leading zero means octal to some programs and decimal to others.
        if (part.isEmpty() || part.size() > 3 || (part.size() > 1 && part[0] == u'0'))
            return {};
        uint value = 0;
        for (const QChar c : part) {
            if (c < u'0' || c > u'9')
                return {};
            value = value * 10 + uint(c.unicode() - u'0');
        }
        if (value > 255)
            return {};
        bytes[size_t(i)] = quint8(value);
    }
    return bytes;
}

/// Appends the 16-bit groups of one side of "::". Only the last one may be an IPv4 address.
bool appendGroups(QStringView text, bool mayEndInIpv4, QList<quint8> &bytes)
{
    if (text.isEmpty())
        return true;
    const QList<QStringView> parts = text.split(u':');
    for (qsizetype i = 0; i < parts.size(); ++i) {
        const QStringView part = parts[i];
        if (mayEndInIpv4 && i + 1 == parts.size() && part.contains(u'.')) {
            const auto ipv4 = parseIpv4(part);
            if (!ipv4)
                return false;
            for (const quint8 byte : *ipv4)
                bytes << byte;
            continue;
        }
        if (part.isEmpty() || part.size() > 4)
            return false;
        uint value = 0;
        for (const QChar c : part) {
            const char16_t lower = c.unicode() | 0x20;
            if (c >= u'0' && c <= u'9')
                value = value * 16 + uint(c.unicode() - u'0');
            else if (c.unicode() < 0x80 && lower >= u'a' && lower <= u'f')
                value = value * 16 + uint(lower - u'a') + 10;
            else
                return false;
        }
        bytes << quint8(value >> 8) << quint8(value & 0xFF);
    }
    return true;
}

} // namespace

std::optional<IpAddress> parseIpAddress(QStringView text)
{
    IpAddress address{};
    if (text.size() > 45)
        return {};
    if (!text.contains(u':')) {
        const auto ipv4 = parseIpv4(text);
        if (!ipv4)
            return {};
        address[10] = address[11] = 0xFF;
        std::copy(ipv4->begin(), ipv4->end(), address.begin() + 12);
        return address;
    }
    const qsizetype gap = text.indexOf(u"::");
    QList<quint8> head;
    QList<quint8> tail;
    if (gap < 0) {
        if (!appendGroups(text, true, head) || head.size() != 16)
            return {};
    } else {
        const QStringView before = text.first(gap);
        const QStringView after = text.sliced(gap + 2);
        // "::" stands for at least one group, and for once only.
        if (after.startsWith(u':') || after.contains(u"::") || !appendGroups(before, false, head)
            || !appendGroups(after, true, tail) || head.size() + tail.size() > 14)
            return {};
    }
    std::copy(head.begin(), head.end(), address.begin());
    std::copy(tail.begin(), tail.end(), address.end() - tail.size());
    return address;
}

} // namespace portolan
