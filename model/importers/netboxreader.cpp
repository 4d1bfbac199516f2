// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "netboxreader.h"

#include "serverrows.h"

#include "model/json/jsonobjectreader.h"

#include <QCoreApplication>

#include <algorithm>

namespace portolan {

namespace {

struct NetBoxReading {
    Q_DECLARE_TR_FUNCTIONS(portolan::NetBoxReading)
};

using Weight = ImportRemark::Severity;

struct FieldColumns {
    QStringView field;
    QList<QStringView> titles;
};

const QList<FieldColumns> &fieldColumns()
{
    static const QList<FieldColumns> columns{
        {u"name", {u"name"}},
        {u"site", {u"site"}},
        {u"roles", {u"role", u"device_role"}},
        {u"addresses", {u"primary_ip4", u"primary_ip6", u"primary_ip", u"IP Address"}},
        {u"operatingSystem", {u"platform"}},
        {u"fqdn", {u"cf_fqdn", u"dns_name"}},
        {u"version", {u"cf_version"}},
        {u"domain", {u"cf_domain"}},
        {u"dag", {u"cf_dag"}},
        {u"notes", {u"description", u"comments"}},
    };
    return columns;
}

bool isDevice(const JsonValue &value)
{
    const bool hasRole = value.find(u"role") || value.find(u"device_role");
    return value.isObject() && hasRole && value.find(u"name") && value.find(u"site")
        && (value.find(u"device_type") || value.find(u"primary_ip") || value.find(u"primary_ip4"));
}

const JsonValue *resultsOf(const JsonValue &root)
{
    const JsonValue *results = root.isObject() ? root.find(u"results") : nullptr;
    return results && results->type == JsonValue::Type::Array ? results : nullptr;
}

QString plainCount(const JsonValue &count)
{
    const std::optional<qint64> number = wholeNumber(count);
    return number ? QString::number(*number) : QStringLiteral("?");
}

void spreadCustomFields(JsonValue &device)
{
    const JsonValue *fields = device.isObject() ? device.find(u"custom_fields") : nullptr;
    if (!fields || !fields->isObject())
        return;
    const std::vector<JsonValue::Member> members = fields->members;
    for (const JsonValue::Member &member : members)
        device.set(QStringLiteral("cf_") + member.first, member.second);
}

/// Tags that are names of roles. Others mean nothing here, as tags may be anything.
void addRolesOfTags(const Records &records, const Catalog &catalog, ImportedFile &file)
{
    const int tags = records.column(u"tags");
    if (tags < 0)
        return;
    const RoleWords words(catalog);
    QHash<int, qsizetype> rows;
    for (qsizetype row = 0; row < records.size(); ++row)
        rows.insert(records.place(row).row, row);
    for (ServerFacts &facts : file.facts.servers) {
        for (const QString &role : words.read(records.value(rows.value(facts.place.row), tags).text).roles) {
            if (!facts.roles.contains(role))
                facts.roles << role;
        }
    }
}

void sayStates(const Records &records, ImportedFile &file)
{
    const int status = records.column(u"status");
    const int name = records.column(u"name");
    if (status < 0 || name < 0)
        return;
    for (qsizetype row = 0; row < records.size(); ++row) {
        const QString state = records.value(row, status).text;
        if (!state.isEmpty() && state.compare(u"active", Qt::CaseInsensitive) != 0)
            file.remarks << ImportRemark{Weight::Note, records.place(row),
                                         NetBoxReading::tr("%1 has the status %2, not “active”.")
                                             .arg(quoted(records.value(row, name).text), quoted(state))};
    }
}

} // namespace

bool isNetBoxJson(const JsonValue &root)
{
    const JsonValue *list = resultsOf(root);
    if (!list && root.type == JsonValue::Type::Array)
        list = &root;
    if (!list)
        return isDevice(root);
    return std::any_of(list->items.begin(), list->items.end(), isDevice);
}

bool isNetBoxTable(const Records &records)
{
    const auto has = [&records](QStringView title) { return records.column(title) >= 0; };
    const bool isImport = has(u"device_type") && (has(u"role") || has(u"device_role"));
    const bool isView = has(u"Status") && has(u"Role") && has(u"Manufacturer") && has(u"Type");
    return has(u"name") && has(u"site") && (isImport || isView);
}

Records netBoxRecords(JsonValue root, ImportedFile &file)
{
    const JsonValue *results = resultsOf(root);
    const JsonValue *next = root.isObject() ? root.find(u"next") : nullptr;
    const JsonValue *count = root.isObject() ? root.find(u"count") : nullptr;
    if (results && next && next->type == JsonValue::Type::String) {
        file.remarks << ImportRemark{
            Weight::Lost,
            {file.name, 0, 0},
            NetBoxReading::tr("This is one page with %1 of %2 devices. Ask for all of them with "
                              "?limit=0, or bring in the other pages as well.")
                .arg(QString::number(results->items.size()), count ? plainCount(*count) : QStringLiteral("?"))};
    }
    if (root.type == JsonValue::Type::Array) {
        for (JsonValue &device : root.items)
            spreadCustomFields(device);
    } else {
        for (JsonValue::Member &member : root.members) {
            if (member.first == u"results") {
                for (JsonValue &device : member.second.items)
                    spreadCustomFields(device);
            }
        }
        spreadCustomFields(root);
    }
    return {std::move(root), file.name, file.remarks};
}

void readNetBox(const Records &records, const Catalog &catalog, ImportedFile &file)
{
    ServerLayout layout;
    layout.source = file.kindText;
    for (const FieldColumns &field : fieldColumns()) {
        for (const QStringView title : field.titles) {
            // The combined address repeats one of the two apart.
            const bool isRepeated =
                title == u"primary_ip" && !layout.columns.value(QStringLiteral("addresses")).isEmpty();
            if (const int column = records.column(title); column >= 0 && !isRepeated)
                layout.columns[field.field.toString()] << column;
        }
    }
    readServerRows(records, layout, {}, catalog, file);
    addRolesOfTags(records, catalog, file);
    sayStates(records, file);
}

} // namespace portolan
