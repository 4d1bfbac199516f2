// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "cleantext.h"

#include <algorithm>

namespace portolan {

namespace {

constexpr qsizetype kMostBytesOfCharacter = 4;

bool isUnfit(char16_t c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x00AD || c == 0x061C || (c >= 0x200B && c <= 0x200F)
        || (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF || c >= 0xFFFE;
}

} // namespace

QString cleaned(QStringView text)
{
    QString result;
    for (qsizetype i = 0; i < text.size() && result.size() < kLongestCleaned; ++i) {
        const QChar c = text[i];
        if (c.isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate()) {
            if (result.size() + 2 > kLongestCleaned)
                break;
            result += c;
            result += text[++i];
        } else if (c.isSurrogate()) {
            result += QChar(QChar::ReplacementCharacter);
        } else if (c == u'\t') {
            result += u' ';
        } else if (!isUnfit(c.unicode())) {
            result += c;
        }
    }
    return result;
}

QString cleaned(QByteArrayView bytes)
{
    return cleaned(QString::fromUtf8(bytes.first(std::min(bytes.size(), kLongestCleaned * kMostBytesOfCharacter))));
}

} // namespace portolan
