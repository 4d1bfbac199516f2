// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/comparison/flowdifference.h"

#include <memory>
#include <vector>

namespace portolan {

/// What a firewall between two servers has to open (Added) or may close (Removed): who opens connections to whom, over
/// what, at which ports as one range.
struct OpeningChange {
    Change change = Change::Added;
    quint32 source = 0; ///< who opens the connection; index into the servers of the version that has the opening
    quint32 destination = 0;
    Transport transport = Transport::Tcp;
    PortRange ports;
    std::vector<quint16> paths; ///< data paths it serves, indexes into the catalog of that version
};

/// The openings that two FlowSets differ in. One that another data path needs as well stays open and is no difference,
/// nor is what stays on one server. Found for one server at a time, so that millions need no memory.
class OpeningDifference
{
public:
    explicit OpeningDifference(const FlowDifference &difference);
    ~OpeningDifference();
    OpeningDifference(const OpeningDifference &) = delete;
    OpeningDifference &operator=(const OpeningDifference &) = delete;

    /// Replaces `changes` by those that this united server opens, by the other end's united number and the ports.
    void changesFrom(quint32 server, std::vector<OpeningChange> &changes);
    /// Of all servers.
    ChangeCounts counts();

private:
    class Finder;
    std::unique_ptr<Finder> m_finder;
};

} // namespace portolan
