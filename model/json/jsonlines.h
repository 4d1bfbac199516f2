// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QHash>
#include <QString>

namespace portolan {

/// On which lines of a JSON text things stand, by their place ("servers[3].roles"). Made in one pass; the text has to
/// be one that parseJson() takes.
class JsonLines
{
public:
    explicit JsonLines(const QByteArray &bytes);

    /// From 1: where the value's member begins, or the value itself in a list. Of what is not there the line of the
    /// nearest thing that holds it; 1 where nothing does.
    int lineOf(const QString &place) const;

private:
    QHash<QString, int> m_lines;
};

} // namespace portolan
