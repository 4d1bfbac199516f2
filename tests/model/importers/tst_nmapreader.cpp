// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/importers/rolesuggestions.h"

#include "tests/support/importing.h"

#include <QTest>

using namespace portolan;
using namespace portolan::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kHead = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                         "<!DOCTYPE nmaprun>\n"
                         "<?xml-stylesheet href=\"file:///usr/share/nmap/nmap.xsl\" type=\"text/xsl\"?>\n"
                         "<nmaprun scanner=\"nmap\" args=\"nmap -oX -\">\n"
                         "<scaninfo type=\"connect\" protocol=\"tcp\" numservices=\"1000\" services=\"1-65535\"/>\n";
const QByteArray kTail =
    "<runstats><finished time=\"1\" exit=\"success\"/><hosts up=\"1\" down=\"0\" total=\"1\"/></runstats>\n"
    "</nmaprun>\n";

QByteArray port(int number, const QByteArray &state, const QByteArray &service = {})
{
    return "<port protocol=\"tcp\" portid=\"" + QByteArray::number(number) + "\"><state state=\"" + state + "\"/>"
        + (service.isEmpty() ? QByteArray() : "<service name=\"" + service + "\" method=\"table\" conf=\"3\"/>")
        + "</port>";
}

QByteArray openPorts(const QList<int> &numbers)
{
    QByteArray ports;
    for (const int number : numbers)
        ports += port(number, "open");
    return ports;
}

QByteArray host(const QByteArray &address, const QByteArray &names, const QByteArray &ports)
{
    return "<host starttime=\"1\"><status state=\"up\"/><address addr=\"" + address
        + "\" addrtype=\"ipv4\"/><address addr=\"00:11:22:33:44:55\" addrtype=\"mac\"/><hostnames>" + names
        + "</hostnames><ports>" + ports + "</ports></host>\n";
}

/// The roles that an import of such a host suggests, likely ones with a "+".
QString suggested(const QByteArray &ports)
{
    const ImportedFile file = imported(kHead + host("10.1.0.5", {}, ports) + kTail);
    QStringList roles;
    for (const RoleSuggestion &suggestion : RoleSuggester(builtIn()).suggest(*file.facts.servers.value(0).ports))
        roles << (suggestion.score >= kLikelyRole ? u"+"_s : QString()) + suggestion.role;
    roles.sort();
    return roles.join(u' ');
}

} // namespace

class TestNmapReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hostsBecomeServers();
    void keepsWhatAScanFoundApart();
    void namesHosts_data();
    void namesHosts();
    void saysWhichHostsDidNotAnswer();
    void keepsHostsOfACutFile();
    void keepsHostsBeforeASyntaxError();
    void refusesDefinitionsOfItsOwn_data();
    void refusesDefinitionsOfItsOwn();
    void refusesOtherXml();
    void suggestsRoles_data();
    void suggestsRoles();
    void showsTheEvidence();
    void unknownPortsSpeakAgainstNothing();
};

void TestNmapReader::hostsBecomeServers()
{
    const ImportedFile file = imported(
        kHead + host("10.1.0.5", "<hostname name=\"ex1.contoso.example\" type=\"PTR\"/>", port(25, "open", "smtp"))
        + kTail);
    QCOMPARE(file.kind, ImportKind::PortScan);
    QCOMPARE(file.rows, 1);
    QVERIFY2(file.remarks.isEmpty(), qPrintable(problems(file).join(u'\n') + notes(file).join(u'\n')));
    const ServerFacts &server = file.facts.servers.value(0);
    QCOMPARE(server.name, u"ex1"_s);
    QCOMPARE(server.fqdn, u"ex1.contoso.example"_s);
    QCOMPARE(server.addresses.value(), QStringList{u"10.1.0.5"_s});
    QCOMPARE(server.ports->open, (QList<SeenPort>{{Transport::Tcp, 25, u"smtp"_s}}));
    QVERIFY(server.roles.isEmpty());
}

void TestNmapReader::keepsWhatAScanFoundApart()
{
    const ImportedFile file =
        imported(kHead
                 + host("10.1.0.5", {},
                        "<extraports state=\"closed\" count=\"990\"/>" + port(25, "open") + port(80, "closed")
                            + port(443, "filtered") + port(135, "open|filtered"))
                 + kTail);
    const PortEvidence ports = *file.facts.servers.value(0).ports;
    QCOMPARE(ports.open.size(), 1);
    QCOMPARE(ports.closed, QSet<quint32>{portKey(Transport::Tcp, 80)});
    QCOMPARE(ports.hidden, (QSet<quint32>{portKey(Transport::Tcp, 443), portKey(Transport::Tcp, 135)}));
    QCOMPARE(ports.restClosed, std::optional(true));
    const ImportedFile filtered = imported(kHead
                                           + host("10.1.0.5", {},
                                                  "<extraports state=\"closed\" count=\"9\"/>"
                                                  "<extraports state=\"filtered\" count=\"9\"/>")
                                           + kTail);
    QCOMPARE(filtered.facts.servers.value(0).ports->restClosed, std::optional(false));
}

void TestNmapReader::namesHosts_data()
{
    QTest::addColumn<QByteArray>("names");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("fqdn");
    QTest::newRow("what the user typed comes first") << QByteArray(
        "<hostname name=\"x.isp.example\" type=\"PTR\"/><hostname name=\"ex1.contoso.example\" type=\"user\"/>")
                                                     << u"ex1"_s << u"ex1.contoso.example"_s;
    QTest::newRow("short name") << QByteArray("<hostname name=\"EX1\" type=\"user\"/>") << u"EX1"_s << u""_s;
    QTest::newRow("no name") << QByteArray() << u"10.1.0.5"_s << u""_s;
    QTest::newRow("a name that is none") << QByteArray("<hostname name=\"a b&lt;script&gt;\" type=\"PTR\"/>")
                                         << u"10.1.0.5"_s << u""_s;
}

