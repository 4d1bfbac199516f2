// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QColor>
#include <QPainterPath>
#include <QRectF>
#include <QString>

#include <utility>
#include <vector>

namespace portolan {

struct Stroke {
    QColor color; ///< invalid: no line
    double width = 1.0; ///< scene points
    std::vector<double> dashes; ///< lengths in scene points; empty: solid
};

struct TextStyle {
    double size = 10.5; ///< scene points (font pixel size)
    bool bold = false;
    QColor color;
};

enum class Anchor { Start, Middle, End };

/// A part of the chart that a reader of the file can find: becomes a <g> in SVG.
struct CanvasGroup {
    QString id;
    QString kind; ///< "site", "server", "edge" …
    QString title;
    std::vector<std::pair<QString, QString>> data; ///< name without "data-", value
};

/// What DiagramPainter draws on. Coordinates in scene points, y down.
class Canvas
{
public:
    virtual ~Canvas() = default;
    /// False where groups leave no trace: then none is made, and the painter is free in the order of what does not
    /// overlap.
    virtual bool hasGroups() const = 0;
    virtual void beginGroup(const CanvasGroup &group) = 0;
    virtual void endGroup() = 0;
    virtual void rect(const QRectF &rect, double radius, const QColor &fill, const Stroke &stroke) = 0;
    virtual void path(const QPainterPath &path, const QColor &fill, const Stroke &stroke) = 0;
    /// One line of text; `at` is on the base line.
    virtual void text(const QPointF &at, const QString &text, const TextStyle &style,
                      Anchor anchor = Anchor::Start) = 0;
};

} // namespace portolan
