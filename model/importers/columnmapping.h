// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/error.h"
#include "model/json/jsonvalue.h"

#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

#include <optional>

namespace portolan {

/// What a column of a table of servers can hold; the words for them are the document's keys.
enum class ServerField {
    Id,
    Name,
    Site,
    Roles,
    Fqdn,
    Addresses,
    DynamicPorts,
    Version,
    OperatingSystem,
    Domain,
    ReadOnly,
    SipStartup,
    Dag,
    Notes,
};

QString toString(ServerField field); ///< "operatingSystem"
QString labelOf(ServerField field); ///< what people read: "Operating system"
std::optional<ServerField> serverFieldFromString(QStringView word); ///< in whatever case
QList<ServerField> allServerFields(); ///< in the order of our own table

/// Which column of somebody's table holds which field of a server. A plain value, to be remembered as text or JSON.
class ColumnMapping
{
public:
    /// What the columns look like by their titles and, where those say nothing, by some of the rows under them.
    static ColumnMapping guess(const QStringList &columns, const QList<QStringList> &rows);
    /// "name=Host,site=Location": titles with a comma or quotation mark stand in quotation marks.
    static Result<ColumnMapping> fromText(const QString &text);
    static Result<ColumnMapping> fromJson(const JsonValue &value);

    QString toText() const;
    JsonValue toJson() const;

    bool isEmpty() const { return m_columns.isEmpty(); }
    /// The title of the field's column; empty: none has it.
    QString column(ServerField field) const { return m_columns.value(field); }
    /// An empty title takes the field out.
    void set(ServerField field, const QString &column);
    const QMap<ServerField, QString> &columns() const { return m_columns; }
    /// Names or host names are there: without them rows are of no use.
    bool isUsable() const;
    /// Titles in the mapping that the table does not have (in whatever case).
    QStringList missingIn(const QStringList &columns) const;

    friend bool operator==(const ColumnMapping &a, const ColumnMapping &b) { return a.m_columns == b.m_columns; }

private:
    QMap<ServerField, QString> m_columns;
};

} // namespace portolan
