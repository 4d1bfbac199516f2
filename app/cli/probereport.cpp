// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "probereport.h"

#include "model/flows/flowtable.h"
#include "model/json/jsonvalue.h"

#include <QXmlStreamWriter>

namespace portolan {

using namespace Qt::StringLiterals;

namespace {

/// A port of a section with the words that every format has for it.
struct Line {
    QString source;
    QString destination;
    QString path;
    QString address;
    QString transport;
    QString port;
    QString service;
    QString result;
    QString verdict;
    QString tls;
    QString detail;
    QString advice;
    QString time; ///< of the run; empty: none
    QString title; ///< of the data path
    bool isStale = false;
    int took = 0;
};

QString tlsText(const ProbeReport &report)
{
    if (!report.tls || report.tls->protocol.isEmpty())
        return u"none"_s;
    return report.tls->cipher.isEmpty() ? report.tls->protocol : report.tls->protocol + u' ' + report.tls->cipher;
}

QString rangeText(PortRange ports)
{
    return ports.first == ports.last ? QString::number(ports.first) : u"%1-%2"_s.arg(ports.first).arg(ports.last);
}

Line lineOf(const ProbeSection &section, size_t index, const ReachabilityResults &results)
{
    const JudgedPort &port = section.ports[index];
    const FlowSet &flows = section.plan.flows;
    const DataPath &path = flows.catalog().dataPaths()[port.flow.path];
    const PortEntry &entry = path.ports[port.port.entry];
    Line line;
    line.source = flows.topology().servers[port.port.source].id;
    line.destination = flows.topology().servers[port.port.destination].id;
    line.path = path.code;
    line.title = path.title;
    line.transport = toString(port.port.transport);
    line.port = rangeText(port.port.ports);
    line.service = entry.service;
    line.verdict = toString(port.verdict.verdict);
    line.detail = port.verdict.reason;
    line.advice = port.verdict.advice;
    line.isStale = port.isStale;
    line.tls = u"none"_s;
    const int check = section.plan.ports[index].check;
    line.result = toString(check < 0 ? ProbeResult::NotProbeable : ProbeResult::CannotTell);
    if (check >= 0)
        line.address = section.plan.checks[static_cast<size_t>(check)].addresses.value(0);
    if (port.verdict.run < 0)
        return line;
    const ReachabilityRun &run = results.runs[port.verdict.run];
    const ProbeReport &report = run.targets[port.verdict.target].report;
    line.result = toString(port.result);
    line.tls = tlsText(report);
    line.time = run.startedAt.toUTC().toString(Qt::ISODate);
    line.took = report.took;
    if (!report.address.isEmpty())
        line.address = report.address;
    return line;
}

template <typename Function>
void forEachLine(const ProbeSection &section, const ReachabilityResults &results, Function function)
{
    for (size_t i = 0; i < section.ports.size(); ++i)
        function(lineOf(section, i, results), section.ports[i].verdict.verdict);
}

QString caseName(const Line &line)
{
    return u"%1 %2 %3/%4 %5"_s.arg(line.path, line.destination, line.transport, line.port, line.service);
}

void writeSuite(QXmlStreamWriter &xml, const ProbeSection &section, const ReachabilityResults &results)
{
    int failures = 0;
    int skipped = 0;
    for (const JudgedPort &port : section.ports) {
        const Verdict verdict = port.verdict.verdict;
        failures += verdict == Verdict::Fails || verdict == Verdict::Differs ? 1 : 0;
        skipped += verdict == Verdict::CannotTell || verdict == Verdict::NotChecked ? 1 : 0;
    }
    xml.writeStartElement(u"testsuite"_s);
    const QString &server = section.plan.vantage.server;
    xml.writeAttribute(u"name"_s, server.isEmpty() ? u"elsewhere"_s : server);
    xml.writeAttribute(u"tests"_s, QString::number(section.ports.size()));
    xml.writeAttribute(u"failures"_s, QString::number(failures));
    xml.writeAttribute(u"errors"_s, u"0"_s);
    xml.writeAttribute(u"skipped"_s, QString::number(skipped));
    forEachLine(section, results, [&xml](const Line &line, Verdict verdict) {
        xml.writeStartElement(u"testcase"_s);
        xml.writeAttribute(u"classname"_s, line.source);
        xml.writeAttribute(u"name"_s, caseName(line));
        xml.writeAttribute(u"time"_s, QString::number(line.took / 1000.0, 'f', 3));
        if (verdict == Verdict::Fails || verdict == Verdict::Differs) {
            xml.writeStartElement(u"failure"_s);
            xml.writeAttribute(u"type"_s, line.verdict);
            xml.writeAttribute(u"message"_s, line.detail);
            xml.writeCharacters(line.advice);
            xml.writeEndElement();
        } else if (verdict != Verdict::Works) {
            xml.writeStartElement(u"skipped"_s);
            xml.writeAttribute(u"message"_s, line.detail);
            xml.writeEndElement();
        }
        xml.writeEndElement();
    });
    xml.writeEndElement();
}

JsonValue portObject(const Line &line)
{
    JsonValue object = JsonValue::object();
    const std::initializer_list<std::pair<const char16_t *, QString>> members{
        {u"source", line.source},   {u"destination", line.destination}, {u"path", line.path},
        {u"address", line.address}, {u"transport", line.transport},     {u"port", line.port},
        {u"service", line.service}, {u"result", line.result},           {u"verdict", line.verdict},
        {u"tls", line.tls},         {u"detail", line.detail},           {u"advice", line.advice},
        {u"checked", line.time},
    };
    for (const auto &[key, text] : members)
        object.set(QString::fromUtf16(key), JsonValue::fromString(text));
    object.set(u"stale"_s, JsonValue::fromBool(line.isStale));
    return object;
}

} // namespace

QByteArray probeCsv(const ProbeOutcome &outcome)
{
    QByteArray csv = "source,destination,path,address,transport,port,service,result,verdict,tls,detail\n";
    for (const ProbeSection &section : outcome.sections) {
        forEachLine(section, outcome.results, [&csv](const Line &line, Verdict) {
            csv += csvLine({line.source, line.destination, line.path, line.address, line.transport, line.port,
                            line.service, line.result, line.verdict, line.tls, line.detail})
                       .toUtf8()
                + '\n';
        });
    }
    return csv;
}

QByteArray probeJson(const ProbeOutcome &outcome)
{
    JsonValue sections = JsonValue::array();
    for (const ProbeSection &section : outcome.sections) {
        JsonValue object = JsonValue::object();
        object.set(u"vantage"_s, JsonValue::fromString(section.plan.vantage.server));
        JsonValue ports = JsonValue::array();
        forEachLine(section, outcome.results,
                    [&ports](const Line &line, Verdict) { ports.items.push_back(portObject(line)); });
        object.set(u"ports"_s, std::move(ports));
        sections.items.push_back(std::move(object));
    }
    JsonValue top = JsonValue::object();
    top.set(u"format"_s, JsonValue::fromString(u"portolan-verdicts"_s));
    top.set(u"version"_s, JsonValue::fromNumber(1));
    top.set(u"stopped"_s, JsonValue::fromBool(outcome.isStopped));
    top.set(u"vantages"_s, std::move(sections));
    return writeJson(top);
}

QByteArray probeJunit(const ProbeOutcome &outcome)
{
    QByteArray bytes;
    QXmlStreamWriter xml(&bytes);
    xml.setAutoFormatting(true);
    xml.setAutoFormattingIndent(2);
    xml.writeStartDocument();
    xml.writeStartElement(u"testsuites"_s);
    for (const ProbeSection &section : outcome.sections)
        writeSuite(xml, section, outcome.results);
    xml.writeEndElement();
    xml.writeEndDocument();
    return bytes;
}

bool isAllWell(const ProbeOutcome &outcome)
{
    bool isTold = false;
    for (const ProbeSection &section : outcome.sections) {
        for (const JudgedPort &port : section.ports) {
            if (port.verdict.verdict == Verdict::Fails || port.verdict.verdict == Verdict::Differs)
                return false;
            isTold = isTold || port.verdict.verdict == Verdict::Works;
        }
    }
    return isTold && !outcome.isStopped;
}

} // namespace portolan
