// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "rpcmessages.h"

#include "bytereader.h"
#include "bytewriter.h"
#include "cleantext.h"

#include <algorithm>

namespace portolan::rpc {

namespace {

constexpr qsizetype kHeader = 16;
constexpr qsizetype kResponseHeader = 8; ///< on top of that
constexpr quint8 kLittleEndian = 0x10;
constexpr quint8 kLast = 0x02;
constexpr quint8 kRequest = 0;
constexpr quint8 kBind = 11;
constexpr quint16 kLookup = 2;
constexpr quint16 kMap = 3;
constexpr qsizetype kHandle = 20;
constexpr quint32 kMostTowers = 4;
constexpr quint32 kEntriesAtOnce = 50;
constexpr quint16 kMostFloors = 16;
constexpr qsizetype kLongestAnnotation = 63; ///< C706 appendix O: ept_max_annotation_size without its NUL

constexpr quint8 kUuidFloor = 0x0D;
constexpr quint8 kConnectionFloor = 0x0B;
constexpr quint8 kTcpFloor = 0x07;
constexpr quint8 kAddressFloor = 0x09;

constexpr QUuid kNdr(0x8a885d04, 0x1ceb, 0x11c9, 0x9f, 0xe8, 0x08, 0x00, 0x2b, 0x10, 0x48, 0x60);

QByteArray framed(quint8 type, quint32 call, const QByteArray &body)
{
    ByteWriter message;
    message.u8(5).u8(0).u8(type).u8(0x03).u8(kLittleEndian).zeros(3); // first and last fragment
    message.le16(quint16(kHeader + body.size())).le16(0).le32(call).bytes(body);
    return message.result();
}

QByteArray request(quint32 call, quint16 operation, const QByteArray &stub)
{
    ByteWriter body;
    body.le32(quint32(stub.size())).le16(0).le16(operation).bytes(stub);
    return framed(kRequest, call, body.result());
}

QByteArray tower(const RpcInterface &service)
{
    ByteWriter writer;
    writer.le16(5);
    writer.le16(19).u8(kUuidFloor).uuid(service.id).le16(service.major).le16(2).le16(service.minor);
    writer.le16(19).u8(kUuidFloor).uuid(kNdr).le16(2).le16(2).le16(0);
    writer.le16(1).u8(kConnectionFloor).le16(2).le16(0);
    writer.le16(1).u8(kTcpFloor).le16(2).be16(0);
    writer.le16(1).u8(kAddressFloor).le16(4).be32(0);
    return writer.result();
}

QUuid readUuid(ByteReader &reader)
{
    const quint32 first = reader.le32();
    const quint16 second = reader.le16();
    const quint16 third = reader.le16();
    QUuid id(first, second, third, 0, 0, 0, 0, 0, 0, 0, 0);
    const QByteArrayView rest = reader.bytes(sizeof id.data4);
    std::copy(rest.begin(), rest.end(), id.data4);
    return id;
}

/// Port 0: not a tower of TCP.
Endpoint readTower(QByteArrayView octets)
{
    Endpoint endpoint;
    bool isConnection = false;
    ByteReader reader(octets);
    const quint16 floors = std::min(reader.le16(), kMostFloors);
    for (int i = 0; i < floors && reader.isOk(); ++i) {
        ByteReader left(reader.bytes(reader.le16()));
        ByteReader right(reader.bytes(reader.le16()));
        const quint8 protocol = left.u8();
        if (i == 0 && protocol == kUuidFloor) {
            endpoint.service.id = readUuid(left);
            endpoint.service.major = left.le16();
            endpoint.service.minor = right.le16();
        } else if (i == 2) {
            isConnection = protocol == kConnectionFloor;
        } else if (i == 3 && isConnection && protocol == kTcpFloor) {
            endpoint.port = right.be16();
        }
    }
    return endpoint;
}

/// A tower where a stub has one.
Endpoint nextTower(ByteReader &reader)
{
    reader.align(4);
    reader.skip(4); // room
    return readTower(reader.bytes(reader.le32()));
}

} // namespace

RpcInterface mapper()
{
    return {QUuid(0xe1af8308, 0x5d1f, 0x11c9, 0x91, 0xa4, 0x08, 0x00, 0x2b, 0x14, 0xa0, 0xfa), 3, 0, {}};
}

QString labelOf(const RpcInterface &service)
{
    return service.label.isEmpty() ? service.id.toString(QUuid::WithoutBraces) : service.label;
}

qint64 fragmentSize(QByteArrayView start)
{
    constexpr qsizetype kEnough = 10;
    if (start[0] != 5)
        return -1;
    if (start.size() < kEnough)
        return 0;
    const quint16 size = qFromLittleEndian<quint16>(start.data() + 8);
    return size < kHeader || !(start[4] & kLittleEndian) ? -1 : size;
}

std::optional<Fragment> fragment(QByteArrayView bytes)
{
    ByteReader reader(bytes);
    reader.skip(2);
    Fragment result;
    result.type = reader.u8();
    result.isLast = reader.u8() & kLast;
    reader.skip(8);
    result.call = reader.le32();
    if (result.type == quint8(Type::Response) || result.type == quint8(Type::Fault))
        reader.skip(kResponseHeader);
    result.body = reader.bytes(reader.left());
    return reader.isOk() ? std::optional(result) : std::nullopt;
}

std::optional<bool> isAccepted(QByteArrayView bytes)
{
    ByteReader reader(bytes);
    reader.skip(kHeader + 8);
    reader.skip(reader.le16()); // the address, as text
    reader.align(4);
    const quint8 results = reader.u8();
    reader.skip(3);
    const quint16 result = reader.le16();
    return reader.isOk() && results > 0 ? std::optional(result == 0) : std::nullopt;
}

std::optional<quint32> faultStatus(const Fragment &fragment)
{
    ByteReader reader(fragment.body);
    const quint32 status = reader.le32();
    return reader.isOk() ? std::optional(status) : std::nullopt;
}

QByteArray bind(quint32 call, const RpcInterface &service)
{
    constexpr quint16 kLargest = 4280;
    ByteWriter body;
    body.le16(kLargest).le16(kLargest).le32(0).u8(1).zeros(3); // one context
    body.le16(0).u8(1).u8(0).uuid(service.id).le16(service.major).le16(service.minor).uuid(kNdr).le32(2);
    return framed(kBind, call, body.result());
}

QByteArray map(quint32 call, const RpcInterface &service)
{
    const QByteArray octets = tower(service);
    ByteWriter stub;
    stub.le32(1).zeros(16).le32(2).le32(quint32(octets.size())).le32(quint32(octets.size())).bytes(octets).align(4);
    stub.zeros(kHandle).le32(kMostTowers);
    return request(call, kMap, stub.result());
}

QByteArray lookup(quint32 call, const QByteArray &handle)
{
    ByteWriter stub;
    stub.le32(0).le32(0).le32(0).le32(1); // everything, in every version
    stub.bytes(handle.size() == kHandle ? handle : QByteArray(kHandle, '\0')).le32(kEntriesAtOnce);
    return request(call, kLookup, stub.result());
}

std::optional<QList<quint16>> mapped(QByteArrayView stub)
{
    ByteReader reader(stub);
    reader.skip(kHandle);
    reader.skip(12); // how many there are, room, offset
    const quint32 count = reader.le32();
    reader.skip(qint64(count) * 4); // references
    if (!reader.isOk())
        return {};
    QList<quint16> ports;
    for (quint32 i = 0; i < std::min(count, kMostTowers) && reader.isOk(); ++i) {
        if (const quint16 port = nextTower(reader).port; port != 0)
            ports << port;
    }
    return reader.isOk() ? std::optional(ports) : std::nullopt;
}

std::optional<Listing> listed(QByteArrayView stub)
{
    ByteReader reader(stub);
    Listing result;
    result.handle = reader.bytes(kHandle).toByteArray();
    if (result.handle.count('\0') == result.handle.size())
        result.handle.clear();
    reader.skip(12); // how many there are, room, offset
    const quint32 count = reader.le32();
    if (!reader.isOk() || count > kEntriesAtOnce)
        return {};
    QList<QString> annotations;
    for (quint32 i = 0; i < count; ++i) {
        reader.align(4);
        reader.skip(16); // object
        const bool hasTower = reader.le32() != 0;
        reader.skip(4);
        QByteArrayView text = reader.bytes(reader.le32());
        while (text.endsWith('\0'))
            text.chop(1);
        if (hasTower)
            annotations << cleaned(text.first(std::min(text.size(), kLongestAnnotation)));
    }
    for (const QString &annotation : annotations) {
        Endpoint endpoint = nextTower(reader);
        endpoint.service.label = annotation;
        if (endpoint.port != 0 && reader.isOk())
            result.endpoints << endpoint;
    }
    result.count = count;
    return reader.isOk() ? std::optional(result) : std::nullopt;
}

} // namespace portolan::rpc
