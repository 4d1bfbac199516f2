// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "serverplan.h"

#include "servertable.h"

#include "model/json/plaintext.h"
#include "model/topology/ipaddress.h"
#include "model/topology/topologyrules.h"

#include <QCoreApplication>

#include <algorithm>

namespace portolan {

namespace {

struct ServerPlanning {
    Q_DECLARE_TR_FUNCTIONS(portolan::ServerPlanning)
};

bool hasAddress(const QStringList &addresses, const QString &address)
{
    const std::optional<IpAddress> wanted = parseIpAddress(address);
    return std::any_of(addresses.begin(), addresses.end(),
                       [&wanted](const QString &other) { return parseIpAddress(other) == wanted; });
}

bool areSameAddresses(const QStringList &a, const QStringList &b)
{
    const auto areIn = [](const QStringList &some, const QStringList &all) {
        return std::all_of(some.begin(), some.end(),
                           [&all](const QString &address) { return hasAddress(all, address); });
    };
    return areIn(a, b) && areIn(b, a);
}

} // namespace

void ServerPlan::say(ServerField field, const QString &value)
{
    const auto said = m_said.constFind(field);
    if (said != m_said.constEnd() && said->compare(value, Qt::CaseInsensitive) != 0)
        m_remarks << ServerPlanning::tr("%1: the rows say %2 and %3; the last counts.")
                         .arg(labelOf(field), quoted(*said), quoted(value));
    m_said.insert(field, value);
}

void ServerPlan::addOwn(const ServerFacts &facts)
{
    m_after.name = facts.name;
    m_after.fqdn = facts.fqdn;
    if (facts.judgesAllRoles)
        m_after.roles = facts.roles;
    m_after.addresses = facts.addresses.value_or(m_after.addresses);
    m_after.dynamicPorts = facts.dynamicPorts;
    m_after.version = facts.version.value_or(m_after.version);
    m_after.operatingSystem = facts.operatingSystem.value_or(m_after.operatingSystem);
    m_after.domain = facts.domain.value_or(m_after.domain);
    m_after.readOnly = facts.readOnly.value_or(m_after.readOnly);
    m_after.sipStartup = facts.sipStartup;
    m_after.notes = facts.notes.value_or(m_after.notes);
}

void ServerPlan::addRole(const QString &role)
{
    if (!m_after.roles.contains(role))
        m_after.roles << role;
}

void ServerPlan::addRoles(const ServerFacts &facts, const ImportChoices &choices)
{
    QStringList roles = facts.roles;
    for (const QString &word : facts.unknownRoles) {
        const QString role = choices.roleOf.value(word.toLower());
        if (!role.isEmpty() && !roles.contains(role))
            roles << role;
    }
    m_after.roles.removeIf([&](const QString &role) {
        return !roles.contains(role) && (facts.judgesAllRoles || facts.judgedRoles.contains(role));
    });
    for (const QString &role : std::as_const(roles))
        addRole(role);
}

void ServerPlan::addAddresses(const ServerFacts &facts)
{
    if (!facts.addresses)
        return;
    // A scan sees the address that it went to, not all that the host has; nor does a second list take from the first.
    const bool isPartial = facts.ports.has_value() || m_said.contains(ServerField::Addresses);
    if (isPartial) {
        for (const QString &address : *facts.addresses) {
            if (!hasAddress(m_after.addresses, address) && m_after.addresses.size() < kMostOfOneServer)
                m_after.addresses << address;
        }
    } else if (!areSameAddresses(m_after.addresses, *facts.addresses)) {
        m_after.addresses = *facts.addresses;
    }
    if (!facts.ports)
        m_said.insert(ServerField::Addresses, QString());
}

void ServerPlan::add(const ServerFacts &facts, const ImportChoices &choices)
{
    m_places << facts.place;
    if (facts.clearsEmpty) {
        addOwn(facts);
        return;
    }
    const auto set = [this](ServerField field, QString &target, const QString &value) {
        if (value.isEmpty())
            return;
        say(field, value);
        if (target.compare(value, Qt::CaseInsensitive) != 0)
            target = value;
    };
    // Names by reverse look-up are anybody's: they fill a gap, no more.
    if (!facts.ports || m_after.fqdn.isEmpty())
        set(ServerField::Fqdn, m_after.fqdn, facts.fqdn);
    addRoles(facts, choices);
    addAddresses(facts);
    set(ServerField::Version, m_after.version, facts.version.value_or(QString()));
    set(ServerField::OperatingSystem, m_after.operatingSystem, facts.operatingSystem.value_or(QString()));
    set(ServerField::Domain, m_after.domain, facts.domain.value_or(QString()));
    m_after.readOnly = facts.readOnly.value_or(m_after.readOnly);
    if (facts.dynamicPorts)
        m_after.dynamicPorts = facts.dynamicPorts;
    if (facts.sipStartup)
        m_after.sipStartup = facts.sipStartup;
    // What people wrote into the document stays.
    if (m_after.notes.isEmpty())
        m_after.notes = facts.notes.value_or(QString());
}

QList<FieldChange> ServerPlan::changes(const std::function<QString(const QString &)> &siteName) const
{
    const auto shown = [&siteName](ServerField field, const QString &cell) {
        if (field == ServerField::Site)
            return cell.isEmpty() ? QString() : siteName(cell);
        return field == ServerField::Roles || field == ServerField::Addresses
            ? splitList(cell).join(QStringLiteral(", "))
            : cell;
    };
    const Server nothing;
    const QStringList old = serverCells(m_before ? *m_before : nothing, {});
    const QStringList now = serverCells(m_after, {});
    const QList<ServerField> fields = allServerFields();
    QList<FieldChange> changes;
    for (qsizetype i = 0; i < fields.size(); ++i) {
        const bool isOfNew = !m_before && (fields[i] == ServerField::Id || fields[i] == ServerField::Name);
        if (old[i] != now[i] && !isOfNew)
            changes << FieldChange{toString(fields[i]), labelOf(fields[i]),
                                   m_before ? shown(fields[i], old[i]) : QString(), shown(fields[i], now[i])};
    }
    return changes;
}

} // namespace portolan
