// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "imapconversation.h"

#include <utility>

namespace portolan {

using namespace Qt::StringLiterals;

QString ImapConversation::name() const
{
    return u"IMAP4"_s;
}

Conversation::Turn ImapConversation::onEncrypted()
{
    m_step = Step::Capabilities;
    m_tag = "a3";
    return command("a3 CAPABILITY");
}

Conversation::Turn ImapConversation::logOut()
{
    return lastCommand("a9 LOGOUT");
}

Conversation::Turn ImapConversation::onLine(const QByteArray &line)
{
    if (m_step == Step::Greeting)
        return onGreeting(line);
    const QList<QByteArray> words = line.simplified().toUpper().split(' ');
    if (words.first() == "*") {
        if (words.value(1) == "BYE") {
            addFact(factkey::kRefusal, {QString::fromUtf8(line)});
            return done();
        }
        if (words.value(1) == "CAPABILITY" && m_step == Step::Capabilities) {
            m_offers.clear();
            for (const QByteArray &word : words.mid(2, kMostValues))
                m_offers << QString::fromUtf8(word);
        }
        return {};
    }
    if (words.first() != m_tag.toUpper())
        return logOut();
    const bool isOk = words.value(1) == "OK";
    if (m_step == Step::Capabilities)
        return onOffers();
    if (isOk)
        return {{}, Turn::Next::StartTls};
    refuseStartTls(QString::fromUtf8(line));
    return logOut();
}

Conversation::Turn ImapConversation::onGreeting(const QByteArray &line)
{
    const QByteArray word = line.startsWith("* ") ? line.mid(2).split(' ').first().toUpper() : QByteArray();
    if (word != "OK" && word != "PREAUTH" && word != "BYE")
        return notIn(name(), line);
    m_report.spoke = true;
    addFact(factkey::kBanner, {QString::fromUtf8(line)});
    if (word == "BYE") {
        addFact(factkey::kRefusal, {QString::fromUtf8(line)});
        return done();
    }
    m_step = Step::Capabilities;
    m_tag = "a1";
    return command("a1 CAPABILITY");
}

Conversation::Turn ImapConversation::onOffers()
{
    const QStringList offers = std::exchange(m_offers, {});
    QStringList authentication;
    for (const QString &offer : offers) {
        if (offer.startsWith(u"AUTH="))
            authentication << offer.mid(5);
    }
    // RFC 3501, 7.2.1: who does not say LOGINDISABLED takes a name and a password as they are.
    if (!offers.isEmpty() && !offers.contains(u"LOGINDISABLED") && !authentication.contains(u"LOGIN"))
        authentication << u"LOGIN"_s;
    addFact(isInTls() ? factkey::kOffersInTls : factkey::kOffers, offers);
    addFact(isInTls() ? factkey::kAuthInTls : factkey::kAuth, authentication);
    if (isInTls())
        return logOut();
    const bool hasStartTls = offers.contains(u"STARTTLS");
    addFact(factkey::kStartTls, {hasStartTls ? u"offered"_s : u"absent"_s});
    if (!hasStartTls || request().hint.tls != ProbeTls::IfOffered)
        return logOut();
    m_step = Step::StartTls;
    m_tag = "a2";
    return command("a2 STARTTLS");
}

} // namespace portolan
