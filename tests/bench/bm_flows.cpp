// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/findings/review.h"
#include "model/flows/filtercompletion.h"
#include "model/flows/flowfilter.h"
#include "model/flows/flowtable.h"
#include "model/flows/generate.h"

#include <QCoreApplication>
#include <QFile>
#include <QProcess>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <memory>

#ifdef PORTOLAN_HAS_SQLITE
#include "tests/bench/sqlitejoin.h"
#endif

using namespace portolan;
using namespace Qt::StringLiterals;

namespace {

using Clock = std::chrono::steady_clock;

double millisecondsSince(Clock::time_point start)
{
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

/// Runs the work several times. The processor's time (of the run that took least) says more than the
/// clock where others use the machine as well.
template <typename Work>
void measure(const char *what, int runs, Work work)
{
    std::vector<double> times;
    std::vector<double> processor;
    for (int i = 0; i < runs; ++i) {
        const Clock::time_point start = Clock::now();
        const std::clock_t begin = std::clock();
        work();
        processor.push_back(static_cast<double>(std::clock() - begin) * 1e3 / CLOCKS_PER_SEC);
        times.push_back(millisecondsSince(start));
    }
    std::sort(times.begin(), times.end());
    std::sort(processor.begin(), processor.end());
    std::printf("%-50s %9.2f %9.2f %9.2f\n", what, times[times.size() / 2], times.front(), processor.front());
    std::fflush(stdout);
}

struct FlatFlow {
    quint16 path;
    quint16 entries;
    quint32 source;
    quint32 destination;
};
static_assert(sizeof(FlatFlow) == 12);

void expand(const FlowSet &flows, FlatFlow *next)
{
    flows.forEachFlow([&next](const Flow &flow) {
        *next++ = {flow.path, static_cast<quint16>(flow.entries), flow.source, flow.destination};
    });
}

void measureDerivation(const Catalog &catalog, const Topology &topology, const FlowSet &flows)
{
    measure("derive groups", 31, [&] { deriveFlows(catalog, topology); });
    const auto count = static_cast<size_t>(flows.flowCount());
    measure("derive, expand to 12 bytes a flow, fresh memory", 11, [&] {
        const auto flat = std::make_unique_for_overwrite<FlatFlow[]>(count);
        expand(deriveFlows(catalog, topology), flat.get());
    });
    std::vector<FlatFlow> flat(count);
    measure("derive, expand to 12 bytes a flow, used memory", 11,
            [&] { expand(deriveFlows(catalog, topology), flat.data()); });
    qint64 bytes = 0;
    measure("write all rows as CSV", 1, [&] {
        writeFlowsCsv(flows, [&bytes](QByteArrayView piece) {
            bytes += piece.size();
            return true;
        });
    });
    std::printf("%-50s %9.1f MB\n", "  that is", static_cast<double>(bytes) / 1e6);
}

void measureFilters(const FlowSet &flows)
{
    const Catalog &catalog = flows.catalog();
    const Topology &topology = flows.topology();
    const QString here = topology.sites.first().id;
    for (const QString &text :
         {u"from:%1 to:mailbox,client-access"_s.arg(here), u"port:443"_s, u"port:5000-6000 -port:dynamic"_s,
          u"-encryption:encrypted"_s, u"encryption:disabled"_s, u"path:M* role:mailbox -is:local"_s, u"smtp"_s,
          u"crosses:site"_s, u"crosses:zone"_s, u"-crosses:site port:135 server:*1"_s,
          u"(from:%1 or to:*mbx*) (port:25,443 | protocol:RPC) -path:M7 crosses:site"_s.arg(here)}) {
        if (!FlowFilter::parse(text, catalog, topology))
            qFatal("not a filter here: %s", qPrintable(text));
        FlowSet rest;
        measure(qPrintable(u"filter "_s + text), 11,
                [&] { rest = filtered(flows, *FlowFilter::parse(text, catalog, topology)); });
        std::printf("  %lld flows in %zu groups\n", static_cast<long long>(rest.flowCount()), rest.groups().size());
    }
    measure("complete server:", 11, [&] { (void)completeFilter(u"server:"_s, 7, catalog, topology); });
}

void measureReading(const Catalog &catalog, const Topology &topology)
{
    const QByteArray file = writeTopology(topology);
    std::printf("%-50s %9.1f kB\n", "the topology as a file", static_cast<double>(file.size()) / 1e3);
    measure("read it", 11, [&] { (void)parseTopology(file, u"bench"_s); });
    measure("read, derive and review it", 11, [&] {
        const Result<LoadedTopology> loaded = parseTopology(file, u"bench"_s);
        (void)reviewTopology(catalog, loaded->topology, deriveFlows(catalog, loaded->topology));
    });
    const FlowSet flows = deriveFlows(catalog, topology);
    measure("review it", 11, [&] { (void)reviewTopology(catalog, topology, flows); });
    Topology filtered = topology;
    for (Link &link : filtered.links)
        link.filtered = true;
    const FlowSet behindFilters = deriveFlows(catalog, filtered);
    measure("review it with a filter on each link", 11,
            [&] { (void)reviewTopology(catalog, filtered, behindFilters); });
    measure("write it", 11, [&] { (void)writeTopology(topology); });
}

void measureStart()
{
    const QString program = QCoreApplication::applicationDirPath() + u"/portolan-cli"_s;
    const QString sample = QStringLiteral(PORTOLAN_SOURCE_DIR) + u"/resources/samples/three-site.portolan"_s;
    if (!QFile::exists(program)) {
        std::printf("portolan-cli is not beside this program: its start is not measured\n");
        return;
    }
    measure("portolan-cli flows, sample, to first output", 31, [&] {
        QProcess process;
        process.start(program, {u"flows"_s, sample, u"--format"_s, u"csv"_s}, QIODevice::ReadOnly);
        process.waitForReadyRead();
        process.kill();
        process.waitForFinished();
    });
}

#ifdef PORTOLAN_HAS_SQLITE
void measureSqlite(const FlowSet &flows)
{
    qint64 self = 0;
    for (const FlowGroup &group : flows.groups())
        self += group.self ? static_cast<qint64>(flows.set(group.sources).size()) : 0;
    const SqliteJoin join(flows);
    qint64 pairs = 0;
    measure("the same pairs by SQLite, counted", 3, [&] { pairs = join.countPairs(); });
    measure("the same pairs by SQLite, stored in a table", 3, [&] { join.storePairs(); });
    std::printf("%-50s %s\n", "  and they are as many", pairs == flows.flowCount() - self ? "yes" : "NO");
}
#endif

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    const int sites = arguments.size() > 1 ? arguments[1].toInt() : 250;
    const int servers = arguments.size() > 2 ? arguments[2].toInt() : 4000;
    const Result<Catalog> catalog = builtInCatalog(u"exchange-2010"_s);
    if (!catalog)
        qFatal("%s", qPrintable(toText(catalog.error())));
    const Topology topology = generateTopology(sites, servers, 1);
    const FlowSet flows = deriveFlows(*catalog, topology);
    std::printf("%d sites, %d servers: %lld flows in %zu groups and %lld sets, %.2f bytes a flow\n", sites, servers,
                static_cast<long long>(flows.flowCount()), flows.groups().size(),
                static_cast<long long>(flows.setCount()),
                static_cast<double>(flows.memoryUsed()) / static_cast<double>(flows.flowCount()));
    std::printf("%-50s %9s %9s %9s\n", "milliseconds", "median", "fastest", "processor");
    measureDerivation(*catalog, topology, flows);
    measureFilters(flows);
    measureReading(*catalog, topology);
    measureStart();
#ifdef PORTOLAN_HAS_SQLITE
    measureSqlite(flows);
#endif
    return 0;
}
