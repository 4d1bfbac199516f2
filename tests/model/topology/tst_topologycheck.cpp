// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/topology/topology.h"

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

using Faults = QList<std::pair<ErrorCode, QString>>;

Faults faults(const Errors &errors)
{
    Faults result;
    for (const Error &error : errors)
        result.append({error.code, error.place});
    return result;
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

class TestTopologyCheck : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsNothingInASoundPlan()
    {
        QCOMPARE(faults(checkTopology(plan({}), paperCatalog())), Faults());
        QCOMPARE(faults(checkTopology(Topology(), paperCatalog())), Faults());
    }

    void findsFaults_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<QString>("place");
        QTest::addColumn<QString>("says");
        const auto row = [](const char *name, const QByteArray &before, const QByteArray &after, ErrorCode code,
                            const QString &place,
                            const QString &says) { QTest::newRow(name) << before << after << code << place << says; };
        using enum ErrorCode;
        row("unknown role", R"(["gate"])", R"(["gate", "gatte"])", UnknownReference, u"servers[2].roles[1]"_s,
            u"“gate”"_s);
        row("hostile role", R"(["gate"])", R"(["gate", "<b>"])", UnknownReference, u"servers[2].roles[1]"_s,
            u"“<b>”"_s);
        row("role twice", R"(["gate"])", R"(["gate", "gate"])", DuplicateId, u"servers[2].roles[1]"_s, u"twice"_s);
        row("no role", R"("name": "D", "site": "hq", "roles": ["printer"])",
            R"("name": "D", "site": "hq", "roles": [])", BadValue, u"servers[3].roles"_s, u"“D” (d)"_s);
        row("name twice", R"("name": "D")", R"("name": "a")", DuplicateId, u"servers[3].name"_s, u"“a”"_s);
        row("address twice", R"(["192.0.2.2", "2001:db8::2"])", R"(["192.0.2.2", "192.0.2.1"])", DuplicateId,
            u"servers[1].addresses[1]"_s, u"“A” (a)"_s);
        row("address twice in one server", R"(["192.0.2.2", "2001:db8::2"])", R"(["2001:db8::2", "2001:DB8:0::2"])",
            DuplicateId, u"servers[1].addresses[1]"_s, u"twice"_s);
        row("address twice in another spelling", R"("2001:db8::2")", R"("::ffff:192.0.2.1")", DuplicateId,
            u"servers[1].addresses[1]"_s, u"“A”"_s);
        row("member without the role", R"(["a", "b"])", R"(["a", "d"])", BadValue, u"groups[0].members[1]"_s,
            u"The spooler"_s);
        row("subscribed server without the role", R"("members": ["c"])", R"("members": ["c", "d"])", BadValue,
            u"groups[1].members[1]"_s, u"The gate"_s);
        row("no members", R"(["a", "b"])", "[]", BadValue, u"groups[0].members"_s, u"no members"_s);
        row("member twice", R"(["a", "b"])", R"(["a", "b", "a"])", DuplicateId, u"groups[0].members[2]"_s, u"twice"_s);
        row("member of two sets", R"("members": ["e"])", R"("members": ["e", "b"])", DuplicateId,
            u"groups[2].members[1]"_s, u"“g1”"_s);
        row("witness that is a member", R"("witness": "d")", R"("witness": "b")", BadValue, u"groups[0].witness"_s,
            u"“b”"_s);
        row("subscription without a site", R"("site": "hq", "members": ["c"])", R"("members": ["c"])", MissingKey,
            u"groups[1].site"_s, u"no site"_s);
        row("subscription of an empty site", R"("site": "hq", "members": ["c"])",
            R"("site": "branch", "members": ["c"])", BadValue, u"groups[1].site"_s, u"“branch”"_s);
    }

    void findsFaults()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        QFETCH(ErrorCode, code);
        QFETCH(QString, place);
        QFETCH(QString, says);
        const Errors errors = checkTopology(plan({{before, after}}), paperCatalog());
        QVERIFY2(errors.size() <= 2, qPrintable(toText(errors)));
        QVERIFY2(faults(errors).contains(std::pair(code, place)), qPrintable(toText(errors)));
        QVERIFY2(toText(errors).contains(says), qPrintable(toText(errors)));
    }

    void aServerMayBeInASetAndInASubscription()
    {
        const Topology topology =
            plan({{R"(["gate"])", R"(["gate", "spooler"])"}, {R"(["a", "b"])", R"(["a", "b", "c"])"}});
        QCOMPARE(faults(checkTopology(topology, paperCatalog())), Faults());
    }

    void aCatalogWithoutAKindOfGroupSaysSo()
    {
        const Errors errors = checkTopology(plan({}), Catalog());
        const Faults found = faults(errors);
        QVERIFY(found.contains(std::pair(ErrorCode::UnknownReference, u"groups[0].kind"_s)));
        QVERIFY(found.contains(std::pair(ErrorCode::UnknownReference, u"servers[0].roles[0]"_s)));
    }

    void faultsComeInTheDocumentsOrder()
    {
        const Topology topology = plan({{R"(["a", "b"])", R"(["a", "a"])"},
                                        {R"("roles": ["gate"])", R"("roles": ["goat"])"},
                                        {R"("name": "D")", R"("name": "C")"},
                                        {R"("members": ["e"])", R"("members": [])"}});
        const Faults expected{{ErrorCode::UnknownReference, u"servers[2].roles[0]"_s},
                              {ErrorCode::DuplicateId, u"servers[3].name"_s},
                              {ErrorCode::DuplicateId, u"groups[0].members[1]"_s},
                              {ErrorCode::BadValue, u"groups[1].members[0]"_s},
                              {ErrorCode::BadValue, u"groups[2].members"_s}};
        QCOMPARE(faults(checkTopology(topology, paperCatalog())), expected);
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
        QCOMPARE(faults(checkTopology(topology, paperCatalog())), Faults());
    }
};

QTEST_GUILESS_MAIN(TestTopologyCheck)
#include "tst_topologycheck.moc"
