// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "views/diagram/canvas.h"

#include <QByteArray>
#include <QSizeF>

namespace portolan {

/// Writes SVG 1.1 that Word, Inkscape, Visio and browsers read alike: real text in a font stack of one width,
/// presentation attributes instead of style sheets, a <g> with id, <title> and data-attributes for each group. Numbers
/// have two decimals at most.
class SvgCanvas : public Canvas
{
public:
    /// `size` in scene points becomes the view box; `title` and `description` stand at the root.
    SvgCanvas(const QSizeF &size, const QString &title, const QString &description);

    bool hasGroups() const override { return true; }
    void beginGroup(const CanvasGroup &group) override;
    void endGroup() override;
    void rect(const QRectF &rect, double radius, const QColor &fill, const Stroke &stroke) override;
    void path(const QPainterPath &path, const QColor &fill, const Stroke &stroke) override;
    void text(const QPointF &at, const QString &text, const TextStyle &style, Anchor anchor) override;

    /// Closes the document and hands it over; nothing may be drawn after it.
    QByteArray finish();

private:
    void number(double value);
    void attribute(const char *name, double value);
    void escaped(const QString &text);
    void paint(const QColor &fill, const Stroke &stroke);
    void pathData(const QPainterPath &path);
    void indent();

    QByteArray m_out;
    int m_depth = 1;
};

} // namespace portolan
