// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "framedconversation.h"
#include "rpcmessages.h"

namespace portolan {

/// Asks the endpoint mapper for the ports of services, goes to each and asks there for the service: an open port alone
/// may be anybody's. Without interfaces to ask for, it lists what there is and goes to a few of those.
class EndpointMapperConversation final : public FramedConversation
{
public:
    using FramedConversation::FramedConversation;

private:
    enum class Step : quint8 { Bind, Map, Lookup, Visit };

    struct Visit {
        RpcInterface service;
        qsizetype endpoint = 0; ///< index into the report's
    };

    Turn start() override;
    Turn onReconnectFailed(ProbeResult result) override;
    Turn onCut() override;
    qint64 frameSize(QByteArrayView start) const override;
    Turn onFrame(QByteArrayView frame) override;
    Turn onGarbage(QByteArrayView start) override;
    QString name() const override;

    Turn onBound(const rpc::Fragment &fragment, QByteArrayView frame);
    Turn onFault(const rpc::Fragment &fragment);
    Turn onRefused(const QString &why);
    Turn onMapped(QByteArrayView stub);
    Turn onListed(QByteArrayView stub);
    Turn askNext();
    Turn visitNext();
    void add(const RpcInterface &service, quint16 port);
    void planVisits();

    Step m_step = Step::Bind;
    quint32 m_call = 0;
    qsizetype m_asked = 0; ///< interfaces of the hint
    int m_rounds = 0; ///< of a listing
    QByteArray m_stub; ///< fragments so far
    QList<rpc::Endpoint> m_listed;
    QList<Visit> m_visits;
    qsizetype m_visit = -1;
};

} // namespace portolan
