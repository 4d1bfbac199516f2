// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/reachability/reachabilityplan.h"

#include <QByteArray>

namespace portolan {

/// A file of resources/kit.
QByteArray kitFile(const QString &name);

/// Text as the inside of a JSON string in which only letters, digits, blanks and . _ : / - stand for themselves: the
/// same in a here-document of sh and a here-string of PowerShell, and nothing in either.
QByteArray kitText(const QString &text);

/// What the scripts of a kit do, in lines whose fields "|" parts: one of the run, those of `rules` (lines of
/// resources/kit/answers.txt), one for each check in the plan's order.
QByteArray kitData(const ReachabilityPlan &plan, const QByteArray &rules);

} // namespace portolan
