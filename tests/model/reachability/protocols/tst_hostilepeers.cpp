// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "recorded.h"
#include "replay.h"

#include "model/json/plaintext.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;

namespace portolan {
namespace {

constexpr ProbeProtocol kProtocols[]{ProbeProtocol::Smtp,        ProbeProtocol::Pop3,     ProbeProtocol::Imap4,
                                     ProbeProtocol::Http,        ProbeProtocol::Ldap,     ProbeProtocol::Cldap,
                                     ProbeProtocol::Dns,         ProbeProtocol::Kerberos, ProbeProtocol::EndpointMapper,
                                     ProbeProtocol::RpcOverHttp, ProbeProtocol::Smb2,     ProbeProtocol::Sip,
                                     ProbeProtocol::NetTcp};

/// Empty: what a report may be, whoever the peer is.
QString faultOf(const ProbeReport &report)
{
    QStringList texts{report.detail};
    for (const ProbeFact &fact : report.facts) {
        if (fact.values.size() > 100)
            return u"%1 has %2 values"_s.arg(fact.key).arg(fact.values.size());
        texts += fact.values;
    }
    if (report.facts.size() > 40 || report.endpoints.size() > 20)
        return u"too many facts or endpoints"_s;
    for (const EndpointReport &endpoint : report.endpoints)
        texts += endpoint.service;
    for (const QString &text : texts) {
        if (text.size() > 700 || findForbidden(text, Lines::One) >= 0)
            return u"text unfit for people: %1"_s.arg(text.left(100));
    }
    return {};
}

QList<QByteArray> hostileInputs()
{
    const auto repeated = [](const QByteArray &part, int times) { return part.repeated(times); };
    QList<QByteArray> inputs{
        QByteArray(300000, 'A'),
        QByteArray(300000, '\0'),
        QByteArray(300000, '\n'),
        QByteArray(300000, char(0xFF)),
        repeated("220-\x1b[31m\xe2\x80\xae endless\r\n", 20000),
        "220 x\r\n" + repeated("250-AUTH A B C D E F\r\n", 20000),
        "+OK\r\n+OK\r\n" + repeated("SASL A B C\r\n", 20000),
        "* OK\r\n" + repeated("* CAPABILITY A B C AUTH=X\r\n", 20000),
        "HTTP/1.1 401 x\r\n" + repeated("WWW-Authenticate: A,B,C,\"\r\n", 20000),
        "HTTP/1.1 401 x\r\nWWW-Authenticate: " + QByteArray(100000, ',') + "\r\n\r\n",
        repeated("HTTP/1.1 100 x\r\n\r\n", 10000),
        "SIP/2.0 200 OK\r\nAllow: " + QByteArray(100000, ',') + "\r\n\r\n",
        QByteArray::fromHex("3084ffffffff"),
        QByteArray::fromHex("3088ffffffffffffffff"),
        repeated(QByteArray::fromHex("3080"), 30000),
        repeated(QByteArray::fromHex("3000"), 30000),
        QByteArray::fromHex("3082fff0020101") + repeated(QByteArray::fromHex("3080"), 32760),
        QByteArray::fromHex("0502"),
        QByteArray::fromHex("05000c0310000000ffff000001000000") + QByteArray(70000, char(0xFF)),
        QByteArray::fromHex("05000c03100000000000000001000000"),
        QByteArray::fromHex("00ffffff"),
        QByteArray::fromHex("7fffffff"),
        QByteArray::fromHex("08ffffffffff"),
        QByteArray::fromHex("1234800000010001") + QByteArray(20, char(0xC0)),
        QByteArray::fromHex("12348000ffffffff00000000")
            + repeated(QByteArray::fromHex("c00c0021000100000000ffff"), 3000),
    };
    const QByteArray bound = QByteArray::fromHex(recorded::kBindAnswer);
    // A listing that counts four thousand million of everything.
    inputs << bound + QByteArray::fromHex("050002031000000040000000020000002800000000000000")
            + QByteArray(40, char(0xFF));
    // Fragments without end.
    inputs << bound + repeated(QByteArray::fromHex("0500020010000000180000000200000000000000000000ff"), 5000);
    return inputs;
}

} // namespace

/// Peers that want the program's memory, time or terminal. Everything that any of them can do ends after kMost bytes.
class TestHostilePeers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyExchangeEndsInBounds_data();
    void everyExchangeEndsInBounds();
    void recordedAnswersMayBeSpoilt();
};

