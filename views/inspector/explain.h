// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "views/graph/selection.h"
#include "views/inspector/htmlwriter.h"

#include <array>

namespace portolan {

/// Names of servers, the first some of them and how many more there are.
QString serverNames(const FlowSet &flows, const ServerSet &servers, size_t most = 12);
QString roleLabels(const Catalog &catalog, const QList<int> &roles, QStringView separator);

/// Everything about flows of one data path, of which there is at least one: why they exist, ports, authentication,
/// encryption, notes, rules, source.
void explainFlows(HtmlWriter &out, const FlowSet &flows, const std::vector<EdgeFlows> &picked,
                  const std::optional<FlowRow> &row);
void explainServers(HtmlWriter &out, const FlowSet &flows, const ServerSet &servers);
void explainSite(HtmlWriter &out, const FlowSet &flows, int site);
void explainDocument(HtmlWriter &out, const FlowSet &flows);
void explainRules(HtmlWriter &out, const FlowSet &flows, const QList<int> &rules);

/// Flows by their encryption; index is Encryption.
std::array<qint64, 4> countByEncryption(const FlowSet &flows);

} // namespace portolan
