// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/diagram/labels.h"

#include "tests/support/charts.h"
#include "views/diagram/keylayout.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

#include <algorithm>

using namespace portolan;
using namespace portolan::test;

namespace {

constexpr LabelMode kModes[] = {LabelMode::Codes, LabelMode::Ports, LabelMode::Full};

/// "+3" or "and 3 more" on a line.
bool leavesOut(const PillLine &line)
{
    static const QRegularExpression more(QStringLiteral("( \\+\\d+|^and \\d+ more)( #\\d+)?$"));
    return more.match(line.text).hasMatch();
}

/// "#7" at the end of a line; empty where there is none.
QString numberOn(const PillLine &line)
{
    static const QRegularExpression number(QStringLiteral(" (#\\d+)$"));
    return number.match(line.text).captured(1);
}

QString numberOn(const DiagramEdge &edge)
{
    QStringList numbers;
    for (const PillLine &line : edge.lines) {
        if (!numberOn(line).isEmpty())
            numbers << numberOn(line);
    }
    return numbers.join(u' ');
}

/// What the key says at a number.
QString inKey(const Diagram &diagram, const QString &number)
{
    for (const CodeEntry &entry : diagram.key.labelsInFull) {
        if (entry.code == number)
            return entry.title;
    }
    return {};
}

/// Sites whose lines are the same but for a range of ports, so that no two labels leave out the same.
FlowSet planOfManyRanges()
{
    QByteArray sites;
    QByteArray servers;
    for (int i = 0; i < 40; ++i) {
        const QByteArray id = QByteArray::number(i);
        const QByteArray comma = i > 0 ? "," : "";
        sites += comma + R"({"id": "s)" + id + R"(", "name": "S)" + id + R"(", "organization": "o)" + id + R"("})";
        servers += comma + R"({"id": "mbx)" + id + R"(", "name": "MBX", "site": "s)" + id + R"(", "roles": ["mailbox",
 "hub-transport", "client-access", "unified-messaging"], "dynamicPorts": {"first": )"
            + QByteArray::number(50000 + 100 * i) + R"(, "last": )" + QByteArray::number(50050 + 100 * i) + R"(}},
 {"id": "ol)"
            + id + R"(", "name": "All", "site": "s)" + id + R"(", "roles": ["outlook",
 "client-access", "hub-transport", "unified-messaging", "imap4-client", "pop3-client", "smtp-client"]})";
    }
    return flowsOf(R"({"format": "portolan-topology", "version": 1, "name": "Test", "catalog": "exchange-2010",
 "sites": [)" + sites
                   + R"(], "links": [], "servers": [)" + servers + R"(], "groups": []})");
}

} // namespace

class tst_Labels : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void shortenedLabelsHaveTheirNumberInTheKey_data() { samples(); }
    void shortenedLabelsHaveTheirNumberInTheKey();
    void theKeyHasAllThatIsLeftOut_data() { samples(); }
    void theKeyHasAllThatIsLeftOut();
    void numbersAreTheSameEachTime_data() { samples(); }
    void numbersAreTheSameEachTime();
    void aKeyThatWouldBeTooLongSaysSo();
    void theKeyIsLaidOutWithTheNumbers();
    void aKeyOfNothingIsNotThere();

private:
    static void samples();
};

void tst_Labels::samples()
{
    QTest::addColumn<QString>("sample");
    QTest::addColumn<int>("level");
    for (const QString &sample : sampleNames()) {
        for (const Level level : {Level::Sites, Level::Roles, Level::Servers})
            QTest::addRow("%s, level %s", qPrintable(sample), qPrintable(toString(level))) << sample << int(level);
    }
}

void tst_Labels::shortenedLabelsHaveTheirNumberInTheKey()
{
    QFETCH(QString, sample);
    QFETCH(int, level);
    const FlowSet flows = flowsOfSample(sample);
    for (const LabelMode mode : kModes) {
        const Diagram diagram = diagramOf(flows, Level(level), mode);
        QSet<QString> used;
        for (const DiagramEdge &edge : diagram.edges) {
            QCOMPARE(edge.isShortened, std::any_of(edge.lines.begin(), edge.lines.end(), leavesOut));
            const QString number = numberOn(edge);
            QVERIFY2(edge.isShortened == !inKey(diagram, number).isEmpty(), qPrintable(edge.id + number));
            if (!number.isEmpty())
                used << number;
        }
        // All in the key is on the chart, each once, counted from 1.
        QSet<QString> titles;
        for (qsizetype i = 0; i < diagram.key.labelsInFull.size(); ++i) {
            const CodeEntry &entry = diagram.key.labelsInFull[i];
            QCOMPARE(entry.code, QStringLiteral("#%1").arg(i + 1));
            QVERIFY(used.contains(entry.code));
            titles << entry.title;
        }
        QCOMPARE(titles.size(), diagram.key.labelsInFull.size());
    }
}

