// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QIcon>

namespace portolan {

/// A drawing of resources/icons in that colour, as the chart's cards have it, 16 logical pixels.
QIcon drawnIcon(const QString &name, const QColor &color);

} // namespace portolan