void TestNmapReader::namesHosts()
{
    QFETCH(QByteArray, names);
    const ImportedFile file = imported(kHead + host("10.1.0.5", names, port(25, "open")) + kTail);
    QTEST(file.facts.servers.value(0).name, "name");
    QTEST(file.facts.servers.value(0).fqdn, "fqdn");
}

void TestNmapReader::saysWhichHostsDidNotAnswer()
{
    const ImportedFile file =
        imported(kHead + "<host><status state=\"down\"/><address addr=\"10.1.0.9\" addrtype=\"ipv4\"/></host>" + kTail);
    QCOMPARE(file.facts.servers.size(), 0);
    QVERIFY(anyHas(notes(file), u"10.1.0.9"_s));
}

void TestNmapReader::keepsHostsOfACutFile()
{
    const QByteArray whole = kHead + host("10.1.0.5", {}, port(25, "open")) + host("10.1.0.6", {}, port(25, "open"));
    const ImportedFile file = imported(whole.chopped(40));
    QCOMPARE(file.facts.servers.size(), 1);
    QVERIFY(anyHas(problems(file), u"breaks off"_s));
}

void TestNmapReader::keepsHostsBeforeASyntaxError()
{
    const ImportedFile file = imported(kHead + host("10.1.0.5", {}, port(25, "open")) + "<host></port>" + kTail);
    QCOMPARE(file.facts.servers.size(), 1);
    QVERIFY(anyHas(problems(file), u"not well-formed"_s));
}

void TestNmapReader::refusesDefinitionsOfItsOwn_data()
{
    QTest::addColumn<QByteArray>("doctype");
    QTest::newRow("billion laughs") << QByteArray("<!DOCTYPE nmaprun [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\">"
                                                  "<!ENTITY c \"&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;\">]>");
    QTest::newRow("a file of the machine")
        << QByteArray("<!DOCTYPE nmaprun [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>");
    QTest::newRow("nothing in it") << QByteArray("<!DOCTYPE nmaprun []>");
}

void TestNmapReader::refusesDefinitionsOfItsOwn()
{
    QFETCH(QByteArray, doctype);
    const ImportedFile file =
        imported("<?xml version=\"1.0\"?>" + doctype + "<nmaprun>"
                 + host("10.1.0.5", "<hostname name=\"x&d;\" type=\"PTR\"/>", port(25, "open")) + kTail);
    QCOMPARE(file.facts.servers.size(), 0);
    QCOMPARE(problems(file).size(), 1);
    QVERIFY(anyHas(problems(file), u"DOCTYPE"_s));
}

void TestNmapReader::refusesOtherXml()
{
    QCOMPARE(problems(imported("<html><body/></html>")).size(), 1);
    QCOMPARE(imported("<html><body/></html>").kind, ImportKind::Unrecognised);
}

void TestNmapReader::suggestsRoles_data()
{
    const QByteArray rest = "<extraports state=\"closed\" count=\"60000\"/>";
    QTest::addColumn<QByteArray>("ports");
    QTest::addColumn<QString>("roles");
    QTest::newRow("nothing open") << rest << u""_s;
    QTest::newRow("any web server") << rest + openPorts({22, 80, 443}) << u""_s;
    QTest::newRow("a directory server") << rest + openPorts({53, 88, 135, 389, 445, 464, 593, 636, 3268, 3269})
                                        << u"+domain-controller +global-catalog mailbox"_s;
    QTest::newRow("Hub Transport") << rest + openPorts({25, 135, 445, 587}) << u"+hub-transport mailbox"_s;
    QTest::newRow("Edge Transport") << rest + openPorts({25, 50389, 50636}) << u"+edge-transport"_s;
    QTest::newRow("a member of a DAG") << rest + openPorts({135, 445, 64327}) << u"+mailbox"_s;
}

void TestNmapReader::suggestsRoles()
{
    QFETCH(QByteArray, ports);
    QTEST(suggested(ports), "roles");
}

void TestNmapReader::showsTheEvidence()
{
    const ImportedFile file = imported(
        kHead + host("10.1.0.5", {}, port(25, "open", "smtp") + port(587, "open") + port(135, "closed")) + kTail);
    const ImportPlan plan = planImport({file}, Topology(), builtIn());
    const auto hub = std::find_if(plan.decisions.begin(), plan.decisions.end(),
                                  [](const ImportDecision &decision) { return decision.role == u"hub-transport"_s; });
    QVERIFY(hub != plan.decisions.end());
    QVERIFY2(hub->text.contains(u"open: 25/tcp (smtp), 587/tcp; closed: 135/tcp"_s), qPrintable(hub->text));
    QVERIFY(hub->isOpen);
}

void TestNmapReader::unknownPortsSpeakAgainstNothing()
{
    PortEvidence evidence;
    evidence.open = {{Transport::Tcp, 50636, {}}};
    const auto score = [](const PortEvidence &ports) { return RoleSuggester(builtIn()).suggest(ports).value(0).score; };
    const double unknown = score(evidence);
    evidence.hidden = {portKey(Transport::Tcp, 25)};
    QCOMPARE(score(evidence), unknown);
    evidence.hidden.clear();
    evidence.closed = {portKey(Transport::Tcp, 25)};
    QVERIFY(score(evidence) < unknown);
}

QTEST_GUILESS_MAIN(TestNmapReader)
#include "tst_nmapreader.moc"
