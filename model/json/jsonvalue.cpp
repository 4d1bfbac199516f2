// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "jsonvalue.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace portolan {

namespace {

struct JsonFile {
    Q_DECLARE_TR_FUNCTIONS(portolan::JsonFile)
};

constexpr qint64 kLargestFile = 64LL * 1024 * 1024;

} // namespace

JsonValue JsonValue::fromBool(bool value)
{
    JsonValue result;
    result.type = Type::Bool;
    result.boolean = value;
    return result;
}

JsonValue JsonValue::fromNumber(qint64 value)
{
    JsonValue result;
    result.type = Type::Number;
    result.text = QString::number(value);
    return result;
}

JsonValue JsonValue::fromString(const QString &value)
{
    JsonValue result;
    result.type = Type::String;
    result.text = value;
    return result;
}

JsonValue JsonValue::fromStrings(const QStringList &values)
{
    JsonValue result = array();
    result.items.reserve(size_t(values.size()));
    for (const QString &value : values)
        result.items.push_back(fromString(value));
    return result;
}

JsonValue JsonValue::array()
{
    JsonValue result;
    result.type = Type::Array;
    return result;
}

JsonValue JsonValue::object()
{
    JsonValue result;
    result.type = Type::Object;
    return result;
}

const JsonValue *JsonValue::find(QStringView key) const
{
    const auto found =
        std::find_if(members.begin(), members.end(), [key](const Member &member) { return member.first == key; });
    return found == members.end() ? nullptr : &found->second;
}

void JsonValue::set(const QString &key, JsonValue value)
{
    const auto found =
        std::find_if(members.begin(), members.end(), [&key](const Member &member) { return member.first == key; });
    if (found == members.end())
        members.emplace_back(key, std::move(value));
    else
        found->second = std::move(value);
}

bool operator==(const JsonValue &a, const JsonValue &b)
{
    if (a.type != b.type)
        return false;
    switch (a.type) {
    case JsonValue::Type::Null:
        return true;
    case JsonValue::Type::Bool:
        return a.boolean == b.boolean;
    case JsonValue::Type::Number:
    case JsonValue::Type::String:
        return a.text == b.text;
    case JsonValue::Type::Array:
        return a.items == b.items;
    case JsonValue::Type::Object:
        return a.members == b.members;
    }
    return false;
}

Result<QByteArray> readFile(const QString &path)
{
    const auto refuse = [&path](const QString &detail) {
        Error error;
        error.code = ErrorCode::CannotRead;
        error.file = path;
        error.detail = detail;
        return failure(std::move(error));
    };
    if (QFileInfo(path).isDir())
        return refuse(JsonFile::tr("This is a folder, not a file."));
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return refuse(JsonFile::tr("The file cannot be opened: %1.").arg(file.errorString()));
    QByteArray bytes = file.read(kLargestFile + 1);
    if (file.error() != QFileDevice::NoError)
        return refuse(JsonFile::tr("The file cannot be read: %1.").arg(file.errorString()));
    if (bytes.size() > kLargestFile)
        return refuse(JsonFile::tr("The file is larger than 64 MiB, the most that Portolan reads."));
    return bytes;
}

} // namespace portolan
