// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/catalog/designrule.h"

#include <QHash>
#include <QString>

namespace portolan {

/// A sign at the corner of a card or box.
struct ChartMark {
    Severity severity = Severity::Warning;
    QString text; ///< for tool tips and screen readers: a line for each remark
    friend bool operator==(const ChartMark &, const ChartMark &) = default;
};

/// The signs on one chart, by index into its nodes and boxes.
struct ChartMarks {
    QHash<int, ChartMark> nodes;
    QHash<int, ChartMark> boxes;

    bool isEmpty() const { return nodes.isEmpty() && boxes.isEmpty(); }
    friend bool operator==(const ChartMarks &, const ChartMarks &) = default;
};

} // namespace portolan
