// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/flows/filterfault.h"
#include "model/flows/flowset.h"

#include <tl/expected.hpp>

#include <QList>
#include <QString>

#include <memory>

namespace portolan {

struct FilterNode;
struct FlowReachability;

/// What of a plan's flows somebody wants to see, as text that one types or clicks together:
///
///     from:london to:dmz,internet -protocol:dns (path:M* or port:5060-5070) "head office"
///
/// Terms that follow each other all have to hold (`and` between them says the same), of those with `or` or `|` between
/// them one has to; `or` binds less. `-` or `not` before a term or parentheses turns it round. A term is
/// `key:value[,value…]`, of which one value has to fit, or words without a key. Text with blanks or signs stands in
/// quotation marks ("" within them is one), `*` stands for any text, case does not matter. No text: everything.
///
/// A filter is asked about each row of flowRows(), that is a flow and one of its ports:
/// - `site`, `server`, `role`, `group`: either end, by id, name or label; a server also by fqdn or address.
/// - `from`, `to`: who opens the port's connection and who answers it; any of the four.
/// - `path` (code or id of a data path), `table` (of the port reference), `transport`, `protocol` (service).
/// - `port`: a number, a range, which the port or range of the row has to meet, or `dynamic`.
/// - `auth`: authentication that is the default or supported; `defaultauth`: only what is the default between the two.
/// - `encryption`: encrypted, optional, disabled, none, or what the chart calls them ("not encrypted").
/// - `crosses:site`, `crosses:zone` (a zone: kind of site and organization), `is:local` (both ends on one server).
/// - `reachability`: works, differs, fails, cannot-tell, not-checked: what withReachability() was given says; without
///   that all is not-checked.
/// - a word: part of a name, id or address of either end, its site, roles or groups, of a title, id or service of the
///   data path; or its whole code; or a port.
class FlowFilter
{
public:
    /// Lets everything pass.
    FlowFilter() = default;

    /// All faults, by place: also keys that there are not and values that nothing in this plan is called. The filter
    /// may be used with flows of other plans; what they do not have fits nothing there.
    static tl::expected<FlowFilter, QList<FilterFault>> parse(const QString &text, const Catalog &catalog,
                                                              const Topology &topology);

    /// The same filter, which asks these checks; they are of the plan whose flows are filtered.
    FlowFilter withReachability(std::shared_ptr<const FlowReachability> checks) const;

    bool isEmpty() const { return !m_root; }
    const QString &text() const { return m_text; } ///< as it was parsed

private:
    friend FlowSet filtered(const FlowSet &flows, const FlowFilter &filter);

    QString m_text;
    std::shared_ptr<const FilterNode> m_root; ///< null: everything
    std::shared_ptr<const FlowReachability> m_checks; ///< null: none
};

/// The flows, of the same catalog and topology, with those ports only that pass; a flow without any is left out. Groups
/// keep their order. An entry of a bidirectional path is one bit of a group: it stays, with both its directions, where
/// either passes.
FlowSet filtered(const FlowSet &flows, const FlowFilter &filter);

} // namespace portolan
