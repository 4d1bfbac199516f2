// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/reachability/reachabilityplan.h"

#include <QByteArray>

namespace portolan {

/// The bytes that a script says in one check, as the exchanges under protocols/ would; exchanges of lines need none:
/// scripts know the few words.
struct KitRequests {
    /// An RPC service that the endpoint mapper is asked for, and then visited.
    struct Visit {
        QString label;
        QByteArray map;
        QByteArray bind;
    };
    QByteArray first; ///< empty: the peer speaks first, or nothing is said
    QByteArray
        second; ///< HTTP: for those who refuse the first; endpoint mapper: what is there, where no visit is wanted
    QList<Visit> visits;
};

/// What is to be random depends on the seed and on nothing else.
KitRequests kitRequests(const ProbeRequest &request, quint32 seed);

/// The id of every DNS question that was made with this seed.
quint16 kitDnsId(quint32 seed);

} // namespace portolan
