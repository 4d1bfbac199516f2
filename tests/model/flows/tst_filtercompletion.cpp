// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/flows/filtercompletion.h"

#include "model/flows/flowfilter.h"
#include "model/flows/generate.h"

#include "tests/support/catalogdsl.h"
#include "tests/support/topologydsl.h"

#include <QTest>

using namespace portolan;
using namespace portolan::test;
using namespace Qt::StringLiterals;

namespace {

/// Completes at the `^` of the text and gives what each item would make of it, with the cursor's place taken out.
QStringList completed(QString text, const Catalog &catalog, const Topology &topology)
{
    const qsizetype cursor = text.indexOf(u'^');
    text.remove(cursor, 1);
    const FilterCompletions completions = completeFilter(text, cursor, catalog, topology);
    QStringList texts;
    for (const FilterCompletion &item : completions.items)
        texts << text.first(completions.from) + item.insert + text.sliced(completions.to);
    return texts;
}

} // namespace

class TestFilterCompletion : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void completes_data();
    void completes();
    void everyKeyIsOfferedAndDescribed();
    void everyValueOfferedCanBeUsed();
    void likelyValuesComeFirst();
    void namesNeedingQuotesHaveThem();
    void notMoreThanOneCanRead();
    void anyCursorIsAnswered();
    void clicks_data();
    void clicks();
    void clickedTermsCanBeParsed();

private:
    Catalog m_catalog;
    Topology m_topology;
};

void TestFilterCompletion::initTestCase()
{
    const Result<Catalog> catalog = builtInCatalog(u"exchange-2010"_s);
    QVERIFY(catalog.has_value());
    m_catalog = *catalog;
    m_topology = topologyFromText("hq facing: mbx1[mailbox] cas1[client-access hub-transport]\n"
                                  "branch: mbx2[mailbox]\n"
                                  "d1 = dag(mbx1 mbx2)");
    m_topology.sites[0].name = u"Headquarters"_s;
    m_topology.servers[1].fqdn = u"mail.contoso.example"_s;
}

void TestFilterCompletion::completes_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("texts");
    const auto row = [](const char *text, const QStringList &texts) {
        QTest::newRow(text) << QString::fromUtf8(text) << texts;
    };
    row("si^", {u"site:"_s});
    row("SI^", {u"site:"_s});
    row("t^", {u"to:"_s, u"table:"_s, u"transport:"_s});
    row("-gr^", {u"-group:"_s});
    row("(ser^)", {u"(server:)"_s});
    row("port:25 enc^ from:hq", {u"port:25 encryption: from:hq"_s});
    row("s^i:hq", {u"site:hq"_s, u"server:hq"_s});
    row("xyz^", {});
    row("site:^", {u"site:hq"_s, u"site:branch"_s});
    row("site:b^", {u"site:branch"_s});
    row("site:hq,^", {u"site:hq,branch"_s});
    row("site:hq,^ port:25", {u"site:hq,branch port:25"_s});
    row("site:h^,branch", {u"site:hq,branch"_s});
    row("site:head^", {u"site:hq"_s});
    row("site:\"head^", {u"site:hq"_s});
    row("site:\"head^ port:25", {u"site:hq port:25"_s});
    row("site:b^ran", {u"site:branch"_s});
    row("site:xyz^", {});
    row("server:mbx^", {u"server:mbx1"_s, u"server:mbx2"_s});
    row("server:mail.c^", {u"server:cas1"_s});
    row("group:^", {u"group:d1"_s});
    row("role:hub^", {u"role:hub-transport"_s});
    row("role:MBX^", {u"role:mailbox"_s, u"role:legacy-mailbox"_s});
    row("from:mbx^", {u"from:mbx1"_s, u"from:mbx2"_s, u"from:mailbox"_s, u"from:legacy-mailbox"_s});
    row("path:U2^", {u"path:U2"_s});
    row("table:mail^", {u"table:mailbox"_s});
    row("port:58^", {u"port:587"_s});
    row("port:dyn^", {u"port:dynamic"_s});
    row("transport:^", {u"transport:tcp"_s, u"transport:udp"_s});
    row("protocol:smt^", {u"protocol:SMTP"_s});
    row("protocol:\"ldap g^", {u"protocol:\"LDAP GC\""_s});
    row("auth:dir^", {u"auth:\"Direct trust\""_s});
    row("defaultauth:mt^", {u"defaultauth:mTLS"_s});
    row("encryption:o^", {u"encryption:optional"_s, u"encryption:disabled"_s, u"encryption:none"_s});
    row("crosses:^", {u"crosses:site"_s, u"crosses:zone"_s});
    row("is:^", {u"is:local"_s});
    row("reachability:w^", {u"reachability:works"_s});
    row("nokey:^", {});
}

