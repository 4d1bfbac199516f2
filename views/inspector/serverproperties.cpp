// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/inspector/propertybinding.h"
#include "views/outline/drawnicon.h"
#include "views/tables/displaytext.h"

#include <QCoreApplication>

namespace portolan {

namespace {

struct Properties {
    Q_DECLARE_TR_FUNCTIONS(portolan::Properties)
};

QString tr(const char *text)
{
    return Properties::tr(text);
}

/// All of the catalog, then those that it does not know.
QList<PropertyChoice> roleChoices(const Topology &topology, const Catalog &catalog, const QStringList &servers,
                                  const DiagramStyle &style)
{
    QList<PropertyChoice> choices;
    for (const Role &role : catalog.roles())
        choices << PropertyChoice{role.id, displayText(role.label), drawnIcon(role.icon, style.hue(role.color))};
    const QSet<QString> picked(servers.begin(), servers.end());
    QSet<QString> unknown;
    for (const Server &server : topology.servers) {
        if (!picked.contains(server.id))
            continue;
        for (const QString &role : server.roles) {
            if (catalog.roleIndex(role) < 0 && !unknown.contains(role)) {
                unknown << role;
                choices << PropertyChoice{role, tr("%1 (not in the port reference)").arg(displayText(role)), {}};
            }
        }
    }
    return choices;
}

std::optional<SipStartup> sipStartupFrom(const QString &word)
{
    for (const SipStartup startup : {SipStartup::Tcp, SipStartup::Tls, SipStartup::Dual}) {
        if (toString(startup) == word)
            return startup;
    }
    return std::nullopt;
}

} // namespace

PropertyForm serverForm(const Topology &topology, const Catalog &catalog, const QStringList &ids,
                        const DiagramStyle &style)
{
    PropertyForm form;
    form.title = namesOf(topology, {ids, {}, {}});
    form.subtitle = ids.size() == 1 ? tr("Server") : tr("What is entered goes to all of them.");
    const PropertyBinding<Server, ServerChange> servers(
        topology.servers, ids,
        [topology, ids](const ServerChange &change) { return changeServers(topology, ids, change); });
    const QString only = ids.size() == 1 ? ids.front() : QString();
    if (!only.isEmpty())
        form.rows << servers.text(
            lineRow(QStringLiteral("name"), tr("Name"),
                    [topology, only](const QString &text) { return checkServerName(topology, only, text); }),
            &Server::name, &ServerChange::name);
    form.rows << servers.text(choiceRow(QStringLiteral("site"), tr("Site"), siteChoices(topology, style)),
                              &Server::site, &ServerChange::site);
    form.rows << servers.ticks(
        ticksRow(QStringLiteral("roles"), tr("Roles"), roleChoices(topology, catalog, ids, style)), &Server::roles,
        [topology, catalog, ids](const QString &role, bool on) {
            return on ? giveRole(topology, catalog, ids, role) : takeRole(topology, catalog, ids, role);
        });
    if (!only.isEmpty()) {
        PropertyRow fqdn = lineRow(QStringLiteral("fqdn"), tr("Full name (FQDN)"),
                                   [topology, only](const QString &text) { return checkFqdn(topology, only, text); });
        fqdn.placeholder = QStringLiteral("hub1.corp.example");
        form.rows << servers.text(fqdn, &Server::fqdn, &ServerChange::fqdn);
        PropertyRow addresses =
            lineRow(QStringLiteral("addresses"), tr("Addresses"),
                    [topology, only](const QString &text) { return checkServerAddresses(topology, only, text); });
        addresses.placeholder = QStringLiteral("10.0.1.5, 2001:db8::5");
        form.rows << servers.row(
            addresses, [](const Server &server) { return server.addresses.join(QStringLiteral(", ")); },
            [](ServerChange &change, const QString &value) { change.addresses = addressesFrom(value); });
    }
    PropertyRow ports = lineRow(QStringLiteral("dynamicPorts"), tr("Dynamic ports"), &checkPortRange);
    ports.placeholder = tr("as the port reference says");
    form.rows << servers.row(
        ports, [](const Server &server) { return portRangeText(server.dynamicPorts); },
        [](ServerChange &change, const QString &value) { change.dynamicPorts = portRangeFrom(value); });
    form.rows << servers.text(lineRow(QStringLiteral("version"), tr("Version"), &checkVersion), &Server::version,
                              &ServerChange::version);
    form.rows << servers.text(lineRow(QStringLiteral("operatingSystem"), tr("Operating system"), &checkOperatingSystem),
                              &Server::operatingSystem, &ServerChange::operatingSystem);
    form.rows << servers.text(lineRow(QStringLiteral("domain"), tr("Domain"), &checkHostName), &Server::domain,
                              &ServerChange::domain);
    form.rows << servers.flag(flagRow(QStringLiteral("readOnly"), tr("Read-only directory server (RODC)")),
                              &Server::readOnly, &ServerChange::readOnly);
    form.rows << servers.row(
        choiceRow(QStringLiteral("sipStartup"), tr("SIP calls are taken with"),
                  {{{}, tr("not said"), {}},
                   {toString(SipStartup::Tcp), tr("TCP"), {}},
                   {toString(SipStartup::Tls), tr("TLS"), {}},
                   {toString(SipStartup::Dual), tr("TCP and TLS"), {}}}),
        [](const Server &server) { return server.sipStartup ? toString(*server.sipStartup) : QString(); },
        [](ServerChange &change, const QString &value) { change.sipStartup = sipStartupFrom(value); });
    form.rows << servers.text(notesRow(), &Server::notes, &ServerChange::notes);
    return form;
}

} // namespace portolan
