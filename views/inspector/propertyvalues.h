// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "views/inspector/propertyrows.h"

#include <optional>

namespace portolan {

/// What a text in a form has to be.
enum class PropertyKind { Text, Name, HostName, Addresses, PortRange, Port, Cost };

PropertyCheck checkOf(PropertyKind kind);

/// Rows without values, of the usual kinds.
PropertyRow line(const QString &key, const QString &label, PropertyKind kind);
PropertyRow choice(const QString &key, const QString &label, const QList<PropertyChoice> &choices);
PropertyRow flag(const QString &key, const QString &label);
PropertyRow notes();

/// Values as people type them, and back. Text that the checks refuse gives nothing.
QString textOf(const QStringList &list);
QStringList listFrom(const QString &text);
QString textOf(const std::optional<PortRange> &range);
std::optional<PortRange> portRangeFrom(const QString &text);
SiteKind siteKindFrom(const QString &word);
std::optional<SipStartup> sipStartupFrom(const QString &word);

PropertyForm groupForm(const Topology &topology, const Catalog &catalog, const QStringList &ids,
                       const DiagramStyle &style);

} // namespace portolan
