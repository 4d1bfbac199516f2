// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/reachability/prober/certificatefacts.h"

#include <QSslKey>
#include <QTest>

using namespace Qt::StringLiterals;

namespace portolan {

namespace {

QList<QSslCertificate> chain(const char *file)
{
    return QSslCertificate::fromPath(QStringLiteral(PORTOLAN_SOURCE_DIR "/tests/data/tls/%1").arg(QLatin1String(file)));
}

const QString kHost = u"mail.example"_s;

QDateTime day(int year)
{
    return QDateTime({year, 6, 1}, {12, 0}, Qt::UTC);
}

} // namespace

class TestCertificateFacts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void certificateIsDescribed();
    void selfSignedIsToldFromIssued();
    void validityIsOfTheDay_data();
    void validityIsOfTheDay();
    void errorsOfTheHandshakeBecomeWords();
    void commonNameCountsWhereThereIsNoOther_data();
    void commonNameCountsWhereThereIsNoOther();
    void shortKeysAreWeak();
};

void TestCertificateFacts::certificateIsDescribed()
{
    const CertificateFacts facts = certificateFacts(chain("expired.pem").first());
    QCOMPARE(facts.subject, u"CN=mail.example, O=Example"_s);
    QCOMPARE(facts.issuer, u"CN=Portolan test authority"_s);
    QCOMPARE(facts.names, (QStringList{u"*.mail.example"_s, u"127.0.0.1"_s, u"mail.example"_s}));
    QCOMPARE(facts.notBefore, QDateTime({2010, 1, 1}, {0, 0}, Qt::UTC));
    QCOMPARE(facts.notAfter, QDateTime({2012, 1, 1}, {0, 0}, Qt::UTC));
    // openssl x509 -fingerprint -sha256
    QCOMPARE(facts.sha256, u"2b11c149e0e1376f1f7965409658d230b02dfc3a0e46bd5ff4af1d1ceaafbde1"_s);
    QVERIFY(!facts.isSelfSigned);
}

void TestCertificateFacts::selfSignedIsToldFromIssued()
{
    QVERIFY(certificateFacts(chain("selfsigned.pem").first()).isSelfSigned);
    QCOMPARE(certificateFaults(chain("selfsigned.pem"), {}, kHost, day(2030)), QStringList{u"self-signed"_s});
    QCOMPARE(certificateFaults(chain("issued.pem"), {}, kHost, day(2030)), QStringList());
}

void TestCertificateFacts::validityIsOfTheDay_data()
{
    QTest::addColumn<int>("year");
    QTest::addColumn<QStringList>("faults");
    QTest::newRow("before") << 2009 << QStringList{u"not-yet-valid"_s};
    QTest::newRow("within") << 2011 << QStringList();
    QTest::newRow("after") << 2013 << QStringList{u"expired"_s};
}

void TestCertificateFacts::validityIsOfTheDay()
{
    QFETCH(int, year);
    QFETCH(QStringList, faults);
    QCOMPARE(certificateFaults(chain("expired.pem"), {}, kHost, day(year)), faults);
}

void TestCertificateFacts::errorsOfTheHandshakeBecomeWords()
{
    const QList<QSslCertificate> issued = chain("issued.pem");
    QCOMPARE(certificateFaults(issued, {QSslError(QSslError::HostNameMismatch)}, kHost, day(2030)),
             QStringList{u"other-name"_s});
    QCOMPARE(certificateFaults(issued, {QSslError(QSslError::SelfSignedCertificateInChain)}, kHost, day(2030)),
             QStringList{u"untrusted"_s});
    QCOMPARE(certificateFaults(issued,
                               {QSslError(QSslError::UnableToGetLocalIssuerCertificate),
                                QSslError(QSslError::UnableToVerifyFirstCertificate),
                                QSslError(QSslError::CertificateExpired)},
                               kHost, day(2030)),
             (QStringList{u"expired"_s, u"untrusted"_s}));
    QCOMPARE(certificateFaults({}, {}, kHost, day(2030)), QStringList());
}

void TestCertificateFacts::commonNameCountsWhereThereIsNoOther_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QString>("host");
    QTest::addColumn<bool>("isOther");
    QTest::newRow("the name") << "issued.pem"_ba << u"Mail.Example"_s << false;
    QTest::newRow("one label below") << "issued.pem"_ba << u"a.mail.example"_s << false;
    QTest::newRow("two labels below") << "issued.pem"_ba << u"a.b.mail.example"_s << true;
    QTest::newRow("another") << "issued.pem"_ba << u"other.example"_s << true;
    QTest::newRow("an address is for Qt to judge") << "issued.pem"_ba << u"192.0.2.1"_s << false;
    QTest::newRow("the common name, beside the names of others") << "commonname.pem"_ba << u"mail.example"_s << true;
    QTest::newRow("a name beside the common name") << "commonname.pem"_ba << u"other.example"_s << false;
}

void TestCertificateFacts::commonNameCountsWhereThereIsNoOther()
{
    QFETCH(QByteArray, file);
    QFETCH(QString, host);
    QFETCH(bool, isOther);
    QCOMPARE(certificateFaults(chain(file.constData()), {}, host, day(2030)).contains(u"other-name"), isOther);
}

void TestCertificateFacts::shortKeysAreWeak()
{
    QVERIFY(isWeakKey(chain("weak.pem").first().publicKey()));
    QVERIFY(!isWeakKey(chain("issued.pem").first().publicKey()));
    QVERIFY(!isWeakKey(QSslKey()));
}

} // namespace portolan

QTEST_GUILESS_MAIN(portolan::TestCertificateFacts)
#include "tst_certificatefacts.moc"
