// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "ber.h"

#include <QStringList>

#include <utility>

namespace portolan {

namespace {

constexpr quint8 kConstructed = 0x20;
constexpr quint8 kLongTag = 0x1F;
constexpr int kMostTagBytes = 5;
constexpr int kMostArcs = 32;

struct Head {
    quint8 tag = 0;
    qsizetype size = 0; ///< of the head itself
    qint64 length = 0; ///< of the content
    bool isIndefinite = false;
};

enum class HeadFault { Short, Wrong };

quint8 byteAt(QByteArrayView bytes, qsizetype at)
{
    return quint8(bytes[at]);
}

/// Fault: `*fault` says which.
std::optional<Head> readHead(QByteArrayView bytes, HeadFault *fault)
{
    *fault = HeadFault::Short;
    if (bytes.isEmpty())
        return {};
    Head head;
    head.tag = byteAt(bytes, 0);
    qsizetype at = 1;
    if ((head.tag & kLongTag) == kLongTag) {
        do {
            if (at > kMostTagBytes) {
                *fault = HeadFault::Wrong;
                return {};
            }
            if (at >= bytes.size())
                return {};
        } while (byteAt(bytes, at++) & 0x80);
    }
    if (at >= bytes.size())
        return {};
    const quint8 first = byteAt(bytes, at++);
    if (first < 0x80) {
        head.length = first;
    } else if (first == 0x80) {
        head.isIndefinite = true;
    } else {
        const int count = first & 0x7F;
        for (int i = 0; i < count; ++i) {
            if (at >= bytes.size())
                return {};
            head.length = head.length << 8 | byteAt(bytes, at++);
            if (head.length > 0xFFFFFFFF || first == 0xFF) {
                *fault = HeadFault::Wrong;
                return {};
            }
        }
    }
    head.size = at;
    return head;
}

/// Of what stands before the end-of-contents mark; -1: there is none.
qsizetype indefiniteLength(QByteArrayView bytes, int depth)
{
    if (depth > BerReader::kDeepest)
        return -1;
    qsizetype at = 0;
    while (true) {
        HeadFault fault;
        const QByteArrayView rest = bytes.sliced(at);
        const std::optional<Head> head = readHead(rest, &fault);
        if (!head)
            return -1;
        if (head->tag == 0 && head->length == 0 && !head->isIndefinite)
            return at;
        const QByteArrayView content = rest.sliced(head->size);
        if (head->isIndefinite) {
            const qsizetype inner = head->tag & kConstructed ? indefiniteLength(content, depth + 1) : -1;
            if (inner < 0)
                return -1;
            at += head->size + inner + 2;
        } else {
            if (head->length > content.size())
                return -1;
            at += head->size + qsizetype(head->length);
        }
    }
}

} // namespace

std::optional<BerElement> BerReader::next()
{
    HeadFault fault;
    const std::optional<Head> head = readHead(m_rest, &fault);
    const QByteArrayView rest = std::exchange(m_rest, {});
    if (!head)
        return {};
    const QByteArrayView content = rest.sliced(head->size);
    if (head->isIndefinite) {
        const qsizetype length = head->tag & kConstructed ? indefiniteLength(content, 0) : -1;
        if (length < 0)
            return {};
        m_rest = content.sliced(length + 2);
        return BerElement{head->tag, content.first(length)};
    }
    if (head->length > content.size())
        return {};
    m_rest = content.sliced(qsizetype(head->length));
    return BerElement{head->tag, content.first(qsizetype(head->length))};
}

std::optional<BerElement> BerReader::next(quint8 tag)
{
    std::optional<BerElement> element = next();
    if (element && element->tag != tag)
        element.reset();
    return element;
}

qint64 berSize(QByteArrayView start)
{
    HeadFault fault;
    const std::optional<Head> head = readHead(start, &fault);
    if (!head)
        return fault == HeadFault::Short ? 0 : -1;
    return head->isIndefinite ? -1 : head->size + head->length;
}

std::optional<qint64> berInteger(QByteArrayView content)
{
    if (content.isEmpty() || content.size() > 8)
        return {};
    quint64 number = content[0] < 0 ? ~quint64(0) : 0;
    for (const char byte : content)
        number = number << 8 | quint8(byte);
    return qint64(number);
}

QString berOid(QByteArrayView content)
{
    QStringList arcs;
    quint64 arc = 0;
    for (qsizetype i = 0; i < content.size(); ++i) {
        const quint8 byte = byteAt(content, i);
        if (arc >> 56 || arcs.size() > kMostArcs)
            return {};
        arc = arc << 7 | (byte & 0x7F);
        if (byte & 0x80) {
            if (i + 1 == content.size())
                return {};
            continue;
        }
        if (arcs.isEmpty()) {
            const quint64 first = qMin<quint64>(arc / 40, 2);
            arcs << QString::number(first);
            arc -= first * 40;
        }
        arcs << QString::number(arc);
        arc = 0;
    }
    return arcs.join(u'.');
}

QDateTime berTime(QByteArrayView content)
{
    constexpr qsizetype kDigits = 14;
    if (content.size() <= kDigits || !content.endsWith('Z'))
        return {};
    QDateTime time =
        QDateTime::fromString(QString::fromLatin1(content.first(kDigits)), QStringLiteral("yyyyMMddHHmmss"));
    time.setTimeSpec(Qt::UTC);
    return time;
}

QByteArray ber(quint8 tag, QByteArrayView content)
{
    QByteArray result(1, char(tag));
    if (content.size() < 0x80) {
        result += char(content.size());
    } else {
        QByteArray length;
        for (qsizetype rest = content.size(); rest > 0; rest >>= 8)
            length.prepend(char(rest & 0xFF));
        result += char(0x80 | length.size());
        result += length;
    }
    result.append(content);
    return result;
}

QByteArray ber(quint8 tag, const QList<QByteArray> &parts)
{
    return ber(tag, parts.join());
}

} // namespace portolan
