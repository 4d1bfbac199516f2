// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/tables/flowtexts.h"

#include "views/diagram/diagram.h"
#include "views/tables/displaytext.h"

#include <QCollator>
#include <QLocale>

#include <algorithm>
#include <numeric>

namespace portolan {

namespace {

QString words(const Catalog &catalog, const QStringList &ids)
{
    QStringList labels;
    labels.reserve(ids.size());
    for (const QString &id : ids)
        labels << displayText(catalog.authenticationLabel(id));
    return labels.join(QStringLiteral(", "));
}

/// Place of each text in the order that people expect ("MBX2" before "MBX10"); equal texts share one.
std::vector<quint64> ranks(const QStringList &texts)
{
    // The C locale compares bytes, whatever else is asked of it.
    const QLocale locale = QLocale().language() == QLocale::C ? QLocale(QLocale::English) : QLocale();
    QCollator collator(locale);
    collator.setNumericMode(true);
    collator.setCaseSensitivity(Qt::CaseInsensitive);
    std::vector<QCollatorSortKey> keys;
    keys.reserve(static_cast<size_t>(texts.size()));
    for (const QString &text : texts)
        keys.push_back(collator.sortKey(text));
    std::vector<size_t> order(keys.size());
    std::iota(order.begin(), order.end(), 0);
    std::sort(order.begin(), order.end(), [&](size_t a, size_t b) { return keys[a].compare(keys[b]) < 0; });
    std::vector<quint64> result(keys.size());
    quint64 rank = 0;
    for (size_t i = 0; i < order.size(); ++i) {
        if (i > 0 && keys[order[i - 1]].compare(keys[order[i]]) != 0)
            ++rank;
        result[order[i]] = rank;
    }
    return result;
}

std::vector<bool> matches(const QStringList &texts, const QString &word)
{
    std::vector<bool> result;
    result.reserve(static_cast<size_t>(texts.size()));
    for (const QString &text : texts)
        result.push_back(text.contains(word, Qt::CaseInsensitive));
    return result;
}

} // namespace

FlowTexts::FlowTexts(const FlowSet &flows) : m_flows(flows), m_rows(flowRows(flows))
{
    const Topology &topology = flows.topology();
    for (qsizetype i = 0; i < topology.servers.size(); ++i) {
        m_servers << displayText(topology.servers.at(i).name);
        m_siteOf.push_back(flows.siteOf(static_cast<quint32>(i)));
    }
    for (const Site &site : topology.sites)
        m_sites << displayText(site.name);
    const QList<DataPath> &paths = flows.catalog().dataPaths();
    for (const bool local : {false, true}) {
        for (int i = 0; i < paths.size(); ++i) {
            const Flow flow{static_cast<quint16>(i), 0, local ? 0U : 1U, 0};
            m_authentications << words(flows.catalog(), flows.defaultAuthentication(flow));
        }
    }
    for (const Encryption encryption :
         {Encryption::None, Encryption::Disabled, Encryption::Optional, Encryption::Encrypted})
        m_encryptions << encryptionWord(encryption);
}

QString FlowTexts::portText(const FlowRow &row) const
{
    if (row.entry < 0)
        return {};
    if (row.ports.first == row.ports.last)
        return QString::number(row.ports.first);
    return QStringLiteral("%1–%2").arg(row.ports.first).arg(row.ports.last);
}

QString FlowTexts::serviceText(const FlowRow &row) const
{
    if (row.entry < 0)
        return {};
    const PortEntry &entry = m_flows.catalog().dataPaths().at(row.path).ports.at(row.entry);
    const QString transport = entry.transport == Transport::Tcp ? QStringLiteral("TCP") : QStringLiteral("UDP");
    return entry.service.isEmpty() ? transport
                                   : transport + u' ' + displayText(m_flows.catalog().serviceLabel(entry.service));
}

QString FlowTexts::text(quint32 index, FlowColumn column, const FlowChecks *checks) const
{
    const FlowRow &row = m_rows.at(index);
    const DataPath &path = m_flows.catalog().dataPaths().at(row.path);
    switch (column) {
    case FlowColumn::Code:
        return displayText(path.code);
    case FlowColumn::Source:
        return m_servers.at(row.source);
    case FlowColumn::Destination:
        return m_servers.at(row.destination);
    case FlowColumn::Path:
        return displayText(path.title);
    case FlowColumn::Port:
        return portText(row);
    case FlowColumn::Service:
        return serviceText(row);
    case FlowColumn::Authentication:
        return m_authentications.at(row.path + (row.local ? m_flows.catalog().dataPaths().size() : 0));
    case FlowColumn::Encryption:
        return m_encryptions.at(static_cast<int>(row.encryption));
    case FlowColumn::Checked: {
        const FlowCheck *check = checks ? checks->of(row) : nullptr;
        return check ? check->text : QString();
    }
    case FlowColumn::Sites: {
        const int from = m_siteOf.at(row.source);
        const int to = m_siteOf.at(row.destination);
        if (from < 0 || to < 0)
            return {};
        return from == to ? m_sites.at(from) : m_sites.at(from) + QStringLiteral(" → ") + m_sites.at(to);
    }
    }
    return {};
}

std::vector<quint32> FlowTexts::filtered(const QString &filter, const FlowChecks *checks) const
{
    std::vector<quint32> result(m_rows.size());
    std::iota(result.begin(), result.end(), 0U);
    const QList<DataPath> &paths = m_flows.catalog().dataPaths();
    QStringList codes;
    QStringList titles;
    for (const DataPath &path : paths) {
        codes << displayText(path.code);
        titles << displayText(path.title);
    }
    for (const QString &word : filter.simplified().split(u' ', Qt::SkipEmptyParts)) {
        // Everything but ports is looked up once for each server, site and path, not once for each row.
        const std::vector<bool> server = matches(m_servers, word);
        const std::vector<bool> site = matches(m_sites, word);
        const std::vector<bool> code = matches(codes, word);
        const std::vector<bool> title = matches(titles, word);
        const std::vector<bool> authentication = matches(m_authentications, word);
        const std::vector<bool> encryption = matches(m_encryptions, word);
        const bool arrow = word == QStringLiteral("→");
        const auto missing = [&](quint32 index) {
            const FlowRow &row = m_rows[index];
            if (code[row.path] || title[row.path] || server[row.source] || server[row.destination]
                || authentication[row.path + (row.local ? static_cast<size_t>(paths.size()) : 0U)]
                || encryption[static_cast<size_t>(row.encryption)])
                return false;
            const int from = m_siteOf[row.source];
            const int to = m_siteOf[row.destination];
            if ((from >= 0 && site[static_cast<size_t>(from)]) || (to >= 0 && site[static_cast<size_t>(to)])
                || (arrow && from != to))
                return false;
            const FlowCheck *check = checks ? checks->of(row) : nullptr;
            if (check && check->text.contains(word, Qt::CaseInsensitive))
                return false;
            return !portText(row).contains(word) && !serviceText(row).contains(word, Qt::CaseInsensitive);
        };
        result.erase(std::remove_if(result.begin(), result.end(), missing), result.end());
    }
    return result;
}

std::vector<quint64> FlowTexts::sortKeys(const std::vector<quint32> &rows, FlowColumn column,
                                         const FlowChecks *checks) const
{
    std::vector<quint64> table;
    const QList<DataPath> &paths = m_flows.catalog().dataPaths();
    if (column == FlowColumn::Source || column == FlowColumn::Destination)
        table = ranks(m_servers);
    else if (column == FlowColumn::Authentication)
        table = ranks(m_authentications);
    else if (column == FlowColumn::Sites)
        table = ranks(m_sites);
    else if (column == FlowColumn::Path) {
        QStringList titles;
        for (const DataPath &path : paths)
            titles << path.title;
        table = ranks(titles);
    }
    std::vector<std::vector<quint64>> services;
    if (column == FlowColumn::Service) {
        QStringList all;
        for (int path = 0; path < paths.size(); ++path) {
            for (int entry = 0; entry < paths.at(path).ports.size(); ++entry) {
                FlowRow row;
                row.path = static_cast<quint16>(path);
                row.entry = static_cast<qint16>(entry);
                all << serviceText(row);
            }
        }
        const std::vector<quint64> order = ranks(all);
        size_t next = 0;
        for (const DataPath &path : paths) {
            const auto count = static_cast<size_t>(path.ports.size());
            services.emplace_back(order.begin() + static_cast<std::ptrdiff_t>(next),
                                  order.begin() + static_cast<std::ptrdiff_t>(next + count));
            next += count;
        }
    }
    const auto siteRank = [&](quint32 server) {
        const int site = m_siteOf[server];
        return site < 0 ? 0 : table[static_cast<size_t>(site)] + 1;
    };
    std::vector<quint64> keys;
    keys.reserve(rows.size());
    for (const quint32 index : rows) {
        const FlowRow &row = m_rows[index];
        quint64 key = 0;
        switch (column) {
        case FlowColumn::Code:
            key = row.path;
            break;
        case FlowColumn::Source:
            key = table[row.source];
            break;
        case FlowColumn::Destination:
            key = table[row.destination];
            break;
        case FlowColumn::Path:
            key = table[row.path];
            break;
        case FlowColumn::Port:
            key = (quint64(row.ports.first) << 16U) | row.ports.last;
            break;
        case FlowColumn::Service:
            key = row.entry < 0 ? 0 : services[row.path][static_cast<size_t>(row.entry)] + 1;
            break;
        case FlowColumn::Authentication:
            key = table[row.path + (row.local ? static_cast<size_t>(paths.size()) : 0U)];
            break;
        case FlowColumn::Encryption:
            key = static_cast<quint64>(row.encryption);
            break;
        case FlowColumn::Checked: {
            const FlowCheck *check = checks ? checks->of(row) : nullptr;
            key = static_cast<quint64>(check ? check->state : CheckState::NotChecked);
            break;
        }
        case FlowColumn::Sites:
            key = (siteRank(row.source) << 32U) | siteRank(row.destination);
            break;
        }
        keys.push_back(key);
    }
    return keys;
}

std::vector<quint32> FlowTexts::select(const QString &filter, FlowColumn column, Qt::SortOrder order,
                                       const FlowChecks *checks) const
{
    const std::vector<quint32> rows = filtered(filter, checks);
    const std::vector<quint64> keys = sortKeys(rows, column, checks);
    std::vector<quint32> places(rows.size());
    std::iota(places.begin(), places.end(), 0U);
    std::stable_sort(places.begin(), places.end(), [&](quint32 a, quint32 b) {
        return order == Qt::AscendingOrder ? keys[a] < keys[b] : keys[b] < keys[a];
    });
    for (quint32 &place : places)
        place = rows[place];
    return places;
}

} // namespace portolan
