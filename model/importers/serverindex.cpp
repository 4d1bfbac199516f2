// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "serverindex.h"

#include "importvalues.h"

#include <algorithm>

namespace portolan {

void ServerIndex::add(const Server &server, bool isNew)
{
    const int number = int(m_entries.size());
    m_entries << Entry{server.id, server.fqdn.toCaseFolded(), isNew};
    if (!m_byId.contains(server.id))
        m_byId.insert(server.id, number);
    const QString name = server.name.toCaseFolded();
    m_byName.insert(name, number);
    if (!server.fqdn.isEmpty())
        m_byFqdn.insert(server.fqdn.toCaseFolded(), number);
    QSet<QString> labels{firstLabel(server.name).toCaseFolded(), firstLabel(server.fqdn).toCaseFolded()};
    labels.remove(name);
    labels.remove(QString());
    for (const QString &label : std::as_const(labels))
        m_byLabel.insert(label, number);
    for (const QString &address : server.addresses)
        m_byAddress.insert(address, number);
}

ServerIndex::Match ServerIndex::among(const QList<int> &candidates, const ServerFacts &facts) const
{
    const QString fqdn = facts.fqdn.toCaseFolded();
    Match match;
    for (const int candidate : candidates) {
        const Entry &entry = m_entries[candidate];
        const bool isOther = !fqdn.isEmpty() && !entry.fqdn.isEmpty() && fqdn != entry.fqdn;
        const bool hasOwnRow = m_reserved.contains(entry.id) && entry.id != facts.id;
        if (!isOther && !hasOwnRow)
            match.others << candidate;
    }
    std::sort(match.others.begin(), match.others.end());
    if (match.others.size() == 1)
        match.server = match.others.takeFirst();
    return match;
}

ServerIndex::Match ServerIndex::find(const ServerFacts &facts) const
{
    const auto byId = m_byId.constFind(facts.id);
    if (!facts.id.isEmpty() && byId != m_byId.constEnd())
        return {*byId, {}};
    QList<QList<int>> ways;
    if (!facts.fqdn.isEmpty())
        ways << m_byFqdn.values(facts.fqdn.toCaseFolded());
    const QString name = facts.name.toCaseFolded();
    ways << m_byName.values(name) << m_byLabel.values(name);
    if (facts.ports || facts.name == plainAddress(facts.name)) {
        for (const QString &address : facts.addresses.value_or(QStringList()))
            ways << m_byAddress.values(address);
    }
    for (const QList<int> &candidates : std::as_const(ways)) {
        const Match match = among(candidates, facts);
        if (match.server >= 0 || !match.others.isEmpty())
            return match;
    }
    return {};
}

int ServerIndex::findNamed(const QString &name) const
{
    const QString folded = name.toCaseFolded();
    const QString label = firstLabel(name).toCaseFolded();
    QList<QList<int>> ways{m_byFqdn.values(folded), m_byName.values(folded)};
    // A full name that nobody has may be that of a server of which only the short one is known.
    ways << m_byLabel.values(folded) << m_byName.values(label);
    for (const QList<int> &candidates : std::as_const(ways)) {
        QList<int> fitting;
        for (const int candidate : candidates) {
            const QString &fqdn = m_entries[candidate].fqdn;
            if (label == folded || fqdn.isEmpty() || fqdn == folded)
                fitting << candidate;
        }
        if (!fitting.isEmpty())
            return fitting.size() == 1 ? fitting.first() : -1;
    }
    return -1;
}

} // namespace portolan
