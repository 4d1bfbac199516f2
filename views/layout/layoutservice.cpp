// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/layout/layoutservice.h"

#include "views/layout/layoutprotocol.h"

#include <QCache>
#include <QCoreApplication>
#include <QDir>
#include <QEventLoop>
#include <QHash>
#include <QPointer>
#include <QProcess>
#include <QThread>
#include <QTimer>

#include <algorithm>
#include <deque>
#include <vector>

namespace portolan {

namespace {

constexpr int kMaxWorkers = 4;
constexpr int kAttempts = 2;
constexpr int kCachedBytes = 64 * 1024 * 1024; // of requests and their answers: some thousand sites
constexpr qsizetype kMaxComplaint = 600; // characters of a worker's stderr in an error
constexpr int kRequestsPerWorker = 50; // Graphviz leaks some 30 KiB each time, and a request makes dot run often
constexpr int kKillWait = 5000; // ms; a killed process is gone at once unless the system is stuck

QString defaultProgram()
{
    const QString name = QStringLiteral("portolan-layout");
#ifdef Q_OS_WIN
    return QDir(QCoreApplication::applicationDirPath()).filePath(name + QStringLiteral(".exe"));
#else
    return QDir(QCoreApplication::applicationDirPath()).filePath(name);
#endif
}

tl::unexpected<Errors> layoutFailed(const QString &detail)
{
    Error error;
    error.code = ErrorCode::LayoutFailed;
    error.detail = detail;
    return failure(error);
}

/// What a worker wrote to stderr as text for a sentence: one line, nothing that a terminal or a label would act on.
QString cleaned(const QByteArray &bytes)
{
    QString text = QString::fromUtf8(bytes);
    for (QChar &character : text) {
        if (!character.isPrint())
            character = u' ';
    }
    return text.simplified().left(kMaxComplaint);
}

} // namespace

class LayoutService::Private
{
public:
    Private(LayoutService *service, const Settings &chosen) : q(service), settings(chosen)
    {
        if (settings.program.isEmpty())
            settings.program = defaultProgram();
        if (settings.workers <= 0)
            settings.workers = std::clamp(QThread::idealThreadCount(), 1, kMaxWorkers);
        answers.setMaxCost(kCachedBytes);
    }

    /// One request and everybody who waits for it.
    struct Job {
        QByteArray bytes;
        LayoutRequest request;
        QList<Ticket> tickets;
        int attempts = 0;
    };
    struct Waiter {
        Answer answer;
        QMetaObject::Connection contextGone;
    };
    struct Worker {
        QProcess *process = nullptr;
        QTimer *deadline = nullptr;
        std::unique_ptr<Job> job;
        QByteArray output;
        QByteArray complaint;
        int served = 0;
    };

    Ticket add(const LayoutRequest &request, QObject *context, Answer answer);
    void cancel(Ticket ticket);
    void stopAll();

private:
    void dispatchSoon();
    void dispatch();
    Worker *idleWorker();
    void startWorker();
    void give(Worker &worker);
    Worker *workerOf(const QProcess *process);
    void onOutput(QProcess *process);
    void onEnded(QProcess *process, const QString &reason);
    void onMissing(QProcess *process);
    void finish(const Job &job, const Result<LayoutResult> &result);
    void deliverSoon(Ticket ticket, const Result<LayoutResult> &result);
    void drop(Worker *worker);

