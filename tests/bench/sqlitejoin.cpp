// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "sqlitejoin.h"

#include "model/flows/topologyindex.h"

#include <QStringList>

#include <sqlite3.h>

namespace portolan {

using namespace Qt::StringLiterals;

namespace {

// SQLite's optimizer gets what it needs: keys that fit each join, and no join that is not the scope's own.
const QStringList kSchema{
    u"CREATE TABLE src(path, server, site, org, internal, edge)"_s,
    u"CREATE TABLE dst(path, server, role, site, org, internal, facing, edge)"_s,
    u"CREATE TABLE scope(path, scope)"_s,
    u"CREATE TABLE nearest(role, internalonly, site, target)"_s,
    u"CREATE TABLE dag(dag, server)"_s,
    u"CREATE TABLE sub(site, server)"_s,
    u"CREATE TABLE pair(path, s, d)"_s,
};

const QStringList kIndexes{
    u"CREATE INDEX src_path ON src(path)"_s,
    u"CREATE INDEX dst_path ON dst(path, server)"_s,
    u"CREATE INDEX dst_site ON dst(path, site, role, server)"_s,
    u"CREATE INDEX dst_org ON dst(path, org, server)"_s,
    u"CREATE INDEX scope_scope ON scope(scope, path)"_s,
    u"CREATE INDEX nearest_site ON nearest(site, internalonly, role, target)"_s,
    u"CREATE INDEX dag_server ON dag(server, dag)"_s,
    u"CREATE INDEX dag_dag ON dag(dag, server)"_s,
    u"CREATE INDEX sub_site ON sub(site, server)"_s,
    u"CREATE INDEX sub_server ON sub(server, site)"_s,
    u"ANALYZE"_s,
};

QString joined(const QString &scope, const QString &joins)
{
    return u"SELECT f.path AS path, f.server AS s, t.server AS d FROM scope c JOIN src f ON f.path = c.path %2 "
           "WHERE c.scope = '%1' AND f.server <> t.server"_s.arg(scope, joins);
}

QString allPairs()
{
    const QString nearest = u"%1 JOIN nearest n ON n.site = f.site AND n.internalonly = %2 "
                            "JOIN dst t ON t.path = f.path AND t.site = n.target AND t.role = n.role"_s;
    const QString facing = u"JOIN dst t ON t.path = f.path AND t.internal AND t.facing AND NOT f.internal"_s;
    const QString inside = nearest.arg(u"AND f.internal"_s, u"1"_s);
    const QStringList selects{
        joined(u"site"_s, u"JOIN dst t ON t.path = f.path AND t.site = f.site"_s),
        joined(u"organization"_s, u"JOIN dst t ON t.path = f.path AND t.org = f.org"_s),
        joined(u"other-site"_s,
               u"JOIN dst t ON t.path = f.path AND t.org = f.org AND t.internal AND f.internal AND t.site <> f.site"_s),
        joined(u"other-organization"_s, u"JOIN dst t ON t.path = f.path AND t.org <> f.org"_s),
        joined(
            u"dag"_s,
            u"JOIN dag a ON a.server = f.server JOIN dag b ON b.dag = a.dag JOIN dst t ON t.path = f.path AND t.server = b.server"_s),
        joined(u"edge-subscription"_s,
               u"JOIN sub e ON f.edge AND e.server = f.server JOIN dst t ON t.path = f.path AND t.site = e.site"_s),
        joined(u"edge-subscription"_s,
               u"JOIN sub e ON e.site = f.site JOIN dst t ON t.edge AND t.path = f.path AND t.server = e.server"_s),
        joined(u"directory"_s, nearest.arg(QString(), u"0"_s)),
        joined(u"client"_s, inside),
        joined(u"client"_s, facing),
        joined(u"internal-client"_s, inside),
        joined(u"external-client"_s, facing),
    };
    return selects.join(u" UNION "_s);
}

} // namespace

void SqliteJoin::Close::operator()(sqlite3 *database) const
{
    sqlite3_close(database);
}

SqliteJoin::SqliteJoin(const FlowSet &flows)
{
    sqlite3 *database = nullptr;
    if (sqlite3_open(":memory:", &database) != SQLITE_OK)
        qFatal("SQLite gives no database");
    m_database.reset(database);
    for (const QString &statement : kSchema)
        run(statement);
    run(u"BEGIN"_s);
    fill(flows);
    run(u"COMMIT"_s);
    for (const QString &statement : kIndexes)
        run(statement);
}

qint64 SqliteJoin::countPairs() const
{
    return number(u"SELECT count(*) FROM ("_s + allPairs() + u')');
}

qint64 SqliteJoin::storePairs() const
{
    run(u"DELETE FROM pair"_s);
    run(u"INSERT INTO pair "_s + allPairs());
    return number(u"SELECT count(*) FROM pair"_s);
}

void SqliteJoin::run(const QString &statement) const
{
    char *error = nullptr;
    if (sqlite3_exec(m_database.get(), statement.toUtf8().constData(), nullptr, nullptr, &error) != SQLITE_OK)
        qFatal("%s: %s", qPrintable(statement), error);
}

qint64 SqliteJoin::number(const QString &query) const
{
    sqlite3_stmt *statement = nullptr;
    if (sqlite3_prepare_v2(m_database.get(), query.toUtf8().constData(), -1, &statement, nullptr) != SQLITE_OK)
        qFatal("%s", sqlite3_errmsg(m_database.get()));
    sqlite3_step(statement);
    const qint64 result = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return result;
}

void SqliteJoin::fill(const FlowSet &flows)
{
    const Catalog &catalog = flows.catalog();
    const Topology &topology = flows.topology();
    const TopologyIndex index(catalog, topology);
    const auto insert = [this](const QString &table, const QStringList &values) {
        run(u"INSERT INTO %1 VALUES (%2)"_s.arg(table, values.join(u',')));
    };
    const auto text = [](auto value) { return QString::number(value); };
    for (int i = 0; i < catalog.dataPaths().size(); ++i) {
        const DataPath &path = catalog.dataPaths()[i];
        for (const Scope scope : path.scopes)
            insert(u"scope"_s, {text(i), u'\'' + toString(scope) + u'\''});
        for (const quint32 server : index.serversWith(path.from).all) {
            const int site = index.siteOf(server);
            insert(u"src"_s,
                   {text(i), text(server), text(site), text(index.organizationOf(server)), text(index.isInternal(site)),
                    text(path.from.contains(index.subscriberRole()))});
        }
        QList<int> roles = path.to;
        for (const PortEntry &entry : path.ports) {
            const int role = catalog.roleIndex(entry.atRole);
            if (role >= 0 && !roles.contains(role))
                roles << role;
        }
        for (const int role : roles) {
            for (const quint32 server : index.serversWith({role}).all) {
                const int site = index.siteOf(server);
                insert(u"dst"_s,
                       {text(i), text(server), text(role), text(site), text(index.organizationOf(server)),
                        text(index.isInternal(site)), text(index.isInternetFacing(site)),
                        text(role == index.subscriberRole())});
            }
        }
    }
    for (int role = 0; role < catalog.roles().size(); ++role) {
        const RoleServers servers = index.serversWith({role});
        for (const int internalOnly : {0, 1}) {
            std::vector<char> targets;
            for (int site = 0; site < index.siteCount(); ++site)
                targets.push_back(!servers.inSite(site).empty() && (internalOnly == 0 || index.isInternal(site)));
            const std::vector<int> nearest = index.nearestSites(targets);
            for (size_t site = 0; site < nearest.size(); ++site) {
                if (nearest[site] >= 0)
                    insert(u"nearest"_s, {text(role), text(internalOnly), text(site), text(nearest[site])});
            }
        }
    }
    for (quint32 group = 0; group < topology.groups.size(); ++group) {
        for (const quint32 server : index.dagMembers(group))
            insert(u"dag"_s, {text(group), text(server)});
    }
    for (const SubscriptionIndex &subscription : index.subscriptions()) {
        for (const quint32 server : subscription.members)
            insert(u"sub"_s, {text(subscription.site), text(server)});
    }
}

} // namespace portolan
