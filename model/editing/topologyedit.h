// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/topology/topology.h"

#include <QString>

#include <functional>

namespace portolan {

/// A step that people can take back. Views ask for it, the document carries it out on its present state and keeps the
/// value before it.
struct TopologyEdit {
    QString text; ///< what the step does, for the menu: "Add HUB3", "Move 3 servers to Branch office"
    /// The document after it. Called once, on the state that the document has then, which may be later than the one
    /// that the view knew: ids that are gone count for nothing. The same value back: nothing happened.
    std::function<Topology(const Topology &)> apply;
};

} // namespace portolan
