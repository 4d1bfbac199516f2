// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/reachability/reachabilityresults.h"

#include <QList>
#include <QString>

namespace portolan {

/// What became other between two checks of the same thing from the same vantage.
struct ResultChange {
    enum class Kind : quint8 {
        Broke, ///< answered, and does no more
        Mended,
        FailsOtherwise, ///< silence became a refusal, for one
        AnswersOtherwise, ///< certificate, TLS, offers
    };
    Kind kind = Kind::AnswersOtherwise;
    QString vantage; ///< server id; empty: elsewhere
    QString key; ///< CheckedTarget::key
    QString destination; ///< server id
    Transport transport = Transport::Tcp;
    quint16 port = 0;
    QString what; ///< for people: "certificate"
    QString before;
    QString after;
    friend bool operator==(const ResultChange &, const ResultChange &) = default;
};

/// The newest that each of the vantage's runs says of each target, as one run; its times are those of the newest.
ReachabilityRun newestOf(const ReachabilityResults &results, const QString &vantage);

/// By vantage, then in the order of the later targets. No change is: what only one side checked, what one side could
/// not tell or try, and what changes by itself (banners, clocks, ports that are handed out).
QList<ResultChange> compareResults(const ReachabilityResults &before, const ReachabilityResults &after);

QString toString(ResultChange::Kind kind); ///< "broke", "mended", "fails-otherwise", "answers-otherwise"

} // namespace portolan
