// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/diagram/diagramstyle.h"

#include <QHash>

#include <algorithm>

namespace portolan {

namespace {

constexpr double kLineWidth = 1.6;
constexpr double kMostThin = 0.99; ///< pixels; wider lines are outlines to QPainter, which take many times as long
constexpr double kLeastThin = 0.25; ///< pixels; less of one line would not be seen
constexpr double kThinDash = 0.9; ///< pixels that a scene point of a dash has at least

/// How much heavier a line is drawn where it is thinner than a pixel: more than its gaps take away.
double thinWeight(Encryption encryption)
{
    switch (encryption) {
    case Encryption::Encrypted:
        break;
    case Encryption::Optional:
        return 1.8;
    case Encryption::Disabled:
        return 2.3;
    case Encryption::None:
        return 5.0;
    }
    return 1.0;
}

QColor rgb(unsigned value)
{
    return QColor::fromRgb(value);
}

DiagramStyle makeLight()
{
    DiagramStyle style;
    style.theme = Theme::Light;
    style.background = rgb(0xffffff);
    style.card = rgb(0xffffff);
    style.cardBorder = rgb(0x9fb0bf);
    style.pill = rgb(0xffffff);
    style.frame = rgb(0xe9eff4);
    style.text = rgb(0x1b2733);
    style.quietText = rgb(0x526170);
    style.badge = rgb(0xe8eef3);
    style.badgeText = rgb(0x4a5968);
    style.selection = rgb(0x1d5fd0);
    style.hover = rgb(0x6f9be3);
    return style;
}

DiagramStyle makeDark()
{
    DiagramStyle style;
    style.theme = Theme::Dark;
    style.background = rgb(0x14191f);
    style.card = rgb(0x1f2730);
    style.cardBorder = rgb(0x566676);
    style.pill = rgb(0x1a2129);
    style.frame = rgb(0x232d38);
    style.text = rgb(0xe8edf2);
    style.quietText = rgb(0xa6b3bf);
    style.badge = rgb(0x323e4a);
    style.badgeText = rgb(0xc3ced8);
    style.selection = rgb(0x6ea8ff);
    style.hover = rgb(0x4a76b8);
    return style;
}

} // namespace

const DiagramStyle &DiagramStyle::of(Theme theme)
{
    static const DiagramStyle light = makeLight();
    static const DiagramStyle dark = makeDark();
    return theme == Theme::Dark ? dark : light;
}

QColor DiagramStyle::encryptionColor(Encryption encryption) const
{
    const bool dark = theme == Theme::Dark;
    switch (encryption) {
    case Encryption::Encrypted:
        return rgb(dark ? 0x4fc3b0 : 0x1f7a6d);
    case Encryption::Optional:
        return rgb(dark ? 0xf0b24a : 0x9a5b00);
    case Encryption::Disabled:
    case Encryption::None:
        return rgb(dark ? 0xff8a80 : 0xb3261e);
    }
    return text;
}

Stroke DiagramStyle::encryptionStroke(Encryption encryption, double zoom) const
{
    Stroke stroke{encryptionColor(encryption), kLineWidth, {}};
    switch (encryption) {
    case Encryption::Encrypted:
        break;
    case Encryption::Optional:
        stroke.dashes = {7, 4};
        break;
    case Encryption::Disabled:
        stroke.dashes = {9, 3, 2, 3};
        break;
    case Encryption::None:
        stroke.dashes = {2, 3};
        break;
    }
    if (kLineWidth * zoom >= 1)
        return stroke;
    const double width = std::max(kLineWidth, kLeastThin / zoom) * thinWeight(encryption);
    stroke.width = std::min(width, kMostThin / zoom);
    for (double &dash : stroke.dashes)
        dash *= std::max(1.0, kThinDash / zoom);
    return stroke;
}

QColor DiagramStyle::siteFill(SiteKind kind) const
{
    const bool dark = theme == Theme::Dark;
    switch (kind) {
    case SiteKind::Internal:
        return rgb(dark ? 0x1a222b : 0xf4f7f9);
    case SiteKind::Perimeter:
        return rgb(dark ? 0x272219 : 0xfbf6ec);
    case SiteKind::External:
        return rgb(dark ? 0x211f2b : 0xf6f4fa);
    }
    return background;
}

QColor DiagramStyle::siteBorder(SiteKind kind) const
{
    const bool dark = theme == Theme::Dark;
    switch (kind) {
    case SiteKind::Internal:
        return rgb(dark ? 0x3a4856 : 0xc9d3dc);
    case SiteKind::Perimeter:
        return rgb(dark ? 0x5a4a2b : 0xdccba6);
    case SiteKind::External:
        return rgb(dark ? 0x4b4563 : 0xcfc8de);
    }
    return cardBorder;
}

QColor DiagramStyle::hue(const QString &name) const
{
    struct Pair {
        unsigned light, dark;
    };
    static const QHash<QString, Pair> hues{
        {QStringLiteral("blue"), {0x3867a8, 0x7aa7e8}},    {QStringLiteral("teal"), {0x2a8c82, 0x56bfb3}},
        {QStringLiteral("violet"), {0x7a5ca8, 0xb097dc}},  {QStringLiteral("amber"), {0xb26a00, 0xe6a84a}},
        {QStringLiteral("magenta"), {0xa8477c, 0xe08ab8}}, {QStringLiteral("slate"), {0x71808e, 0x9fb0bf}},
        {QStringLiteral("green"), {0x4b8b3b, 0x8cc97c}},   {QStringLiteral("brown"), {0x8a5a3c, 0xc99a7a}},
        {QStringLiteral("indigo"), {0x4a55a8, 0x929de6}},
    };
    const auto found = hues.constFind(name);
    const Pair pair = found == hues.constEnd() ? Pair{0x71808e, 0x9fb0bf} : *found;
    return rgb(theme == Theme::Dark ? pair.dark : pair.light);
}

} // namespace portolan
