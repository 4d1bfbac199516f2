// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/catalog/catalog.h"
#include "model/editing/topologyedit.h"
#include "views/diagram/diagramstyle.h"
#include "views/inspector/propertyfield.h"
#include "views/outline/subject.h"

namespace portolan {

/// A property of what is selected: how it is shown, which values it has, and the step that changes it.
struct PropertyRow {
    enum class Editor { Line, Text, Choice, Flag, Ticks };
    QString key; ///< "addresses": stable, for the field's object name
    QString label;
    Editor editor = Editor::Line;
    QString placeholder;
    QList<PropertyChoice> choices;
    PropertyCheck check;
    QStringList values; ///< as PropertyField::showValues()
    std::function<TopologyEdit(const QString &value)> edit;
    std::function<TopologyEdit(const QString &value, bool on)> toggle; ///< of Ticks
};

/// The properties of a subject, in the order of the form, and what it is in words.
struct PropertyForm {
    QString title;
    QString subtitle;
    QList<PropertyRow> rows;
};

PropertyForm propertyForm(const Topology &topology, const Catalog &catalog, const Subject &subject,
                          const DiagramStyle &style);

// The parts of it.

PropertyForm documentForm(const Topology &topology, const Catalog &catalog);
PropertyForm siteForm(const Topology &topology, const QStringList &ids);
PropertyForm serverForm(const Topology &topology, const Catalog &catalog, const QStringList &ids,
                        const DiagramStyle &style);
PropertyForm groupForm(const Topology &topology, const Catalog &catalog, const QStringList &ids,
                       const DiagramStyle &style);
PropertyForm linkForm(const Topology &topology, const QStringList &ids);

inline QString propertyId(const Site &site)
{
    return site.id;
}
inline QString propertyId(const Server &server)
{
    return server.id;
}
inline QString propertyId(const Group &group)
{
    return group.id;
}
inline QString propertyId(const Link &link)
{
    return linkId(link);
}

/// Rows of the usual kinds, without values.
PropertyRow lineRow(const QString &key, const QString &label, const PropertyCheck &check);
PropertyRow choiceRow(const QString &key, const QString &label, const QList<PropertyChoice> &choices);
PropertyRow flagRow(const QString &key, const QString &label);
PropertyRow ticksRow(const QString &key, const QString &label, const QList<PropertyChoice> &choices);
PropertyRow notesRow();
/// To choose from: all sites, with the icons of their kinds.
QList<PropertyChoice> siteChoices(const Topology &topology, const DiagramStyle &style);

} // namespace portolan
