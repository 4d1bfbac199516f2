// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "resultsfile.h"
#include "resultsformat.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>
#include <limits>

namespace portolan {

namespace {

struct ResultsReading {
    Q_DECLARE_TR_FUNCTIONS(portolan::ResultsReading)
};

constexpr qint64 kLastPort = 65535;

/// What peers said, as it may be shown.
QString evidence(const QString &text, Lines lines = Lines::One)
{
    QString shown = text.left(kLongestEvidence);
    for (qsizetype at = findForbidden(shown, lines); at >= 0;) {
        shown[at] = QChar::ReplacementCharacter;
        const qsizetype next = findForbidden(QStringView(shown).sliced(at + 1), lines);
        at = next < 0 ? next : at + 1 + next;
    }
    return shown;
}

QString evidence(JsonObjectReader &reader, QStringView key, Need need = Need::Optional)
{
    return evidence(reader.string(key, need).value_or(QString()));
}

QStringList evidences(JsonObjectReader &reader, QStringView key, Need need)
{
    QStringList texts;
    reader.forEachString(key, need, [&texts](const QString &text, qsizetype) {
        if (texts.size() < kMostOfEach)
            texts << evidence(text);
    });
    return texts;
}

/// Words that things are found by: they have to be right.
QString word(JsonObjectReader &reader, QStringView key, Need need)
{
    return reader.text(key, need, Lines::One, kLongestWord);
}

QDateTime readTime(JsonObjectReader &reader, QStringView key, Need need)
{
    const std::optional<QString> text = reader.string(key, need);
    if (!text)
        return {};
    QDateTime time = text->size() <= 32 ? QDateTime::fromString(*text, Qt::ISODateWithMs) : QDateTime();
    if (time.isValid() && time.timeSpec() == Qt::UTC)
        return time;
    reader.error(ErrorCode::BadValue, key,
                 ResultsReading::tr("%1 is no time in UTC such as 2026-01-31T23:59:59Z.").arg(quoted(*text)));
    return {};
}

std::optional<ProbeResult> readResult(JsonObjectReader &reader)
{
    const std::optional<QString> text = reader.string(u"result", Need::Required);
    if (!text)
        return {};
    const std::optional<ProbeResult> result = probeResultFrom(*text);
    if (!result)
        reader.error(ErrorCode::BadValue, u"result",
                     ResultsReading::tr("%1 is not known here; possible are “open”, “refused”, “no-answer”, "
                                        "“unreachable”, “name-not-found”, “local-failure”, “cannot-tell” and "
                                        "“not-probeable”.")
                         .arg(quoted(*text)));
    return result;
}

int readMs(JsonObjectReader &reader, QStringView key, int ordinary)
{
    return static_cast<int>(reader.integer(key, ordinary, kLongestTime, Need::Optional).value_or(ordinary));
}

quint16 readPort(JsonObjectReader &reader, qint64 least)
{
    return static_cast<quint16>(reader.integer(u"port", least, kLastPort, Need::Required).value_or(0));
}

template <typename T>
void readEach(JsonObjectReader &reader, QStringView key, QList<T> &values, T (*read)(JsonObjectReader &))
{
    reader.forEachObject(key, Need::Optional, UnknownKeys::Refused,
                         [&values, read](JsonObjectReader &item) { values << read(item); });
    if (values.size() > kMostOfEach)
        reader.error(ErrorCode::BadValue, key,
                     ResultsReading::tr("There are %1 here; %2 is the most.").arg(values.size()).arg(kMostOfEach));
}

CertificateFacts readCertificate(JsonObjectReader &reader)
{
    CertificateFacts certificate;
    certificate.subject = evidence(reader, u"subject");
    certificate.issuer = evidence(reader, u"issuer");
    certificate.names = evidences(reader, u"names", Need::Optional);
    certificate.notBefore = readTime(reader, u"notBefore", Need::Optional);
    certificate.notAfter = readTime(reader, u"notAfter", Need::Optional);
    certificate.sha256 = evidence(reader, u"sha256");
    certificate.isSelfSigned = reader.boolean(u"selfSigned", false);
    return certificate;
}

TlsFacts readTls(JsonObjectReader &reader)
{
    TlsFacts tls;
    tls.outcome = reader.word(u"outcome", kTlsOutcomes, Need::Required).value_or(tls.outcome);
    tls.protocol = evidence(reader, u"protocol");
    tls.cipher = evidence(reader, u"cipher");
    readEach(reader, u"chain", tls.chain, readCertificate);
    tls.faults = evidences(reader, u"faults", Need::Optional);
    tls.detail = evidence(reader, u"detail");
    return tls;
}

IcmpError readIcmp(JsonObjectReader &reader)
{
    IcmpError icmp;
    icmp.family = reader.integer(u"family", 4, 6, Need::Required).value_or(4) == 6 ? 6 : 4;
    icmp.type = static_cast<int>(reader.integer(u"type", 0, 255, Need::Required).value_or(-1));
    icmp.code = static_cast<int>(reader.integer(u"code", 0, 255, Need::Required).value_or(-1));
    icmp.reporter = evidence(reader, u"reporter");
    return icmp;
}

ProbeFact readFact(JsonObjectReader &reader)
{
    ProbeFact fact;
    fact.key = word(reader, u"key", Need::Required);
    fact.values = evidences(reader, u"values", Need::Present);
    return fact;
}

EndpointReport readEndpoint(JsonObjectReader &reader)
{
    EndpointReport endpoint;
    endpoint.service = evidence(reader, u"interface", Need::Present);
    endpoint.port = readPort(reader, 0);
    endpoint.result = readResult(reader).value_or(endpoint.result);
    endpoint.isRightService = reader.boolean(u"rightService", false);
    return endpoint;
}

ProbeStep readStep(JsonObjectReader &reader)
{
    ProbeStep step;
    step.at = static_cast<int>(reader.integer(u"at", 0, kLongestTime, Need::Required).value_or(0));
    step.kind = reader.word(u"kind", kStepKinds, Need::Required).value_or(step.kind);
    step.inTls = reader.boolean(u"inTls", false);
    step.text = evidence(reader.string(u"text", Need::Present).value_or(QString()), Lines::Many);
    return step;
}

CheckedTarget readTarget(JsonObjectReader &reader)
{
    CheckedTarget target;
    target.key = word(reader, u"key", Need::Required);
    target.destination = word(reader, u"destination", Need::Required);
    target.transport = reader.word(u"transport", kResultTransports, Need::Required).value_or(target.transport);
    target.port = readPort(reader, 1);
    if (const std::optional<QString> name = reader.string(u"protocol", Need::Required)) {
        const std::optional<ProbeProtocol> protocol = probeProtocolFrom(*name);
        target.protocol = protocol.value_or(target.protocol);
        if (!protocol)
            reader.error(ErrorCode::BadValue, u"protocol",
                         ResultsReading::tr("There is no check called %1.").arg(quoted(*name)));
    }
    ProbeReport &report = target.report;
    report.result = readResult(reader).value_or(report.result);
    report.spoke = reader.boolean(u"spoke", false);
    report.detail = evidence(reader, u"detail");
    report.address = evidence(reader, u"address");
    report.localAddress = evidence(reader, u"localAddress");
    report.startedAt = readTime(reader, u"started", Need::Optional);
    report.connectedAfter = readMs(reader, u"connectedAfter", -1);
    report.took = readMs(reader, u"took", 0);
    report.tries = static_cast<int>(reader.integer(u"tries", 0, kLastPort, Need::Optional).value_or(1));
    reader.object(u"icmp", Need::Optional, UnknownKeys::Refused,
                  [&report](JsonObjectReader &icmp) { report.icmp = readIcmp(icmp); });
    reader.object(u"tls", Need::Optional, UnknownKeys::Refused,
                  [&report](JsonObjectReader &tls) { report.tls = readTls(tls); });
    readEach(reader, u"facts", report.facts, readFact);
    readEach(reader, u"endpoints", report.endpoints, readEndpoint);
    readEach(reader, u"steps", report.steps, readStep);
    return target;
}

ReachabilityRun readRun(JsonObjectReader &reader)
{
    ReachabilityRun run;
    run.id = word(reader, u"id", Need::Required);
    reader.object(u"vantage", Need::Required, UnknownKeys::Refused, [&run](JsonObjectReader &vantage) {
        run.vantage.server = word(vantage, u"server", Need::Optional);
        run.vantage.host = evidence(vantage, u"host");
        run.vantage.addresses = evidences(vantage, u"addresses", Need::Optional);
    });
    run.startedAt = readTime(reader, u"started", Need::Required);
    run.finishedAt = readTime(reader, u"finished", Need::Optional);
    run.program = word(reader, u"program", Need::Required);
    run.topology = evidence(reader, u"topology");
    QSet<QString> keys;
    reader.forEachObject(u"targets", Need::Present, UnknownKeys::Refused, [&](JsonObjectReader &item) {
        const CheckedTarget target = readTarget(item);
        if (keys.contains(target.key))
            item.error(ErrorCode::DuplicateId, u"key",
                       ResultsReading::tr("The run has a check called %1 already.").arg(quoted(target.key)));
        keys.insert(target.key);
        run.targets << target;
    });
    if (run.targets.size() > kMostTargets)
        reader.error(
            ErrorCode::BadValue, u"targets",
            ResultsReading::tr("There are %1 here; %2 is the most.").arg(run.targets.size()).arg(kMostTargets));
    return run;
}

bool readFormat(JsonObjectReader &top)
{
    const std::optional<QString> format = top.string(u"format", Need::Required);
    if (format && *format != kResultsFormat)
        top.error(ErrorCode::UnsupportedFormat, u"format",
                  ResultsReading::tr("These are no results of checks: the format is %1, not %2.")
                      .arg(quoted(*format), quoted(kResultsFormat)));
    if (!top.report().isClean())
        return false;
    const std::optional<qint64> version =
        top.integer(u"version", 1, std::numeric_limits<qint64>::max(), Need::Required);
    if (version && *version > kResultsVersion)
        top.error(ErrorCode::UnsupportedFormat, u"version",
                  ResultsReading::tr(
                      "Version %1 is newer than this program reads, which is version %2; a newer Portolan opens it.")
                      .arg(*version)
                      .arg(kResultsVersion));
    return top.report().isClean();
}

ReachabilityResults readAll(const JsonValue &root, JsonReport &report)
{
    ReachabilityResults results;
    JsonObjectReader top(root, {}, report);
    if (!root.isObject() || !readFormat(top))
        return results;
    QSet<QString> ids;
    top.forEachObject(u"runs", Need::Present, UnknownKeys::Refused, [&](JsonObjectReader &reader) {
        const ReachabilityRun run = readRun(reader);
        if (ids.contains(run.id))
            reader.error(ErrorCode::DuplicateId, u"id",
                         ResultsReading::tr("The file has a run called %1 already.").arg(quoted(run.id)));
        ids.insert(run.id);
        results.runs << run;
    });
    if (results.runs.size() > kMostRuns)
        top.error(ErrorCode::BadValue, u"runs",
                  ResultsReading::tr("There are %1 here; %2 is the most.").arg(results.runs.size()).arg(kMostRuns));
    top.finish(UnknownKeys::Refused);
    std::stable_sort(results.runs.begin(), results.runs.end(),
                     [](const ReachabilityRun &a, const ReachabilityRun &b) { return a.startedAt < b.startedAt; });
    return results;
}

} // namespace

Result<ReachabilityResults> parseResults(const QByteArray &bytes, const QString &file)
{
    const Result<JsonValue> root = parseJson(bytes, file);
    if (!root)
        return failure(root.error());
    JsonReport report(file);
    ReachabilityResults results = readAll(*root, report);
    if (!report.isClean())
        return failure(report.errors());
    return results;
}

Result<ReachabilityResults> loadResults(const QString &path)
{
    return readFile(path).and_then([&path](const QByteArray &bytes) { return parseResults(bytes, path); });
}

} // namespace portolan
