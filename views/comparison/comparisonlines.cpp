// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/comparison/comparisonlines.h"

#include "model/comparison/findingdifference.h"
#include "model/comparison/flowdifference.h"
#include "model/comparison/openingdifference.h"
#include "model/comparison/topologydifference.h"
#include "model/editing/parts.h"
#include "views/findings/findingmarks.h"
#include "views/tables/displaytext.h"

#include <QCoreApplication>
#include <QLocale>

namespace portolan {

namespace {

constexpr qsizetype kMostLines = 5000; ///< of a section
constexpr size_t kMostNames = 4;
constexpr size_t kMostEnds = 100; ///< that a line remembers

struct ComparisonText {
    Q_DECLARE_TR_FUNCTIONS(portolan::ComparisonText)
};

QString counted(const QString &title, const ChangeCounts &counts)
{
    const QLocale locale;
    QStringList parts;
    if (counts.added > 0)
        parts << ComparisonText::tr("%1 added").arg(locale.toString(counts.added));
    if (counts.removed > 0)
        parts << ComparisonText::tr("%1 removed").arg(locale.toString(counts.removed));
    if (counts.changed > 0)
        parts << ComparisonText::tr("%1 changed").arg(locale.toString(counts.changed));
    return ComparisonText::tr("%1: %2").arg(
        title, parts.isEmpty() ? ComparisonText::tr("no difference") : parts.join(QStringLiteral(", ")));
}

void count(ChangeCounts &counts, Change change)
{
    switch (change) {
    case Change::Added:
        ++counts.added;
        break;
    case Change::Removed:
        ++counts.removed;
        break;
    case Change::Changed:
        ++counts.changed;
        break;
    }
}

void add(ComparisonSection &section, ComparisonLine line)
{
    if (section.lines.size() < kMostLines)
        section.lines << std::move(line);
    else
        ++section.leftOut;
}

/// Ids of the sites of a changed link.
QStringList sitesOfLink(const ItemChange &change)
{
    return change.id.split(QStringLiteral(" - "));
}

/// What people call it: a link by the names of its sites.
QString nameOf(const ItemChange &change, const Topology &topology)
{
    if (change.item != ItemKind::Link)
        return displayText(change.name.isEmpty() ? change.id : change.name);
    QStringList names;
    for (const QString &id : sitesOfLink(change)) {
        const Site *site = findSite(topology, id);
        names << displayText(site ? site->name : id);
    }
    return names.join(QStringLiteral(" – "));
}

Subject subjectOf(const ItemChange &change)
{
    Subject subject;
    switch (change.item) {
    case ItemKind::Site:
        subject.sites << change.id;
        break;
    case ItemKind::Server:
        subject.servers << change.id;
        break;
    case ItemKind::Group:
        subject.groups << change.id;
        break;
    case ItemKind::Link: {
        const QStringList ends = sitesOfLink(change);
        Link link;
        link.first = ends.front();
        link.second = ends.back();
        subject.links << linkId(link);
        break;
    }
    case ItemKind::Document:
    case ItemKind::AcceptedFinding:
    case ItemKind::View:
        break;
    }
    return subject;
}

ComparisonSection topologySection(const ComparedPlan &before, const ComparedPlan &after)
{
    ComparisonSection section;
    ChangeCounts counts;
    for (const ItemChange &change : topologyDifference(before.flows.topology(), after.flows.topology())) {
        count(counts, change.change);
        QStringList fields;
        for (const FieldChange &field : change.fields) {
            const QString nothing = ComparisonText::tr("nothing");
            fields << ComparisonText::tr("%1: %2 → %3")
                          .arg(field.label, field.before.isEmpty() ? nothing : displayText(field.before),
                               field.after.isEmpty() ? nothing : displayText(field.after));
        }
        ComparisonLine line;
        line.change = change.change;
        const bool isGone = change.change == Change::Removed;
        line.what =
            labelOf(change.item) + u' ' + nameOf(change, isGone ? before.flows.topology() : after.flows.topology());
        line.detail = fields.join(QStringLiteral("; "));
        line.subject = subjectOf(change);
        add(section, std::move(line));
    }
    section.title = counted(ComparisonText::tr("Topology"), counts);
    return section;
}

ComparisonSection findingsSection(const ComparedPlan &before, const ComparedPlan &after)
{
    ComparisonSection section;
    ChangeCounts counts;
    for (const FindingChange &change : findingDifference(before.findings, after.findings)) {
        const Finding &finding = change.finding;
        count(counts, change.change);
        ComparisonLine line;
        line.change = change.change;
        line.what = displayText(finding.rule + u' ' + finding.title);
        line.detail = displayText(finding.detail);
        if (change.change == Change::Changed)
            line.detail = finding.isAccepted ? ComparisonText::tr("now accepted: %1").arg(displayText(finding.reason))
                                             : ComparisonText::tr("no longer accepted: %1").arg(line.detail);
        line.subject = subjectOf(finding);
        add(section, std::move(line));
    }
    section.title = counted(ComparisonText::tr("Findings"), counts);
    return section;
}

/// Names of united servers, of the version that has them.
class Names
{
public:
    explicit Names(const FlowDifference &difference) : m_difference(difference) { }

