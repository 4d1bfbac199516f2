// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "app/window/checking.h"
#include "app/window/mainwindow.h"
#include "app/window/theme.h"
#include "app/window/viewing.h"
#include "model/flows/generate.h"
#include "views/checks/checkspanel.h"
#include "views/graph/graphwidget.h"

#include <QApplication>
#include <QDockWidget>
#include <QElapsedTimer>
#include <QEvent>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <functional>
#include <vector>

using namespace portolan;

namespace {

/// Processor time of this thread where the system tells, in ms: what the clock says depends on who else is there.
double processorTime()
{
#ifdef CLOCK_THREAD_CPUTIME_ID
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
#else
    return 0;
#endif
}

/// Watches how long each event keeps the window's thread.
class Watch : public QApplication
{
public:
    using QApplication::QApplication;

    struct Held {
        double ms = 0;
        double processor = 0; ///< ms; of the event that has most of it, maybe another one
        int type = 0;
        QString receiver;
    };

    bool notify(QObject *receiver, QEvent *event) override
    {
        const bool outermost = !std::exchange(m_isInside, true);
        const QString name = outermost ? QString::fromLatin1(receiver->metaObject()->className()) : QString();
        const int type = event->type();
        QElapsedTimer timer;
        timer.start();
        const double before = processorTime();
        const bool result = QApplication::notify(receiver, event);
        if (outermost) {
            m_isInside = false;
            // Painting may take as long as bm_paint says.
            const bool paints = type == QEvent::Paint || type == QEvent::UpdateRequest || type == QEvent::Expose
                || type == QEvent::UpdateLater;
            const double ms = double(timer.nsecsElapsed()) / 1e6;
            if (paints)
                return result;
            m_worst.processor = std::max(m_worst.processor, processorTime() - before);
            if (ms > m_worst.ms)
                m_worst = {ms, m_worst.processor, type, name};
        }
        return result;
    }

    Held takeWorst() { return std::exchange(m_worst, {}); }

private:
    Held m_worst;
    bool m_isInside = false;
};

/// `isDone`: of what the act began besides.
void measure(
    Watch &watch, MainWindow &window, const char *what, const std::function<void()> &act,
    const std::function<bool()> &isDone = [] { return true; })
{
    watch.takeWorst();
    QElapsedTimer timer;
    timer.start();
    QElapsedTimer call;
    call.start();
    const double processor = processorTime();
    act();
    const double called = double(call.nsecsElapsed()) / 1e6;
    const double worked = processorTime() - processor;
    do {
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 50);
    } while (!window.isSettled() || !isDone());
    const Watch::Held worst = watch.takeWorst();
    std::printf("%-40s %8lld %10.1f %10.1f %10.1f %10.1f   %s, event %d\n", what, timer.elapsed(), called, worked,
                worst.ms, worst.processor, qPrintable(worst.receiver), worst.type);
}

/// Whatever is asked is asked of this machine, of which nothing listens there.
Topology onLoopback(Topology topology)
{
    for (qsizetype i = 0; i < topology.servers.size(); ++i)
        topology.servers[i].addresses = {QStringLiteral("127.88.%1.%2").arg(i / 250).arg(i % 250 + 1)};
    return topology;
}

/// The plan with most checks that a server has, and that from elsewhere.
std::vector<ReachabilityPlan> largestPlans(const FlowSet &flows)
{
    ReachabilityPlan most;
    for (const Server &server : flows.topology().servers) {
        ReachabilityPlan plan = planChecks(flows, {server.id, {}, {}});
        if (plan.checks.size() > most.checks.size())
            most = std::move(plan);
    }
    return {most, planChecks(flows, {})};
}

void measureRuns(Watch &watch, MainWindow &window)
{
    RunLimits limits;
    limits.perSecond = 500; // some judgements while it goes on
    limits.retries = 0;
    Checking &checking = window.checking();
    auto *pane = window.findChild<QDockWidget *>(QStringLiteral("checksPane"));
    pane->show();
    pane->raise();
    for (ReachabilityPlan &planned : largestPlans(window.viewing().all())) {
        planned.ports = {};
        const auto plan = std::make_shared<const ReachabilityPlan>(std::move(planned));
        checking.panel()->setVantage(plan->vantage.server);
        for (const CheckGrouping grouping : {CheckGrouping::Broken, CheckGrouping::Flows}) {
            checking.panel()->setGrouping(grouping);
            const QString what =
                QStringLiteral("%1 checks%2, %3")
                    .arg(plan->checks.size())
                    .arg(plan->vantage.server.isEmpty() ? QStringLiteral(" from elsewhere") : QString())
                    .arg(grouping == CheckGrouping::Flows ? QStringLiteral("all flows")
                                                          : QStringLiteral("what is broken"));
            measure(
                watch, window, qPrintable(what), [&] { checking.run().start(plan, limits); },
                [&checking] { return !checking.run().isUnderWay(); });
        }
    }
}

} // namespace

/// What people do in the window with a large deployment: how long until all views show it, and the longest that the
/// window's thread was held by the call itself and by any one event that is not painting.
int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    Watch watch(argc, argv);
    prepareLook(watch);
    const int sites = argc > 1 ? atoi(argv[1]) : 100;
    const int servers = argc > 2 ? atoi(argv[2]) : 1000;
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("plan.portolan"));
    const Topology topology = onLoopback(generateTopology(sites, servers, 1));
    if (!saveTopology(topology, path))
        return 1;
    MainWindow window({}, QString());
    window.resize(1920, 1080);
    window.show();
    std::printf("%d sites, %d servers; milliseconds\n%-40s %8s %10s %10s %10s %10s\n", sites, servers, "", "settled",
                "call", "processor", "event", "processor");
    measure(watch, window, "open, level auto", [&] { window.openFile(path); });
    measure(watch, window, "level servers", [&] { window.setLevel(Level::Servers); });
    measure(watch, window, "filter", [&] { window.setFilter(QStringLiteral("port:443 crosses:site")); });
    measure(watch, window, "no filter", [&] { window.setFilter({}); });
    measure(watch, window, "select a site", [&] { window.selectById(topology.sites.front().id); });
    measure(watch, window, "select a data path", [&] { window.selectById(QStringLiteral("T1")); });
    measure(watch, window, "close a site", [&] { window.setSiteOpen(0, false); });
    measure(watch, window, "focus",
            [&] { window.setFocusOn({QStringLiteral("server:") + topology.servers.back().id}, false); });
    measure(watch, window, "focus alone",
            [&] { window.setFocusOn({QStringLiteral("server:") + topology.servers.back().id}, true); });
    window.setFocusOn({}, false);
    measureRuns(watch, window);
    measure(watch, window, "matrix", [&] { window.showMatrix(true); });
    return 0;
}
