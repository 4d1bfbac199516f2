// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "views/tables/displaytext.h"

namespace portolan {

/// A name from a file as the text of a menu entry, where & would make a shortcut.
inline QString menuText(const QString &text)
{
    return displayText(text).replace(u'&', QStringLiteral("&&"));
}

} // namespace portolan
