// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "resultscomparison.h"

#include <QCoreApplication>
#include <QHash>

#include <algorithm>
#include <array>

namespace portolan {

namespace {

struct ResultsComparison {
    Q_DECLARE_TR_FUNCTIONS(portolan::ResultsComparison)
};

/// What a check can tell, told as text that is the same while nothing has changed.
struct Aspect {
    QString what;
    QString text;
};

/// Silence of UDP says nothing, and what could not be tried says nothing of the other side.
bool tells(ProbeResult result)
{
    switch (result) {
    case ProbeResult::Open:
    case ProbeResult::Refused:
    case ProbeResult::NoAnswer:
    case ProbeResult::Unreachable:
    case ProbeResult::NameNotFound:
        return true;
    case ProbeResult::LocalFailure:
    case ProbeResult::CannotTell:
    case ProbeResult::NotProbeable:
        break;
    }
    return false;
}

QString sorted(QStringList values)
{
    values.sort();
    return values.join(QStringLiteral(", "));
}

QList<Aspect> tlsAspects(const TlsFacts &tls)
{
    QList<Aspect> aspects{{ResultsComparison::tr("TLS"), toString(tls.outcome)},
                          {ResultsComparison::tr("TLS version"), tls.protocol},
                          {ResultsComparison::tr("what is wrong with the certificate"), sorted(tls.faults)}};
    if (!tls.chain.isEmpty())
        aspects << Aspect{
            ResultsComparison::tr("certificate"),
            ResultsComparison::tr("%1, SHA-256 %2").arg(tls.chain.first().subject, tls.chain.first().sha256)};
    return aspects;
}

/// Of facts only those that somebody has set: a banner tells the time, a clock goes.
QList<Aspect> factAspects(const ProbeReport &report)
{
    const std::array<std::pair<QStringView, QString>, 8> told{{
        {factkey::kStartTls, ResultsComparison::tr("STARTTLS")},
        {factkey::kAuth, ResultsComparison::tr("authentication offered")},
        {factkey::kAuthInTls, ResultsComparison::tr("authentication offered in TLS")},
        {factkey::kStatus, ResultsComparison::tr("status")},
        {factkey::kDirectory, ResultsComparison::tr("directory")},
        {factkey::kSite, ResultsComparison::tr("site that it says it is in")},
        {factkey::kDialect, ResultsComparison::tr("dialect")},
        {factkey::kSigning, ResultsComparison::tr("signing")},
    }};
    QList<Aspect> aspects;
    for (const auto &[key, what] : told)
        aspects << Aspect{what, sorted(report.fact(key))};
    return aspects;
}

QString resultOf(const EndpointReport &endpoint)
{
    if (endpoint.port == 0)
        return ResultsComparison::tr("not known there");
    return endpoint.isRightService || endpoint.result != ProbeResult::Open ? toString(endpoint.result)
                                                                           : ResultsComparison::tr("another service");
}

/// Ports that are handed out change with every start of the service; whether it can be reached does not.
QList<Aspect> endpointAspects(const ProbeReport &report)
{
    QHash<QString, QStringList> results;
    for (const EndpointReport &endpoint : report.endpoints) {
        if (endpoint.port != 0 && !tells(endpoint.result))
            continue;
        const QString result = resultOf(endpoint);
        if (!results[endpoint.service].contains(result))
            results[endpoint.service] << result;
    }
    QStringList services = results.keys();
    services.sort();
    QList<Aspect> aspects;
    for (const QString &service : services)
        aspects << Aspect{service, sorted(results.value(service))};
    return aspects;
}

QList<Aspect> aspectsOf(const ProbeReport &report)
{
    QList<Aspect> aspects{
        {ResultsComparison::tr("protocol"),
         report.spoke ? ResultsComparison::tr("spoken") : ResultsComparison::tr("something else answers")}};
    aspects << factAspects(report) << endpointAspects(report);
    if (report.tls)
        aspects << tlsAspects(*report.tls);
    return aspects;
}

class Comparison
{
public:
    explicit Comparison(QString vantage) : m_vantage(std::move(vantage)) { }

