// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/window/windowsettings.h"
#include "views/diagram/diagramstyle.h"

#include <QIcon>
#include <QPalette>

class QApplication;

namespace portolan {

/// Fusion, the bundled font; remembers what the desktop looked like before, for ThemeChoice::System.
void prepareLook(QApplication &application);
void applyTheme(QApplication &application, Theme theme);
Theme themeFor(ThemeChoice choice);

QPalette paletteFor(const DiagramStyle &style);
QString styleSheetFor(const DiagramStyle &style);
/// resources/icons/ui-<name>.svg in the style's colours, crisp at any density.
QIcon uiIcon(const QString &name, const DiagramStyle &style);

} // namespace portolan
