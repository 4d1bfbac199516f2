// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/flows/generate.h"
#include "views/diagram/diagramstyle.h"
#include "views/diagram/export.h"
#include "views/diagram/quality.h"
#include "views/layout/chartlayout.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QGuiApplication>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <chrono>
#include <clocale>
#include <cstdio>
#include <map>

#ifdef Q_OS_UNIX
#include <sys/resource.h>
#include <time.h>
#endif

using namespace portolan;
using namespace Qt::StringLiterals;

namespace {

constexpr int kDotStop = 120'000; // ms
constexpr int kDotPatience = 600'000; // ms, for the size that dot is known to finish

struct Size {
    int sites;
    int servers;
    double wanted; ///< seconds
};
constexpr Size kSizes[] = {{10, 100, 0.3}, {40, 400, 1}, {100, 1000, 2}, {250, 4000, 8}};

/// Processor time, which says more than the clock where others use the machine as well.
double threadSeconds()
{
#ifdef Q_OS_UNIX
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) + double(now.tv_nsec) / 1e9;
#else
    return 0;
#endif
}

/// Of all processes that were started and have ended.
double childrenSeconds()
{
#ifdef Q_OS_UNIX
    rusage used{};
    getrusage(RUSAGE_CHILDREN, &used);
    return double(used.ru_utime.tv_sec + used.ru_stime.tv_sec)
        + double(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
#else
    return 0;
#endif
}

/// Knows the event that kept this thread busy for longest.
class Application : public QGuiApplication
{
public:
    using QGuiApplication::QGuiApplication;
    bool notify(QObject *receiver, QEvent *event) override
    {
        if (m_depth++ > 0) {
            const bool result = QGuiApplication::notify(receiver, event);
            --m_depth;
            return result;
        }
        const double start = threadSeconds();
        const bool result = QGuiApplication::notify(receiver, event);
        m_longest = std::max(m_longest, threadSeconds() - start);
        --m_depth;
        return result;
    }
    double takeLongest() { return std::exchange(m_longest, 0.0); }

private:
    int m_depth = 0;
    double m_longest = 0;
};

struct Run {
    double summarise = 0; ///< seconds of this thread's processor
    double first = 0; ///< seconds until something can be shown
    double whole = 0;
    PlacedDiagram placed;
};

std::shared_ptr<const Diagram> diagramOf(const FlowSet &flows)
{
    DiagramOptions options;
    options.level = Level::Servers;
    return std::make_shared<const Diagram>(summarise(flows, options));
}

/// Times count from the flows, as an edit in the window does. Summarising is not this thread's work there.
Run layOut(LayoutService &service, const FlowSet &flows)
{
    Run run;
    QElapsedTimer clock;
    clock.start();
    const auto seconds = [&clock] { return double(clock.nsecsElapsed()) / 1e9; };
    const double before = threadSeconds();
    const std::shared_ptr<const Diagram> diagram = diagramOf(flows);
    run.summarise = threadSeconds() - before;
    ChartLayout layout(service);
    QEventLoop loop;
    QObject::connect(&layout, &ChartLayout::preliminary, &loop, [&] {
        if (run.first == 0)
            run.first = seconds();
    });
    QObject::connect(&layout, &ChartLayout::finished, &loop, [&](const PlacedDiagram &placed) {
        run.whole = seconds();
        run.placed = placed;
        if (run.first == 0)
            run.first = run.whole;
        loop.quit();
    });
    QObject::connect(&layout, &ChartLayout::failed, &loop,
                     [](const Errors &errors) { qFatal("%s", qPrintable(toText(errors))); });
    // From the loop, so that the work of starting counts as an event of this thread.
    QMetaObject::invokeMethod(
        &layout, [&] { layout.start(diagram); }, Qt::QueuedConnection);
    loop.exec();
    return run;
}

/// One server more in the middle of the file: a twin of the one before it.
Topology withOneMore(Topology topology)
{
    const qsizetype middle = topology.servers.size() / 2;
    Server twin = topology.servers.at(middle);
    twin.id += u"-new"_s;
    twin.name += u"-new"_s;
    topology.servers.insert(middle + 1, twin);
    return topology;
}

QByteArray quoted(const QString &text)
{
    return '"' + text.toUtf8() + '"';
}

/// Each pair of servers with a flow as an edge that says its paths, in one graph clustered by site.
QByteArray flatGraph(const FlowSet &flows)
{
    std::map<std::pair<quint32, quint32>, QStringList> pairs;
    flows.forEachFlow([&](const Flow &flow) {
        QStringList &codes = pairs[{flow.source, flow.destination}];
        const QString code = flows.catalog().dataPaths()[flow.path].code;
        if (flow.source != flow.destination && !codes.contains(code))
            codes << code;
    });
    const Topology &topology = flows.topology();
    QByteArray dot = "digraph flat { rankdir=LR; newrank=true; node [shape=box];\n";
    for (const Site &site : topology.sites) {
        dot += "subgraph " + quoted(u"cluster_"_s + site.id) + " { label=" + quoted(site.name) + ";\n";
        for (const Server &server : topology.servers) {
            if (server.site == site.id)
                dot += quoted(server.id) + ";\n";
        }
        dot += "}\n";
    }
    for (const auto &[ends, codes] : pairs) {
        if (!codes.isEmpty())
            dot += quoted(topology.servers[ends.first].id) + " -> " + quoted(topology.servers[ends.second].id)
                + " [label=" + quoted(codes.join(u' ')) + "];\n";
    }
    return dot + "}\n";
}

/// A chart as SVG, from the flows to the file.
struct Svg {
    double clock = 0; ///< seconds; negative: was stopped
    double processor = 0; ///< seconds, of all processes
    qint64 bytes = 0;
};

Svg runDot(const QByteArray &graph, int patience)
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"flat.dot"_s));
    if (!file.open(QIODevice::WriteOnly) || file.write(graph) != graph.size())
        qFatal("cannot write %s", qPrintable(file.fileName()));
    file.close();
    const double before = childrenSeconds();
    QElapsedTimer clock;
    clock.start();
    QProcess dot;
    dot.start(u"dot"_s, {u"-Tsvg"_s, u"-o"_s, folder.filePath(u"flat.svg"_s), file.fileName()});
    if (!dot.waitForFinished(patience)) {
        dot.kill();
        dot.waitForFinished();
        return {-1, childrenSeconds() - before, 0};
    }
    return {double(clock.elapsed()) / 1e3, childrenSeconds() - before, QFile(folder.filePath(u"flat.svg"_s)).size()};
}

