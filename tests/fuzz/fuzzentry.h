// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArrayView>
#include <QString>

namespace portolan {

/// Runs one exchange against a peer that says `input`: the first byte chooses the protocol, the second transport, TLS
/// and what is asked for, the third in what pieces the rest comes. Returns what is wrong with the outcome; empty:
/// nothing.
QString converseWith(QByteArrayView input);

} // namespace portolan
