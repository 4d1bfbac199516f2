// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/reachability/prober/probe.h"

#include <QEventLoop>
#include <QHostAddress>
#include <QList>
#include <QStringList>
#include <QTcpServer>

#include <functional>
#include <memory>
#include <utility>

namespace portolan::test {

/// Says `first`, then does with each answer what `answer` says, until `whole` of them were read.
class ScriptedConversation : public Conversation
{
public:
    struct Script {
        Turn first;
        std::function<Turn(const QByteArray &soFar)> answer = [](const QByteArray &) { return Turn{}; };
        Turn inTls = {{}, Turn::Next::Done};
        std::function<Turn()> cut = [] { return Turn{{}, Turn::Next::Done}; };
        std::function<Turn(ProbeResult)> failed = [](ProbeResult) { return Turn{{}, Turn::Next::Done}; };
        bool wantsTcp = false;
        QStringList *log = nullptr; ///< what was called, in order
    };

    explicit ScriptedConversation(Script script) : m_script(std::move(script)) { m_wantsTcp = m_script.wantsTcp; }

    Turn begin() override
    {
        log(QStringLiteral("begin"));
        return m_script.first;
    }
    Turn receive(QByteArrayView bytes) override
    {
        m_soFar += bytes;
        m_report.spoke = true;
        m_receivedText = QString::fromUtf8(bytes.toByteArray());
        return m_script.answer(m_soFar);
    }
    Turn encrypted() override
    {
        log(QStringLiteral("encrypted"));
        return m_script.inTls;
    }
    Turn reconnectFailed(ProbeResult result) override
    {
        log(QStringLiteral("reconnect failed: ") + toString(result));
        return m_script.failed(result);
    }
    Turn cut() override
    {
        log(QStringLiteral("cut"));
        return m_script.cut();
    }
    void finished() override { log(QStringLiteral("finished")); }

private:
    void log(const QString &what) const
    {
        if (m_script.log != nullptr)
            m_script.log->append(what);
    }

    Script m_script;
    QByteArray m_soFar;
};

inline Probe::MakeConversation scripted(const ScriptedConversation::Script &script)
{
    return [script](const ProbeRequest &) { return std::make_unique<ScriptedConversation>(script); };
}

/// No conversation: a connection is all that is asked for.
inline std::unique_ptr<Conversation> silent(const ProbeRequest &)
{
    return nullptr;
}

inline PlannedCheck checkOf(const QStringList &addresses, quint16 port, Transport transport = Transport::Tcp,
                            ProbeTls tls = ProbeTls::None)
{
    PlannedCheck check;
    check.addresses = addresses;
    check.request.transport = transport;
    check.request.port = port;
    check.request.host = QStringLiteral("mail.example");
    check.request.hint.tls = tls;
    check.key = QStringLiteral("%1 %2").arg(addresses.value(0)).arg(port);
    return check;
}

/// One probe from start to end.
inline ProbeReport probe(const PlannedCheck &check, const RunLimits &limits, const Probe::MakeConversation &converse,
                         SocketLoop::Kind kind = SocketLoop::Kind::Best)
{
    SocketLoop loop(kind);
    QEventLoop events;
    Probe::Hooks hooks;
    hooks.finished = [&events](Probe &) { events.quit(); };
    hooks.converse = converse;
    Probe running(loop, check, limits, std::move(hooks));
    running.start();
    if (!running.isFinished())
        events.exec();
    return running.report();
}

/// A server of the loopback that does `serve` with each connection.
class LoopbackServer
{
public:
    explicit LoopbackServer(std::function<void(QTcpSocket &)> serve,
                            const QHostAddress &address = QHostAddress::LocalHost)
    {
        QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this, serve = std::move(serve)] {
            while (QTcpSocket *const socket = m_server.nextPendingConnection()) {
                ++m_connections;
                serve(*socket);
            }
        });
        if (!m_server.listen(address))
            qFatal("cannot listen: %s", qPrintable(m_server.errorString()));
    }
    quint16 port() const { return m_server.serverPort(); }
    int connections() const { return m_connections; }

private:
    QTcpServer m_server;
    int m_connections = 0;
};

/// A port of the loopback where nobody listens.
inline quint16 closedPort(const QHostAddress &address = QHostAddress::LocalHost)
{
    QTcpServer server;
    if (!server.listen(address))
        qFatal("cannot listen: %s", qPrintable(server.errorString()));
    return server.serverPort();
}

} // namespace portolan::test
