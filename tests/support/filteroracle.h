// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/flows/flowset.h"

#include <functional>

namespace portolan::test {

/// A port of a flow, or a flow without any, as a filter is asked about it.
struct AskedRow {
    const FlowSet *flows = nullptr;
    const DataPath *path = nullptr;
    const PortEntry *entry = nullptr; ///< null: no port
    const Server *opener = nullptr;
    const Server *target = nullptr;
    PortRange ports;
    Encryption encryption = Encryption::None;
    QStringList defaultAuthentication;
};

/// A filter as text and what that text means, made together and apart from the program's reading of it.
struct RandomFilter {
    QString text;
    std::function<bool(const AskedRow &)> fits;
};

/// The same seed gives the same filter. Its values are names of this plan, so that it is without faults.
RandomFilter randomFilter(quint64 seed, const Catalog &catalog, const Topology &topology);

/// Lines of the CSV of those rows that fit, in the table's order, asked row by row. An entry of a path that is
/// bidirectional stays with both its directions where either fits.
QStringList linesThatFit(const FlowSet &flows, const RandomFilter &filter);

} // namespace portolan::test
