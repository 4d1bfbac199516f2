// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/catalog/catalog.h"
#include "model/topology/topology.h"

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

/// Everything that `check` has to say: warnings from reading, then faults in the document's order.
Errors findingsOf(const Plan &plan);

} // namespace portolan
