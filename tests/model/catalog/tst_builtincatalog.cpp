// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/catalog/catalog.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

#include <algorithm>
#include <set>

using namespace portolan;
using namespace Qt::StringLiterals;

namespace {

/// Rows of a tab-separated file by column name, the way the reference was copied out by hand.
QList<QHash<QString, QString>> readWitness(const QString &name)
{
    QFile file(QStringLiteral(PORTOLAN_SOURCE_DIR "/tests/data/reference/") + name);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QStringList lines = QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts);
    const QStringList header = lines.takeFirst().split(u'\t');
    QList<QHash<QString, QString>> rows;
    for (const QString &line : lines) {
        const QStringList cells = line.split(u'\t');
        QHash<QString, QString> row;
        for (qsizetype i = 0; i < header.size(); ++i)
            row.insert(header[i], cells.value(i));
        rows << row;
    }
    return rows;
}

/// The witness has a cell's lines joined by spaces.
QString oneLine(const QString &cell)
{
    return cell.simplified();
}

using Port = std::pair<Transport, int>;
using Ports = std::set<Port>;

void insertRange(Ports &ports, Transport transport, int first, int last)
{
    for (int port = first; port <= last; ++port)
        ports.insert({transport, port});
}

/// The port numbers that a printed cell names. One without a transport is TCP: the reference leaves out no other.
Ports printedPorts(const QString &cell)
{
    static const QRegularExpression pattern(u"(\\d+)(?:-(\\d+))?((?:/(?:TCP|UDP))*)"_s);
    Ports ports;
    for (const QRegularExpressionMatch &match : pattern.globalMatch(cell)) {
        const int first = match.captured(1).toInt();
        const int last = match.captured(2).isEmpty() ? first : match.captured(2).toInt();
        const QString transports = match.captured(3);
        if (transports.isEmpty() || transports.contains(u"TCP"_s))
            insertRange(ports, Transport::Tcp, first, last);
        if (transports.contains(u"UDP"_s))
            insertRange(ports, Transport::Udp, first, last);
    }
    return ports;
}

template <typename Entries>
Ports fixedPorts(const Entries &entries)
{
    Ports ports;
    for (const auto &entry : entries) {
        if (entry.kind == PortKind::Fixed || entry.kind == PortKind::DagReplicationPort)
            insertRange(ports, entry.transport, entry.ports.first, entry.ports.last);
    }
    return ports;
}

QString text(const Ports &ports)
{
    QStringList names;
    for (const auto &[transport, port] : ports)
        names << u"%1/%2"_s.arg(toString(transport)).arg(port);
    names.sort();
    return names.mid(0, 20).join(u' ');
}

} // namespace

