// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "hostname.h"

#include <QList>
#include <QString>

#include <algorithm>

namespace portolan {

namespace {

constexpr qsizetype kLongestName = 253;
constexpr qsizetype kLongestLabel = 63;

} // namespace

bool isHostName(QStringView text)
{
    if (text.endsWith(u'.'))
        text.chop(1);
    if (text.isEmpty() || text.size() > kLongestName)
        return false;
    for (const QStringView label : text.split(u'.')) {
        // A leading "-" would be an option to every program that a host name is handed to.
        if (label.isEmpty() || label.size() > kLongestLabel || label.startsWith(u'-') || label.endsWith(u'-'))
            return false;
        const bool isPlain = std::all_of(label.begin(), label.end(), [](QChar c) {
            return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') || c == u'-'
                || c == u'_';
        });
        if (!isPlain)
            return false;
    }
    return true;
}

} // namespace portolan
