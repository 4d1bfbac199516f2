// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArrayView>
#include <QString>

#include <optional>

namespace portolan {

/// The name at `at` as DNS writes it (RFC 1035, 4.1.4), with pointers back from the start of `message`; moves `at`
/// behind it. Nothing: malformed.
std::optional<QString> compressedName(QByteArrayView message, qsizetype &at);

} // namespace portolan
