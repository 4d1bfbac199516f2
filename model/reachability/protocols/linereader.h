// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <utility>

namespace portolan {

/// Lines out of a stream, whatever its pieces. What a line has beyond kLongest bytes is dropped.
class LineReader
{
public:
    static constexpr qsizetype kLongest = 2048;

    /// Takes from `bytes` up to the end of a line. True: that was seen, and takeLine() has the line.
    bool read(QByteArrayView &bytes);
    /// Without its CR LF.
    QByteArray takeLine() { return std::exchange(m_line, {}); }
    /// A line whose end has not come.
    const QByteArray &rest() const { return m_line; }

private:
    QByteArray m_line;
};

} // namespace portolan
