// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QUuid>
#include <QtEndian>

namespace portolan {

/// Puts a message together.
class ByteWriter
{
public:
    const QByteArray &result() const { return m_bytes; }

    ByteWriter &bytes(QByteArrayView raw)
    {
        m_bytes.append(raw);
        return *this;
    }
    ByteWriter &zeros(qsizetype count)
    {
        m_bytes.append(count, '\0');
        return *this;
    }
    ByteWriter &align(qsizetype unit) { return zeros((unit - m_bytes.size() % unit) % unit); }
    ByteWriter &u8(quint8 number) { return bytes({&number, 1}); }
    ByteWriter &le16(quint16 number) { return raw(qToLittleEndian(number)); }
    ByteWriter &le32(quint32 number) { return raw(qToLittleEndian(number)); }
    ByteWriter &be16(quint16 number) { return raw(qToBigEndian(number)); }
    ByteWriter &be32(quint32 number) { return raw(qToBigEndian(number)); }
    /// As DCE writes it.
    ByteWriter &uuid(const QUuid &id)
    {
        le32(id.data1).le16(id.data2).le16(id.data3);
        return bytes({id.data4, sizeof id.data4});
    }

private:
    template <typename Number>
    ByteWriter &raw(Number number)
    {
        m_bytes.append(reinterpret_cast<const char *>(&number), sizeof number);
        return *this;
    }

    QByteArray m_bytes;
};

} // namespace portolan
