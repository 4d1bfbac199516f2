// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include <CLI/CLI.hpp>

#include "app/cli/commands.h"
#include "app/cli/messages.h"
#include "app/cli/output.h"
#include "model/json/plaintext.h"

using namespace portolan;

namespace {

constexpr const char *kExamples = "Examples:\n"
                                  "  portolan-cli flows plan.portolan\n"
                                  "  portolan-cli flows plan.portolan --format csv -o flows.csv\n"
                                  "  portolan-cli flows plan.portolan --filter \"from:hq to:dmz\"\n"
                                  "  portolan-cli export plan.portolan -o plan.svg\n"
                                  "  portolan-cli check plan.portolan && echo \"nothing found\"\n"
                                  "  portolan-cli diff before.portolan after.portolan\n"
                                  "  portolan-cli catalog exchange-2010 --firewall-rules --format csv\n"
                                  "  portolan-cli import servers.csv dcs.csv -o plan.portolan\n"
                                  "  portolan-cli probe plan.portolan --as hub1 --plan\n"
                                  "  portolan-cli generate --sites 10 --servers 100 --seed 1 -o plan.portolan\n"
                                  "\n"
                                  "Ends with 0 where all is well, 1 where a check has findings, two plans differ or a "
                                  "flow does not work, 2 where something could "
                                  "not be done.";

/// Carries out what the command line says without a subcommand: help, version, a complaint.
int answer(const CLI::App &app, const CLI::ParseError &error)
{
    if (const auto rest = app.remaining(); app.get_subcommands().empty() && !rest.empty()) {
        const QString word = quoted(QString::fromLocal8Bit(rest.front().c_str()));
        return complain((rest.front().starts_with('-') ? CliText::tr("There is no option %1.")
                                                       : CliText::tr("There is no subcommand %1."))
                            .arg(word)
                        + u' ' + CliText::tr("Run with --help for those that there are."));
    }
    std::ostringstream out;
    std::ostringstream complaint;
    if (app.exit(error, out, complaint) != 0)
        return complain(QString::fromLocal8Bit(complaint.str().c_str()).trimmed());
    return writeToStandardOutput(QByteArray::fromStdString(out.str()));
}

} // namespace

int main(int argc, char **argv)
{
    prepareStandardOutput();
    CLI::App app("Portolan charts the network ports of a server deployment.", "portolan-cli");
    app.set_version_flag("--version", "portolan-cli " PORTOLAN_VERSION);
    app.require_subcommand(1);
    app.footer(kExamples);

    Invocation invocation;
    addFlowsCommand(app, invocation);
    addCheckCommand(app, invocation);
    addDiffCommand(app, invocation);
    addCatalogCommand(app, invocation);
    addGenerateCommand(app, invocation);
    addImportCommand(app, invocation);
    addServersCommand(app, invocation);
    addProbeCommand(app, invocation);
#ifdef PORTOLAN_WITH_EXPORT
    addExportCommand(app, invocation);
#endif
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError &error) {
        return answer(app, error);
    }
    const auto application = invocation.makeApplication(argc, argv);
    return invocation.run();
}
