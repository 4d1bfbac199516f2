// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "app/cli/diffreport.h"
#include "app/cli/messages.h"
#include "model/json/plaintext.h"

#include <QStringList>

#include <tuple>

namespace portolan {

using namespace Qt::StringLiterals;

namespace {

QString signOf(Change change)
{
    switch (change) {
    case Change::Added:
        return u"+ "_s;
    case Change::Removed:
        return u"- "_s;
    case Change::Changed:
        break;
    }
    return u"~ "_s;
}

/// Text from a file, all of it, with what could break the line or turn text around written out.
QString oneLine(const QString &text)
{
    QString result;
    QStringView rest(text);
    for (qsizetype at = findForbidden(rest, Lines::One); at >= 0; at = findForbidden(rest, Lines::One)) {
        result += rest.first(at);
        result += rest[at] == u'\n' ? u"\\n"_s : u"\\u%1"_s.arg(rest[at].unicode(), 4, 16, QLatin1Char('0'));
        rest = rest.sliced(at + 1);
    }
    return result + rest.toString();
}

QString shown(const QString &text)
{
    return text.isEmpty() ? CliText::tr("(nothing)") : oneLine(text);
}

QString changeText(const QString &label, const QString &before, const QString &after)
{
    return u"%1: %2 → %3"_s.arg(label, shown(before), shown(after));
}

QString countsText(const ChangeCounts &counts)
{
    QStringList texts;
    if (counts.added > 0)
        texts << CliText::tr("%1 added").arg(counts.added);
    if (counts.removed > 0)
        texts << CliText::tr("%1 removed").arg(counts.removed);
    if (counts.changed > 0)
        texts << CliText::tr("%1 changed").arg(counts.changed);
    return texts.isEmpty() ? CliText::tr("the same") : texts.join(u", "_s);
}

QString openingCountsText(const ChangeCounts &counts)
{
    QStringList texts;
    if (counts.added > 0)
        texts << CliText::tr("%1 to open").arg(counts.added);
    if (counts.removed > 0)
        texts << CliText::tr("%1 to close").arg(counts.removed);
    return texts.isEmpty() ? CliText::tr("the same") : texts.join(u", "_s);
}

QString itemText(const ItemChange &change)
{
    QString text = u"  "_s + signOf(change.change) + labelOf(change.item);
    if (!change.id.isEmpty())
        text += u' ' + oneLine(change.id);
    if (!change.name.isEmpty())
        text += u" ("_s + oneLine(change.name) + u')';
    text += u'\n';
    for (const FieldChange &field : change.fields)
        text += u"      "_s + changeText(oneLine(field.label), field.before, field.after) + u'\n';
    return text;
}

QString findingText(const FindingChange &change)
{
    const Finding &finding = change.finding;
    QString text = u"  "_s + signOf(change.change) + toString(finding.severity) + u' ' + finding.rule + u": "_s
        + oneLine(finding.detail);
    if (change.change == Change::Changed)
        text += u' ' + (finding.isAccepted ? CliText::tr("(now accepted)") : CliText::tr("(no longer accepted)"));
    return text + u'\n';
}

QString flowText(const DiffReport &report, const FlowChange &change)
{
    const FlowSet &flows = change.after ? report.after() : report.before();
    const Flow &flow = change.after ? *change.after : *change.before;
    const QList<Server> &servers = flows.topology().servers;
    QStringList parts{flows.catalog().dataPaths()[flow.path].code,
                      flow.source == flow.destination
                          ? CliText::tr("%1 (local)").arg(servers[flow.source].id)
                          : servers[flow.source].id + u" → "_s + servers[flow.destination].id};
    const FlowWords is = flowWords(flows, flow);
    if (change.change == Change::Changed) {
        const FlowWords was = flowWords(report.before(), *change.before);
        QStringList fields;
        for (const auto &[label, before, after] :
             {std::tuple(CliText::tr("ports"), was.ports, is.ports),
              std::tuple(CliText::tr("encryption"), was.encryption, is.encryption),
              std::tuple(CliText::tr("authentication"), was.authentication, is.authentication)}) {
            if (before != after)
                fields << changeText(label, before, after);
        }
        parts << fields.join(u"; "_s);
    } else {
        for (const QString &part : {is.ports, is.encryption, is.authentication}) {
            if (!part.isEmpty())
                parts << part;
        }
    }
    return u"    "_s + signOf(change.change) + parts.join(u"  "_s) + u'\n';
}

QString openingText(const DiffReport &report, const OpeningChange &change)
{
    const FlowSet &flows = change.change == Change::Added ? report.after() : report.before();
    const QList<Server> &servers = flows.topology().servers;
    QStringList codes;
    for (const quint16 path : change.paths)
        codes << flows.catalog().dataPaths()[path].code;
    return u"    "_s + signOf(change.change) + servers[change.source].id + u" → "_s + servers[change.destination].id
        + u"  "_s + portText(change.transport, change.ports) + u"  ("_s + codes.join(u", "_s) + u")\n"_s;
}

/// Lines under a heading for each pair of sites.
class SitePairs
{
public:
    explicit SitePairs(const DiffSink &write) : m_write(write) { }

    bool line(const Site &source, const Site &destination, const QString &text)
    {
        const QString pair = source.id == destination.id ? CliText::tr("within %1").arg(source.id)
                                                         : source.id + u" → "_s + destination.id;
        QString lines = text;
        if (pair != m_pair)
            lines.prepend(u"  "_s + pair + u'\n');
        m_pair = pair;
        return m_write(lines.toUtf8());
    }

private:
    const DiffSink &m_write;
    QString m_pair;
};

} // namespace

void writeDiffText(const DiffReport &report, bool isSummary, const DiffSink &write)
{
    const auto isWanted = [&](bool isSection, const ChangeCounts &counts) {
        return isSection && (isSummary || !counts.isEmpty());
    };
    const auto heading = [&](const QString &title, const QString &counts) {
        write(u"%1: %2\n"_s.arg(title, counts).toUtf8());
    };
    if (isWanted(report.sections().topology, report.topologyCounts())) {
        heading(CliText::tr("Topology"), countsText(report.topologyCounts()));
        if (!isSummary) {
            for (const ItemChange &change : report.topology())
                write(itemText(change).toUtf8());
        }
    }
    if (isWanted(report.sections().findings, report.findingCounts())) {
        heading(CliText::tr("Findings"), countsText(report.findingCounts()));
        if (!isSummary) {
            for (const FindingChange &change : report.findings())
                write(findingText(change).toUtf8());
        }
    }
    if (isWanted(report.sections().flows, report.flowCounts())) {
        heading(CliText::tr("Flows"), countsText(report.flowCounts()));
        if (!isSummary) {
            SitePairs pairs(write);
            report.forEachFlow([&](const Site &source, const Site &destination, const FlowChange &change) {
                return pairs.line(source, destination, flowText(report, change));
            });
        }
    }
    if (isWanted(report.sections().openings, report.openingCounts())) {
        heading(CliText::tr("Firewall openings"), openingCountsText(report.openingCounts()));
        if (!isSummary) {
            SitePairs pairs(write);
            report.forEachOpening([&](const Site &source, const Site &destination, const OpeningChange &change) {
                return pairs.line(source, destination, openingText(report, change));
            });
        }
    }
}

} // namespace portolan
