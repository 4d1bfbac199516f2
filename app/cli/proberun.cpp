// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "proberun.h"

#include "app/cli/messages.h"
#include "app/cli/terminal.h"
#include "model/reachability/runner/reachabilityrunner.h"

#include <QEventLoop>
#include <QTimer>

#include <cstdio>

namespace portolan {

namespace {

constexpr int kLookForInterrupt = 50; ///< ms
constexpr int kTellProgress = 500; ///< ms

void tellProgress(const ReachabilityRunner::Progress &progress)
{
    QString text = CliText::tr("%1 of %2 checks, %3 open")
                       .arg(progress.done)
                       .arg(progress.of)
                       .arg(progress.counts.value(ProbeResult::Open));
    if (progress.timeLeft >= 0)
        text += CliText::tr(", about %1 s left").arg((progress.timeLeft + 999) / 1000);
    const QByteArray line = '\r' + text.leftJustified(72).toLocal8Bit();
    std::fwrite(line.constData(), 1, static_cast<size_t>(line.size()), stderr);
    std::fflush(stderr);
}

} // namespace

ReachabilityRun runChecks(const ReachabilityPlan &plan, const RunLimits &limits)
{
    ReachabilityRunner runner;
    QEventLoop loop;
    QTimer interrupt;
    QTimer progress;
    QObject::connect(&runner, &ReachabilityRunner::finished, &loop, &QEventLoop::quit);
    QObject::connect(&interrupt, &QTimer::timeout, &runner, [&runner] {
        if (isInterrupted())
            runner.cancel();
    });
    QObject::connect(&progress, &QTimer::timeout, &runner, [&runner] { tellProgress(runner.progress()); });
    catchInterrupt();
    interrupt.start(kLookForInterrupt);
    if (isStandardErrorTerminal())
        progress.start(kTellProgress);
    ReachabilityRunner::Options options;
    options.program = QStringLiteral("portolan-cli " PORTOLAN_VERSION);
    runner.start(plan, limits, options);
    loop.exec();
    if (progress.isActive())
        std::fputc('\n', stderr);
    return runner.run();
}

} // namespace portolan
