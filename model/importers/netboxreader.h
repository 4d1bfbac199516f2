// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/importers/importfiles.h"
#include "model/importers/records.h"

namespace portolan {

/// Whether the JSON is NetBox's list of devices, a page of it or a single device.
bool isNetBoxJson(const JsonValue &root);
/// Whether the table is NetBox's CSV of devices: that for its import, or a view that its window exports.
bool isNetBoxTable(const Records &records);

/// Custom fields become columns: "cf_" and the field's name, as NetBox's CSV has them. Says where the list is only a
/// page of a longer one.
Records netBoxRecords(JsonValue root, ImportedFile &file);

void readNetBox(const Records &records, const Catalog &catalog, ImportedFile &file);

} // namespace portolan
