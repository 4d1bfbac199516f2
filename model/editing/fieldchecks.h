// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/editing/parts.h"
#include "model/topology/topology.h"

#include <QStringList>
#include <QStringView>

#include <optional>

namespace portolan {

/// What is wrong with what stands in a field, while it is typed.
struct FieldFault {
    QString text; ///< a sentence: what is wrong and what would be right
    bool isRefused = true; ///< false: it can stand, but is a finding (a name that another has)
};
using FieldCheck = std::optional<FieldFault>; ///< nothing: all is well

FieldCheck checkSiteName(const Topology &now, const QString &id, const QString &name);
FieldCheck checkServerName(const Topology &now, const QString &id, const QString &name);
FieldCheck checkGroupName(const Topology &now, const QString &id, const QString &name);
FieldCheck checkViewName(const Topology &now, const QString &before, const QString &name);
FieldCheck checkDocumentName(const QString &name);
FieldCheck checkCatalogId(const QString &id);
/// Of something new: it may not be there yet.
FieldCheck checkNewId(const Topology &now, const QString &id);
FieldCheck checkOrganization(const QString &text);
FieldCheck checkVersion(const QString &text);
FieldCheck checkOperatingSystem(const QString &text);
FieldCheck checkNotes(const QString &text);
FieldCheck checkReason(const QString &text); ///< of an accepted finding
FieldCheck checkRole(const QString &id);
FieldCheck checkFqdn(const Topology &now, const QString &serverId, const QString &text);
FieldCheck checkHostName(const QString &text); ///< a domain, a CAS array's name; empty is fine
/// Of a server, as typed: see addressesFrom(). One that another server has is a finding.
FieldCheck checkServerAddresses(const Topology &now, const QString &serverId, const QString &text);
FieldCheck checkAddresses(const QString &text);
FieldCheck checkPortRange(const QString &text);
FieldCheck checkPort(const QString &text);
FieldCheck checkCost(const QString &text);
/// Two different sites without a link.
FieldCheck checkNewLink(const Topology &now, const LinkEnds &ends);

/// What was typed, for the edits: commas, semicolons, blanks and line breaks between addresses.
QStringList addressesFrom(const QString &text);
/// "60000-60099", "60000 – 60099" or "60000"; nothing where it is empty or no range.
std::optional<PortRange> portRangeFrom(const QString &text);
QString portRangeText(const std::optional<PortRange> &range);
std::optional<quint16> portFrom(const QString &text);
std::optional<int> costFrom(const QString &text);

} // namespace portolan
