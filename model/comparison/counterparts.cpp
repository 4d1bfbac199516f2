// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "counterparts.h"

#include "model/comparison/topologyfields.h"

#include <QHash>
#include <QSet>

namespace portolan {

namespace {

/// Things are the same where their ids are.
template <typename T>
Counterparts match(const QList<T> &before, const QList<T> &after)
{
    Counterparts result;
    const auto count = static_cast<size_t>(after.size());
    result.before.assign(count, -1);
    result.after.resize(count);
    for (size_t i = 0; i < count; ++i)
        result.after[i] = static_cast<qint32>(i);
    QHash<QString, quint32> index; // made when the two first differ
    result.fromBefore.reserve(static_cast<size_t>(before.size()));
    for (qsizetype i = 0; i < before.size(); ++i) {
        quint32 number = static_cast<quint32>(i);
        if (!index.isEmpty() || i >= after.size() || before[i].id != after[i].id) {
            if (index.isEmpty()) {
                index.reserve(after.size());
                for (qsizetype other = 0; other < after.size(); ++other)
                    index.insert(after[other].id, static_cast<quint32>(other));
            }
            number = index.value(before[i].id, static_cast<quint32>(result.size()));
        }
        if (number == result.size()) {
            result.before.push_back(-1);
            result.after.push_back(-1);
        }
        result.before[number] = static_cast<qint32>(i);
        result.fromBefore.push_back(number);
    }
    return result;
}

template <typename T>
void addMissing(QList<T> &items, const QList<T> &before)
{
    QSet<QString> known;
    for (const T &item : std::as_const(items))
        known.insert(identityOf(item));
    for (const T &item : before) {
        if (!known.contains(identityOf(item)))
            items << item;
    }
}

} // namespace

Counterparts matchServers(const Topology &before, const Topology &after)
{
    return match(before.servers, after.servers);
}

Counterparts matchPaths(const Catalog &before, const Catalog &after)
{
    return match(before.dataPaths(), after.dataPaths());
}

Topology unitedTopology(const Topology &before, const Topology &after)
{
    Topology united = after;
    addMissing(united.sites, before.sites);
    addMissing(united.links, before.links);
    addMissing(united.servers, before.servers);
    addMissing(united.groups, before.groups);
    return united;
}

} // namespace portolan
