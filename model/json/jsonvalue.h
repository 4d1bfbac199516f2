// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/error.h"

#include <QByteArray>
#include <QString>

#include <utility>
#include <vector>

namespace portolan {

/// A JSON value that keeps what QJsonValue loses: the order of an object's members and the very text of a number.
/// A plain value; not shared between threads while written to.
struct JsonValue {
    enum class Type { Null, Bool, Number, String, Array, Object };
    struct Member;

    Type type = Type::Null;
    bool boolean = false;
    QString text; ///< a String's characters, or a Number as it was written
    std::vector<JsonValue> items;
    std::vector<Member> members;

    static JsonValue fromBool(bool value);
    static JsonValue fromNumber(qint64 value);
    static JsonValue fromString(const QString &value);
    static JsonValue fromStrings(const QStringList &values);
    static JsonValue array();
    static JsonValue object();

    bool isObject() const { return type == Type::Object; }
    /// The member called `key`, or nullptr; linear, our objects are small.
    const JsonValue *find(QStringView key) const;
    /// Replaces the member or appends it.
    void set(const QString &key, JsonValue value);

    friend bool operator==(const JsonValue &a, const JsonValue &b);
    friend bool operator!=(const JsonValue &a, const JsonValue &b) { return !(a == b); }
};

/// A key and its value. No std::pair: one of a type that holds such pairs does not compile with Clang 14.
struct JsonValue::Member {
    Member(const QString &key, JsonValue value) : first(key), second(std::move(value)) { }
    QString first;
    JsonValue second;
    friend bool operator==(const Member &a, const Member &b) { return a.first == b.first && a.second == b.second; }
};

/// Parses UTF-8 JSON (RFC 8259; a UTF-8 BOM is skipped). Refused: invalid UTF-8, syntax errors (with line and column),
/// an object with the same key twice, nesting deeper than 64, more than 64 MiB. `file` only goes into the errors.
Result<JsonValue> parseJson(const QByteArray &bytes, const QString &file);

/// Two-space indent, members in their order, "\n" line ends and one at the end, non-ASCII as UTF-8. Arrays of scalars
/// and objects without nested containers stand on one line where that fits in 120 columns, as people write them by
/// hand.
QByteArray writeJson(const JsonValue &value);

/// Reads a whole file of at most 64 MiB.
Result<QByteArray> readFile(const QString &path);

} // namespace portolan
