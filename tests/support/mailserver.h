// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QHostAddress>
#include <QTcpServer>
#include <QTcpSocket>

namespace portolan::test {

/// A mail server of the loopback: greets, says that it has no extension, says goodbye. A silent one takes connections
/// and says nothing.
class MailServer
{
public:
    enum class Kind { Talks, Silent };

    /// `port` 0: any that is free.
    explicit MailServer(const QString &address, quint16 port = 0, Kind kind = Kind::Talks)
    {
        QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this, kind] {
            while (QTcpSocket *const socket = m_server.nextPendingConnection()) {
                ++m_connections;
                if (kind == Kind::Talks)
                    talk(*socket);
            }
        });
        if (!m_server.listen(QHostAddress(address), port))
            qFatal("cannot listen: %s", qPrintable(m_server.errorString()));
    }
    quint16 port() const { return m_server.serverPort(); }
    int connections() const { return m_connections; }

private:
    static void talk(QTcpSocket &socket)
    {
        socket.write("220 mail.example ESMTP\r\n");
        QObject::connect(&socket, &QTcpSocket::readyRead, &socket, [&socket] {
            while (socket.canReadLine()) {
                const QByteArray line = socket.readLine();
                if (line.startsWith("QUIT")) {
                    socket.write("221 2.0.0 Bye\r\n");
                    socket.disconnectFromHost();
                } else {
                    socket.write("250 mail.example\r\n");
                }
            }
        });
    }

    QTcpServer m_server;
    int m_connections = 0;
};

} // namespace portolan::test
