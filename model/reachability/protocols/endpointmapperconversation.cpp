// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "endpointmapperconversation.h"

#include <algorithm>
#include <utility>

#include <QCoreApplication>

namespace portolan {

using namespace Qt::StringLiterals;
using rpc::labelOf;

namespace {

struct MapperText {
    Q_DECLARE_TR_FUNCTIONS(portolan::EndpointMapperConversation)
};

constexpr qsizetype kMostVisits = 4; ///< of those that nobody asked for by name
constexpr int kMostRounds = 20; ///< of 50 services
constexpr quint32 kAccessDenied = 5;

} // namespace

QString EndpointMapperConversation::name() const
{
    return u"DCE/RPC"_s;
}

qint64 EndpointMapperConversation::frameSize(QByteArrayView start) const
{
    return rpc::fragmentSize(start);
}

Conversation::Turn EndpointMapperConversation::start()
{
    m_stub.clear();
    m_call = 1;
    if (m_step != Step::Visit)
        return ask(rpc::bind(m_call, rpc::mapper()), MapperText::tr("RPC bind: endpoint mapper"));
    const Visit &visit = m_visits[m_visit];
    m_report.endpoints[visit.endpoint].result = ProbeResult::Open;
    return ask(rpc::bind(m_call, visit.service), MapperText::tr("RPC bind: %1").arg(labelOf(visit.service)));
}

Conversation::Turn EndpointMapperConversation::onReconnectFailed(ProbeResult result)
{
    if (m_step != Step::Visit)
        return done();
    m_report.endpoints[m_visits[m_visit].endpoint].result = result;
    return visitNext();
}

/// A service that hangs says nothing of the others.
Conversation::Turn EndpointMapperConversation::onCut()
{
    if (m_step != Step::Visit)
        return done();
    forgetRest();
    return visitNext();
}

Conversation::Turn EndpointMapperConversation::onGarbage(QByteArrayView start)
{
    if (m_step != Step::Visit)
        return notIn(name(), start);
    tellReceived(MapperText::tr("No RPC"), start.size());
    return visitNext();
}

Conversation::Turn EndpointMapperConversation::onFrame(QByteArrayView frame)
{
    const std::optional<rpc::Fragment> fragment = rpc::fragment(frame);
    if (!fragment)
        return onGarbage(frame);
    if (m_step == Step::Bind || m_step == Step::Visit)
        return onBound(*fragment, frame);
    if (fragment->call != m_call)
        return onGarbage(frame);
    if (fragment->type == quint8(rpc::Type::Fault)) {
        tellReceived(MapperText::tr("RPC fault"), frame.size());
        return onFault(*fragment);
    }
    if (fragment->type != quint8(rpc::Type::Response))
        return onGarbage(frame);
    m_stub.append(fragment->body);
    if (!fragment->isLast)
        return {};
    const QByteArray stub = std::exchange(m_stub, {});
    tellReceived(MapperText::tr("Answer of the endpoint mapper"), stub.size());
    return m_step == Step::Map ? onMapped(stub) : onListed(stub);
}

Conversation::Turn EndpointMapperConversation::onBound(const rpc::Fragment &fragment, QByteArrayView frame)
{
    const bool isAck = fragment.type == quint8(rpc::Type::BindAck);
    if (!isAck && fragment.type != quint8(rpc::Type::BindNak) && fragment.type != quint8(rpc::Type::Fault))
        return onGarbage(frame);
    tellReceived(isAck ? MapperText::tr("RPC bind answer") : MapperText::tr("RPC bind refused"), frame.size());
    const bool isAccepted = isAck && rpc::isAccepted(frame).value_or(false);
    if (m_step == Step::Visit) {
        m_report.endpoints[m_visits[m_visit].endpoint].isRightService = isAccepted;
        return visitNext();
    }
    m_report.spoke = true;
    if (!isAccepted)
        return onRefused(MapperText::tr("RPC answers here, and not as the endpoint mapper."));
    m_step = request().hint.interfaces.isEmpty() ? Step::Lookup : Step::Map;
    return askNext();
}

Conversation::Turn EndpointMapperConversation::onFault(const rpc::Fragment &fragment)
{
    const quint32 status = rpc::faultStatus(fragment).value_or(0);
    const QString code = u"0x%1"_s.arg(status, 8, 16, QLatin1Char('0'));
    addFact(factkey::kStatus, {u"fault "_s + code});
    return onRefused(status == kAccessDenied ? MapperText::tr("The endpoint mapper tells strangers nothing.")
                                             : MapperText::tr("The endpoint mapper answered with fault %1.").arg(code));
}

Conversation::Turn EndpointMapperConversation::onRefused(const QString &why)
{
    addFact(factkey::kRefusal, {why});
    planVisits();
    return visitNext();
}

Conversation::Turn EndpointMapperConversation::askNext()
{
    ++m_call;
    if (m_step == Step::Lookup)
        return ask(rpc::lookup(m_call, {}), MapperText::tr("Endpoint mapper: what is there?"));
    const RpcInterface &service = request().hint.interfaces[m_asked];
    return ask(rpc::map(m_call, service), MapperText::tr("Endpoint mapper: where is %1?").arg(labelOf(service)));
}

Conversation::Turn EndpointMapperConversation::onMapped(QByteArrayView stub)
{
    const std::optional<QList<quint16>> ports = rpc::mapped(stub);
    if (!ports)
        return onRefused(MapperText::tr("The answer of the endpoint mapper is malformed."));
    const RpcInterface &service = request().hint.interfaces[m_asked];
    if (ports->isEmpty()) {
        m_report.endpoints.append({labelOf(service), 0, ProbeResult::CannotTell, false});
        if (m_report.detail.isEmpty())
            m_report.detail = MapperText::tr("The endpoint mapper does not know %1.").arg(labelOf(service));
    } else {
        m_listed.append({service, ports->first()});
    }
    ++m_asked;
    if (m_asked < qMin(request().hint.interfaces.size(), rpc::kMostInterfaces))
        return askNext();
    planVisits();
    return visitNext();
}

Conversation::Turn EndpointMapperConversation::onListed(QByteArrayView stub)
{
    const std::optional<rpc::Listing> listing = rpc::listed(stub);
    if (!listing)
        return onRefused(MapperText::tr("The answer of the endpoint mapper is malformed."));
    m_listed += listing->endpoints;
    // Half of what may be read: the rest is for the services.
    const bool goesOn = !listing->handle.isEmpty() && listing->count > 0 && taken() < kMost / 2;
    if (goesOn && ++m_rounds < kMostRounds) {
        ++m_call;
        return ask(rpc::lookup(m_call, listing->handle), MapperText::tr("Endpoint mapper: what else?"));
    }
    planVisits();
    return visitNext();
}

void EndpointMapperConversation::add(const RpcInterface &service, quint16 port)
{
    m_visits.append({service, m_report.endpoints.size()});
    m_report.endpoints.append({labelOf(service), port, ProbeResult::CannotTell, false});
}

void EndpointMapperConversation::planVisits()
{
    m_step = Step::Visit;
    QStringList told;
    for (const rpc::Endpoint &endpoint : m_listed) {
        const QString text = u"%1 %2"_s.arg(labelOf(endpoint.service)).arg(endpoint.port);
        if (!told.contains(text) && told.size() < kMostValues)
            told << text;
        if (!request().hint.interfaces.isEmpty()) {
            add(endpoint.service, endpoint.port);
            continue;
        }
        const bool isKnown = endpoint.port == request().port
            || std::any_of(m_report.endpoints.begin(), m_report.endpoints.end(),
                           [&](const EndpointReport &other) { return other.port == endpoint.port; });
        if (!isKnown && m_visits.size() < kMostVisits)
            add(endpoint.service, endpoint.port);
    }
    if (!told.isEmpty())
        addFact(factkey::kEndpoint, told);
}

Conversation::Turn EndpointMapperConversation::visitNext()
{
    ++m_visit;
    if (m_visit >= m_visits.size())
        return done();
    return {{}, Turn::Next::Reconnect, m_report.endpoints[m_visits[m_visit].endpoint].port};
}

} // namespace portolan
