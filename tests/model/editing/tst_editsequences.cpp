// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/editing/additions.h"
#include "model/editing/changes.h"
#include "model/editing/clipboard.h"
#include "model/editing/duplicates.h"
#include "model/editing/history.h"
#include "model/editing/removal.h"
#include "tests/support/randomplan.h"

#include <QRegularExpression>
#include <QTest>

#include <random>

using namespace portolan;
using namespace portolan::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int kSteps = 1000;
constexpr qsizetype kManyServers = 40; ///< above this edits only take away, so that the test stays quick

/// Makes edits of every kind, good ones and such as have to be refused.
class RandomEdits
{
public:
    RandomEdits(quint64 seed, Catalog catalog) : m_engine(seed), m_catalog(std::move(catalog)) { }

    int below(qsizetype count) { return count > 0 ? int(m_engine() % quint64(count)) : 0; }
    bool oneIn(int count) { return below(count) == 0; }

    TopologyEdit next(const Topology &now)
    {
        if (now.servers.size() > kManyServers)
            return removeParts(now, parts(now));
        switch (below(16)) {
        case 0:
            return addSite(newSite(now, SiteKind(below(3))));
        case 1:
            return addServer(newServer(now, m_catalog, someRoles(), site(now)));
        case 2:
            return addGroup(newGroup(now, m_catalog, GroupType(below(4)), ids(now)));
        case 3:
            return addLink(now, {site(now), site(now), below(300), oneIn(3), oneIn(3), nullptr});
        case 4:
            return addSeries(now, m_catalog, series(now));
        case 5:
            return removeParts(now, parts(now));
        case 6:
            return duplicate(now, ids(now));
        case 7:
            return pasted(now);
        case 8:
            return moveServers(now, ids(now), site(now));
        case 9:
            return oneIn(2) ? giveRole(now, m_catalog, ids(now), text()) : takeRole(now, m_catalog, ids(now), u"dc"_s);
        case 10:
            return renamePart(now, id(now), text());
        case 11:
            return changeServers(now, ids(now), serverChange(now));
        case 12:
            return changeGroups(now, ids(now), groupChange(now));
        case 13:
            return changeSites(now, ids(now), siteChange());
        case 14:
            return changeLinks(now, parts(now).links, {below(200), oneIn(2), {}});
        default:
            return documentEdit(now);
        }
    }

private:
    QString text()
    {
        static const QStringList kTexts{u"Büro"_s,
                                        u"MBX01"_s,
                                        QString(),
                                        u" "_s,
                                        u"a\nb"_s,
                                        u"a.example"_s,
                                        u"10.0.0.7"_s,
                                        QString(300, u'x'),
                                        u"\u202e"_s,
                                        u"cas"_s,
                                        QString(QChar(0xD800)),
                                        u"\U0001F600"_s};
        return kTexts[below(kTexts.size())];
    }

    QString id(const Topology &now)
    {
        QStringList all{u"gone"_s};
        for (const Site &site : now.sites)
            all << site.id;
        for (const Server &server : now.servers)
            all << server.id;
        for (const Group &group : now.groups)
            all << group.id;
        return all[below(all.size())];
    }

    QStringList ids(const Topology &now)
    {
        QStringList some;
        for (int count = below(5); count >= 0; --count)
            some << id(now);
        return some;
    }

    QString site(const Topology &now)
    {
        return now.sites.isEmpty() || oneIn(8) ? u"gone"_s : now.sites[below(now.sites.size())].id;
    }

    QStringList someRoles()
    {
        return oneIn(4) ? QStringList() : QStringList{oneIn(2) ? u"mailbox"_s : u"cas"_s, u"dc"_s};
    }

    Parts parts(const Topology &now)
    {
        Parts parts{ids(now), {}, {}};
        if (!now.links.isEmpty())
            parts.links << endsOf(now.links[below(now.links.size())]);
        if (!now.accepted.isEmpty() && oneIn(2))
            parts.accepted << acceptedKey(now.accepted.first().rule, now.accepted.first().about);
        return parts;
    }

    ServerSeries series(const Topology &now)
    {
        ServerSeries series{below(6), someRoles(), site(now), oneIn(2) ? text() : QString(), {}, {}};
        if (oneIn(2))
            series.newGroup = newGroup(now, m_catalog, GroupType(below(4)), {});
        else
            series.group = id(now);
        return series;
    }

    TopologyEdit pasted(const Topology &now)
    {
        if (oneIn(6)) {
            const QList<Template> all = templates();
            const auto inserted = insertTemplate(all[below(all.size())]);
            return inserted ? *inserted : TopologyEdit();
        }
        const QByteArray bytes = copyPart(now, ids(now));
        if (bytes.isEmpty())
            return changeDocument({});
        const auto edit = pastePart(bytes, site(now));
        return edit ? *edit : TopologyEdit();
    }

    ServerChange serverChange(const Topology &now)
    {
        ServerChange change;
        switch (below(8)) {
        case 0:
            change.fqdn = text();
            break;
        case 1:
            change.addresses = QStringList{text()};
            break;
        case 2:
            change.dynamicPorts =
                oneIn(3) ? std::nullopt : std::optional(PortRange{quint16(below(9)), quint16(below(9))});
            break;
        case 3:
            change.notes = text();
            break;
        case 4:
            change.readOnly = oneIn(2);
            change.sipStartup = oneIn(2) ? std::nullopt : std::optional(SipStartup(below(3)));
            break;
        case 5:
            change.version = text();
            change.operatingSystem = text();
            break;
        case 6:
            change.domain = text();
            break;
        default:
            change.site = site(now);
            change.roles = QStringList{text(), u"dc"_s};
        }
        return change;
    }

