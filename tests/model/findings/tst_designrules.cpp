// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/findings/review.h"
#include "tests/support/topologydsl.h"

#include <QSet>
#include <QTest>

using namespace portolan;
using namespace Qt::StringLiterals;

namespace {

QList<Finding> review(const Catalog &catalog, const Topology &topology)
{
    return reviewTopology(catalog, topology, deriveFlows(catalog, topology));
}

/// What the findings of a rule are about, and how severe they are: "error hq".
QStringList found(const QList<Finding> &findings, const QString &rule)
{
    QStringList result;
    for (const Finding &finding : findings) {
        if (finding.rule == rule)
            result << toString(finding.severity) + u' ' + finding.about.join(u' ');
    }
    return result;
}

} // namespace

/// Each design rule of the port reference that comes with the program: a plan that it finds something in, and one
/// beside it, as little different as can be, that it finds nothing in.
class TestDesignRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        const Result<Catalog> catalog = builtInCatalog(u"exchange-2010"_s);
        QVERIFY(catalog.has_value());
        m_catalog = *catalog;
    }

    void findsWhatTheRuleIsAbout_data() { addRows(); }
    void findsWhatTheRuleIsAbout();
    void fixesLeaveNothingToFind_data() { addRows(); }
    void fixesLeaveNothingToFind();
    void everyRuleHasItsPlans();
    void everyFindingSaysWhereAndWhy_data() { addRows(); }
    void everyFindingSaysWhereAndWhy();
    void aFilterIsNamedWhicheverPortsAreOpen();
    void theBannerIsForFlowsThatCrossAFilter();
    void aWayAroundTheFilterIsTaken();

private:
    void addRows();
    void row(const char *rule, const QByteArray &finds, const QByteArray &silent, const QStringList &about);

    Catalog m_catalog;
    QSet<QString> m_rules;
};

void TestDesignRules::row(const char *rule, const QByteArray &finds, const QByteArray &silent, const QStringList &about)
{
    // A rule may have several rows.
    const QString name = u"%1: %2"_s.arg(QLatin1String(rule), about.join(u"; "_s));
    QTest::newRow(qPrintable(name)) << QString::fromLatin1(rule) << finds << silent << about;
    m_rules.insert(QString::fromLatin1(rule));
}