void TestFilterCompletion::completes()
{
    QFETCH(QString, text);
    QFETCH(QStringList, texts);
    QCOMPARE(completed(text, m_catalog, m_topology), texts);
}

void TestFilterCompletion::everyKeyIsOfferedAndDescribed()
{
    const FilterCompletions all = completeFilter({}, 0, m_catalog, m_topology);
    QStringList keys;
    for (const FilterCompletion &item : all.items) {
        keys << item.insert;
        QVERIFY2(!item.description.isEmpty(), qPrintable(item.insert));
    }
    for (const QString &key : {u"site"_s, u"server"_s, u"role"_s, u"group"_s, u"from"_s, u"to"_s, u"path"_s, u"table"_s,
                               u"port"_s, u"transport"_s, u"protocol"_s, u"auth"_s, u"defaultauth"_s, u"encryption"_s,
                               u"crosses"_s, u"is"_s, u"reachability"_s})
        QVERIFY2(keys.removeAll(key + u':') == 1, qPrintable(key));
    QVERIFY2(keys.isEmpty(), qPrintable(keys.join(u' ')));
    for (const QString &text : {u"from:hq "_s, u"("_s, u"-"_s, u"from:hq or "_s}) {
        const FilterCompletions more = completeFilter(text, text.size(), m_catalog, m_topology);
        QCOMPARE(more.items.size(), all.items.size());
        QCOMPARE(more.from, text.size());
        QCOMPARE(more.to, text.size());
    }
}

void TestFilterCompletion::everyValueOfferedCanBeUsed()
{
    for (const FilterCompletion &key : completeFilter({}, 0, m_catalog, m_topology).items) {
        const FilterCompletions values = completeFilter(key.insert, key.insert.size(), m_catalog, m_topology);
        QVERIFY2(!values.items.isEmpty(), qPrintable(key.insert));
        for (const FilterCompletion &value : values.items) {
            const QString text = key.insert + value.insert;
            QVERIFY2(FlowFilter::parse(text, m_catalog, m_topology).has_value(), qPrintable(text));
        }
    }
}

void TestFilterCompletion::likelyValuesComeFirst()
{
    Topology topology = topologyFromText("north-hq: n1[mailbox]\nmain: m1[mailbox]\nhq-2: h1[mailbox]");
    topology.sites[1].name = u"HQ"_s;
    QCOMPARE(completed(u"site:hq^"_s, m_catalog, topology),
             (QStringList{u"site:hq-2"_s, u"site:main"_s, u"site:north-hq"_s}));
    const FilterCompletions sites = completeFilter(u"site:"_s, 5, m_catalog, topology);
    QVERIFY2(sites.items[1].description.contains(u"HQ"_s), qPrintable(sites.items[1].description));
    const FilterCompletions servers = completeFilter(u"server:n1"_s, 9, m_catalog, topology);
    QVERIFY2(servers.items[0].description.contains(u"Mailbox"_s), qPrintable(servers.items[0].description));
}

void TestFilterCompletion::namesNeedingQuotesHaveThem()
{
    const Catalog catalog =
        catalogFromText("p: a -> b @ site; tcp/1 x,y; tcp/2 he\"llo; tcp/3 or; tcp/4 -z; tcp/5 a(b");
    QStringList inserted;
    for (const FilterCompletion &item : completeFilter(u"protocol:"_s, 9, catalog, {}).items)
        inserted << item.insert;
    QCOMPARE(inserted, (QStringList{u"\"X,Y\""_s, u"\"HE\"\"LLO\""_s, u"\"OR\""_s, u"\"-Z\""_s, u"\"A(B\""_s}));
    for (const QString &value : inserted)
        QVERIFY2(FlowFilter::parse(u"protocol:"_s + value, catalog, {}).has_value(), qPrintable(value));
}

void TestFilterCompletion::notMoreThanOneCanRead()
{
    const Topology topology = generateTopology(20, 400, 1);
    QCOMPARE(completeFilter(u"server:"_s, 7, m_catalog, topology).items.size(), 50);
    const QString last = topology.servers.last().id;
    QCOMPARE(completed(u"server:"_s + last + u'^', m_catalog, topology).first(), u"server:"_s + last);
}

void TestFilterCompletion::anyCursorIsAnswered()
{
    for (const QString &text : {u"(site:hq,\"bra or not port:25) -role:"_s, u"\"\"\"\":,|:"_s, u"((("_s,
                                u")-- |or and not"_s, u"é:é \U0001F600"_s}) {
        for (qsizetype cursor = -3; cursor < text.size() + 3; ++cursor) {
            const FilterCompletions completions = completeFilter(text, cursor, m_catalog, m_topology);
            QVERIFY(completions.from >= 0 && completions.from <= completions.to && completions.to <= text.size());
        }
    }
}

