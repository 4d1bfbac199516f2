// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/reachability/sockets/icmperrors.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace portolan {

class TestIcmpErrors : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesTypeCodeMeaningAndSender_data();
    void namesTypeCodeMeaningAndSender();
    void onlyTheHostItselfSaysThatAPortIsClosed();
    void firewallsAreToldFromLostWays();
};

void TestIcmpErrors::namesTypeCodeMeaningAndSender_data()
{
    QTest::addColumn<IcmpError>("error");
    QTest::addColumn<QString>("text");
    QTest::newRow("prohibited") << IcmpError{4, 3, 13, u"10.0.0.1"_s}
                                << u"ICMP 3/13, communication administratively prohibited, from 10.0.0.1"_s;
    QTest::newRow("sender not told") << IcmpError{4, 3, 1, {}} << u"ICMP 3/1, host unreachable"_s;
    QTest::newRow("of IPv6") << IcmpError{6, 1, 4, u"fd00::1"_s} << u"ICMPv6 1/4, port unreachable, from fd00::1"_s;
    QTest::newRow("unheard of") << IcmpError{4, 77, 5, {}} << u"ICMP 77/5"_s;
}

void TestIcmpErrors::namesTypeCodeMeaningAndSender()
{
    QFETCH(IcmpError, error);
    QTEST(describe(error), "text");
}

void TestIcmpErrors::onlyTheHostItselfSaysThatAPortIsClosed()
{
    const QHostAddress host(u"10.0.0.5"_s);
    QVERIFY(isClosedPort({4, 3, 3, u"10.0.0.5"_s}, host));
    QVERIFY(isClosedPort({4, 3, 3, {}}, host)); // who says so is not told
    QVERIFY(!isClosedPort({4, 3, 3, u"10.0.0.1"_s}, host));
    QVERIFY(!isClosedPort({4, 3, 13, u"10.0.0.5"_s}, host));
    QVERIFY(!isClosedPort({4, 1, 4, u"10.0.0.5"_s}, host));
    const QHostAddress local(u"fe80::5%eth0"_s);
    QVERIFY(isClosedPort({6, 1, 4, u"fe80::5"_s}, local));
    QVERIFY(!isClosedPort({6, 1, 4, u"fe80::1"_s}, local));
    QVERIFY(!isClosedPort({6, 3, 3, u"fe80::5"_s}, local));
}

void TestIcmpErrors::firewallsAreToldFromLostWays()
{
    const auto codesOf = [](int family, IcmpMeaning meaning) {
        QList<int> codes;
        for (int code = 0; code <= 15; ++code) {
            if (meaningOf({family, family == 6 ? 1 : 3, code, {}}) == meaning)
                codes << code;
        }
        return codes;
    };
    // RFC 1812, 5.2.7.1; RFC 4443, 3.1
    QCOMPARE(codesOf(4, IcmpMeaning::Prohibited), (QList<int>{9, 10, 13}));
    QCOMPARE(codesOf(4, IcmpMeaning::PortUnreachable), QList<int>{3});
    QCOMPARE(codesOf(6, IcmpMeaning::Prohibited), (QList<int>{1, 5, 6}));
    QCOMPARE(codesOf(6, IcmpMeaning::PortUnreachable), QList<int>{4});
    QVERIFY(meaningOf({4, 11, 13, {}}) == IcmpMeaning::NoWay);
    QVERIFY(meaningOf({6, 3, 1, {}}) == IcmpMeaning::NoWay);
}

} // namespace portolan

QTEST_GUILESS_MAIN(portolan::TestIcmpErrors)
#include "tst_icmperrors.moc"
