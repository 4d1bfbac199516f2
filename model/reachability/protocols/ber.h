// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QDateTime>
#include <QList>
#include <QString>

#include <optional>

namespace portolan {

/// One element of BER: its first identifier byte, and what is inside. Points into what was read.
struct BerElement {
    quint8 tag = 0;
    QByteArrayView content;
};

/// The elements of a BER message, one after the other, with every form of length. Follows indefinite lengths at most
/// kDeepest levels down and reads no more than there is.
class BerReader
{
public:
    static constexpr int kDeepest = 16;

    explicit BerReader(QByteArrayView bytes) : m_rest(bytes) { }

    /// Nothing: the end, or not BER.
    std::optional<BerElement> next();
    /// The next element if it has this tag; anything else is nothing.
    std::optional<BerElement> next(quint8 tag);
    bool atEnd() const { return m_rest.isEmpty(); }

private:
    QByteArrayView m_rest;
};

/// Size of the element at the start of a stream with a definite length. 0: more bytes are needed to tell; -1: there is
/// none, or its length is indefinite or of more than four significant bytes.
qint64 berSize(QByteArrayView start);

/// A whole number of at most 8 bytes.
std::optional<qint64> berInteger(QByteArrayView content);
/// "1.2.840.113556.1.4.800"; empty: not one.
QString berOid(QByteArrayView content);
/// GeneralizedTime in UTC; not valid: not one.
QDateTime berTime(QByteArrayView content);

/// An element in DER.
QByteArray ber(quint8 tag, QByteArrayView content);
QByteArray ber(quint8 tag, const QList<QByteArray> &parts);

} // namespace portolan
