// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include <CLI/CLI.hpp>

#include "app/cli/commands.h"
#include "app/cli/input.h"
#include "app/cli/messages.h"
#include "app/cli/output.h"
#include "app/cli/probeimport.h"
#include "app/cli/probekit.h"
#include "app/cli/probereport.h"
#include "app/cli/proberun.h"
#include "app/cli/terminal.h"
#include "model/json/plaintext.h"
#include "model/reachability/machinehere.h"
#include "model/reachability/resultsfile.h"

#include <algorithm>

namespace portolan {

namespace {

struct Options {
    PlanFiles files;
    std::string server;
    std::string filter;
    std::string format = "text";
    std::string output;
    std::string results;
    std::string kit;
    std::string ansible;
    std::vector<std::string> imported;
    std::vector<std::string> compared;
    RunLimits limits;
    int freshDays = 7;
    bool isElsewhere = false;
    bool isPlanOnly = false;
    bool isAgreed = false;
    bool allowsPublic = false;
};

bool hasServer(const Topology &topology, const QString &id)
{
    return std::any_of(topology.servers.begin(), topology.servers.end(),
                       [&id](const Server &server) { return server.id == id; });
}

/// Where the checks run from: as the command line says, else as this machine's addresses and name suggest.
tl::expected<Vantage, QString> vantageFrom(const Options &options, const Topology &topology)
{
    Vantage here = machineHere();
    if (options.isElsewhere)
        return here;
    if (options.server.empty()) {
        here.server = guessServer(topology, here);
        return here;
    }
    here.server = QString::fromLocal8Bit(options.server.c_str());
    if (!hasServer(topology, here.server))
        return tl::unexpected(CliText::tr("The topology has no server %1.").arg(quoted(here.server))
                              + didYouMean(here.server, [&topology] {
                                    QStringList ids;
                                    for (const Server &server : topology.servers)
                                        ids << server.id;
                                    return ids;
                                }()));
    return here;
}

/// Where runs were made, as far as the topology knows it.
QStringList vantagesOf(const ReachabilityResults &results, const Topology &topology)
{
    QStringList vantages;
    for (const ReachabilityRun &run : results.runs) {
        if (run.vantage.server.isEmpty() || hasServer(topology, run.vantage.server))
            vantages << run.vantage.server;
    }
    vantages.removeDuplicates();
    vantages.sort();
    return vantages;
}

ProbeSection sectionOf(ReachabilityPlan plan, const ReachabilityResults &results, const Options &options)
{
    std::vector<JudgedPort> ports = judged(plan, results, {QDateTime::currentDateTimeUtc(), options.freshDays});
    return {std::move(plan), std::move(ports)};
}

ExitCode write(const ProbeOutcome &outcome, const Options &options)
{
    QByteArray bytes;
    if (options.format == "csv")
        bytes = probeCsv(outcome);
    else if (options.format == "json")
        bytes = probeJson(outcome);
    else if (options.format == "junit")
        bytes = probeJunit(outcome);
    else
        bytes = probeText(outcome);
    const ExitCode code = writeToStandardOutput(bytes);
    return code == Success && !isAllWell(outcome) ? Findings : code;
}

/// Judges what is known already; nothing is sent.
ExitCode judgeOnly(const FlowSet &flows, const std::optional<ReachabilityResults> &known, const Options &options)
{
    std::optional<QString> stated;
    if (!options.server.empty() || options.isElsewhere) {
        const auto vantage = vantageFrom(options, flows.topology());
        if (!vantage)
            return complain(vantage.error());
        stated = vantage->server;
    }
    QStringList imported;
    for (const std::string &file : options.imported)
        imported << pathFrom(file);
    const Result<ReachabilityResults> results = known ? *known : importResults(imported, flows, stated);
    if (!results)
        return complain(results.error());
    if (!options.output.empty()) {
        if (const Result<void> saved = addToResults(*results, pathFrom(options.output)); !saved)
            return complain(saved.error());
    }
    const QStringList vantages = stated ? QStringList{*stated} : vantagesOf(*results, flows.topology());
    if (vantages.isEmpty())
        warn(CliText::tr("No run is from a server of the topology, nor from elsewhere."));
    ProbeOutcome outcome;
    outcome.results = *results;
    for (const QString &server : vantages)
        outcome.sections.push_back(sectionOf(planChecks(flows, {server, {}, {}}), outcome.results, options));
    return write(outcome, options);
}

ExitCode compare(const Options &options)
{
    const Result<ReachabilityResults> before = loadResults(pathFrom(options.compared[0]));
    if (!before)
        return complain(before.error());
    const Result<ReachabilityResults> after = loadResults(pathFrom(options.compared[1]));
    if (!after)
        return complain(after.error());
    const QList<ResultChange> changes = compareResults(*before, *after);
    const QByteArray bytes = options.format == "csv" ? changesCsv(changes)
        : options.format == "json"                   ? changesJson(changes)
                                                     : changesText(changes);
    const ExitCode code = writeToStandardOutput(bytes);
    return code == Success && !changes.isEmpty() ? Findings : code;
}

/// Why nothing may start; empty: it may.
QString objection(const ReachabilityPlan &plan, const Options &options)
{
    const auto count =
        std::count_if(plan.checks.begin(), plan.checks.end(), [](const PlannedCheck &check) { return check.isPublic; });
    if (count > 0 && !options.allowsPublic)
        return CliText::tr("%n check(s) go to public addresses, listed by --plan; --allow-public says that they may.",
                           nullptr, static_cast<int>(count));
    if (options.isAgreed)
        return {};
    if (!isStandardInputTerminal())
        return CliText::tr("Nothing was sent: --yes says that the checks listed by --plan may start.");
    const RunEstimate time = estimate(plan, options.limits);
    const QString from = plan.vantage.server.isEmpty() ? CliText::tr("elsewhere") : quoted(plan.vantage.server);
    const QString question = CliText::tr("From %1: %2 check(s) of %3 host(s), about %4 s. Start?")
                                 .arg(from)
                                 .arg(plan.checks.size())
                                 .arg(plan.hosts)
                                 .arg((time.likely + 999) / 1000);
    return confirm(question) ? QString() : CliText::tr("Nothing was sent.");
}

ExitCode check(const FlowSet &flows, const Options &options)
{
    const auto vantage = vantageFrom(options, flows.topology());
    if (!vantage)
        return complain(vantage.error());
    ReachabilityPlan plan = planChecks(flows, *vantage);
    if (options.isPlanOnly)
        return writeToStandardOutput(planText(plan, options.limits));
    if (const Result<void> known = canAddTo(pathFrom(options.output)); !known)
        return complain(known.error());
    if (const QString why = doubtOf(*vantage, flows.topology()); !why.isEmpty())
        warn(CliText::tr("What is checked may be of another machine: %1").arg(why));
    if (const QString why = objection(plan, options); !why.isEmpty())
        return complain(why);
    ProbeOutcome outcome;
    const ReachabilityRun run = runChecks(plan, options.limits);
    outcome.isStopped = !run.finishedAt.isValid();
    outcome.results.runs << run;
    // What was found out is told even where it cannot be kept.
    ExitCode kept = Success;
    if (!options.output.empty()) {
        if (const Result<void> saved = addToResults(outcome.results, pathFrom(options.output)); !saved)
            kept = complain(saved.error());
    }
    outcome.sections.push_back(sectionOf(std::move(plan), outcome.results, options));
    const ExitCode told = write(outcome, options);
    return kept == Success ? told : kept;
}

ExitCode writeKits(const FlowSet &flows, const Options &options)
{
    KitOrder order;
    order.isForAnsible = !options.ansible.empty();
    order.folder = pathFrom(order.isForAnsible ? options.ansible : options.kit);
    order.isPlanOnly = options.isPlanOnly;
    order.allowsPublic = options.allowsPublic;
    if (!options.server.empty()) {
        const auto vantage = vantageFrom(options, flows.topology());
        if (!vantage)
            return complain(vantage.error());
        order.server = vantage->server;
    }
    return writeKits(flows, order);
}

ExitCode run(const Options &options)
{
    if (!options.compared.empty())
        return compare(options);
    const Result<Plan> plan = loadPlan(options.files);
    if (!plan)
        return complain(plan.error());
    const auto filter = filterFrom(options.filter, *plan);
    if (!filter)
        return complain(filter.error());
    const Result<std::optional<ReachabilityResults>> known = resultsFrom(options.results);
    if (!known)
        return complain(known.error());
    const FlowSet flows = flowsThatFit(*plan, *filter, *known);
    if (!options.kit.empty() || !options.ansible.empty())
        return writeKits(flows, options);
    return !*known && options.imported.empty() ? check(flows, options) : judgeOnly(flows, *known, options);
}

void addLimits(CLI::App &command, RunLimits &limits)
{
    const auto add = [&command](const char *name, int &value, int least, int most, const char *what) {
        command.add_option(name, value, what)
            ->type_name("N")
            ->check(CLI::Range(least, most))
            ->capture_default_str()
            ->group("Limits");
    };
    constexpr int kMostMs = 600'000;
    add("--in-flight", limits.inFlight, 1, 1024, "Checks at once");
    add("--per-host", limits.perHost, 1, 64, "Checks of one host at once");
    add("--rate", limits.perSecond, 0, 100'000, "New connections a second; 0: as many as can be");
    add("--connect-timeout", limits.connectTimeout, 100, kMostMs, "Milliseconds for a connection");
    add("--answer-timeout", limits.answerTimeout, 100, kMostMs, "Milliseconds for each answer");
    add("--check-timeout", limits.checkTimeout, 100, kMostMs, "Milliseconds for a whole check");
    add("--retries", limits.retries, 0, 10, "How often silence is asked again");
}

constexpr const char *kFooter =
    "\n"
    "Only servers of the topology are asked, one read-only exchange each, without credentials; --plan lists them all\n"
    "and sends nothing. Where the checks run from decides what they say: on a server of the topology (--as, or "
    "guessed\n"
    "by this machine's addresses and name) the ports that this server opens are checked; elsewhere all ports that\n"
    "cross the network, which says whether they answer this machine and no more. Ctrl+C stops at once; what was done\n"
    "is kept.\n"
    "\n"
    "--kit writes a folder for each server that opens something (or for that of --as): two scripts that check it "
    "there\n"
    "without Portolan, for PowerShell 2.0 and later and for sh, and a README for whoever runs them. --ansible writes\n"
    "the same with an inventory and a playbook that carry the kits to the servers and fetch the results. Neither "
    "sends\n"
    "anything, and neither replaces files that are not of an earlier kit.\n"
    "\n"
    "--import reads results files, those of kits too, and nmap's XML (nmap -oX), of which --as or --elsewhere has to\n"
    "say where the scan was made. What a scan found open was connected to and not asked: it works where connecting is\n"
    "all that a check would do, and cannot be told elsewhere.\n"
    "\n"
    "Ends with 0 where all that could be told works, 1 where something fails or differs, nothing could be told or\n"
    "Ctrl+C was pressed, 2 where it could not be done; --compare ends with 1 where something has changed.\n"
    "\n"
    "CSV: source,destination,path,address,transport,port,service,result,verdict,tls,detail. result is open, refused,\n"
    "no-answer, unreachable, name-not-found, local-failure, cannot-tell or not-probeable; verdict works, differs,\n"
    "fails, cannot-tell or not-checked; tls none or protocol and cipher. With --compare:\n"
    "change,source,destination,transport,port,check,what,before,after, where change is broke, mended, fails-otherwise\n"
    "or answers-otherwise.\n"
    "\n"
    "Examples:\n"
    "  portolan-cli probe plan.portolan --as hq-hub1 --plan\n"
    "  portolan-cli probe plan.portolan --as hq-hub1 --yes -o checks.portolan-results\n"
    "  portolan-cli probe plan.portolan --results checks.portolan-results --format csv\n"
    "  portolan-cli probe plan.portolan --kit kits\n"
    "  portolan-cli probe plan.portolan --import kits/*/*.portolan-results -o checks.portolan-results\n"
    "  portolan-cli probe plan.portolan --import scan.xml --as hq-hub1 -o checks.portolan-results\n"
    "  portolan-cli probe --compare monday.portolan-results tuesday.portolan-results";

} // namespace

void addProbeCommand(CLI::App &app, Invocation &invocation)
{
    CLI::App *command = app.add_subcommand("probe", "Check live whether the flows of a topology work");
    const auto options = std::make_shared<Options>();
    CLI::Option *file = command->add_option("FILE", options->files.topology, "The topology (*.portolan)");
    addCatalogFile(*command, options->files.catalog);
    CLI::Option *server =
        command
            ->add_option("--as", options->server,
                         "This machine is that server of the topology; with --kit and --ansible: only for that server")
            ->type_name("SERVER");
    CLI::Option *elsewhere =
        command->add_flag("--elsewhere", options->isElsewhere, "This machine is no server of the topology")
            ->excludes(server);
    addFilter(*command, options->filter);
    command->add_flag("--plan", options->isPlanOnly, "List what would be checked, and send nothing");
    command->add_flag("--yes", options->isAgreed, "Start without asking");
    command->add_flag("--allow-public", options->allowsPublic, "Public addresses may be asked");
    command->add_option("--format", options->format, "How to print the verdicts: text, json, junit or csv")
        ->type_name("FORMAT")
        ->check(CLI::IsMember({"text", "json", "junit", "csv"}))
        ->capture_default_str();
    command->add_option("-o,--output", options->output, "Add the runs to this file of results")->type_name("RESULTS");
    command->add_option("--fresh-days", options->freshDays, "Results older than that count as stale")
        ->type_name("N")
        ->check(CLI::Range(0, 36500))
        ->capture_default_str();
    CLI::Option *results =
        command->add_option("--results", options->results, "Judge what this file says, and send nothing")
            ->type_name("RESULTS");
    CLI::Option *imported = command
                                ->add_option("--import", options->imported,
                                             "Judge what these files say: results, or scans by nmap; send nothing")
                                ->type_name("RESULTS...");
    CLI::Option *kit =
        command->add_option("--kit", options->kit, "Write take-away kits into this folder")->type_name("DIR");
    CLI::Option *ansible =
        command->add_option("--ansible", options->ansible, "Write take-away kits for Ansible into this folder")
            ->type_name("DIR");
    CLI::Option *compared =
        command->add_option("--compare", options->compared, "Say what has changed from results A to results B")
            ->type_name("A B")
            ->expected(2);
    for (CLI::Option *other : {results, imported, kit, ansible, file})
        compared->excludes(other);
    results->excludes(imported)->excludes(kit)->excludes(ansible);
    imported->excludes(kit)->excludes(ansible);
    kit->excludes(ansible);
    for (CLI::Option *writing : {kit, ansible})
        writing->excludes(elsewhere);
    addLimits(*command, options->limits);
    command->footer(filterHelp() + kFooter);
    command->callback([options, file, &invocation] {
        if (file->empty() && options->compared.empty())
            throw CLI::RequiredError("FILE");
        if (!options->compared.empty() && options->format == "junit")
            throw CLI::ValidationError("--format", "junit is for verdicts; what has changed is text, json or csv");
        invocation.run = [options] { return run(*options); };
    });
}

} // namespace portolan
