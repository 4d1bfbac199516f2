// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "machinehere.h"

#include <QHostAddress>
#include <QNetworkInterface>
#include <QSysInfo>

namespace portolan {

Vantage machineHere()
{
    Vantage here;
    here.host = QSysInfo::machineHostName();
    for (QHostAddress address : QNetworkInterface::allAddresses()) {
        address.setScopeId({});
        here.addresses << address.toString();
    }
    here.addresses.removeDuplicates();
    return here;
}

} // namespace portolan
