// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/layout/layoutprotocol.h"
#include "views/layout/worker/placer.h"

#include <cstdio>

#ifdef Q_OS_WIN
#include <fcntl.h>
#include <io.h>
#endif

using namespace portolan;

namespace {

constexpr qsizetype kChunk = 64 * 1024;

/// Reads until a whole frame has come; std::nullopt at the end of the input or where it is no frame of ours.
std::optional<QByteArray> readFrame(QByteArray &buffer)
{
    for (;;) {
        Result<std::optional<QByteArray>> taken = takeFrame(buffer);
        if (!taken) {
            std::fprintf(stderr, "%s\n", qUtf8Printable(taken.error().first().detail));
            return std::nullopt;
        }
        if (taken->has_value())
            return std::move(*taken);
        // fread() waits until it has all that it was asked for, so ask for what is known to come. In chunks: a length
        // alone must not cost memory.
        QByteArray more(std::min(bytesMissing(buffer), kChunk), Qt::Uninitialized);
        const std::size_t read = std::fread(more.data(), 1, std::size_t(more.size()), stdin);
        if (read == 0)
            return std::nullopt;
        buffer.append(more.constData(), qsizetype(read));
    }
}

} // namespace

int main()
{
#ifdef Q_OS_WIN
    _setmode(_fileno(stdin), _O_BINARY);
    _setmode(_fileno(stdout), _O_BINARY);
#endif
    Dot dot;
    QByteArray buffer;
    while (const std::optional<QByteArray> payload = readFrame(buffer)) {
        const Result<LayoutRequest> request = decodeRequest(*payload);
        const QByteArray answer =
            frame(encodeAnswer(request ? place(dot, *request) : Result<LayoutResult>(tl::unexpected(request.error()))));
        if (std::fwrite(answer.constData(), 1, std::size_t(answer.size()), stdout) != std::size_t(answer.size())
            || std::fflush(stdout) != 0)
            return 1;
    }
    return 0;
}
