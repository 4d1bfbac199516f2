// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/diagram/edges.h"

#include "views/diagram/checkmark.h"
#include "views/diagram/edgeparts.h"
#include "views/diagram/labels.h"

#include <QCoreApplication>

#include <algorithm>
#include <set>

namespace portolan {

namespace {

// Beyond so many lines between cards of different sites, or between sites, nobody follows one: lines then end at sites.
constexpr std::size_t kMostPairsOfCards = 60;
constexpr std::size_t kMostPairsOfSites = 24;

constexpr qsizetype kMostInFull = 24; ///< shortened labels that the key writes out: more, and nobody reads it

constexpr double kJunction = 8; ///< side of the dot where lines without a label meet

QString tr(const char *text, int n = -1)
{
    return QCoreApplication::translate("portolan::Diagram", text, nullptr, n);
}

bool tooManyPairs(const EdgeInput &input)
{
    const FlowSet &flows = input.flows();
    const std::size_t most = input.diagram.level == Level::Sites ? kMostPairsOfSites : kMostPairsOfCards;
    std::set<std::pair<int, int>> pairs;
    for (const FlowGroup &group : flows.groups()) {
        if (!input.isDrawn(group))
            continue;
        std::set<int> from;
        std::set<int> to;
        for (const quint32 server : flows.set(group.sources))
            from.insert(input.itemOf[server]);
        for (const quint32 server : flows.set(group.destinations))
            to.insert(input.itemOf[server]);
        for (const int a : from) {
            for (const int b : to) {
                if (input.siteOfItem(a) != input.siteOfItem(b))
                    pairs.insert(std::minmax(a, b));
            }
            if (pairs.size() > most)
                return true;
        }
    }
    return false;
}

/// Gives the edges their looks and words, and the key what it has to explain of them.
class Finisher
{
public:
    explicit Finisher(const EdgeInput &input)
        : m_diagram(input.diagram), m_flows(input.flows()), m_catalog(m_flows.catalog()), m_options(input.options),
          m_remarks(input.remarks)
    {
    }

    void run()
    {
        for (DiagramEdge &edge : m_diagram.edges)
            finish(edge);
        std::sort(m_remarks.paths.begin(), m_remarks.paths.end());
        m_remarks.paths.erase(std::unique(m_remarks.paths.begin(), m_remarks.paths.end()), m_remarks.paths.end());
    }

private:
    QString nameOf(const EdgeLeg &leg) const
    {
        if (leg.block >= 0) {
            const DiagramBlock &block = m_diagram.blocks[leg.block];
            return block.boxes.size() > 1 ? block.title : m_diagram.boxes[block.boxes.front()].title;
        }
        const DiagramItem &item = m_diagram.items[leg.item];
        const QString first = m_diagram.nodes[item.nodes.front()].title;
        return item.nodes.size() == 1 ? first
                                      : first + QStringLiteral(" … ") + m_diagram.nodes[item.nodes.back()].title;
    }

    QString idOf(const EdgeLeg &leg) const
    {
        if (leg.block >= 0)
            return m_diagram.boxes[m_diagram.blocks[leg.block].boxes.front()].id;
        return m_diagram.nodes[m_diagram.items[leg.item].nodes.front()].id;
    }

    /// Entries opened at different ends are parts of the same flows.
    static qint64 countFlows(const std::vector<EdgeFlows> &flows)
    {
        qint64 count = 0;
        for (std::size_t i = 0; i < flows.size(); ++i) {
            const bool isKnown =
                std::any_of(flows.begin(), flows.begin() + std::ptrdiff_t(i), [&](const EdgeFlows &known) {
                    return known.group == flows[i].group && known.sources == flows[i].sources
                        && known.destinations == flows[i].destinations;
                });
            count += isKnown ? 0 : flows[i].count;
        }
        return count;
    }

    /// The label gets the number of the line of the key that says what it leaves out; labels that leave out the same
    /// have the same number.
    void number(DiagramEdge &edge, const PillLabel &label)
    {
        QList<CodeEntry> &entries = m_diagram.key.labelsInFull;
        auto entry = std::find_if(entries.begin(), entries.end(),
                                  [&label](const CodeEntry &known) { return known.title == label.inFull; });
        if (entry == entries.end() && entries.size() == kMostInFull) {
            ++m_remarks.unnumbered;
            return;
        }
        if (entry == entries.end())
            entry = entries.insert(entry, CodeEntry{u'#' + QString::number(entries.size() + 1), label.inFull});
        edge.lines[label.shortened].text += u' ' + entry->code;
    }

