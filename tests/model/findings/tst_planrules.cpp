// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/findings/review.h"

#include <QTest>

using namespace portolan;
using namespace Qt::StringLiterals;

namespace {

const char kPlan[] = R"({
  "format": "portolan-topology", "version": 1, "name": "Plan", "catalog": "paper",
  "sites": [
    { "id": "hq", "name": "Headquarters" },
    { "id": "branch", "name": "Branch" },
    { "id": "dmz", "name": "Perimeter", "kind": "perimeter" }
  ],
  "servers": [
    { "id": "a", "name": "A", "site": "hq", "roles": ["spooler"], "addresses": ["192.0.2.1"] },
    { "id": "b", "name": "B", "site": "hq", "roles": ["printer", "spooler"], "addresses": ["192.0.2.2", "2001:db8::2"] },
    { "id": "c", "name": "C", "site": "dmz", "roles": ["gate"] },
    { "id": "d", "name": "D", "site": "hq", "roles": ["printer"] }
  ],
  "groups": [
    { "id": "g1", "kind": "dag", "name": "G1", "members": ["a", "b"], "witness": "d" },
    { "id": "g2", "kind": "edge-subscription", "name": "G2", "site": "hq", "members": ["c"] },
    { "id": "g3", "kind": "dag", "name": "G3", "members": ["e"] }
  ]
})";

Catalog paperCatalog()
{
    QSharedDataPointer<Catalog::Data> data(new Catalog::Data);
    data->id = u"paper"_s;
    for (const QString &id : {u"spooler"_s, u"printer"_s, u"gate"_s}) {
        data->roleIndex.insert(id, int(data->roles.size()));
        Role role;
        role.id = id;
        role.label = u"The "_s + id;
        data->roles << role;
    }
    data->groups = {{u"dag"_s, u"Set"_s, 0}, {u"edge-subscription"_s, u"Subscription"_s, 2}};
    return Catalog(std::move(data));
}

/// Rule and place of each finding.
using Faults = QList<std::pair<QString, QString>>;

QList<Finding> findings(const Topology &topology, const Catalog &catalog)
{
    return planFaults(deriveFlows(catalog, topology));
}

Faults faults(const QList<Finding> &findings)
{
    Faults result;
    for (const Finding &finding : findings)
        result.append({finding.rule, finding.place});
    return result;
}

QString textOf(const QList<Finding> &findings)
{
    QStringList lines;
    for (const Finding &finding : findings)
        lines << finding.rule + u' ' + finding.place + u' ' + finding.detail;
    return lines.join(u'\n');
}

/// The plan after some replacements, each a pair of texts.
Topology plan(const QList<std::pair<QByteArray, QByteArray>> &changes)
{
    QByteArray text = kPlan;
    // A third DAG is there to be changed; as it stands it has a member of its own.
    text.replace("\"roles\": [\"printer\"] }\n",
                 "\"roles\": [\"printer\"] },\n    { \"id\": \"e\", \"name\": \"E\", "
                 "\"site\": \"hq\", \"roles\": [\"spooler\"] }\n");
    for (const auto &[before, after] : changes) {
        const qsizetype at = text.indexOf(before);
        if (at < 0)
            qFatal("not in the plan: %s", before.constData());
        text.replace(at, before.size(), after);
    }
    const Result<LoadedTopology> result = parseTopology(text, {});
    if (!result)
        qFatal("%s", qPrintable(toText(result.error())));
    return result->topology;
}

} // namespace