void TestDesignRules::addRows()
{
    QTest::addColumn<QString>("rule");
    QTest::addColumn<QByteArray>("finds");
    QTest::addColumn<QByteArray>("silent");
    QTest::addColumn<QStringList>("about");

    row("S1", "hq: m[mailbox] h[hub-transport]", "hq: m[mailbox] h[hub-transport client-access]", {u"error hq"_s});
    row("S1", "hq: m[mailbox]\nbr: c[client-access]\nhq - br", "hq: c[client-access]\nbr:\nhq - br", {u"error hq"_s});
    row("S1", "hq: m[mailbox]", "net external org=world: m[mailbox]", {u"error hq"_s});
    row("S2", "hq: m[mailbox] c[client-access]", "hq: m[mailbox] c[client-access hub-transport]", {u"error hq"_s});
    row("S2b", "hq: m[mailbox] n[mailbox] h[hub-transport]", "hq: m[mailbox] h[hub-transport]", {u"warning hq"_s});
    row("S2b", "hq: m[mailbox] n[mailbox] h[hub-transport]",
        "hq: m[mailbox] n[mailbox] h[hub-transport] i[hub-transport]", {u"warning hq"_s});
    row("S3", "hq: h[hub-transport] d[domain-controller]", "hq: h[hub-transport] d[domain-controller global-catalog]",
        {u"error hq"_s});
    row("S3", "hq: u[unified-messaging] d[global-catalog readonly]", "hq: u[unified-messaging] d[global-catalog]",
        {u"error hq"_s});
    row("S3", "hq: h[hub-transport]", "hq: h[outlook]", {u"error hq"_s});
    row("S4", "hq: h[hub-transport] i[mailbox] d[global-catalog]",
        "hq: h[hub-transport] i[mailbox] d[global-catalog] e[global-catalog]", {u"warning hq"_s});
    row("S4", "hq: h[hub-transport] i[mailbox] d[global-catalog]", "hq: h[hub-transport mailbox] d[global-catalog]",
        {u"warning hq"_s});
    row("S5", "hq: h[hub-transport domain-controller]", "hq: h[hub-transport] d[domain-controller]", {u"warning h"_s});
    row("S5b", "hq: m[mailbox domain-controller] n[mailbox]\ndag = dag(m n)",
        "hq: m[mailbox domain-controller] n[mailbox]\ndag = dag(n)", {u"error dag m"_s});

    row("N1", "hq: h[hub-transport]\nbr: i[hub-transport]\nhq - br filtered",
        "hq: h[hub-transport]\nbr: i[hub-transport]\nhq - br", {u"error br hq"_s});
    row("N1", "hq: m[mailbox]\nbr: d[domain-controller global-catalog]\nhq - br filtered",
        "hq: h[outlook]\nbr: d[domain-controller global-catalog]\nhq - br filtered", {u"error br hq"_s});
    row("N1", "hq: h[hub-transport]\nmid:\nbr: i[hub-transport]\nhq - mid\nmid - br filtered",
        "hq: h[hub-transport]\nmid:\nbr: i[hub-transport]\nhq - mid filtered\nhq - br", {u"error br mid"_s});
    row("N1", "hq: h[hub-transport]\ndmz perimeter: i[hub-transport]",
        "hq: h[hub-transport]\ndmz perimeter: e[edge-transport]\nhq - dmz filtered\n"
        "sub = edge-subscription(e) site=hq",
        {u"error dmz"_s});
    row("N1", "hq: h[hub-transport]\nbr: i[hub-transport]\nhq - br filtered",
        "hq: h[hub-transport]\nbr org=world: i[hub-transport]\nhq - br filtered", {u"error br hq"_s});
    row("N2", "dmz perimeter: c[client-access]", "hq: c[client-access]", {u"error c"_s});
    row("N3", "dmz perimeter: c[hub-transport]", "dmz perimeter: c[edge-transport]", {u"error c"_s});
    row("N3", "dmz perimeter: c[mailbox]", "dmz perimeter org=world: c[mailbox]", {u"error c"_s});
    row("N3b", "hq: h[hub-transport domain=A.example]\ndmz perimeter: e[edge-transport domain=a.example]",
        "hq: h[hub-transport domain=a.example]\ndmz perimeter: e[edge-transport domain=dmz.a.example]", {u"error e"_s});
    row("N3b", "hq: h[hub-transport domain=a.example]\ndmz perimeter: e[edge-transport domain=a.example]",
        "hq: h[hub-transport domain=a.example]\ndmz perimeter: e[edge-transport]", {u"error e"_s});
    row("N4", "hq: h[hub-transport] d[domain-controller]\ndmz perimeter: e[edge-transport hub-transport]\nhq - dmz",
        "hq: h[hub-transport] d[domain-controller]\ndmz perimeter: e[edge-transport]\nhq - dmz\n"
        "sub = edge-subscription(e) site=hq",
        {u"error dmz"_s});
    row("N4b", "hq: h[hub-transport]\ndmz perimeter: e[edge-transport]\nsub = edge-subscription(e) site=hq",
        "hq: h[hub-transport] e[edge-transport]\nsub = edge-subscription(e) site=hq", {u"information sub"_s});
    row("N5",
        "hq: h[hub-transport fqdn=h.a.example]\ndmz perimeter: e[edge-transport]\nsub = edge-subscription(e) site=hq",
        "hq: h[hub-transport fqdn=h.a.example]\ndmz perimeter: e[edge-transport fqdn=e.a.example]\n"
        "sub = edge-subscription(e) site=hq",
        {u"information sub"_s});

    row("R1", "dmz perimeter: e[edge-transport hub-transport]", "dmz perimeter: e[edge-transport]", {u"error e"_s});
    row("R2", "hq: m[mailbox client-access] n[mailbox]\ndag = dag(m n)", "hq: m[mailbox] n[mailbox]\ndag = dag(m n)",
        {u"information dag m"_s});
    row("R3", "hq: m[mailbox client-access] n[mailbox]\ndag = dag(m n)\na = cas-array(m) site=hq lb=nlb",
        "hq: m[mailbox client-access] n[mailbox]\ndag = dag(m n)\na = cas-array(m) site=hq lb=external",
        {u"error a m"_s});
    row("R3", "hq: m[mailbox client-access] n[mailbox]\ndag = dag(m n)\na = cas-array(m) site=hq lb=nlb",
        "hq: m[mailbox client-access] n[mailbox]\ndag = dag(m n)\na = cas-array(m) site=hq", {u"error a m"_s});
    row("R4",
        "hq: a1[client-access] a2[client-access] a3[client-access] a4[client-access] a5[client-access] "
        "a6[client-access] a7[client-access] a8[client-access] a9[client-access]\n"
        "a = cas-array(a1 a2 a3 a4 a5 a6 a7 a8 a9) site=hq lb=nlb",
        "hq: a1[client-access] a2[client-access] a3[client-access] a4[client-access] a5[client-access] "
        "a6[client-access] a7[client-access] a8[client-access]\n"
        "a = cas-array(a1 a2 a3 a4 a5 a6 a7 a8) site=hq lb=nlb",
        {u"information a"_s});
    row("R4b", "hq: c[client-access]\nbr: d[client-access]\na = cas-array(c d) site=hq",
        "hq: c[client-access] d[client-access]\na = cas-array(c d) site=hq", {u"error a d"_s});

    QByteArray seventeen = "hq:";
    QByteArray members;
    for (int i = 1; i <= 17; ++i) {
        seventeen += " m" + QByteArray::number(i) + "[mailbox]";
        members += " m" + QByteArray::number(i);
    }
    row("D1", seventeen + "\ndag = dag(" + members + ")",
        seventeen + "\ndag = dag(" + members.left(members.lastIndexOf(' ')) + ")", {u"error dag"_s});
    row("D2", "hq: m[mailbox] n[mailbox]\nd1 = dag(m)\nd2 = dag(m n)",
        "hq: m[mailbox] n[mailbox]\nd1 = dag(m)\nd2 = dag(n)", {u"error d2 m"_s});
    row("D2b", "hq: m[mailbox domain=a.example] n[mailbox domain=b.example]\ndag = dag(m n)",
        "hq: m[mailbox domain=a.example] n[mailbox domain=A.example]\ndag = dag(m n)", {u"error dag domain"_s});
    row("D2b", "hq: m[mailbox os=Windows_Server_2008] n[mailbox os=Windows_Server_2008_R2]\ndag = dag(m n)",
        "hq: m[mailbox os=Windows_2008_R2_Enterprise] n[mailbox os=Windows_Server_2008R2]\ndag = dag(m n)",
        {u"error dag operatingSystem"_s});
    row("D2b", "hq: m[mailbox version=14.2] n[mailbox version=Version_14.3_(Build_123.4)]\ndag = dag(m n)",
        "hq: m[mailbox version=14.3.123.4] n[mailbox version=Version_14.3_(Build_123.4)] o[mailbox] "
        "p[mailbox version=SP3]\ndag = dag(m n o p)",
        {u"error dag version"_s});
    row("D3", "hq: m[mailbox] n[mailbox] h[hub-transport]\ndag = dag(m n) witness=m",
        "hq: m[mailbox] n[mailbox] h[hub-transport]\ndag = dag(m n) witness=h", {u"error dag m witness"_s});
    row("D3", "hq: m[mailbox] n[mailbox] h[hub-transport] i[client-access]\ndag = dag(m n) witness=h alternate=n",
        "hq: m[mailbox] n[mailbox] h[hub-transport] i[client-access]\ndag = dag(m n) witness=h alternate=i",
        {u"error alternateWitness dag n"_s});
    row("D4", "hq: m[mailbox] n[mailbox] w[ad-rms] h[hub-transport]\ndag = dag(m n) witness=w",
        "hq: m[mailbox] n[mailbox] w[ad-rms] h[hub-transport]\ndag = dag(m n) witness=h", {u"warning dag w"_s});
    row("D4", "hq: m[mailbox] n[mailbox]\nbr: h[hub-transport]\nhq - br\ndag = dag(m n) witness=h",
        "hq: m[mailbox]\nbr: h[hub-transport] n[mailbox]\nhq - br\ndag = dag(m n) witness=h", {u"warning dag h"_s});
    row("D5", "hq: m[mailbox] n[mailbox] h[hub-transport]\ndag = dag(m n)",
        "hq: m[mailbox] n[mailbox] o[mailbox] h[hub-transport]\ndag = dag(m n o)", {u"information dag"_s});
    row("D6", "hq: m[mailbox]\ndag = dag(m) name=Sixteenletterss1", "hq: m[mailbox]\ndag = dag(m) name=Fifteenletters1",
        {u"error dag"_s});
    row("D6", "hq: m[mailbox] n[mailbox]\nd1 = dag(m) name=One\nd2 = dag(n) name=ONE",
        "hq: m[mailbox] n[mailbox]\nd1 = dag(m) name=One\nd2 = dag(n) name=Two", {u"error ONE d2"_s});
    row("D6", "hq: m[mailbox]\ndag = dag(m) name=M", "hq: m[mailbox]\ndag = dag(m) name=N", {u"error M dag"_s});
    row("D6b", "hq: m[mailbox]\nbr: n[mailbox]\nhq - br\ndag = dag(m n) ip=10.0.0.1",
        "hq: m[mailbox]\nbr: n[mailbox]\nhq - br\ndag = dag(m n) ip=10.0.0.1 ip=10.1.0.1", {u"warning dag"_s});
    row("D6b", "hq: m[mailbox]\nbr: n[mailbox]\nhq - br\ndag = dag(m n) ip=10.0.0.1",
        "hq: m[mailbox]\nbr: n[mailbox]\nhq - br\ndag = dag(m n)", {u"warning dag"_s});
    row("D10", "hq: m[mailbox] n[mailbox]\ndag = dag(m n)", "hq: m[mailbox] n[mailbox]\ndag = dag(m)",
        {u"information M7 M8"_s});

    row("C1", "hq: c[client-access] d[client-access]\na = cas-array(c) site=hq\nb = cas-array(d) site=hq",
        "hq: c[client-access]\nbr: d[client-access]\na = cas-array(c) site=hq\nb = cas-array(d) site=br",
        {u"error b hq"_s});
    row("C1b", "hq: c[client-access] d[client-access]\na = cas-array(c) site=hq",
        "hq: c[client-access] d[client-access]\na = cas-array(c d) site=hq", {u"information a d"_s});
    row("C2", "hq: c[client-access fqdn=c.a.example]\na = cas-array(c) site=hq fqdn=C.a.example",
        "hq: c[client-access fqdn=c.a.example]\na = cas-array(c) site=hq fqdn=outlook.a.example", {u"warning a"_s});
    row("C2", "hq: c[client-access fqdn=c.a.example]\na = cas-array(c) site=hq",
        "hq: c[client-access fqdn=c.a.example]\na = cas-array(c) site=hq fqdn=outlook.a.example", {u"information a"_s});
    row("C4",
        "hq: c[client-access dynamic=59600-59601] d[client-access dynamic=59602-59603]\na = cas-array(c d) site=hq",
        "hq: c[client-access dynamic=59600-59601] d[client-access dynamic=59600-59601]\na = cas-array(c d) site=hq",
        {u"warning a"_s});
    row("C4", "hq: c[client-access dynamic=59600] d[client-access]\na = cas-array(c d) site=hq",
        "hq: c[client-access] d[client-access]\na = cas-array(c d) site=hq", {u"warning a"_s});
    row("C4", "hq: c[client-access dynamic=7000-7001]\na = cas-array(c) site=hq",
        "hq: c[client-access dynamic=60553-60554]\na = cas-array(c) site=hq", {u"warning a c"_s});
    row("C5", "hq: c[client-access dynamic=59600] m[mailbox]",
        "hq: c[client-access dynamic=59600] m[mailbox dynamic=59600]", {u"information hq"_s});
    row("C5", "hq: c[client-access dynamic=59600] m[mailbox]", "hq: c[client-access] m[mailbox]",
        {u"information hq"_s});
    row("C6", "hq: c[client-access]\nbr: d[client-access]\nhq - br filtered",
        "hq: c[client-access]\nbr: d[client-access]\nhq - br", {u"error br hq"_s});
    row("C7", "hq: c[client-access]\nline external: u[unified-messaging]\nhq - line",
        "hq: c[client-access]\nline: u[unified-messaging]\nhq - line", {u"warning hq"_s});
    row("C7b", "hq facing: c[client-access]\nnet external org=world: w[web-browser]",
        "hq facing: c[client-access] w[web-browser]\nnet external org=world:", {u"information hq"_s});
    row("C8", "hq: c[client-access] p[pop3-client]", "hq: c[client-access] p[outlook]", {u"information C7"_s});
    row("C9", "hq: c[client-access] o[legacy-mailbox]", "hq: c[client-access]\nbr: o[legacy-mailbox]",
        {u"information C12"_s});
    row("C10", "hq: c[client-access] o[communications-server]", "hq: c[client-access] o[ad-rms]",
        {u"information C19"_s});

    row("U1", "hq: u[unified-messaging] g[ip-gateway] h[ip-gateway]\np = dial-plan(u) gateways=g",
        "hq: u[unified-messaging] g[ip-gateway] h[ip-gateway]\np = dial-plan(u) gateways=g,h", {u"error h"_s});
    row("U1", "hq: u[unified-messaging] g[ip-gateway]", "hq: u[unified-messaging]", {u"information g"_s});
    row("U1b", "hq: u[unified-messaging] g[ip-gateway]\np = dial-plan(u) gateways=g",
        "hq: u[unified-messaging] g[ip-gateway ip=10.0.0.1]\np = dial-plan(u) gateways=g", {u"information g p"_s});
    row("U1b", "hq: u[unified-messaging] g[ip-gateway]\np = dial-plan(u) gateways=g security=unsecured",
        "hq: u[unified-messaging] g[ip-gateway]\np = dial-plan(u) gateways=g security=secured", {u"information g p"_s});
    row("U2", "hq: u[unified-messaging sip=tcp]\np = dial-plan(u) security=secured",
        "hq: u[unified-messaging sip=tls]\np = dial-plan(u) security=secured", {u"error p u"_s});
    row("U2", "hq: u[unified-messaging sip=tls]\np = dial-plan(u) security=unsecured",
        "hq: u[unified-messaging sip=dual]\np = dial-plan(u) security=unsecured", {u"error p u"_s});
    row("U2", "hq: u[unified-messaging sip=tcp]\np = dial-plan(u) security=sip-secured",
        "hq: u[unified-messaging]\np = dial-plan(u) security=sip-secured", {u"error p u"_s});
    row("U2b", "hq: u[unified-messaging] g[ip-gateway]\np = dial-plan(u) gateways=g security=secured",
        "hq: u[unified-messaging] g[ip-gateway fqdn=g.a.example]\np = dial-plan(u) gateways=g security=secured",
        {u"information g p"_s});
    row("U3",
        "hq: u[unified-messaging sip=tls]\np = dial-plan(u) security=secured\nq = dial-plan(u) security=unsecured",
        "hq: u[unified-messaging sip=dual]\np = dial-plan(u) security=secured\nq = dial-plan(u) security=unsecured",
        {u"error u"_s});
    row("U3", "hq: u[unified-messaging]\np = dial-plan(u) security=secured\nq = dial-plan(u) security=unsecured",
        "hq: u[unified-messaging]\np = dial-plan(u) security=secured\nq = dial-plan(u) security=sip-secured",
        {u"information u"_s});
    row("U4", "hq: u[unified-messaging]\ndmz perimeter: g[ip-gateway]", "hq: u[unified-messaging]\nbr: g[ip-gateway]",
        {u"warning U2 dmz hq"_s});
    row("U4", "hq: u[unified-messaging]\nbr: g[ip-gateway]\nhq - br filtered",
        "hq: u[unified-messaging]\nbr: g[ip-gateway]\nhq - br", {u"warning U2 br hq"_s});
    row("U5", "hq: u[unified-messaging] c[client-access]", "hq: u[unified-messaging] c[client-access hub-transport]",
        {u"error hq"_s});

    row("T1", "hq: h[hub-transport]\nbr: i[hub-transport]\nhq - br tls-off",
        "hq: h[hub-transport]\nbr: i[hub-transport]\nhq - br", {u"warning br hq"_s});
    row("T1", "hq: h[hub-transport]\nbr: i[hub-transport]\nhq - br tls-off",
        "hq: h[hub-transport]\nbr: i[client-access]\nhq - br tls-off", {u"warning br hq"_s});
    row("T2",
        "hq: h[hub-transport]\nbr: i[hub-transport]\ndmz perimeter: e[edge-transport]\n"
        "s = edge-subscription(e) site=hq\nt = edge-subscription(e) site=br",
        "hq: h[hub-transport]\nbr: i[hub-transport]\ndmz perimeter: e[edge-transport] f[edge-transport]\n"
        "s = edge-subscription(e f) site=hq",
        {u"error e t"_s});
    row("V2", "hq: m[mailbox version=14.2] n[mailbox version=15.0.847.32]",
        "hq: m[mailbox version=14.3] n[mailbox version=15.0.847.32] o[hub-transport]", {u"error 15.0"_s});
    row("V2", "hq: m[mailbox version=14.2] n[mailbox version=15.0]", "hq: m[mailbox version=14.2] n[mailbox]",
        {u"error 15.0"_s});
    row("V2b", "hq: m[mailbox version=14.3] n[mailbox version=15.2]",
        "hq: m[mailbox version=14.3] n[mailbox version=15.1]", {u"error 15.2"_s});
}

