// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include <CLI/CLI.hpp>

#include "app/cli/commands.h"
#include "app/cli/input.h"
#include "app/cli/messages.h"
#include "app/cli/output.h"
#include "model/importers/importplan.h"
#include "model/json/plaintext.h"

#include <QFileInfo>

namespace portolan {

namespace {

struct Options {
    std::vector<std::string> files;
    std::string existing;
    std::string catalog;
    std::string output;
    std::string plan;
    std::string mapping;
    std::string site;
    std::vector<std::string> roles;
    std::vector<std::string> accepted;
    std::vector<std::string> declined;
    bool acceptsRoles = false;
    bool acceptsVersions = false;
    bool removesMissing = false;
};

QString textFrom(const std::string &argument)
{
    return QString::fromLocal8Bit(argument.c_str());
}

/// The topology that the files are brought into: the given one, or an empty one called like the file to be written.
Result<Topology> startFrom(const Options &options)
{
    if (!options.existing.empty()) {
        return loadTopology(pathFrom(options.existing)).map([](const LoadedTopology &loaded) {
            return loaded.topology;
        });
    }
    Topology topology;
    topology.name = QFileInfo(pathFrom(options.output)).completeBaseName();
    if (topology.name.isEmpty() || findForbidden(topology.name, Lines::One) >= 0)
        topology.name = CliText::tr("Imported deployment");
    return topology;
}

Result<Catalog> catalogOf(const Options &options, const Topology &topology)
{
    // A new topology is planned against the port reference that Portolan comes with.
    const QString id = topology.catalog.isEmpty() ? builtInCatalogIds().value(0) : topology.catalog;
    return catalogFor(id, options.catalog);
}

/// The choices that the command line makes; the error says which of its words is wrong.
tl::expected<ImportChoices, QString> choicesFrom(const Options &options, const Catalog &catalog)
{
    ImportChoices choices;
    choices.acceptsRoles = options.acceptsRoles;
    choices.acceptsVersions = options.acceptsVersions;
    choices.removesMissing = options.removesMissing;
    choices.site = textFrom(options.site).trimmed();
    if (findForbidden(choices.site, Lines::One) >= 0)
        return tl::unexpected(CliText::tr("%1 cannot be the name of a site.").arg(quoted(choices.site)));
    for (const std::string &key : options.accepted)
        choices.accepted.insert(textFrom(key));
    for (const std::string &key : options.declined)
        choices.declined.insert(textFrom(key));
    for (const std::string &pair : options.roles) {
        const QString text = textFrom(pair);
        const qsizetype equals = text.lastIndexOf(u'=');
        const QString role = text.sliced(equals + 1).trimmed();
        if (equals < 1)
            return tl::unexpected(
                CliText::tr("%1 is no word and the role it stands for, WORD=ROLE.").arg(quoted(text)));
        if (!role.isEmpty() && catalog.roleIndex(role) < 0)
            return tl::unexpected(
                CliText::tr("The port reference %1 has no role %2.").arg(quoted(catalog.id()), quoted(role)));
        choices.roleOf.insert(text.first(equals).trimmed().toLower(), role);
    }
    return choices;
}

Result<QList<ImportedFile>> readFiles(const Options &options, const Catalog &catalog)
{
    ImportOptions reading;
    if (!options.mapping.empty()) {
        Result<ColumnMapping> mapping = ColumnMapping::fromText(textFrom(options.mapping));
        if (!mapping)
            return failure(mapping.error());
        if (!mapping->isUsable()) {
            Error error;
            error.detail = CliText::tr("--map has to name a column for name or fqdn.");
            return failure(std::move(error));
        }
        reading.mapping = *mapping;
    }
    QList<ImportedFile> files;
    for (const std::string &argument : options.files) {
        const QString path = pathFrom(argument);
        const Result<QByteArray> bytes = readFile(path);
        if (!bytes)
            return failure(bytes.error());
        files << readImport({path, *bytes}, catalog, reading);
    }
    return files;
}

/// For the end of a run: what came in, and what did not.
void report(const ImportPlan &plan)
{
    QStringList lines;
    for (const ImportRemark &remark : plan.remarks) {
        if (remark.severity != ImportRemark::Severity::Note)
            lines << QStringLiteral("%1: %2").arg(remark.place.text(), remark.text);
    }
    for (const ImportDecision &decision : plan.decisions) {
        if (decision.isOpen)
            lines << CliText::tr("to decide: [%1] %2").arg(decision.key, decision.text);
    }
    lines << CliText::tr("%1 new, %2 changed, %3 unchanged, %4 unreadable, %5 in the topology only, %6 to decide")
                 .arg(plan.count(ImportStatus::New))
                 .arg(plan.count(ImportStatus::Changed))
                 .arg(plan.count(ImportStatus::Unchanged))
                 .arg(plan.count(ImportStatus::Unreadable))
                 .arg(plan.count(ImportStatus::Missing))
                 .arg(plan.openDecisions());
    warn(lines.join(u'\n'));
}

ExitCode write(const QByteArray &bytes, const std::string &path)
{
    Output output(pathFrom(path));
    output.write(bytes);
    return output.finish();
}

ExitCode run(const Options &options)
{
    if (options.plan.empty() && options.output.empty())
        return complain(CliText::tr("Where is the topology to be written? Say -o FILE, or --plan for a preview."));
    Result<Topology> start = startFrom(options);
    if (!start)
        return complain(start.error());
    const Result<Catalog> catalog = catalogOf(options, *start);
    if (!catalog)
        return complain(catalog.error());
    if (start->catalog.isEmpty())
        start->catalog = catalog->id();
    const auto choices = choicesFrom(options, *catalog);
    if (!choices)
        return complain(choices.error());
    const Result<QList<ImportedFile>> files = readFiles(options, *catalog);
    if (!files)
        return complain(files.error());
    const ImportPlan plan = planImport(*files, *start, *catalog, *choices);
    const bool isOpen = plan.hasLosses() || plan.openDecisions() > 0;
    // Rows that cannot be read are no reason to stop; files of which nothing can be are.
    if (plan.items.size() == plan.count(ImportStatus::Unreadable)) {
        report(plan);
        return complain(CliText::tr("Nothing in the files could be brought in."));
    }
    ExitCode code = Success;
    if (!options.plan.empty()) {
        code = write(options.plan == "json" ? importPlanJson(plan) : importPlanText(plan).toUtf8(), options.output);
    } else {
        report(plan);
        code = write(writeTopology(toEdit(plan, *choices).apply(*start)), options.output);
    }
    return code == Success && isOpen ? Findings : code;
}

} // namespace

void addImportCommand(CLI::App &app, Invocation &invocation)
{
    CLI::App *command = app.add_subcommand("import", "Bring a deployment in from what other programs write");
    const auto options = std::make_shared<Options>();
    command->add_option("FILES", options->files, "Exports, scans, inventories, tables: see below")->required();
    command->add_option("-i,--into", options->existing, "Bring them into this topology; without it a new one is made")
        ->type_name("FILE");
    addCatalogFile(*command, options->catalog);
    command->add_option("-o,--output", options->output, "Write the topology (with --plan the preview) to this file")
        ->type_name("FILE");
    command->add_option("--plan", options->plan, "Only say what would happen: text or json")
        ->type_name("FORMAT")
        ->check(CLI::IsMember({"text", "json"}))
        ->expected(0, 1)
        ->default_str("text");
    command->add_option("--map", options->mapping, "Columns of a table: name=Host,site=Location,roles=Function")
        ->type_name("FIELD=COLUMN,...");
    command->add_option("--site", options->site, "Where servers stand of which the files do not say it")
        ->type_name("NAME");
    command->add_option("--role", options->roles, "A word for a role; with nothing behind the =, it means none")
        ->type_name("WORD=ROLE")
        ->take_all()
        ->allow_extra_args(false);
    command->add_flag("--accept-roles", options->acceptsRoles, "Take the likely ones of the roles that ports suggest");
    command->add_flag("--accept-versions", options->acceptsVersions,
                      "Take servers of other versions than the port reference's");
    command->add_option("--accept", options->accepted, "Decide for what the preview calls KEY")
        ->type_name("KEY")
        ->take_all()
        ->allow_extra_args(false);
    command->add_option("--decline", options->declined, "Decide against it")
        ->type_name("KEY")
        ->take_all()
        ->allow_extra_args(false);
    command->add_flag("--remove-missing", options->removesMissing, "Remove what the files should have and do not");
    command->footer(importHelp().toStdString()
                    + "\n"
                      "Ends with 0 where all was read, 1 where rows could not be read or something is left to decide "
                      "(what could be read is written), 2 where nothing could be done.\n"
                      "\n"
                      "Examples:\n"
                      "  portolan-cli import servers.csv dcs.csv dags.csv sites.csv sitelinks.csv -o plan.portolan\n"
                      "  portolan-cli import servers.csv -i plan.portolan --plan\n"
                      "  portolan-cli import cmdb.csv --map name=Host,site=Location,roles=Function -o plan.portolan\n"
                      "  portolan-cli import scan.xml -i plan.portolan --accept-roles --site HQ -o plan.portolan");
    command->callback([options, &invocation] { invocation.run = [options] { return run(*options); }; });
}

} // namespace portolan
