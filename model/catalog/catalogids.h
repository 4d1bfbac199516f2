// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/json/jsonobjectreader.h"

#include <QHash>
#include <QString>
#include <QStringList>

namespace portolan {

/// The ids that one list of a catalog defines, and the references to them from elsewhere in it. Whatever is wrong is
/// reported through the reader that it was read with.
class CatalogIds
{
public:
    /// `index` is where the list holds what the id stands for: not its place in the file, where items that could not be
    /// read count too. Reports an id that is there already; an empty one was reported when it was read.
    void define(JsonObjectReader &reader, QStringView key, const QString &id, qsizetype index);

    const QHash<QString, int> &indexes() const { return m_indexes; }
    bool contains(const QString &id) const { return m_indexes.contains(id); }

    /// The index of the id that the member names; -1 where there is none.
    int reference(JsonObjectReader &reader, QStringView key, Need need) const;
    /// Of each id in a list, each once.
    QList<int> references(JsonObjectReader &reader, QStringView key, Need need) const;
    QStringList ids(JsonObjectReader &reader, QStringView key, Need need) const;

private:
    QString unknown(const JsonObjectReader &reader, const QString &id) const;
    void forEachReference(JsonObjectReader &reader, QStringView key, Need need,
                          const std::function<void(const QString &, int)> &each) const;

    QHash<QString, int> m_indexes;
};

} // namespace portolan
