// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "linereader.h"

#include <algorithm>

namespace portolan {

bool LineReader::read(QByteArrayView &bytes)
{
    const qsizetype end = bytes.indexOf('\n');
    const QByteArrayView part = end < 0 ? bytes : bytes.first(end);
    m_line.append(part.first(std::min(part.size(), kLongest - m_line.size())));
    bytes = end < 0 ? QByteArrayView() : bytes.sliced(end + 1);
    if (end < 0)
        return false;
    if (m_line.endsWith('\r'))
        m_line.chop(1);
    return true;
}

} // namespace portolan
