// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/error.h"

#include <QByteArray>

namespace portolan {

/// Atomic: the file has all of these bytes afterwards, or what was there before is still there and the error says why.
Result<void> writeWholeFile(const QString &path, const QByteArray &bytes);

} // namespace portolan
