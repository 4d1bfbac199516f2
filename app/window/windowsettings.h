// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/topology/chartview.h"

#include <QByteArray>
#include <QList>
#include <QStringList>

#include <optional>
#include <utility>

class QSettings;

namespace portolan {

class ColumnMapping;

enum class ThemeChoice { System, Light, Dark };

/// What the window remembers from one run to the next. Read once at the start, written at the end.
struct WindowSettings {
    QByteArray geometry;
    QByteArray panes; ///< of QMainWindow::saveState
    QStringList recentFiles; ///< newest first
    ThemeChoice theme = ThemeChoice::System;
    ChartView view; ///< level, labels and folding of it: the rest belongs to one deployment
    bool showOutline = true;
    bool showTable = true;
    bool showInspector = true;
    bool showOverview = true; ///< of the chart, in its corner
    /// Newest first: what stands for a table's header, and what its columns hold.
    QList<std::pair<QString, QString>> columnMappings;

    void addRecentFile(const QString &path);
    void rememberMapping(const QStringList &columns, const ColumnMapping &mapping);
    std::optional<ColumnMapping> mappingFor(const QStringList &columns) const;
};

QString toString(ThemeChoice choice);
std::optional<ThemeChoice> themeFromString(QStringView text);

WindowSettings readSettings(const QSettings &store);
void writeSettings(QSettings &store, const WindowSettings &settings);

} // namespace portolan