    void finish(DiagramEdge &edge)
    {
        std::stable_sort(edge.flows.begin(), edge.flows.end(),
                         [](const EdgeFlows &a, const EdgeFlows &b) { return a.path < b.path; });
        edge.encryption = weakest(m_flows, edge.flows);
        edge.flowCount = countFlows(edge.flows);
        const bool isMerged = std::any_of(edge.legs.begin(), edge.legs.end(), [this](const EdgeLeg &leg) {
            return leg.block >= 0 || m_diagram.nodes[m_diagram.items[leg.item].nodes.front()].kind == NodeKind::Site;
        });
        const QString count = isMerged ? tr("%n flows", int(edge.flowCount)) : QString();
        const PillLabel label = pillLabel(m_flows, edge.flows, m_options.labels, count);
        edge.lines = label.lines;
        edge.isShortened = !label.inFull.isEmpty();
        if (edge.isShortened)
            number(edge, label);
        if (m_options.showsChecks)
            edge.lines << PillLine{PillText::Check, longestCheckText(edge.flowCount)};
        edge.pillSize = pillSize(edge.lines);
        if (edge.lines.isEmpty() && edge.legs.size() != 2)
            edge.pillSize = QSizeF(kJunction, kJunction);
        std::vector<int> paths;
        for (const EdgeFlows &part : edge.flows) {
            if (paths.empty() || paths.back() != part.path)
                paths.push_back(part.path);
        }
        for (const int path : paths)
            edge.codes << m_catalog.dataPaths()[path].code;
        m_remarks.paths.insert(m_remarks.paths.end(), paths.begin(), paths.end());

        QStringList ids;
        QStringList openers;
        QStringList answerers;
        QStringList both;
        for (const EdgeLeg &leg : edge.legs) {
            ids << idOf(leg) + (leg.answers ? QString() : QStringLiteral(">"));
            (leg.opens && leg.answers ? both : leg.opens ? openers : answerers) << nameOf(leg);
        }
        edge.id = QStringLiteral("edge:%1|%2").arg(ids.join(u'|'), edge.codes.join(u'+'));
        const QString comma = QStringLiteral(", ");
        QString who = both.join(QStringLiteral(" ↔ "));
        if (edge.isLoop())
            who = tr("Among %1").arg(nameOf(edge.legs.front()));
        else if (!openers.isEmpty())
            who = openers.join(comma) + QStringLiteral(" → ") + (answerers + both).join(comma);
        else if (!answerers.isEmpty())
            who = both.join(comma) + QStringLiteral(" → ") + (answerers + both).join(comma);
        edge.summary = who + QStringLiteral(": ") + compressedCodes(m_catalog, paths) + QStringLiteral(" · ")
            + portTexts(m_flows, edge.flows).join(comma) + QStringLiteral(" · ") + encryptionText(edge.encryption);
        if (edge.isShortened)
            edge.summary += QStringLiteral(" · ") + authenticationTexts(m_flows, edge.flows).join(comma);

        DiagramKey &key = m_diagram.key;
        key.bundles = key.bundles || edge.isBundle();
        key.twoHeads =
            key.twoHeads || (!edge.isLoop() && std::any_of(edge.legs.begin(), edge.legs.end(), [](const EdgeLeg &leg) {
                return leg.opens && leg.answers;
            }));
    }

    Diagram &m_diagram;
    const FlowSet &m_flows;
    const Catalog &m_catalog;
    const DiagramOptions &m_options;
    EdgeRemarks &m_remarks;
};

} // namespace

EdgeRemarks makeEdges(Diagram &diagram, std::vector<int> &itemOf, const DiagramOptions &options, const Folding &folding)
{
    EdgeRemarks remarks;
    const EdgeInput input{diagram, itemOf, options, folding, remarks};
    for (const FlowGroup &group : diagram.flows.groups()) {
        if (group.self)
            remarks.localFlows += qint64(diagram.flows.set(group.sources).size());
    }
    const bool byTrunks = tooManyPairs(input);
    if (byTrunks)
        makeTrunks(input);
    makeCardLines(input, byTrunks);
    Finisher(input).run();
    return remarks;
}

QList<int> nodesAt(const Diagram &diagram, const EdgeLeg &leg)
{
    if (leg.item >= 0)
        return diagram.items[leg.item].nodes;
    QList<int> nodes;
    for (int i = 0; i < diagram.nodes.size(); ++i) {
        if (diagram.blocks[leg.block].boxes.contains(diagram.items[diagram.nodes[i].item].box))
            nodes << i;
    }
    return nodes;
}

} // namespace portolan
