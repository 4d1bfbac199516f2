// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "views/diagram/diagram.h"

#include <map>
#include <vector>

namespace portolan {

/// The flows between two ends by who opens them: `forward` the end with the smaller index.
struct Pair {
    std::vector<EdgeFlows> forward;
    std::vector<EdgeFlows> backward;
};
using PairMap = std::map<std::pair<int, int>, Pair>;

/// Ends that are drawn as one edge: each opener talks to each answerer. `both`: all of them open and answer, and are
/// openers.
struct Bundle {
    std::vector<int> openers;
    std::vector<int> answerers;
    bool both = false;
    std::vector<EdgeFlows> flows;
};

/// What both ends of a pair do alike (the same data paths with the same ports, or the same ports altogether) becomes
/// one Bundle, the rest one for each direction. A pair of an end with itself becomes one.
std::vector<Bundle> splitPairs(const FlowSet &flows, const PairMap &pairs);

/// Joins bundles with the same label: one way where every opener has the same answerers, both ways where all are pairs
/// of each other, so that the joined lines say neither more nor less. Only ends in sites of one kind are joined.
std::vector<Bundle> bundled(const std::vector<Bundle> &bundles, const FlowSet &flows, const Diagram &diagram,
                            LabelMode labels);

} // namespace portolan
