// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/layout/layoutprotocol.h"

#include <QCborArray>
#include <QCborValue>
#include <QCoreApplication>
#include <QtEndian>

#include <algorithm>

namespace portolan {

namespace {

constexpr qsizetype kLengthBytes = 4;
constexpr qsizetype kMaxSentence = 4'000;

qsizetype lengthOf(const QByteArray &buffer)
{
    return qsizetype(qFromBigEndian<quint32>(buffer.constData()));
}

Error fault(ErrorCode code, const QString &detail)
{
    Error error;
    error.code = code;
    error.detail = detail;
    return error;
}

} // namespace

QByteArray frame(const QByteArray &payload)
{
    QByteArray bytes(kLengthBytes, Qt::Uninitialized);
    qToBigEndian(quint32(payload.size()), bytes.data());
    return bytes + payload;
}

Result<std::optional<QByteArray>> takeFrame(QByteArray &buffer)
{
    if (buffer.size() < kLengthBytes)
        return std::optional<QByteArray>();
    const qsizetype length = lengthOf(buffer);
    if (length > kMaxFrame)
        return failure(fault(ErrorCode::BadValue,
                             QCoreApplication::translate("portolan::Layout", "A message is longer than allowed.")));
    if (buffer.size() < kLengthBytes + length)
        return std::optional<QByteArray>();
    QByteArray payload = buffer.mid(kLengthBytes, length);
    buffer.remove(0, kLengthBytes + length);
    return std::optional<QByteArray>(std::move(payload));
}

qsizetype bytesMissing(const QByteArray &buffer)
{
    if (buffer.size() < kLengthBytes)
        return kLengthBytes - buffer.size();
    return std::max<qsizetype>(0, kLengthBytes + lengthOf(buffer) - buffer.size());
}

QByteArray encodeAnswer(const Result<LayoutResult> &answer)
{
    QCborArray envelope;
    envelope << answer.has_value();
    if (answer)
        envelope << encode(*answer);
    else
        envelope << answer.error().value(0).detail.left(kMaxSentence);
    return QCborValue(envelope).toCbor();
}

Result<LayoutResult> decodeAnswer(const QByteArray &bytes, const LayoutRequest &request)
{
    QCborParserError parsed;
    const QCborValue value = QCborValue::fromCbor(bytes, &parsed);
    const QCborArray envelope = value.toArray();
    if (parsed.error != QCborError::NoError || parsed.offset != bytes.size() || envelope.size() != 2
        || !envelope.at(0).isBool()) {
        return failure(
            fault(ErrorCode::BadValue,
                  QCoreApplication::translate("portolan::Layout", "The layout program's answer is garbage.")));
    }
    const QCborValue content = envelope.at(1);
    if (envelope.at(0).toBool() && content.isByteArray())
        return decodeResult(content.toByteArray(), request);
    if (!envelope.at(0).toBool() && content.isString())
        return failure(fault(ErrorCode::LayoutFailed, content.toString().left(kMaxSentence)));
    return failure(fault(ErrorCode::BadValue,
                         QCoreApplication::translate("portolan::Layout", "The layout program's answer is garbage.")));
}

} // namespace portolan
