// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "records.h"

#include "model/json/plaintext.h"

#include <QCoreApplication>

#include <algorithm>

namespace portolan {

namespace {

struct RecordReading {
    Q_DECLARE_TR_FUNCTIONS(portolan::RecordReading)
};

constexpr qsizetype kMostObjects = 100000;
constexpr qsizetype kMostColumns = 1000;
constexpr qsizetype kMostItems = 1000;

/// Members that stand for an object which was written whole, the best first.
constexpr QStringView kTelling[] = {u"Value",
                                    u"value",
                                    u"Name",
                                    u"name",
                                    u"Fqdn",
                                    u"address",
                                    u"HostName",
                                    u"DistinguishedName",
                                    u"display",
                                    u"label",
                                    u"AddressToString",
                                    u"IPAddressToString"};

RecordValue fromJson(const JsonValue &value);

RecordValue fromObject(const JsonValue &object)
{
    const JsonValue *major = object.find(u"Major");
    const JsonValue *minor = object.find(u"Minor");
    if (major && minor && major->type == JsonValue::Type::Number && minor->type == JsonValue::Type::Number)
        return {major->text + u'.' + minor->text, false};
    for (const QStringView key : kTelling) {
        const JsonValue *member = object.find(key);
        if (!member || member->isObject() || member->type == JsonValue::Type::Null)
            continue;
        return fromJson(*member);
    }
    return {{}, !object.members.empty()};
}

RecordValue fromJson(const JsonValue &value)
{
    switch (value.type) {
    case JsonValue::Type::Null:
        return {};
    case JsonValue::Type::Bool:
        return {value.boolean ? QStringLiteral("True") : QStringLiteral("False"), false};
    case JsonValue::Type::Number:
        return {value.text, false};
    case JsonValue::Type::String:
        return {value.text.trimmed(), isTypeName(value.text)};
    case JsonValue::Type::Object:
        return fromObject(value);
    case JsonValue::Type::Array:
        break;
    }
    RecordValue all;
    QStringList items;
    for (const JsonValue &item : value.items) {
        const RecordValue one = item.type == JsonValue::Type::Array ? RecordValue{{}, true} : fromJson(item);
        all.isLost = all.isLost || one.isLost || items.size() >= kMostItems;
        if (!one.text.isEmpty() && !one.isLost && items.size() < kMostItems)
            items << one.text;
    }
    all.text = items.join(u'\n');
    return all;
}

/// A list that a program has wrapped because it had members of its own: {"value": [...], "Count": 2}.
JsonValue unwrapped(JsonValue root)
{
    if (!root.isObject())
        return root;
    for (JsonValue::Member &member : root.members) {
        const bool isWrapped = member.first == u"value" || member.first == u"results";
        if (isWrapped && member.second.type == JsonValue::Type::Array)
            return std::move(member.second);
    }
    JsonValue list = JsonValue::array();
    list.items.push_back(std::move(root));
    return list;
}

} // namespace

bool isTypeName(QStringView text)
{
    text = text.trimmed();
    if (text.startsWith(u"@{") && text.endsWith(u'}'))
        return true;
    const bool isNamed = text.startsWith(u"System.") || text.startsWith(u"Microsoft.")
        || text.startsWith(u"Deserialized.") || text.startsWith(u"Selected.");
    if (!isNamed || text.size() > 512)
        return false;
    return text.endsWith(u"[]") || text.contains(u'`') || text.contains(u"Collection")
        || text.contains(u"MultiValuedProperty") || text.endsWith(u"Object");
}

Records::Records(TableText table, const QString &file) : m_file(file), m_table(std::move(table))
{
    indexColumns();
}

Records::Records(JsonValue root, const QString &file, QList<ImportRemark> &remarks) : m_file(file), m_isJson(true)
{
    JsonValue list = unwrapped(std::move(root));
    QSet<QString> known;
    int row = 0;
    for (JsonValue &item : list.items) {
        const ImportPlace place{file, 0, ++row};
        if (row > kMostObjects) {
            remarks << ImportRemark{ImportRemark::Severity::Unreadable, place,
                                    RecordReading::tr("The file has more than %1 entries; those from here on are not "
                                                      "read.")
                                        .arg(kMostObjects)};
            break;
        }
        if (!item.isObject()) {
            remarks << ImportRemark{ImportRemark::Severity::Unreadable, place,
                                    RecordReading::tr("This entry is no object, so it has no columns.")};
            continue;
        }
        for (const JsonValue::Member &member : item.members) {
            const QString key = member.first.trimmed().toCaseFolded();
            if (known.size() < kMostColumns && !known.contains(key)) {
                known.insert(key);
                m_table.columns << member.first;
            }
        }
        m_objects.emplace_back(row, std::move(item));
    }
    indexColumns();
}

void Records::indexColumns()
{
    for (qsizetype i = m_table.columns.size() - 1; i >= 0; --i)
        m_index.insert(m_table.columns[i].trimmed().toCaseFolded(), int(i));
}

int Records::column(QStringView title) const
{
    return m_index.value(title.trimmed().toString().toCaseFolded(), -1);
}

ImportPlace Records::place(qsizetype row) const
{
    if (m_isJson)
        return {m_file, 0, m_objects[size_t(row)].first};
    return {m_file, m_table.rows[row].line, int(row) + 1};
}

RecordValue Records::value(qsizetype row, int column) const
{
    if (!m_isJson) {
        const QString text = cell(row, column).trimmed();
        return {text, isTypeName(text)};
    }
    const QStringView title = QStringView(m_table.columns[column]).trimmed();
    const std::vector<JsonValue::Member> &members = m_objects[size_t(row)].second.members;
    const auto found = std::find_if(members.begin(), members.end(), [title](const JsonValue::Member &member) {
        return QStringView(member.first).trimmed().compare(title, Qt::CaseInsensitive) == 0;
    });
    return found == members.end() ? RecordValue() : fromJson(found->second);
}

QList<QStringList> Records::sample(qsizetype most) const
{
    QList<QStringList> rows;
    for (qsizetype row = 0; row < std::min(most, size()); ++row) {
        QStringList cells;
        for (int column = 0; column < columns().size(); ++column)
            cells << value(row, column).text;
        rows << cells;
    }
    return rows;
}

} // namespace portolan
