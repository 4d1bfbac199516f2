// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/catalog/designrule.h"
#include "model/comparison/change.h"
#include "views/diagram/diagramstyle.h"

#include <QHash>
#include <QString>

namespace portolan {

/// A sign at the corner of a card or box.
struct ChartMark {
    Severity severity = Severity::Warning;
    QString text; ///< for tool tips and screen readers: a line for each remark
    friend bool operator==(const ChartMark &, const ChartMark &) = default;
};

/// What stands over the picture of one chart, by index into its nodes, boxes and edges.
struct ChartMarks {
    QHash<int, ChartMark> nodes;
    QHash<int, ChartMark> boxes;
    /// Of two versions of a plan drawn as one: a band along the line or around the card, told apart by dash and word.
    QHash<int, Change> changedNodes;
    QHash<int, Change> changedEdges;

    bool isEmpty() const
    {
        return nodes.isEmpty() && boxes.isEmpty() && changedNodes.isEmpty() && changedEdges.isEmpty();
    }
    friend bool operator==(const ChartMarks &, const ChartMarks &) = default;
};

QColor changeColor(Change change, const DiagramStyle &style);
QString changeWord(Change change); ///< "+ added"

} // namespace portolan
