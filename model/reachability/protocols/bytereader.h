// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArrayView>
#include <QtEndian>

namespace portolan {

/// Numbers and bytes out of a message. Never reads beyond its end: what is not there is 0 or empty, and isOk() is false
/// from then on.
class ByteReader
{
public:
    explicit ByteReader(QByteArrayView bytes) : m_bytes(bytes) { }

    bool isOk() const { return m_isOk; }
    qsizetype position() const { return m_at; }
    qsizetype left() const { return m_bytes.size() - m_at; }

    QByteArrayView bytes(qint64 count)
    {
        if (!m_isOk || count < 0 || count > left()) {
            m_isOk = false;
            return {};
        }
        const QByteArrayView result = m_bytes.sliced(m_at, qsizetype(count));
        m_at += qsizetype(count);
        return result;
    }
    void skip(qint64 count) { bytes(count); }
    /// To the next multiple of `unit`, counted from the start.
    void align(qsizetype unit) { skip((unit - m_at % unit) % unit); }

    quint8 u8() { return little<quint8>(); }
    quint16 le16() { return little<quint16>(); }
    quint32 le32() { return little<quint32>(); }
    quint64 le64() { return little<quint64>(); }
    quint16 be16() { return big<quint16>(); }
    quint32 be32() { return big<quint32>(); }

private:
    template <typename Number>
    Number little()
    {
        const QByteArrayView raw = bytes(sizeof(Number));
        return raw.isEmpty() ? Number(0) : qFromLittleEndian<Number>(raw.data());
    }
    template <typename Number>
    Number big()
    {
        const QByteArrayView raw = bytes(sizeof(Number));
        return raw.isEmpty() ? Number(0) : qFromBigEndian<Number>(raw.data());
    }

    QByteArrayView m_bytes;
    qsizetype m_at = 0;
    bool m_isOk = true;
};

} // namespace portolan
