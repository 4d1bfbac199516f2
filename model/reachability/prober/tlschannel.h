// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/reachability/probereport.h"
#include "model/reachability/sockets/nativesocket.h"

#include <QByteArrayView>
#include <QSslConfiguration>
#include <QSslSocket>

#include <memory>
#include <optional>

namespace portolan {

class TlsObserver
{
public:
    virtual void onTlsEstablished() = 0;
    virtual void onTlsBytes() = 0; ///< receive() gives them
    /// Hung up, or the handshake failed: facts() says how. Comes once, and never after the channel is gone.
    virtual void onTlsEnded() = 0;

protected:
    ~TlsObserver() = default;
};

/// Makes TLS of a connection that stands, with any peer: it takes every version and every key that the library still
/// knows, and any certificate, because it is there to describe them. Sends no certificate and keeps no session. These
/// lax settings are its own and touch no other connection of the program. Bounded memory: OpenSSL ends a handshake
/// with more than 100 KB of certificates by itself.
///
/// One handshake tells a peer that speaks only old TLS: it is offered every version, and a server picks the newest
/// that it knows. Below TLS 1.2, or with keys or a cipher that current clients refuse, the outcome is OldOnly.
class TlsChannel
{
public:
    /// `host` is whom the certificate should be for; a name is also sent as SNI.
    TlsChannel(NativeSocket &&socket, const QString &host, TlsObserver &observer);
    ~TlsChannel();
    Q_DISABLE_COPY_MOVE(TlsChannel)

    static bool isAvailable() { return QSslSocket::supportsSsl(); }

    void start();
    void send(QByteArrayView bytes);
    /// 0: nothing there now.
    qsizetype receive(char *into, qsizetype most);
    /// onTlsEnded() tells when it is done; where it is at once, it does not and this says true.
    bool closePolitely();

    /// As far as the handshake has come.
    TlsFacts facts() const;
    TlsFacts factsWhenStalled() const;

private:
    void onEncrypted();
    void onError(QAbstractSocket::SocketError error);
    void onAlert(QSsl::AlertType type);
    void describePeer(TlsFacts &facts) const;

    struct DeleteLater {
        void operator()(QSslSocket *socket) const;
    };
    std::unique_ptr<QSslSocket, DeleteLater> m_socket; ///< may be in the middle of one of its signals
    NativeSocket m_plain; ///< until start()
    TlsObserver &m_observer;
    bool m_isEstablished = false;
    bool m_hasEnded = false;
    std::optional<QSsl::AlertType> m_alert; ///< what the peer had to say
    TlsOutcome m_failure = TlsOutcome::Refused; ///< of the handshake, once it has ended
    QString m_detail;
};

} // namespace portolan
