// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "app/window/checkrun.h"

#include "views/checks/checktext.h"

#include <QLocale>
#include <QTimer>

#include <algorithm>

namespace portolan {

namespace {

constexpr int kTellInterval = 500; ///< ms

} // namespace

CheckRun::CheckRun(QObject *parent)
    : QObject(parent), m_runner(this), m_plan(std::make_shared<ReachabilityPlan>()), m_tell(new QTimer(this))
{
    m_tell->setSingleShot(true);
    m_tell->setInterval(kTellInterval);
    connect(m_tell, &QTimer::timeout, this, &CheckRun::found);
    connect(&m_runner, &ReachabilityRunner::checked, this, [this](int check) {
        m_left.remove(m_plan->checks[static_cast<size_t>(check)].key);
        if (!m_tell->isActive())
            m_tell->start();
    });
    connect(&m_runner, &ReachabilityRunner::progressed, this, &CheckRun::changed);
    connect(&m_runner, &ReachabilityRunner::finished, this, [this] {
        m_tell->stop();
        Q_EMIT changed();
        Q_EMIT ended();
    });
}

void CheckRun::start(const std::shared_ptr<const ReachabilityPlan> &plan, const RunLimits &limits)
{
    m_plan = plan;
    m_limits = limits;
    m_left.clear();
    for (const PlannedCheck &check : plan->checks)
        m_left << check.key;
    begin({});
}

void CheckRun::begin(const QSet<QString> &done)
{
    ReachabilityRunner::Options options;
    options.done = done;
    options.program = QStringLiteral("portolan " PORTOLAN_VERSION);
    m_runner.start(*m_plan, m_limits, options);
    Q_EMIT changed();
    Q_EMIT found();
}

void CheckRun::pause()
{
    m_runner.pause();
    Q_EMIT changed();
}

void CheckRun::resume()
{
    m_runner.resume();
    Q_EMIT changed();
}

void CheckRun::stop()
{
    m_runner.cancel();
}

void CheckRun::goOn()
{
    if (isUnderWay() || m_left.isEmpty())
        return;
    QSet<QString> done;
    for (const PlannedCheck &check : m_plan->checks) {
        if (!m_left.contains(check.key))
            done << check.key;
    }
    begin(done);
}

void CheckRun::forget()
{
    stop();
    m_left.clear();
    Q_EMIT changed();
}

bool CheckRun::isUnderWay() const
{
    return m_runner.state() == ReachabilityRunner::State::Running
        || m_runner.state() == ReachabilityRunner::State::Paused;
}

PendingChecks CheckRun::pending() const
{
    return isUnderWay() ? PendingChecks{m_plan->vantage.server, m_left} : PendingChecks();
}

RunStatus CheckRun::status() const
{
    using State = ReachabilityRunner::State;
    const ReachabilityRunner::Progress progress = m_runner.progress();
    RunStatus status;
    status.done = progress.done;
    status.of = progress.of;
    const QLocale locale;
    QStringList parts;
    switch (m_runner.state()) {
    case State::Running:
        status.state = RunStatus::State::Running;
        break;
    case State::Paused:
        status.state = RunStatus::State::Paused;
        parts << tr("Paused");
        break;
    case State::Idle:
    case State::Finished:
    case State::Cancelled:
        if (m_left.isEmpty())
            return status;
        status.state = RunStatus::State::Stopped;
        parts << tr("Stopped");
        break;
    }
    parts << tr("%1 of %2 checks").arg(locale.toString(progress.done), locale.toString(progress.of));
    for (const auto &[result, count] : progress.counts.toStdMap())
        parts << QStringLiteral("%1 %2").arg(locale.toString(count), resultText(result));
    if (status.state == RunStatus::State::Running && progress.timeLeft >= 0)
        parts << tr("about %1 left").arg(durationText(progress.timeLeft));
    status.text = parts.join(QStringLiteral(" · "));
    return status;
}

} // namespace portolan
