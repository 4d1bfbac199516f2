// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "messages.h"

#include <cstdio>

namespace portolan {

void warn(const QString &text)
{
    const QByteArray line = text.toUtf8() + '\n';
    // Where standard error is closed as well there is nobody left to tell; the exit code says it all the same.
    std::fwrite(line.constData(), 1, static_cast<size_t>(line.size()), stderr);
}

ExitCode complain(const QString &text)
{
    warn(text);
    return Failure;
}

ExitCode complain(const Errors &errors)
{
    return complain(toText(errors));
}

} // namespace portolan
