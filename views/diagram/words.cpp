// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/diagram/diagram.h"

#include <QCoreApplication>

namespace portolan {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("portolan::Diagram", text);
}

} // namespace

QString encryptionText(Encryption encryption)
{
    switch (encryption) {
    case Encryption::Encrypted:
        return tr("encrypted by default");
    case Encryption::Optional:
        return tr("encryption supported, off by default");
    case Encryption::Disabled:
        return tr("encryption switched off by this deployment");
    case Encryption::None:
        return tr("encryption not supported");
    }
    return {};
}

QString encryptionWord(Encryption encryption)
{
    switch (encryption) {
    case Encryption::Optional:
        return tr("off by default");
    case Encryption::Disabled:
        return tr("encryption switched off");
    case Encryption::None:
        return tr("not encrypted");
    case Encryption::Encrypted:
        break;
    }
    return tr("encrypted");
}

QString siteKindText(const Site &site)
{
    QStringList words;
    switch (site.kind) {
    case SiteKind::Internal:
        words << tr("internal");
        break;
    case SiteKind::Perimeter:
        words << tr("perimeter");
        break;
    case SiteKind::External:
        words << tr("external");
        break;
    }
    if (site.internetFacing)
        words << tr("internet-facing");
    if (!site.organization.isEmpty())
        words << tr("organization: %1").arg(site.organization);
    return words.join(QStringLiteral(" · "));
}

QString portText(const Catalog &catalog, const FlowPort &port, const PortEntry &entry)
{
    QString text = QString::number(port.ports.first);
    if (port.ports.last != port.ports.first)
        text += u'–' + QString::number(port.ports.last);
    if (port.transport == Transport::Udp)
        text += QStringLiteral("/UDP");
    return text + u' ' + catalog.serviceLabel(entry.service);
}

} // namespace portolan
