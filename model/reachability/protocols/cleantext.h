// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArrayView>
#include <QString>
#include <QStringView>

namespace portolan {

inline constexpr qsizetype kLongestCleaned = 512; ///< characters

/// Text from the network, fit for people, terminals and files: one line of at most kLongestCleaned characters. Controls
/// (escape too), characters that turn the direction of text around and those without ink are left out, tabs are spaces,
/// what is not UTF-8 is U+FFFD.
QString cleaned(QByteArrayView bytes);
QString cleaned(QStringView text);

} // namespace portolan
