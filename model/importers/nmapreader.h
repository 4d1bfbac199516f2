// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/importers/importfiles.h"

namespace portolan {

/// Whether the bytes look like nmap's XML.
bool isNmapXml(const QByteArray &bytes);

/// Hosts that are up become servers with their ports as evidence. Where the file breaks off or is not well-formed, the
/// hosts before that place stay. No entity of the file's own is ever expanded: a file that defines any is refused.
void readNmapXml(const QByteArray &bytes, ImportedFile &file);

} // namespace portolan
