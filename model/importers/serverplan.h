// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/importers/columnmapping.h"
#include "model/importers/importplan.h"

#include <functional>

namespace portolan {

/// A server with what one row after the other says of it. Its site is not among that: see SiteBook.
class ServerPlan
{
public:
    /// `before` is nothing where the server is new.
    ServerPlan(Server start, std::optional<Server> before) : m_before(std::move(before)), m_after(std::move(start)) { }

    void add(const ServerFacts &facts, const ImportChoices &choices);
    void addRole(const QString &role);
    void setSite(const QString &site) { m_after.site = site; }

    const std::optional<Server> &before() const { return m_before; }
    const Server &after() const { return m_after; }
    const QList<ImportPlace> &places() const { return m_places; }
    const QStringList &remarks() const { return m_remarks; }
    void remark(const QString &text) { m_remarks << text; }

    /// What changes, or all that a new server has; `siteName` gives a site's name by its id.
    QList<FieldChange> changes(const std::function<QString(const QString &)> &siteName) const;

private:
    /// Notes what a row says about a field, and remarks where an earlier row says otherwise.
    void say(ServerField field, const QString &value);
    void addOwn(const ServerFacts &facts);
    void addRoles(const ServerFacts &facts, const ImportChoices &choices);
    void addAddresses(const ServerFacts &facts);

    std::optional<Server> m_before;
    Server m_after;
    QList<ImportPlace> m_places;
    QStringList m_remarks;
    QMap<ServerField, QString> m_said;
};

} // namespace portolan
