// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "jsonsyntax.h"

#include "plaintext.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>
#include <cstring>

namespace portolan {

namespace {

struct JsonSyntax {
    Q_DECLARE_TR_FUNCTIONS(portolan::JsonSyntax)
};

using Last = JsonProgress::Last;
using Inside = JsonProgress::Inside;

enum class Wanted { Value, ValueOrEnd, Key, KeyOrEnd, Colon, CommaOrEnd, EndOfText };

struct Met {
    Wanted wanted = Wanted::Value;
    bool afterComma = false;
    qsizetype offset = 0;
};

char at(const QByteArray &text, qsizetype offset)
{
    return offset >= 0 && offset < text.size() ? text[offset] : '\0';
}

qsizetype skipSpace(const QByteArray &text, qsizetype offset)
{
    while (offset < text.size() && std::strchr(" \t\r\n", text[offset]) && text[offset] != '\0')
        ++offset;
    return offset;
}

Met meet(const QByteArray &text, const JsonProgress &progress)
{
    const qsizetype offset = skipSpace(text, progress.offset);
    switch (progress.last) {
    case Last::Nothing:
        return {Wanted::Value, false, offset};
    case Last::OpenedObject:
        return {Wanted::KeyOrEnd, false, offset};
    case Last::OpenedArray:
        return {Wanted::ValueOrEnd, false, offset};
    case Last::Key:
        if (at(text, offset) == ':')
            return {Wanted::Value, false, skipSpace(text, offset + 1)};
        return {Wanted::Colon, false, offset};
    case Last::Value:
        break;
    }
    if (progress.inside == Inside::Root)
        return {Wanted::EndOfText, false, offset};
    if (at(text, offset) == ',')
        return {progress.inside == Inside::Object ? Wanted::Key : Wanted::Value, true, skipSpace(text, offset + 1)};
    return {Wanted::CommaOrEnd, false, offset};
}

QString wantedText(Wanted wanted, Inside inside)
{
    switch (wanted) {
    case Wanted::Value:
        return JsonSyntax::tr("a value");
    case Wanted::ValueOrEnd:
        return JsonSyntax::tr("a value or “]”");
    case Wanted::Key:
        return JsonSyntax::tr("a key in double quotation marks");
    case Wanted::KeyOrEnd:
        return JsonSyntax::tr("a key in double quotation marks or “}”");
    case Wanted::Colon:
        return JsonSyntax::tr("“:” and a value");
    case Wanted::CommaOrEnd:
        return inside == Inside::Object ? JsonSyntax::tr("a comma or “}”") : JsonSyntax::tr("a comma or “]”");
    case Wanted::EndOfText:
        break;
    }
    return JsonSyntax::tr("the end of the file");
}

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$';
}

bool isOfNumber(char c)
{
    return (c >= '0' && c <= '9') || (c != '\0' && std::strchr("+-.eE", c));
}

QString run(const QByteArray &text, qsizetype from, bool (*belongs)(char))
{
    qsizetype end = from;
    while (end < text.size() && belongs(text[end]))
        ++end;
    return QString::fromUtf8(text.mid(from, end - from));
}

/// The whole character that starts at or contains the byte.
QString character(const QByteArray &text, qsizetype offset)
{
    const auto continues = [&](qsizetype i) { return i < text.size() && (uchar(text[i]) & 0xC0) == 0x80; };
    while (offset > 0 && continues(offset))
        --offset;
    qsizetype end = offset + 1;
    while (continues(end))
        ++end;
    return QString::fromUtf8(text.mid(offset, end - offset));
}

/// A string token that was allowed to stand where it stands, but is broken. `offset` becomes the place to point at.
QString brokenString(const QByteArray &text, qsizetype failed, qsizetype &offset)
{
    if (failed >= text.size())
        return JsonSyntax::tr("The text that begins here has no closing quotation mark.");
    const char c = text[failed];
    if (c == '\n' || c == '\r') {
        return JsonSyntax::tr(
            "The text that begins here has no closing quotation mark on its line; a line break inside text "
            "is written as \\n.");
    }
    offset = failed;
    if (c == '\t')
        return JsonSyntax::tr("A tab inside text has to be written as \\t.");
    if (uchar(c) < 0x20) {
        return JsonSyntax::tr("A control character inside text has to be written as \\u%1.")
            .arg(uint(uchar(c)), 4, 16, QLatin1Char('0'));
    }
    qsizetype escape = failed;
    while (escape > 0 && failed - escape < 12 && text[escape] != '\\')
        --escape;
    if (text.mid(escape, 2) != "\\u") {
        return JsonSyntax::tr(
                   "After a backslash only \", \\, /, b, f, n, r, t or u may follow, not %1; a backslash itself is "
                   "written as \\\\.")
            .arg(quoted(character(text, failed)));
    }
    offset = escape;
    static const QRegularExpression whole(QStringLiteral("^\\\\u[0-9A-Fa-f]{4}"));
    if (whole.match(QString::fromUtf8(text.mid(escape, 6))).hasMatch())
        return JsonSyntax::tr("This \\u… is one half of a character; the other half is missing.");
    return JsonSyntax::tr("\\u needs four hexadecimal digits after it.");
}

QString brokenNumber(const QString &number)
{
    static const QRegularExpression whole(QStringLiteral("^-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?$"));
    if (whole.match(number).hasMatch())
        return JsonSyntax::tr("The number %1 is too large.").arg(quoted(number));
    return JsonSyntax::tr(
               "%1 is not a number as JSON writes it: digits without leading zeros or “+”, with digits on both "
               "sides of a decimal point.")
        .arg(quoted(number));
}

bool isOfNumberOrWord(char c)
{
    return isOfNumber(c) || isLetter(c);
}

/// Start of a number whose end the parser took for the end of the value (007, 0x10), -1: there is none.
qsizetype numberBefore(const QByteArray &text, const Met &met)
{
    const bool wantsEnd = met.wanted == Wanted::CommaOrEnd || met.wanted == Wanted::EndOfText;
    if (!wantsEnd || !isOfNumberOrWord(at(text, met.offset)))
        return -1;
    qsizetype start = met.offset;
    while (start > 0 && isOfNumber(text[start - 1]))
        --start;
    const char first = at(text, start);
    return start < met.offset && (first == '-' || (first >= '0' && first <= '9')) ? start : -1;
}

QString strayWord(const QString &word, Wanted wanted)
{
    if (wanted == Wanted::Key || wanted == Wanted::KeyOrEnd)
        return JsonSyntax::tr("The key %1 has to stand in double quotation marks.").arg(quoted(word));
    const QString lower = word.toLower();
    if (word != lower && (lower == u"true" || lower == u"false" || lower == u"null"))
        return JsonSyntax::tr("%1 is written in small letters: %2.").arg(quoted(word), lower);
    return JsonSyntax::tr(
               "%1 is no value: text stands in double quotation marks, and the only words without them are true, "
               "false and null.")
        .arg(quoted(word));
}

} // namespace

