// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/comparison/topologymerge.h"
#include "tests/support/randomedit.h"
#include "tests/support/randomplan.h"

#include <QTest>

#include <algorithm>

using namespace portolan;
using namespace portolan::test;
using namespace Qt::StringLiterals;

namespace {

constexpr const char *kPlan = R"({
  "format": "portolan-topology",
  "version": 1,
  "name": "Plan",
  "catalog": "exchange-2010",
  "sites": [
    { "id": "hq", "name": "Headquarters", "floor": 3 },
    { "id": "branch", "name": "Branch" }
  ],
  "links": [{ "between": ["hq", "branch"] }],
  "servers": [
    { "id": "a", "name": "A", "site": "hq", "roles": ["mailbox"], "rack": { "row": 1, "slot": 2 } },
    { "id": "b", "name": "B", "site": "branch", "roles": ["mailbox"] },
    { "id": "c", "name": "C", "site": "hq", "roles": ["hub-transport"] }
  ],
  "groups": [{ "id": "dag1", "kind": "dag", "name": "DAG1", "members": ["a", "b"], "witness": "c" }],
  "views": [{ "name": "All", "pins": [{ "card": "server:a", "x": 1, "y": 2 }] }]
}
)";

Topology parsed(const QByteArray &bytes)
{
    const Result<LoadedTopology> loaded = parseTopology(bytes, u"test"_s);
    if (!loaded)
        qFatal("%s\n%s", qPrintable(toText(loaded.error())), bytes.constData());
    return loaded->topology;
}

template <typename T>
T &byId(QList<T> &items, const char *id)
{
    const auto found =
        std::find_if(items.begin(), items.end(), [id](const T &item) { return item.id == QLatin1String(id); });
    if (found == items.end())
        qFatal("there is no %s", id);
    return *found;
}

template <typename T>
void removeById(QList<T> &items, const char *id)
{
    items.removeIf([id](const T &item) { return item.id == QLatin1String(id); });
}

template <typename T>
QStringList idsOf(const QList<T> &items)
{
    QStringList ids;
    for (const T &item : items)
        ids << item.id;
    return ids;
}

QStringList lines(const QList<MergeConflict> &conflicts)
{
    QStringList result;
    for (const MergeConflict &conflict : conflicts) {
        const QString taken = conflict.taken == MergeConflict::Taken::Mine ? u"mine"_s
            : conflict.taken == MergeConflict::Taken::Theirs               ? u"theirs"_s
                                                                           : u"both"_s;
        result << u"%1 %2 %3: %4 | %5, %6"_s.arg(toString(conflict.item), conflict.id, conflict.field, conflict.mine,
                                                 conflict.theirs, taken);
    }
    return result;
}

/// Three versions of the same plan, as they are when somebody edits and somebody else saved.
struct Versions {
    Topology base = parsed(kPlan);
    Topology mine = base;
    Topology theirs = base;

    MergedTopology merged() const
    {
        MergedTopology result = mergeTopologies(base, mine, theirs);
        parsed(writeTopology(result.topology)); // stops the program where that cannot be
        return result;
    }
};

} // namespace

