// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/flows/generate.h"
#include "tests/views/graph/smallcharts.h"
#include "views/inspector/explain.h"
#include "views/inspector/firewallmatch.h"
#include "views/inspector/inspector.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>
#include <QTextBrowser>
#include <QTextDocument>

using namespace portolan;
using namespace portolan::test;
using namespace Qt::StringLiterals;

class TestInspector : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void overviewCountsTheDocument();
    void countsByEncryptionAddUpToAllFlows();
    void aFlowTellsAllThatTheReferenceSays();
    void encryptionSwitchedOffByALinkIsSaid();
    void theDynamicRangeOfTheDestinationIsSaid();
    void rulesThatOpenAPortAreThoseOfTheDestination();
    void rulesForAnyProgramAreMarked();
    void misprintsComeWithTheirCorrection();
    void aServerListsItsFlowsBothWays();
    void countsOfASetAddUp();
    void aSiteListsWhatItHolds();
    void namesAreNeverMarkup();
    void textCanBeSelectedAndNothingIsLoaded();
    void nothingIsExplainedToNobody();
    void everyPathOfTheSampleCanBeExplained();

private:
    QString plain(const FlowSet &flows, const Selection &selection) const
    {
        QTextDocument document;
        document.setHtml(inspectorHtml(flows, selection, DiagramStyle::of(Theme::Light)));
        return document.toPlainText().replace(QChar::Nbsp, u' ');
    }
    Selection path(const FlowSet &flows, const QString &id) const
    {
        return Selection::ofPath(flows, flows.catalog().pathIndex(id));
    }

    FlowSet m_flows = flowsOf(smallTopology());
    FlowSet m_sample = flowsOfSample(u"three-site"_s);
};

void TestInspector::overviewCountsTheDocument()
{
    const QString text = plain(m_flows, {});
    QVERIFY2(text.contains(u"2 sites"_s) && text.contains(u"5 servers"_s), qPrintable(text));
    QVERIFY(text.contains(m_flows.catalog().sourceTitle()));
    QVERIFY(text.contains(u"55 data paths"_s));
}

void TestInspector::countsByEncryptionAddUpToAllFlows()
{
    const FlowSet generated = deriveFlows(m_flows.catalog(), generateTopology(60, 240, 1));
    int disabled = 0;
    for (const FlowSet &flows : {m_flows, m_sample, generated}) {
        std::array<qint64, 4> expected{};
        flows.forEachFlow([&](const Flow &flow) { ++expected.at(size_t(flows.encryption(flow))); });
        disabled += expected.at(size_t(Encryption::Disabled)) > 0 ? 1 : 0;
        QVERIFY(countByEncryption(flows) == expected);
        QCOMPARE(expected[0] + expected[1] + expected[2] + expected[3], flows.flowCount());
    }
    QVERIFY(disabled >= 2);
}

void TestInspector::aFlowTellsAllThatTheReferenceSays()
{
    const QString text = plain(m_sample, path(m_sample, u"transport-03"_s));
    const DataPath &t3 = m_sample.catalog().dataPaths().at(m_sample.catalog().pathIndex(u"transport-03"_s));
    QVERIFY(text.contains(u"T3"_s));
    QVERIFY(text.contains(t3.title));
    QVERIFY(text.contains(u"25 SMTP"_s));
    QVERIFY(text.contains(u"STARTTLS"_s));
    QVERIFY(text.contains(u"Direct trust"_s));
    QVERIFY(text.contains(u"encrypted by default"_s));
    QVERIFY(text.contains(t3.printed.ports));
    QVERIFY(text.contains(t3.printed.encryptionSupported));
    QVERIFY(text.contains(u"row 3"_s));
    QVERIFY(text.contains(u"The reference names both ends."_s));
    QVERIFY(text.contains(u"Edge subscription"_s));
    QVERIFY(!t3.notes.isEmpty());
    for (const QString &id : t3.notes) {
        QVERIFY2(text.contains(m_sample.catalog().note(id)->text), qPrintable(id));
        QVERIFY(text.contains(m_sample.catalog().note(id)->source));
    }
}

void TestInspector::encryptionSwitchedOffByALinkIsSaid()
{
    const QString text = plain(m_flows, path(m_flows, u"transport-01"_s));
    QVERIFY2(text.contains(u"a link between the sites switches TLS off"_s), qPrintable(text));
    const FlowSet linked = flowsOf(smallTopology().replace("true } ]", "false } ]"));
    QVERIFY(!plain(linked, path(linked, u"transport-01"_s)).contains(u"switches TLS off"_s));
}

