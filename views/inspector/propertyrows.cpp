// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/inspector/propertyrows.h"

#include "views/inspector/propertybinding.h"
#include "views/inspector/propertyvalues.h"
#include "views/outline/drawnicon.h"
#include "views/tables/displaytext.h"

namespace portolan {

namespace {

using Editor = PropertyRow::Editor;

struct Properties {
    Q_DECLARE_TR_FUNCTIONS(portolan::Properties)
};

QString tr(const char *text)
{
    return Properties::tr(text);
}

template <typename List>
auto byId(const List &list, const QString &id)
{
    return std::find_if(list.begin(), list.end(), [&](const auto &entry) { return keyOf(entry) == id; });
}

/// The name of one, or how many there are.
template <typename List>
QString called(const List &list, const QStringList &ids, const QString &many)
{
    if (ids.size() != 1)
        return many.arg(ids.size());
    const auto found = byId(list, ids.front());
    return found == list.end() ? ids.front() : found->name;
}

QList<PropertyChoice> siteChoices(const Topology &topology, const DiagramStyle &style)
{
    QList<PropertyChoice> choices;
    for (const Site &site : topology.sites)
        choices << PropertyChoice{site.id, displayText(site.name),
                                  drawnIcon(QStringLiteral("site-") + toString(site.kind), style.quietText)};
    return choices;
}

QList<PropertyChoice> roleChoices(const Topology &topology, const Catalog &catalog, const QStringList &servers,
                                  const DiagramStyle &style)
{
    QList<PropertyChoice> choices;
    QSet<QString> unknown;
    for (const Role &role : catalog.roles())
        choices << PropertyChoice{role.id, displayText(role.label), drawnIcon(role.icon, style.hue(role.color))};
    for (const Server &server : topology.servers) {
        if (!servers.contains(server.id))
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

PropertyForm documentForm(const Topology &topology, const Catalog &catalog)
{
    PropertyForm form;
    form.title = topology.name;
    form.subtitle = tr("Deployment · %1").arg(catalog.sourceTitle());
    PropertyRow name;
    name.key = QStringLiteral("name");
    name.label = tr("Name");
    name.check = checkOf(PropertyKind::Name);
    name.values = [](const Topology &now) { return QStringList{now.name}; };
    name.edit = [label = name.label](const QString &value) {
        return TopologyEdit{changeText(label, tr("the deployment")), [value](const Topology &now) {
                                Topology result = now;
                                result.name = value;
                                return result;
                            }};
    };
    form.rows << name;
    return form;
}

PropertyForm siteForm(const Topology &topology, const QStringList &ids)
{
    PropertyForm form;
    form.title = called(topology.sites, ids, tr("%1 sites"));
    form.subtitle = ids.size() == 1 ? tr("Site") : tr("What is entered goes to all of them.");
    const PropertyBinding<Site> sites(&Topology::sites, ids, form.title);
    if (ids.size() == 1)
        form.rows << sites.text(line(QStringLiteral("name"), tr("Name"), PropertyKind::Name), &Site::name);
    PropertyRow kind = choice(QStringLiteral("kind"), tr("Kind"),
                              {{toString(SiteKind::Internal), tr("Internal"), {}},
                               {toString(SiteKind::Perimeter), tr("Perimeter network"), {}},
                               {toString(SiteKind::External), tr("External"), {}}});
    form.rows << sites.row(
        kind, [](const Site &site) { return toString(site.kind); },
        [](Site &site, const QString &value) { site.kind = siteKindFrom(value); });
    form.rows << sites.flag(flag(QStringLiteral("internetFacing"), tr("Clients outside reach this site")),
                            &Site::internetFacing);
    PropertyRow organization = line(QStringLiteral("organization"), tr("Organization"), PropertyKind::Text);
    organization.placeholder = tr("the one being planned");
    form.rows << sites.text(organization, &Site::organization);
    form.rows << sites.text(notes(), &Site::notes);
    return form;
}

PropertyForm serverForm(const Topology &topology, const Catalog &catalog, const QStringList &ids,
                        const DiagramStyle &style)
{
    PropertyForm form;
    form.title = called(topology.servers, ids, tr("%1 servers"));
    form.subtitle = ids.size() == 1 ? tr("Server") : tr("What is entered goes to all of them.");
    const PropertyBinding<Server> servers(&Topology::servers, ids, form.title);
    if (ids.size() == 1)
        form.rows << servers.text(line(QStringLiteral("name"), tr("Name"), PropertyKind::Name), &Server::name);
    PropertyRow site = choice(QStringLiteral("site"), tr("Site"), siteChoices(topology, style));
    form.rows << servers.row(
        site, [](const Server &server) { return server.site; },
        [](Server &server, const QString &value) { server.site = value; });
    PropertyRow roles;
    roles.key = QStringLiteral("roles");
    roles.label = tr("Roles");
    roles.choices = roleChoices(topology, catalog, ids, style);
    form.rows << servers.ticks(roles, &Server::roles);
    if (ids.size() == 1) {
        PropertyRow fqdn = line(QStringLiteral("fqdn"), tr("Full name (FQDN)"), PropertyKind::HostName);
        fqdn.placeholder = QStringLiteral("hub1.corp.example");
        form.rows << servers.text(fqdn, &Server::fqdn);
        PropertyRow addresses = line(QStringLiteral("addresses"), tr("Addresses"), PropertyKind::Addresses);
        addresses.placeholder = QStringLiteral("10.0.1.5, 2001:db8::5");
        form.rows << servers.row(
            addresses, [](const Server &server) { return textOf(server.addresses); },
            [](Server &server, const QString &value) { server.addresses = listFrom(value); });
    }
    PropertyRow ports = line(QStringLiteral("dynamicPorts"), tr("Dynamic ports"), PropertyKind::PortRange);
    ports.placeholder = tr("as the port reference says");
    form.rows << servers.row(
        ports, [](const Server &server) { return textOf(server.dynamicPorts); },
        [](Server &server, const QString &value) { server.dynamicPorts = portRangeFrom(value); });
    form.rows << servers.text(line(QStringLiteral("version"), tr("Version"), PropertyKind::Text), &Server::version);
    form.rows << servers.text(line(QStringLiteral("operatingSystem"), tr("Operating system"), PropertyKind::Text),
                              &Server::operatingSystem);
    form.rows << servers.text(line(QStringLiteral("domain"), tr("Domain"), PropertyKind::HostName), &Server::domain);
    form.rows << servers.flag(flag(QStringLiteral("readOnly"), tr("Read-only domain controller")), &Server::readOnly);
    PropertyRow sip = choice(QStringLiteral("sipStartup"), tr("SIP calls are taken with"),
                             {{{}, tr("not said"), {}},
                              {toString(SipStartup::Tcp), tr("TCP"), {}},
                              {toString(SipStartup::Tls), tr("TLS"), {}},
                              {toString(SipStartup::Dual), tr("TCP and TLS"), {}}});
    form.rows << servers.row(
        sip, [](const Server &server) { return server.sipStartup ? toString(*server.sipStartup) : QString(); },
        [](Server &server, const QString &value) { server.sipStartup = sipStartupFrom(value); });
    form.rows << servers.text(notes(), &Server::notes);
    return form;
}

PropertyForm linkForm(const Topology &topology, const QStringList &ids)
{
    PropertyForm form;
    form.title = tr("%1 links").arg(ids.size());
    form.subtitle = tr("What is entered goes to all of them.");
    if (ids.size() == 1) {
        form.subtitle = tr("Link between two sites");
        const auto link = byId(topology.links, ids.front());
        if (link != topology.links.end())
            form.title = called(topology.sites, {link->first}, {}) + QStringLiteral(" – ")
                + called(topology.sites, {link->second}, {});
    }
    const PropertyBinding<Link> links(&Topology::links, ids, form.title);
    form.rows << links.row(
        line(QStringLiteral("cost"), tr("Cost"), PropertyKind::Cost),
        [](const Link &link) { return QString::number(link.cost); },
        [](Link &link, const QString &value) { link.cost = value.trimmed().toInt(); });
    form.rows << links.flag(flag(QStringLiteral("tlsDisabled"), tr("TLS between Hub Transport servers is off")),
                            &Link::tlsDisabled);
    form.rows << links.flag(flag(QStringLiteral("filtered"), tr("A firewall or port filter stands on it")),
                            &Link::filtered);
    return form;
}

} // namespace

QString changeText(const QString &label, const QString &of)
{
    QString inside = label;
    // "Full name" begins small within a sentence, "TLS" does not.
    if (label.size() > 1 && label.at(1).isLower())
        inside[0] = inside.at(0).toLower();
    return tr("Change %1 of %2").arg(inside, displayText(of));
}

PropertyForm propertyForm(const Topology &topology, const Catalog &catalog, const Subject &subject,
                          const DiagramStyle &style)
{
    const QStringList servers = subject.allServers();
    const int kinds = int(!subject.sites.isEmpty()) + int(!servers.isEmpty()) + int(!subject.groups.isEmpty())
        + int(!subject.links.isEmpty());
    PropertyForm form;
    if (kinds > 1) {
        form.title = tr("%1 things").arg(subject.count());
        form.subtitle = tr("Select only sites, only servers, only groups or only links to change their properties.");
    } else if (!subject.sites.isEmpty()) {
        form = siteForm(topology, subject.sites);
    } else if (!servers.isEmpty()) {
        form = serverForm(topology, catalog, servers, style);
    } else if (!subject.groups.isEmpty()) {
        form = groupForm(topology, catalog, subject.groups, style);
    } else if (!subject.links.isEmpty()) {
        form = linkForm(topology, subject.links);
    } else {
        form = documentForm(topology, catalog);
    }
    return form;
}

} // namespace portolan
