// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "app/window/theme.h"

#include "views/diagram/metrics.h"

#include <QApplication>
#include <QFile>
#include <QPainter>
#include <QPixmap>
#include <QStyleFactory>
#include <QSvgRenderer>

namespace portolan {

namespace {

constexpr int kFontSize = 13;
constexpr char kDesktopIsDark[] = "portolan.desktopIsDark";

/// Between two colours; 0: the first.
QColor mixed(const QColor &a, const QColor &b, double part)
{
    const auto mix = [part](int x, int y) { return static_cast<int>(x + (y - x) * part); };
    return {mix(a.red(), b.red()), mix(a.green(), b.green()), mix(a.blue(), b.blue())};
}

QColor chrome(const DiagramStyle &style)
{
    return style.siteFill(SiteKind::Internal);
}

QPixmap drawn(const QByteArray &svg, int side)
{
    QSvgRenderer renderer(svg);
    QPixmap pixmap(side, side);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    renderer.render(&painter);
    return pixmap;
}

} // namespace

void prepareLook(QApplication &application)
{
    application.setProperty(kDesktopIsDark, application.palette().color(QPalette::Window).lightness() < 128);
    loadBundledFonts();
    QFont font(bundledFontFamily());
    font.setPixelSize(kFontSize);
    QApplication::setFont(font);
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
}

void applyTheme(QApplication &application, Theme theme)
{
    const DiagramStyle &style = DiagramStyle::of(theme);
    QApplication::setPalette(paletteFor(style));
    application.setStyleSheet(styleSheetFor(style));
}

Theme themeFor(ThemeChoice choice)
{
    switch (choice) {
    case ThemeChoice::Light:
        return Theme::Light;
    case ThemeChoice::Dark:
        return Theme::Dark;
    case ThemeChoice::System:
        break;
    }
    return qApp->property(kDesktopIsDark).toBool() ? Theme::Dark : Theme::Light;
}

QPalette paletteFor(const DiagramStyle &style)
{
    QPalette palette;
    const QColor window = chrome(style);
    const QColor disabled = mixed(style.quietText, window, 0.45);
    palette.setColor(QPalette::Window, window);
    palette.setColor(QPalette::WindowText, style.text);
    palette.setColor(QPalette::Base, style.background);
    palette.setColor(QPalette::AlternateBase, window);
    palette.setColor(QPalette::Text, style.text);
    palette.setColor(QPalette::Button, window);
    palette.setColor(QPalette::ButtonText, style.text);
    palette.setColor(QPalette::BrightText, style.encryptionColor(Encryption::None));
    palette.setColor(QPalette::ToolTipBase, style.card);
    palette.setColor(QPalette::ToolTipText, style.text);
    palette.setColor(QPalette::PlaceholderText, style.quietText);
    palette.setColor(QPalette::Highlight,
                     mixed(style.background, style.selection, style.theme == Theme::Dark ? 0.35 : 0.18));
    palette.setColor(QPalette::HighlightedText, style.text);
    palette.setColor(QPalette::Link, style.selection);
    palette.setColor(QPalette::Light, mixed(window, style.text, 0.04));
    palette.setColor(QPalette::Midlight, mixed(window, style.text, 0.08));
    palette.setColor(QPalette::Mid, mixed(window, style.text, 0.2));
    palette.setColor(QPalette::Dark, mixed(window, style.text, 0.3));
    palette.setColor(QPalette::Shadow, mixed(window, style.text, 0.5));
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, disabled);
    return palette;
}

QString styleSheetFor(const DiagramStyle &style)
{
    const QColor window = chrome(style);
    const QColor line = mixed(window, style.text, 0.14);
    const QColor hover = mixed(window, style.text, 0.07);
    const QColor press = mixed(window, style.text, 0.13);
    const QColor chosen = mixed(style.background, style.selection, style.theme == Theme::Dark ? 0.35 : 0.18);
    QFile file(QStringLiteral(":/portolan/window/window.qss"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QString sheet = QString::fromUtf8(file.readAll());
    const std::pair<const char *, QColor> names[]{{"@window", window},
                                                  {"@line", line},
                                                  {"@hover", hover},
                                                  {"@press", press},
                                                  {"@chosen", chosen},
                                                  {"@text", style.text},
                                                  {"@quiet", style.quietText},
                                                  {"@base", style.background},
                                                  {"@accent", style.selection},
                                                  {"@card", style.card},
                                                  {"@warning", style.siteFill(SiteKind::Perimeter)},
                                                  {"@edge", style.siteBorder(SiteKind::Perimeter)},
                                                  {"@fault", style.encryptionColor(Encryption::None)}};
    for (const auto &[name, color] : names)
        sheet.replace(QLatin1String(name) + QLatin1Char(';'), color.name() + QLatin1Char(';'));
    return sheet.replace(QLatin1String("@theme"),
                         style.theme == Theme::Dark ? QLatin1String("dark") : QLatin1String("light"));
}

QIcon uiIcon(const QString &name, const DiagramStyle &style)
{
    QFile file(QStringLiteral(":/portolan/icons/ui-%1.svg").arg(name));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QByteArray svg = file.readAll();
    const auto inColour = [&](const QColor &color) {
        return QByteArray(svg).replace("currentColor", color.name().toLatin1());
    };
    QIcon icon;
    for (const int side : {16, 20, 24, 32, 40, 48}) {
        icon.addPixmap(drawn(inColour(style.text), side), QIcon::Normal);
        icon.addPixmap(drawn(inColour(mixed(style.quietText, chrome(style), 0.5)), side), QIcon::Disabled);
    }
    return icon;
}

} // namespace portolan
