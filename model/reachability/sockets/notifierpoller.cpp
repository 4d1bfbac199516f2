// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "socketpoller.h"

#include <QSocketNotifier>

#include <array>
#include <unordered_map>
#include <utility>

namespace portolan {

namespace {

class NotifierPoller : public SocketPoller
{
public:
    explicit NotifierPoller(Ready ready) : m_ready(std::move(ready)) { }

    void add(qintptr descriptor, SocketInterest interest, quint64 token) override
    {
        Notifiers &notifiers = m_sockets[descriptor];
        // Exception is how Windows tells of a connection that failed.
        constexpr std::array kTypes{QSocketNotifier::Read, QSocketNotifier::Write, QSocketNotifier::Exception};
        for (size_t i = 0; i < kTypes.size(); ++i) {
            notifiers[i] = Notifier(new QSocketNotifier(descriptor, kTypes[i]));
            QObject::connect(notifiers[i].get(), &QSocketNotifier::activated, notifiers[i].get(),
                             [this, token] { m_ready(token); });
        }
        setInterest(notifiers, interest);
    }
    void change(qintptr descriptor, SocketInterest interest, quint64) override
    {
        setInterest(m_sockets[descriptor], interest);
    }
    void remove(qintptr descriptor, bool) override { m_sockets.erase(descriptor); }

private:
    /// It may be the one whose signal is being delivered.
    struct DeleteLater {
        void operator()(QSocketNotifier *notifier) const
        {
            notifier->setEnabled(false);
            notifier->disconnect();
            notifier->deleteLater();
        }
    };
    using Notifier = std::unique_ptr<QSocketNotifier, DeleteLater>;
    using Notifiers = std::array<Notifier, 3>;

    static void setInterest(Notifiers &notifiers, SocketInterest interest)
    {
        notifiers[0]->setEnabled(interest != SocketInterest::Write);
        notifiers[1]->setEnabled(interest != SocketInterest::Read);
    }

    Ready m_ready;
    std::unordered_map<qintptr, Notifiers> m_sockets;
};

} // namespace

std::unique_ptr<SocketPoller> makeNotifierPoller(SocketPoller::Ready ready)
{
    return std::make_unique<NotifierPoller>(std::move(ready));
}

} // namespace portolan
