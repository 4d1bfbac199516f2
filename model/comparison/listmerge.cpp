// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "listmerge.h"

#include <QSet>

namespace portolan {

namespace {

QStringList common(const QStringList &keys, const QSet<QString> &with)
{
    QStringList result;
    for (const QString &key : keys) {
        if (with.contains(key))
            result << key;
    }
    return result;
}

QSet<QString> setOf(const QStringList &keys)
{
    return {keys.begin(), keys.end()};
}

/// The skeleton's order, with the other's own keys each behind what it stands behind there.
QStringList putInto(const QStringList &skeleton, const QStringList &other)
{
    const QSet<QString> known = setOf(skeleton);
    QHash<QString, QStringList> behind;
    QString anchor;
    QStringList result;
    for (const QString &key : other) {
        if (known.contains(key))
            anchor = key;
        else if (anchor.isNull())
            result << key;
        else
            behind[anchor] << key;
    }
    for (const QString &key : skeleton) {
        result << key;
        result << behind.value(key);
    }
    return result;
}

} // namespace

QStringList distinctKeys(const QStringList &texts)
{
    QHash<QString, int> seen;
    QStringList keys;
    keys.reserve(texts.size());
    for (const QString &text : texts) {
        const int number = ++seen[text];
        // No text of a topology holds a zero character. The keys of an empty text must not be null.
        keys << (number == 1 ? QStringLiteral("=") + text : QString::number(number) + QChar(u'\0') + text);
    }
    return keys;
}

QStringList mergedOrder(const QStringList &base, const QStringList &mine, const QStringList &theirs)
{
    const bool isReordered = common(mine, setOf(base)) != common(base, setOf(mine));
    return isReordered ? putInto(mine, theirs) : putInto(theirs, mine);
}

} // namespace portolan
