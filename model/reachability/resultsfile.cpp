// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "resultsfile.h"

#include "model/catalog/catalog.h"
#include "model/json/jsonvalue.h"

#include <QSaveFile>

#include <algorithm>

namespace portolan {

using namespace Qt::StringLiterals;

namespace {

JsonValue text(const QString &value)
{
    return JsonValue::fromString(value);
}

void setText(JsonValue &object, const QString &key, const QString &value)
{
    if (!value.isEmpty())
        object.set(key, text(value));
}

void setTexts(JsonValue &object, const QString &key, const QStringList &values)
{
    if (!values.isEmpty())
        object.set(key, JsonValue::fromStrings(values));
}

void setTime(JsonValue &object, const QString &key, const QDateTime &time)
{
    if (time.isValid())
        object.set(key, text(time.toUTC().toString(Qt::ISODateWithMs)));
}

template <typename List, typename Write>
void setList(JsonValue &object, const QString &key, const List &items, Write write)
{
    if (items.isEmpty())
        return;
    JsonValue list = JsonValue::array();
    for (const auto &item : items)
        list.items.push_back(write(item));
    object.set(key, std::move(list));
}

JsonValue certificateJson(const CertificateFacts &certificate)
{
    JsonValue object = JsonValue::object();
    setText(object, u"subject"_s, certificate.subject);
    setText(object, u"issuer"_s, certificate.issuer);
    setTexts(object, u"names"_s, certificate.names);
    setTime(object, u"notBefore"_s, certificate.notBefore);
    setTime(object, u"notAfter"_s, certificate.notAfter);
    setText(object, u"sha256"_s, certificate.sha256);
    if (certificate.isSelfSigned)
        object.set(u"selfSigned"_s, JsonValue::fromBool(true));
    return object;
}

JsonValue tlsJson(const TlsFacts &tls)
{
    JsonValue object = JsonValue::object();
    object.set(u"outcome"_s, text(toString(tls.outcome)));
    setText(object, u"protocol"_s, tls.protocol);
    setText(object, u"cipher"_s, tls.cipher);
    setTexts(object, u"faults"_s, tls.faults);
    setText(object, u"detail"_s, tls.detail);
    setList(object, u"chain"_s, tls.chain, certificateJson);
    return object;
}

JsonValue icmpJson(const IcmpError &icmp)
{
    JsonValue object = JsonValue::object();
    object.set(u"family"_s, JsonValue::fromNumber(icmp.family));
    object.set(u"type"_s, JsonValue::fromNumber(icmp.type));
    object.set(u"code"_s, JsonValue::fromNumber(icmp.code));
    setText(object, u"reporter"_s, icmp.reporter);
    return object;
}

JsonValue factJson(const ProbeFact &fact)
{
    JsonValue object = JsonValue::object();
    object.set(u"key"_s, text(fact.key));
    object.set(u"values"_s, JsonValue::fromStrings(fact.values));
    return object;
}

JsonValue endpointJson(const EndpointReport &endpoint)
{
    JsonValue object = JsonValue::object();
    object.set(u"interface"_s, text(endpoint.interface));
    object.set(u"port"_s, JsonValue::fromNumber(endpoint.port));
    object.set(u"result"_s, text(toString(endpoint.result)));
    object.set(u"rightService"_s, JsonValue::fromBool(endpoint.isRightService));
    return object;
}

JsonValue stepJson(const ProbeStep &step)
{
    JsonValue object = JsonValue::object();
    object.set(u"at"_s, JsonValue::fromNumber(step.at));
    object.set(u"kind"_s,
               text(step.kind == ProbeStep::Kind::Sent           ? u"sent"_s
                        : step.kind == ProbeStep::Kind::Received ? u"received"_s
                                                                 : u"event"_s));
    if (step.inTls)
        object.set(u"inTls"_s, JsonValue::fromBool(true));
    object.set(u"text"_s, text(step.text));
    return object;
}

JsonValue targetJson(const CheckedTarget &target)
{
    const ProbeReport &report = target.report;
    JsonValue object = JsonValue::object();
    object.set(u"key"_s, text(target.key));
    object.set(u"destination"_s, text(target.destination));
    object.set(u"transport"_s, text(toString(target.transport)));
    object.set(u"port"_s, JsonValue::fromNumber(target.port));
    object.set(u"protocol"_s, text(toString(target.protocol)));
    object.set(u"result"_s, text(toString(report.result)));
    if (report.spoke)
        object.set(u"spoke"_s, JsonValue::fromBool(true));
    setText(object, u"detail"_s, report.detail);
    setText(object, u"address"_s, report.address);
    setText(object, u"localAddress"_s, report.localAddress);
    setTime(object, u"startedAt"_s, report.startedAt);
    if (report.connectedAfter >= 0)
        object.set(u"connectedAfter"_s, JsonValue::fromNumber(report.connectedAfter));
    object.set(u"took"_s, JsonValue::fromNumber(report.took));
    object.set(u"tries"_s, JsonValue::fromNumber(report.tries));
    if (report.icmp)
        object.set(u"icmp"_s, icmpJson(*report.icmp));
    if (report.tls)
        object.set(u"tls"_s, tlsJson(*report.tls));
    setList(object, u"facts"_s, report.facts, factJson);
    setList(object, u"endpoints"_s, report.endpoints, endpointJson);
    setList(object, u"steps"_s, report.steps, stepJson);
    return object;
}

JsonValue runJson(const ReachabilityRun &run)
{
    JsonValue vantage = JsonValue::object();
    setText(vantage, u"server"_s, run.vantage.server);
    setText(vantage, u"host"_s, run.vantage.host);
    setTexts(vantage, u"addresses"_s, run.vantage.addresses);
    JsonValue object = JsonValue::object();
    object.set(u"id"_s, text(run.id));
    object.set(u"vantage"_s, std::move(vantage));
    setTime(object, u"startedAt"_s, run.startedAt);
    setTime(object, u"finishedAt"_s, run.finishedAt);
    setText(object, u"program"_s, run.program);
    setText(object, u"topology"_s, run.topology);
    JsonValue targets = JsonValue::array();
    for (const CheckedTarget &target : run.targets)
        targets.items.push_back(targetJson(target));
    object.set(u"targets"_s, std::move(targets));
    return object;
}

/// The same but for its name: one run that came by two files.
bool isSameRun(ReachabilityRun a, const ReachabilityRun &b)
{
    a.id = b.id;
    return a == b;
}

} // namespace

Result<ReachabilityResults> loadResults(const QString &path)
{
    const Result<QByteArray> bytes = readFile(path);
    if (!bytes)
        return failure(bytes.error());
    return parseResults(*bytes, path);
}

QByteArray writeResults(const ReachabilityResults &results)
{
    JsonValue root = JsonValue::object();
    root.set(u"format"_s, text(u"portolan-results"_s));
    root.set(u"version"_s, JsonValue::fromNumber(1));
    JsonValue runs = JsonValue::array();
    for (const ReachabilityRun &run : results.runs)
        runs.items.push_back(runJson(run));
    root.set(u"runs"_s, std::move(runs));
    return writeJson(root);
}

Result<void> saveResults(const ReachabilityResults &results, const QString &path)
{
    QSaveFile file(path);
    const QByteArray bytes = writeResults(results);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return failure({ErrorCode::CannotWrite, path, 0, 0, {}, file.errorString()});
    return {};
}

ReachabilityResults merged(const ReachabilityResults &first, const ReachabilityResults &second)
{
    ReachabilityResults result = first;
    for (ReachabilityRun run : second.runs) {
        const auto isSame = [&run](const ReachabilityRun &known) { return isSameRun(known, run); };
        if (std::any_of(result.runs.begin(), result.runs.end(), isSame))
            continue;
        const auto isTaken = [&result](const QString &id) {
            return std::any_of(result.runs.begin(), result.runs.end(),
                               [&id](const ReachabilityRun &known) { return known.id == id; });
        };
        const QString id = run.id;
        for (int number = 2; isTaken(run.id); ++number)
            run.id = id + u'-' + QString::number(number);
        result.runs << run;
    }
    std::stable_sort(result.runs.begin(), result.runs.end(),
                     [](const ReachabilityRun &a, const ReachabilityRun &b) { return a.startedAt < b.startedAt; });
    return result;
}

} // namespace portolan