void TestInspector::theDynamicRangeOfTheDestinationIsSaid()
{
    const QString text = plain(m_sample, Selection::ofServers({serverOf(m_sample, u"hq-cas1"_s)}));
    QVERIFY2(text.contains(u"59532–59533 (set in the topology)"_s), qPrintable(text));
    // A Mailbox server has no range of its own: the catalog's note on Windows' range stands beside the port.
    const QString mailbox = plain(m_flows, path(m_flows, u"transport-05"_s));
    QVERIFY2(mailbox.contains(u"implied"_s), qPrintable(mailbox));
}

void TestInspector::rulesThatOpenAPortAreThoseOfTheDestination()
{
    const Catalog &catalog = m_flows.catalog();
    const auto smtp = catalog.dataPaths().at(catalog.pathIndex(u"transport-01"_s)).ports.first();
    const quint32 hub = serverOf(m_flows, u"hub2"_s);
    const quint32 mailbox = serverOf(m_flows, u"mbx2"_s);
    const FlowPort toHub{serverOf(m_flows, u"cas1"_s), hub, Transport::Tcp, {25, 25}, 0};
    FlowPort toMailbox = toHub;
    toMailbox.destination = mailbox;
    FlowPort overUdp = toHub;
    overUdp.transport = Transport::Udp;
    const QList<int> rules = rulesThatOpen(m_flows, toHub, smtp);
    QVERIFY(!rules.isEmpty());
    for (const int rule : rules) {
        QVERIFY(catalog.firewallRules().at(rule).roles.contains(catalog.roleIndex(u"hub-transport"_s)));
        QVERIFY(catalog.firewallRules().at(rule).printedPorts.contains(u"25"_s));
    }
    QVERIFY(rulesThatOpen(m_flows, toMailbox, smtp).isEmpty());
    QVERIFY(rulesThatOpen(m_flows, overUdp, smtp).isEmpty());
}

void TestInspector::rulesForAnyProgramAreMarked()
{
    const QString text = plain(m_flows, Selection::ofServers({serverOf(m_flows, u"cas1"_s)}));
    QVERIFY(text.contains(u"(GFW)"_s));
    QVERIFY(text.contains(u"for any program"_s));
}

void TestInspector::misprintsComeWithTheirCorrection()
{
    const FlowSet poster = flowsOfSample(u"poster"_s);
    const QString text = plain(poster, path(poster, u"mailbox-09"_s));
    QVERIFY2(text.contains(u"Printed “Local Message Block (SMB)”, meant “Server Message Block (SMB)”"_s),
             qPrintable(text));
}

void TestInspector::aServerListsItsFlowsBothWays()
{
    const QString text = plain(m_flows, Selection::ofServers({serverOf(m_flows, u"hub2"_s)}));
    qint64 out = 0;
    qint64 in = 0;
    m_flows.forEachFlow([&](const Flow &flow) {
        const quint32 hub = serverOf(m_flows, u"hub2"_s);
        if (flow.source == flow.destination)
            return;
        out += flow.source == hub ? 1 : 0;
        in += flow.destination == hub ? 1 : 0;
    });
    QVERIFY(out > 0 && in > 0);
    QVERIFY2(text.contains(u"Flows out: %1"_s.arg(out)), qPrintable(text));
    QVERIFY2(text.contains(u"Flows in: %1"_s.arg(in)), qPrintable(text));
    QVERIFY(text.contains(u"Branch"_s));
    QVERIFY(text.contains(u"60000–60009"_s));
}

void TestInspector::countsOfASetAddUp()
{
    const ServerSet set{serverOf(m_sample, u"hq-cas1"_s), serverOf(m_sample, u"hq-cas2"_s)};
    qint64 out = 0;
    m_sample.forEachFlow([&](const Flow &flow) {
        const auto has = [&](quint32 server) { return std::find(set.begin(), set.end(), server) != set.end(); };
        out += has(flow.source) && !has(flow.destination) ? 1 : 0;
    });
    const QString text = plain(m_sample, Selection::ofServers(set));
    QVERIFY2(text.contains(u"Flows out: %1"_s.arg(QLocale().toString(out))), qPrintable(text.left(1500)));
    QVERIFY(text.contains(u"HQ-CAS1, HQ-CAS2"_s));
}

