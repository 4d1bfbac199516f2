// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include <CLI/CLI.hpp>

#include "app/cli/commands.h"
#include "app/cli/input.h"
#include "app/cli/messages.h"
#include "app/cli/output.h"
#include "app/cli/texttable.h"
#include "model/flows/flowtable.h"
#include "model/json/jsonvalue.h"

namespace portolan {

using namespace Qt::StringLiterals;

namespace {

struct Options {
    std::string id;
    std::string catalog;
    std::string format = "table";
    bool firewallRules = false;
};

/// What is printed, whatever the format. A heading with an empty text is not in the table for people.
struct Sheet {
    QStringList columns;
    QStringList headings;
    QList<qsizetype> widths; ///< at most, in the table for people
    QList<QStringList> rows;
};

/// A printed cell on one line.
QString oneLine(QString cell)
{
    return cell.replace(u'\n', u' ');
}

Sheet dataPathSheet(const Catalog &catalog)
{
    Sheet sheet;
    sheet.columns = {u"id"_s,
                     u"code"_s,
                     u"table"_s,
                     u"row"_s,
                     u"title"_s,
                     u"ports"_s,
                     u"default_authentication"_s,
                     u"supported_authentication"_s,
                     u"encryption_supported"_s,
                     u"encrypted_by_default"_s};
    sheet.headings = {QString(),
                      CliText::tr("CODE"),
                      QString(),
                      QString(),
                      CliText::tr("DATA PATH"),
                      CliText::tr("PORTS"),
                      CliText::tr("DEFAULT AUTH"),
                      CliText::tr("SUPPORTED AUTH"),
                      CliText::tr("ENCRYPTION"),
                      CliText::tr("BY DEFAULT")};
    sheet.widths = {0, 6, 0, 0, 28, 24, 14, 14, 14, 10};
    for (const DataPath &path : catalog.dataPaths()) {
        const PrintedCells &printed = path.printed;
        sheet.rows << QStringList{path.id,
                                  path.code,
                                  catalog.tables()[path.table].id,
                                  QString::number(path.row),
                                  oneLine(path.title),
                                  oneLine(printed.ports),
                                  oneLine(printed.defaultAuthentication),
                                  oneLine(printed.supportedAuthentication),
                                  oneLine(printed.encryptionSupported),
                                  oneLine(printed.encryptedByDefault)};
    }
    return sheet;
}

Sheet firewallRuleSheet(const Catalog &catalog)
{
    Sheet sheet;
    sheet.columns = {u"name"_s, u"roles"_s, u"ports"_s, u"program"_s};
    sheet.headings = {CliText::tr("RULE"), CliText::tr("ROLES"), CliText::tr("PORTS"), CliText::tr("PROGRAM")};
    sheet.widths = {40, 22, 20, 32};
    for (const FirewallRule &rule : catalog.firewallRules())
        sheet.rows << QStringList{oneLine(rule.name), oneLine(rule.printedRoles), oneLine(rule.printedPorts),
                                  oneLine(rule.program)};
    return sheet;
}

QByteArray tableOf(const Sheet &sheet)
{
    const auto shown = [&](const QStringList &cells) {
        QStringList result;
        for (qsizetype i = 0; i < cells.size(); ++i) {
            if (!sheet.headings[i].isEmpty())
                result << cells[i];
        }
        return result;
    };
    QList<TextTable::Column> columns;
    for (qsizetype i = 0; i < sheet.columns.size(); ++i) {
        QStringList cells;
        for (const QStringList &row : sheet.rows)
            cells << row[i];
        if (!sheet.headings[i].isEmpty())
            columns << TextTable::fitted(sheet.headings[i], cells, sheet.widths[i]);
    }
    const TextTable table(columns);
    QByteArray text = table.header();
    for (const QStringList &row : sheet.rows)
        text += table.row(shown(row));
    return text;
}

QByteArray csvOf(const Sheet &sheet)
{
    QByteArray text = csvLine(sheet.columns).toUtf8() + '\n';
    for (const QStringList &row : sheet.rows)
        text += csvLine(row).toUtf8() + '\n';
    return text;
}

QByteArray jsonOf(const Sheet &sheet)
{
    JsonValue rows = JsonValue::array();
    for (const QStringList &row : sheet.rows) {
        JsonValue object = JsonValue::object();
        for (qsizetype i = 0; i < row.size(); ++i) {
            const bool isNumber = sheet.columns[i] == u"row"_s;
            object.set(sheet.columns[i],
                       isNumber ? JsonValue::fromNumber(row[i].toInt()) : JsonValue::fromString(row[i]));
        }
        rows.items.push_back(object);
    }
    return writeJson(rows);
}

ExitCode run(const Options &options)
{
    const QString id = QString::fromLocal8Bit(options.id.c_str());
    const Result<Catalog> catalog = catalogFor(id, options.catalog);
    if (!catalog)
        return complain(catalog.error());
    if (!id.isEmpty() && catalog->id() != id)
        return complain(
            CliText::tr("%1 holds the port reference %2, not %3.").arg(pathFrom(options.catalog), catalog->id(), id));
    const Sheet sheet = options.firewallRules ? firewallRuleSheet(*catalog) : dataPathSheet(*catalog);
    if (options.format == "csv")
        return writeToStandardOutput(csvOf(sheet));
    if (options.format == "json")
        return writeToStandardOutput(jsonOf(sheet));
    return writeToStandardOutput(tableOf(sheet));
}

} // namespace

void addCatalogCommand(CLI::App &app, Invocation &invocation)
{
    CLI::App *command = app.add_subcommand("catalog", "Print the data paths or firewall rules of a port reference");
    const auto options = std::make_shared<Options>();
    command->add_option("ID", options->id, "Id of a port reference that comes with Portolan, such as exchange-2010");
    addCatalogFile(*command, options->catalog);
    command->add_flag("--firewall-rules", options->firewallRules, "Print the firewall rules instead");
    addFormat(*command, options->format);
    command->footer("Example:\n  portolan-cli catalog exchange-2010 --format csv");
    command->callback([options, &invocation] {
        if (options->id.empty() && options->catalog.empty())
            throw CLI::RequiredError("ID or --catalog");
        invocation.run = [options] { return run(*options); };
    });
}

} // namespace portolan
