// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/editing/changes.h"
#include "model/editing/fieldchecks.h"
#include "views/inspector/propertyrows.h"

#include <QHash>
#include <QSet>

#include <utility>

namespace portolan {

// Rows of a form that are bound to entries of one of the document's lists: all that `ids` names.

/// The different values that the entries have, in the document's order.
template <typename T, typename Get>
QStringList differentValues(const QList<T> &list, const QStringList &ids, Get get)
{
    const QSet<QString> wanted(ids.begin(), ids.end());
    QStringList values;
    QSet<QString> known;
    for (const T &entry : list) {
        if (!wanted.contains(propertyId(entry)))
            continue;
        const QString value = get(entry);
        if (!known.contains(value))
            values << value;
        known << value;
    }
    return values;
}

/// As PropertyField::showValues() of ticks: what all have, and with "?" what some have.
template <typename T>
QStringList commonValues(const QList<T> &list, const QStringList &ids, QStringList T::*member)
{
    const QSet<QString> wanted(ids.begin(), ids.end());
    QHash<QString, int> count;
    int all = 0;
    for (const T &entry : list) {
        if (!wanted.contains(propertyId(entry)))
            continue;
        ++all;
        for (const QString &value : entry.*member)
            ++count[value];
    }
    QStringList values;
    for (auto it = count.cbegin(); it != count.cend(); ++it)
        values << (it.value() == all ? it.key() : u'?' + it.key());
    return values;
}

/// Makes rows for some entries of one kind. `Change` is the change that model/editing has for that kind.
template <typename T, typename Change>
class PropertyBinding
{
public:
    using Edit = std::function<TopologyEdit(const Change &)>;

    PropertyBinding(const QList<T> &list, QStringList ids, Edit edit)
        : m_list(list), m_ids(std::move(ids)), m_edit(std::move(edit))
    {
    }

    template <typename Get, typename Set>
    PropertyRow row(PropertyRow row, Get get, Set set) const
    {
        row.values = differentValues(m_list, m_ids, get);
        row.edit = [edit = m_edit, set](const QString &value) {
            Change change;
            set(change, value);
            return edit(change);
        };
        return row;
    }

    /// A text that is stored as it is typed.
    PropertyRow text(PropertyRow row, QString T::*member, std::optional<QString> Change::*changed) const
    {
        return this->row(
            std::move(row), [member](const T &entry) { return entry.*member; },
            [changed](Change &change, const QString &value) { change.*changed = value; });
    }

    PropertyRow flag(PropertyRow row, bool T::*member, std::optional<bool> Change::*changed) const
    {
        return this->row(
            std::move(row), [member](const T &entry) { return entry.*member ? yes() : QString(); },
            [changed](Change &change, const QString &value) { change.*changed = !value.isEmpty(); });
    }

    PropertyRow ticks(PropertyRow row, QStringList T::*member,
                      const std::function<TopologyEdit(const QString &, bool)> &toggle) const
    {
        row.values = commonValues(m_list, m_ids, member);
        row.toggle = toggle;
        return row;
    }

private:
    const QList<T> &m_list;
    QStringList m_ids;
    Edit m_edit;
};

} // namespace portolan
