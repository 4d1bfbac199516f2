// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QStringView>

namespace portolan {

/// A name that DNS can have (RFC 1123, with the "_" that Windows allows): labels of 1 to 63 letters, digits, "-" and
/// "_" joined by dots, 253 characters at most.
bool isHostName(QStringView text);

} // namespace portolan
