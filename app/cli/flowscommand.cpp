// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include <CLI/CLI.hpp>

#include "app/cli/commands.h"
#include "app/cli/input.h"
#include "app/cli/messages.h"
#include "app/cli/output.h"
#include "app/cli/texttable.h"
#include "model/findings/review.h"
#include "model/flows/flowtable.h"
#include "model/reachability/verdicts.h"

#include <memory>

namespace portolan {

using namespace Qt::StringLiterals;

namespace {

struct Options {
    PlanFiles files;
    std::string format = "table";
    std::string output;
    std::string filter;
    std::string results;
};

constexpr qsizetype kCheckedWidth = 20; ///< of a date and a time; verdicts are shorter

QString labels(const QStringList &ids, QString (Catalog::*label)(const QString &) const, const Catalog &catalog)
{
    QStringList texts;
    for (const QString &id : ids)
        texts << (catalog.*label)(id);
    return texts.join(u", "_s);
}

QString portText(const PortEntry &entry, PortRange ports)
{
    const QString range =
        ports.first == ports.last ? QString::number(ports.first) : u"%1-%2"_s.arg(ports.first).arg(ports.last);
    return toString(entry.transport).toUpper() + u' ' + range;
}

/// The table for people: the same rows in fewer columns, with the words of the port reference.
class FlowTextTable
{
public:
    FlowTextTable(const FlowSet &flows, const MoreColumns &more)
        : m_flows(flows), m_more(more), m_table(columnsFor(flows, more))
    {
    }

    QByteArray header() const { return m_table.header(); }

    QByteArray row(const FlowRow &row) const
    {
        const Catalog &catalog = m_flows.catalog();
        const DataPath &path = catalog.dataPaths()[row.path];
        QString port;
        QString service;
        QStringList remarks;
        if (row.local)
            remarks << CliText::tr("local");
        if (row.entry >= 0) {
            const PortEntry &entry = path.ports[row.entry];
            port = portText(entry, row.ports);
            service = catalog.serviceLabel(entry.service);
            if (entry.implied)
                remarks << CliText::tr("implied");
        }
        QStringList cells{m_flows.topology().servers[row.source].id,
                          m_flows.topology().servers[row.destination].id,
                          path.code,
                          port,
                          service,
                          labels(m_flows.defaultAuthentication(row.flow), &Catalog::authenticationLabel, catalog),
                          toString(row.encryption),
                          remarks.join(u", "_s)};
        return m_table.row(m_more.cells ? cells + m_more.cells(row) : cells);
    }

private:
    static QList<TextTable::Column> columnsFor(const FlowSet &flows, const MoreColumns &more)
    {
        const Catalog &catalog = flows.catalog();
        QStringList servers;
        for (const Server &server : flows.topology().servers)
            servers << server.id;
        QStringList codes;
        QStringList services;
        QStringList authentications;
        for (const DataPath &path : catalog.dataPaths()) {
            codes << path.code;
            for (const PortEntry &entry : path.ports)
                services << catalog.serviceLabel(entry.service);
            authentications << labels(path.defaultAuthentication, &Catalog::authenticationLabel, catalog);
        }
        QList<TextTable::Column> columns{TextTable::fitted(CliText::tr("FROM"), servers, 40),
                                         TextTable::fitted(CliText::tr("TO"), servers, 40),
                                         TextTable::fitted(CliText::tr("PATH"), codes, 10),
                                         TextTable::fitted(CliText::tr("PORT"), {u"TCP 49152-65535"_s}, 15),
                                         TextTable::fitted(CliText::tr("SERVICE"), services, 12),
                                         TextTable::fitted(CliText::tr("AUTHENTICATION"), authentications, 15),
                                         TextTable::fitted(CliText::tr("ENCRYPTION"), {}, 10),
                                         TextTable::fitted(CliText::tr("REMARK"), {CliText::tr("local, implied")}, 16)};
        for (const QString &name : more.names)
            columns << TextTable::fitted(name.toUpper(), {QString(kCheckedWidth, u' ')}, kCheckedWidth);
        return columns;
    }

    const FlowSet &m_flows;
    const MoreColumns &m_more;
    TextTable m_table;
};

bool writeFlowTable(const FlowSet &flows, const ByteSink &write, const MoreColumns &more)
{
    const FlowTextTable table(flows, more);
    const QString banner = supportabilityBanner(flows);
    if (!banner.isEmpty() && !write(banner.toUtf8() + "\n\n"))
        return false;
    if (!write(table.header()))
        return false;
    return forEachFlowRows(flows, [&](std::span<const FlowRow> rows) {
        QByteArray text;
        for (const FlowRow &row : rows)
            text += table.row(row);
        return write(text);
    });
}

/// What each row's opener saw, and when.
MoreColumns checkColumns(const FlowSet &flows, const ReachabilityResults &results)
{
    JudgeOptions options;
    options.now = QDateTime::currentDateTimeUtc();
    const auto verdicts = std::make_shared<const Verdicts>(flows, results, options);
    return {{u"verdict"_s, u"checked"_s}, [flows, verdicts, runs = results.runs](const FlowRow &row) {
                if (row.entry < 0)
                    return QStringList{toString(Verdict::NotChecked), QString()};
                const PortVerdict verdict = verdicts->ofPort(row.flow, portOf(flows, row));
                return QStringList{toString(verdict.verdict),
                                   verdict.run < 0 ? QString() : runs[verdict.run].startedAt.toString(Qt::ISODate)};
            }};
}

ExitCode run(const Options &options)
{
    const Result<Plan> plan = loadPlan(options.files);
    if (!plan)
        return complain(plan.error());
    const auto filter = filterFrom(options.filter, *plan);
    if (!filter)
        return complain(filter.error());
    const Result<std::optional<ReachabilityResults>> results = resultsFrom(options.results);
    if (!results)
        return complain(results.error());
    const FlowSet flows = flowsThatFit(*plan, *filter, *results);
    const MoreColumns checks = *results ? checkColumns(flows, **results) : MoreColumns();
    Output output(pathFrom(options.output));
    const ByteSink write = [&output](QByteArrayView bytes) { return output.write(bytes); };
    if (options.format == "csv")
        writeFlowsCsv(flows, write, checks);
    else if (options.format == "json")
        writeFlowsJson(flows, write, checks);
    else
        writeFlowTable(flows, write, checks);
    const ExitCode code = output.finish();
    if (code == Success)
        warnOfFaults(*plan, flows);
    return code;
}

} // namespace

void addFlowsCommand(CLI::App &app, Invocation &invocation)
{
    CLI::App *command = app.add_subcommand("flows", "Derive the network flows of a topology and print them");
    const auto options = std::make_shared<Options>();
    addPlanFiles(*command, options->files);
    addFormat(*command, options->format);
    addOutput(*command, options->output);
    addFilter(*command, options->filter);
    addResults(*command, options->results);
    command->footer(
        filterHelp()
        + "\n"
          "With --results the last two columns are verdict (works, differs, fails, cannot-tell or not-checked: what\n"
          "the server in the first column saw) and checked, when that was (UTC).\n"
          "\n"
          "Examples:\n"
          "  portolan-cli flows plan.portolan\n"
          "  portolan-cli flows plan.portolan --format csv -o flows.csv\n"
          "  portolan-cli flows plan.portolan --filter \"from:hq to:dmz -encryption:encrypted\"\n"
          "  portolan-cli flows plan.portolan --filter \"server:10.1.* (port:135,445 or port:dynamic)\"");
    command->callback([options, &invocation] { invocation.run = [options] { return run(*options); }; });
}

} // namespace portolan
