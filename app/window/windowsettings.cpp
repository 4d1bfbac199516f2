// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "app/window/windowsettings.h"

#include <QFileInfo>
#include <QSettings>

namespace portolan {

namespace {

constexpr qsizetype kMostRecent = 10;

QString key(const char *name)
{
    return QStringLiteral("window/") + QLatin1String(name);
}

} // namespace

void WindowSettings::addRecentFile(const QString &path)
{
    const QString absolute = QFileInfo(path).absoluteFilePath();
    recentFiles.removeAll(absolute);
    recentFiles.prepend(absolute);
    while (recentFiles.size() > kMostRecent)
        recentFiles.removeLast();
}

QString toString(ThemeChoice choice)
{
    switch (choice) {
    case ThemeChoice::System:
        return QStringLiteral("system");
    case ThemeChoice::Light:
        return QStringLiteral("light");
    case ThemeChoice::Dark:
        return QStringLiteral("dark");
    }
    return {};
}

std::optional<ThemeChoice> themeFromString(QStringView text)
{
    for (const ThemeChoice choice : {ThemeChoice::System, ThemeChoice::Light, ThemeChoice::Dark}) {
        if (toString(choice) == text)
            return choice;
    }
    return std::nullopt;
}

WindowSettings readSettings(const QSettings &store)
{
    WindowSettings settings;
    settings.geometry = store.value(key("geometry")).toByteArray();
    settings.panes = store.value(key("panes")).toByteArray();
    settings.recentFiles = store.value(key("recentFiles")).toStringList();
    settings.recentFiles.resize(std::min(settings.recentFiles.size(), kMostRecent));
    settings.theme = themeFromString(store.value(key("theme")).toString()).value_or(settings.theme);
    ChartView &view = settings.view;
    view.level = levelFromString(store.value(key("level")).toString()).value_or(view.level);
    view.labels = labelModeFromString(store.value(key("labels")).toString()).value_or(view.labels);
    view.folded = store.value(key("folded"), view.folded).toStringList();
    settings.showOutline = store.value(key("showOutline"), settings.showOutline).toBool();
    settings.showTable = store.value(key("showTable"), settings.showTable).toBool();
    settings.showOverview = store.value(key("showOverview"), settings.showOverview).toBool();
    settings.showInspector = store.value(key("showInspector"), settings.showInspector).toBool();
    return settings;
}

void writeSettings(QSettings &store, const WindowSettings &settings)
{
    store.setValue(key("geometry"), settings.geometry);
    store.setValue(key("panes"), settings.panes);
    store.setValue(key("recentFiles"), settings.recentFiles);
    store.setValue(key("theme"), toString(settings.theme));
    store.setValue(key("level"), toString(settings.view.level));
    store.setValue(key("labels"), toString(settings.view.labels));
    store.setValue(key("folded"), settings.view.folded);
    store.setValue(key("showOutline"), settings.showOutline);
    store.setValue(key("showTable"), settings.showTable);
    store.setValue(key("showOverview"), settings.showOverview);
    store.setValue(key("showInspector"), settings.showInspector);
}

} // namespace portolan
