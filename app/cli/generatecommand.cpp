// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include <CLI/CLI.hpp>

#include "app/cli/commands.h"
#include "app/cli/input.h"
#include "app/cli/output.h"
#include "model/flows/generate.h"

namespace portolan {

namespace {

/// More would not fit into a file of the size that is read back.
constexpr int kMostSites = 20000;
constexpr int kMostServers = 100000;

struct Options {
    int sites = 0;
    int servers = 0;
    quint64 seed = 0;
    std::string output;
};

/// CLI11 takes -1 for a very large number.
std::string isWholeNumber(const std::string &text)
{
    const bool isGood = text.find_first_not_of("0123456789") == std::string::npos;
    return isGood ? std::string() : text + " is not a whole number of 0 or more";
}

ExitCode run(const Options &options)
{
    Output output(pathFrom(options.output));
    output.write(writeTopology(generateTopology(options.sites, options.servers, options.seed)));
    return output.finish();
}

} // namespace

void addGenerateCommand(CLI::App &app, Invocation &invocation)
{
    CLI::App *command = app.add_subcommand("generate", "Make up a topology of any size");
    const auto options = std::make_shared<Options>();
    command->add_option("--sites", options->sites, "Number of sites")->required()->check(CLI::Range(1, kMostSites));
    command->add_option("--servers", options->servers, "Number of servers")
        ->required()
        ->check(CLI::Range(0, kMostServers));
    command->add_option("--seed", options->seed, "The same seed gives the same topology")
        ->check(CLI::Validator(isWholeNumber, "", "seed"))
        ->capture_default_str();
    addOutput(*command, options->output);
    command->footer("Example:\n  portolan-cli generate --sites 250 --servers 4000 --seed 1 -o large.portolan");
    command->callback([options, &invocation] { invocation.run = [options] { return run(*options); }; });
}

} // namespace portolan
