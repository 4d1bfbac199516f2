// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/topology/chartview.h"

#include <QByteArray>
#include <QStringList>

class QSettings;

namespace portolan {

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

    void addRecentFile(const QString &path);
};

QString toString(ThemeChoice choice);
std::optional<ThemeChoice> themeFromString(QStringView text);

WindowSettings readSettings(const QSettings &store);
void writeSettings(QSettings &store, const WindowSettings &settings);

} // namespace portolan
