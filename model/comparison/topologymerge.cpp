// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "topologymerge.h"

#include "model/comparison/mergerepair.h"
#include "model/comparison/originmerge.h"
#include "model/comparison/topologyfields.h"

#include <algorithm>

namespace portolan {

namespace {

class Merger
{
public:
    explicit Merger(QList<MergeConflict> &conflicts) : m_conflicts(conflicts) { }

    /// The fields and unknown keys of one thing that both have.
    template <typename T>
    T mergedItem(const T &base, const T &mine, const T &theirs)
    {
        T result = mine;
        for (const TopologyField<T> &field : fieldsOf<T>()) {
            if (!field.merge(result, base, theirs))
                add(mine, ComparisonText::tr(field.label), field.text(mine), field.text(theirs));
        }
        result.origin = mergedOrigin(base.origin, mine.origin, theirs.origin,
                                     [&](const QString &key, const JsonValue *own, const JsonValue *other) {
                                         if (!isKnownKey(result, key))
                                             add(mine, key, textOf(own), textOf(other));
                                     });
        return result;
    }

    template <typename T>
    QList<T> mergedList(const QList<T> &base, const QList<T> &mine, const QList<T> &theirs)
    {
        const Keyed<T> before(base);
        const Keyed<T> own(mine);
        const Keyed<T> other(theirs);
        QList<T> result;
        for (const QString &key : mergedOrder(before.keys, own.keys, other.keys)) {
            const T *was = before.find(key);
            const T *here = own.find(key);
            const T *there = other.find(key);
            if (here && there)
                result << mergedItem(was ? *was : T(), *here, *there);
            else if (here && (!was || staysChanged(*was, *here)))
                result << *here;
            else if (there && !was)
                result << *there;
            else if (there && isChanged(*was, *there))
                add(*there, {}, ComparisonText::tr("removed"), ComparisonText::tr("changed"));
        }
        return result;
    }

private:
    template <typename T>
    struct Keyed {
        explicit Keyed(const QList<T> &list) : items(list)
        {
            QStringList texts;
            texts.reserve(items.size());
            for (const T &item : items)
                texts << identityOf(item);
            keys = distinctKeys(texts);
            index.reserve(items.size());
            for (qsizetype i = 0; i < keys.size(); ++i)
                index.insert(keys[i], i);
        }

        const T *find(const QString &key) const
        {
            const auto found = index.constFind(key);
            return found == index.constEnd() ? nullptr : &items[*found];
        }

        const QList<T> &items;
        QStringList keys;
        QHash<QString, qsizetype> index;
    };

    template <typename T>
    static bool isChanged(const T &before, const T &after)
    {
        const TopologyFields<T> &fields = fieldsOf<T>();
        return !unknownKeyChanges(before, after).isEmpty()
            || std::any_of(fields.begin(), fields.end(),
                           [&](const TopologyField<T> &field) { return !field.isSame(before, after); });
    }

    /// Of something that theirs removed.
    template <typename T>
    bool staysChanged(const T &before, const T &mine)
    {
        if (!isChanged(before, mine))
            return false;
        add(mine, {}, ComparisonText::tr("changed"), ComparisonText::tr("removed"));
        return true;
    }

    template <typename T>
    void add(const T &item, const QString &field, const QString &mine, const QString &theirs)
    {
        const ItemName name = nameOf(item);
        m_conflicts << MergeConflict{name.item, name.id, name.name, field, mine, theirs, MergeConflict::Taken::Mine};
    }

    QList<MergeConflict> &m_conflicts;
};

} // namespace

MergedTopology mergeTopologies(const Topology &base, const Topology &mine, const Topology &theirs)
{
    MergedTopology merged;
    Topology before = base;
    Topology other = theirs;
    partIds(before, mine, other, merged.conflicts);
    Merger merger(merged.conflicts);
    Topology &result = merged.topology;
    result = merger.mergedItem(before, mine, other);
    result.sites = merger.mergedList(before.sites, mine.sites, other.sites);
    result.links = merger.mergedList(before.links, mine.links, other.links);
    result.servers = merger.mergedList(before.servers, mine.servers, other.servers);
    result.groups = merger.mergedList(before.groups, mine.groups, other.groups);
    result.accepted = merger.mergedList(before.accepted, mine.accepted, other.accepted);
    result.views = merger.mergedList(before.views, mine.views, other.views);
    result.source = base.source == theirs.source ? mine.source : theirs.source;
    repairReferences(result, mine, other, merged.conflicts);
    return merged;
}

} // namespace portolan
