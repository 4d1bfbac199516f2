// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "compressedname.h"

#include <QByteArray>

namespace portolan {

namespace {

constexpr int kMostLabels = 128;
constexpr qsizetype kLongestName = 255;

} // namespace

std::optional<QString> compressedName(QByteArrayView message, qsizetype &at)
{
    QByteArray name;
    bool hasJumped = false;
    qsizetype from = at;
    for (int i = 0; i < kMostLabels && name.size() <= kLongestName; ++i) {
        if (from >= message.size())
            return {};
        const quint8 size = quint8(message[from]);
        if (size >= 0xC0) {
            if (from + 1 >= message.size())
                return {};
            const qsizetype target = (size & 0x3F) << 8 | quint8(message[from + 1]);
            if (!hasJumped)
                at = from + 2;
            hasJumped = true;
            if (target >= from) // only ever backwards
                return {};
            from = target;
        } else if (size == 0) {
            if (!hasJumped)
                at = from + 1;
            return QString::fromUtf8(name);
        } else {
            if (size > 63 || from + 1 + size > message.size())
                return {};
            if (!name.isEmpty())
                name += '.';
            name.append(message.sliced(from + 1, size));
            from += 1 + size;
        }
    }
    return {};
}

} // namespace portolan
