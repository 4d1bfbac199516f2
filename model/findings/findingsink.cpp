// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "findingsink.h"

#include "model/json/plaintext.h"

namespace portolan {

namespace {

void placeIf(Finding &finding, const char *list, int index)
{
    if (finding.place.isEmpty())
        finding.place = itemPlace(QString::fromLatin1(list), index);
}

} // namespace

FindingDraft &FindingDraft::says(const QString &detail)
{
    finding.detail = detail;
    return *this;
}

FindingDraft &FindingDraft::at(const QString &place)
{
    finding.place = place;
    return *this;
}

FindingDraft &FindingDraft::inSite(int site)
{
    placeIf(finding, "sites", site);
    finding.sites << context.site(site).id;
    return *this;
}

FindingDraft &FindingDraft::onServer(int server)
{
    placeIf(finding, "servers", server);
    finding.servers << context.server(server).id;
    return *this;
}

FindingDraft &FindingDraft::onServers(std::span<const int> servers)
{
    for (const int server : servers)
        onServer(server);
    return *this;
}

FindingDraft &FindingDraft::inGroup(int group)
{
    placeIf(finding, "groups", group);
    finding.groups << context.topology().groups[group].id;
    return *this;
}

FindingDraft &FindingDraft::onLink(int link)
{
    placeIf(finding, "links", link);
    const Link &met = context.topology().links[link];
    finding.links.append({met.first, met.second});
    return *this;
}

FindingDraft &FindingDraft::between(int siteA, int siteB)
{
    finding.links.append({context.site(siteA).id, context.site(siteB).id});
    return *this;
}

FindingDraft &FindingDraft::overPaths(const QList<int> &paths)
{
    for (const int path : paths)
        finding.paths << context.catalog().dataPaths()[path].code;
    return *this;
}

FindingDraft &FindingDraft::about(const QStringList &ids)
{
    finding.about = ids;
    return *this;
}

FindingDraft &FindingDraft::fixedBy(std::optional<TopologyEdit> fix)
{
    finding.fix = std::move(fix);
    return *this;
}

FindingDraft &FindingSink::add(const DesignRule &rule)
{
    Finding finding;
    finding.rule = rule.id;
    finding.severity = rule.severity;
    finding.title = rule.title;
    finding.why = rule.statement;
    finding.source = rule.source;
    finding.address = rule.address;
    finding.remedy = rule.remedy;
    m_drafts.push_back({finding, m_context});
    return m_drafts.back();
}

QList<Finding> FindingSink::take()
{
    QList<Finding> findings;
    findings.reserve(static_cast<qsizetype>(m_drafts.size()));
    for (FindingDraft &draft : m_drafts) {
        Finding &finding = draft.finding;
        if (finding.about.isEmpty()) {
            finding.about = finding.sites + finding.servers + finding.groups + finding.paths;
            for (const SitePair &link : finding.links)
                finding.about << link.first << link.second;
        }
        finding.about.sort();
        finding.about.removeDuplicates();
        findings << std::move(finding);
    }
    m_drafts.clear();
    return findings;
}

} // namespace portolan
