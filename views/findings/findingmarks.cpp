// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/findings/findingmarks.h"

#include <algorithm>

namespace portolan {

namespace {

constexpr qsizetype kMostServers = 40; ///< that one finding marks
constexpr qsizetype kMostLines = 6; ///< of one mark's text

/// The last line where there are more than anybody reads in a tool tip.
constexpr QStringView kMore = u"…";

void add(ChartMark &mark, bool isNew, Severity severity, const QString &text)
{
    mark.severity = isNew ? severity : std::min(mark.severity, severity);
    QStringList lines = mark.text.split(u'\n', Qt::SkipEmptyParts);
    if (lines.contains(text) || lines.contains(kMore))
        return;
    lines << (lines.size() < kMostLines ? text : kMore.toString());
    mark.text = lines.join(u'\n');
}

} // namespace

QStringList markedIds(const Finding &finding)
{
    if (finding.isAccepted || finding.severity == Severity::Information)
        return {};
    const bool namesServers = !finding.servers.isEmpty() && finding.servers.size() <= kMostServers;
    QStringList ids = finding.groups + (namesServers ? finding.servers : finding.sites);
    if (!namesServers) {
        for (const auto &[first, second] : finding.links)
            ids << first << second;
    }
    ids.removeDuplicates();
    return ids + subjectOf(finding).links;
}

Subject subjectOf(const Finding &finding)
{
    Subject subject;
    subject.servers = finding.servers;
    subject.groups = finding.groups;
    for (const auto &[first, second] : finding.links) {
        Link link;
        link.first = first;
        link.second = second;
        subject.links << linkId(link);
    }
    if (subject.isEmpty())
        subject.sites = finding.sites;
    subject.sort();
    return subject;
}

QHash<QString, ChartMark> findingMarks(const QList<Finding> &findings)
{
    QHash<QString, ChartMark> marks;
    for (const Finding &finding : findings) {
        const QStringList ids = markedIds(finding);
        const QString text = finding.rule + QStringLiteral(": ") + finding.title;
        for (const QString &id : ids) {
            const bool isNew = !marks.contains(id);
            add(marks[id], isNew, finding.severity, text);
        }
    }
    return marks;
}

ChartMarks marksOn(const Diagram &diagram, const QHash<QString, ChartMark> &marks)
{
    ChartMarks result;
    if (marks.isEmpty())
        return result;
    const Topology &topology = diagram.flows.topology();
    const auto take = [&marks](QHash<int, ChartMark> &into, int index, const QString &id) {
        const auto found = marks.constFind(id);
        if (found == marks.constEnd())
            return;
        const bool isNew = !into.contains(index);
        ChartMark &mark = into[index];
        const QStringList lines = found->text.split(u'\n');
        for (const QString &line : lines)
            add(mark, isNew && &line == &lines.front(), found->severity, line);
    };
    for (int i = 0; i < diagram.nodes.size(); ++i) {
        const DiagramNode &node = diagram.nodes[i];
        if (node.kind == NodeKind::Site)
            take(result.nodes, i, topology.sites[node.site].id);
        for (const quint32 server : node.servers)
            take(result.nodes, i, topology.servers[qsizetype(server)].id);
    }
    for (int i = 0; i < diagram.boxes.size(); ++i)
        take(result.boxes, i, topology.sites[diagram.boxes[i].site].id);
    return result;
}

} // namespace portolan
