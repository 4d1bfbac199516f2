// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/catalog/catalog.h"
#include "model/importers/importfacts.h"

namespace portolan {

/// A role that a host's ports look like. Never more than that: other programs listen on the same ports.
struct RoleSuggestion {
    QString role; ///< id
    double score = 0; ///< 0 to 1
    QString evidence; ///< "open: 25/tcp (smtp), 587/tcp; closed: 135/tcp; not told: 50636/tcp"
};

/// From this on a suggestion is taken where all of them are to be.
inline constexpr double kLikelyRole = 0.5;

/// Which ports servers of each role answer on, as the catalog's data paths have it.
class RoleSuggester
{
public:
    explicit RoleSuggester(const Catalog &catalog);

    /// The likeliest first. Ports that many roles have, or that all the world's programs use, tell little; a port that
    /// is closed speaks against a role, one of which nothing is known does not.
    QList<RoleSuggestion> suggest(const PortEvidence &ports) const;

private:
    struct Entry {
        Transport transport = Transport::Tcp;
        PortRange ports;
        double weight = 0;
        friend bool operator==(const Entry &a, const Entry &b)
        {
            return a.transport == b.transport && a.ports == b.ports;
        }
    };
    struct RolePorts {
        QString role;
        QList<Entry> entries;
    };
    QList<RolePorts> m_roles;
};

} // namespace portolan
