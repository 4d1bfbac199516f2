// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/topology/topology.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QPushButton;
class QSpinBox;

namespace portolan {

/// Asks which two sites a new link joins, and at what cost. Two that are linked already cannot be chosen.
class AddLinkDialog : public QDialog
{
    Q_OBJECT
public:
    AddLinkDialog(const Topology &topology, const QStringList &proposed, QWidget *parent);

    Link link() const;

private:
    void judge();

    Topology m_topology;
    QComboBox *m_first;
    QComboBox *m_second;
    QSpinBox *m_cost;
    QLabel *m_fault;
    QPushButton *m_add;
};

} // namespace portolan
