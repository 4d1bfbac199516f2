// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QCoreApplication>
#include <QString>

namespace portolan {

/// Sentences of verdicts, to be translated.
class VerdictText
{
    Q_DECLARE_TR_FUNCTIONS(portolan::VerdictText)
};

/// How what is there differs from what the reference says; %1 of the reason stands for server and port.
struct Difference {
    QString reason;
    QString advice;
};

} // namespace portolan
