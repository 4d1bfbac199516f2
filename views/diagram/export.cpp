// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/diagram/export.h"

#include "views/diagram/qpaintercanvas.h"
#include "views/diagram/svgcanvas.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QPainter>
#include <QSaveFile>

#include <cmath>

namespace portolan {

namespace {

constexpr double kLargestSide = 32767; ///< QPainter's raster engine draws no further
constexpr double kLargestPixels = 268435456; ///< 1 GiB of 32-bit pixels

QString tr(const char *text)
{
    return QCoreApplication::translate("portolan::Export", text);
}

QString description(const Diagram &diagram)
{
    QStringList sentences{diagram.subtitle};
    sentences << QCoreApplication::translate("portolan::Export", "%n cards", nullptr, int(diagram.nodes.size()))
            + QStringLiteral(", ")
            + QCoreApplication::translate("portolan::Export", "%n lines", nullptr, int(diagram.edges.size()));
    for (const DiagramEdge &edge : diagram.edges)
        sentences << edge.summary;
    return sentences.join(QStringLiteral(".\n"));
}

PaintOptions ofContent(const PaintOptions &options)
{
    PaintOptions result;
    result.litNodes = options.litNodes;
    result.litEdges = options.litEdges;
    result.checks = options.checks;
    return result;
}

} // namespace

QByteArray renderSvg(const PlacedDiagram &placed, const DiagramStyle &style, const PaintOptions &options)
{
    SvgCanvas canvas(placed.size, placed.diagram->title, description(*placed.diagram));
    paintDiagram(canvas, placed, style, ofContent(options));
    return canvas.finish();
}

Result<QImage> renderImage(const PlacedDiagram &placed, const DiagramStyle &style, double scale,
                           const PaintOptions &options)
{
    const double width = std::ceil(placed.size.width() * scale);
    const double height = std::ceil(placed.size.height() * scale);
    if (!(scale > 0) || !(width >= 1) || !(height >= 1))
        return failure({ErrorCode::BadValue, {}, 0, 0, {}, tr("The scale must be above 0.")});
    if (width > kLargestSide || height > kLargestSide || width * height > kLargestPixels) {
        return failure({ErrorCode::BadValue,
                        {},
                        0,
                        0,
                        {},
                        tr("A picture of %1 × %2 pixels is too large; take a smaller scale, or SVG.")
                            .arg(width, 0, 'f', 0)
                            .arg(height, 0, 'f', 0)});
    }
    QImage image(int(width), int(height), QImage::Format_ARGB32_Premultiplied);
    if (image.isNull())
        return failure({ErrorCode::CannotWrite, {}, 0, 0, {}, tr("There is not enough memory for the picture.")});
    image.fill(style.background);
    QPainter painter(&image);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    painter.scale(scale, scale);
    QPainterCanvas canvas(painter);
    PaintOptions wanted = ofContent(options);
    wanted.background = false;
    paintDiagram(canvas, placed, style, wanted);
    return image;
}

Result<void> exportDiagram(const PlacedDiagram &placed, const DiagramStyle &style, double scale, const QString &path,
                           const PaintOptions &options)
{
    QByteArray bytes;
    if (path.endsWith(QStringLiteral(".svg"), Qt::CaseInsensitive)) {
        bytes = renderSvg(placed, style, options);
    } else if (path.endsWith(QStringLiteral(".png"), Qt::CaseInsensitive)) {
        const Result<QImage> image = renderImage(placed, style, scale, options);
        if (!image)
            return failure(image.error());
        QBuffer buffer(&bytes);
        buffer.open(QIODevice::WriteOnly);
        if (!image->save(&buffer, "PNG"))
            return failure({ErrorCode::CannotWrite, path, 0, 0, {}, tr("The picture could not be made.")});
    } else {
        return failure({ErrorCode::BadValue, path, 0, 0, {}, tr("The file's name must end in .svg or .png.")});
    }
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return failure({ErrorCode::CannotWrite, path, 0, 0, {}, file.errorString()});
    return {};
}

} // namespace portolan
