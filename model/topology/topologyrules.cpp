// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "topologyrules.h"

#include "model/json/plaintext.h"
#include "model/topology/hostname.h"
#include "model/topology/ipaddress.h"

#include <QCoreApplication>

namespace portolan {

namespace {

struct TopologyRules {
    Q_DECLARE_TR_FUNCTIONS(portolan::TopologyRules)
};

} // namespace

QString roleFault(const QString &role)
{
    return role.isEmpty() || role.size() > kLongestName || findForbidden(role, Lines::One) >= 0
        ? TopologyRules::tr("%1 cannot be the id of a role.").arg(quoted(role))
        : QString();
}

QString hostNameFault(const QString &name)
{
    return isHostName(name)
        ? QString()
        : TopologyRules::tr("%1 is no host name: its parts have letters, digits, “-” and “_” and are joined by dots.")
              .arg(quoted(name));
}

QString addressFault(const QString &address)
{
    return parseIpAddress(address)
        ? QString()
        : TopologyRules::tr("%1 is no IPv4 or IPv6 address such as 192.0.2.11 or 2001:db8::11.").arg(quoted(address));
}

QString portRangeFault(qint64 first, qint64 last)
{
    if (first > last)
        return TopologyRules::tr("The first port, %1, is above the last, %2.").arg(first).arg(last);
    if (first < 1 || last > kLastPort)
        return TopologyRules::tr("Ports go from 1 to %1.").arg(kLastPort);
    return {};
}

} // namespace portolan