void TestDesignRules::findsWhatTheRuleIsAbout()
{
    QFETCH(QString, rule);
    QFETCH(QByteArray, finds);
    QFETCH(QByteArray, silent);
    QFETCH(QStringList, about);
    QCOMPARE(found(review(m_catalog, test::topologyFromText(finds.constData())), rule), about);
    QCOMPARE(found(review(m_catalog, test::topologyFromText(silent.constData())), rule), QStringList());
}

void TestDesignRules::fixesLeaveNothingToFind()
{
    QFETCH(QString, rule);
    QFETCH(QByteArray, finds);
    const Topology topology = test::topologyFromText(finds.constData());
    for (const Finding &finding : review(m_catalog, topology)) {
        if (finding.rule != rule || !finding.fix)
            continue;
        QVERIFY(!finding.fix->text.isEmpty());
        const Topology mended = finding.fix->apply(topology);
        QVERIFY(writeTopology(mended) != writeTopology(topology));
        for (const Finding &other : review(m_catalog, mended))
            QVERIFY2(other.key() != finding.key(), qPrintable(other.detail));
        // What it would change may be gone by the time that somebody clicks.
        const Topology empty;
        QCOMPARE(writeTopology(finding.fix->apply(empty)), writeTopology(empty));
    }
}

void TestDesignRules::everyRuleHasItsPlans()
{
    QSet<QString> rules;
    for (const DesignRule &rule : m_catalog.designRules())
        rules.insert(rule.id);
    QCOMPARE(m_rules, rules);
}

