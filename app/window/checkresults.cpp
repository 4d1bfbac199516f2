// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "app/window/checkresults.h"

#include "model/reachability/resultsfile.h"
#include "views/tables/background.h"

#include <QTimer>

namespace portolan {

namespace {

constexpr int kAgeInterval = 60'000; ///< ms; ages are told in minutes

} // namespace

CheckResults::CheckResults(QObject *parent)
    : QObject(parent), m_checked(std::make_shared<CheckedPlan>()), m_ages(new QTimer(this))
{
    m_ages->setObjectName(QStringLiteral("ages"));
    m_ages->setSingleShot(true);
    m_ages->setInterval(kAgeInterval);
    connect(m_ages, &QTimer::timeout, this, &CheckResults::judge);
}

void CheckResults::setFlows(const FlowSet &flows)
{
    if (flows.isSame(m_flows))
        return;
    m_flows = flows;
    judge();
}

void CheckResults::setRun(const ReachabilityRun &run, const PendingChecks &pending)
{
    m_run = run;
    m_pending = pending;
    Q_EMIT changed();
    judge();
}

void CheckResults::endRun(const ReachabilityRun &run)
{
    m_run = {};
    m_pending = {};
    if (!run.targets.isEmpty()) {
        m_known.runs << run;
        m_isUnsaved = true;
    }
    Q_EMIT changed();
    judge();
}

void CheckResults::add(const ReachabilityResults &results)
{
    m_known = mergedResults(m_known, results);
    Q_EMIT changed();
    judge();
}

void CheckResults::addUnsaved(const ReachabilityResults &results)
{
    m_isUnsaved = true;
    add(results);
}

void CheckResults::setSaved(const ReachabilityResults &was, const ReachabilityResults &saved)
{
    // What came while it was written is in no file.
    m_isUnsaved = m_known != was;
    m_known = m_isUnsaved ? mergedResults(m_known, saved) : saved;
    Q_EMIT changed();
    judge();
}

void CheckResults::clear()
{
    m_known = {};
    m_run = {};
    m_pending = {};
    m_isUnsaved = false;
    ++m_epoch;
    Q_EMIT cleared();
    Q_EMIT changed();
    judge();
}

void CheckResults::judge()
{
    // One at a time: while a run brings more several times a second, each would only be thrown away for the next.
    if (m_isBusy) {
        m_isBehind = true;
        return;
    }
    m_isBusy = true;
    m_isBehind = false;
    m_ages->stop();
    ReachabilityResults results = m_known;
    if (!m_run.targets.isEmpty())
        results.runs << m_run;
    inBackground(
        this,
        [flows = m_flows, results = std::move(results), pending = m_pending, before = m_checked] {
            JudgeOptions options;
            options.now = QDateTime::currentDateTimeUtc();
            return std::make_shared<const CheckedPlan>(checkedPlan(flows, results, pending, options, *before));
        },
        [this](std::shared_ptr<const CheckedPlan> checked) {
            m_isBusy = false;
            auto before = std::exchange(m_checked, std::move(checked));
            Q_EMIT judged();
            // By now all views have the new one, and this is the last to hold what may take long to take down.
            dropInBackground(std::move(before));
            if (m_isBehind)
                judge();
            else if (!m_checked->vantages.empty())
                m_ages->start();
        });
}

} // namespace portolan
