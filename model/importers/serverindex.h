// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/importers/importfacts.h"

#include <QHash>
#include <QMultiHash>

namespace portolan {

/// Tells which server a row is about, among those of a document and those that earlier rows have brought.
class ServerIndex
{
public:
    /// Servers are numbered as they are added, from 0.
    void add(const Server &server, bool isNew);
    /// Ids that rows of our own table state: another row is not about the server with one of them.
    void reserve(const QString &id) { m_reserved.insert(id); }

    struct Match {
        int server = -1; ///< -1: it is none of them
        QList<int> others; ///< it may be about any of these; then `server` is -1
    };
    /// By id, then FQDN, then name, where a short name is an FQDN's first label; whatever the case. Two FQDNs that
    /// differ are two servers. Hosts of a scan go by their address where nothing else fits.
    Match find(const ServerFacts &facts) const;
    /// Of a name or FQDN by which another row refers to a server; -1: there is none, or several.
    int findNamed(const QString &name) const;

private:
    struct Entry {
        QString id;
        QString fqdn; ///< case folded
        bool isNew = false;
    };
    Match among(const QList<int> &candidates, const ServerFacts &facts) const;

    QList<Entry> m_entries;
    QHash<QString, int> m_byId;
    QMultiHash<QString, int> m_byFqdn;
    QMultiHash<QString, int> m_byName;
    QMultiHash<QString, int> m_byLabel; ///< first labels of names and FQDNs that are not the name
    QMultiHash<QString, int> m_byAddress;
    QSet<QString> m_reserved;
};

} // namespace portolan
