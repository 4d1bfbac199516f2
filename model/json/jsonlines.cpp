// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "jsonlines.h"

#include "model/json/plaintext.h"

#include <algorithm>
#include <vector>

namespace portolan {

namespace {

/// Deeper nobody points: servers[3].roles[0] is three.
constexpr size_t kDeepest = 4;

/// What is open at a point of the text.
struct Level {
    QString place;
    bool isArray = false;
    qsizetype items = 0; ///< of an array, so far
    bool isValueNext = false; ///< of an object: behind a colon
    QString key;
};

class LineScan
{
public:
    LineScan(const QByteArray &bytes, QHash<QString, int> &lines) : m_bytes(bytes), m_lines(lines) { }

    void run()
    {
        for (; m_at < m_bytes.size(); ++m_at)
            take(m_bytes[m_at]);
    }

private:
    void take(char c);
    void open(bool isArray);
    void takeString();
    /// Notes the item of an array that begins here, if one does.
    void beginItem();
    QString placeOfValue() const;
    bool isShallow() const { return m_levels.size() <= kDeepest; }

    const QByteArray &m_bytes;
    QHash<QString, int> &m_lines;
    qsizetype m_at = 0;
    int m_line = 1;
    std::vector<Level> m_levels;
    bool m_isInScalar = false; ///< a number or a word
};

void LineScan::take(char c)
{
    const bool isScalar =
        (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '+' || c == '.';
    if (isScalar && !m_isInScalar)
        beginItem();
    m_isInScalar = isScalar;
    switch (c) {
    case '\n':
        ++m_line;
        break;
    case '"':
        takeString();
        break;
    case '{':
    case '[':
        open(c == '[');
        break;
    case '}':
    case ']':
        if (!m_levels.empty())
            m_levels.pop_back();
        break;
    case ':':
        if (!m_levels.empty())
            m_levels.back().isValueNext = true;
        break;
    case ',':
        if (!m_levels.empty()) {
            m_levels.back().isValueNext = false;
            ++m_levels.back().items;
        }
        break;
    default:
        break;
    }
}

void LineScan::open(bool isArray)
{
    beginItem();
    Level level;
    level.place = placeOfValue();
    level.isArray = isArray;
    m_levels.push_back(level);
}

void LineScan::takeString()
{
    beginItem();
    const qsizetype begin = ++m_at;
    while (m_at < m_bytes.size() && m_bytes[m_at] != '"')
        m_at += m_bytes[m_at] == '\\' ? 2 : 1;
    if (m_levels.empty() || m_levels.back().isArray || m_levels.back().isValueNext || !isShallow())
        return;
    Level &object = m_levels.back();
    // Keys with escapes are none that this program's places have.
    object.key = QString::fromUtf8(m_bytes.mid(begin, m_at - begin));
    m_lines.insert(memberPlace(object.place, object.key), m_line);
}

void LineScan::beginItem()
{
    if (!m_levels.empty() && m_levels.back().isArray && isShallow())
        m_lines.insert(placeOfValue(), m_line);
}

QString LineScan::placeOfValue() const
{
    if (m_levels.empty() || !isShallow())
        return {};
    const Level &outer = m_levels.back();
    return outer.isArray ? itemPlace(outer.place, outer.items) : memberPlace(outer.place, outer.key);
}

} // namespace

JsonLines::JsonLines(const QByteArray &bytes)
{
    LineScan(bytes, m_lines).run();
}

int JsonLines::lineOf(const QString &place) const
{
    for (QString outer = place; !outer.isEmpty();) {
        if (const auto found = m_lines.constFind(outer); found != m_lines.constEnd())
            return *found;
        outer.truncate(std::max<qsizetype>(0, std::max(outer.lastIndexOf(u'.'), outer.lastIndexOf(u'['))));
    }
    return 1;
}

} // namespace portolan
