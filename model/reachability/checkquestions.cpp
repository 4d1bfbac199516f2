// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "checkquestions.h"

#include <QCoreApplication>

#include <algorithm>

namespace portolan {

using namespace Qt::StringLiterals;

namespace {

struct CheckQuestionText {
    Q_DECLARE_TR_FUNCTIONS(portolan::CheckQuestionText)
};

QString wordsOf(const ProbeHint &hint)
{
    QString words = toString(hint.protocol);
    if (hint.tls == ProbeTls::First)
        words += u" tls"_s;
    else if (hint.tls == ProbeTls::IfOffered)
        words += u" starttls"_s;
    if (!hint.path.isEmpty())
        words += u' ' + hint.path;
    QStringList interfaces;
    for (const RpcInterface &service : hint.interfaces)
        interfaces
            << u"%1:%2.%3"_s.arg(service.id.toString(QUuid::WithoutBraces)).arg(service.major).arg(service.minor);
    if (!interfaces.isEmpty())
        words += u' ' + interfaces.join(u',');
    return words;
}

/// Where the path's endpoint mapper listens; 0: it has none.
quint16 mapperPort(const Catalog &catalog, const DataPath &path)
{
    const auto mapper = std::find_if(path.ports.begin(), path.ports.end(), [&](const PortEntry &entry) {
        return entry.kind == PortKind::Fixed && entry.transport == Transport::Tcp
            && entry.ports.first == entry.ports.last
            && catalog.probeHint(path, entry).protocol == ProbeProtocol::EndpointMapper;
    });
    return mapper == path.ports.end() ? 0 : mapper->ports.first;
}

} // namespace

CheckQuestions::CheckQuestions(const Catalog &catalog)
{
    for (const DataPath &path : catalog.dataPaths()) {
        m_first.push_back(m_questions.size());
        for (const PortEntry &entry : path.ports)
            m_questions.push_back(question(catalog, path, entry));
    }
}

CheckQuestion CheckQuestions::question(const Catalog &catalog, const DataPath &path, const PortEntry &entry)
{
    CheckQuestion question;
    question.hint = catalog.probeHint(path, entry);
    question.transport = entry.transport;
    const bool isRange =
        entry.kind == PortKind::RpcDynamic || entry.kind == PortKind::Dynamic || entry.ports.first != entry.ports.last;
    if (question.hint.protocol == ProbeProtocol::None)
        question.why = CheckQuestionText::tr("Only its peers get an answer there.");
    else if (entry.kind == PortKind::RpcDynamic && question.hint.protocol == ProbeProtocol::EndpointMapper)
        question.mapperPort = mapperPort(catalog, path);
    else if (question.hint.protocol == ProbeProtocol::Connect && entry.transport == Transport::Udp)
        question.why = CheckQuestionText::tr("Over UDP there is nothing to ask that would be answered.");
    if (question.why.isEmpty() && isRange && question.mapperPort == 0)
        question.why = CheckQuestionText::tr("It is one of a range of ports, and nobody says which.");
    if (!question.why.isEmpty())
        return question;
    const QString words = wordsOf(question.hint);
    question.words = int(m_words.indexOf(words));
    if (question.words < 0) {
        question.words = int(m_words.size());
        m_words << words;
    }
    return question;
}

quint16 CheckQuestions::portOf(const CheckQuestion &question, const FlowPort &port) const
{
    if (!question.why.isEmpty())
        return 0;
    return question.mapperPort != 0 ? question.mapperPort : port.ports.first;
}

QString CheckQuestions::key(const QString &server, const CheckQuestion &question, quint16 port) const
{
    return server + u' ' + toString(question.transport) + u'/' + QString::number(port) + u' ' + m_words[question.words];
}

} // namespace portolan
