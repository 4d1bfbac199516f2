// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/reachability/sockets/nativesocket.h"

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <utility>
#include <vector>

namespace portolan::test {

/// A port of the loopback that says nothing to who connects, as if a firewall dropped it: its queue is full, and nobody
/// takes from it.
class SilentPort
{
public:
    SilentPort() : m_listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        sockaddr_in address = {};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        auto *const generic = reinterpret_cast<sockaddr *>(&address);
        if (::bind(m_listener, generic, size) != 0 || ::listen(m_listener, 0) != 0
            || ::getsockname(m_listener, generic, &size) != 0)
            qFatal("cannot listen");
        m_port = ntohs(address.sin_port);
        // Some systems keep one more than they were asked for.
        for (int i = 0; i < 4; ++i) {
            NativeSocket socket;
            socket.connectTo(QHostAddress(QHostAddress::LocalHost), m_port, Transport::Tcp);
            m_fillers.push_back(std::move(socket));
        }
    }
    ~SilentPort() { ::close(m_listener); }
    SilentPort(const SilentPort &) = delete;
    SilentPort &operator=(const SilentPort &) = delete;

    quint16 port() const { return m_port; }

private:
    int m_listener;
    quint16 m_port = 0;
    std::vector<NativeSocket> m_fillers;
};

} // namespace portolan::test
