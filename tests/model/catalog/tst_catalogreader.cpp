// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/catalog/catalog.h"
#include "printcatalog.h"

#include <QTemporaryDir>
#include <QTest>

using namespace portolan;
using namespace Qt::StringLiterals;

class TestCatalogReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        const Result<Catalog> catalog = parseCatalog(printCatalog(), u"paper.json"_s);
        QVERIFY2(catalog, catalog ? "" : qPrintable(toText(catalog.error())));
        m_catalog = *catalog;
    }

    void anEmptyCatalogIsEmpty()
    {
        const Catalog catalog;
        QVERIFY(catalog.isEmpty());
        QCOMPARE(catalog.roleIndex(u"spooler"_s), -1);
        QCOMPARE(catalog.groupMemberRole(u"dag"), -1);
        QVERIFY(!catalog.note(u"range"_s));
    }

    void readsWhatTheCatalogIsAbout()
    {
        QVERIFY(!m_catalog.isEmpty());
        QCOMPARE(m_catalog.id(), u"paper-trail-3"_s);
        QCOMPARE(m_catalog.product(), u"Paper Trail 3"_s);
        QCOMPARE(m_catalog.productVersion(), u"3.1"_s);
        QCOMPARE(m_catalog.sourceTitle(), u"Paper Trail ports"_s);
        QCOMPARE(m_catalog.sourcePublisher(), u"Quill"_s);
        QCOMPARE(m_catalog.sourceDate(), u"2024-02-29"_s);
        QCOMPARE(m_catalog.sourceAddress(), u"https://quill.example/ports"_s);
    }

    void readsTablesRolesAndTerms()
    {
        QCOMPARE(m_catalog.tables().size(), 1);
        QCOMPARE(m_catalog.tables()[0].prefix, u"P"_s);
        QCOMPARE(m_catalog.roles().size(), 4);
        const Role &printer = m_catalog.roles()[m_catalog.roleIndex(u"printer"_s)];
        QCOMPARE(printer.label, u"Printer"_s);
        QCOMPARE(printer.shortLabel, u"PRN"_s);
        QCOMPARE(printer.kind, RoleKind::Device);
        QCOMPARE(printer.icon, u"printer"_s);
        QCOMPARE(printer.color, u"slate"_s);
        QCOMPARE(printer.tier, 5);
        QCOMPARE(m_catalog.roles()[0].kind, RoleKind::Server);
        QCOMPARE(m_catalog.roles()[2].kind, RoleKind::Client);
        QCOMPARE(m_catalog.roles()[3].kind, RoleKind::Service);
        QCOMPARE(m_catalog.services().size(), 3);
        QCOMPARE(m_catalog.serviceLabel(u"ipp"_s), u"IPP"_s);
        QCOMPARE(m_catalog.serviceLabel(u"fax"_s), u"fax"_s);
        QCOMPARE(m_catalog.authenticationLabel(u"ntlm"_s), u"NTLM"_s);
        QCOMPARE(m_catalog.mechanismLabel(u"tls"_s), u"TLS"_s);
    }

    void readsGroupsAndDynamicPorts()
    {
        QCOMPARE(m_catalog.groups().size(), 1);
        QCOMPARE(m_catalog.groupMemberRole(u"dag"), m_catalog.roleIndex(u"spooler"_s));
        QCOMPARE(m_catalog.groupMemberRole(u"edge-subscription"), -1);
        QCOMPARE(m_catalog.dynamicPorts().size(), 2);
        QCOMPARE(m_catalog.dynamicPorts()[0].role, 0);
        QCOMPARE(m_catalog.dynamicPorts()[0].ports, (PortRange{50000, 50999}));
        QCOMPARE(m_catalog.dynamicPorts()[0].note, u"range"_s);
        QCOMPARE(m_catalog.dynamicPorts()[1].role, -1);
        QCOMPARE(m_catalog.dynamicPorts()[1].ports, (PortRange{49152, 65535}));
    }

    void aPortIsCheckedAsItsServiceAndItsPathSay()
    {
        const DataPath &path = m_catalog.dataPaths()[0];
        const ProbeHint rpc = m_catalog.probeHint(path, path.ports[2]);
        QVERIFY(rpc.protocol == ProbeProtocol::EndpointMapper);
        QCOMPARE(rpc.tls, ProbeTls::IfOffered);
        QCOMPARE(rpc.path, QString());
        const RpcInterface queues{QUuid(u"e3514235-4b06-11d1-ab04-00c04fc2dcd2"_s), 4, 1, u"Queues"_s};
        QCOMPARE(rpc.interfaces, QList<RpcInterface>{queues});
        QVERIFY(m_catalog.probeHint(path, path.ports[0]) == ProbeHint());
        const DataPath &mirror = m_catalog.dataPaths()[1];
        QVERIFY(m_catalog.probeHint(mirror, mirror.ports[0]).protocol == ProbeProtocol::Connect);
    }

    void protocolsHaveAWordEach()
    {
        for (int i = 0; i <= int(ProbeProtocol::NetTcp); ++i) {
            const auto protocol = ProbeProtocol(i);
            QVERIFY(probeProtocolFrom(toString(protocol)) == protocol);
        }
        QVERIFY(!probeProtocolFrom(u"gopher"));
    }

    void readsADataPath()
    {
        const DataPath &path = m_catalog.dataPaths()[m_catalog.pathIndex(u"printing-01"_s)];
        QCOMPARE(path.code, u"P1"_s);
        QCOMPARE(path.table, 0);
        QCOMPARE(path.row, 1);
        QCOMPARE(path.title, u"Desk to spooler"_s);
        QCOMPARE(path.from, QList<int>{2});
        QCOMPARE(path.to, (QList<int>{0, 3}));
        QVERIFY(path.scopes == (QList<Scope>{Scope::Client, Scope::Local}));
        QVERIFY(path.endpointsStated);
        QCOMPARE(path.printed.ports, u"631/TCP\n632/TCP"_s);
        QCOMPARE(path.printed.defaultAuthentication, u"Kerberos"_s);
        QCOMPARE(path.printed.supportedAuthentication, u"Kerberos, NTLM"_s);
        QCOMPARE(path.printed.encryptionSupported, u"Yes, using TLS"_s);
        QCOMPARE(path.printed.encryptedByDefault, u"Yes"_s);
        QCOMPARE(path.defaultAuthentication, QStringList{u"ntlm"_s});
        QCOMPARE(path.supportedAuthentication, (QStringList{u"kerberos"_s, u"ntlm"_s}));
        QCOMPARE(path.mechanisms, QStringList{u"tls"_s});
        QVERIFY(path.encryption == Encryption::Encrypted);
        QVERIFY(!path.bidirectional);
        QCOMPARE(path.remark, u"Spoolers answer in turn."_s);
    }

    void readsConditionsAndAddsTheirNotes()
    {
        const DataPath &path = m_catalog.dataPaths()[0];
        QCOMPARE(path.sameServerAuthentication, QStringList{u"kerberos"_s});
        QVERIFY(path.disabledByLink);
        QCOMPARE(path.notes, (QStringList{u"range"_s, u"one-machine"_s}));
        const DataPath &other = m_catalog.dataPaths()[1];
        QVERIFY(!other.sameServerAuthentication.has_value());
        QVERIFY(!other.disabledByLink);
        QVERIFY(other.bidirectional);
        QVERIFY(!other.endpointsStated);
        QVERIFY(other.notes.isEmpty());
    }

    void readsPortsOfEveryKind()
    {
        const QList<PortEntry> &ports = m_catalog.dataPaths()[0].ports;
        QCOMPARE(ports.size(), 3);
        QCOMPARE(ports[0].kind, PortKind::Fixed);
        QCOMPARE(ports[0].ports, (PortRange{631, 632}));
        QCOMPARE(ports[0].service, u"ipp"_s);
        QCOMPARE(ports[0].security, u"tls"_s);
        QVERIFY(!ports[0].reverse && !ports[0].implied && ports[0].atRole.isEmpty());
        QCOMPARE(ports[1].kind, PortKind::Dynamic);
        QVERIFY(ports[1].transport == Transport::Udp);
        QVERIFY(ports[1].reverse);
        QCOMPARE(ports[2].kind, PortKind::RpcDynamic);
        QCOMPARE(ports[2].atRole, u"ledger"_s);
        QVERIFY(ports[2].implied);
        const PortEntry &mirror = m_catalog.dataPaths()[1].ports[0];
        QCOMPARE(mirror.kind, PortKind::DagReplicationPort);
        QCOMPARE(mirror.ports, (PortRange{7000, 7000}));
    }

    void readsFirewallRulesNotesAndMisprints()
    {
        QCOMPARE(m_catalog.firewallRules().size(), 2);
        const FirewallRule &rule = m_catalog.firewallRules()[0];
        QCOMPARE(rule.name, u"Spooler (IPP-In)"_s);
        QCOMPARE(rule.printedRoles, u"Spooler"_s);
        QCOMPARE(rule.printedPorts, u"631, 632"_s);
        QCOMPARE(rule.roles, QList<int>{0});
        QCOMPARE(rule.ports.size(), 2);
        QCOMPARE(rule.ports[0].ports, (PortRange{631, 632}));
        QCOMPARE(rule.ports[1].kind, PortKind::RpcDynamic);
        QCOMPARE(rule.program, u"spooler.exe"_s);
        QVERIFY(!rule.unbound);
        QCOMPARE(rule.notes, QStringList{u"range"_s});
        QVERIFY(m_catalog.firewallRules()[1].unbound);
        QVERIFY(m_catalog.firewallRules()[1].ports[0].transport == Transport::Udp);
        const Note *note = m_catalog.note(u"one-machine"_s);
        QVERIFY(note);
        QCOMPARE(note->about, u"printing"_s);
        QCOMPARE(note->source, u"Page 3"_s);
        QCOMPARE(note->text, u"Desk and spooler\nmay share a machine."_s);
        QCOMPARE(m_catalog.misprints().size(), 1);
        const Misprint &misprint = m_catalog.misprints()[0];
        QCOMPARE(misprint.printed, u"IP (631)"_s);
        QCOMPARE(misprint.corrected, u"IPP (631)"_s);
        QCOMPARE(misprint.explanation, u"A letter is missing."_s);
        QCOMPARE(misprint.dataPaths, QStringList{u"printing-01"_s});
        QCOMPARE(misprint.firewallRules, QStringList{u"Spooler (IPP-In)"_s});
    }

    void copiesShareAndOutliveTheOriginal()
    {
        Catalog copy;
        {
            const Catalog original = *parseCatalog(printCatalog(), {});
            copy = original;
        }
        QCOMPARE(copy.product(), u"Paper Trail 3"_s);
    }

    void theOrderOfKeysDoesNotMatter()
    {
        QByteArray text = printCatalog();
        text.replace("  \"format\": \"portolan-catalog\",\n", "");
        text.replace("    }\n  ]\n}\n", "    }\n  ],\n  \"format\": \"portolan-catalog\"\n}\n");
        const Result<Catalog> catalog = parseCatalog(text, {});
        QVERIFY2(catalog, catalog ? "" : qPrintable(toText(catalog.error())));
        QCOMPARE(catalog->dataPaths().size(), 2);
    }

    void wordsAreThoseOfTheFormat()
    {
        QCOMPARE(toString(Transport::Tcp), u"tcp"_s);
        QCOMPARE(toString(Transport::Udp), u"udp"_s);
        QCOMPARE(toString(Encryption::None), u"none"_s);
        QCOMPARE(toString(Encryption::Disabled), u"disabled"_s);
        QCOMPARE(toString(Encryption::Optional), u"optional"_s);
        QCOMPARE(toString(Encryption::Encrypted), u"encrypted"_s);
        const QList<std::pair<Scope, QString>> scopes{
            {Scope::Local, u"local"_s},
            {Scope::Site, u"site"_s},
            {Scope::Organization, u"organization"_s},
            {Scope::OtherSite, u"other-site"_s},
            {Scope::OtherOrganization, u"other-organization"_s},
            {Scope::Dag, u"dag"_s},
            {Scope::EdgeSubscription, u"edge-subscription"_s},
            {Scope::Directory, u"directory"_s},
            {Scope::Client, u"client"_s},
            {Scope::InternalClient, u"internal-client"_s},
            {Scope::ExternalClient, u"external-client"_s},
        };
        for (const auto &[scope, word] : scopes)
            QCOMPARE(toString(scope), word);
    }

    void designRulesHaveWhatTheirKindAsksFor()
    {
        const QList<DesignRule> &rules = m_catalog.designRules();
        QCOMPARE(rules.size(), 3);
        QCOMPARE(rules[0].id, u"A1"_s);
        QVERIFY(rules[0].kind == RuleKind::SiteNeedsRole);
        QVERIFY(rules[0].severity == Severity::Error);
        QCOMPARE(rules[0].title, u"Site without a printer"_s);
        QCOMPARE(rules[0].statement, u"Where there is a spooler there is a printer."_s);
        QCOMPARE(rules[0].source, u"Page 4"_s);
        QCOMPARE(rules[0].address, u"https://quill.example/rules"_s);
        QCOMPARE(rules[0].remedy, u"Add a printer."_s);
        QCOMPARE(rules[0].roles, QList{m_catalog.roleIndex(u"spooler"_s)});
        QCOMPARE(rules[0].needs, QList{m_catalog.roleIndex(u"printer"_s)});
        QCOMPARE(rules[0].onto, QList{m_catalog.roleIndex(u"ledger"_s)});
        QCOMPARE(rules[0].whenLeast, 2);
        QCOMPARE(rules[0].least, 3);
        QVERIFY(rules[0].writable);
        QVERIFY(rules[1].severity == Severity::Information);
        QCOMPARE(rules[1].group, u"dag"_s);
        QCOMPARE(rules[1].first, 100);
        QCOMPARE(rules[1].last, 200);
        QCOMPARE(rules[1].least, 1);
        QVERIFY(!rules[1].writable);
        QVERIFY(rules[2].severity == Severity::Warning);
        QCOMPARE(rules[2].pairs.size(), 1);
        QCOMPARE(rules[2].pairs.first().first, QList{m_catalog.roleIndex(u"spooler"_s)});
        QCOMPARE(rules[2].pairs.first().second.size(), 2);
    }

    void aCatalogNeedsNoDesignRules()
    {
        QByteArray text = printCatalog();
        const qsizetype at = text.indexOf(",\n  \"designRules\"");
        QVERIFY(at > 0);
        text = text.first(at) + "\n}\n";
        const Result<Catalog> catalog = parseCatalog(text, {});
        QVERIFY2(catalog.has_value(), catalog ? "" : qPrintable(toText(catalog.error())));
        QVERIFY(catalog->designRules().isEmpty());
    }

    void loadsFiles()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath(u"paper.json"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(printCatalog());
        file.close();
        const Result<Catalog> catalog = loadCatalog(file.fileName());
        QVERIFY(catalog);
        QCOMPARE(catalog->id(), u"paper-trail-3"_s);
        const Result<Catalog> missing = loadCatalog(folder.filePath(u"missing.json"_s));
        QVERIFY(!missing);
        QCOMPARE(missing.error().first().code, ErrorCode::CannotRead);
        QCOMPARE(missing.error().first().file, folder.filePath(u"missing.json"_s));
    }

private:
    Catalog m_catalog;
};

QTEST_GUILESS_MAIN(TestCatalogReader)
#include "tst_catalogreader.moc"
