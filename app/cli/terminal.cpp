// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "terminal.h"

#include <QByteArray>
#include <QFile>

#include <csignal>
#include <cstdio>

#ifdef Q_OS_WIN
#include <io.h>
#else
#include <unistd.h>
#endif

namespace portolan {

namespace {

volatile std::sig_atomic_t g_isInterrupted = 0;

extern "C" void onInterrupt(int signal)
{
    g_isInterrupted = 1;
    std::signal(signal, SIG_DFL);
}

bool isTerminal(std::FILE *stream)
{
#ifdef Q_OS_WIN
    return _isatty(_fileno(stream)) != 0;
#else
    return isatty(fileno(stream)) != 0;
#endif
}

} // namespace

bool isStandardInputTerminal()
{
    return isTerminal(stdin);
}

bool isStandardErrorTerminal()
{
    return isTerminal(stderr);
}

bool confirm(const QString &question)
{
    if (!isStandardInputTerminal())
        return false;
    const QByteArray text = question.toLocal8Bit() + " [y/N] ";
    std::fwrite(text.constData(), 1, static_cast<size_t>(text.size()), stderr);
    std::fflush(stderr);
    QFile input;
    if (!input.open(stdin, QIODevice::ReadOnly))
        return false;
    const QByteArray answer = input.readLine(16).trimmed().toLower();
    return answer == "y" || answer == "yes";
}

void catchInterrupt()
{
    std::signal(SIGINT, onInterrupt);
}

bool isInterrupted()
{
    return g_isInterrupted != 0;
}

} // namespace portolan
