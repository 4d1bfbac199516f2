// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "socketloop.h"

#include <QTimerEvent>

#include <algorithm>

namespace portolan {

SocketLoop::SocketLoop(Kind kind, QObject *parent) : QObject(parent)
{
    const auto ready = [this](quint64 token) { wake(token); };
    if (kind == Kind::Best)
        m_poller = makeEpollPoller(ready);
    if (m_poller == nullptr)
        m_poller = makeNotifierPoller(ready);
    m_clock.start();
}

void SocketLoop::wake(quint64 token)
{
    // Somebody woken before may have removed it.
    if (const auto found = m_watchers.find(token); found != m_watchers.end())
        found->second->onReady();
}

void SocketLoop::armTimer()
{
    if (m_deadlines.empty()) {
        m_timer.stop();
        return;
    }
    const qint64 first = m_deadlines.begin()->first;
    // Deadlines mostly move away: the timer that rings too early costs less than one that is set anew each time.
    if (m_timer.isActive() && m_armedFor <= first)
        return;
    m_armedFor = first;
    constexpr qint64 kLongest = 3600000;
    m_timer.start(static_cast<int>(std::clamp<qint64>(first - now(), 0, kLongest)), Qt::PreciseTimer, this);
}

void SocketLoop::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_timer.timerId())
        return;
    m_timer.stop();
    const qint64 until = now();
    while (!m_deadlines.empty() && m_deadlines.begin()->first <= until) {
        const quint64 token = m_deadlines.begin()->second;
        SocketWatcher *const watcher = m_watchers.at(token);
        watcher->setDeadline(SocketWatcher::kNever);
        watcher->onDeadline();
    }
    armTimer();
}

SocketWatcher::SocketWatcher(SocketLoop &loop) : m_loop(loop), m_token(++loop.m_lastToken)
{
    m_loop.m_watchers.emplace(m_token, this);
}

SocketWatcher::~SocketWatcher()
{
    unwatch();
    setDeadline(kNever);
    m_loop.m_watchers.erase(m_token);
}

void SocketWatcher::watch(qintptr descriptor, SocketInterest interest)
{
    if (m_watched == descriptor && m_interest == interest)
        return;
    if (m_watched == descriptor) {
        m_loop.m_poller->change(descriptor, interest, m_token);
    } else {
        unwatch();
        m_loop.m_poller->add(descriptor, interest, m_token);
    }
    m_watched = descriptor;
    m_interest = interest;
}

void SocketWatcher::unwatch()
{
    forget(false);
}

void SocketWatcher::unwatchClosing()
{
    forget(true);
}

void SocketWatcher::forget(bool isClosing)
{
    if (m_watched != -1)
        m_loop.m_poller->remove(m_watched, isClosing);
    m_watched = -1;
}

void SocketWatcher::setDeadline(qint64 at)
{
    if (at == m_deadline)
        return;
    if (m_deadline != kNever)
        m_loop.m_deadlines.erase({m_deadline, m_token});
    m_deadline = at;
    if (at != kNever) {
        m_loop.m_deadlines.emplace(at, m_token);
        m_loop.armTimer();
    }
}

} // namespace portolan
