// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/matrix/flowmatrix.h"

#include "model/flows/flowfilter.h"
#include "model/flows/generate.h"
#include "tests/support/catalogdsl.h"
#include "tests/support/charts.h"
#include "tests/support/randomplan.h"
#include "tests/support/topologydsl.h"

#include <QTest>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

using namespace portolan;
using namespace portolan::test;
using namespace Qt::StringLiterals;

namespace {

constexpr MatrixKind kKinds[] = {MatrixKind::Sites, MatrixKind::RoleSets, MatrixKind::Servers};

struct OpenedPair {
    int path = 0;
    quint32 opener = 0;
    quint32 answerer = 0;
    auto operator<=>(const OpenedPair &) const = default;
};

/// A cell as somebody would count it by hand, pair by pair.
struct ExpectedCell {
    std::set<OpenedPair> pairs;
    Encryption encryption = Encryption::Encrypted;
};
using ExpectedCells = std::map<std::pair<QString, QString>, ExpectedCell>;

/// By server the heading that has it, whether it has flows or not.
std::map<quint32, QString> headingIds(const FlowMatrix &matrix)
{
    std::map<quint32, QString> ids;
    for (int row = 0; row < matrix.rowCount(); ++row) {
        for (const quint32 server : matrix.row(row).servers)
            ids[server] = matrix.row(row).id;
    }
    return ids;
}

template <typename Function>
void forEachOpenedPair(const FlowSet &flows, Function function)
{
    flows.forEachFlow([&](const Flow &flow) {
        if (flow.source == flow.destination)
            return;
        const QList<FlowPort> ports = flows.ports(flow);
        for (const FlowPort &port : ports)
            function(flow, OpenedPair{flow.path, port.source, port.destination});
        if (ports.isEmpty())
            function(flow, OpenedPair{flow.path, flow.source, flow.destination});
    });
}

ExpectedCells expectedCells(const FlowSet &flows, const std::map<quint32, QString> &headings)
{
    ExpectedCells cells;
    forEachOpenedPair(flows, [&](const Flow &flow, const OpenedPair &pair) {
        ExpectedCell &cell = cells[{headings.at(pair.opener), headings.at(pair.answerer)}];
        cell.pairs.insert(pair);
        cell.encryption = std::min(cell.encryption, flows.encryption(flow));
    });
    return cells;
}

/// What is wrong with the matrix, or nothing.
QString difference(const FlowMatrix &matrix, const ExpectedCells &expected)
{
    size_t found = 0;
    std::set<Encryption> encryptions;
    for (int row = 0; row < matrix.rowCount(); ++row) {
        int last = -1;
        for (const MatrixCell &cell : matrix.cells(row)) {
            const QString from = matrix.row(row).id;
            const QString to = matrix.column(cell.column).id;
            const QString place = from + u" > "_s + to;
            if (cell.column <= last)
                return place + u": not in order"_s;
            last = cell.column;
            ++found;
            encryptions.insert(cell.encryption);
            const auto wanted = expected.find({from, to});
            if (wanted == expected.end())
                return place + u": nothing expected"_s;
            if (cell.count != qint64(wanted->second.pairs.size()))
                return place + u": %1 for %2"_s.arg(cell.count).arg(wanted->second.pairs.size());
            if (cell.encryption != wanted->second.encryption)
                return place + u": encryption"_s;
            if (matrix.isDiagonal(row, cell.column) != (from == to))
                return place + u": diagonal"_s;
            std::set<int> paths;
            for (const OpenedPair &pair : wanted->second.pairs)
                paths.insert(pair.path);
            if (matrix.pathsAt(row, cell.column) != std::vector<int>(paths.begin(), paths.end()))
                return place + u": data paths"_s;
        }
    }
    if (found != expected.size())
        return u"%1 cells for %2"_s.arg(found).arg(expected.size());
    const QList<Encryption> listed = matrix.encryptions();
    if (!std::is_sorted(listed.rbegin(), listed.rend()) || std::set(listed.begin(), listed.end()) != encryptions)
        return u"encryptions"_s;
    return {};
}

QStringList names(const FlowMatrix &matrix, bool ofRows)
{
    QStringList result;
    for (int i = 0; i < (ofRows ? matrix.rowCount() : matrix.columnCount()); ++i)
        result << (ofRows ? matrix.row(i) : matrix.column(i)).name;
    return result;
}

/// "row>column count" for each cell, with the names of the headings.
QStringList cellTexts(const FlowMatrix &matrix)
{
    QStringList texts;
    for (int row = 0; row < matrix.rowCount(); ++row) {
        for (const MatrixCell &cell : matrix.cells(row))
            texts << u"%1>%2 %3"_s.arg(matrix.row(row).name, matrix.column(cell.column).name).arg(cell.count);
    }
    return texts;
}

FlowMatrix matrixOf(const char *catalog, const char *topology, MatrixKind kind)
{
    return FlowMatrix(deriveFlows(catalogFromText(catalog), topologyFromText(topology)), kind);
}

std::optional<MatrixCell> cellAt(const FlowMatrix &matrix, int row, int column)
{
    for (const MatrixCell &cell : matrix.cells(row)) {
        if (cell.column == column)
            return cell;
    }
    return std::nullopt;
}

} // namespace

