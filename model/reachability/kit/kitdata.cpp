// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "kitdata.h"
#include "kitrequests.h"

#include "model/reachability/protocols/boundedconversation.h"
#include "model/reachability/protocols/rpcmessages.h"

#include <QCryptographicHash>
#include <QFile>
#include <QtEndian>

namespace portolan {

namespace {

constexpr qsizetype kInterfaceAt = 32; ///< in a bind
constexpr qsizetype kInterfaceSize = 20; ///< its id and version

bool isPlain(QChar c)
{
    const char16_t code = c.unicode();
    return (code >= u'a' && code <= u'z') || (code >= u'A' && code <= u'Z') || (code >= u'0' && code <= u'9')
        || code == u' ' || code == u'.' || code == u'_' || code == u':' || code == u'/' || code == u'-';
}

QByteArray tlsWord(ProbeTls tls)
{
    switch (tls) {
    case ProbeTls::None:
        return "none";
    case ProbeTls::IfOffered:
        return "starttls";
    case ProbeTls::First:
        return "first";
    }
    Q_UNREACHABLE();
}

/// The same for the same server of the same plan.
quint32 seedOf(const ReachabilityPlan &plan)
{
    const QString what = plan.flows.topology().name + u'\n' + plan.vantage.server;
    return qFromBigEndian<quint32>(QCryptographicHash::hash(what.toUtf8(), QCryptographicHash::Sha256).constData());
}

/// A name or an address: nothing else goes where programs are called with it.
QByteArray hostText(const QString &host)
{
    return plainHostName(host).replace('[', "").replace(']', "");
}

QByteArray line(const QByteArrayList &fields)
{
    return fields.join('|') + '\n';
}

QByteArray checkLine(const ReachabilityPlan &plan, const PlannedCheck &check, quint32 seed)
{
    const KitRequests requests = kitRequests(check.request, seed);
    QByteArrayList addresses;
    for (const QString &address : check.addresses)
        addresses << hostText(address);
    QByteArrayList visits;
    for (const KitRequests::Visit &visit : requests.visits)
        visits << kitText(visit.label) + '=' + visit.map.toHex() + '=' + visit.bind.toHex();
    return line({"check", kitText(check.key), kitText(plan.flows.topology().servers[check.destination].id),
                 toString(check.request.transport).toLatin1(), QByteArray::number(check.request.port),
                 toString(check.request.hint.protocol).toLatin1(), tlsWord(check.request.hint.tls),
                 check.isPublic ? "1" : "0", hostText(check.request.host), addresses.join(' '), requests.first.toHex(),
                 requests.second.toHex(), visits.join(',')});
}

} // namespace

QByteArray kitFile(const QString &name)
{
    QFile file(QStringLiteral(":/portolan/kit/") + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray kitText(const QString &text)
{
    QByteArray result;
    for (const QChar c : text) {
        if (isPlain(c))
            result += char(c.unicode());
        else
            result += "\\u" + QByteArray::number(c.unicode(), 16).rightJustified(4, '0');
    }
    return result;
}

QByteArray kitData(const ReachabilityPlan &plan, const QByteArray &rules)
{
    const quint32 seed = seedOf(plan);
    const QByteArray bind = rpc::bind(1, rpc::mapper());
    const ProbeRequest own = plan.checks.empty() ? ProbeRequest() : plan.checks.front().request;
    QByteArray data = line({"run", kitText(plan.vantage.server), kitText(plan.flows.topology().name), ownName(own),
                            bind.first(kInterfaceAt).toHex(), bind.sliced(kInterfaceAt + kInterfaceSize).toHex()});
    const QByteArray dnsId = QByteArray::number(kitDnsId(seed), 16).rightJustified(4, '0');
    for (const QByteArray &rule : rules.split('\n')) {
        if (!rule.isEmpty() && !rule.startsWith('#'))
            data += "rule|" + QByteArray(rule).replace("%id%", dnsId) + '\n';
    }
    for (const PlannedCheck &check : plan.checks)
        data += checkLine(plan, check, seed);
    return data;
}

} // namespace portolan