/// The processor's time tells how they compare where others use the machine as well.
void measureDot(const Catalog &catalog, const Size &size, const Svg &ours)
{
    const QByteArray graph = flatGraph(deriveFlows(catalog, generateTopology(size.sites, size.servers, 1)));
    const Svg dot = runDot(graph, size.servers == kSizes[0].servers ? kDotPatience : kDotStop);
    std::printf("SVG of %d servers, ours: %.2f s, %.2f s of processor, %lld bytes\n", size.servers, ours.clock,
                ours.processor, static_cast<long long>(ours.bytes));
    if (dot.clock < 0)
        std::printf("dot -Tsvg, flat: stopped after %.0f s of processor, %.0f times ours\n", dot.processor,
                    dot.processor / ours.processor);
    else
        std::printf("dot -Tsvg, flat: %.2f s, %.2f s of processor, %lld bytes; %.0f times ours, %.1f times as large\n",
                    dot.clock, dot.processor, static_cast<long long>(dot.bytes), dot.processor / ours.processor,
                    double(dot.bytes) / double(ours.bytes));
    std::fflush(stdout);
}

/// `before`: what it took to place the chart.
Svg measureSvg(const PlacedDiagram &placed, const Svg &before, int servers)
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"chart.svg"_s);
    const DiagramStyle style = DiagramStyle::of(Theme::Light);
    const double start = threadSeconds();
    QElapsedTimer clock;
    clock.start();
    if (const Result<void> written = exportDiagram(placed, style, 1, path); !written)
        qFatal("%s", qPrintable(toText(written.error())));
    const double seconds = double(clock.nsecsElapsed()) / 1e9;
    const Svg svg{before.clock + seconds, before.processor + threadSeconds() - start, QFile(path).size()};
    std::printf("our SVG of %d servers, from places to file: %.1f ms, %lld bytes\n", servers, seconds * 1e3,
                static_cast<long long>(svg.bytes));
    return svg;
}

} // namespace

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    Application application(argc, argv);
    std::setlocale(LC_NUMERIC, "C");
    QStringList arguments = Application::arguments();
    const bool withDot = arguments.removeAll(u"--dot"_s) > 0;
    const int most = arguments.size() > 1 ? arguments[1].toInt() : kSizes[3].servers;
    const Result<Catalog> catalog = builtInCatalog(u"exchange-2010"_s);
    if (!catalog)
        qFatal("%s", qPrintable(toText(catalog.error())));

    std::printf("%8s %9s %9s %9s %9s %9s %9s %9s  %s\n", "servers", "summ. ms", "first s", "whole s", "wanted s",
                "workers s", "event ms", "again ms", "sheet, crossings");
    std::map<int, Svg> svgs;
    for (const Size &size : kSizes) {
        if (size.servers > most)
            continue;
        const Topology topology = generateTopology(size.sites, size.servers, 1);
        const FlowSet flows = deriveFlows(*catalog, topology);
        const FlowSet changed = deriveFlows(*catalog, withOneMore(topology));
        const double before = childrenSeconds();
        double again = 0;
        Run run;
        {
            LayoutService service(LayoutService::Settings{});
            application.takeLongest();
            run = layOut(service, flows);
            again = layOut(service, changed).whole;
        }
        const DiagramQuality quality = measure(run.placed);
        const double workers = childrenSeconds() - before;
        std::printf("%8d %9.1f %9.3f %9.3f %9.1f %9.2f %9.1f %9.1f  %.0f x %.0f, %d\n", size.servers,
                    run.summarise * 1e3, run.first, run.whole, size.wanted, workers, application.takeLongest() * 1e3,
                    again * 1e3, run.placed.size.width(), run.placed.size.height(), quality.edgeCrossings);
        std::fflush(stdout);
        if (size.servers <= kSizes[1].servers)
            svgs[size.servers] = measureSvg(run.placed, {run.whole, run.summarise + workers, 0}, size.servers);
    }
    if (!withDot)
        return 0;
    if (QStandardPaths::findExecutable(u"dot"_s).isEmpty()) {
        std::printf("no dot found: nothing to compare with\n");
        return 0;
    }
    for (const Size &size : {kSizes[0], kSizes[1]}) {
        if (size.servers <= most)
            measureDot(*catalog, size, svgs.at(size.servers));
    }
    return 0;
}