class TestBuiltInCatalog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        const Result<Catalog> catalog = builtInCatalog(u"exchange-2010"_s);
        QVERIFY2(catalog, catalog ? "" : qPrintable(toText(catalog.error())));
        m_catalog = *catalog;
        m_paths = readWitness(u"exchange-2010-data-paths.tsv"_s);
        m_rules = readWitness(u"exchange-2010-firewall-rules.tsv"_s);
        QCOMPARE(m_paths.size(), 55);
        QCOMPARE(m_rules.size(), 54);
    }

    void everyBuiltInCatalogReads()
    {
        QVERIFY(builtInCatalogIds().contains(u"exchange-2010"_s));
        for (const QString &id : builtInCatalogIds()) {
            const Result<Catalog> catalog = builtInCatalog(id);
            QVERIFY2(catalog, catalog ? "" : qPrintable(toText(catalog.error())));
            QCOMPARE(catalog->id(), id);
        }
    }

    void anUnknownIdNamesThoseThatThereAre_data()
    {
        QTest::addColumn<QString>("id");
        for (const QString &id : {u"exchange-2013"_s, u""_s, u"../catalogs/exchange-2010"_s, u"exchange-2010.json"_s})
            QTest::newRow(qPrintable(u"“%1”"_s.arg(id))) << id;
    }

    void anUnknownIdNamesThoseThatThereAre()
    {
        QFETCH(QString, id);
        const Result<Catalog> catalog = builtInCatalog(id);
        QVERIFY(!catalog);
        QCOMPARE(catalog.error().first().code, ErrorCode::UnknownReference);
        QVERIFY(catalog.error().first().detail.contains(u"exchange-2010"_s));
    }

    void everyRowIsPrintedAsInTheReference_data()
    {
        QTest::addColumn<int>("index");
        for (int i = 0; i < m_paths.size(); ++i)
            QTest::newRow(qPrintable(m_paths[i][u"code"_s])) << i;
    }

    void everyRowIsPrintedAsInTheReference()
    {
        QFETCH(int, index);
        const QHash<QString, QString> &row = m_paths[index];
        const DataPath &path = m_catalog.dataPaths().at(index);
        QCOMPARE(path.code, row[u"code"_s]);
        QCOMPARE(oneLine(path.title), row[u"title"_s]);
        QCOMPARE(oneLine(path.printed.ports), row[u"ports"_s]);
        QCOMPARE(oneLine(path.printed.defaultAuthentication), row[u"default_authentication"_s]);
        QCOMPARE(oneLine(path.printed.supportedAuthentication), row[u"supported_authentication"_s]);
        QCOMPARE(oneLine(path.printed.encryptionSupported), row[u"encryption_supported"_s]);
        QCOMPARE(oneLine(path.printed.encryptedByDefault), row[u"encrypted_by_default"_s]);
    }

    void thePortsOfEveryRowAreThoseItPrints_data() { everyRowIsPrintedAsInTheReference_data(); }

    void thePortsOfEveryRowAreThoseItPrints()
    {
        QFETCH(int, index);
        const DataPath &path = m_catalog.dataPaths().at(index);
        QList<PortEntry> stated;
        for (const PortEntry &entry : path.ports) {
            if (!entry.implied)
                stated << entry;
        }
        Ports expected = printedPorts(m_paths[index][u"ports"_s]);
        // Two rows send the reader to the notes under their table for a number.
        if (path.code == u"M5")
            expected.insert({Transport::Udp, 3343});
        if (path.code == u"C13")
            expected.insert({Transport::Tcp, 135});
        const Ports found = fixedPorts(stated);
        QVERIFY2(found == expected, qPrintable(text(found) + u" instead of "_s + text(expected)));
        const bool hasDynamic = std::any_of(stated.begin(), stated.end(),
                                            [](const PortEntry &entry) { return entry.kind == PortKind::Dynamic; });
        const QString cell = m_paths[index][u"ports"_s];
        QCOMPARE(hasDynamic, cell.contains(u"a dynamic port"_s) && !cell.contains(u"from the range"_s));
    }

    void rpcAlwaysBringsItsEndpointMapperAndDynamicPorts_data() { everyRowIsPrintedAsInTheReference_data(); }

    void rpcAlwaysBringsItsEndpointMapperAndDynamicPorts()
    {
        QFETCH(int, index);
        const DataPath &path = m_catalog.dataPaths().at(index);
        const bool saysRpc = m_paths[index][u"ports"_s].contains(u"RPC"_s);
        const bool hasMapper = fixedPorts(path.ports).contains({Transport::Tcp, 135});
        const bool hasDynamic = std::any_of(path.ports.begin(), path.ports.end(), [](const PortEntry &entry) {
            return entry.kind == PortKind::RpcDynamic && entry.transport == Transport::Tcp;
        });
        QCOMPARE(hasMapper, saysRpc);
        QCOMPARE(hasDynamic, saysRpc);
    }

    void encryptionFollowsFromTheCells_data() { everyRowIsPrintedAsInTheReference_data(); }

    void encryptionFollowsFromTheCells()
    {
        QFETCH(int, index);
        const QHash<QString, QString> &row = m_paths[index];
        const bool isSupported = row[u"encryption_supported"_s].startsWith(u"Yes"_s);
        const bool isDefault = row[u"encrypted_by_default"_s].startsWith(u"Yes"_s);
        const Encryption expected = isDefault ? Encryption::Encrypted
            : isSupported                     ? Encryption::Optional
                                              : Encryption::None;
        QCOMPARE(toString(m_catalog.dataPaths().at(index).encryption), toString(expected));
    }

    void codesAreTableAndRow()
    {
        QHash<QString, int> counts;
        for (const DataPath &path : m_catalog.dataPaths()) {
            const CatalogTable &table = m_catalog.tables().at(path.table);
            QCOMPARE(path.row, ++counts[table.id]);
            QCOMPARE(path.code, table.prefix + QString::number(path.row));
            QCOMPARE(path.id, u"%1-%2"_s.arg(table.id).arg(path.row, 2, 10, QLatin1Char('0')));
        }
        QCOMPARE(counts,
                 (QHash<QString, int>{
                     {u"transport"_s, 11}, {u"mailbox"_s, 18}, {u"client-access"_s, 19}, {u"unified-messaging"_s, 7}}));
    }

    void everyFirewallRuleIsPrintedAsInTheReference_data()
    {
        QTest::addColumn<int>("index");
        for (int i = 0; i < m_rules.size(); ++i)
            QTest::newRow(qPrintable(m_rules[i][u"name"_s])) << i;
    }

    void everyFirewallRuleIsPrintedAsInTheReference()
    {
        QFETCH(int, index);
        const QHash<QString, QString> &row = m_rules[index];
        const FirewallRule &rule = m_catalog.firewallRules().at(index);
        QCOMPARE(rule.name, row[u"name"_s]);
        QCOMPARE(oneLine(rule.printedRoles), row[u"roles"_s]);
        QCOMPARE(oneLine(rule.printedPorts), row[u"ports"_s]);
        QCOMPARE(oneLine(rule.program), row[u"program"_s]);
    }

    void everyFirewallRuleOpensWhatItPrints_data() { everyFirewallRuleIsPrintedAsInTheReference_data(); }

    void everyFirewallRuleOpensWhatItPrints()
    {
        QFETCH(int, index);
        const QString cell = m_rules[index][u"ports"_s];
        const FirewallRule &rule = m_catalog.firewallRules().at(index);
        Ports expected = printedPorts(cell);
        if (cell.contains(u"EPMap"_s, Qt::CaseInsensitive))
            expected.insert({Transport::Tcp, 135});
        if (cell == u"Any")
            insertRange(expected, Transport::Tcp, 1, 65535);
        const Ports found = fixedPorts(rule.ports);
        QVERIFY2(found == expected, qPrintable(text(found) + u" instead of "_s + text(expected)));
        const bool hasDynamic = std::any_of(rule.ports.begin(), rule.ports.end(), [](const FirewallRulePort &port) {
            return port.kind == PortKind::RpcDynamic;
        });
        QCOMPARE(hasDynamic, cell.contains(u"Dynamic RPC"_s));
    }

    void everyFirewallRuleHoldsForTheRolesItPrints_data() { everyFirewallRuleIsPrintedAsInTheReference_data(); }

    void everyFirewallRuleHoldsForTheRolesItPrints()
    {
        QFETCH(int, index);
        QStringList expected = m_rules[index][u"roles"_s].split(u", "_s);
        if (expected == QStringList{u"All roles"_s}) {
            expected = {u"Client Access"_s, u"Hub Transport"_s, u"Edge Transport"_s, u"Mailbox"_s,
                        u"Unified Messaging"_s};
        }
        QStringList found;
        for (const int role : m_catalog.firewallRules().at(index).roles)
            found << m_catalog.roles().at(role).label;
        expected.sort();
        found.sort();
        QCOMPARE(found, expected);
    }

    void unboundRulesAreThoseMarkedSo()
    {
        for (const FirewallRule &rule : m_catalog.firewallRules())
            QCOMPARE(rule.unbound, rule.name.contains(u"(GFW)"_s) || rule.name.contains(u"(FGW)"_s));
    }

    void everyPortIsCheckedWithItsProtocol_data()
    {
        QTest::addColumn<QString>("code");
        QTest::addColumn<int>("port");
        QTest::addColumn<Transport>("transport");
        QTest::addColumn<ProbeProtocol>("protocol");
        QTest::addColumn<ProbeTls>("tls");
        QTest::addColumn<QString>("path");
        const auto row = [](const char *name, const QString &code, Transport transport, int port,
                            ProbeProtocol protocol, ProbeTls tls, const QString &path = {}) {
            QTest::newRow(name) << code << port << transport << protocol << tls << path;
        };
        using enum ProbeProtocol;
        using enum Transport;
        constexpr ProbeTls kPlain = ProbeTls::None;
        constexpr ProbeTls kIfOffered = ProbeTls::IfOffered;
        constexpr ProbeTls kFirst = ProbeTls::First;
        row("mail between servers", u"T1"_s, Tcp, 25, Smtp, kIfOffered);
        row("mail from clients", u"T11"_s, Tcp, 587, Smtp, kIfOffered);
        row("subscribed directory", u"T8"_s, Tcp, 50636, Ldap, kFirst);
        row("directory", u"T9"_s, Tcp, 389, Ldap, kPlain);
        row("directory over UDP", u"T9"_s, Udp, 389, Cldap, kPlain);
        row("global catalog", u"M1"_s, Tcp, 3268, Ldap, kPlain);
        row("Kerberos over UDP", u"C1"_s, Udp, 88, Kerberos, kPlain);
        row("names", u"U1"_s, Udp, 53, Dns, kPlain);
        row("endpoint mapper", u"M1"_s, Tcp, 135, EndpointMapper, kPlain);
        row("files", u"M3"_s, Tcp, 445, Smb2, kPlain);
        row("heartbeat", u"M5"_s, Udp, 3343, None, kPlain);
        row("replication", u"M7"_s, Tcp, 64327, Connect, kPlain);
        row("moves", u"C4"_s, Tcp, 808, NetTcp, kPlain, u"/Microsoft.Exchange.MailboxReplicationService"_s);
        row("discovery", u"C2"_s, Tcp, 443, Http, kFirst, u"/Autodiscover/Autodiscover.xml"_s);
        row("web mail", u"C6"_s, Tcp, 443, Http, kFirst, u"/owa/"_s);
        row("RPC over HTTP", u"C9"_s, Tcp, 80, Http, kPlain, u"/rpc/rpcproxy.dll"_s);
        row("telephones", u"C10"_s, Tcp, 443, Http, kFirst, u"/Microsoft-Server-ActiveSync"_s);
        row("POP3", u"C7"_s, Tcp, 110, Pop3, kIfOffered);
        row("POP3 in TLS", u"C17"_s, Tcp, 995, Pop3, kFirst);
        row("IMAP4", u"C8"_s, Tcp, 143, Imap4, kIfOffered);
        row("IMAP4 in TLS", u"C18"_s, Tcp, 993, Imap4, kFirst);
        row("calls", u"U2"_s, Tcp, 5060, Sip, kPlain);
        row("calls in TLS", u"U2"_s, Tcp, 5061, Sip, kFirst);
        row("voice", u"U2"_s, Udp, 1024, None, kPlain);
    }

    void everyPortIsCheckedWithItsProtocol()
    {
        QFETCH(QString, code);
        QFETCH(int, port);
        QFETCH(Transport, transport);
        const auto path = std::find_if(m_catalog.dataPaths().begin(), m_catalog.dataPaths().end(),
                                       [&code](const DataPath &candidate) { return candidate.code == code; });
        QVERIFY(path != m_catalog.dataPaths().end());
        const auto entry = std::find_if(path->ports.begin(), path->ports.end(), [&](const PortEntry &candidate) {
            return candidate.ports.first == port && candidate.transport == transport;
        });
        QVERIFY(entry != path->ports.end());
        const ProbeHint hint = m_catalog.probeHint(*path, *entry);
        QFETCH(ProbeProtocol, protocol);
        QCOMPARE(toString(hint.protocol), toString(protocol));
        QTEST(hint.tls, "tls");
        QTEST(hint.path, "path");
    }

    void directoryServersAreAskedForTheirRpcServices()
    {
        for (const DataPath &path : m_catalog.dataPaths()) {
            const bool isDirectory = path.scopes.contains(Scope::Directory) && path.printed.ports.contains(u"389/");
            QStringList labels;
            for (const RpcInterface &interface : path.probe.interfaces)
                labels << interface.label;
            if (isDirectory)
                QCOMPARE(labels, (QStringList{u"Netlogon"_s, u"DRSUAPI"_s}));
        }
    }

    void everyNoteIsReferredTo()
    {
        QSet<QString> used;
        const auto use = [&used](const QStringList &ids) { used.unite(QSet<QString>(ids.begin(), ids.end())); };
        for (const DataPath &path : m_catalog.dataPaths())
            use(path.notes);
        for (const FirewallRule &rule : m_catalog.firewallRules())
            use(rule.notes);
        for (const DynamicPortRule &rule : m_catalog.dynamicPorts())
            used.insert(rule.note);
        for (const Note &note : m_catalog.notes())
            QVERIFY2(used.contains(note.id), qPrintable(note.id));
    }

private:
    Catalog m_catalog;
    QList<QHash<QString, QString>> m_paths;
    QList<QHash<QString, QString>> m_rules;
};

QTEST_GUILESS_MAIN(TestBuiltInCatalog)
#include "tst_builtincatalog.moc"
