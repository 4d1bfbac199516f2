// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "topologydelta.h"

#include <algorithm>
#include <iterator>

namespace portolan {

namespace {

template <typename T>
bool isSame(const T &a, const T &b)
{
    return a.origin == b.origin && a == b;
}

template <typename T>
ListDelta<T> deltaOf(const QList<T> &before, const QList<T> &after)
{
    ListDelta<T> delta;
    if (before.constData() == after.constData() && before.size() == after.size())
        return delta;
    if (before.size() == after.size()) {
        for (qsizetype i = 0; i < before.size(); ++i) {
            if (!isSame(before[i], after[i]))
                delta.changes.append({i, {before[i]}, {after[i]}});
        }
        return delta;
    }
    const auto [firstBefore, firstAfter] =
        std::mismatch(before.begin(), before.end(), after.begin(), after.end(), isSame<T>);
    const auto [lastBefore, lastAfter] =
        std::mismatch(before.rbegin(), std::make_reverse_iterator(firstBefore), after.rbegin(),
                      std::make_reverse_iterator(firstAfter), isSame<T>);
    delta.changes.append({std::distance(before.begin(), firstBefore), QList<T>(firstBefore, lastBefore.base()),
                          QList<T>(firstAfter, lastAfter.base())});
    return delta;
}

template <typename T>
void replace(QList<T> &list, qsizetype at, const QList<T> &before, const QList<T> &after)
{
    if (before.size() == after.size()) {
        std::copy(after.begin(), after.end(), list.begin() + at);
        return;
    }
    QList<T> result;
    result.reserve(list.size() - before.size() + after.size());
    std::copy(list.cbegin(), list.cbegin() + at, std::back_inserter(result));
    result << after;
    std::copy(list.cbegin() + at + before.size(), list.cend(), std::back_inserter(result));
    list = std::move(result);
}

template <typename T>
void takeListBack(const ListDelta<T> &delta, QList<T> &list)
{
    for (const auto &change : delta.changes)
        replace(list, change.at, change.after, change.before);
}

template <typename T>
void repeatList(const ListDelta<T> &delta, QList<T> &list)
{
    for (const auto &change : delta.changes)
        replace(list, change.at, change.before, change.after);
}

} // namespace

TopologyDelta::TopologyDelta(const Topology &before, const Topology &after)
    : m_headBefore(headOf(before)), m_headAfter(headOf(after)), m_sites(deltaOf(before.sites, after.sites)),
      m_links(deltaOf(before.links, after.links)), m_servers(deltaOf(before.servers, after.servers)),
      m_groups(deltaOf(before.groups, after.groups)), m_accepted(deltaOf(before.accepted, after.accepted)),
      m_views(deltaOf(before.views, after.views))
{
}

bool TopologyDelta::isEmpty() const
{
    return m_headBefore == m_headAfter && m_sites.changes.isEmpty() && m_links.changes.isEmpty()
        && m_servers.changes.isEmpty() && m_groups.changes.isEmpty() && m_accepted.changes.isEmpty()
        && m_views.changes.isEmpty();
}

void TopologyDelta::takeBack(Topology &after) const
{
    setHead(m_headBefore, after);
    takeListBack(m_sites, after.sites);
    takeListBack(m_links, after.links);
    takeListBack(m_servers, after.servers);
    takeListBack(m_groups, after.groups);
    takeListBack(m_accepted, after.accepted);
    takeListBack(m_views, after.views);
}

void TopologyDelta::repeat(Topology &before) const
{
    setHead(m_headAfter, before);
    repeatList(m_sites, before.sites);
    repeatList(m_links, before.links);
    repeatList(m_servers, before.servers);
    repeatList(m_groups, before.groups);
    repeatList(m_accepted, before.accepted);
    repeatList(m_views, before.views);
}

TopologyDelta::Head TopologyDelta::headOf(const Topology &topology)
{
    return {topology.name, topology.catalog, topology.origin, topology.source};
}

void TopologyDelta::setHead(const Head &head, Topology &topology)
{
    topology.name = head.name;
    topology.catalog = head.catalog;
    topology.origin = head.origin;
    topology.source = head.source;
}

} // namespace portolan
