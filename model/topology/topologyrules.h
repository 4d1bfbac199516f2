// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace portolan {

// What the values of a topology may be: the reader refuses a file that breaks these rules, and no edit lets a value in
// that does.

inline constexpr qsizetype kLongestName = 256; ///< characters
inline constexpr qsizetype kLongestNotes = 65536;
inline constexpr qsizetype kLongestFilter = 4000;
inline constexpr qsizetype kMostServers = 100000;
inline constexpr qsizetype kMostOfOneServer = 1000; ///< roles or addresses
inline constexpr qsizetype kMostViews = 1000;
inline constexpr qsizetype kMostOfOneView = 10000; ///< sites, lines or pins
inline constexpr qint64 kHighestCost = 1000000;
inline constexpr qint64 kFarthestPin = 1000000; ///< scene points
inline constexpr qint64 kLastPort = 65535;

// What is wrong with a value and what would be right, in a sentence; empty: nothing.

QString roleFault(const QString &role);
QString hostNameFault(const QString &name);
QString addressFault(const QString &address);
QString portRangeFault(qint64 first, qint64 last);

} // namespace portolan
