// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "nativesocket.h"

#include <winsock2.h>
#include <ws2tcpip.h>

#include <array>
#include <cstring>

namespace portolan {

// Windows has no error queue: it tells of an ICMP error no more than the kind, and hides most of them from TCP.

namespace {

/// Winsock is ready from the first socket on, and stays so.
bool startWinsock()
{
    static const bool isStarted = [] {
        WSADATA data;
        return ::WSAStartup(MAKEWORD(2, 2), &data) == 0;
    }();
    return isStarted;
}

SOCKET native(qintptr descriptor)
{
    return static_cast<SOCKET>(descriptor);
}

struct SocketAddress {
    sockaddr_storage storage = {};
    int size = 0;
    // The sockets interface is made of such casts.
    sockaddr *get() { return reinterpret_cast<sockaddr *>(&storage); }
};

SocketAddress toNative(const QHostAddress &address, quint16 port)
{
    SocketAddress made;
    if (address.protocol() == QAbstractSocket::IPv6Protocol) {
        auto *const six = reinterpret_cast<sockaddr_in6 *>(&made.storage);
        six->sin6_family = AF_INET6;
        six->sin6_port = ::htons(port);
        const Q_IPV6ADDR bytes = address.toIPv6Address();
        std::memcpy(&six->sin6_addr, &bytes, sizeof bytes);
        six->sin6_scope_id = address.scopeId().toULong();
        made.size = sizeof(sockaddr_in6);
    } else {
        auto *const four = reinterpret_cast<sockaddr_in *>(&made.storage);
        four->sin_family = AF_INET;
        four->sin_port = ::htons(port);
        four->sin_addr.s_addr = ::htonl(address.toIPv4Address());
        made.size = sizeof(sockaddr_in);
    }
    return made;
}

SocketFailure classify(int error)
{
    switch (error) {
    case WSAECONNREFUSED:
    case WSAECONNRESET: // of UDP: ICMP port unreachable
    case WSAECONNABORTED:
        return {ProbeResult::Refused, LocalCause::None, {}, {}};
    case WSAETIMEDOUT:
        return {ProbeResult::NoAnswer, LocalCause::None, {}, {}};
    case WSAENETUNREACH:
    case WSAEHOSTUNREACH:
    case WSAENETRESET: // of UDP: time to live exceeded
    case WSAEHOSTDOWN:
    case WSAENETDOWN:
        return {ProbeResult::Unreachable, LocalCause::NoRoute, {}, {}};
    case WSAEAFNOSUPPORT: // IPv6 where the system has none
    case WSAEADDRNOTAVAIL: // …or no address of that kind
        return {ProbeResult::LocalFailure, LocalCause::NoRoute, {}, {}};
    case WSAEACCES:
        return {ProbeResult::LocalFailure, LocalCause::NotPermitted, {}, {}};
    case WSAEMFILE:
    case WSAENOBUFS: // no port is left, too
    case WSAEADDRINUSE:
        return {ProbeResult::LocalFailure, LocalCause::Exhausted, {}, {}};
    default:
        return {ProbeResult::LocalFailure, LocalCause::Other, {}, {}};
    }
}

NativeSocket::Outcome failed(int error)
{
    SocketFailure failure = classify(error);
    failure.detail = qt_error_string(error);
    return {NativeSocket::State::Failed, 0, failure};
}

} // namespace

NativeSocket::Outcome NativeSocket::connectTo(const QHostAddress &address, quint16 port, Transport transport)
{
    close();
    m_transport = transport;
    if (!startWinsock())
        return failed(WSASYSNOTREADY);
    SocketAddress target = toNative(address, port);
    const bool isUdp = transport == Transport::Udp;
    const SOCKET made = ::WSASocketW(target.storage.ss_family, isUdp ? SOCK_DGRAM : SOCK_STREAM, 0, nullptr, 0,
                                     WSA_FLAG_OVERLAPPED | WSA_FLAG_NO_HANDLE_INHERIT);
    if (made == INVALID_SOCKET)
        return failed(::WSAGetLastError());
    m_descriptor = static_cast<qintptr>(made);
    u_long on = 1;
    ::ioctlsocket(made, FIONBIO, &on);
    if (::connect(made, target.get(), target.size) == 0)
        return {State::Done};
    const int error = ::WSAGetLastError();
    if (error == WSAEWOULDBLOCK)
        return {State::Waiting};
    close();
    return failed(error);
}

NativeSocket::Outcome NativeSocket::finishConnect()
{
    int error = 0;
    int size = sizeof error;
    ::getsockopt(native(m_descriptor), SOL_SOCKET, SO_ERROR, reinterpret_cast<char *>(&error), &size);
    if (error != 0) {
        close();
        return failed(error);
    }
    SocketAddress peer;
    peer.size = sizeof peer.storage;
    if (::getpeername(native(m_descriptor), peer.get(), &peer.size) != 0)
        return {State::Waiting};
    return {State::Done};
}

NativeSocket::Outcome NativeSocket::receive(char *into, qsizetype most)
{
    const int got = ::recv(native(m_descriptor), into, static_cast<int>(most), 0);
    if (got > 0)
        return {State::Done, got};
    if (got == 0)
        return {m_transport == Transport::Udp ? State::Done : State::Ended};
    const int error = ::WSAGetLastError();
    if (error == WSAEWOULDBLOCK)
        return {State::Waiting};
    if (error == WSAEMSGSIZE && m_transport == Transport::Udp)
        return {State::Done, most}; // longer than anybody reads: cut
    return failed(error);
}

NativeSocket::Outcome NativeSocket::send(QByteArrayView bytes)
{
    const int sent = ::send(native(m_descriptor), bytes.data(), static_cast<int>(bytes.size()), 0);
    if (sent != SOCKET_ERROR)
        return {State::Done, sent};
    const int error = ::WSAGetLastError();
    if (error == WSAEWOULDBLOCK)
        return {State::Waiting};
    return failed(error);
}

void NativeSocket::shutDownSending()
{
    ::shutdown(native(m_descriptor), SD_SEND);
}

QHostAddress NativeSocket::localAddress() const
{
    SocketAddress own;
    own.size = sizeof own.storage;
    if (::getsockname(native(m_descriptor), own.get(), &own.size) != 0)
        return {};
    return QHostAddress(own.get());
}

void NativeSocket::close()
{
    if (isOpen())
        ::closesocket(native(release()));
}

int allowDescriptors(int wanted)
{
    return wanted; // limited by memory only
}

} // namespace portolan
