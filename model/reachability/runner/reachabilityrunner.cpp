// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "reachabilityrunner.h"

#include "runengine.h"

#include <QElapsedTimer>
#include <QThread>
#include <QTimer>
#include <QUuid>

#include <algorithm>
#include <optional>
#include <utility>

namespace portolan {

namespace {

constexpr int kDeliveryInterval = 40; ///< ms between deliveries
constexpr size_t kMostInDelivery = 100; ///< what the other thread takes in one event
constexpr int kSpareDescriptors = 256; ///< of the rest of the program

struct Delivered {
    int check;
    ProbeReport report;
};
using Delivery = std::vector<Delivered>;

} // namespace

/// Lives in the thread of the run. Everything comes to it as queued calls.
class RunThreadSide : public QObject
{
public:
    using Deliver = std::function<void(Delivery &&)>;

    RunThreadSide(std::vector<PlannedCheck> checks, std::vector<int> left, const RunLimits &limits,
                  Probe::MakeConversation converse, Deliver deliver)
        : m_checks(std::move(checks)), m_left(std::move(left)), m_limits(limits), m_converse(std::move(converse)),
          m_deliver(std::move(deliver))
    {
    }

    void begin()
    {
        allowDescriptors(m_limits.inFlight + kSpareDescriptors);
        m_loop = std::make_unique<SocketLoop>();
        m_timer = std::make_unique<QTimer>();
        QObject::connect(m_timer.get(), &QTimer::timeout, this, [this] { deliver(); });
        m_timer->start(kDeliveryInterval);
        m_engine =
            std::make_unique<RunEngine>(*m_loop, m_checks, m_left, m_limits, m_converse,
                                        [this](int check, ProbeReport &&report) { take(check, std::move(report)); });
        m_engine->setPaused(m_isPaused);
    }
    void setPaused(bool paused)
    {
        m_isPaused = paused;
        if (m_engine != nullptr)
            m_engine->setPaused(paused);
    }

private:
    void take(int check, ProbeReport &&report)
    {
        m_done.push_back({check, std::move(report)});
        ++m_taken;
        if (m_done.size() >= kMostInDelivery || m_taken == m_left.size())
            deliver();
    }
    void deliver()
    {
        if (!m_done.empty())
            m_deliver(std::exchange(m_done, {}));
    }

    std::vector<PlannedCheck> m_checks;
    std::vector<int> m_left;
    RunLimits m_limits;
    Probe::MakeConversation m_converse;
    Deliver m_deliver;
    bool m_isPaused = false;
    Delivery m_done;
    size_t m_taken = 0;
    std::unique_ptr<SocketLoop> m_loop;
    std::unique_ptr<QTimer> m_timer;
    std::unique_ptr<RunEngine> m_engine;
};

class ReachabilityRunner::Private
{
public:
    explicit Private(ReachabilityRunner *runner) : q(runner) { }

    void stopThread();
    void take(Delivery &&delivery);
    void tell(State next);

