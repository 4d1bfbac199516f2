// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/reachability/probereport.h"

namespace portolan {

/// The steps of one check, kept as long as they are few and short: a peer decides how much comes, not how much is kept.
class Evidence
{
public:
    static constexpr qsizetype kMostSteps = 64;
    static constexpr qsizetype kLongestText = 2000; ///< characters of one step

    void add(ProbeStep::Kind kind, qint64 at, bool inTls, const QString &text);
    /// Bytes that nobody has words for yet: told by their number when the next step comes.
    void addBytes(qint64 at, bool inTls, qsizetype count);
    QList<ProbeStep> take();

private:
    void tellBytes();
    void append(ProbeStep step);

    QList<ProbeStep> m_steps;
    ProbeStep m_untold;
    qsizetype m_untoldBytes = 0;
};

} // namespace portolan
