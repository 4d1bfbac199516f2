// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/topology/ipaddress.h"

#include <QTest>

using namespace portolan;
using namespace Qt::StringLiterals;

class TestIpAddress : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsAddresses_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QByteArray>("hex");
        const auto row = [](const char *text, const char *hex) {
            QTest::newRow(text) << QString::fromLatin1(text) << QByteArray(hex);
        };
        row("192.0.2.11", "00000000000000000000ffffc000020b");
        row("0.0.0.0", "00000000000000000000ffff00000000");
        row("255.255.255.255", "00000000000000000000ffffffffffff");
        row("::", "00000000000000000000000000000000");
        row("::1", "00000000000000000000000000000001");
        row("1::", "00010000000000000000000000000000");
        row("2001:db8::11", "20010db8000000000000000000000011");
        row("2001:DB8:0:0:0:0:0:11", "20010db8000000000000000000000011");
        row("2001:0db8:0000:0000:0000:0000:0000:0011", "20010db8000000000000000000000011");
        row("1:2:3:4:5:6:7:8", "00010002000300040005000600070008");
        row("1:2:3:4:5:6:7::", "00010002000300040005000600070000");
        row("::2:3:4:5:6:7:8", "00000002000300040005000600070008");
        row("::ffff:192.0.2.11", "00000000000000000000ffffc000020b");
        row("64:ff9b::192.0.2.33", "0064ff9b0000000000000000c0000221");
        row("1:2:3:4:5:6:192.0.2.1", "000100020003000400050006c0000201");
    }

    void readsAddresses()
    {
        QFETCH(QString, text);
        QFETCH(QByteArray, hex);
        const std::optional<IpAddress> address = parseIpAddress(text);
        QVERIFY(address);
        QByteArray bytes;
        for (const quint8 byte : *address)
            bytes += char(byte);
        QCOMPARE(bytes.toHex(), hex);
    }

    void refusesAllElse_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *text : {"",
                                 " ",
                                 "192.0.2",
                                 "192.0.2.11.1",
                                 "192.0.2.256",
                                 "192.0.2.-1",
                                 "192.0.2.",
                                 ".192.0.2",
                                 "192..2.11",
                                 "192.0.2.011",
                                 "192.0.2.1 ",
                                 " 192.0.2.1",
                                 "192.0.2.1/24",
                                 "192.0.2.1:25",
                                 "0x7f.0.0.1",
                                 "3221225995",
                                 "127.1",
                                 "1e2.0.0.1",

                                 "localhost",
                                 "host.example",
                                 "[::1]",
                                 "fe80::1%eth0",
                                 ":",
                                 ":::",
                                 "1:2:3:4:5:6:7",
                                 "1:2:3:4:5:6:7:8:9",
                                 "1::2::3",
                                 ":1:2:3:4:5:6:7",
                                 "1:2:3:4:5:6:7:",
                                 "1:2:3:4:5:6:7:8::",
                                 "::1:2:3:4:5:6:7:8",
                                 "1:2:3:4::5:6:7:8",
                                 "12345::",
                                 "g::",
                                 "::192.0.2.256",
                                 "192.0.2.1::",
                                 "::192.0.2.1:1",
                                 "1:2:3:4:5:6:7:192.0.2.1",
                                 "::1/64",
                                 "2001:0db8:0000:0000:0000:0000:0000:0011:",
                                 "<b>192.0.2.1</b>"})
            QTest::newRow(text) << QString::fromLatin1(text);
        QTest::newRow("line break") << u"192.0.2.1\n"_s;
        QTest::newRow("Arabic digits") << u"\u0661\u0669\u0662.0.2.1"_s;
        QTest::newRow("full-width letters") << u"\uff41::"_s;
        QTest::newRow("very long") << QString(100000, u':');
    }

    void refusesAllElse()
    {
        QFETCH(QString, text);
        QVERIFY(!parseIpAddress(text));
    }
};

QTEST_GUILESS_MAIN(TestIpAddress)
#include "tst_ipaddress.moc"
