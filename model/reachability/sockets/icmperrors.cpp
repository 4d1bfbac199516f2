// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "icmperrors.h"

#include <QCoreApplication>

namespace portolan {

namespace {

struct IcmpText {
    Q_DECLARE_TR_FUNCTIONS(portolan::IcmpText)
};

constexpr int kUnreachable4 = 3;
constexpr int kTimeExceeded4 = 11;
constexpr int kUnreachable6 = 1;
constexpr int kTimeExceeded6 = 3;

QString meaning4(const IcmpError &error)
{
    if (error.type == kTimeExceeded4)
        return IcmpText::tr("time to live exceeded");
    if (error.type != kUnreachable4)
        return {};
    switch (error.code) {
    case 0:
    case 6:
    case 11:
        return IcmpText::tr("network unreachable");
    case 1:
    case 7:
    case 8:
    case 12:
        return IcmpText::tr("host unreachable");
    case 2:
        return IcmpText::tr("protocol unreachable");
    case 3:
        return IcmpText::tr("port unreachable");
    case 9:
        return IcmpText::tr("network administratively prohibited");
    case 10:
        return IcmpText::tr("host administratively prohibited");
    case 13:
        return IcmpText::tr("communication administratively prohibited");
    default:
        return {};
    }
}

QString meaning6(const IcmpError &error)
{
    if (error.type == kTimeExceeded6)
        return IcmpText::tr("hop limit exceeded");
    if (error.type != kUnreachable6)
        return {};
    switch (error.code) {
    case 0:
        return IcmpText::tr("no route");
    case 1:
        return IcmpText::tr("communication administratively prohibited");
    case 2:
        return IcmpText::tr("beyond the scope of the source address");
    case 3:
        return IcmpText::tr("address unreachable");
    case 4:
        return IcmpText::tr("port unreachable");
    case 5:
        return IcmpText::tr("source address refused by policy");
    case 6:
        return IcmpText::tr("route rejected");
    default:
        return {};
    }
}

} // namespace

IcmpMeaning meaningOf(const IcmpError &error)
{
    const bool isSix = error.family == 6;
    if (error.type != (isSix ? kUnreachable6 : kUnreachable4))
        return IcmpMeaning::NoWay;
    if (error.code == (isSix ? 4 : 3))
        return IcmpMeaning::PortUnreachable;
    const bool isProhibited = isSix ? error.code == 1 || error.code == 5 || error.code == 6
                                    : error.code == 9 || error.code == 10 || error.code == 13;
    return isProhibited ? IcmpMeaning::Prohibited : IcmpMeaning::NoWay;
}

bool isClosedPort(const IcmpError &error, const QHostAddress &host)
{
    const bool isPortUnreachable = meaningOf(error) == IcmpMeaning::PortUnreachable;
    if (!isPortUnreachable || error.reporter.isEmpty())
        return isPortUnreachable;
    const auto unscoped = [](QHostAddress address) {
        address.setScopeId({});
        return address;
    };
    return unscoped(QHostAddress(error.reporter)) == unscoped(host);
}

QString describe(const IcmpError &error)
{
    QString text = QStringLiteral("%1 %2/%3")
                       .arg(error.family == 6 ? QStringLiteral("ICMPv6") : QStringLiteral("ICMP"))
                       .arg(error.type)
                       .arg(error.code);
    const QString meaning = error.family == 6 ? meaning6(error) : meaning4(error);
    if (!meaning.isEmpty())
        text += QStringLiteral(", ") + meaning;
    return error.reporter.isEmpty()
        ? text
        : IcmpText::tr("%1, from %2", "an ICMP error, an address").arg(text, error.reporter);
}

} // namespace portolan
