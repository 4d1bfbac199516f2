// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/catalog/catalog.h"
#include "model/reachability/probereport.h"

#include <QByteArrayView>
#include <QHostAddress>
#include <QString>

#include <optional>

namespace portolan {

/// Why this machine, not the peer, stopped an attempt.
enum class LocalCause : quint8 {
    None,
    Exhausted, ///< no descriptor, port or memory is left: may work when something else is closed
    NotPermitted,
    NoRoute, ///< no way there from here, or no address to come from
    Other,
};

/// What became of an attempt that did not connect, or of a connection that broke.
struct SocketFailure {
    ProbeResult result = ProbeResult::NoAnswer; ///< Refused, NoAnswer, Unreachable or LocalFailure
    LocalCause cause = LocalCause::None;
    std::optional<IcmpError> icmp; ///< where the system tells: Linux
    QString detail; ///< the system's words
};

/// One TCP connection or one connected UDP socket of the system, never blocking; closes itself politely, without
/// waiting. It does not wait for anything by itself: SocketLoop tells when something can be done. One thread.
/// QTcpSocket and QUdpSocket blur what came back: they try again after an ICMP error and tell no more than errno.
class NativeSocket
{
public:
    enum class State : quint8 {
        Done, ///< connected; bytes moved
        Waiting, ///< nothing yet: try again when the descriptor is ready
        Ended, ///< the peer closed its side
        Failed, ///< `failure` says how
    };
    struct Outcome {
        State state = State::Done;
        qsizetype bytes = 0;
        SocketFailure failure = {};
    };

    NativeSocket() = default;
    NativeSocket(NativeSocket &&other) noexcept : m_descriptor(other.release()), m_transport(other.m_transport) { }
    NativeSocket &operator=(NativeSocket &&other) noexcept;
    ~NativeSocket() { close(); }

    /// Begins to connect. Done at once is usual for UDP and on loopback, Waiting elsewhere: then finishConnect() when
    /// the descriptor is writable.
    Outcome connectTo(const QHostAddress &address, quint16 port, Transport transport);
    Outcome finishConnect();

    /// One datagram, or what has come of the stream.
    Outcome receive(char *into, qsizetype most);
    /// `bytes` may be fewer than were given; of a datagram all or nothing.
    Outcome send(QByteArrayView bytes);
    /// No more will be sent; the peer is told.
    void shutDownSending();

    bool isOpen() const { return m_descriptor != kNone; }
    qintptr descriptor() const { return m_descriptor; }
    QHostAddress localAddress() const;
    /// Hands the descriptor over: the caller closes it.
    qintptr release() noexcept;
    void close();

private:
    static constexpr qintptr kNone = -1;

    qintptr m_descriptor = kNone;
    Transport m_transport = Transport::Tcp;
};

/// Lets this process have as many sockets as the system grants without privilege, at least up to `wanted` where it
/// can; says how many it may have.
int allowDescriptors(int wanted);

} // namespace portolan