    ReachabilityRunner *q;
    ReachabilityPlan plan;
    State state = State::Idle;
    quint64 generation = 0; ///< what comes from an earlier run is dropped
    std::unique_ptr<QThread> thread;
    RunThreadSide *side = nullptr; ///< lives and dies in the thread
    std::vector<std::optional<ProbeReport>> reports;
    Progress progress;
    ReachabilityRun run;
    QElapsedTimer clock; ///< since the last start or resume
    qint64 worked = 0; ///< ms before that
};

void ReachabilityRunner::Private::stopThread()
{
    ++generation;
    if (thread == nullptr)
        return;
    // Its events are short, so this is too.
    thread->quit();
    thread->wait();
    thread.reset();
    side = nullptr;
}

void ReachabilityRunner::Private::take(Delivery &&delivery)
{
    const quint64 ours = generation;
    for (Delivered &delivered : delivery) {
        ++progress.done;
        ++progress.counts[delivered.report.result];
        std::optional<ProbeReport> &report = reports[static_cast<size_t>(delivered.check)];
        report = std::move(delivered.report);
        const ProbeReport told = *report;
        Q_EMIT q->checked(delivered.check, told);
        if (generation != ours)
            return; // whoever was told has cancelled or started anew
    }
    Q_EMIT q->progressed();
    if (generation == ours && progress.done == progress.of)
        tell(State::Finished);
}

void ReachabilityRunner::Private::tell(State next)
{
    stopThread();
    state = next;
    if (next == State::Finished)
        run.finishedAt = QDateTime::currentDateTimeUtc();
    Q_EMIT q->finished();
}

ReachabilityRunner::ReachabilityRunner(QObject *parent) : QObject(parent), d(std::make_unique<Private>(this)) { }

ReachabilityRunner::~ReachabilityRunner()
{
    d->stopThread();
}

void ReachabilityRunner::start(const ReachabilityPlan &plan, const RunLimits &limits, const Options &options)
{
    d->stopThread();
    d->plan = plan;
    d->reports.assign(plan.checks.size(), std::nullopt);
    d->run = {};
    d->run.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    d->run.vantage = plan.vantage;
    d->run.startedAt = QDateTime::currentDateTimeUtc();
    d->run.program = options.program;
    d->run.topology = plan.flows.topology().name;
    std::vector<int> left;
    for (size_t i = 0; i < plan.checks.size(); ++i) {
        if (!options.done.contains(plan.checks[i].key))
            left.push_back(static_cast<int>(i));
    }
    d->progress = {};
    d->progress.of = static_cast<int>(left.size());
    d->state = State::Running;
    d->worked = 0;
    d->clock.start();

    const quint64 generation = d->generation;
    if (left.empty()) {
        // Later, not within this call: as of any other run.
        QTimer::singleShot(0, this, [this, generation] {
            if (generation == d->generation)
                d->take({});
        });
        return;
    }
    const auto deliver = [this, generation](Delivery &&delivery) {
        const auto taken = std::make_shared<Delivery>(std::move(delivery));
        QMetaObject::invokeMethod(
            this,
            [this, generation, taken] {
                if (generation == d->generation)
                    d->take(std::move(*taken));
            },
            Qt::QueuedConnection);
    };
    d->thread = std::make_unique<QThread>();
    d->thread->setObjectName(QStringLiteral("checks"));
    d->side = new RunThreadSide(plan.checks, std::move(left), limits, options.converse, deliver);
    d->side->moveToThread(d->thread.get());
    QObject::connect(d->thread.get(), &QThread::finished, d->side, &QObject::deleteLater);
    d->thread->start();
    QMetaObject::invokeMethod(
        d->side, [side = d->side] { side->begin(); }, Qt::QueuedConnection);
}

void ReachabilityRunner::pause()
{
    if (d->state != State::Running)
        return;
    d->state = State::Paused;
    d->worked += d->clock.elapsed();
    if (d->side != nullptr)
        QMetaObject::invokeMethod(
            d->side, [side = d->side] { side->setPaused(true); }, Qt::QueuedConnection);
}

void ReachabilityRunner::resume()
{
    if (d->state != State::Paused)
        return;
    d->state = State::Running;
    d->clock.start();
    if (d->side != nullptr)
        QMetaObject::invokeMethod(
            d->side, [side = d->side] { side->setPaused(false); }, Qt::QueuedConnection);
}

void ReachabilityRunner::cancel()
{
    if (d->state == State::Running || d->state == State::Paused)
        d->tell(State::Cancelled);
}

ReachabilityRunner::State ReachabilityRunner::state() const
{
    return d->state;
}

ReachabilityRunner::Progress ReachabilityRunner::progress() const
{
    Progress now = d->progress;
    const qint64 worked = d->worked + (d->state == State::Running ? d->clock.elapsed() : 0);
    if (now.done > 0)
        now.timeLeft = worked * (now.of - now.done) / now.done;
    return now;
}

ReachabilityRun ReachabilityRunner::run() const
{
    ReachabilityRun run = d->run;
    const QList<Server> &servers = d->plan.flows.topology().servers;
    for (size_t i = 0; i < d->reports.size(); ++i) {
        if (!d->reports[i])
            continue;
        const PlannedCheck &check = d->plan.checks[i];
        CheckedTarget target;
        target.key = check.key;
        if (qsizetype(check.destination) < servers.size())
            target.destination = servers.at(check.destination).id;
        target.transport = check.request.transport;
        target.port = check.request.port;
        target.protocol = check.request.hint.protocol;
        target.report = *d->reports[i];
        run.targets.append(target);
    }
    return run;
}

} // namespace portolan
