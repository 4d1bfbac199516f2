// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/commands.h"
#include "model/error.h"

#include <QByteArrayView>
#include <QFile>
#include <QSaveFile>
#include <QString>

#include <functional>
#include <string>

namespace portolan {

/// Bytes leave as they are on every system, and a reader who goes away makes a write fail instead of ending the
/// process.
void prepareStandardOutput();

/// Where a subcommand's result goes: standard output or, with `-o`, a file that appears whole or not at all.
class Output
{
public:
    /// An empty path: standard output.
    explicit Output(const QString &path);

    /// Whether all that was written so far arrived.
    bool write(QByteArrayView bytes);
    /// Ends the output; says on standard error what went wrong, if anything did.
    ExitCode finish();

private:
    QIODevice &device() { return m_isFile ? static_cast<QIODevice &>(m_file) : m_standardOutput; }

    bool m_isFile = false;
    bool m_isGood = false;
    QString m_path;
    QString m_error;
    QSaveFile m_file;
    QFile m_standardOutput;
};

ExitCode writeToStandardOutput(QByteArrayView bytes);

/// A word of the command line that names a file.
QString pathFrom(const std::string &argument);

} // namespace portolan
