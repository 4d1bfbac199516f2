// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/flows/generate.h"
#include "views/diagram/card.h"
#include "views/diagram/labels.h"
#include "views/graph/graphwidget.h"

#include <QApplication>
#include <QFile>
#include <QMouseEvent>
#include <QWheelEvent>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <random>

using namespace portolan;
using namespace Qt::StringLiterals;

namespace {

using Clock = std::chrono::steady_clock;

constexpr int kSites = 250;
constexpr int kServers = 4250;
constexpr int kEdges = 26000;
constexpr std::chrono::milliseconds kFrame{16};

double millisecondsSince(Clock::time_point start)
{
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

void report(const char *what, std::vector<double> times)
{
    std::sort(times.begin(), times.end());
    std::printf("%-50s %9.2f %9.2f %9.2f\n", what, times[times.size() / 2], times[times.size() * 95 / 100],
                times.back());
    std::fflush(stdout);
}

double residentMegabytes()
{
    QFile file(u"/proc/self/status"_s);
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (line.startsWith("VmRSS:"))
            return line.simplified().split(' ').at(1).toDouble() / 1024;
    }
    return 0;
}

/// Cards of a made-up deployment in boxes on a grid; lines between random cards that lie near each other.
PlacedDiagram makeChart(const FlowSet &flows)
{
    constexpr int kColumns = 16;
    constexpr double kPitch = 860;
    const Catalog &catalog = flows.catalog();
    const Topology &topology = flows.topology();
    Diagram diagram;
    diagram.flows = flows;
    diagram.level = Level::Servers;
    diagram.title = u"A made-up deployment"_s;
    diagram.subtitle = u"%1 servers in %2 sites"_s.arg(kServers).arg(kSites);
    PlacedDiagram placed;
    for (int site = 0; site < kSites; ++site) {
        DiagramBox box;
        box.id = u"site:%1"_s.arg(site);
        box.site = site;
        box.title = topology.sites[site].name;
        box.subtitle = siteKindText(topology.sites[site]);
        box.kind = topology.sites[site].kind;
        diagram.boxes << box;
    }
    constexpr int kEach = kServers / kSites;
    constexpr int kAcross = 3;
    for (int i = 0; i < kServers; ++i) {
        const Server &server = topology.servers[i];
        DiagramNode node;
        node.id = u"server:"_s + server.id;
        node.item = i;
        node.site = i / kEach;
        node.title = server.name;
        node.lines = server.addresses;
        node.badges = {u"AD"_s};
        node.servers = ServerSet{static_cast<quint32>(i)};
        QStringList words;
        for (int role = 0; role < 1 + i % 3; ++role) {
            node.roles << (i + role) % static_cast<int>(catalog.roles().size());
            words << catalog.roles()[node.roles.back()].label;
        }
        layOutCard(node, words, catalog);
        DiagramItem item;
        item.box = node.site;
        item.nodes = {i};
        item.size = node.size;
        diagram.items << item;
        diagram.nodes << node;
        const int inBox = i % kEach;
        const QPointF origin(40 + (node.site % kColumns) * kPitch, 100 + (node.site / kColumns) * kPitch);
        const QPointF at = origin + QPointF(20 + (inBox % kAcross) * 215, 40 + (inBox / kAcross) * 105);
        placed.nodes << QRectF(at, node.size);
        placed.items << placed.nodes.back();
        if (inBox == 0)
            placed.boxes << QRectF(origin, QSizeF(660, 680));
    }
    std::mt19937 random(1);
    const std::vector<EdgeFlows> none;
    for (int i = 0; i < kEdges; ++i) {
        const int from = static_cast<int>(random() % kServers);
        const QPointF start = placed.nodes[from].center();
        const double length = 300 + static_cast<double>(random() % 300);
        const double angle = static_cast<double>(random() % 6283) / 1000;
        const QPointF end = start + length * QPointF(std::cos(angle), std::sin(angle));
        DiagramEdge edge;
        edge.id = u"edge:%1"_s.arg(i);
        edge.legs = {{from, -1, true, false}, {(from + 1) % kServers, -1, false, true}};
        edge.encryption = static_cast<Encryption>(i % 4);
        edge.codes = {u"M%1"_s.arg(1 + i % 18), u"C%1"_s.arg(1 + i % 19)};
        edge.summary = u"%1 to %2: M%3"_s.arg(diagram.nodes[from].title).arg(i).arg(1 + i % 18);
        PlacedEdge line;
        const QPointF bend(-0.2 * (end.y() - start.y()), 0.2 * (end.x() - start.x()));
        QPainterPath path(start);
        path.cubicTo(start + (end - start) / 3 + bend, start + (end - start) * 2 / 3 + bend, end);
        line.paths << path;
        line.arrows << Arrow(end - (end - start) / 20 - bend / 10, end);
        if (i % 3 == 0) {
            edge.lines = {{PillText::Code, edge.codes.join(u' ')}, {PillText::Ports, u"443 HTTPS"_s}};
            edge.pillSize = pillSize(edge.lines);
            const QPointF middle = path.pointAtPercent(0.5);
            line.pill = QRectF(middle - QPointF(edge.pillSize.width(), edge.pillSize.height()) / 2, edge.pillSize);
        }
        diagram.edges << edge;
        placed.edges << line;
    }
    placed.size = QSizeF(80 + kColumns * kPitch, 200 + kPitch * std::ceil(double(kSites) / kColumns));
    placed.chart = QRectF(QPointF(0, 70), placed.size - QSizeF(0, 130));
    placed.keyOrigin = QPointF(28, placed.size.height() - 60);
    placed.diagram = std::make_shared<const Diagram>(std::move(diagram));
    return placed;
}

/// All that the window's thread does from an input to the picture on the screen.
template <typename Input>
void measureFrames(const char *what, int frames, Input input)
{
    std::vector<double> times;
    for (int i = 0; i < frames; ++i) {
        const Clock::time_point start = Clock::now();
        input(i);
        QCoreApplication::processEvents();
        times.push_back(millisecondsSince(start));
        // What comes in between, a picture that another thread has finished, stops the window just as well.
        while (Clock::now() < start + kFrame) {
            const Clock::time_point pause = Clock::now();
            QCoreApplication::processEvents();
            times.back() = std::max(times.back(), millisecondsSince(pause));
        }
    }
    report(what, times);
}

/// From the last input until the complete picture is on the screen; the longest that the window's thread was held.
void measureRest(const char *what, GraphWidget &chart)
{
    const Clock::time_point start = Clock::now();
    double longest = 0;
    while (!chart.isCrisp()) {
        const Clock::time_point pause = Clock::now();
        QCoreApplication::processEvents();
        longest = std::max(longest, millisecondsSince(pause));
    }
    std::printf("%-50s %9.2f, the window held for %.2f\n", what, millisecondsSince(start), longest);
    std::fflush(stdout);
}

void wheel(GraphWidget &chart, QPointF at, int angle)
{
    QWheelEvent event(at, chart.mapToGlobal(at), {}, {0, angle}, Qt::NoButton, {}, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(&chart, &event);
}

void mouse(GraphWidget &chart, QEvent::Type type, QPointF at)
{
    const bool moves = type == QEvent::MouseMove;
    const Qt::MouseButtons held = type == QEvent::MouseButtonRelease ? Qt::NoButton : Qt::LeftButton;
    QMouseEvent event(type, at, chart.mapToGlobal(at), moves ? Qt::NoButton : Qt::LeftButton, held, {});
    QCoreApplication::sendEvent(&chart, &event);
}

void measurePan(const char *what, GraphWidget &chart)
{
    constexpr int kFrames = 120;
    const QPointF middle = QRectF(chart.rect()).center();
    mouse(chart, QEvent::MouseButtonPress, middle);
    measureFrames(what, kFrames, [&](int i) {
        const double angle = 2 * 3.14159265 * i / kFrames;
        mouse(chart, QEvent::MouseMove, middle + 300 * QPointF(std::sin(angle), 1 - std::cos(angle)));
    });
    mouse(chart, QEvent::MouseButtonRelease, middle);
    measureRest("  its picture at rest", chart);
}

/// The whole work of a picture in one thread, in processor time: what the clock says depends on who else is there.
void measurePictures(const PlacedDiagram &placed)
{
    PictureRequest request;
    request.placed = placed;
    request.index = std::make_shared<const PlacedIndex>(placed);
    request.style = DiagramStyle::of(Theme::Light);
    request.view.size = QSize(1920 + 320, 1080 + 320);
    for (const double zoom : {0.075, 0.12, 0.18, 0.25, 0.35, 0.5, 0.6, 0.8, 1.0, 2.0}) {
        request.view.zoom = zoom;
        request.view.offset = QRectF(QPointF(), QSizeF(request.view.size)).center()
            - zoom * QPointF(placed.size.width(), placed.size.height()) / 2;
        std::vector<double> times;
        for (int i = 0; i < 7; ++i) {
            const std::clock_t begin = std::clock();
            (void)paintPicture(request);
            times.push_back(static_cast<double>(std::clock() - begin) * 1e3 / CLOCKS_PER_SEC);
        }
        report(qPrintable(u"picture with margins at zoom %1, processor"_s.arg(zoom)), times);
    }
}

void measurePicking(GraphWidget &chart)
{
    std::mt19937 random(2);
    std::vector<double> times;
    for (int i = 0; i < 2000; ++i) {
        const QPointF at(double(random() % 1920), double(random() % 1080));
        const Clock::time_point start = Clock::now();
        (void)chart.partAt(at);
        times.push_back(millisecondsSince(start));
    }
    report("what lies at a point", times);
}

} // namespace

int main(int argc, char **argv)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    const Result<Catalog> catalog = builtInCatalog(u"exchange-2010"_s);
    if (!catalog)
        qFatal("%s", qPrintable(toText(catalog.error())));
    const FlowSet flows = deriveFlows(*catalog, generateTopology(kSites, kServers, 1));
    const double before = residentMegabytes();
    GraphWidget chart;
    chart.resize(1920, 1080);
    chart.show();
    const PlacedDiagram placed = makeChart(flows);
    std::printf("%d cards in %d sites, %d lines; 1920 × 1080; %.0f MB without the chart, %.0f with it\n", kServers,
                kSites, kEdges, before, residentMegabytes());
    std::printf("%-50s %9s %9s %9s\n", "milliseconds", "median", "95 %", "worst");
    const Clock::time_point start = Clock::now();
    chart.setDiagram(placed);
    std::printf("%-50s %9.2f\n", "setDiagram", millisecondsSince(start));
    std::printf("%-50s %9.0f MB\n", "resident", residentMegabytes());
    measureRest("fit all: first picture", chart);
    std::printf("%-50s %9.0f MB\n", "resident", residentMegabytes());
    measurePicking(chart);
    measurePan("pan, all in view", chart);
    const QPointF pointer(700, 400);
    measureFrames("zoom in from all to 1:1, half notches", 28, [&](int) { wheel(chart, pointer, 60); });
    measureRest("  its picture at rest", chart);
    measureFrames("zoom out again", 28, [&](int) { wheel(chart, pointer, -60); });
    measureRest("  its picture at rest", chart);
    measurePictures(placed);
    chart.actualSize();
    measureRest("actual size: picture", chart);
    measurePicking(chart);
    measurePan("pan at 1:1", chart);
    measureFrames("hover at 1:1", 120, [&](int i) {
        QMouseEvent event(QEvent::MouseMove, QPointF(i * 15, i * 9), chart.mapToGlobal(QPointF(i * 15, i * 9)),
                          Qt::NoButton, Qt::NoButton, {});
        QCoreApplication::sendEvent(&chart, &event);
    });
    std::printf("%-50s %9.0f MB\n", "resident at the end", residentMegabytes());
    return 0;
}
