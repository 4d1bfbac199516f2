// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/editing/additions.h"
#include "views/diagram/diagramstyle.h"

#include <QDialog>

#include <optional>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace portolan {

class PropertyField;

/// Asks how many servers of which roles are wanted, where, under which names and in which group, and shows the names.
class AddServersDialog : public QDialog
{
    Q_OBJECT
public:
    AddServersDialog(const Topology &topology, const Catalog &catalog, const DiagramStyle &style, const QString &site,
                     QWidget *parent);

    ServerSeries series() const;

private:
    void onRolesChanged();
    void fillGroups();
    void updateNames();
    void growToFit();
    std::optional<GroupType> newKind() const; ///< of the group that is to be made

    Topology m_topology;
    Catalog m_catalog;
    QStringList m_roles;
    QSpinBox *m_count;
    PropertyField *m_roleField;
    QComboBox *m_site;
    QLineEdit *m_firstName;
    QComboBox *m_group;
    QLineEdit *m_groupName;
    QLabel *m_groupLabel;
    QLabel *m_preview;
    QPushButton *m_add;
    bool m_isNameOwn = false; ///< the user wrote it
};

} // namespace portolan
