// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "topologydifference.h"

#include "model/comparison/topologyfields.h"

namespace portolan {

namespace {

template <typename T>
void compareItems(const T &before, const T &after, QList<ItemChange> &changes)
{
    ItemChange change;
    for (const TopologyField<T> &field : fieldsOf<T>()) {
        if (!field.isSame(before, after))
            change.fields << FieldChange{field.key.toString(), ComparisonText::tr(field.label), field.text(before),
                                         field.text(after)};
    }
    change.fields << unknownKeyChanges(before, after);
    if (change.fields.isEmpty())
        return;
    const ItemName name = nameOf(after);
    change.item = name.item;
    change.id = name.id;
    change.name = name.name;
    changes << change;
}

template <typename T>
QStringList keysOf(const QList<T> &items)
{
    QStringList keys;
    keys.reserve(items.size());
    for (const T &item : items)
        keys << identityOf(item);
    return distinctKeys(keys);
}

template <typename T>
void compareLists(const QList<T> &before, const QList<T> &after, QList<ItemChange> &changes)
{
    const auto add = [&changes](const T &item, Change change) {
        const ItemName name = nameOf(item);
        changes << ItemChange{name.item, change, name.id, name.name, {}};
    };
    QHash<QString, qsizetype> earlier;
    const QStringList beforeKeys = keysOf(before);
    for (qsizetype i = 0; i < before.size(); ++i)
        earlier.insert(beforeKeys[i], i);
    const QStringList afterKeys = keysOf(after);
    for (qsizetype i = 0; i < after.size(); ++i) {
        if (const auto found = earlier.constFind(afterKeys[i]); found == earlier.constEnd()) {
            add(after[i], Change::Added);
        } else {
            compareItems(before[*found], after[i], changes);
            earlier.erase(found);
        }
    }
    for (qsizetype i = 0; i < before.size(); ++i) {
        if (earlier.contains(beforeKeys[i]))
            add(before[i], Change::Removed);
    }
}

} // namespace

QString toString(ItemKind kind)
{
    switch (kind) {
    case ItemKind::Document:
        break;
    case ItemKind::Site:
        return QStringLiteral("site");
    case ItemKind::Link:
        return QStringLiteral("link");
    case ItemKind::Server:
        return QStringLiteral("server");
    case ItemKind::Group:
        return QStringLiteral("group");
    case ItemKind::AcceptedFinding:
        return QStringLiteral("accepted");
    case ItemKind::View:
        return QStringLiteral("view");
    }
    return QStringLiteral("document");
}

QString labelOf(ItemKind kind)
{
    switch (kind) {
    case ItemKind::Document:
        break;
    case ItemKind::Site:
        return ComparisonText::tr("Site");
    case ItemKind::Link:
        return ComparisonText::tr("Link");
    case ItemKind::Server:
        return ComparisonText::tr("Server");
    case ItemKind::Group:
        return ComparisonText::tr("Group");
    case ItemKind::AcceptedFinding:
        return ComparisonText::tr("Accepted finding");
    case ItemKind::View:
        return ComparisonText::tr("View");
    }
    return ComparisonText::tr("Deployment");
}

QList<ItemChange> topologyDifference(const Topology &before, const Topology &after)
{
    QList<ItemChange> changes;
    compareItems(before, after, changes);
    compareLists(before.sites, after.sites, changes);
    compareLists(before.links, after.links, changes);
    compareLists(before.servers, after.servers, changes);
    compareLists(before.groups, after.groups, changes);
    compareLists(before.accepted, after.accepted, changes);
    compareLists(before.views, after.views, changes);
    return changes;
}

} // namespace portolan