void TestDesignRules::everyFindingSaysWhereAndWhy()
{
    QFETCH(QByteArray, finds);
    const Topology topology = test::topologyFromText(finds.constData());
    QSet<QString> keys;
    for (const Finding &finding : review(m_catalog, topology)) {
        QVERIFY(!finding.title.isEmpty() && !finding.detail.isEmpty() && !finding.why.isEmpty());
        QVERIFY2(!finding.detail.contains(u'%'), qPrintable(finding.detail));
        QVERIFY2(!finding.about.isEmpty(), qPrintable(finding.detail));
        QVERIFY2(!keys.contains(finding.key()), qPrintable(finding.key()));
        keys.insert(finding.key());
        for (const QString &id : finding.servers)
            QVERIFY(std::any_of(topology.servers.begin(), topology.servers.end(),
                                [&id](const Server &server) { return server.id == id; }));
        for (const QString &id : finding.sites)
            QVERIFY(std::any_of(topology.sites.begin(), topology.sites.end(),
                                [&id](const Site &site) { return site.id == id; }));
    }
}

void TestDesignRules::aFilterIsNamedWhicheverPortsAreOpen()
{
    const Topology topology = test::topologyFromText("hq: h[hub-transport]\nbr: i[hub-transport]\nhq - br filtered");
    const QList<Finding> findings = review(m_catalog, topology);
    const auto finding =
        std::find_if(findings.begin(), findings.end(), [](const Finding &met) { return met.rule == u"N1"; });
    QVERIFY(finding != findings.end());
    QVERIFY2(finding->detail.contains(u"unsupported even with every port"_s), qPrintable(finding->detail));
    QVERIFY2(finding->detail.contains(u"T1"_s), qPrintable(finding->detail));
    QVERIFY(finding->why.contains(u"not supported"_s));
    QVERIFY(finding->source.contains(u"Port Reference"_s));
    QCOMPARE(finding->links, QList<SitePair>({{u"hq"_s, u"br"_s}}));
    QCOMPARE(finding->place, u"links[0]"_s);
    QCOMPARE(finding->paths, QStringList{u"T1"_s});
}