void TestHostilePeers::everyExchangeEndsInBounds_data()
{
    QTest::addColumn<int>("input");
    for (int i = 0; i < hostileInputs().size(); ++i)
        QTest::addRow("input %d", i) << i;
}

void TestHostilePeers::everyExchangeEndsInBounds()
{
    QFETCH(int, input);
    const QByteArray bytes = hostileInputs().at(input);
    for (const ProbeProtocol protocol : kProtocols) {
        for (const Transport transport : {Transport::Tcp, Transport::Udp}) {
            const ProbeRequest request = requestFor(protocol, ProbeTls::IfOffered, transport);
            for (const Pieces pieces : {Pieces::Whole, Pieces::Bytes}) {
                const Replayed result = replay(request, {bytes, bytes, bytes, bytes}, pieces);
                QCOMPARE(faultOf(result.report), QString());
                QVERIFY(result.received.size() < 8192);
                qsizetype sent = 0;
                for (const QByteArray &message : result.sent)
                    sent += message.size();
                QVERIFY2(sent < 10000, qPrintable(QString::number(int(protocol))));
            }
        }
    }
}

void TestHostilePeers::recordedAnswersMayBeSpoilt()
{
    const QList<std::pair<ProbeProtocol, const char *>> answers{{ProbeProtocol::Ldap, recorded::kLdapAnswer},
                                                                {ProbeProtocol::Cldap, recorded::kCldapAnswer},
                                                                {ProbeProtocol::Dns, recorded::kDnsAnswer},
                                                                {ProbeProtocol::Kerberos, recorded::kKerberosAnswer},
                                                                {ProbeProtocol::EndpointMapper, recorded::kMapAnswer},
                                                                {ProbeProtocol::Smb2, recorded::kSmbAnswer}};
    QRandomGenerator random(20261123);
    for (const auto &[protocol, hexadecimal] : answers) {
        for (int round = 0; round < 3000; ++round) {
            QByteArray bytes = QByteArray::fromHex(hexadecimal);
            if (protocol == ProbeProtocol::Dns)
                bytes[1] = 0x34;
            for (int changes = random.bounded(1, 6); changes > 0; --changes)
                bytes[random.bounded(int(bytes.size()))] = char(random.bounded(256));
            bytes.truncate(random.bounded(4) == 0 ? random.bounded(int(bytes.size())) : bytes.size());
            QList<QByteArray> talk{bytes};
            if (protocol == ProbeProtocol::EndpointMapper)
                talk.prepend(QByteArray::fromHex(recorded::kBindAnswer));
            if (protocol == ProbeProtocol::Smb2)
                talk = {QByteArray::fromHex("000000e0") + bytes};
            const bool isUdp = protocol == ProbeProtocol::Cldap || protocol == ProbeProtocol::Dns
                || protocol == ProbeProtocol::Kerberos;
            ProbeRequest request = requestFor(protocol, ProbeTls::None, isUdp ? Transport::Udp : Transport::Tcp);
            if (round % 2 == 0)
                request.hint.interfaces = {{QUuid::createUuid(), 1, 0, u"x"_s}};
            QCOMPARE(faultOf(replay(request, talk).report), QString());
        }
    }
}

} // namespace portolan

QTEST_GUILESS_MAIN(portolan::TestHostilePeers)
#include "tst_hostilepeers.moc"
