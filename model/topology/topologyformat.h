// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/json/jsonobjectreader.h"
#include "model/topology/topology.h"

namespace portolan {

inline constexpr QStringView kTopologyFormat = u"portolan-topology";
inline constexpr int kTopologyVersion = 1;

inline constexpr JsonWord<SiteKind> kSiteKinds[] = {
    {u"internal", SiteKind::Internal},
    {u"perimeter", SiteKind::Perimeter},
    {u"external", SiteKind::External},
};

inline constexpr JsonWord<GroupType> kGroupTypes[] = {{u"dag", GroupType::Dag},
                                                      {u"edge-subscription", GroupType::EdgeSubscription}};

inline constexpr JsonWord<Level> kLevels[] = {
    {u"auto", Level::Auto},
    {u"sites", Level::Sites},
    {u"roles", Level::Roles},
    {u"servers", Level::Servers},
};

inline constexpr JsonWord<LabelMode> kLabelModes[] = {
    {u"none", LabelMode::None},
    {u"codes", LabelMode::Codes},
    {u"ports", LabelMode::Ports},
    {u"full", LabelMode::Full},
};

/// The format's word for a value.
template <typename T, size_t N>
QString wordOf(T value, const JsonWord<T> (&words)[N])
{
    const auto *found = std::find_if(std::begin(words), std::end(words),
                                     [value](const JsonWord<T> &word) { return word.second == value; });
    return found == std::end(words) ? QString() : found->first.toString();
}

} // namespace portolan
