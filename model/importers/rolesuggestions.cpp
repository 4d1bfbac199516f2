// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "rolesuggestions.h"

#include <QCoreApplication>
#include <QHash>

#include <algorithm>

namespace portolan {

namespace {

struct RoleSuggesting {
    Q_DECLARE_TR_FUNCTIONS(portolan::RoleSuggesting)
};

constexpr quint16 kLastSystemPort = 1023;
constexpr double kOfSystemPort = 0.5;
/// Less than this in open ports is what any host of the operating system has.
constexpr double kLeastEvidence = 0.5;
constexpr double kGoodEvidence = 0.8;
/// Services of a role are often switched off: a closed port counts less than an open one.
constexpr double kOfClosed = 0.5;
/// In a range as wide as this anything may be open.
constexpr int kWidestRange = 1024;

QString portText(Transport transport, PortRange ports)
{
    const QString range = ports.first == ports.last ? QString::number(ports.first)
                                                    : QStringLiteral("%1-%2").arg(ports.first).arg(ports.last);
    return range + u'/' + toString(transport);
}

/// The first port of the range that is open; nothing: none is.
std::optional<SeenPort> openPort(const PortEvidence &evidence, Transport transport, PortRange ports)
{
    const auto found = std::find_if(evidence.open.begin(), evidence.open.end(), [&](const SeenPort &port) {
        return port.transport == transport && port.port >= ports.first && port.port <= ports.last;
    });
    return found == evidence.open.end() ? std::nullopt : std::optional(*found);
}

/// Of a range in which nothing is open: closed where every port of it is.
bool isClosed(const PortEvidence &evidence, Transport transport, PortRange ports)
{
    const bool restIsClosed = evidence.restClosed.value_or(false);
    const auto wasScanned = [&](quint16 port) {
        return std::any_of(evidence.scanned.begin(), evidence.scanned.end(), [&](const auto &range) {
            return range.first == transport && port >= range.second.first && port <= range.second.last;
        });
    };
    for (int port = ports.first; port <= ports.last; ++port) {
        const quint32 key = portKey(transport, quint16(port));
        if (evidence.closed.contains(key))
            continue;
        if (evidence.hidden.contains(key) || !restIsClosed || !wasScanned(quint16(port)))
            return false;
    }
    return true;
}

} // namespace

RoleSuggester::RoleSuggester(const Catalog &catalog)
{
    QList<QList<Entry>> byRole(catalog.roles().size());
    const auto add = [&](int role, const Entry &entry) {
        if (role >= 0 && !byRole[role].contains(entry))
            byRole[role] << entry;
    };
    for (const DataPath &path : catalog.dataPaths()) {
        for (const PortEntry &port : path.ports) {
            const bool isKnown = port.kind == PortKind::Fixed || port.kind == PortKind::DagReplicationPort;
            if (!isKnown || port.ports.last - port.ports.first >= kWidestRange)
                continue;
            const Entry entry{port.transport, port.ports, 0};
            if (!port.atRole.isEmpty())
                add(catalog.roleIndex(port.atRole), entry);
            else
                for (const int role : port.reverse ? path.from : path.to)
                    add(role, entry);
            for (const int role : path.bidirectional ? path.from : QList<int>())
                add(role, entry);
        }
    }
    const auto sharers = [&byRole](const Entry &entry) {
        return std::count_if(byRole.begin(), byRole.end(),
                             [&entry](const QList<Entry> &entries) { return entries.contains(entry); });
    };
    for (qsizetype role = 0; role < byRole.size(); ++role) {
        if (catalog.roles()[role].kind == RoleKind::Client || byRole[role].isEmpty())
            continue;
        RolePorts ports{catalog.roles()[role].id, byRole[role]};
        for (Entry &entry : ports.entries)
            entry.weight = (entry.ports.first <= kLastSystemPort ? kOfSystemPort : 1.0) / double(sharers(entry));
        m_roles << ports;
    }
}

QList<RoleSuggestion> RoleSuggester::suggest(const PortEvidence &ports) const
{
    QList<RoleSuggestion> suggestions;
    for (const RolePorts &role : m_roles) {
        double open = 0;
        double closed = 0;
        QStringList openTexts;
        QStringList closedTexts;
        QStringList unknownTexts;
        for (const Entry &entry : role.entries) {
            if (const std::optional<SeenPort> seen = openPort(ports, entry.transport, entry.ports)) {
                open += entry.weight;
                const QString text = portText(seen->transport, {seen->port, seen->port});
                openTexts << (seen->service.isEmpty() ? text : QStringLiteral("%1 (%2)").arg(text, seen->service));
            } else if (isClosed(ports, entry.transport, entry.ports)) {
                closed += entry.weight;
                closedTexts << portText(entry.transport, entry.ports);
            } else {
                unknownTexts << portText(entry.transport, entry.ports);
            }
        }
        if (open < kLeastEvidence)
            continue;
        const double score = open / (open + kOfClosed * closed) * std::min(1.0, open / kGoodEvidence);
        QStringList parts{RoleSuggesting::tr("open: %1").arg(openTexts.join(QStringLiteral(", ")))};
        if (!closedTexts.isEmpty())
            parts << RoleSuggesting::tr("closed: %1").arg(closedTexts.join(QStringLiteral(", ")));
        if (!unknownTexts.isEmpty())
            parts << RoleSuggesting::tr("not told: %1").arg(unknownTexts.join(QStringLiteral(", ")));
        suggestions << RoleSuggestion{role.role, score, parts.join(QStringLiteral("; "))};
    }
    std::stable_sort(suggestions.begin(), suggestions.end(),
                     [](const RoleSuggestion &a, const RoleSuggestion &b) { return a.score > b.score; });
    return suggestions;
}

} // namespace portolan
