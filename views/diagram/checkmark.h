// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "views/diagram/canvas.h"
#include "views/diagram/diagramstyle.h"

#include <QDate>
#include <QHash>
#include <QIcon>
#include <QList>
#include <QString>

#include <array>
#include <map>
#include <utility>

namespace portolan {

/// What checks say, worst first.
enum class CheckState : quint8 {
    Fails,
    Differs,
    CannotTell,
    Planned, ///< a run is about to ask
    Works,
    NotChecked,
};

inline constexpr std::array kCheckStates{CheckState::Fails,   CheckState::Differs, CheckState::CannotTell,
                                         CheckState::Planned, CheckState::Works,   CheckState::NotChecked};

/// What checks say of the flows that a line or a card's badges stand for. A value.
struct CheckMark {
    CheckState state = CheckState::NotChecked; ///< the worst of its flows
    bool isStale = false; ///< all that says so is older than it may be
    bool startsHere = false; ///< one of them at least starts at a machine that checked
    qint64 flows = 1; ///< all of them
    qint64 told = 0; ///< of them, those of which something is known or planned
    qint64 inState = 0; ///< of them, those in the state
    QDate date; ///< UTC; of the newest evidence for the state
    QString details; ///< for tool tips and screen readers: a line for each remark
    friend bool operator==(const CheckMark &, const CheckMark &) = default;
};

/// What checks say of a chart, laid over it: by index into its edges and nodes. What has no mark was not checked.
struct CheckMarks {
    QHash<int, CheckMark> edges;
    QHash<int, CheckMark> nodes; ///< of the traffic that is folded into the card's badges
    QString heading; ///< from where and when
    friend bool operator==(const CheckMarks &, const CheckMarks &) = default;
};

/// The signs that lines and cards of a chart have, each once: what a key to them has to tell. `lines`: how many there
/// are, since those without a mark have the sign of what was not checked.
struct CheckSigns {
    QList<CheckState> states; ///< as in a key: good ones first
    bool hasStale = false;
};
CheckSigns signsOf(const CheckMarks &marks, qsizetype lines);
CheckSigns allCheckSigns(); ///< that there are

QString toString(CheckState state); ///< "cannot-tell": as in files
// Words for people.
QString checkWord(CheckState state); ///< "can't tell"
QString checkMeaning(CheckState state); ///< "works, but differs": for keys
QString checkText(const CheckMark &mark); ///< "2 of 9 fail · 25 Nov"
/// The longest that checkText() says of so many flows: what labels keep free.
QString longestCheckText(qint64 flows);

/// A sign, told apart by its shape as well as by its colour: disc and tick, diamond, square and cross, ring and
/// question mark, clock, dash. Stale ones are hollow. Fills the rectangle, which is a square.
void paintCheckSign(Canvas &canvas, const QRectF &rect, CheckState state, bool isStale, const DiagramStyle &style,
                    double opacity = 1.0);
/// Sign and checkText() around `middle`, which is on the base line, in `room` scene points.
void paintCheckLine(Canvas &canvas, const CheckMark &mark, const QPointF &middle, double room,
                    const DiagramStyle &style, double opacity = 1.0);
/// Of that line; the gap comes after the sign.
inline constexpr double kCheckTextSize = 9;
inline constexpr double kCheckSign = 9;
inline constexpr double kCheckGap = 4;
QIcon checkIcon(CheckState state, bool isStale, const DiagramStyle &style);
/// Of every state, stale or not: for lists, which ask for them again and again.
using CheckIcons = std::map<std::pair<CheckState, bool>, QIcon>;
CheckIcons checkIcons(const DiagramStyle &style);
QColor checkColor(CheckState state, const DiagramStyle &style);

} // namespace portolan
