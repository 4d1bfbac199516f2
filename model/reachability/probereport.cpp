// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/reachability/probereport.h"

#include "model/reachability/resultsformat.h"

#include <algorithm>

namespace portolan {

QStringList ProbeReport::fact(QStringView key) const
{
    const auto found =
        std::find_if(facts.begin(), facts.end(), [key](const ProbeFact &fact) { return fact.key == key; });
    return found == facts.end() ? QStringList() : found->values;
}

int weight(ProbeResult result)
{
    switch (result) {
    case ProbeResult::Open:
        return 5;
    case ProbeResult::Refused:
        return 4;
    case ProbeResult::Unreachable:
        return 3;
    case ProbeResult::NoAnswer:
    case ProbeResult::CannotTell:
        return 2;
    case ProbeResult::NameNotFound:
    case ProbeResult::LocalFailure:
    case ProbeResult::NotProbeable:
        break;
    }
    return 1;
}

QString toString(ProbeResult result)
{
    return wordFor(result, kProbeResults);
}

std::optional<ProbeResult> probeResultFrom(QStringView word)
{
    for (const auto &[known, result] : kProbeResults) {
        if (known == word)
            return result;
    }
    return std::nullopt;
}

QString toString(TlsOutcome outcome)
{
    return wordFor(outcome, kTlsOutcomes);
}

} // namespace portolan
