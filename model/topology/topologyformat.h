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

} // namespace portolan
