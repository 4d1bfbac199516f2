// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/catalog/catalog.h"
#include "model/json/jsonobjectreader.h"
#include "model/reachability/probereport.h"

namespace portolan {

inline constexpr QStringView kResultsFormat = u"portolan-results";
inline constexpr int kResultsVersion = 1;

inline constexpr JsonWord<Transport> kResultTransports[] = {{u"tcp", Transport::Tcp}, {u"udp", Transport::Udp}};

inline constexpr JsonWord<TlsOutcome> kTlsOutcomes[] = {
    {u"established", TlsOutcome::Established}, {u"old-only", TlsOutcome::OldOnly}, {u"refused", TlsOutcome::Refused},
    {u"not-tls", TlsOutcome::NotTls},          {u"closed", TlsOutcome::Closed},    {u"stalled", TlsOutcome::Stalled},
};

inline constexpr JsonWord<ProbeResult> kProbeResults[] = {
    {u"open", ProbeResult::Open},
    {u"refused", ProbeResult::Refused},
    {u"no-answer", ProbeResult::NoAnswer},
    {u"unreachable", ProbeResult::Unreachable},
    {u"name-not-found", ProbeResult::NameNotFound},
    {u"local-failure", ProbeResult::LocalFailure},
    {u"cannot-tell", ProbeResult::CannotTell},
    {u"not-probeable", ProbeResult::NotProbeable},
};

inline constexpr JsonWord<ProbeStep::Kind> kStepKinds[] = {
    {u"sent", ProbeStep::Kind::Sent},
    {u"received", ProbeStep::Kind::Received},
    {u"event", ProbeStep::Kind::Event},
};

/// Every meaning has a word.
template <typename T, size_t N>
QString wordFor(T meaning, const JsonWord<T> (&words)[N])
{
    for (const JsonWord<T> &word : words) {
        if (word.second == meaning)
            return word.first.toString();
    }
    Q_UNREACHABLE();
}

// Well above what any check gives, and small enough that no file makes the program large.
inline constexpr qsizetype kMostRuns = 10000;
inline constexpr qsizetype kMostTargets = 200000; ///< of a run
inline constexpr qsizetype kMostOfEach = 1024; ///< values, steps, certificates … of one report
inline constexpr qsizetype kLongestWord = 512; ///< ids, keys, names
inline constexpr qsizetype kLongestEvidence = 4096;
inline constexpr qint64 kLongestTime = 24LL * 60 * 60 * 1000; ///< ms of one check

} // namespace portolan
