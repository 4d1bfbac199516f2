// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QList>
#include <QString>

#include <optional>

namespace portolan {

/// The numbers of a version, however people write it: "14.3", "Version 14.3 (Build 123.4)". Missing ones count as 0.
class Version
{
public:
    explicit Version(QList<int> numbers) : m_numbers(std::move(numbers)) { }

    int first() const { return m_numbers.value(0); }
    bool beginsWith(const Version &start) const;
    /// Alike in the first two numbers: 14.3 and 14.3.123.
    bool isSameRelease(const Version &other) const;
    friend bool operator<(const Version &a, const Version &b);

private:
    QList<int> m_numbers;
};

/// Nothing where the text has no number with a dot, nor is a number: "SP3" could mean anything.
std::optional<Version> versionFrom(const QString &text);

/// What tells one release of an operating system from another, whatever its edition: "2008 r2" of "Windows Server 2008
/// R2 Enterprise". Empty where the text has no year.
QString systemRelease(const QString &text);

} // namespace portolan
