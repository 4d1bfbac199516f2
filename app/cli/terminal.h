// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace portolan {

bool isStandardInputTerminal();
bool isStandardErrorTerminal();

/// Asks on standard error and waits for a line: true for "y" and "yes". False where there is nobody to answer.
bool confirm(const QString &question);

/// From then on Ctrl+C is only remembered; a second one ends the process as ever.
void catchInterrupt();
bool isInterrupted();

} // namespace portolan
