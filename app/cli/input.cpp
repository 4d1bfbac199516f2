// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include <CLI/CLI.hpp>

#include "input.h"

#include "app/cli/messages.h"
#include "app/cli/output.h"

namespace portolan {

void addPlanFiles(CLI::App &command, PlanFiles &files)
{
    command.add_option("FILE", files.topology, "The topology (*.portolan)")->required();
    addCatalogFile(command, files.catalog);
}

void addCatalogFile(CLI::App &command, std::string &file)
{
    command.add_option("--catalog", file, "Use the port reference in this file")->type_name("FILE");
}

void addFormat(CLI::App &command, std::string &format)
{
    command.add_option("--format", format, "How to print it: table, csv or json")
        ->type_name("FORMAT")
        ->check(CLI::IsMember({"table", "csv", "json"}))
        ->capture_default_str();
}

void addOutput(CLI::App &command, std::string &file)
{
    command.add_option("-o,--output", file, "Write to this file instead of standard output")->type_name("FILE");
}

Result<Plan> loadPlan(const PlanFiles &files)
{
    const QString path = pathFrom(files.topology);
    Result<LoadedTopology> loaded = loadTopology(path);
    if (!loaded)
        return failure(loaded.error());
    Result<Catalog> catalog = catalogFor(loaded->topology.catalog, files.catalog);
    if (!catalog) {
        Errors errors = catalog.error();
        if (files.catalog.empty()) {
            for (Error &error : errors) {
                error.file = path;
                error.place = QStringLiteral("catalog");
            }
        }
        return failure(errors);
    }
    return Plan{path, loaded->topology, loaded->warnings, *catalog};
}

Result<Catalog> catalogFor(const QString &id, const std::string &file)
{
    if (!file.empty())
        return loadCatalog(pathFrom(file));
    Result<Catalog> catalog = builtInCatalog(id);
    if (!catalog && !builtInCatalogIds().contains(id)) {
        Errors errors = catalog.error();
        errors.last().detail += u' ' + CliText::tr("A file with another one can be given with --catalog.");
        return failure(errors);
    }
    return catalog;
}

Errors findingsOf(const Plan &plan)
{
    Errors findings = plan.warnings;
    for (Error &finding : findings)
        finding.file = plan.file;
    for (Error finding : checkTopology(plan.topology, plan.catalog)) {
        finding.file = plan.file;
        findings << finding;
    }
    return findings;
}

} // namespace portolan