class TestTopologyMerge : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bothSidesAreInIt()
    {
        Versions versions;
        byId(versions.mine.servers, "a").name = u"A1"_s;
        byId(versions.theirs.servers, "a").notes = u"new disks"_s;
        byId(versions.mine.groups, "dag1").members << u"c"_s;
        byId(versions.theirs.groups, "dag1").members.removeAll(u"b"_s);
        versions.theirs.views[0].pins << PinnedCard{u"server:b"_s, QPoint(5, 6)};
        versions.mine.views[0].pins << PinnedCard{u"server:c"_s, QPoint(7, 8)};
        versions.mine.links.clear();
        MergedTopology merged = versions.merged();
        QCOMPARE(lines(merged.conflicts), QStringList());
        QCOMPARE(byId(merged.topology.servers, "a").name, u"A1"_s);
        QCOMPARE(byId(merged.topology.servers, "a").notes, u"new disks"_s);
        QCOMPARE(merged.topology.groups[0].members, (QStringList{u"a"_s, u"c"_s}));
        QCOMPARE(merged.topology.views[0].pins.size(), 3);
        QVERIFY(merged.topology.links.isEmpty());
    }

    void mineIsTakenWhereBothChangedTheSame()
    {
        Versions versions;
        versions.mine.name = u"My plan"_s;
        versions.theirs.name = u"Their plan"_s;
        byId(versions.mine.servers, "a").site = u"branch"_s;
        byId(versions.theirs.servers, "a").dynamicPorts = PortRange{1, 2};
        byId(versions.mine.servers, "a").dynamicPorts = PortRange{3, 4};
        byId(versions.mine.servers, "b").notes = u"same"_s;
        byId(versions.theirs.servers, "b").notes = u"same"_s;
        versions.mine.views[0].pins[0].place = {10, 10};
        versions.theirs.views[0].pins[0].place = {20, 20};
        MergedTopology merged = versions.merged();
        QCOMPARE(
            lines(merged.conflicts),
            (QStringList{u"document  name: My plan | Their plan, mine"_s, u"server a dynamic ports: 3-4 | 1-2, mine"_s,
                         u"view All kept places: server:a at 10, 10 | server:a at 20, 20, mine"_s}));
        QCOMPARE(merged.topology.name, u"My plan"_s);
        QCOMPARE(byId(merged.topology.servers, "a").dynamicPorts, std::optional(PortRange{3, 4}));
        QCOMPARE(merged.topology.views[0].pins[0].place, QPoint(10, 10));
    }

    void removedHereAndChangedThere()
    {
        Versions versions;
        removeById(versions.mine.servers, "b");
        byId(versions.mine.groups, "dag1").members.removeAll(u"b"_s);
        byId(versions.theirs.servers, "b").notes = u"x"_s;
        removeById(versions.theirs.servers, "c");
        byId(versions.theirs.groups, "dag1").witness.clear();
        byId(versions.mine.servers, "c").notes = u"y"_s;
        const MergedTopology merged = versions.merged();
        QCOMPARE(lines(merged.conflicts),
                 (QStringList{u"server c : changed | removed, mine"_s, u"server b : removed | changed, mine"_s}));
        QCOMPARE(idsOf(merged.topology.servers), (QStringList{u"a"_s, u"c"_s}));
    }

    void aSiteThatTheOtherSidePutAServerInStays()
    {
        Versions versions;
        for (Topology *topology : {&versions.mine, &versions.theirs}) {
            topology->links.clear();
            byId(topology->servers, "b").site = u"hq"_s;
        }
        removeById(versions.mine.sites, "branch");
        byId(versions.theirs.servers, "a").site = u"branch"_s;
        MergedTopology merged = versions.merged();
        QCOMPARE(lines(merged.conflicts), QStringList{u"site branch : removed | needed, theirs"_s});
        QCOMPARE(idsOf(merged.topology.sites), (QStringList{u"hq"_s, u"branch"_s}));
        QCOMPARE(byId(merged.topology.servers, "a").site, u"branch"_s);

        std::swap(versions.mine, versions.theirs);
        merged = versions.merged();
        QCOMPARE(lines(merged.conflicts), QStringList{u"site branch : needed | removed, mine"_s});
        QCOMPARE(byId(merged.topology.servers, "a").site, u"branch"_s);
    }

    void aServerThatTheOtherSideMadeAWitness()
    {
        Versions versions;
        removeById(versions.mine.servers, "a");
        byId(versions.mine.groups, "dag1").members.removeAll(u"a"_s);
        byId(versions.theirs.groups, "dag1").witness = u"a"_s;
        MergedTopology merged = versions.merged();
        QCOMPARE(lines(merged.conflicts), QStringList{u"group dag1 witness: without a | with a, mine"_s});
        QCOMPARE(merged.topology.groups[0].witness, QString());

        std::swap(versions.mine, versions.theirs);
        merged = versions.merged();
        QCOMPARE(lines(merged.conflicts), QStringList{u"server a : needed | removed, mine"_s});
        QCOMPARE(merged.topology.groups[0].witness, u"a"_s);
        QVERIFY(idsOf(merged.topology.servers).contains(u"a"_s));
    }

    void aLinkToASiteThatIsGone()
    {
        Versions versions;
        versions.base.sites << Site{u"dr"_s, u"DR"_s, SiteKind::Internal, {}, false, {}, nullptr};
        versions.mine = versions.base;
        versions.theirs = versions.base;
        removeById(versions.mine.sites, "dr");
        versions.theirs.links << Link{u"hq"_s, u"dr"_s, 5, false, false, nullptr};
        MergedTopology merged = versions.merged();
        QCOMPARE(lines(merged.conflicts), QStringList{u"link hq - dr : without the site dr | kept, mine"_s});
        QCOMPARE(merged.topology.links.size(), 1);

        std::swap(versions.mine, versions.theirs);
        merged = versions.merged();
        QCOMPARE(lines(merged.conflicts), QStringList{u"site dr : needed | removed, mine"_s});
        QCOMPARE(merged.topology.links.size(), 2);
    }

    /// Ids are unique over all kinds of things.
    void anIdThatBothGaveToDifferentThings()
    {
        Versions versions;
        Server server = versions.base.servers[0];
        server.id = u"x"_s;
        server.origin = nullptr;
        versions.mine.servers << server;
        versions.theirs.sites << Site{u"x"_s, u"X"_s, SiteKind::Internal, {}, false, {}, nullptr};
        byId(versions.theirs.servers, "b").site = u"x"_s;
        MergedTopology merged = versions.merged();
        QCOMPARE(lines(merged.conflicts), QStringList{u"site x id: something else has it | now x-2, both"_s});
        QCOMPARE(byId(merged.topology.servers, "b").site, u"x-2"_s);
        QCOMPARE(byId(merged.topology.sites, "x-2").name, u"X"_s);
    }

    void keysOfOtherVersionsStay()
    {
        Versions versions;
        versions.mine =
            parsed(QByteArray(kPlan).replace("\"floor\": 3", "\"floor\": 4").replace("\"row\": 1", "\"row\": 9"));
        versions.theirs = parsed(QByteArray(kPlan)
                                     .replace("\"floor\": 3", "\"floor\": 5, \"room\": \"B\"")
                                     .replace("\"slot\": 2", "\"slot\": 8"));
        const MergedTopology merged = versions.merged();
        QCOMPARE(lines(merged.conflicts), QStringList{u"site hq floor: 4 | 5, mine"_s});
        const QByteArray file = writeTopology(merged.topology);
        QVERIFY2(file.contains("\"floor\": 4") && file.contains("\"room\": \"B\""), file.constData());
        QVERIFY2(file.contains("\"row\": 9") && file.contains("\"slot\": 8"), file.constData());
    }

    /// As after saving: what this program made has no text of its own yet, the file's version has.
    void aSavedDocumentMergesWithItsFile()
    {
        Versions versions;
        Server server;
        server.id = u"new"_s;
        server.name = u"NEW"_s;
        server.site = u"hq"_s;
        versions.base.servers << server;
        versions.mine = versions.base;
        versions.theirs = parsed(writeTopology(versions.base));
        byId(versions.theirs.servers, "new").notes = u"from the file"_s;
        removeById(versions.mine.servers, "c");
        versions.mine.groups[0].witness.clear();
        MergedTopology merged = versions.merged();
        QCOMPARE(lines(merged.conflicts), QStringList());
        QCOMPARE(idsOf(merged.topology.servers), (QStringList{u"a"_s, u"b"_s, u"new"_s}));
        QCOMPARE(byId(merged.topology.servers, "new").notes, u"from the file"_s);
    }

    void oneSideAloneIsTheResult()
    {
        for (quint64 seed = 0; seed < 300; ++seed) {
            const Topology base = parsed(writeTopology(withFields(randomPlan(seed).topology)));
            const Topology edited = randomlyEdited(base, seed, static_cast<int>(seed % 12), u"e"_s);
            const QByteArray expected = writeTopology(edited);
            for (const MergedTopology &merged :
                 {mergeTopologies(base, base, edited), mergeTopologies(base, edited, base),
                  mergeTopologies(base, edited, edited), mergeTopologies(edited, edited, edited)}) {
                QCOMPARE(lines(merged.conflicts), QStringList());
                QCOMPARE(writeTopology(merged.topology), expected);
            }
            const Topology saved = parsed(expected);
            QCOMPARE(writeTopology(mergeTopologies(base, base, saved).topology), expected);
            QCOMPARE(writeTopology(mergeTopologies(base, edited, saved).topology), expected);
        }
    }

    void whateverTheSidesDidCanBeReadAgain()
    {
        qsizetype conflicts = 0;
        for (quint64 seed = 0; seed < 600; ++seed) {
            const Topology base = parsed(writeTopology(withFields(randomPlan(seed).topology)));
            const QString theirMark = seed % 2 == 0 ? u"m"_s : u"t"_s; // with the same marks ids are the same at times
            const Topology mine = randomlyEdited(base, seed, static_cast<int>(2 + seed % 20), u"m"_s);
            const Topology theirs = randomlyEdited(base, seed + 7777, static_cast<int>(2 + seed % 17), theirMark);
            const MergedTopology merged = mergeTopologies(base, mine, theirs);
            const QByteArray file = writeTopology(merged.topology);
            const Result<LoadedTopology> loaded = parseTopology(file, u"merged"_s);
            QVERIFY2(loaded.has_value(), loaded ? "" : qPrintable(toText(loaded.error())));
            QVERIFY(topologyDifference(loaded->topology, merged.topology).isEmpty());
            conflicts += merged.conflicts.size();
        }
        QVERIFY(conflicts > 300);
    }

    /// Where nothing is in conflict it does not matter which side is mine.
    void disjointEditsCommute()
    {
        int clean = 0;
        int both = 0;
        for (quint64 seed = 0; seed < 600; ++seed) {
            const Topology base = parsed(writeTopology(withFields(randomPlan(seed).topology)));
            const Topology one = randomlyEdited(base, seed, 2, u"one"_s);
            const Topology other = randomlyEdited(base, seed + 4444, 2, u"other"_s);
            const MergedTopology there = mergeTopologies(base, one, other);
            const MergedTopology back = mergeTopologies(base, other, one);
            QCOMPARE(there.conflicts.isEmpty(), back.conflicts.isEmpty());
            if (!there.conflicts.isEmpty())
                continue;
            ++clean;
            const QList<ItemChange> rest = topologyDifference(sorted(there.topology), sorted(back.topology));
            QVERIFY2(rest.isEmpty(), qPrintable(rest.isEmpty() ? QString() : rest[0].id));
            if (!topologyDifference(base, one).isEmpty() && !topologyDifference(base, other).isEmpty())
                ++both;
            // What each side did is in it.
            for (const auto &[side, unchanged] : {std::pair(&one, &other), std::pair(&other, &one)}) {
                for (const ItemChange &change : topologyDifference(base, *side)) {
                    const QList<ItemChange> inMerged = topologyDifference(base, there.topology);
                    const bool isThere =
                        std::any_of(inMerged.begin(), inMerged.end(), [&change](const ItemChange &candidate) {
                            return candidate.item == change.item && candidate.id == change.id
                                && candidate.change == change.change;
                        });
                    QVERIFY2(isThere, qPrintable(toString(change.item) + u' ' + change.id));
                }
            }
        }
        QVERIFY2(clean > 300 && both > 200, qPrintable(u"%1 %2"_s.arg(clean).arg(both)));
    }

private:
    /// What a file needs and random plans lack.
    static Topology withFields(Topology topology)
    {
        topology.name = u"Random"_s;
        topology.catalog = u"exchange-2010"_s;
        return topology;
    }

    /// Lists of texts in an order that does not hang on who added first.
    static Topology sorted(Topology topology)
    {
        for (Server &server : topology.servers) {
            server.roles.sort();
            server.addresses.sort();
        }
        for (Group &group : topology.groups)
            group.members.sort();
        for (ChartView &view : topology.views)
            std::sort(view.pins.begin(), view.pins.end(),
                      [](const PinnedCard &a, const PinnedCard &b) { return a.card < b.card; });
        return topology;
    }
};

QTEST_APPLESS_MAIN(TestTopologyMerge)
#include "tst_topologymerge.moc"
