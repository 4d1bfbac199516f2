// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include <CLI/CLI.hpp>

#include "app/cli/commands.h"
#include "app/cli/input.h"
#include "app/cli/messages.h"
#include "app/cli/output.h"
#include "model/flows/flowset.h"
#include "views/diagram/export.h"
#include "views/diagram/folding.h"
#include "views/diagram/quality.h"
#include "views/layout/chartlayout.h"

#include <QGuiApplication>

#include <clocale>
#include <string>

namespace portolan {

namespace {

constexpr double kLargestScale = 16;

struct Options {
    PlanFiles files;
    std::string output;
    std::string level = "auto";
    std::string labels = "ports";
    std::string theme = "light";
    std::string date;
    std::string qualityReport;
    double scale = 2;
    bool unfolded = false;
};

ExitCode run(const Options &options)
{
    const Result<Plan> plan = loadPlan(options.files);
    if (!plan)
        return complain(plan.error());
    DiagramOptions wanted;
    // The parser took only words that these functions know.
    wanted.level = levelFromString(QString::fromStdString(options.level)).value_or(Level::Auto);
    wanted.labels = labelModeFromString(QString::fromStdString(options.labels)).value_or(LabelMode::Ports);
    if (options.unfolded)
        wanted.folded.removeAll(kFoldDirectory.toString());
    wanted.date = QString::fromLocal8Bit(options.date.c_str());

    LayoutService service(LayoutService::Settings{});
    const auto diagram = std::make_shared<const Diagram>(summarise(deriveFlows(plan->catalog, plan->topology), wanted));
    const Result<PlacedDiagram> placed = ChartLayout::layoutNow(service, diagram);
    if (!placed)
        return complain(placed.error());
    const Theme theme = options.theme == "dark" ? Theme::Dark : Theme::Light;
    const Result<void> written =
        exportDiagram(*placed, DiagramStyle::of(theme), options.scale, pathFrom(options.output));
    if (!written)
        return complain(written.error());
    if (!options.qualityReport.empty()) {
        Output report(pathFrom(options.qualityReport));
        report.write(toJson(measure(*placed)));
        if (const ExitCode code = report.finish(); code != Success)
            return code;
    }
    if (const qsizetype count = findingsOf(*plan).size(); count > 0)
        warn(CliText::tr("%1: %n finding(s), listed by: portolan-cli check", nullptr, static_cast<int>(count))
                 .arg(plan->file));
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
    command->add_option("--level", options->level, "How much detail: auto takes the most that stays readable")
        ->check(CLI::IsMember({"auto", "sites", "roles", "servers"}))
        ->capture_default_str();
    command->add_option("--labels", options->labels, "What stands on the lines")
        ->check(CLI::IsMember({"none", "codes", "ports", "full"}))
        ->capture_default_str();
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
        "Examples:\n"
        "  portolan-cli export plan.portolan -o plan.svg\n"
        "  portolan-cli export plan.portolan -o plan.png --level roles --labels full --theme dark --scale 3");
    command->callback([options, &invocation] {
        invocation.makeApplication = makePaintingApplication;
        invocation.run = [options] { return run(*options); };
    });
}

} // namespace portolan
