// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/diagram/svgcanvas.h"

#include <QStringView>

#include <cmath>

namespace portolan {

namespace {

bool isXmlCharacter(char32_t c)
{
    return c == 0x9 || c == 0xA || c == 0xD || (c >= 0x20 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD)
        || (c >= 0x10000 && c <= 0x10FFFF);
}

/// An XML name that no other text shares: what is not allowed becomes "_".
QByteArray xmlId(const QString &text)
{
    QByteArray id;
    for (const QChar c : text) {
        const char16_t u = c.unicode();
        const bool allowed = (u >= 'a' && u <= 'z') || (u >= 'A' && u <= 'Z') || (u >= '0' && u <= '9') || u == '-'
            || u == '_' || u == '.' || u == ':';
        id += allowed ? static_cast<char>(u) : '_';
    }
    return id;
}

} // namespace

SvgCanvas::SvgCanvas(const QSizeF &size, const QString &title, const QString &description)
{
    m_out.reserve(1 << 16);
    m_out += "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" version=\"1.1\" "
             "viewBox=\"0 0 ";
    number(std::ceil(size.width()));
    m_out += ' ';
    number(std::ceil(size.height()));
    m_out += "\" width=\"";
    number(std::ceil(size.width()));
    m_out += "\" height=\"";
    number(std::ceil(size.height()));
    m_out += "\" role=\"img\" aria-labelledby=\"chart-title chart-description\" "
             "font-family=\"Arial, 'Liberation Sans', Helvetica, sans-serif\">\n";
    m_out += "  <title id=\"chart-title\">";
    escaped(title);
    m_out += "</title>\n  <desc id=\"chart-description\">";
    escaped(description);
    m_out += "</desc>\n";
}

void SvgCanvas::indent()
{
    m_out.append(qsizetype(m_depth) * 2, ' ');
}

void SvgCanvas::number(double value)
{
    double rounded = std::round(value * 100) / 100;
    if (rounded == 0)
        rounded = 0; // no "-0"
    QByteArray text = QByteArray::number(rounded, 'f', 2);
    while (text.endsWith('0'))
        text.chop(1);
    if (text.endsWith('.'))
        text.chop(1);
    m_out += text;
}

void SvgCanvas::attribute(const char *name, double value)
{
    m_out += ' ';
    m_out += name;
    m_out += "=\"";
    number(value);
    m_out += '"';
}

void SvgCanvas::escaped(const QString &text)
{
    const QList<uint> characters = text.toUcs4();
    for (const uint c : characters) {
        switch (c) {
        case '&':
            m_out += "&amp;";
            break;
        case '<':
            m_out += "&lt;";
            break;
        case '>':
            m_out += "&gt;";
            break;
        case '"':
            m_out += "&quot;";
            break;
        case '\'':
            m_out += "&#39;";
            break;
        default: {
            const char32_t safe = isXmlCharacter(c) ? static_cast<char32_t>(c) : U'\uFFFD';
            m_out += QString::fromUcs4(&safe, 1).toUtf8();
        }
        }
    }
}

void SvgCanvas::paint(const QColor &fill, const Stroke &stroke)
{
    m_out += " fill=\"";
    m_out += fill.isValid() ? fill.name().toLatin1() : QByteArrayLiteral("none");
    m_out += '"';
    if (fill.isValid() && fill.alpha() < 255)
        attribute("fill-opacity", fill.alphaF());
    if (!stroke.color.isValid())
        return;
    m_out += " stroke=\"";
    m_out += stroke.color.name().toLatin1();
    m_out += '"';
    if (stroke.color.alpha() < 255)
        attribute("stroke-opacity", stroke.color.alphaF());
    attribute("stroke-width", stroke.width);
    if (!stroke.dashes.empty()) {
        m_out += " stroke-dasharray=\"";
        for (std::size_t i = 0; i < stroke.dashes.size(); ++i) {
            if (i > 0)
                m_out += ' ';
            number(stroke.dashes[i]);
        }
        m_out += '"';
    }
}

void SvgCanvas::beginGroup(const CanvasGroup &group)
{
    indent();
    m_out += "<g id=\"";
    m_out += xmlId(group.id);
    m_out += "\" class=\"";
    m_out += xmlId(group.kind);
    m_out += '"';
    for (const auto &[name, value] : group.data) {
        m_out += " data-";
        m_out += xmlId(name);
        m_out += "=\"";
        escaped(value);
        m_out += '"';
    }
    m_out += ">\n";
    ++m_depth;
    if (!group.title.isEmpty()) {
        indent();
        m_out += "<title>";
        escaped(group.title);
        m_out += "</title>\n";
    }
}

void SvgCanvas::endGroup()
{
    --m_depth;
    indent();
    m_out += "</g>\n";
}

void SvgCanvas::rect(const QRectF &rect, double radius, const QColor &fill, const Stroke &stroke)
{
    indent();
    m_out += "<rect";
    attribute("x", rect.x());
    attribute("y", rect.y());
    attribute("width", rect.width());
    attribute("height", rect.height());
    if (radius > 0)
        attribute("rx", radius);
    paint(fill, stroke);
    m_out += "/>\n";
}

void SvgCanvas::pathData(const QPainterPath &path)
{
    for (int i = 0; i < path.elementCount(); ++i) {
        const QPainterPath::Element element = path.elementAt(i);
        switch (element.type) {
        case QPainterPath::MoveToElement:
            m_out += 'M';
            break;
        case QPainterPath::LineToElement:
            m_out += 'L';
            break;
        case QPainterPath::CurveToElement:
            m_out += 'C';
            break;
        case QPainterPath::CurveToDataElement:
            m_out += ' ';
            break;
        }
        number(element.x);
        m_out += ' ';
        number(element.y);
    }
}

void SvgCanvas::path(const QPainterPath &path, const QColor &fill, const Stroke &stroke)
{
    if (path.isEmpty())
        return;
    indent();
    m_out += "<path d=\"";
    pathData(path);
    m_out += '"';
    paint(fill, stroke);
    if (stroke.color.isValid())
        m_out += " stroke-linejoin=\"round\"";
    m_out += "/>\n";
}

void SvgCanvas::text(const QPointF &at, const QString &text, const TextStyle &style, Anchor anchor)
{
    if (text.isEmpty())
        return;
    indent();
    m_out += "<text";
    attribute("x", at.x());
    attribute("y", at.y());
    attribute("font-size", style.size);
    if (style.bold)
        m_out += " font-weight=\"bold\"";
    if (anchor != Anchor::Start)
        m_out += anchor == Anchor::Middle ? " text-anchor=\"middle\"" : " text-anchor=\"end\"";
    m_out += " fill=\"";
    m_out += style.color.name().toLatin1();
    m_out += '"';
    if (style.color.alpha() < 255)
        attribute("fill-opacity", style.color.alphaF());
    m_out += '>';
    escaped(text);
    m_out += "</text>\n";
}

QByteArray SvgCanvas::finish()
{
    m_out += "</svg>\n";
    return std::move(m_out);
}

} // namespace portolan