class TestFlowMatrix : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void countsAgreeWithPairByPair();
    void countsOfAFilteredSetAgreeWithPairByPair();
    void flowsOfACellAreItsOwn();
    void marksAgreeWithPairByPair();
    void entriesCountWhereTheyAreOpened();
    void bothWaysOfOnePairAreCountedOnce();
    void localFlowsAreNotShown();
    void linesWithoutFlowsCanStay();
    void headingsAreGroupedAndNamedAsOnTheChart();
    void nothingGivesAnEmptyMatrix();
    void aRowMarksItsOwnCell();
    void serversAndSitesMarkTheirLines();
    void manyServersTakeNoRoomForEmptyCells();
};

void TestFlowMatrix::countsAgreeWithPairByPair()
{
    for (quint64 seed = 0; seed < 300; ++seed) {
        const RandomPlan plan = randomPlan(seed);
        const FlowSet flows = deriveFlows(plan.catalog, plan.topology);
        for (const MatrixKind kind : kKinds) {
            const FlowMatrix matrix(flows, kind);
            const FlowMatrix all(flows, kind, false);
            const QString wrong = difference(matrix, expectedCells(flows, headingIds(all)));
            QVERIFY2(wrong.isEmpty(), qPrintable(u"seed %1 kind %2: %3"_s.arg(seed).arg(int(kind)).arg(wrong)));
            const QString wrongInAll = difference(all, expectedCells(flows, headingIds(all)));
            QVERIFY2(wrongInAll.isEmpty(),
                     qPrintable(u"seed %1 kind %2, all: %3"_s.arg(seed).arg(int(kind)).arg(wrongInAll)));
        }
    }
}

void TestFlowMatrix::countsOfAFilteredSetAgreeWithPairByPair()
{
    int notEmpty = 0;
    for (quint64 seed = 0; seed < 120; ++seed) {
        const RandomPlan plan = randomPlan(seed);
        const FlowSet all = deriveFlows(plan.catalog, plan.topology);
        for (const QString &text : {u"port:25"_s, u"crosses:site"_s, u"-p1 -udp"_s, u"s7"_s}) {
            const auto filter = FlowFilter::parse(text, all.catalog(), all.topology());
            QVERIFY(filter.has_value());
            const FlowSet flows = filtered(all, *filter);
            for (const MatrixKind kind : kKinds) {
                const FlowMatrix whole(flows, kind, false);
                const QString wrong = difference(whole, expectedCells(flows, headingIds(whole)));
                QVERIFY2(wrong.isEmpty(), qPrintable(u"seed %1 %2: %3"_s.arg(seed).arg(text, wrong)));
                notEmpty += FlowMatrix(flows, kind).isEmpty() ? 0 : 1;
            }
        }
    }
    QVERIFY(notEmpty > 100);
}

void TestFlowMatrix::flowsOfACellAreItsOwn()
{
    for (quint64 seed = 0; seed < 120; ++seed) {
        const RandomPlan plan = randomPlan(seed);
        const FlowSet flows = deriveFlows(plan.catalog, plan.topology);
        for (const MatrixKind kind : kKinds) {
            const FlowMatrix matrix(flows, kind, false);
            const ExpectedCells expected = expectedCells(flows, headingIds(matrix));
            for (const auto &entry : expected) {
                const std::pair<QString, QString> &place = entry.first;
                const ExpectedCell &cell = entry.second;
                int row = 0;
                int column = 0;
                while (matrix.row(row).id != place.first)
                    ++row;
                while (matrix.column(column).id != place.second)
                    ++column;
                std::set<std::tuple<int, quint32, quint32>> wanted; // path, source, destination
                forEachOpenedPair(flows, [&](const Flow &flow, const OpenedPair &pair) {
                    if (cell.pairs.contains(pair))
                        wanted.insert({flow.path, flow.source, flow.destination});
                });
                std::set<std::tuple<int, quint32, quint32>> given;
                for (const EdgeFlows &part : matrix.flowsAt(row, column)) {
                    qint64 count = 0;
                    for (const quint32 source : part.sources) {
                        for (const quint32 destination : part.destinations) {
                            if (source == destination)
                                continue;
                            given.insert({part.path, source, destination});
                            ++count;
                        }
                    }
                    QCOMPARE(part.count, count);
                    QVERIFY(part.entries != 0);
                    QCOMPARE(int(flows.groups().at(part.group).path), part.path);
                    QVERIFY(given.contains({part.path, part.sample.source, part.sample.destination}));
                }
                QCOMPARE(given, wanted);
            }
        }
    }
}