void TestInspector::aSiteListsWhatItHolds()
{
    const QString text = plain(m_flows, Selection::ofSite(0));
    QVERIFY(text.contains(u"internet-facing"_s));
    QVERIFY(text.contains(u"Servers: 4"_s));
    QVERIFY(text.contains(u"MBX10"_s));
    QVERIFY(!text.contains(u"HUB2"_s));
    QVERIFY(text.contains(u"TLS switched off"_s));
    QVERIFY(text.contains(u"DAG1"_s) && text.contains(u"64327"_s));
}

void TestInspector::namesAreNeverMarkup()
{
    static const QRegularExpression ours(u"</?(html|body|p|span|b|table|tr|td|ul|li|br)\\b[^<>]*>"_s);
    QList<Selection> selections{{}, Selection::ofSite(0)};
    for (quint32 server = 0; server < 5; ++server)
        selections << Selection::ofServers({server});
    for (int i = 0; i < m_flows.catalog().dataPaths().size(); ++i)
        selections << Selection::ofPath(m_flows, i);
    bool seen = false;
    for (const Selection &selection : selections) {
        QString html = inspectorHtml(m_flows, selection, DiagramStyle::of(Theme::Dark));
        seen = seen || html.contains(u"&lt;script&gt;"_s);
        html.remove(ours);
        QVERIFY2(!html.contains(u'<'), qPrintable(html.mid(html.indexOf(u'<'), 80)));
        QVERIFY(!html.contains(u"<script"_s) && !html.contains(u"<i>"_s));
    }
    QVERIFY(seen);
}

void TestInspector::textCanBeSelectedAndNothingIsLoaded()
{
    Inspector inspector;
    inspector.resize(340, 600);
    inspector.setFlows(m_flows);
    inspector.show();
    QVERIFY(QTest::qWaitForWindowExposed(&inspector));
    QTextBrowser *browser = inspector.browser();
    QVERIFY(browser->textInteractionFlags().testFlag(Qt::TextSelectableByMouse));
    QVERIFY(!browser->openLinks());
    QCOMPARE(browser->document()
                 ->resource(QTextDocument::StyleSheetResource, QUrl(u"qrc:/portolan/icons/server.svg"_s))
                 .toByteArray(),
             QByteArray());
    inspector.showSelection(Selection::ofServers({serverOf(m_flows, u"mbx1"_s)}));
    QVERIFY(inspector.plainText().startsWith(u"MBX1 <script>"_s));
    inspector.showSelection({});
    QVERIFY(inspector.plainText().startsWith(u"Small <b>plan</b>"_s));
}

void TestInspector::nothingIsExplainedToNobody()
{
    Inspector inspector;
    inspector.setFlows(m_flows);
    inspector.show();
    QVERIFY(QTest::qWaitForWindowExposed(&inspector));
    inspector.showProperties(true);
    int explained = 0;
    const auto count = [&explained](HtmlWriter &, const FlowSet &, const Selection &) { ++explained; };
    inspector.setSupplement(count);
    inspector.showSelection(Selection::ofServers({serverOf(m_flows, u"mbx1"_s)}));
    QCoreApplication::processEvents();
    QCOMPARE(explained, 0);
    inspector.showProperties(false);
    QCOMPARE(explained, 1);
    QVERIFY(inspector.browser()->toPlainText().startsWith(u"MBX1 <script>"_s));
    inspector.browser()->selectAll();
    inspector.setSupplement(count);
    QTRY_COMPARE(explained, 2);
    QVERIFY(inspector.browser()->textCursor().hasSelection());
    inspector.hide();
    inspector.setSupplement(count);
    QCoreApplication::processEvents();
    QCOMPARE(explained, 2);
    QVERIFY(inspector.plainText().startsWith(u"MBX1 <script>"_s));
    QCOMPARE(explained, 3);
}

void TestInspector::everyPathOfTheSampleCanBeExplained()
{
    for (const QString &name : sampleNames()) {
        const FlowSet flows = flowsOfSample(name);
        for (int i = 0; i < flows.catalog().dataPaths().size(); ++i) {
            const Selection selection = Selection::ofPath(flows, i);
            if (!selection.isEmpty())
                QVERIFY(plain(flows, selection).contains(flows.catalog().dataPaths().at(i).title));
        }
    }
}

QTEST_MAIN(TestInspector)
#include "tst_inspector.moc"