    const Server &server(quint32 united) const
    {
        const qint32 after = m_difference.servers.after[united];
        return after >= 0 ? m_difference.after.topology().servers[after]
                          : m_difference.before.topology().servers[m_difference.servers.before[united]];
    }
    QStringList ids(const ServerSet &servers) const
    {
        QStringList result;
        for (size_t i = 0; i < servers.size() && i < kMostEnds; ++i)
            result << server(servers[i]).id;
        return result;
    }
    QString list(const ServerSet &servers) const
    {
        QStringList names;
        for (size_t i = 0; i < servers.size() && i < kMostNames; ++i)
            names << displayText(server(servers[i]).name);
        QString text = names.join(QStringLiteral(", "));
        if (servers.size() > kMostNames)
            text = ComparisonText::tr("%1 and %2 more").arg(text, QString::number(servers.size() - kMostNames));
        return text;
    }

private:
    const FlowDifference &m_difference;
};

ComparisonSection flowSection(const FlowDifference &difference)
{
    ComparisonSection section;
    const Names names(difference);
    for (const FlowChangeGroup &group : difference.groups) {
        const ServerSet &sources = difference.sets[group.sources];
        const ServerSet &destinations = difference.sets[group.destinations];
        const qint32 after = difference.paths.after[group.path];
        const DataPath &path = after >= 0
            ? difference.after.catalog().dataPaths()[after]
            : difference.before.catalog().dataPaths()[difference.paths.before[group.path]];
        ComparisonLine line;
        line.change = group.change;
        line.what = path.code + u' ' + displayText(path.title);
        line.detail = group.self ? ComparisonText::tr("on %1").arg(names.list(sources))
                                 : ComparisonText::tr("%1 → %2").arg(names.list(sources), names.list(destinations));
        line.paths << path.code;
        line.sources = names.ids(sources);
        line.destinations = names.ids(destinations);
        add(section, std::move(line));
    }
    section.title = counted(ComparisonText::tr("Flows"), difference.counts);
    return section;
}

QString portsText(Transport transport, PortRange ports)
{
    const QString number = ports.first == ports.last ? QString::number(ports.first)
                                                     : QStringLiteral("%1–%2").arg(ports.first).arg(ports.last);
    return QStringLiteral("%1/%2").arg(number,
                                       transport == Transport::Udp ? QStringLiteral("UDP") : QStringLiteral("TCP"));
}

ComparisonSection openingSection(const FlowDifference &difference)
{
    ComparisonSection section;
    ChangeCounts counts;
    OpeningDifference openings(difference);
    std::vector<OpeningChange> changes;
    for (quint32 united = 0; united < difference.servers.size(); ++united) {
        openings.changesFrom(united, changes);
        for (const OpeningChange &opening : changes) {
            count(counts, opening.change);
            if (section.lines.size() >= kMostLines) {
                ++section.leftOut;
                continue;
            }
            const FlowSet &flows = opening.change == Change::Removed ? difference.before : difference.after;
            const Server &source = flows.topology().servers[opening.source];
            const Server &destination = flows.topology().servers[opening.destination];
            QStringList codes;
            for (const quint16 path : opening.paths)
                codes << flows.catalog().dataPaths()[path].code;
            ComparisonLine line;
            line.change = opening.change;
            line.what = ComparisonText::tr("%1 → %2").arg(displayText(source.name), displayText(destination.name));
            line.detail = ComparisonText::tr("%1 for %2")
                              .arg(portsText(opening.transport, opening.ports), codes.join(QStringLiteral(", ")));
            line.paths = codes;
            line.sources << source.id;
            line.destinations << destination.id;
            section.lines << std::move(line);
        }
    }
    section.title = counted(ComparisonText::tr("Firewall openings"), counts);
    return section;
}

} // namespace

QList<ComparisonSection> compareForPeople(const ComparedPlan &before, const ComparedPlan &after)
{
    const FlowDifference difference = flowDifference(before.flows, after.flows);
    return {topologySection(before, after), findingsSection(before, after), flowSection(difference),
            openingSection(difference)};
}

} // namespace portolan
