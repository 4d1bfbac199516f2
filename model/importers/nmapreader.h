// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/importers/importfiles.h"

namespace portolan {

/// Hosts that are up become servers with their ports as evidence. See readNmapScan() for what may be in the file.
void readNmapXml(const QByteArray &bytes, ImportedFile &file);

} // namespace portolan
