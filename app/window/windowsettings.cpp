// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "app/window/windowsettings.h"

#include "model/importers/columnmapping.h"

#include <QCryptographicHash>
#include <QFileInfo>
#include <QSettings>

namespace portolan {

namespace {

constexpr qsizetype kMostRecent = 10;
constexpr qsizetype kMostMappings = 50;

QString key(const char *name)
{
    return QStringLiteral("window/") + QLatin1String(name);
}

/// Headers may be long; all that matters is that they are the same.
QString headerKey(const QStringList &columns)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const QString &column : columns) {
        const QByteArray title = column.toCaseFolded().toUtf8();
        hash.addData(QByteArray::number(title.size()) + ':' + title);
    }
    return QString::fromLatin1(hash.result().toHex());
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

void WindowSettings::rememberMapping(const QStringList &columns, const ColumnMapping &mapping)
{
    const QString header = headerKey(columns);
    columnMappings.removeIf([&header](const auto &known) { return known.first == header; });
    columnMappings.prepend({header, mapping.toText()});
    while (columnMappings.size() > kMostMappings)
        columnMappings.removeLast();
}

std::optional<ColumnMapping> WindowSettings::mappingFor(const QStringList &columns) const
{
    const QString header = headerKey(columns);
    for (const auto &[key, text] : columnMappings) {
        if (key != header)
            continue;
        const Result<ColumnMapping> mapping = ColumnMapping::fromText(text);
        return mapping ? std::optional(*mapping) : std::nullopt;
    }
    return std::nullopt;
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
    const QStringList mappings = store.value(key("columnMappings")).toStringList();
    for (qsizetype i = 0; i + 1 < mappings.size() && i < 2 * kMostMappings; i += 2)
        settings.columnMappings.append({mappings[i], mappings[i + 1]});
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
    QStringList mappings;
    for (const auto &[header, mapping] : settings.columnMappings)
        mappings << header << mapping;
    store.setValue(key("columnMappings"), mappings);
}

} // namespace portolan
