// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace portolan {

/// What is wrong with the text of a filter, and where.
struct FilterFault {
    qsizetype at = 0; ///< index of a character of the text; its end where something is missing there
    qsizetype length = 0;
    QString message; ///< a sentence for people
};

} // namespace portolan
