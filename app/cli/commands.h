// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QCoreApplication>

#include <functional>
#include <memory>

namespace CLI {
class App;
}

namespace portolan {

/// What the process ends with.
enum ExitCode { Success = 0, Findings = 1, Failure = 2 };

/// What the subcommand on the command line wants done; the parser fills it in, main carries it out. A subcommand that
/// paints replaces makeApplication: the others must not pay for a GUI.
struct Invocation {
    std::function<ExitCode()> run;
    std::function<std::unique_ptr<QCoreApplication>(int &argc, char **argv)> makeApplication =
        [](int &argc, char **argv) { return std::make_unique<QCoreApplication>(argc, argv); };
};

void addCatalogCommand(CLI::App &app, Invocation &invocation);
void addFlowsCommand(CLI::App &app, Invocation &invocation);
void addCheckCommand(CLI::App &app, Invocation &invocation);
void addDiffCommand(CLI::App &app, Invocation &invocation);
void addGenerateCommand(CLI::App &app, Invocation &invocation);
void addImportCommand(CLI::App &app, Invocation &invocation);
void addProbeCommand(CLI::App &app, Invocation &invocation);
void addServersCommand(CLI::App &app, Invocation &invocation);
/// Only where the GUI is built.
void addExportCommand(CLI::App &app, Invocation &invocation);

} // namespace portolan
