// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/reachability/verdicts.h"

namespace portolan {

/// Failing ports that one thing would explain.
struct LikelyCause {
    enum class Kind : quint8 {
        SiteDark, ///< nothing of a site's hosts, two or more, answers
        HostDown, ///< nothing of a host, two ports or more, answers
        NameUnknown, ///< the name of a host has no address
        PortBlocked, ///< one port of two hosts or more of a site does not answer, and others of them do
        PortRejected, ///< a firewall rejects one port of two hosts or more of a site
        Single,
    };
    Kind kind = Kind::Single;
    QString text; ///< one sentence
    QString advice;
    QList<int> ports; ///< indexes into what was judged
    friend bool operator==(const LikelyCause &, const LikelyCause &) = default;
};

/// Each failing port in one cause, the widest that explains it; what most ports hang on comes first.
QList<LikelyCause> likelyCauses(const FlowSet &flows, const std::vector<JudgedPort> &ports);

/// A data path that is broken between its ends.
struct BrokenPath {
    quint16 path = 0; ///< index into Catalog::dataPaths(); its table is the workload
    Verdict verdict = Verdict::Fails; ///< the worst: Fails or Differs
    QString reason; ///< of the worst
    int flows = 0; ///< how many of its flows
    QList<int> ports; ///< indexes into what was judged
    friend bool operator==(const BrokenPath &, const BrokenPath &) = default;
};

/// What fails before what differs, then what breaks more flows, then as in the port reference.
QList<BrokenPath> brokenPaths(const std::vector<JudgedPort> &ports);

} // namespace portolan
