// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "app/cli/diffreport.h"
#include "model/json/jsonvalue.h"

#include <utility>

namespace portolan {

using namespace Qt::StringLiterals;

namespace {

JsonValue text(const QString &value)
{
    return JsonValue::fromString(value);
}

JsonValue countsJson(const ChangeCounts &counts, bool canChange)
{
    JsonValue object = JsonValue::object();
    object.set(u"added"_s, JsonValue::fromNumber(counts.added));
    object.set(u"removed"_s, JsonValue::fromNumber(counts.removed));
    if (canChange)
        object.set(u"changed"_s, JsonValue::fromNumber(counts.changed));
    return object;
}

JsonValue summaryJson(const DiffReport &report)
{
    JsonValue summary = JsonValue::object();
    if (report.sections().topology)
        summary.set(u"topology"_s, countsJson(report.topologyCounts(), true));
    if (report.sections().findings)
        summary.set(u"findings"_s, countsJson(report.findingCounts(), true));
    if (report.sections().flows)
        summary.set(u"flows"_s, countsJson(report.flowCounts(), true));
    if (report.sections().openings)
        summary.set(u"openings"_s, countsJson(report.openingCounts(), false));
    return summary;
}

JsonValue itemJson(const ItemChange &change)
{
    JsonValue object = JsonValue::object();
    object.set(u"change"_s, text(toString(change.change)));
    object.set(u"kind"_s, text(toString(change.item)));
    object.set(u"id"_s, text(change.id));
    object.set(u"name"_s, text(change.name));
    JsonValue fields = JsonValue::array();
    for (const FieldChange &field : change.fields) {
        JsonValue item = JsonValue::object();
        item.set(u"field"_s, text(field.key));
        item.set(u"before"_s, text(field.before));
        item.set(u"after"_s, text(field.after));
        fields.items.push_back(std::move(item));
    }
    object.set(u"fields"_s, std::move(fields));
    return object;
}

JsonValue findingJson(const FindingChange &change)
{
    const Finding &finding = change.finding;
    JsonValue object = JsonValue::object();
    object.set(u"change"_s, text(toString(change.change)));
    object.set(u"rule"_s, text(finding.rule));
    object.set(u"severity"_s, text(toString(finding.severity)));
    object.set(u"title"_s, text(finding.title));
    object.set(u"detail"_s, text(finding.detail));
    object.set(u"about"_s, JsonValue::fromStrings(finding.about));
    object.set(u"accepted"_s, JsonValue::fromBool(finding.isAccepted));
    return object;
}

JsonValue sideJson(const FlowSet &flows, const std::optional<Flow> &flow)
{
    if (!flow)
        return {};
    JsonValue ports = JsonValue::array();
    for (const FlowPort &port : flows.ports(*flow)) {
        JsonValue item = JsonValue::object();
        item.set(u"source"_s, text(flows.topology().servers[port.source].id));
        item.set(u"destination"_s, text(flows.topology().servers[port.destination].id));
        item.set(u"transport"_s, text(toString(port.transport)));
        item.set(u"first_port"_s, JsonValue::fromNumber(port.ports.first));
        item.set(u"last_port"_s, JsonValue::fromNumber(port.ports.last));
        ports.items.push_back(std::move(item));
    }
    JsonValue object = JsonValue::object();
    object.set(u"ports"_s, std::move(ports));
    object.set(u"encryption"_s, text(toString(flows.encryption(*flow))));
    object.set(u"authentication"_s, JsonValue::fromStrings(flows.defaultAuthentication(*flow)));
    return object;
}

void setEnds(JsonValue &object, const FlowSet &flows, quint32 source, quint32 destination, const Site &sourceSite,
             const Site &destinationSite)
{
    object.set(u"source"_s, text(flows.topology().servers[source].id));
    object.set(u"destination"_s, text(flows.topology().servers[destination].id));
    object.set(u"source_site"_s, text(sourceSite.id));
    object.set(u"destination_site"_s, text(destinationSite.id));
}

JsonValue flowJson(const DiffReport &report, const Site &source, const Site &destination, const FlowChange &change)
{
    const FlowSet &flows = change.after ? report.after() : report.before();
    const Flow &flow = change.after ? *change.after : *change.before;
    JsonValue object = JsonValue::object();
    object.set(u"change"_s, text(toString(change.change)));
    object.set(u"path"_s, text(flows.catalog().dataPaths()[flow.path].id));
    setEnds(object, flows, flow.source, flow.destination, source, destination);
    object.set(u"before"_s, sideJson(report.before(), change.before));
    object.set(u"after"_s, sideJson(report.after(), change.after));
    return object;
}

JsonValue openingJson(const DiffReport &report, const Site &source, const Site &destination,
                      const OpeningChange &change)
{
    const FlowSet &flows = change.change == Change::Added ? report.after() : report.before();
    JsonValue object = JsonValue::object();
    object.set(u"change"_s, text(toString(change.change)));
    setEnds(object, flows, change.source, change.destination, source, destination);
    object.set(u"transport"_s, text(toString(change.transport)));
    object.set(u"first_port"_s, JsonValue::fromNumber(change.ports.first));
    object.set(u"last_port"_s, JsonValue::fromNumber(change.ports.last));
    QStringList paths;
    for (const quint16 path : change.paths)
        paths << flows.catalog().dataPaths()[path].id;
    object.set(u"paths"_s, JsonValue::fromStrings(paths));
    return object;
}

/// writeJson's layout, as a value further inside.
QByteArray indented(const JsonValue &value, qsizetype depth)
{
    QByteArray bytes = writeJson(value);
    bytes.chop(1); // the line end
    return bytes.replace('\n', '\n' + QByteArray(depth, ' ')); // strings have theirs escaped
}

/// A member of the report that is a list, item by item.
class ListMember
{
public:
    ListMember(const DiffSink &write, const QByteArray &key) : m_write(write) { m_write(",\n  \"" + key + "\": ["); }

    bool add(const JsonValue &value)
    {
        return m_write((std::exchange(m_isEmpty, false) ? "\n    " : ",\n    ") + indented(value, 4));
    }

    void end() { m_write(m_isEmpty ? "]" : "\n  ]"); }

private:
    const DiffSink &m_write;
    bool m_isEmpty = true;
};

} // namespace

void writeDiffJson(const DiffReport &report, bool isSummary, const DiffSink &write)
{
    write("{\n  \"format\": \"portolan-difference\",\n  \"version\": 1,\n  \"same\": "
          + QByteArray(report.isEmpty() ? "true" : "false") + ",\n  \"summary\": " + indented(summaryJson(report), 2));
    if (!isSummary && report.sections().topology) {
        ListMember list(write, "topology");
        for (const ItemChange &change : report.topology())
            list.add(itemJson(change));
        list.end();
    }
    if (!isSummary && report.sections().findings) {
        ListMember list(write, "findings");
        for (const FindingChange &change : report.findings())
            list.add(findingJson(change));
        list.end();
    }
    if (!isSummary && report.sections().flows) {
        ListMember list(write, "flows");
        report.forEachFlow([&](const Site &source, const Site &destination, const FlowChange &change) {
            return list.add(flowJson(report, source, destination, change));
        });
        list.end();
    }
    if (!isSummary && report.sections().openings) {
        ListMember list(write, "openings");
        report.forEachOpening([&](const Site &source, const Site &destination, const OpeningChange &change) {
            return list.add(openingJson(report, source, destination, change));
        });
        list.end();
    }
    write("\n}\n");
}

} // namespace portolan