void TestFlowMatrix::marksAgreeWithPairByPair()
{
    for (quint64 seed = 0; seed < 120; ++seed) {
        const RandomPlan plan = randomPlan(seed);
        const FlowSet flows = deriveFlows(plan.catalog, plan.topology);
        for (const MatrixKind kind : kKinds) {
            const FlowMatrix matrix(flows, kind);
            for (int path = 0; path < flows.catalog().dataPaths().size(); ++path) {
                const MatrixMarks marks = matrix.marks(Selection::ofPath(flows, path));
                std::pair<int, int> first(-1, -1);
                for (int row = 0; row < matrix.rowCount(); ++row) {
                    for (int column = 0; column < matrix.columnCount(); ++column) {
                        const std::vector<int> paths = matrix.pathsAt(row, column);
                        const bool wanted = std::binary_search(paths.begin(), paths.end(), path);
                        QCOMPARE(marks.holdsCell(row, column), wanted);
                        if (wanted) {
                            QVERIFY(marks.holdsRow(row) && marks.holdsColumn(column));
                            if (first.first < 0)
                                first = {row, column};
                        }
                    }
                }
                QCOMPARE(marks.isEmpty(), first.first < 0);
                QVERIFY(marks.isEmpty() || *marks.first() == first);
            }
        }
    }
}

void TestFlowMatrix::entriesCountWhereTheyAreOpened()
{
    const FlowMatrix matrix =
        matrixOf("p1: cas -> mbx @ site; tcp/25 smtp; tcp/5061 sips reverse; encryption=optional\n"
                 "p2: cas -> dc @ site; tcp/389 ldap; encryption=encrypted",
                 "hq: cas1[cas] cas2[cas] mbx1[mbx] dc1[dc]", MatrixKind::RoleSets);
    QCOMPARE(cellTexts(matrix),
             (QStringList{u"CAS1 – CAS2>MBX1 2"_s, u"CAS1 – CAS2>DC1 2"_s, u"MBX1>CAS1 – CAS2 2"_s}));
    QVERIFY(matrix.encryptions() == (QList{Encryption::Encrypted, Encryption::Optional}));
}

void TestFlowMatrix::bothWaysOfOnePairAreCountedOnce()
{
    // There is a flow from either server to the other, and each has entries both ways.
    const char *catalog = "p1: mbx -> mbx @ site; tcp/64327 ship; bidirectional; encryption=none";
    const char *topology = "hq: mbx1[mbx] mbx2[mbx] mbx3[mbx]";
    QCOMPARE(cellTexts(matrixOf(catalog, topology, MatrixKind::Servers)),
             (QStringList{u"MBX1>MBX2 1"_s, u"MBX1>MBX3 1"_s, u"MBX2>MBX1 1"_s, u"MBX2>MBX3 1"_s, u"MBX3>MBX1 1"_s,
                          u"MBX3>MBX2 1"_s}));
    QCOMPARE(cellTexts(matrixOf(catalog, topology, MatrixKind::Sites)), QStringList{u"HQ>HQ 6"_s});
}

void TestFlowMatrix::localFlowsAreNotShown()
{
    const char *catalog = "p1: cas -> cas @ local; tcp/25 smtp; encryption=none";
    for (const MatrixKind kind : kKinds)
        QVERIFY(matrixOf(catalog, "hq: cas1[cas] cas2[cas]", kind).isEmpty());
}

void TestFlowMatrix::linesWithoutFlowsCanStay()
{
    const FlowSet flows = deriveFlows(catalogFromText("p1: cas -> dc @ site; tcp/389 ldap; encryption=none"),
                                      topologyFromText("hq: cas1[cas] dc1[dc]\nbranch: dc2[dc]\nempty:"));
    const FlowMatrix used(flows, MatrixKind::Servers);
    QCOMPARE(names(used, true), QStringList{u"CAS1"_s});
    QCOMPARE(names(used, false), QStringList{u"DC1"_s});
    const FlowMatrix all(flows, MatrixKind::Servers, false);
    QCOMPARE(names(all, true), (QStringList{u"CAS1"_s, u"DC1"_s, u"DC2"_s}));
    QCOMPARE(names(all, false), names(all, true));
    QCOMPARE(cellTexts(all), cellTexts(used));
    QCOMPARE(names(FlowMatrix(flows, MatrixKind::Sites, false), true), (QStringList{u"HQ"_s, u"BRANCH"_s, u"EMPTY"_s}));
}

