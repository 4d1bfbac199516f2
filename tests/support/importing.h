// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/importers/importplan.h"

#include <algorithm>

namespace portolan::test {

/// The catalog that comes with Portolan; stops the program where it cannot be read.
inline const Catalog &builtIn()
{
    static const Catalog catalog = builtInCatalog(QStringLiteral("exchange-2010")).value();
    return catalog;
}

inline ImportedFile imported(const QByteArray &bytes, const ImportOptions &options = {},
                             const QString &name = QStringLiteral("file"))
{
    return readImport({name, bytes}, builtIn(), options);
}

/// "12 lost: …" for every remark that is no note; the line, or the row where there is none.
inline QStringList problems(const ImportedFile &file)
{
    QStringList texts;
    for (const ImportRemark &remark : file.remarks) {
        if (remark.severity == ImportRemark::Severity::Note)
            continue;
        const bool isLost = remark.severity == ImportRemark::Severity::Lost;
        texts << QStringLiteral("%1 %2: %3")
                     .arg(remark.place.line > 0 ? remark.place.line : remark.place.row)
                     .arg(isLost ? QStringLiteral("lost") : QStringLiteral("unreadable"), remark.text);
    }
    return texts;
}

inline QStringList notes(const ImportedFile &file)
{
    QStringList texts;
    for (const ImportRemark &remark : file.remarks) {
        if (remark.severity == ImportRemark::Severity::Note)
            texts << remark.text;
    }
    return texts;
}

inline bool anyHas(const QStringList &texts, const QString &part)
{
    return std::any_of(texts.begin(), texts.end(), [&part](const QString &text) { return text.contains(part); });
}

/// What the files make of the topology, with the choices.
inline Topology broughtInto(const Topology &topology, const QList<ImportedFile> &files,
                            const ImportChoices &choices = {})
{
    return toEdit(planImport(files, topology, builtIn(), choices), choices).apply(topology);
}

inline const ImportItem *findItem(const ImportPlan &plan, const QString &key)
{
    const auto found =
        std::find_if(plan.items.begin(), plan.items.end(), [&key](const ImportItem &item) { return item.key == key; });
    return found == plan.items.end() ? nullptr : &*found;
}

} // namespace portolan::test
