// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "tlschannel.h"

#include "certificatefacts.h"

#include <QSslCipher>
#include <QSslKey>

#include <algorithm>
#include <utility>

namespace portolan {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kReadBuffer = 65536; ///< bytes
constexpr int kWeakestCipher = 128; ///< bits
constexpr qsizetype kMostCertificates = 20;

QSslConfiguration laxConfiguration()
{
    QSslConfiguration lax;
    lax.setProtocol(QSsl::AnyProtocol);
    lax.setPeerVerifyMode(QSslSocket::QueryPeer);
    lax.setBackendConfigurationOption("MinProtocol", "TLSv1"_ba);
    lax.setBackendConfigurationOption("CipherString", "DEFAULT:@SECLEVEL=0"_ba);
    lax.setSslOption(QSsl::SslOptionDisableLegacyRenegotiation, false); // servers before 2010 know no other
    lax.setSslOption(QSsl::SslOptionDisableSessionTickets, true);
    lax.setSslOption(QSsl::SslOptionDisableSessionSharing, true);
    lax.setSslOption(QSsl::SslOptionDisableSessionPersistence, true);
    return lax;
}

// Qt calls their names deprecated, for those who would rely on them.
constexpr auto kTls10 = static_cast<QSsl::SslProtocol>(QSsl::TlsV1_2 - 2);
constexpr auto kTls11 = static_cast<QSsl::SslProtocol>(QSsl::TlsV1_2 - 1);

QString protocolText(QSsl::SslProtocol protocol)
{
    switch (protocol) {
    case kTls10:
        return u"TLS 1.0"_s;
    case kTls11:
        return u"TLS 1.1"_s;
    case QSsl::TlsV1_2:
        return u"TLS 1.2"_s;
    case QSsl::TlsV1_3:
        return u"TLS 1.3"_s;
    default:
        return {};
    }
}

bool isOld(QSsl::SslProtocol protocol)
{
    return protocol == kTls10 || protocol == kTls11;
}

/// OpenSSL's and Schannel's words for a first record that is none.
bool saysNotTls(const QString &error)
{
    static const QStringList kWords{u"wrong version number"_s,   u"unknown protocol"_s, u"http request"_s,
                                    u"packet length too long"_s, u"bad record type"_s,  u"invalid token"_s};
    return std::any_of(kWords.begin(), kWords.end(),
                       [&error](const QString &word) { return error.contains(word, Qt::CaseInsensitive); });
}

} // namespace

TlsChannel::TlsChannel(NativeSocket &&socket, const QString &host, TlsObserver &observer)
    : m_socket(new QSslSocket), m_plain(std::move(socket)), m_observer(observer)
{
    static const QSslConfiguration kLax = laxConfiguration();
    QSslSocket *const tls = m_socket.get();
    tls->setSslConfiguration(kLax);
    tls->setReadBufferSize(kReadBuffer);
    tls->setPeerVerifyName(host);
    QObject::connect(tls, &QSslSocket::encrypted, tls, [this] { onEncrypted(); });
    QObject::connect(tls, &QSslSocket::readyRead, tls, [this] { m_observer.onTlsBytes(); });
    QObject::connect(tls, &QSslSocket::alertReceived, tls,
                     [this](QSsl::AlertLevel, QSsl::AlertType type, const QString &) { onAlert(type); });
    QObject::connect(tls, &QSslSocket::errorOccurred, tls,
                     [this](QAbstractSocket::SocketError error) { onError(error); });
}

TlsChannel::~TlsChannel() = default;

void TlsChannel::start()
{
    if (!m_socket->setSocketDescriptor(m_plain.descriptor())) {
        onError(m_socket->error());
        return;
    }
    m_plain.release();
    m_socket->startClientEncryption();
}

void TlsChannel::DeleteLater::operator()(QSslSocket *socket) const
{
    socket->disconnect();
    socket->deleteLater();
}

void TlsChannel::send(QByteArrayView bytes)
{
    m_socket->write(bytes.data(), bytes.size());
}

qsizetype TlsChannel::receive(char *into, qsizetype most)
{
    return std::max<qint64>(m_socket->read(into, most), 0);
}

bool TlsChannel::closePolitely()
{
    m_hasEnded = true;
    m_socket->disconnect();
    m_socket->disconnectFromHost();
    if (m_socket->state() == QAbstractSocket::UnconnectedState)
        return true;
    QObject::connect(m_socket.get(), &QSslSocket::disconnected, m_socket.get(), [this] { m_observer.onTlsEnded(); });
    return false;
}

void TlsChannel::onEncrypted()
{
    m_isEstablished = true;
    m_observer.onTlsEstablished();
}

void TlsChannel::onAlert(QSsl::AlertType type)
{
    if (type != QSsl::AlertType::CloseNotify)
        m_alert = type;
}

void TlsChannel::onError(QAbstractSocket::SocketError error)
{
    if (m_hasEnded)
        return;
    m_hasEnded = true;
    const QString said = m_socket->errorString();
    if (!m_alert && saysNotTls(said))
        m_failure = TlsOutcome::NotTls;
    else if (!m_alert && (error == QAbstractSocket::RemoteHostClosedError || said.contains(u"unexpected eof"_s)))
        m_failure = TlsOutcome::Closed;
    m_detail = said;
    m_observer.onTlsEnded();
}

TlsFacts TlsChannel::facts() const
{
    TlsFacts facts;
    facts.outcome = m_isEstablished ? TlsOutcome::Established : m_failure;
    if (!m_isEstablished)
        facts.detail = m_detail;
    describePeer(facts);
    return facts;
}

TlsFacts TlsChannel::factsWhenStalled() const
{
    TlsFacts facts;
    facts.outcome = TlsOutcome::Stalled;
    describePeer(facts);
    return facts;
}

void TlsChannel::describePeer(TlsFacts &facts) const
{
    const QSslCipher cipher = m_socket->sessionCipher();
    const QList<QSslCertificate> chain = m_socket->peerCertificateChain().mid(0, kMostCertificates);
    for (const QSslCertificate &certificate : chain)
        facts.chain += certificateFacts(certificate);
    facts.faults = certificateFaults(chain, m_socket->sslHandshakeErrors(), m_socket->peerVerifyName(),
                                     QDateTime::currentDateTimeUtc());
    // TLS 1.2 has no alert of its own for it: servers fail the handshake once they have shown their certificate.
    if (m_alert == QSsl::AlertType::CertificateRequired
        || (!m_isEstablished && m_alert == QSsl::AlertType::HandshakeFailure && !chain.isEmpty()))
        facts.faults += u"wants-certificate"_s;
    if (!m_isEstablished)
        return;
    facts.protocol = protocolText(m_socket->sessionProtocol());
    facts.cipher = cipher.name();
    const bool hasWeakKey = (!chain.isEmpty() && isWeakKey(chain.first().publicKey()))
        || isWeakKey(m_socket->sslConfiguration().ephemeralServerKey());
    if (isOld(m_socket->sessionProtocol()) || hasWeakKey || cipher.usedBits() < kWeakestCipher)
        facts.outcome = TlsOutcome::OldOnly;
}

} // namespace portolan
