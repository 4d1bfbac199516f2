// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "servertable.h"

#include "model/flows/flowtable.h"
#include "model/json/jsonvalue.h"

#include <QHash>

#include <algorithm>

namespace portolan {

namespace {

/// Names of the DAGs that servers are members of, by the server's id; of several the first.
QHash<QString, QString> dagNames(const Topology &topology)
{
    QHash<QString, QString> names;
    for (const Group &group : topology.groups) {
        if (group.kind != GroupType::Dag)
            continue;
        for (const QString &member : group.members) {
            if (!names.contains(member))
                names.insert(member, group.name);
        }
    }
    return names;
}

QString cellOf(ServerField field, const Server &server, const QString &dag)
{
    switch (field) {
    case ServerField::Id:
        return server.id;
    case ServerField::Name:
        return server.name;
    case ServerField::Site:
        return server.site;
    case ServerField::Roles:
        return joinedList(server.roles);
    case ServerField::Fqdn:
        return server.fqdn;
    case ServerField::Addresses:
        return joinedList(server.addresses);
    case ServerField::DynamicPorts:
        return server.dynamicPorts
            ? QStringLiteral("%1-%2").arg(server.dynamicPorts->first).arg(server.dynamicPorts->last)
            : QString();
    case ServerField::Version:
        return server.version;
    case ServerField::OperatingSystem:
        return server.operatingSystem;
    case ServerField::Domain:
        return server.domain;
    case ServerField::ReadOnly:
        return server.readOnly ? QStringLiteral("true") : QStringLiteral("false");
    case ServerField::SipStartup:
        return server.sipStartup ? toString(*server.sipStartup) : QString();
    case ServerField::Dag:
        return dag;
    case ServerField::Notes:
        return server.notes;
    }
    return {};
}

} // namespace

QString joinedList(const QStringList &items)
{
    QStringList escaped;
    for (QString item : items)
        escaped << item.replace(u'\\', QStringLiteral("\\\\")).replace(u';', QStringLiteral("\\;"));
    return escaped.join(u';');
}

QStringList splitList(const QString &cell)
{
    QStringList items;
    if (cell.isEmpty())
        return items;
    QString item;
    for (qsizetype i = 0; i < cell.size(); ++i) {
        if (cell[i] == u'\\' && i + 1 < cell.size())
            item += cell[++i];
        else if (cell[i] == u';')
            items << std::exchange(item, QString());
        else
            item += cell[i];
    }
    return items << item;
}

QStringList serverCells(const Server &server, const QString &dag)
{
    QStringList cells;
    for (const ServerField field : allServerFields())
        cells << cellOf(field, server, dag);
    return cells;
}

QByteArray serversCsv(const Topology &topology, SpreadsheetSafety safety)
{
    QStringList header;
    for (const ServerField field : allServerFields())
        header << toString(field);
    QString text = csvLine(header) + u'\n';
    const QHash<QString, QString> dags = dagNames(topology);
    for (const Server &server : topology.servers) {
        QStringList cells = serverCells(server, dags.value(server.id));
        for (QString &cell : cells)
            cell = protectedCell(cell, safety);
        text += csvLine(cells) + u'\n';
    }
    return text.toUtf8();
}

QByteArray serversJson(const Topology &topology)
{
    const QHash<QString, QString> dags = dagNames(topology);
    JsonValue list = JsonValue::array();
    for (const Server &server : topology.servers) {
        JsonValue object = JsonValue::object();
        for (const ServerField field : allServerFields()) {
            const QString cell = cellOf(field, server, dags.value(server.id));
            if (field == ServerField::Roles)
                object.set(toString(field), JsonValue::fromStrings(server.roles));
            else if (field == ServerField::Addresses)
                object.set(toString(field), JsonValue::fromStrings(server.addresses));
            else if (field == ServerField::ReadOnly)
                object.set(toString(field), JsonValue::fromBool(server.readOnly));
            else
                object.set(toString(field), JsonValue::fromString(cell));
        }
        list.items.push_back(std::move(object));
    }
    return writeJson(list);
}

} // namespace portolan