/// What is wrong with a document whatever its port reference.
class TestPlanRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsNothingInASoundPlan()
    {
        QCOMPARE(faults(findings(plan({}), paperCatalog())), Faults());
        QCOMPARE(faults(findings(Topology(), paperCatalog())), Faults());
    }

    void findsFaults_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<QString>("rule");
        QTest::addColumn<QString>("place");
        QTest::addColumn<QString>("says");
        const auto row = [](const char *name, const QByteArray &before, const QByteArray &after, const QString &rule,
                            const QString &place,
                            const QString &says) { QTest::newRow(name) << before << after << rule << place << says; };
        row("unknown role", R"(["gate"])", R"(["gate", "gatte"])", u"P2"_s, u"servers[2].roles[1]"_s, u"“gate”"_s);
        row("hostile role", R"(["gate"])", R"(["gate", "<b>"])", u"P2"_s, u"servers[2].roles[1]"_s, u"“<b>”"_s);
        row("role twice", R"(["gate"])", R"(["gate", "gate"])", u"P3"_s, u"servers[2].roles[1]"_s, u"twice"_s);
        row("no role", R"("name": "D", "site": "hq", "roles": ["printer"])",
            R"("name": "D", "site": "hq", "roles": [])", u"P4"_s, u"servers[3].roles"_s, u"“D” (d)"_s);
        row("name twice", R"("name": "D")", R"("name": "a")", u"P5"_s, u"servers[3].name"_s, u"“a”"_s);
        row("address twice", R"(["192.0.2.2", "2001:db8::2"])", R"(["192.0.2.2", "192.0.2.1"])", u"P6"_s,
            u"servers[1].addresses[1]"_s, u"“A” (a)"_s);
        row("address twice in another spelling", R"("2001:db8::2")", R"("::ffff:192.0.2.1")", u"P6"_s,
            u"servers[1].addresses[1]"_s, u"“A”"_s);
        row("address twice in one server", R"(["192.0.2.2", "2001:db8::2"])", R"(["2001:db8::2", "2001:DB8:0::2"])",
            u"P7"_s, u"servers[1].addresses[1]"_s, u"twice"_s);
        row("no members", R"(["a", "b"])", "[]", u"P9"_s, u"groups[0].members"_s, u"no members"_s);
        row("member twice", R"(["a", "b"])", R"(["a", "b", "a"])", u"P10"_s, u"groups[0].members[2]"_s, u"twice"_s);
        row("member without the role", R"(["a", "b"])", R"(["a", "d"])", u"P11"_s, u"groups[0].members[1]"_s,
            u"The spooler"_s);
        row("subscribed server without the role", R"("members": ["c"])", R"("members": ["c", "d"])", u"P11"_s,
            u"groups[1].members[1]"_s, u"The gate"_s);
        row("subscription without a site", R"("site": "hq", "members": ["c"])", R"("members": ["c"])", u"P12"_s,
            u"groups[1].site"_s, u"no site"_s);
        row("subscription of an empty site", R"("site": "hq", "members": ["c"])",
            R"("site": "branch", "members": ["c"])", u"P13"_s, u"groups[1].site"_s, u"“branch”"_s);
    }

    void findsFaults()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        QFETCH(QString, rule);
        QFETCH(QString, place);
        QFETCH(QString, says);
        const Topology topology = plan({{before, after}});
        const QList<Finding> met = findings(topology, paperCatalog());
        QVERIFY2(met.size() <= 2, qPrintable(textOf(met)));
        QVERIFY2(faults(met).contains(std::pair(rule, place)), qPrintable(textOf(met)));
        QVERIFY2(textOf(met).contains(says), qPrintable(textOf(met)));
        for (const Finding &finding : met) {
            if (!finding.fix)
                continue;
            for (const Finding &other : findings(finding.fix->apply(topology), paperCatalog()))
                QVERIFY2(other.key() != finding.key(), qPrintable(other.detail));
        }
    }

    void aServerMayBeInASetAndInASubscription()
    {
        const Topology topology =
            plan({{R"(["gate"])", R"(["gate", "spooler"])"}, {R"(["a", "b"])", R"(["a", "b", "c"])"}});
        QCOMPARE(faults(findings(topology, paperCatalog())), Faults());
    }

    void aCatalogWithoutAKindOfGroupSaysSo()
    {
        const Faults met = faults(findings(plan({}), Catalog()));
        QVERIFY(met.contains(std::pair(u"P8"_s, u"groups[0].kind"_s)));
        QVERIFY(met.contains(std::pair(u"P2"_s, u"servers[0].roles[0]"_s)));
    }

    void faultsComeInTheDocumentsOrder()
    {
        const Topology topology = plan({{R"(["a", "b"])", R"(["a", "a"])"},
                                        {R"("roles": ["gate"])", R"("roles": ["goat"])"},
                                        {R"("name": "D")", R"("name": "C")"},
                                        {R"("members": ["e"])", R"("members": [])"}});
        const Faults expected{{u"P2"_s, u"servers[2].roles[0]"_s},
                              {u"P5"_s, u"servers[3].name"_s},
                              {u"P10"_s, u"groups[0].members[1]"_s},
                              {u"P11"_s, u"groups[1].members[0]"_s},
                              {u"P9"_s, u"groups[2].members"_s}};
        QCOMPARE(faults(findings(topology, paperCatalog())), expected);
    }

    void aTopologyMadeInTheProgramIsSurvivedWhateverItHolds()
    {
        Topology topology;
        Server server;
        server.addresses = {u"nowhere"_s};
        server.roles = {u"spooler"_s};
        Group group;
        group.members = {u"missing"_s};
        group.witness = u"missing too"_s;
        topology.servers << server;
        topology.groups << group;
        QCOMPARE(faults(findings(topology, paperCatalog())), Faults());
    }
};

QTEST_GUILESS_MAIN(TestPlanRules)
#include "tst_planrules.moc"
