// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/findings/finding.h"
#include "model/findings/reviewcontext.h"

#include <span>
#include <vector>

namespace portolan {

/// A finding while a check writes it.
struct FindingDraft {
    Finding finding;
    const ReviewContext &context;

    FindingDraft &says(const QString &detail);
    /// Where it is, by index. The first one said is also the place in the file, unless a place is said.
    FindingDraft &at(const QString &place);
    FindingDraft &inSite(int site);
    FindingDraft &onServer(int server);
    FindingDraft &onServers(std::span<const int> servers);
    FindingDraft &inGroup(int group);
    FindingDraft &onLink(int link);
    FindingDraft &between(int siteA, int siteB);
    FindingDraft &overPaths(const QList<int> &paths);
    /// What tells it from others of its rule; without this, everything that was said of where it is.
    FindingDraft &about(const QStringList &ids);
    FindingDraft &fixedBy(std::optional<TopologyEdit> fix);
};

/// Takes what the checks find, in their order.
class FindingSink
{
public:
    explicit FindingSink(const ReviewContext &context) : m_context(context) { }

    /// Of a rule; the reference stays good until the next call.
    FindingDraft &add(const DesignRule &rule);
    QList<Finding> take();

private:
    const ReviewContext &m_context;
    std::vector<FindingDraft> m_drafts;
};

} // namespace portolan
