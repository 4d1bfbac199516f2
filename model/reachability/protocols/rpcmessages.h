// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/catalog/probehint.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QList>
#include <QString>

#include <optional>

namespace portolan {

/// The few messages of DCE/RPC over connections (C706, chapter 12) and of its endpoint mapper that are spoken here.
namespace rpc {

enum class Type : quint8 { Response = 2, Fault = 3, BindAck = 12, BindNak = 13 };

/// One fragment. Points into what was read.
struct Fragment {
    quint8 type = 0;
    bool isLast = false;
    quint32 call = 0;
    QByteArrayView body; ///< behind the header; of a response and a fault behind theirs
};

/// Somewhere a service listens.
struct Endpoint {
    RpcInterface service; ///< label: what the service calls itself there
    quint16 port = 0; ///< TCP
};

struct Listing {
    QByteArray handle; ///< to go on with; empty: that was all
    QList<Endpoint> endpoints; ///< of TCP
    qsizetype count = 0; ///< of all
};

inline constexpr qsizetype kMostInterfaces = 8; ///< that one exchange asks for: each is a connection

RpcInterface mapper();
/// What people call it, else its id.
QString labelOf(const RpcInterface &service);

/// As FramedConversation asks for it.
qint64 fragmentSize(QByteArrayView start);
std::optional<Fragment> fragment(QByteArrayView bytes);
/// Of BindAck: whether the one interface was accepted.
std::optional<bool> isAccepted(QByteArrayView bytes);
/// Of Fault.
std::optional<quint32> faultStatus(const Fragment &fragment);

QByteArray bind(quint32 call, const RpcInterface &service);
QByteArray map(quint32 call, const RpcInterface &service);
QByteArray lookup(quint32 call, const QByteArray &handle);

/// What ept_map gave, all fragments in one: TCP ports. Nothing: malformed.
std::optional<QList<quint16>> mapped(QByteArrayView stub);
std::optional<Listing> listed(QByteArrayView stub);

} // namespace rpc

} // namespace portolan
