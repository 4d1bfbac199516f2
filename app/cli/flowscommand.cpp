// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include <CLI/CLI.hpp>

#include "app/cli/commands.h"
#include "app/cli/input.h"
#include "app/cli/messages.h"
#include "app/cli/output.h"
#include "app/cli/texttable.h"
#include "model/flows/flowtable.h"

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
    explicit FlowTextTable(const FlowSet &flows) : m_flows(flows), m_table(columnsFor(flows)) { }

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
        return m_table.row({m_flows.topology().servers[row.source].id, m_flows.topology().servers[row.destination].id,
                            path.code, port, service,
                            labels(m_flows.defaultAuthentication(row.flow), &Catalog::authenticationLabel, catalog),
                            toString(row.encryption), remarks.join(u", "_s)});
    }

private:
    static QList<TextTable::Column> columnsFor(const FlowSet &flows)
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
        return {TextTable::fitted(CliText::tr("FROM"), servers, 40),
                TextTable::fitted(CliText::tr("TO"), servers, 40),
                TextTable::fitted(CliText::tr("PATH"), codes, 10),
                TextTable::fitted(CliText::tr("PORT"), {u"TCP 49152-65535"_s}, 15),
                TextTable::fitted(CliText::tr("SERVICE"), services, 12),
                TextTable::fitted(CliText::tr("AUTHENTICATION"), authentications, 15),
                TextTable::fitted(CliText::tr("ENCRYPTION"), {}, 10),
                TextTable::fitted(CliText::tr("REMARK"), {CliText::tr("local, implied")}, 16)};
    }

    const FlowSet &m_flows;
    TextTable m_table;
};

bool writeFlowTable(const FlowSet &flows, const ByteSink &write)
{
    const FlowTextTable table(flows);
    if (!write(table.header()))
        return false;
    return forEachFlowRows(flows, [&](std::span<const FlowRow> rows) {
        QByteArray text;
        for (const FlowRow &row : rows)
            text += table.row(row);
        return write(text);
    });
}

ExitCode run(const Options &options)
{
    const Result<Plan> plan = loadPlan(options.files);
    if (!plan)
        return complain(plan.error());
    const auto filter = filterFrom(options.filter, *plan);
    if (!filter)
        return complain(filter.error());
    const Result<FlowSet> fitting = flowsThatFit(*plan, *filter, options.results);
    if (!fitting)
        return complain(fitting.error());
    const FlowSet &flows = *fitting;
    Output output(pathFrom(options.output));
    const ByteSink write = [&output](QByteArrayView bytes) { return output.write(bytes); };
    if (options.format == "csv")
        writeFlowsCsv(flows, write);
    else if (options.format == "json")
        writeFlowsJson(flows, write);
    else
        writeFlowTable(flows, write);
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
    command->footer(filterHelp()
                    + "\n"
                      "Examples:\n"
                      "  portolan-cli flows plan.portolan\n"
                      "  portolan-cli flows plan.portolan --format csv -o flows.csv\n"
                      "  portolan-cli flows plan.portolan --filter \"from:hq to:dmz -encryption:encrypted\"\n"
                      "  portolan-cli flows plan.portolan --filter \"server:10.1.* (port:135,445 or port:dynamic)\"");
    command->callback([options, &invocation] { invocation.run = [options] { return run(*options); }; });
}

} // namespace portolan
