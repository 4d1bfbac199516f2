// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/commands.h"
#include "model/error.h"

#include <QCoreApplication>

namespace portolan {

/// Sentences of the command-line program, to be translated.
class CliText
{
    Q_DECLARE_TR_FUNCTIONS(CliText)
};

/// Writes lines to standard error.
void warn(const QString &text);

/// Says on standard error why something cannot be done. Returns the exit code for it.
ExitCode complain(const QString &text);
ExitCode complain(const Errors &errors);

} // namespace portolan
