// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/reachability/resultscomparison.h"
#include "model/topology/topology.h"

#include <QDialog>

namespace portolan {

/// What became other since earlier results of checks: a list to read and to copy.
class CheckChangesDialog : public QDialog
{
    Q_OBJECT
public:
    CheckChangesDialog(const QList<ResultChange> &changes, const Topology &topology, const QString &before,
                       QWidget *parent = nullptr);
};

} // namespace portolan
