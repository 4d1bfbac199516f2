// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "jsonvalue.h"

#include <algorithm>

namespace portolan {

namespace {

constexpr qsizetype kWidth = 120;
constexpr qsizetype kIndent = 2;

bool isContainer(const JsonValue &value)
{
    return value.type == JsonValue::Type::Array || value.type == JsonValue::Type::Object;
}

void appendString(QByteArray &out, const QString &text)
{
    out += '"';
    for (const char c : text.toUtf8()) {
        switch (c) {
        case '"':
            out += "\\\"";
            break;
        case '\\':
            out += "\\\\";
            break;
        case '\n':
            out += "\\n";
            break;
        case '\t':
            out += "\\t";
            break;
        case '\b':
            out += "\\b";
            break;
        case '\f':
            out += "\\f";
            break;
        case '\r':
            out += "\\r";
            break;
        default:
            if (uchar(c) < 0x20)
                out += "\\u" + QByteArray::number(uchar(c), 16).rightJustified(4, '0');
            else
                out += c;
        }
    }
    out += '"';
}

void appendScalar(QByteArray &out, const JsonValue &value)
{
    switch (value.type) {
    case JsonValue::Type::Bool:
        out += value.boolean ? "true" : "false";
        break;
    case JsonValue::Type::Number:
        out += value.text.toLatin1();
        break;
    case JsonValue::Type::String:
        appendString(out, value.text);
        break;
    default:
        out += "null";
    }
}

qsizetype columns(const QByteArray &text, qsizetype from)
{
    return std::count_if(text.begin() + from, text.end(), [](char c) { return (uchar(c) & 0xC0) != 0x80; });
}

class Writer
{
public:
    /// `column` is where the value starts; `after` is how much follows it on its line (a comma).
    void write(const JsonValue &value, int level, qsizetype column, qsizetype after)
    {
        if (!isContainer(value)) {
            appendScalar(out, value);
            return;
        }
        const qsizetype start = out.size();
        const bool isRootObject = level == 0 && value.isObject() && !value.members.empty();
        if (!isRootObject && appendOneLine(value, kWidth - column - after))
            return;
        out.truncate(start);
        value.isObject() ? writeMembers(value, level) : writeItems(value, level);
    }

    QByteArray out;

private:
    void writeItems(const JsonValue &value, int level)
    {
        out += '[';
        for (size_t i = 0; i < value.items.size(); ++i) {
            const qsizetype column = newLine(level + 1);
            const bool isLast = i + 1 == value.items.size();
            write(value.items[i], level + 1, column, isLast ? 0 : 1);
            if (!isLast)
                out += ',';
        }
        newLine(level);
        out += ']';
    }

    void writeMembers(const JsonValue &value, int level)
    {
        out += '{';
        for (size_t i = 0; i < value.members.size(); ++i) {
            qsizetype column = newLine(level + 1);
            const qsizetype start = out.size();
            appendString(out, value.members[i].first);
            out += ": ";
            column += columns(out, start);
            const bool isLast = i + 1 == value.members.size();
            write(value.members[i].second, level + 1, column, isLast ? 0 : 1);
            if (!isLast)
                out += ',';
        }
        newLine(level);
        out += '}';
    }

    qsizetype newLine(int level)
    {
        out += '\n';
        out.append(level * kIndent, ' ');
        return level * kIndent;
    }

    /// False (and half a text in `out`) where the value has to be spread over lines.
    bool appendOneLine(const JsonValue &value, qsizetype room)
    {
        const qsizetype start = out.size();
        if (value.type == JsonValue::Type::Array) {
            if (std::any_of(value.items.begin(), value.items.end(), isContainer))
                return false;
            out += '[';
            for (size_t i = 0; i < value.items.size(); ++i) {
                if (i > 0)
                    out += ", ";
                appendScalar(out, value.items[i]);
                if (out.size() - start > 4 * kWidth)
                    return false;
            }
            out += ']';
        } else {
            out += value.members.empty() ? "{" : "{ ";
            for (size_t i = 0; i < value.members.size(); ++i) {
                if (i > 0)
                    out += ", ";
                appendString(out, value.members[i].first);
                out += ": ";
                const JsonValue &member = value.members[i].second;
                if (!isContainer(member))
                    appendScalar(out, member);
                else if (!appendOneLine(member, room))
                    return false;
                if (out.size() - start > 4 * kWidth)
                    return false;
            }
            out += value.members.empty() ? "}" : " }";
        }
        return columns(out, start) <= room;
    }
};

} // namespace

QByteArray writeJson(const JsonValue &value)
{
    Writer writer;
    writer.write(value, 0, 0, 0);
    writer.out += '\n';
    return writer.out;
}

} // namespace portolan
