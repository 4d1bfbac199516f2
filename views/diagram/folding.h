// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/catalog/catalog.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace portolan {

/// What becomes of a data path's traffic where it is folded: badges on cards and a line in the key.
struct Fold {
    enum class Kind {
        To, ///< the badge names who answers, on those that talk to it
        From, ///< the badge names who asks, on those that it talks to
        Path, ///< the badge is the code, at both ends
    };
    Kind kind = Kind::To;
    QString badge; ///< empty: not folded
};

/// ChartView::folded over a catalog's data paths. A role folds a path where nobody else is at one of its ends.
class Folding
{
public:
    Folding(const QStringList &folded, const Catalog &catalog);

    bool folds(int path) const { return !fold(path).badge.isEmpty(); }
    const Fold &fold(int path) const { return m_folds.at(size_t(path)); }

private:
    std::vector<Fold> m_folds; ///< by Catalog::dataPaths()
};

/// The word for ChartView::folded that stands for directory traffic.
inline constexpr QStringView kFoldDirectory = u"directory";

} // namespace portolan
