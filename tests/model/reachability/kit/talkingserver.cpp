// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "talkingserver.h"

#include <QFile>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslSocket>

#include <memory>
#include <utility>

namespace portolan::test {

namespace {

QByteArray data(const QString &name)
{
    QFile file(QStringLiteral(PORTOLAN_SOURCE_DIR "/tests/data/tls/") + name);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("cannot read %s", qPrintable(name));
    return file.readAll();
}

} // namespace

TalkingServer::TalkingServer(Manners manners, quint16 port, const QHostAddress &address) : m_manners(std::move(manners))
{
    if (!listen(address, port))
        qFatal("cannot listen: %s", qPrintable(errorString()));
}

void TalkingServer::incomingConnection(qintptr descriptor)
{
    ++m_connections;
    if (m_manners.takesOne)
        close();
    auto *const socket = new QSslSocket(this);
    socket->setSocketDescriptor(descriptor);
    QSslConfiguration configuration = socket->sslConfiguration();
    configuration.setLocalCertificate(QSslCertificate(data(m_manners.certificate)));
    const QString key =
        m_manners.certificate == u"weak.pem" ? QStringLiteral("weak-key.pem") : QStringLiteral("key.pem");
    configuration.setPrivateKey(QSslKey(data(key), QSsl::Rsa));
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    configuration.setBackendConfigurationOption("CipherString", QByteArray("DEFAULT:@SECLEVEL=0"));
    socket->setSslConfiguration(configuration);
    const auto rest = std::make_shared<QByteArray>();
    connect(socket, &QSslSocket::readyRead, socket, [this, socket, rest] { onBytes(*socket, *rest); });
    connect(socket, &QSslSocket::disconnected, socket, &QObject::deleteLater);
    if (m_manners.isTlsFirst) {
        connect(socket, &QSslSocket::encrypted, socket, [this, socket] { socket->write(m_manners.greeting); });
        socket->startServerEncryption();
    } else {
        socket->write(m_manners.greeting);
    }
}

void TalkingServer::onBytes(QSslSocket &socket, QByteArray &rest)
{
    const QByteArray bytes = socket.readAll();
    m_heard += bytes;
    if (!m_manners.isOfLines) {
        reply(socket, bytes);
        return;
    }
    rest += bytes;
    for (qsizetype end = rest.indexOf('\n'); end >= 0; end = rest.indexOf('\n')) {
        const QByteArray line = rest.first(end).trimmed();
        rest.remove(0, end + 1);
        reply(socket, line);
    }
}

void TalkingServer::reply(QSslSocket &socket, const QByteArray &said)
{
    const QByteArray answer = m_manners.answer ? m_manners.answer(said, socket.isEncrypted()) : QByteArray();
    socket.write(answer);
    if (!m_manners.startTls.isEmpty() && said.endsWith(m_manners.startTls) && !socket.isEncrypted()) {
        socket.flush();
        socket.startServerEncryption();
    } else if ((!m_manners.lastWord.isEmpty() && said == m_manners.lastWord)
               || (m_manners.hangsUp && !answer.isEmpty())) {
        socket.disconnectFromHost();
    }
}

} // namespace portolan::test
