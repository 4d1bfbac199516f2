// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/findings/finding.h"
#include "views/diagram/diagram.h"
#include "views/graph/chartmark.h"
#include "views/outline/subject.h"

#include <QHash>

namespace portolan {

/// Sites, servers, groups and links (linkId()) that have a sign because of the finding: of errors and advice that are
/// not accepted. One that names servers marks them and not their site; one about a great many marks the sites only.
QStringList markedIds(const Finding &finding);
/// What is worked on where the finding is picked: servers, groups and links say more than the sites around them.
Subject subjectOf(const Finding &finding);
/// The signs by id.
QHash<QString, ChartMark> findingMarks(const QList<Finding> &findings);

/// The same on a chart: a card that stands for several servers has the worst of theirs.
ChartMarks marksOn(const Diagram &diagram, const QHash<QString, ChartMark> &marks);

} // namespace portolan
