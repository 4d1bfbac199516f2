// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/catalog/designrule.h"
#include "views/diagram/diagramstyle.h"

#include <QIcon>
#include <QPixmap>

#include <functional>

class QPainter;

namespace portolan {

/// A sign for a severity, told apart by its shape as well as by its colour: a disc for errors, a triangle for advice, a
/// ring for information. Fills the rectangle, which is a square.
void paintSeveritySign(QPainter &painter, const QRectF &rect, Severity severity, const DiagramStyle &style);
/// The sign with a rim in the background's colour, which sets it off from a chart. `size`: logical pixels.
QPixmap severityPixmap(Severity severity, const DiagramStyle &style, int size, double ratio);
/// A sign that `paint` fills a square with, at the size of icons in lists.
QIcon signIcon(const std::function<void(QPainter &, const QRectF &)> &paint);
QIcon severityIcon(Severity severity, const DiagramStyle &style);
QColor severityColor(Severity severity, const DiagramStyle &style);

/// Words for people.
QString severityWord(Severity severity); ///< "error", "advice", "note"

} // namespace portolan
