// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "catalogids.h"

#include <QCoreApplication>
#include <QSet>

namespace portolan {

namespace {

struct CatalogReading {
    Q_DECLARE_TR_FUNCTIONS(portolan::CatalogReading)
};

} // namespace

void CatalogIds::define(JsonObjectReader &reader, QStringView key, const QString &id, qsizetype index)
{
    if (id.isEmpty())
        return;
    if (m_indexes.contains(id))
        reader.error(ErrorCode::DuplicateId, key, CatalogReading::tr("%1 is there already.").arg(quoted(id)));
    else
        m_indexes.insert(id, int(index));
}

int CatalogIds::reference(JsonObjectReader &reader, QStringView key, Need need) const
{
    const std::optional<QString> id = reader.string(key, need);
    if (id && !contains(*id))
        reader.error(ErrorCode::UnknownReference, key, unknown(reader, *id));
    return id ? m_indexes.value(*id, -1) : -1;
}

QList<int> CatalogIds::references(JsonObjectReader &reader, QStringView key, Need need) const
{
    QList<int> result;
    forEachReference(reader, key, need, [&](const QString &, int index) { result << index; });
    return result;
}

QStringList CatalogIds::ids(JsonObjectReader &reader, QStringView key, Need need) const
{
    QStringList result;
    forEachReference(reader, key, need, [&](const QString &id, int) { result << id; });
    return result;
}

QString CatalogIds::unknown(const JsonObjectReader &reader, const QString &id) const
{
    const auto known = [this] {
        QStringList ids = m_indexes.keys();
        ids.sort();
        return ids;
    };
    return CatalogReading::tr("%1 is not defined in this catalog.").arg(quoted(id))
        + reader.report().suggestion(id, known);
}

void CatalogIds::forEachReference(JsonObjectReader &reader, QStringView key, Need need,
                                  const std::function<void(const QString &, int)> &each) const
{
    QSet<QString> seen;
    reader.forEachString(key, need, [&](const QString &id, qsizetype item) {
        const auto found = m_indexes.constFind(id);
        if (seen.contains(id))
            reader.error(ErrorCode::DuplicateId, key, item,
                         CatalogReading::tr("%1 stands here twice.").arg(quoted(id)));
        else if (found == m_indexes.constEnd())
            reader.error(ErrorCode::UnknownReference, key, item, unknown(reader, id));
        else
            each(id, *found);
        seen.insert(id);
    });
}

} // namespace portolan