void TestFilterCompletion::clicks_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("value");
    QTest::addColumn<bool>("exclude");
    QTest::addColumn<QString>("result");
    const auto row = [](const char *name, const char *text, const char *key, const char *value, bool exclude,
                        const char *result) {
        QTest::newRow(name) << QString::fromUtf8(text) << QString::fromUtf8(key) << QString::fromUtf8(value) << exclude
                            << QString::fromUtf8(result);
    };
    row("first", "", "site", "hq", false, "site:hq");
    row("first, not wanted", " ", "site", "hq", true, "-site:hq");
    row("further", "port:25", "site", "hq", false, "port:25 site:hq");
    row("again takes it away", "site:hq", "site", "hq", false, "");
    row("again, among others", "port:25 site:hq is:local", "site", "HQ", false, "port:25 is:local");
    row("again, not wanted", "port:25 -site:hq", "site", "hq", true, "port:25");
    row("another of the key", "site:hq port:25", "site", "branch", false, "site:hq,branch port:25");
    row("another not wanted", "-site:hq port:25", "site", "branch", true, "-site:hq,branch port:25");
    row("one of several", "site:hq,branch,lab", "site", "branch", false, "site:hq,lab");
    row("the first of several", "site:hq,branch", "site", "hq", false, "site:branch");
    row("the last of several", "site:hq,branch", "site", "branch", false, "site:hq");
    row("wanted after all", "-site:hq", "site", "hq", false, "site:hq");
    row("wanted no more", "port:25 site:hq,branch", "site", "hq", true, "port:25 site:branch -site:hq");
    row("wanted and not wanted stand apart", "site:hq", "site", "branch", true, "site:hq -site:branch");
    row("quotes", "", "protocol", "LDAP GC", false, "protocol:\"LDAP GC\"");
    row("quotes, again", "port:25 protocol:\"LDAP GC\"", "protocol", "ldap gc", false, "port:25");
    row("word", "port:25", "", "mail hub", false, "port:25 \"mail hub\"");
    row("word, again", "port:25 \"mail hub\"", "", "mail hub", false, "port:25");
    row("words do not join", "mail", "", "hub", false, "mail hub");
    row("or gets parentheses", "site:hq or port:25", "role", "mailbox", false, "(site:hq or port:25) role:mailbox");
    row("or has parentheses", "(site:hq or port:25)", "role", "mailbox", false, "(site:hq or port:25) role:mailbox");
    row("parentheses within or", "(site:hq) or (port:25)", "role", "mailbox", false,
        "((site:hq) or (port:25)) role:mailbox");
    row("or is left alone", "site:hq or port:25", "site", "hq", false, "(site:hq or port:25) site:hq");
    row("and goes along", "site:hq and port:25", "site", "hq", false, "port:25");
    row("and goes along at the end", "port:25 and site:hq", "site", "hq", false, "port:25");
    row("and stays between others", "port:25 and site:hq and is:local", "site", "hq", false, "port:25 and is:local");
    row("not as a word", "not site:hq", "site", "hq", true, "");
    row("in parentheses", "(site:hq) port:25", "site", "hq", false, "port:25");
    row("a fault stays", "site:hq (", "port", "25", false, "site:hq ( port:25");
}

void TestFilterCompletion::clicks()
{
    QFETCH(QString, text);
    QFETCH(QString, key);
    QFETCH(QString, value);
    QFETCH(bool, exclude);
    QFETCH(QString, result);
    QCOMPARE(withTerm(text, key, value, exclude), result);
}

void TestFilterCompletion::clickedTermsCanBeParsed()
{
    const QList<std::pair<QString, QString>> things{
        {u"site"_s, u"hq"_s},      {u"site"_s, u"branch"_s}, {u"server"_s, u"mbx1"_s},
        {u"role"_s, u"mailbox"_s}, {u"port"_s, u"25"_s},     {u"protocol"_s, u"LDAP GC"_s},
        {QString(), u"a or (b"_s}, {QString(), u"or"_s},     {u"is"_s, u"local"_s}};
    for (const QString &start : {QString(), u"port:25 or is:local"_s, u"-(site:hq and role:mailbox) and port:25"_s}) {
        QString text = start;
        quint64 state = 7;
        for (int click = 0; click < 300; ++click) {
            state = state * 6364136223846793005U + 1442695040888963407U;
            const auto &[key, value] =
                things[static_cast<qsizetype>((state >> 33) % static_cast<quint64>(things.size()))];
            text = withTerm(text, key, value, (state >> 40) % 2 == 0);
            const auto result = FlowFilter::parse(text, m_catalog, m_topology);
            QVERIFY2(result.has_value(), qPrintable(text));
        }
        QVERIFY2(text.size() < 400, qPrintable(text));
    }
}

QTEST_GUILESS_MAIN(TestFilterCompletion)
#include "tst_filtercompletion.moc"
