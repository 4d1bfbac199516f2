// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "app/cli/diffreport.h"
#include "model/flows/flowtable.h"

#include <QStringList>

#include <tuple>

namespace portolan {

using namespace Qt::StringLiterals;

namespace {

/// A line of the table; cells that say nothing are empty.
struct Row {
    QString what;
    QString change;
    QString kind;
    QString id;
    QString name;
    QString field;
    QString before;
    QString after;
    QString path;
    QString source;
    QString destination;
    QString sourceSite;
    QString destinationSite;
    QString transport;
    QString firstPort;
    QString lastPort;
};

QByteArray line(const QStringList &cells)
{
    return csvLine(cells).toUtf8() + '\n';
}

QByteArray line(const Row &row)
{
    return line(QStringList{row.what, row.change, row.kind, row.id, row.name, row.field, row.before, row.after,
                            row.path, row.source, row.destination, row.sourceSite, row.destinationSite, row.transport,
                            row.firstPort, row.lastPort});
}

bool writeItem(const ItemChange &change, const DiffSink &write)
{
    Row row;
    row.what = u"topology"_s;
    row.change = toString(change.change);
    row.kind = toString(change.item);
    row.id = change.id;
    row.name = change.name;
    if (change.change != Change::Changed)
        return write(line(row));
    QByteArray lines;
    for (const FieldChange &field : change.fields) {
        row.field = field.key;
        row.before = field.before;
        row.after = field.after;
        lines += line(row);
    }
    return write(lines);
}

QByteArray findingLine(const FindingChange &change)
{
    const Finding &finding = change.finding;
    Row row;
    row.what = u"finding"_s;
    row.change = toString(change.change);
    row.kind = toString(finding.severity);
    row.id = finding.rule;
    row.name = finding.about.join(u'|');
    if (change.change == Change::Changed) {
        row.field = u"accepted"_s;
        row.before = finding.isAccepted ? u"no"_s : u"yes"_s;
        row.after = finding.isAccepted ? u"yes"_s : u"no"_s;
    } else {
        row.field = u"detail"_s;
        (change.change == Change::Added ? row.after : row.before) = finding.detail;
    }
    return line(row);
}

QByteArray flowLines(const DiffReport &report, const Site &source, const Site &destination, const FlowChange &change)
{
    const FlowSet &flows = change.after ? report.after() : report.before();
    const Flow &flow = change.after ? *change.after : *change.before;
    Row row;
    row.what = u"flow"_s;
    row.change = toString(change.change);
    row.path = flows.catalog().dataPaths()[flow.path].id;
    row.source = flows.topology().servers[flow.source].id;
    row.destination = flows.topology().servers[flow.destination].id;
    row.sourceSite = source.id;
    row.destinationSite = destination.id;
    const FlowWords was = change.before ? flowWords(report.before(), *change.before) : FlowWords();
    const FlowWords is = change.after ? flowWords(report.after(), *change.after) : FlowWords();
    QByteArray lines;
    for (const auto &[field, before, after] :
         {std::tuple(u"ports"_s, was.ports, is.ports), std::tuple(u"encryption"_s, was.encryption, is.encryption),
          std::tuple(u"authentication"_s, was.authentication, is.authentication)}) {
        if (before == after)
            continue;
        row.field = field;
        row.before = before;
        row.after = after;
        lines += line(row);
    }
    return lines;
}

QByteArray openingLine(const DiffReport &report, const Site &source, const Site &destination,
                       const OpeningChange &change)
{
    const FlowSet &flows = change.change == Change::Added ? report.after() : report.before();
    Row row;
    row.what = u"opening"_s;
    row.change = toString(change.change);
    QStringList paths;
    for (const quint16 path : change.paths)
        paths << flows.catalog().dataPaths()[path].id;
    row.path = paths.join(u'|');
    row.source = flows.topology().servers[change.source].id;
    row.destination = flows.topology().servers[change.destination].id;
    row.sourceSite = source.id;
    row.destinationSite = destination.id;
    row.transport = toString(change.transport);
    row.firstPort = QString::number(change.ports.first);
    row.lastPort = QString::number(change.ports.last);
    return line(row);
}

void writeSummary(const DiffReport &report, const DiffSink &write)
{
    write(line(QStringList{u"what"_s, u"added"_s, u"removed"_s, u"changed"_s}));
    const auto row = [&write](const QString &what, const ChangeCounts &counts) {
        write(line(QStringList{what, QString::number(counts.added), QString::number(counts.removed),
                               QString::number(counts.changed)}));
    };
    if (report.sections().topology)
        row(u"topology"_s, report.topologyCounts());
    if (report.sections().findings)
        row(u"finding"_s, report.findingCounts());
    if (report.sections().flows)
        row(u"flow"_s, report.flowCounts());
    if (report.sections().openings)
        row(u"opening"_s, report.openingCounts());
}

} // namespace

void writeDiffCsv(const DiffReport &report, bool isSummary, const DiffSink &write)
{
    if (isSummary) {
        writeSummary(report, write);
        return;
    }
    write(line(QStringList{u"what"_s, u"change"_s, u"kind"_s, u"id"_s, u"name"_s, u"field"_s, u"before"_s, u"after"_s,
                           u"path"_s, u"source"_s, u"destination"_s, u"source_site"_s, u"destination_site"_s,
                           u"transport"_s, u"first_port"_s, u"last_port"_s}));
    for (const ItemChange &change : report.topology())
        writeItem(change, write);
    for (const FindingChange &change : report.findings())
        write(findingLine(change));
    if (report.sections().flows) {
        report.forEachFlow([&](const Site &source, const Site &destination, const FlowChange &change) {
            return write(flowLines(report, source, destination, change));
        });
    }
    if (report.sections().openings) {
        report.forEachOpening([&](const Site &source, const Site &destination, const OpeningChange &change) {
            return write(openingLine(report, source, destination, change));
        });
    }
}

} // namespace portolan
