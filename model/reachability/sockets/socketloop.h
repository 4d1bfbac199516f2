// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "socketpoller.h"

#include <QBasicTimer>
#include <QElapsedTimer>
#include <QObject>

#include <limits>
#include <set>
#include <unordered_map>
#include <utility>

namespace portolan {

class SocketWatcher;

/// Sockets and deadlines of one thread: wakes its watchers from that thread's event loop. Outlives its watchers.
class SocketLoop : public QObject
{
    Q_OBJECT
public:
    enum class Kind : quint8 { Best, Notifiers };

    explicit SocketLoop(Kind kind = Kind::Best, QObject *parent = nullptr);

    /// ms since the loop was made; never goes back.
    qint64 now() const { return m_clock.elapsed(); }

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    friend class SocketWatcher;
    void wake(quint64 token);
    void armTimer();

    std::unique_ptr<SocketPoller> m_poller;
    std::unordered_map<quint64, SocketWatcher *> m_watchers;
    quint64 m_lastToken = 0;
    std::set<std::pair<qint64, quint64>> m_deadlines;
    QElapsedTimer m_clock;
    QBasicTimer m_timer;
    qint64 m_armedFor = 0;
};

/// Whoever waits for a socket or a time. May be destroyed at any moment, from its own calls too.
class SocketWatcher
{
public:
    static constexpr qint64 kNever = std::numeric_limits<qint64>::max();

    explicit SocketWatcher(SocketLoop &loop);
    virtual ~SocketWatcher();
    Q_DISABLE_COPY_MOVE(SocketWatcher)

protected:
    virtual void onReady() = 0;
    /// The deadline is past; it is none any more.
    virtual void onDeadline() = 0;

    /// One socket at a time; again with another interest changes that.
    void watch(qintptr descriptor, SocketInterest interest);
    void unwatch(); ///< before the socket is handed over
    void unwatchClosing(); ///< before the socket is closed, at once after this
    void setDeadline(qint64 at); ///< by SocketLoop::now(); kNever: none

    SocketLoop &loop() const { return m_loop; }

private:
    friend class SocketLoop;
    void forget(bool isClosing);

    SocketLoop &m_loop;
    quint64 m_token;
    qintptr m_watched = -1;
    SocketInterest m_interest = SocketInterest::Read;
    qint64 m_deadline = kNever;
};

} // namespace portolan
