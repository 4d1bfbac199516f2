// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/error.h"

#include <QString>

class QWidget;

namespace portolan {

/// All errors as text to select and copy; does not block the window.
void showErrors(QWidget *parent, const QString &title, const QString &headline, const Errors &errors);
void showKeys(QWidget *parent);
void showAbout(QWidget *parent);
void showImportHelp(QWidget *parent); ///< how to get files that can be brought in

} // namespace portolan
