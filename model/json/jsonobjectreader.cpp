// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "jsonobjectreader.h"

#include <QCoreApplication>

#include <cmath>

namespace portolan {

namespace {

struct JsonReader {
    Q_DECLARE_TR_FUNCTIONS(portolan::JsonReader)
};

/// A file that is wrong in more places than this is of another kind; nobody reads on, and memory has an end.
constexpr qsizetype kMostErrors = 10000;
constexpr qsizetype kMostSuggestions = 20;

using Type = JsonValue::Type;

QString wantedText(Type type)
{
    switch (type) {
    case Type::Bool:
        return JsonReader::tr("true or false");
    case Type::Number:
        return JsonReader::tr("a number");
    case Type::String:
        return JsonReader::tr("text in quotation marks");
    case Type::Array:
        return JsonReader::tr("a list in [ ]");
    case Type::Object:
        return JsonReader::tr("an object in { }");
    case Type::Null:
        break;
    }
    return JsonReader::tr("null");
}

QString metText(const JsonValue &value)
{
    switch (value.type) {
    case Type::Bool:
        return value.boolean ? QStringLiteral("true") : QStringLiteral("false");
    case Type::Number:
        return JsonReader::tr("the number %1").arg(quoted(value.text));
    case Type::String:
        return JsonReader::tr("the text %1").arg(quoted(value.text));
    case Type::Array:
        return JsonReader::tr("a list");
    case Type::Object:
        return JsonReader::tr("an object");
    case Type::Null:
        break;
    }
    return QStringLiteral("null");
}

QString wrongType(const JsonValue &value, Type wanted)
{
    return JsonReader::tr("This has to be %1, not %2.").arg(wantedText(wanted), metText(value));
}

} // namespace

QString JsonPlace::text() const
{
    const QString before = parent ? parent->text() : QString();
    if (index >= 0)
        return itemPlace(before, index);
    return key.isNull() ? before : memberPlace(before, key);
}

JsonReport::JsonReport(QString file) : m_file(std::move(file)) { }

void JsonReport::error(ErrorCode code, const JsonPlace &place, const QString &detail)
{
    add(m_errors, code, place, detail);
}

void JsonReport::warning(ErrorCode code, const JsonPlace &place, const QString &detail)
{
    add(m_warnings, code, place, detail);
}

QString JsonReport::suggestion(QStringView id, const std::function<QStringList()> &known) const
{
    return m_errors.size() < kMostSuggestions ? didYouMean(id, known()) : QString();
}

void JsonReport::add(Errors &errors, ErrorCode code, const JsonPlace &place, const QString &detail)
{
    if (errors.size() > kMostErrors)
        return;
    Error error;
    error.code = code;
    error.file = m_file;
    if (errors.size() == kMostErrors) {
        error.detail = JsonReader::tr("There are more errors than the %1 above.").arg(kMostErrors);
    } else {
        error.place = place.text();
        error.detail = detail;
    }
    errors.append(std::move(error));
}

std::optional<qint64> wholeNumber(const JsonValue &number)
{
    if (number.type != Type::Number)
        return {};
    bool isWhole = false;
    const qint64 exact = number.text.toLongLong(&isWhole);
    if (isWhole)
        return exact;
    // Beyond 2^53 a double is no longer exact.
    const double value = number.text.toDouble();
    if (!std::isfinite(value) || std::abs(value) > 9007199254740992.0 || value != std::trunc(value))
        return {};
    return qint64(value);
}

JsonObjectReader::JsonObjectReader(const JsonValue &value, const JsonPlace &place, JsonReport &report)
    : m_value(value), m_place(place), m_report(report), m_isObject(value.isObject()),
      m_taken(qsizetype(value.members.size()), false)
{
    if (!m_isObject)
        m_report.error(ErrorCode::WrongType, m_place, wrongType(value, Type::Object));
}

const JsonValue *JsonObjectReader::take(QStringView key, Need need)
{
    for (size_t i = 0; i < m_value.members.size(); ++i) {
        if (m_value.members[i].first == key) {
            m_taken[qsizetype(i)] = true;
            return &m_value.members[i].second;
        }
    }
    if (need != Need::Optional && m_isObject)
        error(ErrorCode::MissingKey, key, JsonReader::tr("This is missing; it has to be there."));
    return nullptr;
}

const JsonValue *JsonObjectReader::takeOfType(QStringView key, Type type, Need need)
{
    const JsonValue *value = take(key, need);
    if (!value || value->type == type)
        return value;
    error(ErrorCode::WrongType, key, wrongType(*value, type));
    return nullptr;
}

std::optional<QString> JsonObjectReader::string(QStringView key, Need need)
{
    const JsonValue *value = takeOfType(key, Type::String, need);
    return value ? std::optional(value->text) : std::nullopt;
}

QString JsonObjectReader::text(QStringView key, Need need, Lines lines, qsizetype longest)
{
    const JsonValue *value = takeOfType(key, Type::String, need);
    if (!value)
        return {};
    const Empty empty = need == Need::Required ? Empty::Refused : Empty::Allowed;
    if (const QString fault = textFault(value->text, empty, lines, longest); !fault.isEmpty())
        error(ErrorCode::BadValue, key, fault);
    return value->text;
}

QString JsonObjectReader::id(QStringView key, Need need)
{
    const JsonValue *value = takeOfType(key, Type::String, need);
    if (!value)
        return {};
    const QString fault = idFault(value->text);
    if (fault.isEmpty())
        return value->text;
    error(ErrorCode::BadValue, key, fault);
    return {};
}

bool JsonObjectReader::boolean(QStringView key, bool fallback)
{
    const JsonValue *value = takeOfType(key, Type::Bool, Need::Optional);
    return value ? value->boolean : fallback;
}

std::optional<qint64> JsonObjectReader::integer(QStringView key, qint64 least, qint64 most, Need need)
{
    const JsonValue *value = takeOfType(key, Type::Number, need);
    if (!value)
        return {};
    const std::optional<qint64> number = wholeNumber(*value);
    if (number && *number >= least && *number <= most)
        return number;
    error(ErrorCode::BadValue, key,
          JsonReader::tr("%1 is not possible here: it has to be a whole number from %2 to %3.")
              .arg(quoted(value->text))
              .arg(least)
              .arg(most));
    return {};
}

QString JsonObjectReader::unknownWord(const QString &met, const QString &possible)
{
    return JsonReader::tr("%1 is not known here; possible are %2.").arg(quoted(met), possible);
}

QString JsonObjectReader::twice(const QString &met)
{
    return JsonReader::tr("%1 stands here twice.").arg(quoted(met));
}

const JsonValue *JsonObjectReader::takeArray(QStringView key, Need need)
{
    const JsonValue *array = takeOfType(key, Type::Array, need);
    if (array && array->items.empty() && need == Need::Required)
        error(ErrorCode::BadValue, key, JsonReader::tr("This may not be empty."));
    return array;
}

void JsonObjectReader::forEachString(QStringView key, Need need,
                                     const std::function<void(const QString &, qsizetype)> &read)
{
    const JsonValue *array = takeArray(key, need);
    if (!array)
        return;
    for (size_t i = 0; i < array->items.size(); ++i) {
        const JsonValue &item = array->items[i];
        if (item.type == Type::String)
            read(item.text, qsizetype(i));
        else
            error(ErrorCode::WrongType, key, qsizetype(i), wrongType(item, Type::String));
    }
}

void JsonObjectReader::forEachObject(QStringView key, Need need, UnknownKeys unknownKeys,
                                     const std::function<void(JsonObjectReader &)> &read)
{
    const JsonValue *array = takeArray(key, need);
    if (!array)
        return;
    const JsonPlace arrayPlace{&m_place, key};
    for (size_t i = 0; i < array->items.size(); ++i) {
        JsonObjectReader item(array->items[i], {&arrayPlace, {}, qsizetype(i)}, m_report);
        if (!item.m_isObject)
            continue;
        read(item);
        item.finish(unknownKeys);
    }
}

void JsonObjectReader::object(QStringView key, Need need, UnknownKeys unknownKeys,
                              const std::function<void(JsonObjectReader &)> &read)
{
    const JsonValue *value = take(key, need);
    if (!value)
        return;
    JsonObjectReader reader(*value, {&m_place, key}, m_report);
    if (!reader.m_isObject)
        return;
    read(reader);
    reader.finish(unknownKeys);
}

void JsonObjectReader::error(ErrorCode code, QStringView key, const QString &detail)
{
    m_report.error(code, {&m_place, key}, detail);
}

void JsonObjectReader::error(ErrorCode code, QStringView key, qsizetype index, const QString &detail)
{
    const JsonPlace arrayPlace{&m_place, key};
    m_report.error(code, {&arrayPlace, {}, index}, detail);
}

void JsonObjectReader::warning(ErrorCode code, QStringView key, const QString &detail)
{
    m_report.warning(code, {&m_place, key}, detail);
}

void JsonObjectReader::finish(UnknownKeys unknownKeys)
{
    for (size_t i = 0; i < m_value.members.size(); ++i) {
        if (m_taken[qsizetype(i)])
            continue;
        const QString &key = m_value.members[i].first;
        if (unknownKeys == UnknownKeys::Kept) {
            warning(ErrorCode::UnknownKey, key,
                    JsonReader::tr("Portolan does not know this; it is kept and written back as it is."));
        } else {
            error(ErrorCode::UnknownKey, key, JsonReader::tr("There is no such key here."));
        }
    }
}

} // namespace portolan
