// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/catalog/catalog.h"
#include "model/flows/flowfilter.h"
#include "model/flows/flowset.h"
#include "model/reachability/reachabilityresults.h"
#include "model/topology/topology.h"

#include <optional>
#include <string>

namespace CLI {
class App;
}

namespace portolan {

/// Files on the command line of the subcommands that read a topology.
struct PlanFiles {
    std::string topology;
    std::string catalog; ///< empty: the one that the topology names
};

void addPlanFiles(CLI::App &command, PlanFiles &files);
void addCatalogFile(CLI::App &command, std::string &file);
void addFormat(CLI::App &command, std::string &format);
void addOutput(CLI::App &command, std::string &file);
void addFilter(CLI::App &command, std::string &filter);
void addResults(CLI::App &command, std::string &file);
/// The language of --filter in a few lines, for the end of a subcommand's help.
std::string filterHelp();

/// A topology and the port reference that it is planned against.
struct Plan {
    QString file; ///< as the user calls it
    Topology topology;
    Errors warnings; ///< from reading
    Catalog catalog;
};

Result<Plan> loadPlan(const PlanFiles &files);
/// From the file if one is given, else the built-in one.
Result<Catalog> catalogFor(const QString &id, const std::string &file);

/// What --filter says of this plan's flows. The error shows each fault under its place in the text.
tl::expected<FlowFilter, QString> filterFrom(const std::string &argument, const Plan &plan);

/// What --results names; nothing where it was not given.
Result<std::optional<ReachabilityResults>> resultsFrom(const std::string &file);
/// The flows that fit; `results`, if there are any, are what its word reachability: asks.
FlowSet flowsThatFit(const Plan &plan, const FlowFilter &filter, const std::optional<ReachabilityResults> &results);

/// Says on standard error how many faults the plan has, if any, and how to see them; for what works in spite of them.
void warnOfFaults(const Plan &plan, const FlowSet &flows);

} // namespace portolan
