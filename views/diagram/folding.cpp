// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/diagram/folding.h"

#include <algorithm>

namespace portolan {

namespace {

bool isDirectory(const DataPath &path)
{
    return !path.scopes.isEmpty()
        && std::all_of(path.scopes.begin(), path.scopes.end(), [](Scope scope) { return scope == Scope::Directory; });
}

} // namespace

Folding::Folding(const QStringList &folded, const Catalog &catalog) : m_folds(size_t(catalog.dataPaths().size()))
{
    const auto isRoleFolded = [&](int role) {
        return folded.contains(QStringLiteral("role:") + catalog.roles().at(role).id);
    };
    const auto areFolded = [&](const QList<int> &roles) {
        return !roles.isEmpty() && std::all_of(roles.begin(), roles.end(), isRoleFolded);
    };
    const auto shortLabel = [&](const QList<int> &roles) { return catalog.roles().at(roles.front()).shortLabel; };
    for (qsizetype i = 0; i < catalog.dataPaths().size(); ++i) {
        const DataPath &path = catalog.dataPaths().at(i);
        Fold &fold = m_folds[size_t(i)];
        if (folded.contains(QStringLiteral("path:") + path.code))
            fold = {Fold::Kind::Path, path.code};
        else if (areFolded(path.to))
            fold = {Fold::Kind::To, shortLabel(path.to)};
        else if (areFolded(path.from))
            fold = {Fold::Kind::From, shortLabel(path.from)};
        else if (folded.contains(kFoldDirectory) && isDirectory(path))
            fold = {Fold::Kind::To, shortLabel(path.to)};
    }
}

} // namespace portolan
