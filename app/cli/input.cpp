// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include <CLI/CLI.hpp>

#include "input.h"

#include "app/cli/messages.h"
#include "app/cli/output.h"
#include "model/findings/review.h"
#include "model/reachability/checkedflows.h"
#include "model/reachability/resultsfile.h"

#include <algorithm>

namespace portolan {

namespace {

constexpr qsizetype kMarkedWidth = 76;

/// A part of the text around the place, with a line of carets under it.
QString marked(const QString &text, qsizetype at, qsizetype length)
{
    const auto countedTo = [&text](qsizetype end) { return text.first(std::min(end, text.size())).toUcs4().size(); };
    QList<uint> points = text.toUcs4();
    for (uint &point : points) {
        if (QChar::isSpace(point))
            point = U' ';
        else if (!QChar::isPrint(point))
            point = U'?';
    }
    const qsizetype begin = countedTo(at);
    const qsizetype end = std::max(countedTo(at + length), begin + 1);
    const qsizetype from =
        std::clamp<qsizetype>(begin - kMarkedWidth / 2, 0, std::max<qsizetype>(0, points.size() - kMarkedWidth));
    const qsizetype to = std::min(from + kMarkedWidth, points.size());
    const QString before = from > 0 ? QStringLiteral("…") : QString();
    const QString after = to < points.size() ? QStringLiteral("…") : QString();
    const QList<uint> shown = points.sliced(from, to - from);
    const QString indent(2, u' ');
    return indent + before + QString::fromUcs4(reinterpret_cast<const char32_t *>(shown.constData()), shown.size())
        + after + u'\n' + indent + QString(before.size() + begin - from, u' ')
        + QString(std::max<qsizetype>(1, std::min(end, to) - begin), u'^');
}

} // namespace

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

void addFilter(CLI::App &command, std::string &filter)
{
    command.add_option("--filter", filter, "Only flows that this fits, such as \"from:hq port:443\"")
        ->type_name("EXPR");
}

void addResults(CLI::App &command, std::string &file)
{
    command
        .add_option(
            "--results", file,
            "Results of checks (see probe): what they say of each flow, and what reachability: in the filter asks")
        ->type_name("RESULTS");
}

std::string filterHelp()
{
    return "A filter is words, each of them part of a name, an address, a data path or a service, and terms "
           "KEY:VALUE.\n"
           "All of them have to fit, of those with 'or' between them one; '-' before one turns it round. Values are\n"
           "joined by commas, '*' stands for any text, parentheses group, and quotation marks hold blanks together.\n"
           "  from, to                    who opens a connection, who answers: a server, site, role or group\n"
           "  site, server, role, group   the same at either end\n"
           "  path, table, port, transport, protocol\n"
           "                              M7, M*, 443, 5000-6000, dynamic, tcp, SMTP\n"
           "  auth, defaultauth           authentication, also supported or only by default\n"
           "  encryption                  encrypted, optional, disabled, none\n"
           "  crosses:site, crosses:zone, is:local\n"
           "  reachability                works, differs, fails, cannot-tell, not-checked (with --results)\n";
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

tl::expected<FlowFilter, QString> filterFrom(const std::string &argument, const Plan &plan)
{
    const QString text = QString::fromLocal8Bit(argument.c_str());
    const auto explained = [&text](const QList<FilterFault> &faults) {
        QStringList lines{CliText::tr("The filter cannot be used:")};
        for (const FilterFault &fault : faults)
            lines << marked(text, fault.at, fault.length) << QStringLiteral("  ") + fault.message;
        return lines.join(u'\n');
    };
    return FlowFilter::parse(text, plan.catalog, plan.topology).map_error(explained);
}

Result<std::optional<ReachabilityResults>> resultsFrom(const std::string &file)
{
    if (file.empty())
        return std::optional<ReachabilityResults>();
    return loadResults(pathFrom(file)).map([](const ReachabilityResults &loaded) { return std::optional(loaded); });
}

FlowSet flowsThatFit(const Plan &plan, const FlowFilter &filter, const std::optional<ReachabilityResults> &results)
{
    const FlowSet flows = deriveFlows(plan.catalog, plan.topology);
    if (!results)
        return filtered(flows, filter);
    JudgeOptions options;
    options.now = QDateTime::currentDateTimeUtc();
    return filtered(flows, filter.withReachability(checkedFlows(flows, *results, options)));
}

void warnOfFaults(const Plan &plan, const FlowSet &flows)
{
    const qsizetype count = plan.warnings.size() + planFaults(flows).size();
    if (count > 0)
        warn(CliText::tr("%1: %n finding(s), listed by: portolan-cli check", nullptr, static_cast<int>(count))
                 .arg(plan.file));
}

} // namespace portolan
