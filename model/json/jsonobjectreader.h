// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/error.h"
#include "model/json/jsonvalue.h"
#include "model/json/plaintext.h"

#include <QStringList>
#include <QVarLengthArray>

#include <algorithm>
#include <functional>
#include <iterator>
#include <optional>
#include <utility>

namespace portolan {

/// Where in a JSON tree something stands. Points to its parents, which live further up the stack, so that a place costs
/// nothing until it is printed.
struct JsonPlace {
    const JsonPlace *parent = nullptr;
    QStringView key;
    qsizetype index = -1; ///< of an array's item; -1: a member

    QString text() const;
};

/// Collects what is wrong with one file.
class JsonReport
{
public:
    explicit JsonReport(QString file);

    void error(ErrorCode code, const JsonPlace &place, const QString &detail);
    void warning(ErrorCode code, const JsonPlace &place, const QString &detail);

    /// didYouMean() for the first errors; later it would cost more than anybody reads.
    QString suggestion(QStringView id, const std::function<QStringList()> &known) const;

    bool isClean() const { return m_errors.isEmpty(); }
    const Errors &errors() const { return m_errors; }
    const Errors &warnings() const { return m_warnings; }

private:
    void add(Errors &errors, ErrorCode code, const JsonPlace &place, const QString &detail);

    QString m_file;
    Errors m_errors;
    Errors m_warnings;
};

enum class Need {
    Required, ///< has to be there; text and lists may not be empty
    Present, ///< has to be there, may be empty
    Optional,
};
enum class UnknownKeys { Refused, Kept };

/// A word of a format and what it stands for.
template <typename T>
using JsonWord = std::pair<QStringView, T>;

/// Takes the members of an object one by one, with their types checked; whatever is wrong goes into the report with its
/// place. finish() has to come last: it reports the members that nobody asked for.
class JsonObjectReader
{
public:
    /// A `value` that is no object is reported; its members then all count as absent without a report.
    JsonObjectReader(const JsonValue &value, const JsonPlace &place, JsonReport &report);
    JsonObjectReader(const JsonObjectReader &) = delete;
    JsonObjectReader &operator=(const JsonObjectReader &) = delete;

    bool has(QStringView key) const { return m_value.find(key) != nullptr; }
    /// The member as it is, or nullptr (reported where it is needed).
    const JsonValue *take(QStringView key, Need need);

    std::optional<QString> string(QStringView key, Need need);
    /// A string that people read: see findForbidden(); at most `longest` characters.
    QString text(QStringView key, Need need, Lines lines, qsizetype longest);
    /// A string that matches isId(); empty where it does not.
    QString id(QStringView key, Need need);
    bool boolean(QStringView key, bool fallback);
    /// A whole number, however it is spelled (1e2), between both bounds.
    std::optional<qint64> integer(QStringView key, qint64 least, qint64 most, Need need);
    template <typename T, size_t N>
    std::optional<T> word(QStringView key, const JsonWord<T> (&words)[N], Need need);
    /// A list of words, each once.
    template <typename T, size_t N>
    QList<T> words(QStringView key, const JsonWord<T> (&words)[N], Need need);

    void forEachString(QStringView key, Need need, const std::function<void(const QString &, qsizetype)> &read);
    /// `read` gets the items that are objects; finish() is called on them after it.
    void forEachObject(QStringView key, Need need, UnknownKeys unknownKeys,
                       const std::function<void(JsonObjectReader &)> &read);
    void object(QStringView key, Need need, UnknownKeys unknownKeys,
                const std::function<void(JsonObjectReader &)> &read);

    const JsonPlace &place() const { return m_place; }
    const JsonReport &report() const { return m_report; }
    void error(ErrorCode code, QStringView key, const QString &detail);
    void error(ErrorCode code, QStringView key, qsizetype index, const QString &detail);
    void warning(ErrorCode code, QStringView key, const QString &detail);

    void finish(UnknownKeys unknownKeys);

private:
    const JsonValue *takeArray(QStringView key, Need need);
    const JsonValue *takeOfType(QStringView key, JsonValue::Type type, Need need);
    template <typename T, size_t N>
    static QString list(const JsonWord<T> (&words)[N]);
    static QString unknownWord(const QString &met, const QString &possible);
    static QString twice(const QString &met);

    const JsonValue &m_value;
    JsonPlace m_place;
    JsonReport &m_report;
    bool m_isObject = true;
    QVarLengthArray<bool, 24> m_taken;
};

/// The number's value where it is whole and fits, whatever its spelling.
std::optional<qint64> wholeNumber(const JsonValue &number);

template <typename T, size_t N>
QString JsonObjectReader::list(const JsonWord<T> (&words)[N])
{
    QStringList names;
    for (const auto &[name, meaning] : words)
        names << quoted(name);
    return names.join(QStringLiteral(", "));
}

template <typename T, size_t N>
std::optional<T> JsonObjectReader::word(QStringView key, const JsonWord<T> (&words)[N], Need need)
{
    const std::optional<QString> met = string(key, need);
    if (!met)
        return {};
    for (const auto &[name, meaning] : words) {
        if (name == *met)
            return meaning;
    }
    error(ErrorCode::BadValue, key, unknownWord(*met, list(words)));
    return {};
}

template <typename T, size_t N>
QList<T> JsonObjectReader::words(QStringView key, const JsonWord<T> (&words)[N], Need need)
{
    QList<T> result;
    forEachString(key, need, [&](const QString &met, qsizetype index) {
        const auto *found = std::find_if(std::begin(words), std::end(words),
                                         [&met](const JsonWord<T> &word) { return word.first == met; });
        if (found == std::end(words))
            error(ErrorCode::BadValue, key, index, unknownWord(met, list(words)));
        else if (result.contains(found->second))
            error(ErrorCode::DuplicateId, key, index, twice(met));
        else
            result << found->second;
    });
    return result;
}

} // namespace portolan
