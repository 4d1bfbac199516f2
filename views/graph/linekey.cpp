// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/graph/linekey.h"

#include "views/diagram/detail.h"
#include "views/diagram/diagram.h"
#include "views/diagram/metrics.h"
#include "views/diagram/qpaintercanvas.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace portolan {

namespace {

// Logical pixels.
constexpr double kPadding = 8;
constexpr double kRow = 17;
constexpr double kSample = 44;
constexpr double kGap = 8;
constexpr double kText = 11;
constexpr double kBaseLine = 12; ///< of a row, from its top
constexpr double kCorner = 4;
constexpr float kGround = 0.92F; ///< a line that passes under it is still seen to pass

} // namespace

LineKey::LineKey(QWidget *parent) : QWidget(parent), m_style(DiagramStyle::of(Theme::Light))
{
    setObjectName(QStringLiteral("lineKey"));
    setFocusPolicy(Qt::NoFocus);
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setAccessibleName(tr("Key to the lines of the chart"));
    hide();
}

void LineKey::setEncryptions(const QList<Encryption> &encryptions)
{
    m_encryptions = encryptions;
    describe();
}

void LineKey::setChecks(const QList<CheckState> &states)
{
    if (states == m_checks)
        return;
    m_checks = states;
    describe();
}

void LineKey::describe()
{
    QStringList words;
    for (const Encryption encryption : std::as_const(m_encryptions))
        words << encryptionText(encryption);
    for (const CheckState state : std::as_const(m_checks))
        words << checkMeaning(state);
    setAccessibleDescription(words.join(QStringLiteral("; ")));
    update();
}

void LineKey::setStyle(const DiagramStyle &style)
{
    m_style = style;
    update();
}

void LineKey::setZoom(double zoom)
{
    m_zoom = zoom;
    update();
}

QSize LineKey::sizeHint() const
{
    double width = 0;
    for (const Encryption encryption : m_encryptions)
        width = std::max(width, textWidth(encryptionText(encryption), kText, false));
    for (const CheckState state : m_checks)
        width = std::max(width, textWidth(checkMeaning(state), kText, false));
    return QSizeF(std::ceil(2 * kPadding + kSample + kGap + width), 2 * kPadding + kRow * rows()).toSize();
}

void LineKey::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    QColor ground = m_style.background;
    ground.setAlphaF(kGround);
    QPainterCanvas canvas(painter);
    canvas.rect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), kCorner, ground, {m_style.cardBorder, 1.0, {}});
    double y = kPadding;
    for (const Encryption encryption : m_encryptions) {
        canvas.text({kPadding + kSample + kGap, y + kBaseLine}, encryptionText(encryption),
                    {kText, false, m_style.text}, Anchor::Start);
        y += kRow;
    }
    for (const CheckState state : m_checks) {
        const QRectF sign(kPadding + (kSample - kText) / 2, y + (kRow - kText) / 2, kText, kText);
        paintCheckSign(canvas, sign, state, false, m_style);
        canvas.text({kPadding + kSample + kGap, y + kBaseLine}, checkMeaning(state), {kText, false, m_style.text},
                    Anchor::Start);
        y += kRow;
    }
    painter.scale(m_zoom, m_zoom);
    y = kPadding + kRow / 2;
    for (const Encryption encryption : m_encryptions) {
        QPainterPath line(QPointF(kPadding, y) / m_zoom);
        line.lineTo(QPointF(kPadding + kSample, y) / m_zoom);
        canvas.path(line, {}, lineStroke(m_style, encryption, m_zoom));
        y += kRow;
    }
}

} // namespace portolan
