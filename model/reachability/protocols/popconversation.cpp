// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "popconversation.h"

#include <utility>

namespace portolan {

using namespace Qt::StringLiterals;

QString PopConversation::name() const
{
    return u"POP3"_s;
}

Conversation::Turn PopConversation::onEncrypted()
{
    m_step = Step::Capabilities;
    return command("CAPA");
}

Conversation::Turn PopConversation::onLine(const QByteArray &line)
{
    if (m_step == Step::List) {
        if (line == ".")
            return onOffers();
        if (m_offers.size() < kMostValues)
            m_offers << line;
        return {};
    }
    const bool isOk = line == "+OK" || line.startsWith("+OK ");
    if (!isOk && line != "-ERR" && !line.startsWith("-ERR "))
        return m_report.spoke ? lastCommand("QUIT") : notIn(name(), line);
    if (!m_report.spoke)
        addFact(factkey::kBanner, {QString::fromUtf8(line)});
    m_report.spoke = true;
    switch (m_step) {
    case Step::Greeting:
        if (!isOk) {
            addFact(factkey::kRefusal, {QString::fromUtf8(line)});
            return lastCommand("QUIT");
        }
        m_step = Step::Capabilities;
        return command("CAPA");
    case Step::Capabilities:
        m_offers.clear();
        if (!isOk) // CAPA is younger than POP3
            return onOffers();
        m_step = Step::List;
        return {};
    case Step::StartTls:
        if (isOk)
            return {{}, Turn::Next::StartTls};
        refuseStartTls(QString::fromUtf8(line));
        return lastCommand("QUIT");
    case Step::List:
        break;
    }
    return done();
}

Conversation::Turn PopConversation::onOffers()
{
    QStringList offers;
    QStringList authentication;
    bool hasStartTls = false;
    const QList<QByteArray> lines = std::exchange(m_offers, {});
    for (const QByteArray &line : lines) {
        offers << QString::fromUtf8(line);
        const QStringList words = offers.last().simplified().toUpper().split(u' ');
        hasStartTls = hasStartTls || words.first() == u"STLS";
        if (words.first() == u"SASL")
            authentication += words.mid(1);
        else if (words.first() == u"USER")
            authentication += words.first();
    }
    addFact(isInTls() ? factkey::kOffersInTls : factkey::kOffers, offers);
    addFact(isInTls() ? factkey::kAuthInTls : factkey::kAuth, authentication);
    if (isInTls())
        return lastCommand("QUIT");
    addFact(factkey::kStartTls, {hasStartTls ? u"offered"_s : u"absent"_s});
    if (!hasStartTls || request().hint.tls != ProbeTls::IfOffered)
        return lastCommand("QUIT");
    m_step = Step::StartTls;
    return command("STLS");
}

} // namespace portolan
