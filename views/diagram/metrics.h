// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QFont>
#include <QString>
#include <QStringList>

namespace portolan {

/// Sizes of type, in scene points; few on purpose.
inline constexpr double kTitleSize = 19;
inline constexpr double kCardTitleSize = 13;
inline constexpr double kSiteTitleSize = 12;
inline constexpr double kTextSize = 10.5;
inline constexpr double kSmallSize = 9;

/// Makes the fonts of resources/fonts known to Qt; needs a QGuiApplication, may be called again.
void loadBundledFonts();
QString bundledFontFamily();

/// The bundled font, unhinted, so that widths grow in proportion on every device.
QFont chartFont(double pixelSize, bool bold);

/// Advance width in scene points of one line of text.
double textWidth(const QString &text, double size, bool bold);

/// The text itself, or what fits of it and an ellipsis where it is wider than `width` scene points: its start, or with
/// Qt::ElideMiddle start and end.
QString elided(const QString &text, double width, double size, bool bold, Qt::TextElideMode mode = Qt::ElideRight);

/// Lines of at most `width` scene points, broken at blanks; a longer word stays whole.
QStringList wrapped(const QString &text, double width, double size, bool bold = false);

} // namespace portolan
