// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "chartview.h"

#include "topologyformat.h"

#include <algorithm>

namespace portolan {

namespace {

template <typename T, size_t N>
std::optional<T> valueOf(QStringView text, const JsonWord<T> (&words)[N])
{
    const auto *found = std::find_if(std::begin(words), std::end(words),
                                     [text](const JsonWord<T> &word) { return word.first == text; });
    return found == std::end(words) ? std::nullopt : std::optional<T>(found->second);
}

} // namespace

bool ChartView::showsTheSame(const ChartView &other) const
{
    return level == other.level && labels == other.labels && filter == other.filter && folded == other.folded
        && closed == other.closed && opened == other.opened && split == other.split && focus == other.focus
        && pins == other.pins;
}

QString toString(Level level)
{
    return wordOf(level, kLevels);
}

QString toString(LabelMode mode)
{
    return wordOf(mode, kLabelModes);
}

std::optional<Level> levelFromString(QStringView text)
{
    return valueOf(text, kLevels);
}

std::optional<LabelMode> labelModeFromString(QStringView text)
{
    return valueOf(text, kLabelModes);
}

} // namespace portolan
