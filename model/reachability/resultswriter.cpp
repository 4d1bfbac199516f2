// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "resultsfile.h"
#include "resultsformat.h"

#include "model/wholefile.h"

namespace portolan {

namespace {

/// An object of which only those members are written that say something.
class Members
{
public:
    void set(QStringView key, const QString &text) { m_object.set(key.toString(), JsonValue::fromString(text)); }
    void set(QStringView key, qint64 number) { m_object.set(key.toString(), JsonValue::fromNumber(number)); }
    void set(QStringView key, JsonValue value) { m_object.set(key.toString(), std::move(value)); }

    void setUnlessEmpty(QStringView key, const QString &text)
    {
        if (!text.isEmpty())
            set(key, text);
    }
    void setUnlessEmpty(QStringView key, const QStringList &texts)
    {
        if (!texts.isEmpty())
            set(key, JsonValue::fromStrings(texts));
    }
    void setUnlessEmpty(QStringView key, const QDateTime &time)
    {
        if (time.isValid())
            set(key, time.toUTC().toString(Qt::ISODateWithMs));
    }
    void setIf(QStringView key, bool holds)
    {
        if (holds)
            set(key, JsonValue::fromBool(true));
    }
    void setUnless(qint64 ordinary, QStringView key, qint64 number)
    {
        if (number != ordinary)
            set(key, number);
    }
    template <typename T, typename ToJson>
    void setEach(QStringView key, const QList<T> &values, ToJson toJson)
    {
        if (values.isEmpty())
            return;
        JsonValue list = JsonValue::array();
        list.items.reserve(static_cast<size_t>(values.size()));
        for (const T &value : values)
            list.items.push_back(toJson(value));
        set(key, std::move(list));
    }
    JsonValue take() { return std::move(m_object); }

private:
    JsonValue m_object = JsonValue::object();
};

JsonValue fromCertificate(const CertificateFacts &certificate)
{
    Members members;
    members.setUnlessEmpty(u"subject", certificate.subject);
    members.setUnlessEmpty(u"issuer", certificate.issuer);
    members.setUnlessEmpty(u"names", certificate.names);
    members.setUnlessEmpty(u"notBefore", certificate.notBefore);
    members.setUnlessEmpty(u"notAfter", certificate.notAfter);
    members.setUnlessEmpty(u"sha256", certificate.sha256);
    members.setIf(u"selfSigned", certificate.isSelfSigned);
    return members.take();
}

JsonValue fromTls(const TlsFacts &tls)
{
    Members members;
    members.set(u"outcome", toString(tls.outcome));
    members.setUnlessEmpty(u"protocol", tls.protocol);
    members.setUnlessEmpty(u"cipher", tls.cipher);
    members.setEach(u"chain", tls.chain, fromCertificate);
    members.setUnlessEmpty(u"faults", tls.faults);
    members.setUnlessEmpty(u"detail", tls.detail);
    return members.take();
}

JsonValue fromIcmp(const IcmpError &icmp)
{
    Members members;
    members.set(u"family", icmp.family);
    members.set(u"type", icmp.type);
    members.set(u"code", icmp.code);
    members.setUnlessEmpty(u"reporter", icmp.reporter);
    return members.take();
}

JsonValue fromFact(const ProbeFact &fact)
{
    Members members;
    members.set(u"key", fact.key);
    members.set(u"values", JsonValue::fromStrings(fact.values));
    return members.take();
}

JsonValue fromEndpoint(const EndpointReport &endpoint)
{
    Members members;
    members.set(u"interface", endpoint.service);
    members.set(u"port", endpoint.port);
    members.set(u"result", toString(endpoint.result));
    members.setIf(u"rightService", endpoint.isRightService);
    return members.take();
}

JsonValue fromStep(const ProbeStep &step)
{
    Members members;
    members.set(u"at", step.at);
    members.set(u"kind", wordFor(step.kind, kStepKinds));
    members.setIf(u"inTls", step.inTls);
    members.set(u"text", step.text);
    return members.take();
}

JsonValue fromTarget(const CheckedTarget &target)
{
    const ProbeReport &report = target.report;
    Members members;
    members.set(u"key", target.key);
    members.set(u"destination", target.destination);
    members.set(u"transport", wordFor(target.transport, kResultTransports));
    members.set(u"port", target.port);
    members.set(u"protocol", toString(target.protocol));
    members.set(u"result", toString(report.result));
    members.setIf(u"spoke", report.spoke);
    members.setUnlessEmpty(u"detail", report.detail);
    members.setUnlessEmpty(u"address", report.address);
    members.setUnlessEmpty(u"localAddress", report.localAddress);
    members.setUnlessEmpty(u"started", report.startedAt);
    members.setUnless(-1, u"connectedAfter", report.connectedAfter);
    members.setUnless(0, u"took", report.took);
    members.setUnless(1, u"tries", report.tries);
    if (report.icmp)
        members.set(u"icmp", fromIcmp(*report.icmp));
    if (report.tls)
        members.set(u"tls", fromTls(*report.tls));
    members.setEach(u"facts", report.facts, fromFact);
    members.setEach(u"endpoints", report.endpoints, fromEndpoint);
    members.setEach(u"steps", report.steps, fromStep);
    return members.take();
}

JsonValue fromRun(const ReachabilityRun &run)
{
    Members vantage;
    vantage.setUnlessEmpty(u"server", run.vantage.server);
    vantage.setUnlessEmpty(u"host", run.vantage.host);
    vantage.setUnlessEmpty(u"addresses", run.vantage.addresses);
    Members members;
    members.set(u"id", run.id);
    members.set(u"vantage", vantage.take());
    members.setUnlessEmpty(u"started", run.startedAt);
    members.setUnlessEmpty(u"finished", run.finishedAt);
    members.set(u"program", run.program);
    members.setUnlessEmpty(u"topology", run.topology);
    JsonValue targets = JsonValue::array();
    targets.items.reserve(static_cast<size_t>(run.targets.size()));
    for (const CheckedTarget &target : run.targets)
        targets.items.push_back(fromTarget(target));
    members.set(u"targets", std::move(targets));
    return members.take();
}

} // namespace

QByteArray writeResults(const ReachabilityResults &results)
{
    Members members;
    members.set(u"format", kResultsFormat.toString());
    members.set(u"version", kResultsVersion);
    JsonValue runs = JsonValue::array();
    for (const ReachabilityRun &run : results.runs)
        runs.items.push_back(fromRun(run));
    members.set(u"runs", std::move(runs));
    return writeJson(members.take());
}

Result<void> saveResults(const ReachabilityResults &results, const QString &path)
{
    return writeWholeFile(path, writeResults(results));
}

} // namespace portolan
