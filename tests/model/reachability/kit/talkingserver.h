// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QString>
#include <QTcpServer>

#include <functional>

class QSslSocket;

namespace portolan::test {

/// A server of the loopback that talks as it is told, with TLS of its own.
class TalkingServer : public QTcpServer
{
public:
    struct Manners {
        QByteArray greeting = {}; ///< said unasked
        /// What it answers; empty: nothing. By lines where `isOfLines`, else to whatever came.
        std::function<QByteArray(const QByteArray &said, bool inTls)> answer = {};
        bool isOfLines = true;
        QByteArray startTls = {}; ///< behind its answer to a line that ends so TLS begins
        bool isTlsFirst = false;
        QString certificate = QStringLiteral("issued.pem"); ///< in tests/data/tls
        QByteArray lastWord = {}; ///< behind its answer to this line it hangs up
        bool hangsUp = false; ///< behind its first answer
        bool takesOne = false; ///< refuses connections behind the first
    };

    explicit TalkingServer(Manners manners, quint16 port = 0,
                           const QHostAddress &address = QHostAddress(QHostAddress::LocalHost));

    /// Everything that was said to it.
    QByteArray heard() const { return m_heard; }
    int connections() const { return m_connections; }

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    void onBytes(QSslSocket &socket, QByteArray &rest);
    void reply(QSslSocket &socket, const QByteArray &said);

    Manners m_manners;
    QByteArray m_heard;
    int m_connections = 0;
};

} // namespace portolan::test
