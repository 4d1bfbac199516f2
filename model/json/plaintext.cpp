// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "plaintext.h"

#include <QCoreApplication>
#include <QVarLengthArray>

#include <algorithm>
#include <numeric>

namespace portolan {

namespace {

struct PlainText {
    Q_DECLARE_TR_FUNCTIONS(portolan::PlainText)
};

constexpr qsizetype kLongestQuote = 60;
constexpr qsizetype kLongestId = 256;
constexpr qsizetype kMostCompared = 5000;

bool turnsDirection(char16_t c)
{
    return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

bool isControl(char16_t c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0);
}

bool isLineSeparator(char16_t c)
{
    return c == 0x2028 || c == 0x2029;
}

/// Characters without ink that would make two different texts look alike in a message.
bool isInvisible(char16_t c)
{
    return c == 0x00AD || c == 0x061C || (c >= 0x200B && c <= 0x200F) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF;
}

int distance(QStringView a, QStringView b)
{
    QVarLengthArray<int, 64> row(b.size() + 1);
    std::iota(row.begin(), row.end(), 0);
    for (qsizetype i = 0; i < a.size(); ++i) {
        int diagonal = row[0];
        row[0] = int(i) + 1;
        for (qsizetype j = 0; j < b.size(); ++j) {
            const int change = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({change, row[j] + 1, diagonal + 1});
        }
    }
    return row[b.size()];
}

} // namespace

QString quoted(QStringView text)
{
    QString result(u'“');
    qsizetype count = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (++count > kLongestQuote) {
            result += u'…';
            break;
        }
        const char16_t c = text[i].unicode();
        if (isControl(c) || turnsDirection(c) || isLineSeparator(c) || isInvisible(c)) {
            result += QStringLiteral("\\u%1").arg(uint(c), 4, 16, QLatin1Char('0'));
        } else {
            result += text[i];
            if (text[i].isHighSurrogate() && i + 1 < text.size())
                result += text[++i];
        }
    }
    return result + u'”';
}

bool isId(QStringView text)
{
    const auto isPlain = [](QChar c) { return (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9'); };
    if (text.isEmpty() || text.size() > kLongestId || !isPlain(text[0]))
        return false;
    return std::all_of(text.begin(), text.end(),
                       [&](QChar c) { return isPlain(c) || c == u'.' || c == u'_' || c == u'-'; });
}

qsizetype findForbidden(QStringView text, Lines lines)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char16_t c = text[i].unicode();
        if (c >= 0x20 && c < 0x7F)
            continue;
        if (lines == Lines::Many && (c == u'\n' || c == u'\r' || c == u'\t' || isLineSeparator(c)))
            continue;
        if (isControl(c) || turnsDirection(c) || isLineSeparator(c))
            return i;
        if (QChar::isSurrogate(c)) {
            const bool isWhole = QChar::isHighSurrogate(c) && i + 1 < text.size() && text[i + 1].isLowSurrogate();
            if (!isWhole)
                return i;
            ++i;
        }
    }
    return -1;
}

QString textFault(const QString &text, Empty empty, Lines lines, qsizetype longest)
{
    if (empty == Empty::Refused && text.trimmed().isEmpty())
        return PlainText::tr("This may not be empty.");
    if (text.size() > longest)
        return PlainText::tr("This is %1 characters long; %2 is the most.").arg(text.size()).arg(longest);
    const qsizetype at = findForbidden(text, lines);
    return at < 0
        ? QString()
        : PlainText::tr(
              "The character U+%1 may not stand in %2: it breaks the line, cannot be seen or turns the text around.")
              .arg(uint(text[at].unicode()), 4, 16, QLatin1Char('0'))
              .arg(quoted(text));
}

QString idFault(QStringView id)
{
    return isId(id) ? QString()
                    : PlainText::tr("%1 is no id: an id has only the characters a to z, 0 to 9, “.”, “_” and “-”, "
                                    "and begins with a letter or a digit.")
                          .arg(quoted(id));
}

QString memberPlace(const QString &parent, QStringView key)
{
    const auto isWordCharacter = [](QChar c) {
        return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') || c == u'_'
            || c == u'-';
    };
    if (key.isEmpty() || key.size() > kLongestQuote || !std::all_of(key.begin(), key.end(), isWordCharacter))
        return parent + u'[' + quoted(key) + u']';
    return parent.isEmpty() ? key.toString() : QString(parent + u'.').append(key);
}

QString itemPlace(const QString &parent, qsizetype index)
{
    return QStringLiteral("%1[%2]").arg(parent).arg(index);
}

QString didYouMean(QStringView id, const QStringList &known)
{
    if (id.isEmpty() || id.size() > 64 || known.size() > kMostCompared)
        return {};
    const QString wanted = id.toString().toLower();
    const int limit = int(wanted.size()) / 3;
    QList<std::pair<int, qsizetype>> found;
    for (qsizetype i = 0; i < known.size(); ++i) {
        const QString candidate = known[i].toLower();
        if (candidate.isEmpty() || candidate.size() > 64)
            continue;
        if (std::abs(candidate.size() - wanted.size()) > limit && !candidate.contains(wanted))
            continue;
        const bool contains = wanted.size() > 2 && candidate.contains(wanted);
        const int away = contains ? 1 : distance(wanted, candidate);
        if (away <= limit)
            found.append({away, i});
    }
    std::stable_sort(found.begin(), found.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
    QStringList names;
    for (const auto &[away, index] : found.mid(0, 3))
        names << quoted(known[index]);
    if (names.isEmpty())
        return {};
    if (names.size() == 1)
        return PlainText::tr(" Did you mean %1?").arg(names.first());
    const QString last = names.takeLast();
    return PlainText::tr(" Did you mean %1 or %2?").arg(names.join(QStringLiteral(", ")), last);
}

} // namespace portolan
