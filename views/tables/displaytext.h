// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QStringView>

namespace portolan {

/// Text from a file as one line that cannot disturb what stands beside it: control characters, line breaks and the
/// marks that turn the direction of writing show as a replacement character.
QString displayText(QStringView text);

/// displayText() for rich text: escaped, and safe inside an attribute too.
QString htmlText(QStringView text);

/// A tool tip or message box never takes this for markup, however it looks.
QString toolTipText(QStringView text);

} // namespace portolan