    GroupChange groupChange(const Topology &now)
    {
        GroupChange change;
        if (oneIn(3))
            change.kind = GroupType(below(4));
        switch (below(6)) {
        case 0:
            change.members = ids(now);
            change.gateways = ids(now);
            break;
        case 1:
            change.witness = id(now);
            change.alternateWitness = id(now);
            break;
        case 2:
            change.site = site(now);
            break;
        case 3:
            change.replicationPort = oneIn(2) ? std::nullopt : std::optional(quint16(below(3)));
            break;
        case 4:
            change.fqdn = text();
            change.addresses = QStringList{text()};
            break;
        default:
            change.loadBalancer = LoadBalancer(below(3));
            change.security = SipSecurity(below(3));
            change.notes = text();
        }
        return change;
    }

    SiteChange siteChange()
    {
        SiteChange change;
        change.kind = SiteKind(below(3));
        change.internetFacing = oneIn(2);
        (oneIn(2) ? change.notes : change.organization) = text();
        return change;
    }

    TopologyEdit documentEdit(const Topology &now)
    {
        switch (below(5)) {
        case 0:
            return acceptFinding({u"S%1"_s.arg(below(3)), ids(now), text(), nullptr});
        case 1:
            return takeBackAcceptance(u"S1"_s, {});
        case 2:
            return addMembers(now, id(now), ids(now));
        case 3:
            return removeMembers(now, id(now), ids(now));
        default:
            ChartView view;
            view.name = text();
            view.focus.hops = below(12);
            view.pins << PinnedCard{u"server:"_s + id(now), QPoint(below(100), -below(100))};
            if (oneIn(2))
                view.focus.on = ids(now);
            DocumentChange change;
            change.name = oneIn(2) ? std::optional(text()) : std::nullopt;
            change.views = QList{view};
            return changeDocument(change);
        }
    }

    std::mt19937_64 m_engine;
    Catalog m_catalog;
};

/// As it is read, so that its objects know what they came from, keys that Portolan does not know among it.
Topology asRead(Topology topology)
{
    topology.name = u"Plan"_s;
    topology.catalog = u"test"_s;
    QByteArray text = writeTopology(topology);
    text.replace("\"roles\"", "\"own\": [1.0], \"roles\"");
    text.replace("\"kind\": \"dag\"", "\"kind\": \"dag\", \"loadBalancer\": 7");
    const auto loaded = parseTopology(text, {});
    if (!loaded)
        qWarning("%s", qPrintable(toText(loaded.error())));
    return loaded ? loaded->topology : Topology();
}

} // namespace

/// Any edits in any order, with undo and redo in between.
class TestEditSequences : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void undoAndRedoGiveBackEveryByte_data()
    {
        QTest::addColumn<quint64>("seed");
        for (quint64 seed = 1; seed <= 4; ++seed)
            QTest::newRow(qPrintable(u"seed %1"_s.arg(seed))) << seed;
    }

    void undoAndRedoGiveBackEveryByte();
};

void TestEditSequences::undoAndRedoGiveBackEveryByte()
{
    QFETCH(quint64, seed);
    const RandomPlan plan = randomPlan(seed);
    RandomEdits edits(seed, plan.catalog);
    History history;
    history.reset(asRead(plan.topology));
    QVERIFY(!history.present().sites.isEmpty());
    QList<QByteArray> states{writeTopology(history.present())}; // what every step led to
    QStringList texts;
    qsizetype at = 0;
    for (int step = 0; step < kSteps; ++step) {
        if (edits.oneIn(5)) {
            history.undo();
            at = std::max(at - 1, qsizetype(0));
        } else if (edits.oneIn(6)) {
            history.redo();
            at = std::min(at + 1, states.size() - 1);
        } else {
            const Topology before = history.present();
            const TopologyEdit edit = edits.next(before);
            QVERIFY(!edit.text.isEmpty());
            const Topology after = edit.apply(before);
            history.push(after, edit.text);
            QCOMPARE(after == before, history.present() == before);
            if (!(after == before)) {
                states.resize(++at);
                texts.resize(at - 1);
                states << writeTopology(after);
                texts << edit.text;
                const auto again = parseTopology(states.last(), {});
                QVERIFY2(again.has_value(),
                         qPrintable(edit.text + u": "_s + (again ? QString() : toText(again.error()))));
                QVERIFY2(again->topology == after, qPrintable(edit.text));
            }
        }
        QCOMPARE(history.canUndo(), at > 0);
        QCOMPARE(history.canRedo(), at + 1 < states.size());
        QCOMPARE(history.undoText(), at > 0 ? texts[at - 1] : QString());
        QCOMPARE(writeTopology(history.present()), states[at]);
    }
    QVERIFY(texts.size() > 20);
    while (history.canUndo())
        QCOMPARE(writeTopology(history.undo()), states[--at]);
    QCOMPARE(at, 0);
    QVERIFY(history.isClean());
    while (history.canRedo())
        QCOMPARE(writeTopology(history.redo()), states[++at]);
    QCOMPARE(at, states.size() - 1);
}

QTEST_GUILESS_MAIN(TestEditSequences)
#include "tst_editsequences.moc"
