// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "probeservers.h"

#include "model/reachability/sockets/nativesocket.h"

#include <QCoreApplication>
#include <QFile>
#include <QSocketNotifier>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslServer>
#include <QSslSocket>

#include <netinet/in.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <vector>

using namespace Qt::StringLiterals;

namespace {

constexpr int kBacklog = 1024;

int listenOn(quint16 port)
{
    const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    const int on = 1;
    ::setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    const bool listens = ::bind(descriptor, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0
        && ::listen(descriptor, kBacklog) == 0;
    if (!listens)
        qFatal("cannot listen on port %d", port);
    return descriptor;
}

void sayReady()
{
    std::puts("ready");
    std::fflush(stdout);
}

std::unique_ptr<QProcess> launch(const QStringList &arguments)
{
    auto server = std::make_unique<QProcess>();
    server->setProcessChannelMode(QProcess::ForwardedErrorChannel);
    server->start(QCoreApplication::applicationFilePath(), arguments);
    if (!server->waitForReadyRead(60000))
        qFatal("the servers do not start");
    return server;
}

} // namespace

std::unique_ptr<QProcess> startListeners(quint16 first, int count)
{
    return launch({u"--serve"_s, QString::number(first), QString::number(count)});
}

std::unique_ptr<QProcess> startTlsServers(quint16 first, int count, const QString &certificate, const QString &key)
{
    return launch({u"--serve-tls"_s, QString::number(first), QString::number(count), certificate, key});
}

void stop(QProcess &server)
{
    server.closeWriteChannel();
    server.waitForFinished();
}

int serve(quint16 first, int count)
{
    portolan::allowDescriptors(count + 1000);
    const int epoll = ::epoll_create1(EPOLL_CLOEXEC);
    epoll_event event = {};
    event.events = EPOLLIN;
    event.data.fd = STDIN_FILENO;
    ::epoll_ctl(epoll, EPOLL_CTL_ADD, STDIN_FILENO, &event);
    for (int i = 0; i < count; ++i) {
        event.data.fd = listenOn(static_cast<quint16>(first + i));
        ::epoll_ctl(epoll, EPOLL_CTL_ADD, event.data.fd, &event);
    }
    sayReady();
    std::array<epoll_event, 256> events;
    while (true) {
        const int ready = ::epoll_wait(epoll, events.data(), int(events.size()), -1);
        for (int i = 0; i < ready; ++i) {
            const int descriptor = events[static_cast<size_t>(i)].data.fd;
            if (descriptor == STDIN_FILENO)
                return 0;
            ::close(::accept(descriptor, nullptr, nullptr));
        }
    }
}

int serveTls(quint16 first, int count, const QString &certificate, const QString &key)
{
    portolan::allowDescriptors(count + 1000);
    QFile certificateFile(certificate);
    QFile keyFile(key);
    if (!certificateFile.open(QIODevice::ReadOnly) || !keyFile.open(QIODevice::ReadOnly))
        qFatal("no certificate");
    QSslConfiguration configuration;
    configuration.setLocalCertificate(QSslCertificate(&certificateFile));
    configuration.setPrivateKey(QSslKey(&keyFile, QSsl::Rsa));
    std::vector<std::unique_ptr<QSslServer>> servers;
    for (int i = 0; i < count; ++i) {
        auto server = std::make_unique<QSslServer>();
        server->setSslConfiguration(configuration);
        QObject::connect(server.get(), &QSslServer::pendingConnectionAvailable, server.get(), [made = server.get()] {
            while (QTcpSocket *const connection = made->nextPendingConnection())
                QObject::connect(connection, &QTcpSocket::disconnected, connection, &QObject::deleteLater);
        });
        if (!server->listen(QHostAddress::Any, static_cast<quint16>(first + i)))
            qFatal("cannot listen on port %d", first + i);
        servers.push_back(std::move(server));
    }
    QSocketNotifier input(STDIN_FILENO, QSocketNotifier::Read);
    QObject::connect(&input, &QSocketNotifier::activated, qApp, &QCoreApplication::quit);
    sayReady();
    return QCoreApplication::exec();
}
