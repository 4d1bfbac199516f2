// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "evidence.h"

#include <QCoreApplication>

#include <utility>

namespace portolan {

namespace {

struct EvidenceText {
    Q_DECLARE_TR_FUNCTIONS(portolan::Evidence)
};

} // namespace

void Evidence::add(ProbeStep::Kind kind, qint64 at, bool inTls, const QString &text)
{
    // Words for what was received speak for the bytes before them too.
    if (kind == ProbeStep::Kind::Received)
        m_untoldBytes = 0;
    else
        tellBytes();
    QString kept = text.left(kLongestText);
    if (kept.size() < text.size())
        kept += u'…';
    append({kind, static_cast<int>(at), inTls, kept});
}

void Evidence::addBytes(qint64 at, bool inTls, qsizetype count)
{
    if (m_untoldBytes == 0)
        m_untold = {ProbeStep::Kind::Received, static_cast<int>(at), inTls, {}};
    m_untoldBytes += count;
}

void Evidence::tellBytes()
{
    if (m_untoldBytes == 0)
        return;
    m_untold.text = EvidenceText::tr("%n byte(s)", nullptr, static_cast<int>(std::exchange(m_untoldBytes, 0)));
    append(std::exchange(m_untold, {}));
}

void Evidence::append(ProbeStep step)
{
    if (m_steps.size() < kMostSteps)
        m_steps.append(std::move(step));
    else if (m_steps.size() == kMostSteps)
        m_steps.append({ProbeStep::Kind::Event, step.at, false, EvidenceText::tr("The rest is left out.")});
}

QList<ProbeStep> Evidence::take()
{
    tellBytes();
    return std::exchange(m_steps, {});
}

} // namespace portolan
