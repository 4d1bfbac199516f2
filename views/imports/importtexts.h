// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/importers/importplan.h"

#include <QString>

namespace portolan {

/// "+ New": a sign for the eye and a word for everybody.
QString statusText(ImportStatus status);
/// "New": the word alone.
QString statusWord(ImportStatus status);
/// What the item is, for people: "Server", "Database availability group".
QString subjectText(const ImportItem &item, const Catalog &catalog);
/// The first few places, and how many more: "servers.csv:12, dcs.csv:4, … 3 more".
QString placesText(const QList<ImportPlace> &places);
/// What becomes of a field: "mail.example → mx.example"; of what is new the value alone.
QString changeText(const FieldChange &change, ImportStatus status);
/// What becomes of the item with the choices of its plan, in one line.
QString outcomeText(const ImportItem &item, const ImportChoices &choices, bool isTicked);

} // namespace portolan
