// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "views/inspector/propertyrows.h"

#include <QCoreApplication>
#include <QHash>
#include <QSet>

#include <utility>

namespace portolan {

inline QString keyOf(const Site &site)
{
    return site.id;
}
inline QString keyOf(const Server &server)
{
    return server.id;
}
inline QString keyOf(const Group &group)
{
    return group.id;
}
inline QString keyOf(const Link &link)
{
    return linkId(link);
}

/// "Change notes of HQ-CAS1": the label as it stands within a sentence.
QString changeText(const QString &label, const QString &of);

/// Binds rows of a form to entries of one of the document's lists, by their ids.
template <typename T>
class PropertyBinding
{
public:
    PropertyBinding(QList<T> Topology::*list, const QStringList &ids, QString of)
        : m_list(list), m_ids(ids.begin(), ids.end()), m_of(std::move(of))
    {
    }

    /// A row whose values are texts.
    template <typename Get, typename Set>
    PropertyRow row(PropertyRow row, Get get, Set set) const
    {
        row.values = [list = m_list, ids = m_ids, get](const Topology &topology) {
            QStringList values;
            QSet<QString> known;
            for (const T &entry : topology.*list) {
                if (!ids.contains(keyOf(entry)))
                    continue;
                const QString value = get(entry);
                if (!known.contains(value))
                    values << value;
                known << value;
            }
            return values;
        };
        row.edit = [*this, set, label = row.label](const QString &value) {
            return TopologyEdit{changeText(label, m_of), [*this, set, value](const Topology &topology) {
                                    return changed(topology, [&](T &entry) { set(entry, value); });
                                }};
        };
        return row;
    }

    template <typename Member>
    PropertyRow text(PropertyRow row, Member member) const
    {
        return this->row(
            std::move(row), [member](const T &entry) { return entry.*member; },
            [member](T &entry, const QString &value) { entry.*member = value; });
    }

    template <typename Member>
    PropertyRow flag(PropertyRow row, Member member) const
    {
        row.editor = PropertyRow::Editor::Flag;
        return this->row(
            std::move(row), [member](const T &entry) { return entry.*member ? yes() : QString(); },
            [member](T &entry, const QString &value) { entry.*member = !value.isEmpty(); });
    }

    /// A row of ticks over a list of ids that the entries have.
    template <typename Member>
    PropertyRow ticks(PropertyRow row, Member member) const
    {
        row.editor = PropertyRow::Editor::Ticks;
        row.values = [list = m_list, ids = m_ids, member](const Topology &topology) {
            QHash<QString, int> count;
            int all = 0;
            for (const T &entry : topology.*list) {
                if (!ids.contains(keyOf(entry)))
                    continue;
                ++all;
                for (const QString &value : entry.*member)
                    ++count[value];
            }
            QStringList values;
            for (auto it = count.cbegin(); it != count.cend(); ++it)
                values << (it.value() == all ? it.key() : u'?' + it.key());
            return values;
        };
        row.toggle = [*this, member, label = row.label](const QString &value, bool on) {
            return TopologyEdit{changeText(label, m_of), [*this, member, value, on](const Topology &topology) {
                                    return changed(topology, [&](T &entry) {
                                        if (!on)
                                            (entry.*member).removeAll(value);
                                        else if (!(entry.*member).contains(value))
                                            (entry.*member) << value;
                                    });
                                }};
        };
        return row;
    }

private:
    template <typename Change>
    Topology changed(const Topology &topology, Change change) const
    {
        Topology result = topology;
        for (qsizetype i = 0; i < (topology.*m_list).size(); ++i) {
            if (m_ids.contains(keyOf((topology.*m_list).at(i))))
                change((result.*m_list)[i]);
        }
        return result;
    }

    QList<T> Topology::*m_list;
    QSet<QString> m_ids;
    QString m_of;
};

} // namespace portolan
