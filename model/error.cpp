// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "error.h"

#include <QStringList>

namespace portolan {

QString Error::text() const
{
    QStringList parts;
    if (!file.isEmpty())
        parts << (line > 0 ? QStringLiteral("%1:%2:%3").arg(file).arg(line).arg(column) : file);
    else if (line > 0)
        parts << QStringLiteral("%1:%2").arg(line).arg(column);
    if (!place.isEmpty())
        parts << place;
    parts << detail;
    return parts.join(QStringLiteral(": "));
}

QString toText(const Errors &errors)
{
    QStringList lines;
    lines.reserve(errors.size());
    for (const Error &error : errors)
        lines << error.text();
    return lines.join(u'\n');
}

} // namespace portolan
