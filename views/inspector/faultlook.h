// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/editing/fieldchecks.h"

class QWidget;

namespace portolan {

/// Marks a field as the window's style sheet draws what is refused or doubtful, and tells screen readers why.
void showFaultOf(QWidget &field, const FieldCheck &fault);

} // namespace portolan
