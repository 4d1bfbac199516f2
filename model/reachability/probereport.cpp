// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/reachability/probereport.h"

#include <algorithm>
#include <array>

namespace portolan {

namespace {

struct ResultWord {
    ProbeResult result;
    QStringView word;
};

constexpr std::array<ResultWord, 8> kResults{{
    {ProbeResult::Open, u"open"},
    {ProbeResult::Refused, u"refused"},
    {ProbeResult::NoAnswer, u"no-answer"},
    {ProbeResult::Unreachable, u"unreachable"},
    {ProbeResult::NameNotFound, u"name-not-found"},
    {ProbeResult::LocalFailure, u"local-failure"},
    {ProbeResult::CannotTell, u"cannot-tell"},
    {ProbeResult::NotProbeable, u"not-probeable"},
}};

} // namespace

QStringList ProbeReport::fact(QStringView key) const
{
    const auto found =
        std::find_if(facts.begin(), facts.end(), [key](const ProbeFact &fact) { return fact.key == key; });
    return found == facts.end() ? QStringList() : found->values;
}

QString toString(ProbeResult result)
{
    const auto *const found = std::find_if(kResults.begin(), kResults.end(),
                                           [result](const ResultWord &word) { return word.result == result; });
    return found->word.toString();
}

std::optional<ProbeResult> probeResultFrom(QStringView word)
{
    const auto *const found =
        std::find_if(kResults.begin(), kResults.end(), [word](const ResultWord &known) { return known.word == word; });
    if (found == kResults.end())
        return std::nullopt;
    return found->result;
}

QString toString(TlsOutcome outcome)
{
    switch (outcome) {
    case TlsOutcome::Established:
        return QStringLiteral("established");
    case TlsOutcome::OldOnly:
        return QStringLiteral("old-only");
    case TlsOutcome::Refused:
        return QStringLiteral("refused");
    case TlsOutcome::NotTls:
        return QStringLiteral("not-tls");
    case TlsOutcome::Closed:
        return QStringLiteral("closed");
    case TlsOutcome::Stalled:
        return QStringLiteral("stalled");
    }
    Q_UNREACHABLE();
}

} // namespace portolan