void TestDesignRules::theBannerIsForFlowsThatCrossAFilter()
{
    const auto banner = [this](const char *text) {
        return supportabilityBanner(deriveFlows(m_catalog, test::topologyFromText(text)));
    };
    QCOMPARE(banner("hq: h[hub-transport]\nbr: i[hub-transport]\nhq - br"), QString());
    QCOMPARE(banner("hq facing: c[client-access]\nnet external org=world: o[outlook]"), QString());
    const QString text = banner("hq: h[hub-transport]\nbr: i[hub-transport]\nhq - br filtered");
    QVERIFY2(text.startsWith(u"NOT SUPPORTED"_s), qPrintable(text));
    QVERIFY2(text.contains(u"N1"_s) && text.contains(u"“HQ” – “BR”"_s) && text.contains(u"Port Reference"_s),
             qPrintable(text));
}

void TestDesignRules::aWayAroundTheFilterIsTaken()
{
    const auto findings = [this](const char *text) {
        return found(review(m_catalog, test::topologyFromText(text)), u"N1"_s);
    };
    // The cheaper way has the filter; of ways that cost the same the one without is taken.
    const char *const sites = "a: h[hub-transport]\nb: i[hub-transport]\nm:\n";
    QCOMPARE(findings((QByteArray(sites) + "a - b 10 filtered\na - m 10\nm - b 10").constData()),
             QStringList{u"error a b"_s});
    QCOMPARE(findings((QByteArray(sites) + "a - b 20 filtered\na - m 10\nm - b 10").constData()), QStringList());
    QCOMPARE(findings((QByteArray(sites) + "a - b 30 filtered\na - m 10\nm - b 10").constData()), QStringList());
}

QTEST_GUILESS_MAIN(TestDesignRules)
#include "tst_designrules.moc"
