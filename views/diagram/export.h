// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/error.h"
#include "views/diagram/diagrampainter.h"

#include <QByteArray>
#include <QImage>

namespace portolan {

/// SVG 1.1 with real text; the same chart gives the same bytes. Of `options` only what is lit and what checks say
/// counts, here and below.
QByteArray renderSvg(const PlacedDiagram &placed, const DiagramStyle &style, const PaintOptions &options = {});

/// `scale` pixels a scene point, above 0; an error where the image would be larger than 32,767 pixels a side or 1 GiB.
Result<QImage> renderImage(const PlacedDiagram &placed, const DiagramStyle &style, double scale,
                           const PaintOptions &options = {});

/// Writes `path` by its ending, .svg or .png, atomically.
Result<void> exportDiagram(const PlacedDiagram &placed, const DiagramStyle &style, double scale, const QString &path,
                           const PaintOptions &options = {});

} // namespace portolan
