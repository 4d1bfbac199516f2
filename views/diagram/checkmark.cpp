// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/diagram/checkmark.h"

#include "views/diagram/metrics.h"
#include "views/diagram/qpaintercanvas.h"
#include "views/diagram/severitysign.h"

#include <QCoreApplication>
#include <QLocale>
#include <QSet>

#include <array>

namespace portolan {

namespace {

constexpr double kMiddle = 0.36; ///< from the middle of capitals to their base line, of the size of type

struct CheckWords {
    Q_DECLARE_TR_FUNCTIONS(portolan::CheckWords)
};

QString number(qint64 count)
{
    return QLocale(QLocale::English).toString(count);
}

/// "2 of 9 fail", "1 of 9 fails".
QString countText(CheckState state, const QString &count, bool isOne)
{
    switch (state) {
    case CheckState::Fails:
        return (isOne ? CheckWords::tr("%1 fails") : CheckWords::tr("%1 fail")).arg(count);
    case CheckState::Differs:
        return (isOne ? CheckWords::tr("%1 differs") : CheckWords::tr("%1 differ")).arg(count);
    case CheckState::CannotTell:
        return CheckWords::tr("%1 can't tell").arg(count);
    case CheckState::Planned:
        return CheckWords::tr("%1 planned").arg(count);
    case CheckState::Works:
        return (isOne ? CheckWords::tr("%1 works") : CheckWords::tr("%1 work")).arg(count);
    case CheckState::NotChecked:
        break;
    }
    return checkWord(state);
}

QString partlyText(CheckState state, qint64 inState, qint64 told, qint64 flows)
{
    return countText(state, number(inState), inState == 1) + QStringLiteral(", ")
        + CheckWords::tr("%1/%2 checked").arg(number(told), number(flows));
}

QString ageText(const CheckMark &mark)
{
    if (mark.state == CheckState::Planned || mark.state == CheckState::NotChecked)
        return {};
    const QString separator = QStringLiteral(" · ");
    if (mark.isStale)
        return separator + CheckWords::tr("stale");
    return mark.date.isValid() ? separator + QLocale(QLocale::English).toString(mark.date, QStringLiteral("d MMM"))
                               : QString();
}

QPainterPath shapeOf(CheckState state, const QRectF &rect)
{
    QPainterPath path;
    switch (state) {
    case CheckState::Fails: {
        const double inset = rect.width() * 0.06;
        path.addRoundedRect(rect.adjusted(inset, inset, -inset, -inset), rect.width() * 0.14, rect.width() * 0.14);
        break;
    }
    case CheckState::Differs:
        path.moveTo(rect.center().x(), rect.top());
        path.lineTo(rect.right(), rect.center().y());
        path.lineTo(rect.center().x(), rect.bottom());
        path.lineTo(rect.left(), rect.center().y());
        path.closeSubpath();
        break;
    case CheckState::CannotTell:
    case CheckState::Planned:
    case CheckState::Works: {
        const double inset = rect.width() * 0.04;
        path.addEllipse(rect.adjusted(inset, inset, -inset, -inset));
        break;
    }
    case CheckState::NotChecked:
        break;
    }
    return path;
}

/// What stands in the shape, on a square of side 1.
QPainterPath strokesOf(CheckState state)
{
    QPainterPath path;
    const auto line = [&path](QPointF from, QPointF to) {
        path.moveTo(from);
        path.lineTo(to);
    };
    switch (state) {
    case CheckState::Fails:
        line({0.30, 0.30}, {0.70, 0.70});
        line({0.70, 0.30}, {0.30, 0.70});
        break;
    case CheckState::Differs:
        line({0.30, 0.43}, {0.70, 0.43});
        line({0.30, 0.58}, {0.70, 0.58});
        line({0.58, 0.30}, {0.42, 0.71});
        break;
    case CheckState::CannotTell:
        path.moveTo(0.36, 0.40);
        path.cubicTo({0.36, 0.20}, {0.66, 0.20}, {0.66, 0.39});
        path.cubicTo({0.66, 0.50}, {0.50, 0.49}, {0.50, 0.62});
        line({0.50, 0.70}, {0.50, 0.82});
        break;
    case CheckState::Planned:
        path.moveTo(0.50, 0.26);
        path.lineTo(0.50, 0.52);
        path.lineTo(0.67, 0.62);
        break;
    case CheckState::Works:
        path.moveTo(0.28, 0.52);
        path.lineTo(0.44, 0.67);
        path.lineTo(0.72, 0.35);
        break;
    case CheckState::NotChecked:
        line({0.22, 0.50}, {0.78, 0.50});
        break;
    }
    return path;
}

bool isFilled(CheckState state)
{
    return state == CheckState::Fails || state == CheckState::Differs || state == CheckState::Works;
}

} // namespace

CheckSigns allCheckSigns()
{
    return {{CheckState::Works, CheckState::Differs, CheckState::Fails, CheckState::CannotTell, CheckState::Planned,
             CheckState::NotChecked},
            true};
}

CheckSigns signsOf(const CheckMarks &marks, qsizetype lines)
{
    QSet<CheckState> shown;
    CheckSigns signs;
    for (const QHash<int, CheckMark> &all : {marks.edges, marks.nodes}) {
        for (const CheckMark &mark : all) {
            shown << mark.state;
            signs.hasStale = signs.hasStale || mark.isStale;
        }
    }
    if (marks.edges.size() < lines)
        shown << CheckState::NotChecked;
    for (const CheckState state : allCheckSigns().states) {
        if (shown.contains(state))
            signs.states << state;
    }
    return signs;
}

QString toString(CheckState state)
{
    switch (state) {
    case CheckState::Fails:
        return QStringLiteral("fails");
    case CheckState::Differs:
        return QStringLiteral("differs");
    case CheckState::CannotTell:
        return QStringLiteral("cannot-tell");
    case CheckState::Planned:
        return QStringLiteral("planned");
    case CheckState::Works:
        return QStringLiteral("works");
    case CheckState::NotChecked:
        break;
    }
    return QStringLiteral("not-checked");
}

QString checkWord(CheckState state)
{
    switch (state) {
    case CheckState::Fails:
        return CheckWords::tr("fails");
    case CheckState::Differs:
        return CheckWords::tr("differs");
    case CheckState::CannotTell:
        return CheckWords::tr("can't tell");
    case CheckState::Planned:
        return CheckWords::tr("planned");
    case CheckState::Works:
        return CheckWords::tr("works");
    case CheckState::NotChecked:
        break;
    }
    return CheckWords::tr("not checked");
}

QString checkMeaning(CheckState state)
{
    switch (state) {
    case CheckState::Fails:
        return CheckWords::tr("fails");
    case CheckState::Differs:
        return CheckWords::tr("works, but differs");
    case CheckState::CannotTell:
        return CheckWords::tr("nobody can tell from there");
    case CheckState::Planned:
        return CheckWords::tr("about to be checked");
    case CheckState::Works:
        return CheckWords::tr("works as the reference says");
    case CheckState::NotChecked:
        break;
    }
    return CheckWords::tr("not checked from there");
}

QString checkText(const CheckMark &mark)
{
    if (mark.state == CheckState::NotChecked)
        return mark.startsHere ? checkWord(mark.state) : CheckWords::tr("not checked from here");
    if (mark.flows == 1)
        return checkWord(mark.state) + ageText(mark);
    if (mark.told < mark.flows)
        return partlyText(mark.state, mark.inState, mark.told, mark.flows) + ageText(mark);
    if (mark.inState == mark.flows)
        return countText(mark.state, CheckWords::tr("all %1").arg(number(mark.flows)), false) + ageText(mark);
    return countText(mark.state, CheckWords::tr("%1 of %2").arg(number(mark.inState), number(mark.flows)),
                     mark.inState == 1)
        + ageText(mark);
}

QString longestCheckText(qint64 flows)
{
    const QDate wide(2020, 9, 30);
    QStringList texts{checkText({})};
    for (const CheckState state :
         {CheckState::Fails, CheckState::Differs, CheckState::CannotTell, CheckState::Planned, CheckState::Works}) {
        for (const bool isStale : {false, true}) {
            CheckMark mark{state, isStale, true, flows, flows, flows, wide, {}};
            texts << checkText(mark);
            mark.told = mark.inState = flows - 1;
            if (flows > 1)
                texts << checkText(mark);
        }
    }
    QString longest;
    double most = -1;
    for (const QString &text : std::as_const(texts)) {
        if (const double width = textWidth(text, kCheckTextSize, false); width > most) {
            most = width;
            longest = text;
        }
    }
    return longest;
}

QColor checkColor(CheckState state, const DiagramStyle &style)
{
    switch (state) {
    case CheckState::Fails:
        return severityColor(Severity::Error, style);
    case CheckState::Differs:
        return severityColor(Severity::Warning, style);
    case CheckState::Works:
        return style.theme == Theme::Dark ? QColor(0x6f, 0xcf, 0x8b) : QColor(0x1e, 0x73, 0x3b);
    case CheckState::CannotTell:
    case CheckState::Planned:
    case CheckState::NotChecked:
        break;
    }
    return style.quietText;
}

void paintCheckSign(Canvas &canvas, const QRectF &rect, CheckState state, bool isStale, const DiagramStyle &style,
                    double opacity)
{
    const auto faded = [opacity](QColor color) {
        color.setAlphaF(static_cast<float>(color.alphaF() * opacity));
        return color;
    };
    const QColor color = faded(checkColor(state, style));
    const bool fills = isFilled(state) && !isStale;
    const double rim = rect.width() * 0.1;
    if (const QPainterPath shape = shapeOf(state, rect.adjusted(rim / 2, rim / 2, -rim / 2, -rim / 2));
        !shape.isEmpty())
        canvas.path(shape, fills ? color : faded(style.background), {color, rim, {}});
    QTransform place;
    place.translate(rect.left(), rect.top());
    place.scale(rect.width(), rect.height());
    canvas.path(place.map(strokesOf(state)), {}, {fills ? faded(style.background) : color, rect.width() * 0.12, {}});
}

void paintCheckLine(Canvas &canvas, const CheckMark &mark, const QPointF &middle, double room,
                    const DiagramStyle &style, double opacity)
{
    const double sign = kCheckSign + kCheckGap;
    const QString text = elided(checkText(mark), room - sign, kCheckTextSize, false);
    const double left = middle.x() - (sign + textWidth(text, kCheckTextSize, false)) / 2;
    const QRectF at(left, middle.y() - kCheckTextSize * kMiddle - kCheckSign / 2, kCheckSign, kCheckSign);
    paintCheckSign(canvas, at, mark.state, mark.isStale, style, opacity);
    QColor color = mark.isStale ? style.quietText : checkColor(mark.state, style);
    color.setAlphaF(static_cast<float>(color.alphaF() * opacity));
    canvas.text({left + sign, middle.y()}, text, {kCheckTextSize, false, color}, Anchor::Start);
}

QIcon checkIcon(CheckState state, bool isStale, const DiagramStyle &style)
{
    return signIcon([&](QPainter &painter, const QRectF &rect) {
        painter.setRenderHint(QPainter::Antialiasing);
        QPainterCanvas canvas(painter);
        paintCheckSign(canvas, rect, state, isStale, style);
    });
}

CheckIcons checkIcons(const DiagramStyle &style)
{
    CheckIcons icons;
    for (const CheckState state : kCheckStates) {
        for (const bool isStale : {false, true})
            icons.emplace(std::pair(state, isStale), checkIcon(state, isStale, style));
    }
    return icons;
}

} // namespace portolan
