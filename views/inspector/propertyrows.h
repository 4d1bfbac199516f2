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
    std::function<QStringList(const Topology &)> values; ///< as PropertyField::showValues()
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

} // namespace portolan
