// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/inspector/propertyrows.h"

#include "model/editing/fieldchecks.h"
#include "views/outline/drawnicon.h"
#include "views/tables/displaytext.h"

#include <QCoreApplication>

namespace portolan {

namespace {

struct Properties {
    Q_DECLARE_TR_FUNCTIONS(portolan::Properties)
};

} // namespace

PropertyRow lineRow(const QString &key, const QString &label, const PropertyCheck &check)
{
    PropertyRow row;
    row.key = key;
    row.label = label;
    row.check = check;
    return row;
}

PropertyRow choiceRow(const QString &key, const QString &label, const QList<PropertyChoice> &choices)
{
    PropertyRow row;
    row.key = key;
    row.label = label;
    row.editor = PropertyRow::Editor::Choice;
    row.choices = choices;
    return row;
}

PropertyRow flagRow(const QString &key, const QString &label)
{
    PropertyRow row;
    row.key = key;
    row.label = label;
    row.editor = PropertyRow::Editor::Flag;
    return row;
}

PropertyRow ticksRow(const QString &key, const QString &label, const QList<PropertyChoice> &choices)
{
    PropertyRow row;
    row.key = key;
    row.label = label;
    row.editor = PropertyRow::Editor::Ticks;
    row.choices = choices;
    return row;
}

PropertyRow notesRow()
{
    PropertyRow row = lineRow(QStringLiteral("notes"), Properties::tr("Notes"), &checkNotes);
    row.editor = PropertyRow::Editor::Text;
    return row;
}

QList<PropertyChoice> siteChoices(const Topology &topology, const DiagramStyle &style)
{
    QList<PropertyChoice> choices;
    for (const Site &site : topology.sites)
        choices << PropertyChoice{site.id, displayText(site.name),
                                  drawnIcon(QStringLiteral("site-") + toString(site.kind), style.quietText)};
    return choices;
}

PropertyForm propertyForm(const Topology &topology, const Catalog &catalog, const Subject &subject,
                          const DiagramStyle &style)
{
    const QStringList servers = subject.allServers();
    const int kinds = int(!subject.sites.isEmpty()) + int(!servers.isEmpty()) + int(!subject.groups.isEmpty())
        + int(!subject.links.isEmpty());
    if (kinds > 1) {
        PropertyForm form;
        form.title = Properties::tr("%1 things").arg(subject.count());
        form.subtitle = Properties::tr("Select only sites, only servers, only groups or only links to change them.");
        return form;
    }
    if (!subject.sites.isEmpty())
        return siteForm(topology, subject.sites);
    if (!servers.isEmpty())
        return serverForm(topology, catalog, servers, style);
    if (!subject.groups.isEmpty())
        return groupForm(topology, catalog, subject.groups, style);
    if (!subject.links.isEmpty())
        return linkForm(topology, subject.links);
    return documentForm(topology, catalog);
}

} // namespace portolan
