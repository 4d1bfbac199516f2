// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include <CLI/CLI.hpp>

#include "app/cli/commands.h"
#include "app/cli/input.h"
#include "app/cli/messages.h"
#include "app/cli/output.h"
#include "app/cli/texttable.h"
#include "model/importers/servertable.h"

namespace portolan {

namespace {

struct Options {
    std::string topology;
    std::string format = "table";
    std::string output;
    bool isRaw = false;
};

/// The table for people: what tells servers apart, in fewer columns.
QByteArray textTable(const Topology &topology)
{
    QList<QStringList> rows;
    for (const Server &server : topology.servers)
        rows << QStringList{server.id, server.site, server.roles.join(QStringLiteral(", ")), server.fqdn,
                            server.addresses.join(QStringLiteral(", "))};
    const auto texts = [&rows](qsizetype column) {
        QStringList cells;
        for (const QStringList &row : rows)
            cells << row[column];
        return cells;
    };
    const TextTable table(
        {TextTable::fitted(CliText::tr("SERVER"), texts(0), 30), TextTable::fitted(CliText::tr("SITE"), texts(1), 20),
         TextTable::fitted(CliText::tr("ROLES"), texts(2), 40), TextTable::fitted(CliText::tr("FQDN"), texts(3), 40),
         TextTable::fitted(CliText::tr("ADDRESSES"), texts(4), 20)});
    QByteArray text = table.header();
    for (const QStringList &row : rows)
        text += table.row(row);
    return text;
}

ExitCode run(const Options &options)
{
    const Result<LoadedTopology> loaded = loadTopology(pathFrom(options.topology));
    if (!loaded)
        return complain(loaded.error());
    Output output(pathFrom(options.output));
    if (options.format == "csv")
        output.write(serversCsv(loaded->topology, options.isRaw ? SpreadsheetSafety::Raw : SpreadsheetSafety::Safe));
    else if (options.format == "json")
        output.write(serversJson(loaded->topology));
    else
        output.write(textTable(loaded->topology));
    return output.finish();
}

} // namespace

void addServersCommand(CLI::App &app, Invocation &invocation)
{
    CLI::App *command = app.add_subcommand("servers", "Print the servers of a topology");
    const auto options = std::make_shared<Options>();
    command->add_option("FILE", options->topology, "The topology (*.portolan)")->required();
    addFormat(*command, options->format);
    addOutput(*command, options->output);
    command->add_flag("--raw", options->isRaw,
                      "CSV as it is, for programs: no apostrophe before what a spreadsheet "
                      "would take for a formula");
    command->footer("What --format csv writes, 'portolan-cli import' reads back with nothing lost.\n\n"
                    "Example:\n  portolan-cli servers plan.portolan --format csv -o servers.csv");
    command->callback([options, &invocation] { invocation.run = [options] { return run(*options); }; });
}

} // namespace portolan
