// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include <CLI/CLI.hpp>

#include "app/cli/commands.h"
#include "app/cli/input.h"
#include "app/cli/messages.h"
#include "app/cli/output.h"
#include "model/flows/flowends.h"
#include "model/reachability/resultsfile.h"
#include "views/checks/checkmarks.h"
#include "views/diagram/export.h"
#include "views/diagram/folding.h"
#include "views/diagram/quality.h"
#include "views/diagram/shownflows.h"
#include "views/graph/selection.h"
#include "views/layout/chartlayout.h"

#include <QGuiApplication>

#include <clocale>
#include <string>

using namespace Qt::StringLiterals;

namespace portolan {

namespace {

constexpr double kLargestScale = 16;

struct Options {
    PlanFiles files;
    std::string output;
    std::string level; ///< empty: the view's
    std::string labels;
    std::string view; ///< name of a saved one
    std::string filter;
    std::string results;
    int freshDays = 7;
    std::vector<std::string> focus, fold, open, close;
    int hops = 1;
    bool alone = false;
    std::string theme = "light";
    std::string date;
    std::string qualityReport;
    double scale = 2;
    bool unfolded = false;
};

QStringList toList(const std::vector<std::string> &words)
{
    QStringList list;
    for (const std::string &word : words)
        list << QString::fromLocal8Bit(word.c_str());
    return list;
}

/// "server:mbx1" for the id of a server, and so on; nothing for what the plan does not have.
std::optional<QString> focusId(const QString &word, const Plan &plan)
{
    if (isFlowId(word)) {
        const std::vector<FlowEnds> named = flowsNamed({word}, plan.catalog, plan.topology);
        return !named.empty() && named.front().isWhole ? std::optional(word) : std::nullopt;
    }
    const auto has = [&word](const auto &list, auto member) {
        return std::any_of(list.begin(), list.end(), [&](const auto &entry) { return entry.*member == word; });
    };
    if (has(plan.topology.servers, &Server::id))
        return QStringLiteral("server:") + word;
    if (has(plan.topology.sites, &Site::id))
        return QStringLiteral("site:") + word;
    if (has(plan.catalog.dataPaths(), &DataPath::code))
        return QStringLiteral("path:") + word;
    return std::nullopt;
}

/// The saved view that is asked for, with what the other options say in its place.
tl::expected<ChartView, QString> viewFrom(const Options &options, const Plan &plan)
{
    ChartView view;
    if (!options.view.empty()) {
        const QString name = QString::fromLocal8Bit(options.view.c_str());
        QStringList names;
        for (const ChartView &saved : plan.topology.views) {
            names << saved.name;
            if (saved.name == name)
                view = saved;
        }
        if (!names.contains(name)) {
            return tl::unexpected(
                names.isEmpty()
                    ? CliText::tr("%1 has no saved views.").arg(plan.file)
                    : CliText::tr("%1 has no view “%2”; it has: %3.").arg(plan.file, name, names.join(u", "_s)));
        }
    }
    // The parser took only words that these functions know.
    view.level = levelFromString(QString::fromStdString(options.level)).value_or(view.level);
    view.labels = labelModeFromString(QString::fromStdString(options.labels)).value_or(view.labels);
    if (!options.filter.empty())
        view.filter = QString::fromLocal8Bit(options.filter.c_str());
    if (!options.fold.empty())
        view.folded = toList(options.fold);
    if (options.unfolded)
        view.folded.removeAll(kFoldDirectory.toString());
    view.opened += toList(options.open);
    view.closed += toList(options.close);
    for (const QString &site : toList(options.open) + toList(options.close)) {
        if (focusId(site, plan) != u"site:"_s + site)
            return tl::unexpected(CliText::tr("%1 has no site with the id “%2”.").arg(plan.file, site));
    }
    if (!options.focus.empty()) {
        view.focus = {{}, options.hops, options.alone};
        for (const QString &word : toList(options.focus)) {
            const std::optional<QString> id = focusId(word, plan);
            if (!id)
                return tl::unexpected(
                    CliText::tr("%1 has no server or site with the id, its port reference no data path with the code, "
                                "and both have no flow “%2”, which would be flow:<code>:<sources>:<destinations>.")
                        .arg(plan.file, word));
            view.focus.on << *id;
        }
    }
    return view;
}

/// Says on standard error what of the results says nothing of the chart.
CheckMarks checksOn(const Diagram &diagram, const FlowSet &all, const ReachabilityResults &results,
                    const Options &options)
{
    const JudgeOptions judging{QDateTime::currentDateTimeUtc(), options.freshDays};
    const CheckedPlan checked = checkedPlan(all, results, {}, judging);
    if (!checked.strangers.isEmpty())
        warn(CliText::tr("The results are also of servers that the topology does not have: %1")
                 .arg(checked.strangers.join(u", "_s)));
    CheckMarks marks = checkMarks(diagram, checked);
    if (marks.heading.isEmpty())
        marks.heading = CliText::tr("Nothing has been checked");
    return marks;
}

ExitCode run(const Options &options)
{
    const Result<Plan> plan = loadPlan(options.files);
    if (!plan)
        return complain(plan.error());
    const tl::expected<ChartView, QString> view = viewFrom(options, *plan);
    if (!view)
        return complain(view.error());
    if (const auto filter = filterFrom(view->filter.toLocal8Bit().toStdString(), *plan); !filter)
        return complain(filter.error());

    ReachabilityResults results;
    if (!options.results.empty()) {
        const Result<ReachabilityResults> loaded = loadResults(pathFrom(options.results));
        if (!loaded)
            return complain(loaded.error());
        results = *loaded;
    }
    const FlowSet all = deriveFlows(plan->catalog, plan->topology);
    const ShownFlows shown = shownFlows(all, *view, &results);
    const QString date = QString::fromLocal8Bit(options.date.c_str());
    LayoutService service(LayoutService::Settings{});
    DiagramOptions drawn = optionsFor(*view, shown, date);
    drawn.showsChecks = !options.results.empty();
    const auto diagram = std::make_shared<const Diagram>(summarise(shown.flows, drawn));
    const Result<PlacedDiagram> placed = ChartLayout::layoutNow(service, diagram);
    if (!placed)
        return complain(placed.error());
    PaintOptions paint;
    if (drawn.showsChecks)
        paint.checks = std::make_shared<const CheckMarks>(checksOn(*diagram, all, results, options));
    if (shown.lit) {
        const ChartSelection lit = partsOf(*diagram, *shown.lit);
        paint.litNodes = lit.litNodes;
        paint.litEdges = lit.litEdges;
    }
    const Theme theme = options.theme == "dark" ? Theme::Dark : Theme::Light;
    const Result<void> written =
        exportDiagram(*placed, DiagramStyle::of(theme), options.scale, pathFrom(options.output), paint);
    if (!written)
        return complain(written.error());
    if (!options.qualityReport.empty()) {
        Output report(pathFrom(options.qualityReport));
        report.write(toJson(measure(*placed)));
        if (const ExitCode code = report.finish(); code != Success)
            return code;
    }
    warnOfFaults(*plan, shown.flows);
    return Success;
}

std::unique_ptr<QCoreApplication> makePaintingApplication(int &argc, char **argv)
{
    // The same picture on every machine, with a display or without.
    qputenv("QT_QPA_PLATFORM", "offscreen");
    auto application = std::make_unique<QGuiApplication>(argc, argv);
    std::setlocale(LC_NUMERIC, "C");
    return application;
}

std::string checkEnding(const std::string &name)
{
    const QString path = QString::fromLocal8Bit(name.c_str());
    for (const auto *ending : {u".svg", u".png"}) {
        if (path.endsWith(QStringView(ending), Qt::CaseInsensitive))
            return {};
    }
    return "the file's name must end in .svg or .png";
}

} // namespace

void addExportCommand(CLI::App &app, Invocation &invocation)
{
    CLI::App *command = app.add_subcommand("export", "Draw the chart of a topology into a file, SVG or PNG");
    const auto options = std::make_shared<Options>();
    addPlanFiles(*command, options->files);
    command->add_option("-o,--output", options->output, "File to write, ending in .svg or .png")
        ->required()
        ->check(CLI::Validator(checkEnding, "FILE"));
    command->add_option("--view", options->view, "Saved view of the topology to draw; other options change it");
    command
        ->add_option("--level", options->level,
                     "How much detail: auto, which is usual, takes the most that stays readable")
        ->check(CLI::IsMember({"auto", "sites", "roles", "servers"}));
    command->add_option("--labels", options->labels, "What stands on the lines; ports is usual")
        ->check(CLI::IsMember({"none", "codes", "ports", "full"}));
    addFilter(*command, options->filter);
    command
        ->add_option(
            "--results", options->results,
            "Results of checks (see probe): drawn on the lines that start where the checks ran, with a heading "
            "that says from where and when; reachability: in the filter asks them")
        ->type_name("RESULTS");
    command->add_option("--fresh-days", options->freshDays, "Results older than that are drawn as stale")
        ->type_name("N")
        ->check(CLI::Range(0, 36500))
        ->capture_default_str();
    command->add_option("--focus", options->focus,
                        "Id of a server or site, code of a data path, or flow:<code>:<sources>:<destinations> (ids of "
                        "servers, or @ and the id of a site) that stands out; may be repeated");
    command->add_option("--hops", options->hops, "So many connections away still belongs to the focus")
        ->check(CLI::Range(1, kMostHops))
        ->capture_default_str();
    command->add_flag("--alone", options->alone, "Draw the focus alone instead of dimming the rest");
    command->add_option("--fold", options->fold,
                        "Traffic to draw as badges: directory, role:<id> or path:<code>; may be repeated");
    command->add_option("--open", options->open, "Id of a site to draw open at level sites; may be repeated");
    command->add_option("--close", options->close, "Id of a site to draw as one card; may be repeated");
    command->add_option("--theme", options->theme, "Colours")
        ->check(CLI::IsMember({"light", "dark"}))
        ->capture_default_str();
    command->add_option("--scale", options->scale, "PNG only: pixels for each point of the chart")
        ->check(CLI::Range(0.05, kLargestScale))
        ->capture_default_str();
    command->add_option(
        "--date", options->date,
        "Text to print as the date under the title; none by default, so that the same plan gives the same file");
    command->add_flag("--directory", options->unfolded, "Draw directory traffic as lines instead of badges");
    command->add_option("--quality-report", options->qualityReport,
                        "JSON file to write: how readable the chart is, in numbers (overlaps, crossings, sizes)");
    command->footer(
        filterHelp()
        + "\n"
          "Examples:\n"
          "  portolan-cli export plan.portolan -o plan.svg\n"
          "  portolan-cli export plan.portolan -o checked.svg --results checks.portolan-results\n"
          "  portolan-cli export plan.portolan -o plan.png --level roles --labels full --theme dark --scale 3");
    command->callback([options, &invocation] {
        invocation.makeApplication = makePaintingApplication;
        invocation.run = [options] { return run(*options); };
    });
}

} // namespace portolan
