// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/reachability/runner/checkhosts.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace portolan {

namespace {

PlannedCheck checkOf(quint32 destination, const QStringList &addresses, const QString &name)
{
    PlannedCheck check;
    check.destination = destination;
    check.addresses = addresses;
    check.request.host = name;
    return check;
}

using Numbers = std::vector<size_t>;

} // namespace

class TestCheckHosts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void checksOfADestinationShareAHost();
    void namesOfOneAddressAreOneHost();
    void addressesLinkWhatTheyShare();
    void namesCountWhereThereIsNoAddress();
};

void TestCheckHosts::checksOfADestinationShareAHost()
{
    QVERIFY(hostsOf({}).empty());
    QVERIFY(hostsOf({checkOf(7, {}, {}), checkOf(3, {}, {}), checkOf(7, {}, {})}) == (Numbers{0, 1, 0}));
}

void TestCheckHosts::namesOfOneAddressAreOneHost()
{
    QVERIFY(hostsOf({checkOf(0, {u"10.0.0.1"_s}, u"mail"_s), checkOf(1, {u"10.0.0.2"_s}, u"other"_s),
                     checkOf(2, {u"10.0.0.1"_s}, u"web"_s)})
            == (Numbers{0, 1, 0}));
    // However it is spelled.
    QVERIFY(hostsOf({checkOf(0, {u"fd00::1"_s}, {}), checkOf(1, {u"FD00:0:0:0:0:0:0:1"_s}, {}),
                     checkOf(2, {u"::ffff:10.0.0.1"_s}, {}), checkOf(3, {u"10.0.0.1"_s}, {})})
            == (Numbers{0, 0, 1, 1}));
}

void TestCheckHosts::addressesLinkWhatTheyShare()
{
    QVERIFY(hostsOf({checkOf(0, {u"10.0.0.1"_s}, {}), checkOf(1, {u"10.0.0.3"_s}, {}), checkOf(2, {u"10.0.0.2"_s}, {}),
                     checkOf(3, {u"10.0.0.1"_s, u"10.0.0.2"_s}, {}), checkOf(2, {u"10.0.0.2"_s}, {})})
            == (Numbers{0, 1, 0, 0, 0}));
}

void TestCheckHosts::namesCountWhereThereIsNoAddress()
{
    QVERIFY(hostsOf({checkOf(0, {}, u"mail.example"_s), checkOf(1, {}, u"MAIL.example"_s),
                     checkOf(2, {u"10.0.0.1"_s}, u"mail.example"_s), checkOf(3, {}, u"web.example"_s)})
            == (Numbers{0, 0, 1, 2}));
}

} // namespace portolan

QTEST_GUILESS_MAIN(portolan::TestCheckHosts)
#include "tst_checkhosts.moc"