qsizetype nextToken(const QByteArray &text, const JsonProgress &progress)
{
    return meet(text, progress).offset;
}

void locate(Error &error, const QByteArray &text, qsizetype offset)
{
    offset = std::clamp<qsizetype>(offset, 0, text.size());
    const qsizetype lineStart = offset == 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
    const auto isFirstByte = [](char c) { return (uchar(c) & 0xC0) != 0x80; };
    error.line = int(std::count(text.begin(), text.begin() + lineStart, '\n')) + 1;
    error.column = int(std::count_if(text.begin() + lineStart, text.begin() + offset, isFirstByte)) + 1;
}

Error explainSyntax(const QByteArray &text, const JsonProgress &progress, qsizetype failed)
{
    const Met met = meet(text, progress);
    const char c = at(text, met.offset);
    const bool wantsValue = met.wanted == Wanted::Value || met.wanted == Wanted::ValueOrEnd;
    const bool wantsKey = met.wanted == Wanted::Key || met.wanted == Wanted::KeyOrEnd;
    qsizetype offset = met.offset;
    Error error;
    error.code = ErrorCode::Syntax;
    if (offset >= text.size() && progress.last == Last::Nothing)
        error.detail = JsonSyntax::tr("The file is empty; it should hold one JSON object.");
    else if (offset >= text.size())
        error.detail =
            JsonSyntax::tr("The file ends here, but %1 is missing.").arg(wantedText(met.wanted, progress.inside));
    else if (const qsizetype number = numberBefore(text, met); number >= 0) {
        offset = number;
        error.detail = brokenNumber(run(text, number, isOfNumberOrWord));
    } else if (met.wanted == Wanted::EndOfText)
        error.detail = JsonSyntax::tr("The file should end before this %1.").arg(quoted(character(text, offset)));
    else if (c == '"' && (wantsValue || wantsKey))
        error.detail = brokenString(text, failed, offset);
    else if (c == '/' || c == '#')
        error.detail = JsonSyntax::tr("JSON has no comments.");
    else if (c == '\'')
        error.detail = JsonSyntax::tr("Keys and text stand in double quotation marks, not single ones.");
    else if (isOfNumber(c) && c != 'e' && c != 'E' && wantsValue)
        error.detail = brokenNumber(run(text, offset, isOfNumber));
    else if (isLetter(c) && (wantsValue || wantsKey))
        error.detail = strayWord(run(text, offset, isLetter), met.wanted);
    else if (met.afterComma && (c == '}' || c == ']'))
        error.detail = JsonSyntax::tr("There is a comma too many before this %1.").arg(quoted(character(text, offset)));
    else if (met.wanted == Wanted::CommaOrEnd && (c == '"' || c == '{' || c == '[' || isLetter(c) || isOfNumber(c)))
        error.detail = JsonSyntax::tr("A comma is missing before this %1.").arg(quoted(character(text, offset)));
    else {
        error.detail = JsonSyntax::tr("%1 stands where %2 should be.")
                           .arg(quoted(character(text, offset)), wantedText(met.wanted, progress.inside));
    }
    locate(error, text, offset);
    return error;
}

qsizetype findBadByte(const QByteArray &text)
{
    const qsizetype size = text.size();
    const auto byte = [&](qsizetype i) { return i < size ? uchar(text[i]) : uchar(0); };
    for (qsizetype i = 0; i < size;) {
        const uchar first = byte(i);
        if (first != 0 && first < 0x80) {
            ++i;
            continue;
        }
        // RFC 3629: the second byte's range shuts out overlong forms, surrogates and what is above U+10FFFF.
        qsizetype length = 0;
        uchar low = 0x80;
        uchar high = 0xBF;
        if (first >= 0xC2 && first <= 0xDF) {
            length = 2;
        } else if (first >= 0xE0 && first <= 0xEF) {
            length = 3;
            low = first == 0xE0 ? 0xA0 : 0x80;
            high = first == 0xED ? 0x9F : 0xBF;
        } else if (first >= 0xF0 && first <= 0xF4) {
            length = 4;
            low = first == 0xF0 ? 0x90 : 0x80;
            high = first == 0xF4 ? 0x8F : 0xBF;
        }
        if (length == 0 || byte(i + 1) < low || byte(i + 1) > high)
            return i;
        for (qsizetype k = 2; k < length; ++k) {
            if ((byte(i + k) & 0xC0) != 0x80)
                return i;
        }
        i += length;
    }
    return -1;
}

} // namespace portolan