    LayoutService *q;
    Settings settings;
    Ticket lastTicket = 0;
    bool dispatching = false;
    std::deque<std::unique_ptr<Job>> queue;
    std::vector<std::unique_ptr<Worker>> workers;
    QHash<Ticket, Waiter> waiters;
    QCache<QByteArray, LayoutResult> answers; ///< by the request's bytes
};

LayoutService::Ticket LayoutService::Private::add(const LayoutRequest &request, QObject *context, Answer answer)
{
    const Ticket ticket = ++lastTicket;
    Waiter waiter{std::move(answer), {}};
    if (context && context != q)
        waiter.contextGone = connect(context, &QObject::destroyed, q, [this, ticket] { cancel(ticket); });
    waiters.insert(ticket, std::move(waiter));

    QByteArray bytes = encode(request);
    if (const LayoutResult *known = answers.object(bytes)) {
        deliverSoon(ticket, *known);
        return ticket;
    }
    const auto isSame = [&bytes](const Job *job) { return job && job->bytes == bytes; };
    for (const auto &worker : workers) {
        if (isSame(worker->job.get())) {
            worker->job->tickets << ticket;
            return ticket;
        }
    }
    for (const auto &job : queue) {
        if (isSame(job.get())) {
            job->tickets << ticket;
            return ticket;
        }
    }
    queue.push_back(std::make_unique<Job>(Job{std::move(bytes), request, {ticket}}));
    dispatchSoon();
    return ticket;
}

void LayoutService::Private::cancel(Ticket ticket)
{
    const auto waiter = waiters.find(ticket);
    if (waiter == waiters.end())
        return;
    disconnect(waiter->contextGone);
    waiters.erase(waiter);
    for (const auto &job : queue)
        job->tickets.removeOne(ticket);
    queue.erase(std::remove_if(queue.begin(), queue.end(), [](const auto &job) { return job->tickets.isEmpty(); }),
                queue.end());
    for (const auto &worker : workers) {
        if (worker->job && worker->job->tickets.removeOne(ticket) && worker->job->tickets.isEmpty()) {
            drop(worker.get());
            dispatchSoon();
            return;
        }
    }
}

void LayoutService::Private::dispatchSoon()
{
    if (dispatching)
        return;
    dispatching = true;
    QMetaObject::invokeMethod(
        q, [this] { dispatch(); }, Qt::QueuedConnection);
}

void LayoutService::Private::dispatch()
{
    dispatching = false;
    while (!queue.empty()) {
        Worker *worker = idleWorker();
        if (!worker) {
            if (int(workers.size()) >= settings.workers)
                return;
            startWorker();
            continue;
        }
        worker->job = std::move(queue.front());
        queue.pop_front();
        give(*worker);
    }
}

LayoutService::Private::Worker *LayoutService::Private::idleWorker()
{
    const auto found =
        std::find_if(workers.begin(), workers.end(), [](const auto &worker) { return worker->job == nullptr; });
    return found == workers.end() ? nullptr : found->get();
}

void LayoutService::Private::startWorker()
{
    auto worker = std::make_unique<Worker>();
    auto *process = new QProcess(q);
    worker->process = process;
    worker->deadline = new QTimer(process);
    worker->deadline->setSingleShot(true);
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C"));
    process->setProcessEnvironment(environment);
    process->setProgram(settings.program);

    connect(process, &QProcess::readyReadStandardOutput, q, [this, process] { onOutput(process); });
    connect(process, &QProcess::readyReadStandardError, q, [this, process] {
        const QByteArray text = process->readAllStandardError();
        if (Worker *speaker = workerOf(process))
            speaker->complaint = (speaker->complaint + text).right(4 * kMaxComplaint);
    });
    connect(worker->deadline, &QTimer::timeout, q, [this, process] {
        onEnded(process, LayoutService::tr("it took longer than %1 seconds").arg(settings.deadline / 1000.0));
    });
    // Queued: start() itself may report that the program is missing, before the worker is known here.
    connect(
        process, &QProcess::errorOccurred, q,
        [this, process](QProcess::ProcessError error) {
            if (error == QProcess::FailedToStart)
                onMissing(process);
        },
        Qt::QueuedConnection);
    connect(
        process, &QProcess::finished, q,
        [this, process](int code, QProcess::ExitStatus status) {
            onOutput(process);
            onEnded(process,
                    status == QProcess::CrashExit ? LayoutService::tr("it crashed")
                                                  : LayoutService::tr("it ended with exit code %1").arg(code));
        },
        Qt::QueuedConnection);
    workers.push_back(std::move(worker));
    process->start();
}

void LayoutService::Private::give(Worker &worker)
{
    ++worker.job->attempts;
    worker.output.clear();
    worker.complaint.clear();
    worker.deadline->start(settings.deadline);
    worker.process->write(frame(worker.job->bytes));
}

LayoutService::Private::Worker *LayoutService::Private::workerOf(const QProcess *process)
{
    const auto found = std::find_if(workers.begin(), workers.end(),
                                    [process](const auto &worker) { return worker->process == process; });
    return found == workers.end() ? nullptr : found->get();
}

void LayoutService::Private::onOutput(QProcess *process)
{
    Worker *worker = workerOf(process);
    if (!worker)
        return;
    worker->output += process->readAllStandardOutput();
    Result<std::optional<QByteArray>> taken = takeFrame(worker->output);
    if (!taken || (!worker->job && (taken->has_value() || !worker->output.isEmpty()))) {
        onEnded(process, LayoutService::tr("it answered garbage"));
        return;
    }
    if (!taken->has_value())
        return;
    const Result<LayoutResult> result = decodeAnswer(**taken, worker->job->request);
    if ((!result && result.error().first().code == ErrorCode::BadValue) || !worker->output.isEmpty()) {
        onEnded(process, LayoutService::tr("it answered garbage"));
        return;
    }
    worker->deadline->stop();
    const std::unique_ptr<Job> job = std::move(worker->job);
    if (++worker->served >= kRequestsPerWorker)
        drop(worker);
    if (result)
        answers.insert(job->bytes, new LayoutResult(*result), job->bytes.size() + (*taken)->size());
    finish(*job, result);
    dispatchSoon();
}

/// The worker is of no use any more: replace it and try its request once more.
void LayoutService::Private::onEnded(QProcess *process, const QString &reason)
{
    Worker *worker = workerOf(process);
    if (!worker)
        return;
    std::unique_ptr<Job> job = std::move(worker->job);
    const QString complaint = cleaned(worker->complaint + process->readAllStandardError());
    drop(worker);
    if (job && job->attempts < kAttempts) {
        queue.push_front(std::move(job));
    } else if (job) {
        QString detail =
            LayoutService::tr("The chart could not be laid out: the layout program was tried twice, and %1.")
                .arg(reason);
        if (!complaint.isEmpty())
            detail += LayoutService::tr(" It said: %1").arg(complaint);
        finish(*job, layoutFailed(detail));
    }
    dispatchSoon();
}

void LayoutService::Private::onMissing(QProcess *process)
{
    Worker *worker = workerOf(process);
    if (!worker)
        return;
    const std::unique_ptr<Job> job = std::move(worker->job);
    const QString reason = process->errorString();
    drop(worker);
    if (job) {
        finish(*job,
               layoutFailed(LayoutService::tr("The layout program %1 could not be started: %2")
                                .arg(QDir::toNativeSeparators(settings.program), reason)));
    }
    dispatchSoon();
}

void LayoutService::Private::finish(const Job &job, const Result<LayoutResult> &result)
{
    for (const Ticket ticket : job.tickets)
        deliverSoon(ticket, result);
}

void LayoutService::Private::deliverSoon(Ticket ticket, const Result<LayoutResult> &result)
{
    // Nothing of this object is touched after the call: it may delete the service.
    QMetaObject::invokeMethod(
        q,
        [this, ticket, result] {
            if (!waiters.contains(ticket))
                return;
            const Waiter waiter = waiters.take(ticket);
            disconnect(waiter.contextGone);
            waiter.answer(result);
        },
        Qt::QueuedConnection);
}

/// Kills without waiting: the process object stays until its process is gone, then deletes itself.
void LayoutService::Private::drop(Worker *worker)
{
    QProcess *process = worker->process;
    worker->deadline->stop();
    workers.erase(
        std::find_if(workers.begin(), workers.end(), [worker](const auto &other) { return other.get() == worker; }));
    process->disconnect(q);
    if (process->state() == QProcess::NotRunning) {
        process->deleteLater();
        return;
    }
    connect(process, &QProcess::finished, process, &QObject::deleteLater);
    connect(process, &QProcess::errorOccurred, process, [process](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            process->deleteLater();
    });
    process->kill();
}

void LayoutService::Private::stopAll()
{
    queue.clear();
    workers.clear();
    // Those that were dropped before and are still dying included.
    const QList<QProcess *> processes = q->findChildren<QProcess *>();
    for (QProcess *process : processes) {
        process->disconnect();
        process->kill();
    }
    for (QProcess *process : processes)
        process->waitForFinished(kKillWait);
}

LayoutService::LayoutService(const Settings &settings, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>(this, settings))
{
}

LayoutService::~LayoutService()
{
    d->stopAll();
}

LayoutService::Ticket LayoutService::request(const LayoutRequest &request, QObject *context, Answer answer)
{
    return d->add(request, context, std::move(answer));
}

void LayoutService::cancel(Ticket ticket)
{
    d->cancel(ticket);
}

Result<LayoutResult> LayoutService::layoutNow(const LayoutRequest &request)
{
    QEventLoop loop;
    Result<LayoutResult> result = layoutFailed(tr("The program ended before the chart was laid out."));
    this->request(request, &loop, [&loop, &result](const Result<LayoutResult> &answer) {
        result = answer;
        loop.quit();
    });
    loop.exec();
    return result;
}

} // namespace portolan