void tst_Labels::theKeyHasAllThatIsLeftOut()
{
    QFETCH(QString, sample);
    QFETCH(int, level);
    const FlowSet flows = flowsOfSample(sample);
    for (const LabelMode mode : kModes) {
        const Diagram diagram = diagramOf(flows, Level(level), mode);
        for (const DiagramEdge &edge : diagram.edges) {
            if (!edge.isShortened)
                continue;
            const QString title = inKey(diagram, numberOn(edge));
            QStringList wanted;
            for (const PillLine &line : edge.lines) {
                if (leavesOut(line) && line.kind == PillText::Ports)
                    wanted << portTexts(flows, edge.flows);
                else if (leavesOut(line) && line.kind == PillText::Status)
                    wanted << authenticationTexts(flows, edge.flows);
            }
            if (mode == LabelMode::Full) {
                // Each data path is on the label or in the key.
                for (const QString &code : edge.codes) {
                    const bool isOnLabel =
                        std::any_of(edge.lines.begin(), edge.lines.end(),
                                    [&code](const PillLine &line) { return line.text.startsWith(code + u' '); });
                    QVERIFY2(isOnLabel != (u' ' + title).contains(u' ' + code + u' '), qPrintable(code));
                }
            }
            for (const QString &text : std::as_const(wanted)) {
                QVERIFY2(title.contains(text), qPrintable(title + u'\n' + text));
                QVERIFY2(edge.summary.contains(text), qPrintable(edge.summary + u'\n' + text));
            }
        }
    }
}

void tst_Labels::numbersAreTheSameEachTime()
{
    QFETCH(QString, sample);
    QFETCH(int, level);
    for (const LabelMode mode : kModes) {
        const Diagram once = diagramOf(flowsOfSample(sample), Level(level), mode);
        const Diagram again = diagramOf(flowsOfSample(sample), Level(level), mode);
        QCOMPARE(again.edges.size(), once.edges.size());
        for (qsizetype i = 0; i < once.edges.size(); ++i)
            QCOMPARE(numberOn(again.edges[i]), numberOn(once.edges[i]));
    }
}

void tst_Labels::aKeyThatWouldBeTooLongSaysSo()
{
    const Diagram diagram = diagramOf(planOfManyRanges(), Level::Servers, LabelMode::Ports);
    constexpr qsizetype kBearable = 30; // entries
    QVERIFY(!diagram.key.labelsInFull.isEmpty() && diagram.key.labelsInFull.size() <= kBearable);
    qsizetype without = 0;
    for (const DiagramEdge &edge : diagram.edges) {
        const bool hasNumber = !numberOn(edge).isEmpty();
        QVERIFY(!hasNumber || edge.isShortened);
        without += edge.isShortened && !hasNumber ? 1 : 0;
    }
    QVERIFY(without > 0);
    const bool isSaid =
        std::any_of(diagram.key.remarks.begin(), diagram.key.remarks.end(), [without](const QString &remark) {
            return remark.startsWith(QString::number(without) + u' ') && remark.contains(QStringLiteral("table"));
        });
    QVERIFY2(isSaid, qPrintable(diagram.key.remarks.join(u'\n')));
}

void tst_Labels::aKeyOfNothingIsNotThere()
{
    const KeyLayout layout = layOutKey({}, 900);
    QVERIFY(layout.texts.isEmpty() && layout.samples.isEmpty());
    QVERIFY(layout.size.isEmpty());
}

void tst_Labels::theKeyIsLaidOutWithTheNumbers()
{
    const Diagram diagram = diagramOf(flowsOfSample(QStringLiteral("poster")), Level::Roles);
    QVERIFY(!diagram.key.labelsInFull.isEmpty());
    for (const double width : {480.0, 900.0, 3000.0}) {
        const KeyLayout layout = layOutKey(diagram.key, width);
        QStringList words;
        for (const KeyLayout::Text &text : layout.texts) {
            words << text.text.split(u' ');
            QVERIFY2(text.at.y() <= layout.size.height() && text.at.x() < width, qPrintable(text.text));
        }
        for (const CodeEntry &entry : diagram.key.labelsInFull) {
            QCOMPARE(words.count(entry.code), 1);
            for (const QString &word : entry.title.split(u' '))
                QVERIFY2(words.contains(word), qPrintable(word));
        }
    }
}

QTEST_MAIN(tst_Labels)
#include "tst_labels.moc"