    void compare(const CheckedTarget &before, const CheckedTarget &after)
    {
        const ProbeResult was = before.report.result;
        const ProbeResult is = after.report.result;
        if (!tells(was) || !tells(is))
            return;
        if (was != is) {
            const bool wasOpen = was == ProbeResult::Open;
            const bool isOpen = is == ProbeResult::Open;
            add(after,
                wasOpen      ? ResultChange::Kind::Broke
                    : isOpen ? ResultChange::Kind::Mended
                             : ResultChange::Kind::FailsOtherwise,
                {ResultsComparison::tr("connection"), toString(was)}, toString(is));
            return;
        }
        // A port scan connects and asks nothing.
        if (is != ProbeResult::Open || before.protocol != after.protocol || after.protocol == ProbeProtocol::Connect)
            return;
        const QList<Aspect> then = aspectsOf(before.report);
        for (const Aspect &now : aspectsOf(after.report)) {
            const auto same = std::find_if(then.begin(), then.end(),
                                           [&now](const Aspect &aspect) { return aspect.what == now.what; });
            if (same != then.end() && same->text != now.text)
                add(after, ResultChange::Kind::AnswersOtherwise, *same, now.text);
        }
    }

    QList<ResultChange> take() { return std::move(m_changes); }

private:
    void add(const CheckedTarget &target, ResultChange::Kind kind, const Aspect &before, const QString &after)
    {
        m_changes << ResultChange{
            kind,        m_vantage,   target.key, target.destination, target.transport, target.port,
            before.what, before.text, after};
    }

    QString m_vantage;
    QList<ResultChange> m_changes;
};

QStringList vantagesOf(const ReachabilityResults &results)
{
    QStringList vantages;
    for (const ReachabilityRun &run : results.runs)
        vantages << run.vantage.server;
    vantages.removeDuplicates();
    vantages.sort();
    return vantages;
}

} // namespace

ReachabilityRun newestOf(const ReachabilityResults &results, const QString &vantage)
{
    ReachabilityRun newest;
    QHash<QString, qsizetype> places;
    for (const ReachabilityRun &run : results.runs) {
        if (run.vantage.server != vantage)
            continue;
        QList<CheckedTarget> targets = std::move(newest.targets);
        newest = run;
        newest.targets = std::move(targets);
        for (const CheckedTarget &target : run.targets) {
            const auto known = places.constFind(target.key);
            if (known != places.constEnd()) {
                newest.targets[*known] = target;
            } else {
                places.insert(target.key, newest.targets.size());
                newest.targets << target;
            }
        }
    }
    return newest;
}

QList<ResultChange> compareResults(const ReachabilityResults &before, const ReachabilityResults &after)
{
    QList<ResultChange> changes;
    for (const QString &vantage : vantagesOf(after)) {
        const ReachabilityRun then = newestOf(before, vantage);
        QHash<QString, const CheckedTarget *> known;
        for (const CheckedTarget &target : then.targets)
            known.insert(target.key, &target);
        Comparison comparison(vantage);
        const ReachabilityRun now = newestOf(after, vantage);
        for (const CheckedTarget &target : now.targets) {
            if (const CheckedTarget *same = known.value(target.key))
                comparison.compare(*same, target);
        }
        changes << comparison.take();
    }
    return changes;
}

QString toString(ResultChange::Kind kind)
{
    switch (kind) {
    case ResultChange::Kind::Broke:
        return QStringLiteral("broke");
    case ResultChange::Kind::Mended:
        return QStringLiteral("mended");
    case ResultChange::Kind::FailsOtherwise:
        return QStringLiteral("fails-otherwise");
    case ResultChange::Kind::AnswersOtherwise:
        return QStringLiteral("answers-otherwise");
    }
    Q_UNREACHABLE();
}

} // namespace portolan
