// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/findings/findingmarks.h"

#include <algorithm>

namespace portolan {

namespace {

constexpr qsizetype kMostServers = 40; ///< that one finding marks
constexpr qsizetype kMostLines = 6; ///< of one mark's text

void add(ChartMark &mark, bool isNew, Severity severity, const QString &text)
{
    mark.severity = isNew ? severity : std::min(mark.severity, severity);
    const qsizetype lines = mark.text.isEmpty() ? 0 : mark.text.count(u'\n') + 1;
    if (lines < kMostLines && !mark.text.split(u'\n').contains(text))
        mark.text += (lines == 0 ? QString() : QStringLiteral("\n")) + text;
    else if (lines == kMostLines && !mark.text.endsWith(u'…'))
        mark.text += QStringLiteral(" …");
}

} // namespace

QHash<QString, ChartMark> findingMarks(const QList<Finding> &findings)
{
    QHash<QString, ChartMark> marks;
    for (const Finding &finding : findings) {
        if (finding.isAccepted || finding.severity == Severity::Information)
            continue;
        const bool namesServers = !finding.servers.isEmpty() && finding.servers.size() <= kMostServers;
        QStringList ids = finding.groups + (namesServers ? finding.servers : finding.sites);
        if (!namesServers) {
            for (const auto &[first, second] : finding.links)
                ids << first << second;
        }
        ids.removeDuplicates();
        const QString text = finding.rule + QStringLiteral(": ") + finding.title;
        for (const QString &id : std::as_const(ids)) {
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
