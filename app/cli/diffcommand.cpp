// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include <CLI/CLI.hpp>

#include "app/cli/commands.h"
#include "app/cli/diffreport.h"
#include "app/cli/input.h"
#include "app/cli/messages.h"
#include "app/cli/output.h"
#include "model/findings/review.h"

#include <algorithm>
#include <string>
#include <vector>

namespace portolan {

namespace {

struct Options {
    std::string before;
    std::string after;
    std::string catalog;
    std::string format = "text";
    std::string output;
    std::string filter;
    std::vector<std::string> sections;
    bool isSummary = false;
};

/// What version control names where a file is new or gone.
bool isNoFile(const std::string &file)
{
    return file == "/dev/null" || file == "nul" || file == "NUL";
}

/// A plan without anything in it, of the same name and port reference, to compare a new or a deleted one with.
Plan emptyLike(const Plan &plan)
{
    Plan empty;
    empty.file = plan.file;
    empty.topology.name = plan.topology.name;
    empty.topology.catalog = plan.topology.catalog;
    empty.catalog = plan.catalog;
    return empty;
}

DiffSections sectionsFrom(const std::vector<std::string> &words)
{
    const auto isWanted = [&words](const char *word) {
        return words.empty() || std::find(words.begin(), words.end(), word) != words.end();
    };
    return {isWanted("topology"), isWanted("findings"), isWanted("flows"), isWanted("openings")};
}

QList<Finding> findingsOf(const Plan &plan, const FlowSet &flows)
{
    QList<Finding> findings;
    for (const Error &warning : plan.warnings)
        findings << findingFrom(warning);
    return findings + reviewTopology(plan.catalog, plan.topology, flows);
}

ExitCode write(const Options &options, const DiffReport &report)
{
    Output output(pathFrom(options.output));
    const DiffSink sink = [&output](QByteArrayView bytes) { return output.write(bytes); };
    if (options.format == "csv")
        writeDiffCsv(report, options.isSummary, sink);
    else if (options.format == "json")
        writeDiffJson(report, options.isSummary, sink);
    else
        writeDiffText(report, options.isSummary, sink);
    const ExitCode code = output.finish();
    return code == Success && !report.isEmpty() ? Findings : code;
}

ExitCode run(const Options &options)
{
    const bool isNew = isNoFile(options.before);
    const bool isGone = isNoFile(options.after);
    if (isNew && isGone)
        return complain(CliText::tr("There is nothing to compare: neither name is that of a file."));
    Errors errors;
    const auto load = [&](const std::string &file) {
        const Result<Plan> plan = loadPlan({file, options.catalog});
        if (!plan)
            errors << plan.error();
        return plan.value_or(Plan());
    };
    Plan before = isNew ? Plan() : load(options.before);
    Plan after = isGone ? Plan() : load(options.after);
    if (!errors.isEmpty())
        return complain(errors);
    if (isNew)
        before = emptyLike(after);
    if (isGone)
        after = emptyLike(before);

    // Names that only one of the plans has are no faults of a filter.
    Plan both = after;
    both.topology = unitedTopology(before.topology, after.topology);
    const auto filter = filterFrom(options.filter, both);
    if (!filter)
        return complain(filter.error());
    const DiffSections sections = sectionsFrom(options.sections);
    const FlowSet flowsBefore = deriveFlows(before.catalog, before.topology);
    const FlowSet flowsAfter = deriveFlows(after.catalog, after.topology);
    QList<FindingChange> findings;
    if (sections.findings)
        findings = findingDifference(findingsOf(before, flowsBefore), findingsOf(after, flowsAfter));
    const DiffReport report(filtered(flowsBefore, *filter), filtered(flowsAfter, *filter), findings, sections);
    return write(options, report);
}

constexpr const char *kFooter =
    "\n"
    "Ends with 0 where nothing differs, 1 where something does, 2 where a file cannot be read; with --only that goes\n"
    "for those sections. A firewall opening is who connects to whom at which ports; one that another data path needs\n"
    "as well stays open. A file called /dev/null is an empty plan.\n"
    "\n"
    "JSON is an object with \"format\": \"portolan-difference\", \"version\": 1, \"same\" (true or false) and:\n"
    "  summary    for each section the numbers \"added\", \"removed\" and \"changed\" (not of openings)\n"
    "  topology   a list of { change, kind, id, name, fields: [{ field, before, after }] }\n"
    "  findings   a list of { change, rule, severity, title, detail, about, accepted }\n"
    "  flows      a list of { change, path, source, destination, source_site, destination_site, before, after };\n"
    "             before and after are null or { ports: [{ source, destination, transport, first_port, last_port }],\n"
    "             encryption, authentication }\n"
    "  openings   a list of { change, source, destination, source_site, destination_site, transport, first_port,\n"
    "             last_port, paths }\n"
    "change is added, removed or changed (of findings: accepted or no longer); with --summary only the summary is "
    "there. CSV is one table whose column\n"
    "\"what\" says topology, finding, flow or opening; a line for each field that differs.\n"
    "\n"
    "Examples:\n"
    "  portolan-cli diff old.portolan new.portolan\n"
    "  portolan-cli diff old.portolan new.portolan --only openings --filter crosses:zone --format csv -o rules.csv\n"
    "  portolan-cli diff old.portolan new.portolan --summary\n"
    "  git difftool --no-prompt --extcmd \"portolan-cli diff\" main -- plan.portolan";

} // namespace

void addDiffCommand(CLI::App &app, Invocation &invocation)
{
    CLI::App *command = app.add_subcommand(
        "diff", "Say what differs between two topologies, their findings, flows and firewall openings");
    const auto options = std::make_shared<Options>();
    command->add_option("BEFORE", options->before, "The topology as it was (*.portolan)")->required();
    command->add_option("AFTER", options->after, "The topology as it is or would be")->required();
    addCatalogFile(*command, options->catalog);
    command->add_option("--format", options->format, "How to print it: text, csv or json")
        ->type_name("FORMAT")
        ->check(CLI::IsMember({"text", "csv", "json"}))
        ->capture_default_str();
    addOutput(*command, options->output);
    addFilter(*command, options->filter);
    command->add_option("--only", options->sections, "Compare only these: topology, findings, flows, openings")
        ->type_name("SECTION,...")
        ->delimiter(',')
        ->check(CLI::IsMember({"topology", "findings", "flows", "openings"}));
    command->add_flag("--summary", options->isSummary, "Print how much differs, not what");
    command->footer(filterHelp() + kFooter);
    command->callback([options, &invocation] { invocation.run = [options] { return run(*options); }; });
}

} // namespace portolan
