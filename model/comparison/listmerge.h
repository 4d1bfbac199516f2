// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QHash>
#include <QList>
#include <QString>
#include <QStringList>

namespace portolan {

/// Texts with those that were there before told apart by a number, so that a list with the same text twice can be
/// matched with another.
QStringList distinctKeys(const QStringList &texts);

/// The order of all keys of the three lists but those that only `base` has: theirs with mine put in, or mine with
/// theirs put in where mine has the common ones in another order than `base`. Each list has a key once.
QStringList mergedOrder(const QStringList &base, const QStringList &mine, const QStringList &theirs);

/// Three-way merge of lists whose items are equal or not: what either side added is in it, what either removed is not.
template <typename T, typename Key>
QList<T> mergedLists(const QList<T> &base, const QList<T> &mine, const QList<T> &theirs, Key keyOf)
{
    const auto keysOf = [&keyOf](const QList<T> &items) {
        QStringList keys;
        keys.reserve(items.size());
        for (const T &item : items)
            keys << keyOf(item);
        return distinctKeys(keys);
    };
    const auto indexOf = [](const QStringList &keys) {
        QHash<QString, qsizetype> index;
        for (qsizetype i = 0; i < keys.size(); ++i)
            index.insert(keys[i], i);
        return index;
    };
    const QStringList baseKeys = keysOf(base);
    const QStringList mineKeys = keysOf(mine);
    const QStringList theirKeys = keysOf(theirs);
    const QHash<QString, qsizetype> inBase = indexOf(baseKeys);
    const QHash<QString, qsizetype> inMine = indexOf(mineKeys);
    const QHash<QString, qsizetype> inTheirs = indexOf(theirKeys);
    QList<T> result;
    for (const QString &key : mergedOrder(baseKeys, mineKeys, theirKeys)) {
        const qsizetype own = inMine.value(key, -1);
        const qsizetype other = inTheirs.value(key, -1);
        if ((own < 0 || other < 0) && inBase.contains(key))
            continue;
        const bool isTheirs = own < 0 || (other >= 0 && inBase.contains(key) && mine[own] == base[inBase.value(key)]);
        result << (isTheirs ? theirs[other] : mine[own]);
    }
    return result;
}

} // namespace portolan
