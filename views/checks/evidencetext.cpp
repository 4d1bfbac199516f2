// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/checks/checktext.h"
#include "views/inspector/htmlwriter.h"
#include "views/tables/displaytext.h"

#include <QCoreApplication>
#include <QHash>
#include <QLocale>
#include <QTextDocument>

// What one check saw, for people to read and to hand on.
namespace portolan {

namespace {

constexpr qsizetype kMostSteps = 200;
constexpr qsizetype kMostListed = 60;
constexpr qsizetype kMostInInspector = 12;

struct EvidenceText {
    Q_DECLARE_TR_FUNCTIONS(portolan::EvidenceText)
};

QString factLabel(const QString &key)
{
    static const QHash<QString, const char *> labels{
        {QString::fromUtf16(factkey::kBanner), QT_TRANSLATE_NOOP("portolan::EvidenceText", "Greeting")},
        {QString::fromUtf16(factkey::kRefusal), QT_TRANSLATE_NOOP("portolan::EvidenceText", "Turned us away")},
        {QString::fromUtf16(factkey::kOffers), QT_TRANSLATE_NOOP("portolan::EvidenceText", "Offers")},
        {QString::fromUtf16(factkey::kOffersInTls), QT_TRANSLATE_NOOP("portolan::EvidenceText", "Offers in TLS")},
        {QString::fromUtf16(factkey::kAuth), QT_TRANSLATE_NOOP("portolan::EvidenceText", "Authentication offered")},
        {QString::fromUtf16(factkey::kAuthInTls),
         QT_TRANSLATE_NOOP("portolan::EvidenceText", "Authentication offered in TLS")},
        {QString::fromUtf16(factkey::kStartTls), QT_TRANSLATE_NOOP("portolan::EvidenceText", "STARTTLS")},
        {QString::fromUtf16(factkey::kStatus), QT_TRANSLATE_NOOP("portolan::EvidenceText", "Status")},
        {QString::fromUtf16(factkey::kServer), QT_TRANSLATE_NOOP("portolan::EvidenceText", "Software")},
        {QString::fromUtf16(factkey::kLocation), QT_TRANSLATE_NOOP("portolan::EvidenceText", "Sends on to")},
        {QString::fromUtf16(factkey::kHost), QT_TRANSLATE_NOOP("portolan::EvidenceText", "Calls itself")},
        {QString::fromUtf16(factkey::kDomain), QT_TRANSLATE_NOOP("portolan::EvidenceText", "Domain")},
        {QString::fromUtf16(factkey::kSite), QT_TRANSLATE_NOOP("portolan::EvidenceText", "Its directory site")},
        {QString::fromUtf16(factkey::kClientSite),
         QT_TRANSLATE_NOOP("portolan::EvidenceText", "Directory site of this machine, as it sees it")},
        {QString::fromUtf16(factkey::kServerTime), QT_TRANSLATE_NOOP("portolan::EvidenceText", "Its clock")},
        {QString::fromUtf16(factkey::kClockSkew),
         QT_TRANSLATE_NOOP("portolan::EvidenceText", "Its clock less ours, in seconds")},
        {QString::fromUtf16(factkey::kDirectory), QT_TRANSLATE_NOOP("portolan::EvidenceText", "Directory")},
        {QString::fromUtf16(factkey::kTargets), QT_TRANSLATE_NOOP("portolan::EvidenceText", "Names of servers")},
        {QString::fromUtf16(factkey::kDialect), QT_TRANSLATE_NOOP("portolan::EvidenceText", "SMB dialect")},
        {QString::fromUtf16(factkey::kSigning), QT_TRANSLATE_NOOP("portolan::EvidenceText", "Signing")},
        {QString::fromUtf16(factkey::kEndpoint), QT_TRANSLATE_NOOP("portolan::EvidenceText", "RPC endpoints")},
        {QString::fromUtf16(factkey::kEnding), QT_TRANSLATE_NOOP("portolan::EvidenceText", "How it ended")},
    };
    const auto found = labels.constFind(key);
    return found == labels.constEnd() ? displayText(key) : EvidenceText::tr(*found);
}

QString outcomeText(TlsOutcome outcome)
{
    switch (outcome) {
    case TlsOutcome::Established:
        return EvidenceText::tr("established");
    case TlsOutcome::OldOnly:
        return EvidenceText::tr("established, and only in an old version that browsers refuse");
    case TlsOutcome::Refused:
        return EvidenceText::tr("it answered and did not agree");
    case TlsOutcome::NotTls:
        return EvidenceText::tr("what came back is not TLS");
    case TlsOutcome::Closed:
        return EvidenceText::tr("it hung up");
    case TlsOutcome::Stalled:
        return EvidenceText::tr("it accepted the connection and fell silent");
    }
    return {};
}

QString faultText(const QString &fault)
{
    if (fault == u"expired")
        return EvidenceText::tr("the certificate has expired");
    if (fault == u"not-yet-valid")
        return EvidenceText::tr("the certificate is not valid yet");
    if (fault == u"other-name")
        return EvidenceText::tr("the certificate is for another name");
    if (fault == u"self-signed")
        return EvidenceText::tr("the certificate is self-signed");
    if (fault == u"untrusted")
        return EvidenceText::tr("this machine does not trust who issued the certificate");
    if (fault == u"wants-certificate")
        return EvidenceText::tr("it asks for a certificate of ours");
    return displayText(fault);
}

QString dayText(const QDateTime &time)
{
    return QLocale(QLocale::English).toString(time.toUTC().date(), QStringLiteral("d MMM yyyy"));
}

void writeTls(HtmlWriter &out, const TlsFacts &tls)
{
    out.heading(QStringLiteral("TLS"));
    out.row(EvidenceText::tr("Handshake"), Html::of(outcomeText(tls.outcome)));
    out.row(EvidenceText::tr("Version and cipher"),
            Html::of(QStringList{tls.protocol, tls.cipher}.join(u' ').simplified()));
    QStringList faults;
    for (const QString &fault : tls.faults)
        faults << faultText(fault);
    out.row(EvidenceText::tr("Not as it should be"), Html::lines(faults.join(u'\n')));
    out.row(EvidenceText::tr("In its words"), Html::lines(tls.detail));
    for (qsizetype i = 0; i < tls.chain.size(); ++i) {
        const CertificateFacts &certificate = tls.chain[i];
        QStringList lines{certificate.subject};
        if (!certificate.names.isEmpty())
            lines << EvidenceText::tr("for %1").arg(certificate.names.join(QStringLiteral(", ")));
        lines << (certificate.isSelfSigned ? EvidenceText::tr("issued by itself")
                                           : EvidenceText::tr("issued by %1").arg(certificate.issuer));
        lines << EvidenceText::tr("valid from %1 to %2")
                     .arg(dayText(certificate.notBefore), dayText(certificate.notAfter));
        lines << QStringLiteral("SHA-256 %1").arg(certificate.sha256);
        const QString label = i == 0 ? EvidenceText::tr("Certificate") : EvidenceText::tr("Issuer %1").arg(i);
        out.row(label, Html::lines(lines.join(u'\n')));
    }
}

QString stepLabel(const ProbeStep &step)
{
    QString text = EvidenceText::tr("+%1 ms").arg(step.at);
    switch (step.kind) {
    case ProbeStep::Kind::Sent:
        text += QStringLiteral(" → ") + EvidenceText::tr("sent");
        break;
    case ProbeStep::Kind::Received:
        text += QStringLiteral(" ← ") + EvidenceText::tr("received");
        break;
    case ProbeStep::Kind::Event:
        break;
    }
    return step.inTls ? text + QStringLiteral(", ") + EvidenceText::tr("in TLS") : text;
}

void writeReport(HtmlWriter &out, const ProbeReport &report)
{
    if (!report.facts.isEmpty()) {
        out.heading(EvidenceText::tr("What it told"));
        for (const ProbeFact &fact : report.facts)
            out.row(factLabel(fact.key), Html::lines(fact.values.join(u'\n')));
    }
    if (!report.endpoints.isEmpty()) {
        out.heading(EvidenceText::tr("Ports that it handed out"));
        for (const EndpointReport &endpoint : report.endpoints) {
            QString text = endpoint.port == 0
                ? EvidenceText::tr("the mapper does not know it")
                : QStringLiteral("TCP %1: %2").arg(endpoint.port).arg(resultText(endpoint.result));
            if (endpoint.result == ProbeResult::Open)
                text += endpoint.isRightService ? EvidenceText::tr(", and that service is there")
                                                : EvidenceText::tr(", but that service did not answer");
            out.row(endpoint.service, Html::of(text));
        }
    }
    if (report.tls)
        writeTls(out, *report.tls);
    out.heading(EvidenceText::tr("What was sent and received"));
    for (const ProbeStep &step : report.steps.mid(0, kMostSteps))
        out.row(stepLabel(step), Html::lines(step.text.trimmed()));
    if (report.steps.isEmpty())
        out.quiet(Html::of(EvidenceText::tr("The results say nothing of that.")));
    if (report.steps.size() > kMostSteps)
        out.quiet(Html::of(andMore(report.steps.size() - kMostSteps)));
}

QString resultLine(const ProbeReport &report)
{
    QString text = resultText(report.result);
    if (!report.detail.isEmpty())
        text += QStringLiteral(": ") + report.detail;
    if (report.icmp) {
        text += u'\n'
            + EvidenceText::tr("ICMPv%1 type %2, code %3")
                  .arg(report.icmp->family)
                  .arg(report.icmp->type)
                  .arg(report.icmp->code);
        if (!report.icmp->reporter.isEmpty())
            text += QStringLiteral(" ") + EvidenceText::tr("from %1").arg(report.icmp->reporter);
    }
    return text;
}

} // namespace

QString checkHtml(const CheckedPlan &checked, const CheckedVantage &vantage, size_t index, const DiagramStyle &style)
{
    const JudgedPort &port = vantage.ports.at(index);
    const DataPath &path = checked.flows.catalog().dataPaths().at(port.flow.path);
    const CheckState state = vantage.stateOf(index);
    HtmlWriter out(style);
    out.title(portNameFrom(vantage, checked.flows, port),
              Html::coloured(stateText(state, port.isStale), checkColor(state, style), true)
                  + Html::of(QStringLiteral(" · %1 %2").arg(path.code, path.title)));
    out.paragraph(Html::lines(port.verdict.reason));
    if (!port.verdict.advice.isEmpty()) {
        out.heading(EvidenceText::tr("What to do"));
        out.paragraph(Html::lines(port.verdict.advice));
    }
    const Topology &topology = checked.flows.topology();
    if (port.verdict.run < 0) {
        out.row(EvidenceText::tr("From"), Html::of(vantageName(topology, vantage.server, vantage.host)));
        return out.html();
    }
    const ReachabilityRun &run = checked.results.runs.at(port.verdict.run);
    const CheckedTarget &target = run.targets.at(port.verdict.target);
    const ProbeReport &report = target.report;
    out.heading(EvidenceText::tr("How we know"));
    QString from = vantageName(topology, run.vantage.server, run.vantage.host);
    const bool isCalledSo = from.compare(run.vantage.host, Qt::CaseInsensitive) == 0;
    if (!run.vantage.host.isEmpty() && !run.vantage.server.isEmpty() && !isCalledSo)
        from += QStringLiteral(" (%1)").arg(run.vantage.host);
    if (!report.localAddress.isEmpty())
        from += QStringLiteral(", ") + report.localAddress;
    out.row(EvidenceText::tr("From"), Html::of(from));
    out.row(
        EvidenceText::tr("When"),
        Html::of(QStringLiteral("%1, %2").arg(whenText(report.startedAt.isValid() ? report.startedAt : run.startedAt),
                                              agoText(run.startedAt, checked.judgedAt))));
    out.row(EvidenceText::tr("By"), Html::of(run.program));
    const int check = vantage.plan.ports.at(index).check;
    if (check >= 0)
        out.row(EvidenceText::tr("Asked"),
                Html::of(exchangeText(vantage.plan.checks.at(static_cast<size_t>(check)).request)));
    out.row(EvidenceText::tr("Address"),
            Html::of(report.address.isEmpty() ? QString()
                                              : QStringLiteral("%1, %2 %3")
                                                    .arg(report.address, toString(target.transport).toUpper(),
                                                         QString::number(target.port))));
    out.row(EvidenceText::tr("Result"), Html::lines(resultLine(report)));
    QStringList times;
    if (report.connectedAfter >= 0)
        times << EvidenceText::tr("connected after %1 ms").arg(report.connectedAfter);
    times << EvidenceText::tr("%1 ms in all").arg(report.took);
    if (report.tries > 1)
        times << EvidenceText::tr("%1 tries").arg(report.tries);
    out.row(EvidenceText::tr("Took"), Html::of(times.join(QStringLiteral(", "))));
    writeReport(out, report);
    return out.html();
}

QString checkListHtml(const CheckedPlan &checked, const CheckedVantage &vantage, const QList<int> &ports,
                      const QString &title, const QString &found, const DiagramStyle &style)
{
    HtmlWriter out(style);
    const QString from = vantageHeading(checked.flows.topology(), vantage);
    out.title(title, Html::of(EvidenceText::tr("Checked from %1").arg(from)));
    if (!found.isEmpty())
        out.paragraph(Html::lines(found));
    QList<Html> items;
    for (const int port : ports.mid(0, kMostListed)) {
        const auto index = static_cast<size_t>(port);
        const JudgedPort &judged = vantage.ports.at(index);
        const CheckState state = vantage.stateOf(index);
        items << Html::coloured(stateText(state, judged.isStale), checkColor(state, style), true)
                + Html::of(QStringLiteral(" · ") + portNameFrom(vantage, checked.flows, judged))
                + Html::lines(QStringLiteral("\n")) + Html::of(judged.verdict.reason);
    }
    out.bullets(items);
    if (ports.size() > kMostListed)
        out.quiet(Html::of(andMore(ports.size() - kMostListed)));
    return out.html();
}

void writeChecks(HtmlWriter &out, const CheckedPlan &checked, const FlowSet &flows, const Selection &selection)
{
    if (flows.topology().servers != checked.flows.topology().servers || checked.vantages.empty())
        return;
    out.heading(EvidenceText::tr("Checks"));
    if (selection.isEmpty()) {
        for (const CheckedVantage &vantage : checked.vantages)
            out.row(vantageHeading(flows.topology(), vantage), Html::of(countsText(vantage)));
        return;
    }
    QList<Html> items;
    qsizetype more = 0;
    for (const CheckedVantage &vantage : checked.vantages) {
        if (vantage.isElsewhere())
            continue;
        for (const CheckState state : kCheckStates) {
            for (size_t i = 0; i < vantage.ports.size(); ++i) {
                const JudgedPort &port = vantage.ports[i];
                if (vantage.stateOf(i) != state || !holdsRow(flows, selection, rowOf(port)))
                    continue;
                if (items.size() == kMostInInspector) {
                    ++more;
                    continue;
                }
                QString when;
                if (port.verdict.run >= 0)
                    when = QStringLiteral(" · ") + whenText(checked.results.runs[port.verdict.run].startedAt);
                items << Html::coloured(stateText(state, port.isStale), checkColor(state, out.style()), true)
                        + Html::of(when + QStringLiteral(" · ") + portName(flows, port))
                        + Html::lines(QStringLiteral("\n")) + Html::of(port.verdict.reason);
            }
        }
    }
    out.bullets(items);
    if (more > 0)
        out.quiet(Html::of(andMore(more)));
    if (items.isEmpty())
        out.quiet(Html::of(EvidenceText::tr("Not checked from here. %1.").arg(checkHeading(checked))));
}

QString checkPlainText(const CheckedPlan &checked, const CheckedVantage &vantage, size_t port)
{
    QTextDocument document;
    document.setHtml(checkHtml(checked, vantage, port, DiagramStyle::of(Theme::Light)));
    return document.toPlainText();
}

} // namespace portolan
