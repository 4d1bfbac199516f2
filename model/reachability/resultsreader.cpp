// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/catalog/catalogwords.h"
#include "model/json/jsonobjectreader.h"
#include "resultsfile.h"

#include <QCoreApplication>
#include <QSet>

#include <limits>

namespace portolan {

namespace {

struct ResultsReading {
    Q_DECLARE_TR_FUNCTIONS(portolan::ResultsReading)
};

constexpr int kVersion = 1;
constexpr qsizetype kLongestLine = 4096;
constexpr qsizetype kLongestText = 65536;
constexpr qint64 kLastPort = std::numeric_limits<quint16>::max();
constexpr qint64 kLongestTime = 24LL * 3600 * 1000; ///< ms

constexpr JsonWord<TlsOutcome> kOutcomes[] = {
    {u"established", TlsOutcome::Established}, {u"old-only", TlsOutcome::OldOnly}, {u"refused", TlsOutcome::Refused},
    {u"not-tls", TlsOutcome::NotTls},          {u"closed", TlsOutcome::Closed},    {u"stalled", TlsOutcome::Stalled},
};
constexpr JsonWord<ProbeStep::Kind> kSteps[] = {
    {u"sent", ProbeStep::Kind::Sent},
    {u"received", ProbeStep::Kind::Received},
    {u"event", ProbeStep::Kind::Event},
};

QString line(JsonObjectReader &reader, QStringView key, Need need = Need::Optional)
{
    return reader.text(key, need, Lines::One, kLongestLine);
}

QStringList lines(JsonObjectReader &reader, QStringView key)
{
    QStringList result;
    reader.forEachString(key, Need::Optional, [&](const QString &text, qsizetype index) {
        if (text.size() > kLongestLine || findForbidden(text, Lines::One) >= 0)
            reader.error(ErrorCode::BadValue, key, index, ResultsReading::tr("This is no line of text."));
        result << text;
    });
    return result;
}

QDateTime time(JsonObjectReader &reader, QStringView key, Need need)
{
    const std::optional<QString> text = reader.string(key, need);
    if (!text)
        return {};
    const QDateTime time = QDateTime::fromString(*text, Qt::ISODateWithMs);
    if (!time.isValid() || time.timeSpec() == Qt::LocalTime) {
        reader.error(ErrorCode::BadValue, key,
                     ResultsReading::tr("%1 is no time such as 2026-05-01T09:30:00.000Z.").arg(quoted(*text)));
        return {};
    }
    return time.toUTC();
}

int number(JsonObjectReader &reader, QStringView key, int fallback, qint64 most = kLongestTime)
{
    return int(reader.integer(key, 0, most, Need::Optional).value_or(fallback));
}

ProbeResult result(JsonObjectReader &reader)
{
    const std::optional<QString> word = reader.string(u"result", Need::Required);
    const std::optional<ProbeResult> known = word ? probeResultFrom(*word) : std::nullopt;
    if (word && !known)
        reader.error(ErrorCode::BadValue, u"result",
                     ResultsReading::tr("%1 is no result that this program knows.").arg(quoted(*word)));
    return known.value_or(ProbeResult::CannotTell);
}

CertificateFacts certificate(JsonObjectReader &reader)
{
    CertificateFacts facts;
    facts.subject = line(reader, u"subject");
    facts.issuer = line(reader, u"issuer");
    facts.names = lines(reader, u"names");
    facts.notBefore = time(reader, u"notBefore", Need::Optional);
    facts.notAfter = time(reader, u"notAfter", Need::Optional);
    facts.sha256 = line(reader, u"sha256");
    facts.isSelfSigned = reader.boolean(u"selfSigned", false);
    return facts;
}

void readTls(JsonObjectReader &reader, ProbeReport &report)
{
    TlsFacts tls;
    tls.outcome = reader.word(u"outcome", kOutcomes, Need::Required).value_or(tls.outcome);
    tls.protocol = line(reader, u"protocol");
    tls.cipher = line(reader, u"cipher");
    tls.faults = lines(reader, u"faults");
    tls.detail = line(reader, u"detail");
    reader.forEachObject(u"chain", Need::Optional, UnknownKeys::Refused,
                         [&tls](JsonObjectReader &item) { tls.chain << certificate(item); });
    report.tls = tls;
}

void readIcmp(JsonObjectReader &reader, ProbeReport &report)
{
    IcmpError icmp;
    icmp.family = number(reader, u"family", icmp.family, 6);
    icmp.type = number(reader, u"type", icmp.type, 255);
    icmp.code = number(reader, u"code", icmp.code, 255);
    icmp.reporter = line(reader, u"reporter");
    report.icmp = icmp;
}

EndpointReport endpoint(JsonObjectReader &reader)
{
    EndpointReport found;
    found.interface = line(reader, u"interface", Need::Present);
    found.port = quint16(reader.integer(u"port", 0, kLastPort, Need::Required).value_or(0));
    found.result = result(reader);
    found.isRightService = reader.boolean(u"rightService", false);
    return found;
}

ProbeStep step(JsonObjectReader &reader)
{
    ProbeStep step;
    step.at = number(reader, u"at", 0);
    step.kind = reader.word(u"kind", kSteps, Need::Required).value_or(step.kind);
    step.inTls = reader.boolean(u"inTls", false);
    step.text = reader.text(u"text", Need::Present, Lines::Many, kLongestText);
    return step;
}

ProbeReport report(JsonObjectReader &reader)
{
    ProbeReport report;
    report.result = result(reader);
    report.spoke = reader.boolean(u"spoke", false);
    report.detail = reader.text(u"detail", Need::Optional, Lines::Many, kLongestText);
    report.address = line(reader, u"address");
    report.localAddress = line(reader, u"localAddress");
    report.startedAt = time(reader, u"startedAt", Need::Optional);
    report.connectedAfter = number(reader, u"connectedAfter", -1);
    report.took = number(reader, u"took", 0);
    report.tries = number(reader, u"tries", 1, 1000);
    reader.object(u"icmp", Need::Optional, UnknownKeys::Refused,
                  [&report](JsonObjectReader &icmp) { readIcmp(icmp, report); });
    reader.object(u"tls", Need::Optional, UnknownKeys::Refused,
                  [&report](JsonObjectReader &tls) { readTls(tls, report); });
    reader.forEachObject(u"facts", Need::Optional, UnknownKeys::Refused, [&report](JsonObjectReader &fact) {
        const QString key = fact.id(u"key", Need::Required);
        report.facts.append({key, lines(fact, u"values")});
    });
    reader.forEachObject(u"endpoints", Need::Optional, UnknownKeys::Refused,
                         [&report](JsonObjectReader &item) { report.endpoints << endpoint(item); });
    reader.forEachObject(u"steps", Need::Optional, UnknownKeys::Refused,
                         [&report](JsonObjectReader &item) { report.steps << step(item); });
    return report;
}

CheckedTarget target(JsonObjectReader &reader)
{
    CheckedTarget target;
    target.key = line(reader, u"key", Need::Required);
    target.destination = line(reader, u"destination", Need::Required);
    target.transport = reader.word(u"transport", kTransports, Need::Required).value_or(target.transport);
    target.port = quint16(reader.integer(u"port", 1, kLastPort, Need::Required).value_or(0));
    const std::optional<QString> word = reader.string(u"protocol", Need::Required);
    const std::optional<ProbeProtocol> protocol = word ? probeProtocolFrom(*word) : std::nullopt;
    if (word && !protocol)
        reader.error(ErrorCode::BadValue, u"protocol",
                     ResultsReading::tr("%1 is no protocol that this program knows.").arg(quoted(*word)));
    target.protocol = protocol.value_or(target.protocol);
    target.report = report(reader);
    return target;
}

ReachabilityRun run(JsonObjectReader &reader)
{
    ReachabilityRun run;
    run.id = line(reader, u"id", Need::Required);
    reader.object(u"vantage", Need::Required, UnknownKeys::Refused, [&run](JsonObjectReader &vantage) {
        run.vantage.server = line(vantage, u"server");
        run.vantage.host = line(vantage, u"host");
        run.vantage.addresses = lines(vantage, u"addresses");
    });
    run.startedAt = time(reader, u"startedAt", Need::Required);
    run.finishedAt = time(reader, u"finishedAt", Need::Optional);
    run.program = line(reader, u"program");
    run.topology = line(reader, u"topology");
    QSet<QString> keys;
    reader.forEachObject(u"targets", Need::Present, UnknownKeys::Refused, [&](JsonObjectReader &item) {
        run.targets << target(item);
        const QString &key = run.targets.last().key;
        if (keys.contains(key))
            item.error(ErrorCode::DuplicateId, u"key", ResultsReading::tr("The run has this check already."));
        keys.insert(key);
    });
    return run;
}

} // namespace

Result<ReachabilityResults> parseResults(const QByteArray &bytes, const QString &file)
{
    const Result<JsonValue> root = parseJson(bytes, file);
    if (!root)
        return failure(root.error());
    JsonReport report(file);
    JsonObjectReader top(*root, {}, report);
    const std::optional<QString> format = top.string(u"format", Need::Required);
    if (format && *format != u"portolan-results")
        top.error(
            ErrorCode::UnsupportedFormat, u"format",
            ResultsReading::tr("These are no results: the format is %1, not “portolan-results”.").arg(quoted(*format)));
    if (!report.isClean())
        return failure(report.errors());
    const std::optional<qint64> version =
        top.integer(u"version", 1, std::numeric_limits<qint64>::max(), Need::Required);
    if (version && *version > kVersion)
        top.error(ErrorCode::UnsupportedFormat, u"version",
                  ResultsReading::tr("Version %1 is newer than this program, which reads version %2.")
                      .arg(*version)
                      .arg(kVersion));
    if (!report.isClean())
        return failure(report.errors());
    ReachabilityResults results;
    QSet<QString> ids;
    top.forEachObject(u"runs", Need::Present, UnknownKeys::Refused, [&](JsonObjectReader &item) {
        results.runs << run(item);
        const QString &id = results.runs.last().id;
        if (ids.contains(id))
            item.error(ErrorCode::DuplicateId, u"id", ResultsReading::tr("There is a run of this name already."));
        ids.insert(id);
    });
    top.finish(UnknownKeys::Refused);
    if (!report.isClean())
        return failure(report.errors());
    return results;
}

} // namespace portolan
