// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/topology/topologyformat.h"
#include "views/inspector/propertybinding.h"

#include <QCoreApplication>

#include <algorithm>

// The forms of the document, of sites and of links.
namespace portolan {

namespace {

struct Properties {
    Q_DECLARE_TR_FUNCTIONS(portolan::Properties)
};

QString tr(const char *text)
{
    return Properties::tr(text);
}

SiteKind kindFrom(const QString &word)
{
    const auto *found = std::find_if(std::begin(kSiteKinds), std::end(kSiteKinds),
                                     [&](const JsonWord<SiteKind> &known) { return known.first == word; });
    return found == std::end(kSiteKinds) ? SiteKind::Internal : found->second;
}

} // namespace

PropertyForm documentForm(const Topology &topology, const Catalog &catalog)
{
    PropertyForm form;
    form.title = topology.name;
    form.subtitle = tr("Deployment · %1").arg(catalog.sourceTitle());
    PropertyRow name = lineRow(QStringLiteral("name"), tr("Name"), &checkDocumentName);
    name.values = {topology.name};
    name.edit = [](const QString &value) {
        DocumentChange change;
        change.name = value;
        return changeDocument(change);
    };
    form.rows << name;
    return form;
}

PropertyForm siteForm(const Topology &topology, const QStringList &ids)
{
    PropertyForm form;
    form.title = namesOf(topology, {ids, {}, {}});
    form.subtitle = ids.size() == 1 ? tr("Site") : tr("What is entered goes to all of them.");
    const PropertyBinding<Site, SiteChange> sites(
        topology.sites, ids, [topology, ids](const SiteChange &change) { return changeSites(topology, ids, change); });
    if (ids.size() == 1) {
        const auto check = [topology, id = ids.front()](const QString &text) {
            return checkSiteName(topology, id, text);
        };
        form.rows << sites.text(lineRow(QStringLiteral("name"), tr("Name"), check), &Site::name, &SiteChange::name);
    }
    form.rows << sites.row(
        choiceRow(QStringLiteral("kind"), tr("Kind"),
                  {{toString(SiteKind::Internal), tr("Internal"), {}},
                   {toString(SiteKind::Perimeter), tr("Perimeter network"), {}},
                   {toString(SiteKind::External), tr("External"), {}}}),
        [](const Site &site) { return toString(site.kind); },
        [](SiteChange &change, const QString &value) { change.kind = kindFrom(value); });
    form.rows << sites.flag(flagRow(QStringLiteral("internetFacing"), tr("Clients outside reach this site")),
                            &Site::internetFacing, &SiteChange::internetFacing);
    PropertyRow organization = lineRow(QStringLiteral("organization"), tr("Organization"), &checkOrganization);
    organization.placeholder = tr("the one being planned");
    form.rows << sites.text(organization, &Site::organization, &SiteChange::organization);
    form.rows << sites.text(notesRow(), &Site::notes, &SiteChange::notes);
    return form;
}

PropertyForm linkForm(const Topology &topology, const QStringList &ids)
{
    QList<LinkEnds> ends;
    for (const QString &id : ids)
        ends << endsOfLinkId(id);
    PropertyForm form;
    form.title = namesOf(topology, {{}, ends, {}});
    form.subtitle = ids.size() == 1 ? tr("Link between two sites") : tr("What is entered goes to all of them.");
    const PropertyBinding<Link, LinkChange> links(topology.links, ids, [topology, ends](const LinkChange &change) {
        return changeLinks(topology, ends, change);
    });
    form.rows << links.row(
        lineRow(QStringLiteral("cost"), tr("Cost"), &checkCost),
        [](const Link &link) { return QString::number(link.cost); },
        [](LinkChange &change, const QString &value) { change.cost = costFrom(value); });
    form.rows << links.flag(flagRow(QStringLiteral("tlsDisabled"), tr("TLS is switched off across it")),
                            &Link::tlsDisabled, &LinkChange::tlsDisabled);
    form.rows << links.flag(flagRow(QStringLiteral("filtered"), tr("A firewall or port filter stands on it")),
                            &Link::filtered, &LinkChange::filtered);
    return form;
}

} // namespace portolan
