// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/importers/importfiles.h"
#include "model/importers/records.h"

namespace portolan {

/// Which of the catalog's exports the records are; nullptr: none.
const ExportKind *recognisedExport(const Records &records, const Catalog &catalog);

void readExport(const Records &records, const ExportKind &kind, bool isAscii, const Catalog &catalog,
                ImportedFile &file);

} // namespace portolan
