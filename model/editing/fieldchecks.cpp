// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "fieldchecks.h"

#include "model/json/plaintext.h"
#include "model/topology/ipaddress.h"
#include "model/topology/topologyrules.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

namespace portolan {

namespace {

struct FieldChecks {
    Q_DECLARE_TR_FUNCTIONS(portolan::FieldChecks)
};

FieldCheck refused(const QString &fault)
{
    return fault.isEmpty() ? FieldCheck() : FieldFault{fault, true};
}

FieldCheck found(const QString &text)
{
    return FieldFault{text, false};
}

FieldCheck checkName(const QString &name)
{
    return refused(textFault(name, Empty::Refused, Lines::One, kLongestName));
}

FieldCheck checkWords(const QString &text)
{
    return refused(textFault(text, Empty::Allowed, Lines::One, kLongestName));
}

/// A name that something else of the same kind has.
template <typename T>
FieldCheck checkNameAmong(const QList<T> &list, const QString &id, const QString &name, const QString &taken)
{
    if (FieldCheck fault = checkName(name))
        return fault;
    const bool isTaken = std::any_of(list.begin(), list.end(), [&](const T &other) {
        return other.id != id && other.name.compare(name, Qt::CaseInsensitive) == 0;
    });
    return isTaken ? found(taken.arg(quoted(name))) : FieldCheck();
}

std::optional<qint64> wholeNumberFrom(const QString &text, qint64 most)
{
    bool isNumber = false;
    const qint64 number = text.trimmed().toLongLong(&isNumber);
    return isNumber && number >= 1 && number <= most ? std::optional(number) : std::nullopt;
}

} // namespace

FieldCheck checkSiteName(const Topology &now, const QString &id, const QString &name)
{
    return checkNameAmong(now.sites, id, name,
                          FieldChecks::tr("Another site is called %1 already; nobody could tell them apart."));
}

FieldCheck checkServerName(const Topology &now, const QString &id, const QString &name)
{
    return checkNameAmong(now.servers, id, name,
                          FieldChecks::tr("Another server is called %1 already; nobody could tell them apart."));
}

FieldCheck checkGroupName(const Topology &now, const QString &id, const QString &name)
{
    return checkNameAmong(now.groups, id, name,
                          FieldChecks::tr("Another group is called %1 already; nobody could tell them apart."));
}

FieldCheck checkViewName(const Topology &now, const QString &before, const QString &name)
{
    if (FieldCheck fault = checkName(name))
        return fault;
    const bool isTaken = name != before
        && std::any_of(now.views.begin(), now.views.end(), [&](const ChartView &view) { return view.name == name; });
    return refused(isTaken
                       ? FieldChecks::tr("There is a view called %1 already; choose another name.").arg(quoted(name))
                       : QString());
}

FieldCheck checkDocumentName(const QString &name)
{
    return checkName(name);
}

FieldCheck checkCatalogId(const QString &id)
{
    return checkName(id);
}

FieldCheck checkNewId(const Topology &now, const QString &id)
{
    if (FieldCheck fault = refused(idFault(id)))
        return fault;
    const bool isTaken = findSite(now, id) || findServer(now, id) || findGroup(now, id);
    return refused(isTaken ? FieldChecks::tr("%1 is the id of something else already; choose another.").arg(quoted(id))
                           : QString());
}

FieldCheck checkOrganization(const QString &text)
{
    return checkWords(text);
}

FieldCheck checkVersion(const QString &text)
{
    return checkWords(text);
}

FieldCheck checkOperatingSystem(const QString &text)
{
    return checkWords(text);
}

FieldCheck checkNotes(const QString &text)
{
    return refused(textFault(text, Empty::Allowed, Lines::Many, kLongestNotes));
}

FieldCheck checkReason(const QString &text)
{
    return refused(textFault(text, Empty::Refused, Lines::Many, kLongestNotes));
}

FieldCheck checkRole(const QString &id)
{
    return refused(roleFault(id));
}

FieldCheck checkFqdn(const Topology &now, const QString &serverId, const QString &text)
{
    if (FieldCheck fault = checkHostName(text); fault || text.isEmpty())
        return fault;
    const auto other = std::find_if(now.servers.begin(), now.servers.end(), [&](const Server &server) {
        return server.id != serverId && server.fqdn.compare(text, Qt::CaseInsensitive) == 0;
    });
    return other == now.servers.end()
        ? FieldCheck()
        : found(FieldChecks::tr("The server %1 has this FQDN too.").arg(quoted(other->name)));
}

FieldCheck checkHostName(const QString &text)
{
    return refused(text.isEmpty() ? QString() : hostNameFault(text));
}

FieldCheck checkServerAddresses(const Topology &now, const QString &serverId, const QString &text)
{
    if (FieldCheck fault = checkAddresses(text))
        return fault;
    for (const QString &address : addressesFrom(text)) {
        const std::optional<IpAddress> wanted = parseIpAddress(address);
        for (const Server &server : now.servers) {
            const auto isIt = [&wanted](const QString &other) { return parseIpAddress(other) == wanted; };
            if (server.id != serverId && std::any_of(server.addresses.begin(), server.addresses.end(), isIt))
                return found(
                    FieldChecks::tr("The server %1 has the address %2 too.").arg(quoted(server.name), address));
        }
    }
    return {};
}

FieldCheck checkAddresses(const QString &text)
{
    const QStringList addresses = addressesFrom(text);
    if (addresses.size() > kMostOfOneServer)
        return refused(
            FieldChecks::tr("There are %1 here; %2 is the most.").arg(addresses.size()).arg(kMostOfOneServer));
    for (const QString &address : addresses) {
        if (FieldCheck fault = refused(addressFault(address)))
            return fault;
    }
    return {};
}

FieldCheck checkPortRange(const QString &text)
{
    return refused(text.trimmed().isEmpty() || portRangeFrom(text)
                       ? QString()
                       : FieldChecks::tr("%1 is no range of ports: it is written 60000-60099, or 60000 for one port; "
                                         "ports go from 1 to %2 and the first comes before the last.")
                             .arg(quoted(text))
                             .arg(kLastPort));
}

FieldCheck checkPort(const QString &text)
{
    return refused(text.trimmed().isEmpty() || portFrom(text)
                       ? QString()
                       : FieldChecks::tr("%1 is no port: it has to be a whole number from 1 to %2.")
                             .arg(quoted(text))
                             .arg(kLastPort));
}

FieldCheck checkCost(const QString &text)
{
    return refused(costFrom(text) ? QString()
                                  : FieldChecks::tr("%1 is no cost: it has to be a whole number from 1 to %2.")
                                        .arg(quoted(text))
                                        .arg(kHighestCost));
}

FieldCheck checkNewLink(const Topology &now, const LinkEnds &ends)
{
    if (!findSite(now, ends.first) || !findSite(now, ends.second))
        return refused(FieldChecks::tr("A link is between two sites; choose both."));
    if (ends.first == ends.second)
        return refused(FieldChecks::tr("A link is between two different sites."));
    return refused(findLink(now, ends) ? FieldChecks::tr("These two sites have a link already.") : QString());
}

QStringList addressesFrom(const QString &text)
{
    static const QRegularExpression between(QStringLiteral("[\\s,;]+"));
    return text.split(between, Qt::SkipEmptyParts);
}

std::optional<PortRange> portRangeFrom(const QString &text)
{
    static const QRegularExpression dash(QStringLiteral("\\s*[-\u2013]\\s*"));
    const QStringList ends = text.trimmed().split(dash);
    const std::optional<quint16> first = portFrom(ends.first());
    const std::optional<quint16> last = portFrom(ends.last());
    if (ends.size() > 2 || !first || !last || !portRangeFault(*first, *last).isEmpty())
        return {};
    return PortRange{*first, *last};
}

QString portRangeText(const std::optional<PortRange> &range)
{
    if (!range)
        return {};
    return range->first == range->last ? QString::number(range->first)
                                       : QStringLiteral("%1-%2").arg(range->first).arg(range->last);
}

std::optional<quint16> portFrom(const QString &text)
{
    const std::optional<qint64> number = wholeNumberFrom(text, kLastPort);
    return number ? std::optional(quint16(*number)) : std::nullopt;
}

std::optional<int> costFrom(const QString &text)
{
    const std::optional<qint64> number = wholeNumberFrom(text, kHighestCost);
    return number ? std::optional(int(*number)) : std::nullopt;
}

} // namespace portolan
