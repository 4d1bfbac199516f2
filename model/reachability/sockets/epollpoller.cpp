// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "socketpoller.h"

#ifdef Q_OS_LINUX

#include <sys/epoll.h>
#include <unistd.h>

#include <QElapsedTimer>
#include <QSocketNotifier>

#include <array>
#include <utility>

namespace portolan {

namespace {

constexpr int kAtOnce = 256;
constexpr qint64 kLongestEvent = 4; ///< ms

class EpollPoller : public SocketPoller
{
public:
    EpollPoller(int descriptor, Ready ready)
        : m_ready(std::move(ready)), m_epoll(descriptor), m_notifier(descriptor, QSocketNotifier::Read)
    {
        QObject::connect(&m_notifier, &QSocketNotifier::activated, &m_notifier, [this] { dispatch(); });
    }
    ~EpollPoller() override
    {
        m_notifier.setEnabled(false);
        ::close(m_epoll);
    }

    void add(qintptr descriptor, SocketInterest interest, quint64 token) override
    {
        control(EPOLL_CTL_ADD, descriptor, interest, token);
    }
    void change(qintptr descriptor, SocketInterest interest, quint64 token) override
    {
        control(EPOLL_CTL_MOD, descriptor, interest, token);
    }
    void remove(qintptr descriptor, bool isClosing) override
    {
        if (!isClosing) // closing does it too
            ::epoll_ctl(m_epoll, EPOLL_CTL_DEL, static_cast<int>(descriptor), nullptr);
    }

private:
    void control(int operation, qintptr descriptor, SocketInterest interest, quint64 token) const
    {
        epoll_event event = {};
        event.events =
            (interest != SocketInterest::Write ? EPOLLIN : 0U) | (interest != SocketInterest::Read ? EPOLLOUT : 0U);
        event.data.u64 = token;
        ::epoll_ctl(m_epoll, operation, static_cast<int>(descriptor), &event);
    }

    void dispatch() const
    {
        std::array<epoll_event, kAtOnce> events;
        const int count = ::epoll_wait(m_epoll, events.data(), kAtOnce, 0);
        QElapsedTimer timer;
        timer.start();
        // Whoever is left over is told of again, after others that were not told of yet.
        for (int i = 0; i < count && !timer.hasExpired(kLongestEvent); ++i)
            m_ready(events[static_cast<size_t>(i)].data.u64);
    }

    Ready m_ready;
    int m_epoll;
    QSocketNotifier m_notifier;
};

} // namespace

std::unique_ptr<SocketPoller> makeEpollPoller(SocketPoller::Ready ready)
{
    const int descriptor = ::epoll_create1(EPOLL_CLOEXEC);
    if (descriptor < 0)
        return nullptr;
    return std::make_unique<EpollPoller>(descriptor, std::move(ready));
}

} // namespace portolan

#else

namespace portolan {

std::unique_ptr<SocketPoller> makeEpollPoller(SocketPoller::Ready)
{
    return nullptr;
}

} // namespace portolan

#endif
