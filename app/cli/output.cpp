// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "output.h"

#include "app/cli/messages.h"

#include <csignal>
#include <cstdio>

#ifdef Q_OS_WIN
#include <fcntl.h>
#include <io.h>
#endif

namespace portolan {

void prepareStandardOutput()
{
#ifdef Q_OS_WIN
    _setmode(_fileno(stdout), _O_BINARY);
#endif
#ifdef SIGPIPE
    std::signal(SIGPIPE, SIG_IGN);
#endif
}

Output::Output(const QString &path) : m_isFile(!path.isEmpty()), m_path(path), m_file(path)
{
    m_isGood = m_isFile ? m_file.open(QIODevice::WriteOnly) : m_standardOutput.open(stdout, QIODevice::WriteOnly);
    if (!m_isGood)
        m_error = device().errorString();
}

bool Output::write(QByteArrayView bytes)
{
    if (m_isGood && device().write(bytes.data(), bytes.size()) != bytes.size()) {
        m_isGood = false;
        m_error = device().errorString();
    }
    return m_isGood;
}

ExitCode Output::finish()
{
    if (m_isGood) {
        m_isGood = m_isFile ? m_file.commit() : m_standardOutput.flush();
        if (!m_isGood)
            m_error = device().errorString();
    }
    if (m_isGood)
        return Success;
    if (m_isFile)
        return complain(CliText::tr("Cannot write %1: %2").arg(m_path, m_error));
    return complain(CliText::tr("Cannot write to standard output: %1").arg(m_error));
}

ExitCode writeToStandardOutput(QByteArrayView bytes)
{
    Output output{QString()};
    output.write(bytes);
    return output.finish();
}

QString pathFrom(const std::string &argument)
{
    return QFile::decodeName(QByteArray::fromStdString(argument));
}

} // namespace portolan
