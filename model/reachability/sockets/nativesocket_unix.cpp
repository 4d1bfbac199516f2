// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "icmperrors.h"
#include "nativesocket.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#ifdef Q_OS_LINUX
#include <linux/errqueue.h>
#endif

#include <QHash>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

namespace portolan {

namespace {

#ifdef MSG_NOSIGNAL
constexpr int kNoSignal = MSG_NOSIGNAL;
#else
constexpr int kNoSignal = 0; // macOS: SO_NOSIGPIPE
#endif

struct SocketAddress {
    sockaddr_storage storage = {};
    socklen_t size = 0;
    // The sockets interface is made of such casts.
    sockaddr *get() { return reinterpret_cast<sockaddr *>(&storage); }
};

SocketAddress toNative(const QHostAddress &address, quint16 port)
{
    SocketAddress native;
    if (address.protocol() == QAbstractSocket::IPv6Protocol) {
        auto *const six = reinterpret_cast<sockaddr_in6 *>(&native.storage);
        six->sin6_family = AF_INET6;
        six->sin6_port = htons(port);
        const Q_IPV6ADDR bytes = address.toIPv6Address();
        std::memcpy(&six->sin6_addr, &bytes, sizeof bytes);
        if (const QString scope = address.scopeId(); !scope.isEmpty()) {
            bool isNumber = false;
            const uint number = scope.toUInt(&isNumber);
            six->sin6_scope_id = isNumber ? number : if_nametoindex(scope.toLatin1().constData());
        }
        native.size = sizeof(sockaddr_in6);
    } else {
        auto *const four = reinterpret_cast<sockaddr_in *>(&native.storage);
        four->sin_family = AF_INET;
        four->sin_port = htons(port);
        four->sin_addr.s_addr = htonl(address.toIPv4Address());
        native.size = sizeof(sockaddr_in);
    }
    return native;
}

int openSocket(int family, Transport transport)
{
    const int type = transport == Transport::Udp ? SOCK_DGRAM : SOCK_STREAM;
#ifdef SOCK_NONBLOCK
    return ::socket(family, type | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
#else
    const int made = ::socket(family, type, 0);
    if (made >= 0) {
        ::fcntl(made, F_SETFL, O_NONBLOCK);
        ::fcntl(made, F_SETFD, FD_CLOEXEC);
        const int on = 1;
        ::setsockopt(made, SOL_SOCKET, SO_NOSIGPIPE, &on, sizeof on);
    }
    return made;
#endif
}

/// Has the system keep ICMP errors with their sender; once TCP stands, one of them must not end the connection.
void keepIcmpErrors(int descriptor, int family, bool keep)
{
#ifdef Q_OS_LINUX
    const int on = keep ? 1 : 0;
    if (family == AF_INET6)
        ::setsockopt(descriptor, IPPROTO_IPV6, IPV6_RECVERR, &on, sizeof on);
    else
        ::setsockopt(descriptor, IPPROTO_IP, IP_RECVERR, &on, sizeof on);
#else
    Q_UNUSED(descriptor)
    Q_UNUSED(family)
    Q_UNUSED(keep)
#endif
}

#ifdef Q_OS_LINUX
QString reporterOf(const sock_extended_err *error)
{
    const sockaddr *const reporter = SO_EE_OFFENDER(error);
    if (reporter->sa_family == AF_INET || reporter->sa_family == AF_INET6)
        return QHostAddress(reporter).toString();
    return {};
}

/// The ICMP error that the system kept for this socket.
std::optional<IcmpError> takeIcmpError(int descriptor)
{
    std::array<char, 128> payload;
    alignas(cmsghdr) std::array<char, 512> control;
    iovec part{payload.data(), payload.size()};
    msghdr message = {};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    if (::recvmsg(descriptor, &message, MSG_ERRQUEUE) < 0)
        return std::nullopt;
    for (cmsghdr *head = CMSG_FIRSTHDR(&message); head != nullptr; head = CMSG_NXTHDR(&message, head)) {
        const bool isFour = head->cmsg_level == IPPROTO_IP && head->cmsg_type == IP_RECVERR;
        const bool isSix = head->cmsg_level == IPPROTO_IPV6 && head->cmsg_type == IPV6_RECVERR;
        if (!isFour && !isSix)
            continue;
        const auto *const error = reinterpret_cast<const sock_extended_err *>(CMSG_DATA(head));
        if (error->ee_origin != SO_EE_ORIGIN_ICMP && error->ee_origin != SO_EE_ORIGIN_ICMP6)
            continue;
        return IcmpError{error->ee_origin == SO_EE_ORIGIN_ICMP6 ? 6 : 4, error->ee_type, error->ee_code,
                         reporterOf(error)};
    }
    return std::nullopt;
}
#else
std::optional<IcmpError> takeIcmpError(int)
{
    return std::nullopt;
}
#endif

/// True, or errno says why not.
bool connectOrAsk(int descriptor, SocketAddress &target)
{
    if (::connect(descriptor, target.get(), target.size) == 0)
        return true;
#ifdef Q_OS_LINUX
    // On loopback the answer comes while the call still holds the socket and is taken on its way out: to ask once more
    // costs less than to wait for what is there already.
    if (errno == EINPROGRESS)
        return ::connect(descriptor, target.get(), target.size) == 0;
#endif
    return false;
}

SocketFailure local(LocalCause cause)
{
    return {ProbeResult::LocalFailure, cause, {}, {}};
}

SocketFailure classify(int error)
{
    switch (error) {
    case ECONNREFUSED:
    case ECONNRESET:
    case EPIPE:
        return {ProbeResult::Refused, LocalCause::None, {}, {}};
    case ETIMEDOUT:
        return {ProbeResult::NoAnswer, LocalCause::None, {}, {}};
    case ENETUNREACH:
    case EHOSTUNREACH:
    case EHOSTDOWN:
    case ENETDOWN:
    case ENOPROTOOPT:
#ifdef ENONET
    case ENONET:
#endif
        return {ProbeResult::Unreachable, LocalCause::NoRoute, {}, {}};
    case EAFNOSUPPORT: // IPv6 where the system has none
    case EADDRNOTAVAIL: // …or no address of that kind
        return local(LocalCause::NoRoute);
    case EACCES:
    case EPERM:
        return local(LocalCause::NotPermitted);
    case EMFILE:
    case ENFILE:
    case ENOBUFS:
    case ENOMEM:
    case EAGAIN: // of UDP: no port is left
        return local(LocalCause::Exhausted);
    default:
        return local(LocalCause::Other);
    }
}

QHostAddress peerOf(int descriptor)
{
    SocketAddress peer;
    peer.size = sizeof peer.storage;
    return ::getpeername(descriptor, peer.get(), &peer.size) == 0 ? QHostAddress(peer.get()) : QHostAddress();
}

/// TCP says the same when it has no port left as when this machine has no address to come from; UDP, which sends
/// nothing by this, does not.
bool hasNoPortLeft(int error, SocketAddress &target, Transport transport)
{
    if (error != EADDRNOTAVAIL || transport != Transport::Tcp)
        return false;
    const int trial = openSocket(target.storage.ss_family, Transport::Udp);
    const bool hasAddress = trial >= 0 && ::connect(trial, target.get(), target.size) == 0;
    if (trial >= 0)
        ::close(trial);
    return hasAddress;
}

/// The system's words for an error, which it looks up and translates anew each time: here once a thread.
const QString &systemText(int error)
{
    thread_local QHash<int, QString> texts;
    QString &text = texts[error];
    if (text.isEmpty())
        text = qt_error_string(error);
    return text;
}

/// `descriptor` may be -1: then there is nothing more to learn.
NativeSocket::Outcome failed(int error, int descriptor, Transport transport)
{
    SocketFailure failure = classify(error);
    failure.detail = systemText(error);
    if (descriptor >= 0)
        failure.icmp = takeIcmpError(descriptor);
    if (failure.icmp) {
        failure.cause = LocalCause::None;
        // A host answers a closed TCP port with a reset: an ICMP error there comes from something in between.
        const bool isClosed = transport == Transport::Udp && isClosedPort(*failure.icmp, peerOf(descriptor));
        failure.result = isClosed ? ProbeResult::Refused : ProbeResult::Unreachable;
        failure.detail = describe(*failure.icmp);
    }
    return {NativeSocket::State::Failed, 0, failure};
}

} // namespace

NativeSocket::Outcome NativeSocket::connectTo(const QHostAddress &address, quint16 port, Transport transport)
{
    close();
    m_transport = transport;
    SocketAddress target = toNative(address, port);
    const int family = target.storage.ss_family;
    const int made = openSocket(family, transport);
    if (made < 0)
        return failed(errno, -1, transport);
    m_descriptor = made;
    keepIcmpErrors(made, family, true);
    if (connectOrAsk(made, target)) {
        if (transport == Transport::Tcp)
            keepIcmpErrors(made, family, false);
        return {State::Done};
    }
    if (errno == EINPROGRESS || errno == EALREADY || errno == EINTR)
        return {State::Waiting};
    const int error = errno;
    Outcome outcome = failed(error, made, transport);
    if (hasNoPortLeft(error, target, transport))
        outcome.failure.cause = LocalCause::Exhausted;
    close();
    return outcome;
}

NativeSocket::Outcome NativeSocket::finishConnect()
{
    const int descriptor = static_cast<int>(m_descriptor);
    int error = 0;
    socklen_t size = sizeof error;
    ::getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &error, &size);
    if (error != 0) {
        Outcome outcome = failed(error, descriptor, m_transport);
        close();
        return outcome;
    }
    SocketAddress peer;
    peer.size = sizeof peer.storage;
    if (::getpeername(descriptor, peer.get(), &peer.size) != 0)
        return {State::Waiting};
    keepIcmpErrors(descriptor, peer.storage.ss_family, false);
    return {State::Done};
}

NativeSocket::Outcome NativeSocket::receive(char *into, qsizetype most)
{
    const int descriptor = static_cast<int>(m_descriptor);
    const ssize_t got = ::recv(descriptor, into, static_cast<size_t>(most), 0);
    if (got > 0)
        return {State::Done, got};
    if (got == 0)
        return {m_transport == Transport::Udp ? State::Done : State::Ended};
    if (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR)
        return {State::Waiting};
    return failed(errno, descriptor, m_transport);
}

NativeSocket::Outcome NativeSocket::send(QByteArrayView bytes)
{
    const int descriptor = static_cast<int>(m_descriptor);
    const ssize_t sent = ::send(descriptor, bytes.data(), static_cast<size_t>(bytes.size()), kNoSignal);
    if (sent >= 0)
        return {State::Done, sent};
    if (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR)
        return {State::Waiting};
    return failed(errno, descriptor, m_transport);
}

void NativeSocket::shutDownSending()
{
    ::shutdown(static_cast<int>(m_descriptor), SHUT_WR);
}

QHostAddress NativeSocket::localAddress() const
{
    SocketAddress own;
    own.size = sizeof own.storage;
    if (::getsockname(static_cast<int>(m_descriptor), own.get(), &own.size) != 0)
        return {};
    return QHostAddress(own.get());
}

void NativeSocket::close()
{
    if (isOpen())
        ::close(static_cast<int>(release()));
}

int allowDescriptors(int wanted)
{
    rlimit limit = {};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return wanted;
    if (limit.rlim_cur < static_cast<rlim_t>(wanted)) {
        rlimit higher = limit;
        higher.rlim_cur = std::min(static_cast<rlim_t>(wanted), limit.rlim_max);
        if (::setrlimit(RLIMIT_NOFILE, &higher) == 0)
            limit = higher;
    }
    return static_cast<int>(std::min<rlim_t>(limit.rlim_cur, static_cast<rlim_t>(wanted)));
}

} // namespace portolan
