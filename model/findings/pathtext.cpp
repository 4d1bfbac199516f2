// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "pathtext.h"

namespace portolan {

QString codesText(const Catalog &catalog, const QList<int> &paths)
{
    QStringList codes;
    for (const int path : paths)
        codes << catalog.dataPaths()[path].code;
    return shortList(codes);
}

QString portsText(const Catalog &catalog, int path)
{
    QStringList ports;
    for (const PortEntry &entry : catalog.dataPaths()[path].ports) {
        const bool isFixed = entry.kind == PortKind::Fixed || entry.kind == PortKind::DagReplicationPort;
        const QString number = !isFixed ? FindingText::tr("dynamic")
            : entry.ports.first == entry.ports.last
            ? QString::number(entry.ports.first)
            : QStringLiteral("%1-%2").arg(QString::number(entry.ports.first), QString::number(entry.ports.last));
        ports << number + (entry.transport == Transport::Tcp ? QStringLiteral("/TCP") : QStringLiteral("/UDP"));
    }
    const QString code = catalog.dataPaths()[path].code;
    return ports.isEmpty() ? code : FindingText::tr("%1 (%2)").arg(code, ports.join(QStringLiteral(", ")));
}

} // namespace portolan
