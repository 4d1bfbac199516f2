// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "smtpconversation.h"

#include <utility>

namespace portolan {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMostLines = 200; ///< of a reply

bool isKeyword(const QByteArray &offer, const char *keyword)
{
    return offer.compare(keyword, Qt::CaseInsensitive) == 0;
}

} // namespace

QString SmtpConversation::name() const
{
    return u"SMTP"_s;
}

Conversation::Turn SmtpConversation::onLine(const QByteArray &line)
{
    bool isCode = false;
    const int code = line.first(qMin<qsizetype>(line.size(), 3)).toInt(&isCode);
    const char mark = line.size() > 3 ? line[3] : ' ';
    if (!isCode || code < 200 || code > 599 || (mark != ' ' && mark != '-'))
        return m_report.spoke ? lastCommand("QUIT") : notIn(name(), line);
    if (!m_report.spoke)
        addFact(factkey::kBanner, {QString::fromUtf8(line)});
    m_report.spoke = true;
    if (m_reply.size() < kMostLines)
        m_reply << line.sliced(qMin<qsizetype>(line.size(), 4));
    return mark == '-' ? Turn() : onReply(code);
}

Conversation::Turn SmtpConversation::onReply(int code)
{
    const QList<QByteArray> reply = std::exchange(m_reply, {});
    const QString refusal = u"%1 %2"_s.arg(code).arg(QString::fromUtf8(reply.last()));
    switch (m_step) {
    case Step::Greeting:
        if (code != 220) {
            addFact(factkey::kRefusal, {refusal});
            return lastCommand("QUIT");
        }
        addFact(factkey::kHost, {QString::fromUtf8(reply.first().trimmed().split(' ').first())});
        return hello();
    case Step::Ehlo:
        if (code != 250) {
            addFact(factkey::kRefusal, {refusal});
            return lastCommand("QUIT");
        }
        m_reply = reply;
        return onOffers();
    case Step::StartTls:
        if (code == 220)
            return {{}, Turn::Next::StartTls};
        refuseStartTls(refusal);
        return lastCommand("QUIT");
    }
    return done();
}

Conversation::Turn SmtpConversation::hello()
{
    m_step = Step::Ehlo;
    m_reply.clear();
    return command("EHLO " + ownName(request()));
}

Conversation::Turn SmtpConversation::onOffers()
{
    QStringList offers;
    QStringList authentication;
    bool hasStartTls = false;
    const QList<QByteArray> lines = std::exchange(m_reply, {}).mid(1); // the first is a greeting
    for (const QByteArray &line : lines) {
        offers << QString::fromUtf8(line);
        QByteArray words = line;
        if (isKeyword(words.first(qMin<qsizetype>(words.size(), 5)), "AUTH=")) // as before RFC 2554
            words[4] = ' ';
        QList<QByteArray> parts = words.simplified().split(' ');
        const QByteArray keyword = parts.takeFirst();
        hasStartTls = hasStartTls || isKeyword(keyword, "STARTTLS");
        if (!isKeyword(keyword, "AUTH"))
            continue;
        for (const QByteArray &mechanism : parts) {
            if (!authentication.contains(QString::fromUtf8(mechanism)))
                authentication << QString::fromUtf8(mechanism);
        }
    }
    addFact(isInTls() ? factkey::kOffersInTls : factkey::kOffers, offers);
    addFact(isInTls() ? factkey::kAuthInTls : factkey::kAuth, authentication);
    if (isInTls())
        return lastCommand("QUIT");
    addFact(factkey::kStartTls, {hasStartTls ? u"offered"_s : u"absent"_s});
    if (!hasStartTls || request().hint.tls != ProbeTls::IfOffered)
        return lastCommand("QUIT");
    m_step = Step::StartTls;
    return command("STARTTLS");
}

} // namespace portolan
