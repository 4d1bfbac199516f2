// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/comparison/topologydifference.h"
#include "tests/support/randomedit.h"
#include "tests/support/randomplan.h"

#include <QTest>

using namespace portolan;
using namespace portolan::test;
using namespace Qt::StringLiterals;

namespace {

constexpr const char *kPlan = R"({
  "format": "portolan-topology",
  "version": 1,
  "name": "Plan",
  "catalog": "exchange-2010",
  "owner": "Ann",
  "sites": [
    { "id": "hq", "name": "Headquarters", "floor": 3 },
    { "id": "branch", "name": "Branch" }
  ],
  "links": [{ "between": ["hq", "branch"] }],
  "servers": [
    { "id": "a", "name": "A", "site": "hq", "roles": ["mailbox"] },
    { "id": "b", "name": "B", "site": "branch", "roles": ["hub-transport", "mailbox"] }
  ],
  "groups": [{ "id": "dag1", "kind": "dag", "name": "DAG1", "members": ["a", "b"] }],
  "accepted": [{ "rule": "S4", "about": ["hq"], "reason": "Known" }],
  "views": [{ "name": "All" }]
}
)";

Topology parsed(const QByteArray &bytes)
{
    const Result<LoadedTopology> loaded = parseTopology(bytes, u"test"_s);
    if (!loaded)
        qFatal("%s", qPrintable(toText(loaded.error())));
    return loaded->topology;
}

/// "server a: roles: x -> y; site: x -> y", "+ site x", "- site x".
QStringList lines(const QList<ItemChange> &changes)
{
    QStringList result;
    for (const ItemChange &change : changes) {
        const QString what = toString(change.item) + (change.id.isEmpty() ? QString() : u' ' + change.id);
        if (change.change != Change::Changed) {
            result << (change.change == Change::Added ? u"+ "_s : u"- "_s) + what;
            continue;
        }
        QStringList fields;
        for (const FieldChange &field : change.fields)
            fields << field.key + u": "_s + field.before + u" -> "_s + field.after;
        result << what + u": "_s + fields.join(u"; "_s);
    }
    return result;
}

} // namespace

class TestTopologyDifference : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesWhatChanged_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<QStringList>("expected");
        const auto row = [](const char *name, const char *from, const char *to, const QStringList &expected) {
            QTest::newRow(name) << QByteArray(from) << QByteArray(to) << expected;
        };
        row("nothing", "Plan", "Plan", {});
        row("the document's name", "\"Plan\"", "\"Other\"", {u"document: name: Plan -> Other"_s});
        row("an unknown key of the document", "\"Ann\"", "[\"Ann\", \"Bob\"]",
            {u"document: owner: Ann -> [\"Ann\", \"Bob\"]"_s});
        row("an unknown key that goes", ", \"floor\": 3", "", {u"site hq: floor: 3 -> "_s});
        row("an unknown key that comes", "\"name\": \"Branch\"", "\"name\": \"Branch\", \"x\": true",
            {u"site branch: x:  -> true"_s});
        row("roles", "[\"hub-transport\", \"mailbox\"]", "[\"mailbox\"]",
            {u"server b: roles: hub-transport, mailbox -> mailbox"_s});
        row("several fields", "\"site\": \"hq\", \"roles\": [\"mailbox\"]",
            "\"site\": \"branch\", \"roles\": [\"mailbox\"], \"dynamicPorts\": { \"first\": 5000, \"last\": 5009 }",
            {u"server a: site: hq -> branch; dynamicPorts:  -> 5000-5009"_s});
        row("yes and no", "\"name\": \"Branch\"", "\"name\": \"Branch\", \"internetFacing\": true",
            {u"site branch: internetFacing: no -> yes"_s});
        row("a link", "[\"hq\", \"branch\"] }", "[\"hq\", \"branch\"], \"cost\": 7, \"filtered\": true }",
            {u"link hq - branch: cost: 100 -> 7; filtered: no -> yes"_s});
        row("a link said the other way round", "[\"hq\", \"branch\"]", "[\"branch\", \"hq\"]", {});
        row("a link less", "{ \"between\": [\"hq\", \"branch\"] }", "", {u"- link hq - branch"_s});
        row("a server renamed by id", "\"groups\": [{ \"id\": \"dag1\"", "\"groups\": [{ \"id\": \"dag2\"",
            {u"+ group dag2"_s, u"- group dag1"_s});
        row("members", "[\"a\", \"b\"]", "[\"b\"]", {u"group dag1: members: a, b -> b"_s});
        row("an accepted finding", "\"Known\"", "\"Will go\"", {u"accepted S4 hq: reason: Known -> Will go"_s});
        row("accepted about something else", "\"about\": [\"hq\"]", "\"about\": [\"branch\"]",
            {u"+ accepted S4 branch"_s, u"- accepted S4 hq"_s});
        row("a view", "{ \"name\": \"All\" }", "{ \"name\": \"All\", \"level\": \"roles\", \"filter\": \"M7\" }",
            {u"view All: level: auto -> roles; filter:  -> M7"_s});
        row("a default written out", "\"name\": \"Branch\"", "\"name\": \"Branch\", \"kind\": \"internal\"", {});
    }

    void namesWhatChanged()
    {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        QFETCH(QStringList, expected);
        const QByteArray plan(kPlan);
        QVERIFY(plan.contains(from));
        QCOMPARE(lines(topologyDifference(parsed(plan), parsed(QByteArray(plan).replace(from, to)))), expected);
    }

    void tellsPeopleNamesBesideIds()
    {
        Topology before = parsed(kPlan);
        Topology after = before;
        after.servers[0].notes = u"x"_s;
        after.groups[0].name = after.groups[0].id;
        const QList<ItemChange> changes = topologyDifference(before, after);
        QCOMPARE(changes.size(), 2);
        QCOMPARE(changes[0].name, u"A"_s);
        QCOMPARE(changes[1].name, QString());
        QCOMPARE(labelOf(changes[1].item), u"Group"_s);
        QCOMPARE(changes[0].fields[0].label, u"notes"_s);
    }

    /// The order of things is no difference, and what was parsed anew is none.
    void orderIsNoDifference()
    {
        Topology before = parsed(kPlan);
        Topology after = parsed(kPlan);
        std::reverse(after.servers.begin(), after.servers.end());
        std::reverse(after.sites.begin(), after.sites.end());
        QVERIFY(topologyDifference(before, after).isEmpty());
    }

    void thereAndBackIsTheOpposite()
    {
        qsizetype seen = 0;
        for (quint64 seed = 0; seed < 200; ++seed) {
            const Topology before = randomPlan(seed).topology;
            const Topology after = randomlyEdited(before, seed, 5, u"e"_s);
            const QList<ItemChange> there = topologyDifference(before, after);
            QList<ItemChange> back = topologyDifference(after, before);
            QCOMPARE(back.size(), there.size());
            for (const ItemChange &change : there) {
                const auto isOpposite = [&change](const ItemChange &other) {
                    if (other.item != change.item || other.id != change.id)
                        return false;
                    return change.change == Change::Changed
                        ? other.change == Change::Changed && other.fields.size() == change.fields.size()
                            && other.fields[0].before == change.fields[0].after
                        : other.change == (change.change == Change::Added ? Change::Removed : Change::Added);
                };
                QCOMPARE(std::count_if(back.begin(), back.end(), isOpposite), 1);
            }
            QVERIFY(topologyDifference(after, after).isEmpty());
            seen += there.size();
        }
        QVERIFY(seen > 300);
    }
};

QTEST_APPLESS_MAIN(TestTopologyDifference)
#include "tst_topologydifference.moc"
