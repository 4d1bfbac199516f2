// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "versions.h"

#include <QRegularExpression>

#include <algorithm>

namespace portolan {

bool Version::beginsWith(const Version &start) const
{
    for (qsizetype i = 0; i < start.m_numbers.size(); ++i) {
        if (m_numbers.value(i) != start.m_numbers[i])
            return false;
    }
    return true;
}

bool Version::isSameRelease(const Version &other) const
{
    return m_numbers.value(0) == other.m_numbers.value(0) && m_numbers.value(1) == other.m_numbers.value(1);
}

bool operator<(const Version &a, const Version &b)
{
    for (qsizetype i = 0; i < std::max(a.m_numbers.size(), b.m_numbers.size()); ++i) {
        if (a.m_numbers.value(i) != b.m_numbers.value(i))
            return a.m_numbers.value(i) < b.m_numbers.value(i);
    }
    return false;
}

std::optional<Version> versionFrom(const QString &text)
{
    static const QRegularExpression dotted(QStringLiteral("(?<![\\d.])\\d{1,6}(?:\\.\\d{1,6}){1,7}(?![\\d.])"));
    static const QRegularExpression whole(QStringLiteral("^\\s*\\d{1,6}\\s*$"));
    QRegularExpressionMatch match = dotted.match(text);
    if (!match.hasMatch())
        match = whole.match(text);
    if (!match.hasMatch())
        return {};
    QList<int> numbers;
    for (const QString &number : match.captured().trimmed().split(u'.'))
        numbers << number.toInt();
    return Version(numbers);
}

QString systemRelease(const QString &text)
{
    static const QRegularExpression year(QStringLiteral("\\b(20\\d\\d)\\s*(r2)?\\b"),
                                         QRegularExpression::CaseInsensitiveOption);
    const QRegularExpressionMatch match = year.match(text);
    if (!match.hasMatch())
        return {};
    return match.captured(2).isEmpty() ? match.captured(1) : match.captured(1) + QStringLiteral(" r2");
}

} // namespace portolan
