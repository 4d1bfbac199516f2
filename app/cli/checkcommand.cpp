// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include <CLI/CLI.hpp>

#include "app/cli/commands.h"
#include "app/cli/input.h"
#include "app/cli/messages.h"
#include "app/cli/output.h"
#include "model/findings/findingswriter.h"
#include "model/findings/review.h"

#include <algorithm>

namespace portolan {

namespace {

struct Options {
    PlanFiles files;
    std::string output;
    std::string format = "text";
    std::string severity = "warning";
    bool accepted = false;
};

Severity severityFrom(const std::string &word)
{
    if (word == "error")
        return Severity::Error;
    return word == "warning" ? Severity::Warning : Severity::Information;
}

/// Warnings from reading first, each where it belongs by its severity.
QList<Finding> findingsOf(const Plan &plan)
{
    QList<Finding> findings;
    for (const Error &warning : plan.warnings)
        findings << findingFrom(warning);
    findings += reviewTopology(plan.catalog, plan.topology, deriveFlows(plan.catalog, plan.topology));
    std::stable_sort(findings.begin(), findings.end(),
                     [](const Finding &a, const Finding &b) { return a.severity < b.severity; });
    return findings;
}

QString wordFor(Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return CliText::tr("error");
    case Severity::Warning:
        return CliText::tr("warning");
    case Severity::Information:
        break;
    }
    return CliText::tr("information");
}

/// A line that editors and people can follow.
QString lineOf(const Finding &finding, const ReviewedFile &file)
{
    QString text = QStringLiteral("%1:%2: ").arg(file.path, QString::number(file.lines.lineOf(finding.place)))
        + CliText::tr("%1 %2: %3").arg(wordFor(finding.severity), finding.rule, finding.detail) + u'\n';
    if (finding.isAccepted)
        text += QStringLiteral("    ") + CliText::tr("Accepted: %1").arg(QString(finding.reason).replace(u'\n', u' '))
            + u'\n';
    return text;
}

/// Why, and what to do, for all findings of a rule that stand together.
QString explanationOf(const Finding &finding)
{
    QString why = CliText::tr("Why: %1. %2").arg(finding.title, finding.why);
    if (!finding.source.isEmpty())
        why = CliText::tr("%1 [%2]").arg(why, finding.source);
    QString text = QStringLiteral("    ") + why + u'\n';
    if (!finding.remedy.isEmpty())
        text += QStringLiteral("    ") + CliText::tr("Do: %1").arg(finding.remedy) + u'\n';
    return text;
}

QString countsOf(const QList<Finding> &findings)
{
    const auto count = [&findings](Severity severity) {
        return static_cast<int>(std::count_if(findings.begin(), findings.end(), [severity](const Finding &finding) {
            return finding.severity == severity && !finding.isAccepted;
        }));
    };
    const auto accepted =
        std::count_if(findings.begin(), findings.end(), [](const Finding &finding) { return finding.isAccepted; });
    return CliText::tr("Errors: %1. Warnings: %2. Information: %3. Accepted: %4.")
        .arg(QString::number(count(Severity::Error)), QString::number(count(Severity::Warning)),
             QString::number(count(Severity::Information)), QString::number(accepted));
}

QByteArray report(const Options &options, const Plan &plan, const QList<Finding> &findings)
{
    const ReviewedFile file{plan.file, JsonLines(plan.topology.source)};
    if (options.format == "sarif")
        return findingsSarif(findings, plan.catalog, file, QStringLiteral(PORTOLAN_VERSION));
    QList<Finding> shown = findings;
    if (!options.accepted)
        shown.removeIf([](const Finding &finding) { return finding.isAccepted; });
    if (options.format == "json")
        return findingsJson(shown, file);
    QString text;
    for (qsizetype i = 0; i < shown.size(); ++i) {
        text += lineOf(shown[i], file);
        if (i + 1 == shown.size() || shown[i + 1].rule != shown[i].rule)
            text += explanationOf(shown[i]);
    }
    if (!findings.isEmpty())
        text += countsOf(findings) + u'\n';
    return text.toUtf8();
}

ExitCode run(const Options &options)
{
    const Result<Plan> plan = loadPlan(options.files);
    if (!plan)
        return complain(plan.error());
    const QList<Finding> findings = findingsOf(*plan);
    Output output(pathFrom(options.output));
    output.write(report(options, *plan, findings));
    const ExitCode code = output.finish();
    if (code != Success)
        return code;
    return openFindings(findings, severityFrom(options.severity)) > 0 ? Findings : Success;
}

} // namespace

void addCheckCommand(CLI::App &app, Invocation &invocation)
{
    CLI::App *command = app.add_subcommand("check", "Review a topology: what is wrong with it, why, and what to do");
    const auto options = std::make_shared<Options>();
    addPlanFiles(*command, options->files);
    command->add_option("--format", options->format, "How to print it: text, json or sarif (SARIF 2.1.0)")
        ->type_name("FORMAT")
        ->check(CLI::IsMember({"text", "json", "sarif"}))
        ->capture_default_str();
    addOutput(*command, options->output);
    command
        ->add_option("--severity", options->severity,
                     "From which severity on a finding makes it end with 1: error, warning or information")
        ->type_name("LEVEL")
        ->check(CLI::IsMember({"error", "warning", "information"}))
        ->capture_default_str();
    command->add_flag("--accepted", options->accepted, "Print findings too that the topology has as accepted");
    command->footer("Findings are about the document itself (P1, P2 ...) and about what the port reference's product "
                    "needs or\ndoes not support (S1, N1 ...). The topology's list 'accepted' names those that you "
                    "live with, each with a reason.\n"
                    "Ends with 0 where nothing was found at or above --severity, 1 where something was, 2 where the "
                    "file cannot be read.\n\n"
                    "Examples:\n  portolan-cli check plan.portolan\n"
                    "  portolan-cli check plan.portolan --severity error --format sarif -o plan.sarif");
    command->callback([options, &invocation] { invocation.run = [options] { return run(*options); }; });
}

} // namespace portolan
