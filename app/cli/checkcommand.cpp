// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include <CLI/CLI.hpp>

#include "app/cli/commands.h"
#include "app/cli/input.h"
#include "app/cli/messages.h"
#include "app/cli/output.h"

namespace portolan {

namespace {

ExitCode run(const PlanFiles &files)
{
    const Result<Plan> plan = loadPlan(files);
    if (!plan)
        return complain(plan.error());
    const Errors findings = findingsOf(*plan);
    if (findings.isEmpty())
        return Success;
    const ExitCode written = writeToStandardOutput(toText(findings).toUtf8() + '\n');
    return written == Success ? Findings : written;
}

} // namespace

void addCheckCommand(CLI::App &app, Invocation &invocation)
{
    CLI::App *command = app.add_subcommand("check", "Say what is wrong with a topology, a finding on each line");
    const auto files = std::make_shared<PlanFiles>();
    addPlanFiles(*command, *files);
    command->footer("Ends with 0 where nothing was found, 1 where something was, 2 where the file cannot be read.\n\n"
                    "Example:\n  portolan-cli check plan.portolan");
    command->callback([files, &invocation] { invocation.run = [files] { return run(*files); }; });
}

} // namespace portolan
