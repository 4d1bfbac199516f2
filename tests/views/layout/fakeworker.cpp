// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
// A worker that misbehaves as the environment says: PORTOLAN_FAKE is what it does, PORTOLAN_FAKE_DIR where it leaves
// traces.
#include "views/layout/layoutprotocol.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QLockFile>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <thread>

#ifdef Q_OS_WIN
#include <fcntl.h>
#include <io.h>
#endif

using namespace portolan;

namespace {

std::optional<QByteArray> readFrame()
{
    QByteArray buffer;
    for (;;) {
        const Result<std::optional<QByteArray>> taken = takeFrame(buffer);
        if (!taken || taken->has_value())
            return taken ? *taken : std::nullopt;
        QByteArray more(bytesMissing(buffer), Qt::Uninitialized);
        const std::size_t read = std::fread(more.data(), 1, std::size_t(more.size()), stdin);
        if (read == 0)
            return std::nullopt;
        buffer.append(more.constData(), qsizetype(read));
    }
}

void say(const QByteArray &bytes)
{
    std::fwrite(bytes.constData(), 1, std::size_t(bytes.size()), stdout);
    std::fflush(stdout);
}

/// Nodes in a row; good enough for requests without anything else.
LayoutResult rowOf(const LayoutRequest &request)
{
    LayoutResult result;
    double x = 0;
    for (const LayoutRequest::Node &node : request.nodes) {
        result.nodes << QRectF(QPointF(x, 0), node.size);
        x += node.size.width() + request.nodeGap;
    }
    result.bounds = QSizeF(x, 100);
    return result;
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
#ifdef Q_OS_WIN
    _setmode(_fileno(stdin), _O_BINARY);
    _setmode(_fileno(stdout), _O_BINARY);
#endif
    const QDir traces(qEnvironmentVariable("PORTOLAN_FAKE_DIR"));
    // Held as long as this process lives.
    QLockFile alive(traces.filePath(QStringLiteral("%1.lock").arg(QCoreApplication::applicationPid())));
    alive.lock();

    while (const std::optional<QByteArray> payload = readFrame()) {
        const Result<LayoutRequest> request = decodeRequest(*payload);
        if (!request)
            return 2;
        QFile log(traces.filePath(QStringLiteral("requests")));
        if (!log.open(QIODevice::Append))
            return 2;
        const bool isFirst = log.size() == 0;
        log.write(QByteArray::number(request->nodes.size()) + ' ' + qgetenv("LC_ALL") + '\n');
        log.close();

        QByteArray behaviour = qgetenv("PORTOLAN_FAKE");
        if (behaviour.endsWith("-once"))
            behaviour = isFirst ? behaviour.chopped(5) : QByteArray();
        if (behaviour == "hang") {
            for (;;)
                std::this_thread::sleep_for(std::chrono::hours(1));
        } else if (behaviour == "die") {
            std::fputs("out of\n\x1b[31mcheese\x1b[0m", stderr);
            return 7;
        } else if (behaviour == "crash") {
            std::abort();
        } else if (behaviour == "babble") {
            say(QByteArray(1000, '\xee'));
        } else if (behaviour == "garble") {
            say(frame(QByteArray(1000, '\xee')));
        } else if (behaviour == "half") {
            say(frame(encodeAnswer(rowOf(*request))).chopped(3));
            return 0;
        } else if (behaviour == "twice") {
            const QByteArray answer = frame(encodeAnswer(rowOf(*request)));
            say(answer + answer);
        } else if (behaviour == "other") {
            say(frame(encodeAnswer(LayoutResult())));
        } else if (behaviour == "refuse") {
            Error error;
            error.code = ErrorCode::LayoutFailed;
            error.detail = QStringLiteral("Not today.");
            say(frame(encodeAnswer(failure(error))));
        } else {
            say(frame(encodeAnswer(rowOf(*request))));
        }
    }
    return 0;
}
