// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtGlobal>

#include <functional>
#include <memory>

namespace portolan {

enum class SocketInterest : quint8 { Read, Write, ReadAndWrite };

/// Tells of sockets that something can be done with, from the event loop of the thread that made it. Errors count as
/// ready whatever the interest. Tells again as long as nobody did it.
class SocketPoller
{
public:
    using Ready = std::function<void(quint64 token)>;

    virtual ~SocketPoller() = default;
    virtual void add(qintptr descriptor, SocketInterest interest, quint64 token) = 0;
    virtual void change(qintptr descriptor, SocketInterest interest, quint64 token) = 0;
    /// Before the descriptor is handed over, or `isClosing`: it is closed next, and nobody else holds it.
    virtual void remove(qintptr descriptor, bool isClosing) = 0;
};

/// One epoll descriptor that Qt's event loop watches: what a socket costs does not grow with their number. Null where
/// the system has no epoll or no descriptor for it.
std::unique_ptr<SocketPoller> makeEpollPoller(SocketPoller::Ready ready);

/// A QSocketNotifier or two for each socket: for every system that Qt runs on.
std::unique_ptr<SocketPoller> makeNotifierPoller(SocketPoller::Ready ready);

} // namespace portolan
