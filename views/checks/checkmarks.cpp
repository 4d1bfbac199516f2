// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/checks/checkmarks.h"

#include "views/checks/checktext.h"

#include <QHash>

#include <algorithm>
#include <map>
#include <tuple>

namespace portolan {

namespace {

constexpr qsizetype kMostReasons = 4; ///< of one mark

/// What is known of one flow by its ports.
struct FlowState {
    CheckState state = CheckState::NotChecked;
    bool isStale = true;
    QDateTime at;
};

struct Reasons {
    QStringList texts; ///< the first of them
    qsizetype count = 0;
};

/// Puts together what a mark says.
class MarkMaker
{
public:
    explicit MarkMaker(const CheckedPlan &checked) : m_checked(checked) { }

    void add(const CheckedVantage &vantage, size_t index)
    {
        const JudgedPort &port = vantage.ports[index];
        m_startsHere = true;
        const CheckState state = vantage.stateOf(index);
        QDateTime at;
        if (port.verdict.run >= 0)
            at = m_checked.results.runs[port.verdict.run].startedAt;
        FlowState &flow = m_flows[{port.flow.path, port.flow.source, port.flow.destination}];
        if (state < flow.state)
            flow = {state, port.isStale, at};
        else if (state == flow.state)
            flow = {state, flow.isStale && port.isStale, std::max(flow.at, at)};
        Reasons &reasons = m_reasons[state];
        if (reasons.texts.size() < kMostReasons)
            reasons.texts << portReason(m_checked, vantage, index);
        ++reasons.count;
        if (!m_vantages.contains(&vantage))
            m_vantages << &vantage;
    }

    bool isEmpty() const { return m_flows.empty(); }

    CheckMark mark(qint64 flows) const
    {
        CheckMark mark;
        mark.startsHere = m_startsHere;
        mark.flows = std::max<qint64>(flows, static_cast<qint64>(m_flows.size()));
        for (const auto &[flow, known] : m_flows) {
            mark.state = std::min(mark.state, known.state);
            mark.told += known.state == CheckState::NotChecked ? 0 : 1;
        }
        mark.isStale = mark.state != CheckState::NotChecked && mark.state != CheckState::Planned;
        QDateTime newest;
        for (const auto &[flow, known] : m_flows) {
            if (known.state != mark.state)
                continue;
            ++mark.inState;
            mark.isStale = mark.isStale && known.isStale;
            newest = newest.isValid() ? std::max(newest, known.at) : known.at;
        }
        mark.date = newest.toUTC().date();
        mark.details = details(mark);
        return mark;
    }

private:
    QString details(const CheckMark &mark) const
    {
        QStringList lines{checkText(mark)};
        for (const CheckedVantage *vantage : m_vantages)
            lines.first() += QStringLiteral(" · ") + vantageHeading(m_checked.flows.topology(), *vantage);
        const Reasons &reasons = m_reasons.at(mark.state);
        lines << reasons.texts;
        if (reasons.count > reasons.texts.size())
            lines << andMore(reasons.count - reasons.texts.size());
        return lines.join(u'\n');
    }

    const CheckedPlan &m_checked;
    std::map<std::tuple<int, quint32, quint32>, FlowState> m_flows;
    std::map<CheckState, Reasons> m_reasons;
    QList<const CheckedVantage *> m_vantages;
    bool m_startsHere = false;
};

bool contains(const ServerSet &set, quint32 server)
{
    return std::binary_search(set.begin(), set.end(), server);
}

bool isDrawnBy(const EdgeFlows &drawn, const JudgedPort &port)
{
    return (drawn.entries >> static_cast<unsigned>(port.port.entry) & 1U) && contains(drawn.sources, port.flow.source)
        && contains(drawn.destinations, port.flow.destination);
}

/// Data paths that the chart folds into badges.
std::vector<bool> foldedPaths(const Diagram &diagram)
{
    const QList<DataPath> &paths = diagram.flows.catalog().dataPaths();
    std::vector<bool> folded(static_cast<size_t>(paths.size()));
    for (const FoldedTraffic &traffic : diagram.key.folded) {
        for (qsizetype path = 0; path < paths.size(); ++path)
            folded[static_cast<size_t>(path)] =
                folded[static_cast<size_t>(path)] || traffic.codes.contains(paths[path].code);
    }
    return folded;
}

} // namespace

CheckMarks checkMarks(const Diagram &diagram, const CheckedPlan &checked)
{
    CheckMarks marks;
    marks.heading = checkHeading(checked);
    const QList<Server> &servers = diagram.flows.topology().servers;
    if (servers != checked.flows.topology().servers)
        return marks;
    QHash<QString, quint32> indexOf;
    for (qsizetype i = 0; i < servers.size(); ++i)
        indexOf.insert(servers[i].id, static_cast<quint32>(i));
    const std::vector<bool> folded = foldedPaths(diagram);

    std::vector<MarkMaker> edges(static_cast<size_t>(diagram.edges.size()), MarkMaker(checked));
    std::vector<MarkMaker> nodes(static_cast<size_t>(diagram.nodes.size()), MarkMaker(checked));
    for (const CheckedVantage &vantage : checked.vantages) {
        if (vantage.isElsewhere())
            continue;
        const quint32 here = indexOf.value(vantage.server);
        QHash<int, std::vector<size_t>> byPath;
        for (size_t i = 0; i < vantage.ports.size(); ++i)
            byPath[vantage.ports[i].flow.path].push_back(i);
        for (size_t edge = 0; edge < edges.size(); ++edge) {
            for (const EdgeFlows &drawn : diagram.edges[static_cast<qsizetype>(edge)].flows) {
                if (!contains(drawn.sources, here) && !contains(drawn.destinations, here))
                    continue;
                const auto ports = byPath.constFind(drawn.path);
                if (ports == byPath.constEnd())
                    continue;
                for (const size_t index : *ports) {
                    if (isDrawnBy(drawn, vantage.ports[index]))
                        edges[edge].add(vantage, index);
                }
            }
        }
        for (size_t node = 0; node < nodes.size(); ++node) {
            const DiagramNode &card = diagram.nodes[static_cast<qsizetype>(node)];
            if (card.badges.isEmpty() || !contains(card.servers, here))
                continue;
            for (size_t i = 0; i < vantage.ports.size(); ++i) {
                if (folded[vantage.ports[i].flow.path])
                    nodes[node].add(vantage, i);
            }
        }
    }
    for (size_t i = 0; i < edges.size(); ++i) {
        if (!edges[i].isEmpty())
            marks.edges.insert(static_cast<int>(i), edges[i].mark(diagram.edges[static_cast<qsizetype>(i)].flowCount));
    }
    for (size_t i = 0; i < nodes.size(); ++i) {
        if (!nodes[i].isEmpty())
            marks.nodes.insert(static_cast<int>(i), nodes[i].mark(0));
    }
    return marks;
}

} // namespace portolan