void TestFlowMatrix::headingsAreGroupedAndNamedAsOnTheChart()
{
    const FlowSet flows = flowsOfSample(u"three-site"_s);
    QStringList onChart;
    for (const DiagramNode &node : diagramOf(flows, Level::Roles).nodes)
        onChart << node.id + u' ' + node.title;
    const FlowMatrix matrix(flows, MatrixKind::RoleSets, false);
    QStringList inMatrix;
    for (int row = 0; row < matrix.rowCount(); ++row)
        inMatrix << matrix.row(row).id + u' ' + matrix.row(row).name;
    onChart.sort();
    QStringList sorted = inMatrix;
    sorted.sort();
    QCOMPARE(sorted, onChart);
    for (const MatrixKind kind : kKinds) {
        const FlowMatrix grouped(flows, kind);
        for (int row = 1; row < grouped.rowCount(); ++row)
            QVERIFY(grouped.row(row - 1).site <= grouped.row(row).site);
        for (int column = 1; column < grouped.columnCount(); ++column)
            QVERIFY(grouped.column(column - 1).site <= grouped.column(column).site);
    }
}

void TestFlowMatrix::nothingGivesAnEmptyMatrix()
{
    const FlowMatrix none;
    QVERIFY(none.isEmpty());
    QVERIFY(none.encryptions().isEmpty());
    QVERIFY(none.marks(Selection::ofSite(0)).isEmpty());
    for (const MatrixKind kind : kKinds)
        QVERIFY(FlowMatrix(FlowSet(), kind).isEmpty());
}

void TestFlowMatrix::aRowMarksItsOwnCell()
{
    const FlowSet flows = flowsOfSample(u"three-site"_s);
    const FlowMatrix matrix(flows, MatrixKind::Servers);
    int checked = 0;
    for (const FlowRow &row : flowRows(flows)) {
        const MatrixMarks marks = matrix.marks(Selection::ofRow(flows, row));
        QCOMPARE(marks.isEmpty(), row.local);
        if (row.local || ++checked % 17 != 0)
            continue;
        for (int i = 0; i < matrix.rowCount(); ++i) {
            for (int k = 0; k < matrix.columnCount(); ++k) {
                const bool wanted = matrix.row(i).servers == ServerSet{row.source}
                    && matrix.column(k).servers == ServerSet{row.destination};
                QCOMPARE(marks.holdsCell(i, k), wanted);
            }
        }
    }
    QVERIFY(checked > 100);
}

void TestFlowMatrix::serversAndSitesMarkTheirLines()
{
    const FlowSet flows = flowsOfSample(u"three-site"_s);
    const FlowMatrix matrix(flows, MatrixKind::RoleSets);
    const ServerSet servers{matrix.row(2).servers.front()};
    const MatrixMarks marks = matrix.marks(Selection::ofServers(servers));
    for (int row = 0; row < matrix.rowCount(); ++row)
        QCOMPARE(marks.holdsRow(row), row == 2);
    QCOMPARE(marks.first()->first, 2);
    const MatrixMarks site = matrix.marks(Selection::ofSite(1));
    for (int row = 0; row < matrix.rowCount(); ++row) {
        for (int column = 0; column < matrix.columnCount(); ++column)
            QCOMPARE(site.holdsCell(row, column), matrix.row(row).site == 1 || matrix.column(column).site == 1);
    }
    QVERIFY(matrix.marks(Selection()).isEmpty());
}

void TestFlowMatrix::manyServersTakeNoRoomForEmptyCells()
{
    const Result<Catalog> catalog = builtInCatalog(u"exchange-2010"_s);
    QVERIFY(catalog.has_value());
    const FlowSet flows = deriveFlows(*catalog, generateTopology(60, 1000, 1));
    const FlowMatrix matrix(flows, MatrixKind::Servers);
    QVERIFY(matrix.rowCount() > 500);
    // A row is the same whichever others were asked for, and the sum of all is that of the sites.
    qint64 pairs = 0;
    for (int row = 0; row < matrix.rowCount(); ++row) {
        for (const MatrixCell &cell : matrix.cells(row))
            pairs += cell.count;
    }
    const FlowMatrix sites(flows, MatrixKind::Sites);
    for (int row = 0; row < sites.rowCount(); ++row) {
        for (const MatrixCell &cell : sites.cells(row))
            pairs -= cell.count;
    }
    QCOMPARE(pairs, 0);
    QVERIFY(cellAt(sites, 0, 0).has_value());
}

QTEST_MAIN(TestFlowMatrix)
#include "tst_flowmatrix.moc"
