// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/tables/displaytext.h"

#include <QStringList>

namespace portolan {

namespace {

bool isDisturbing(QChar c)
{
    const ushort u = c.unicode();
    return c.category() == QChar::Other_Control || u == 0x061c || u == 0x200e || u == 0x200f || u == 0x2028
        || u == 0x2029 || (u >= 0x202a && u <= 0x202e) || (u >= 0x2066 && u <= 0x2069) || u == 0xfeff;
}

} // namespace

QString displayText(QStringView text)
{
    QString result = text.toString();
    for (QChar &c : result) {
        if (c == u'\t')
            c = u' ';
        else if (isDisturbing(c))
            c = QChar::ReplacementCharacter;
    }
    return result;
}

QString htmlText(QStringView text)
{
    return displayText(text).toHtmlEscaped();
}

QString toolTipText(QStringView text)
{
    // A tool tip guesses at rich text; a paragraph of our own settles it.
    QStringList lines;
    const QList<QStringView> parts = text.split(u'\n');
    lines.reserve(parts.size());
    for (const QStringView part : parts)
        lines << htmlText(part);
    return QStringLiteral("<qt>%1</qt>").arg(lines.join(QStringLiteral("<br>")));
}

} // namespace portolan
