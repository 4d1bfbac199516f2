// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace portolan {

/// A field of something with its values as people read them: lists joined by commas, empty where nothing is said. The
/// values are text from the file.
struct FieldChange {
    QString key; ///< as the file has it: "internetFacing"; also one that this version does not know
    QString label; ///< what people read: "internet-facing"
    QString before;
    QString after;
};

} // namespace portolan
