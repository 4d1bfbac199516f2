// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/diagram/diagram.h"
#include "views/inspector/explain.h"
#include "views/inspector/firewallmatch.h"

#include <QCoreApplication>
#include <QHash>
#include <QLocale>
#include <QMap>

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

namespace portolan {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("portolan::Inspector", text);
}

QString number(qint64 value)
{
    return QLocale().toString(value);
}

qint64 common(const ServerSet &a, const ServerSet &b)
{
    ServerSet both;
    std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
    return static_cast<qint64>(both.size());
}

std::vector<qint64> countBySite(const FlowSet &flows, const ServerSet &servers)
{
    std::vector<qint64> counts(static_cast<size_t>(flows.topology().sites.size()));
    for (const quint32 server : servers) {
        if (flows.siteOf(server) >= 0)
            ++counts.at(static_cast<size_t>(flows.siteOf(server)));
    }
    return counts;
}

/// Both ways, each pair once: going through all flows instead would take tens of milliseconds.
std::vector<std::pair<int, int>> sitesWithoutTls(const FlowSet &flows)
{
    const Topology &topology = flows.topology();
    QHash<QString, int> sites;
    for (int site = 0; site < topology.sites.size(); ++site)
        sites.insert(topology.sites.at(site).id, site);
    std::vector<std::pair<int, int>> pairs;
    for (const Link &link : topology.links) {
        const int first = sites.value(link.first, -1);
        const int second = sites.value(link.second, -1);
        if (first < 0 || second < 0 || !flows.tlsDisabledBetween(first, second))
            continue;
        pairs.emplace_back(first, second);
        pairs.emplace_back(second, first);
    }
    std::sort(pairs.begin(), pairs.end());
    pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
    return pairs;
}

struct PathCount {
    qint64 in = 0;
    qint64 out = 0;
    qint64 within = 0; ///< on one server, or between two of the set
};

QMap<int, PathCount> countPaths(const FlowSet &flows, const ServerSet &servers)
{
    QMap<int, PathCount> counts;
    for (const FlowGroup &group : flows.groups()) {
        const ServerSet &sources = flows.set(group.sources);
        const ServerSet &destinations = flows.set(group.destinations);
        const qint64 from = common(sources, servers);
        const qint64 to = common(destinations, servers);
        if (from == 0 && to == 0)
            continue;
        PathCount &count = counts[group.path];
        if (group.self) {
            count.within += from;
            continue;
        }
        ServerSet both;
        std::set_intersection(sources.begin(), sources.end(), destinations.begin(), destinations.end(),
                              std::back_inserter(both));
        const qint64 bothHere = common(both, servers);
        const qint64 within = from * to - bothHere;
        count.within += within;
        count.out += from * static_cast<qint64>(destinations.size()) - bothHere - within;
        count.in += to * static_cast<qint64>(sources.size()) - bothHere - within;
    }
    return counts;
}

void explainPathCounts(HtmlWriter &out, const FlowSet &flows, const ServerSet &servers)
{
    const QMap<int, PathCount> counts = countPaths(flows, servers);
    const auto list = [&](const QString &title, auto member) {
        QList<Html> items;
        qint64 total = 0;
        for (auto it = counts.begin(); it != counts.end(); ++it) {
            const qint64 count = it.value().*member;
            if (count <= 0)
                continue;
            total += count;
            const DataPath &path = flows.catalog().dataPaths().at(it.key());
            items << Html::bold(path.code) + Html::of(QStringLiteral(" ")) + Html::of(path.title)
                    + out.quietText(QStringLiteral(" ×") + number(count));
        }
        if (items.isEmpty())
            return;
        out.heading(tr("%1: %2").arg(title, number(total)));
        out.bullets(items);
    };
    list(tr("Flows out"), &PathCount::out);
    list(tr("Flows in"), &PathCount::in);
    list(servers.size() == 1 ? tr("On the server itself") : tr("Between these servers, or on each itself"),
         &PathCount::within);
}

QString siteName(const FlowSet &flows, int site)
{
    return site < 0 ? QString() : flows.topology().sites.at(site).name;
}

Html groupText(const FlowSet &flows, const Group &group)
{
    const Topology &topology = flows.topology();
    QStringList parts{flows.catalog().groupLabel(toString(group.kind))};
    if (group.kind == GroupType::Dag)
        parts << tr("replication port %1").arg(group.replicationPort.value_or(kDefaultReplicationPort));
    for (const Server &server : topology.servers) {
        if (!group.witness.isEmpty() && server.id == group.witness)
            parts << tr("witness %1").arg(server.name);
    }
    for (const Site &site : topology.sites) {
        if (!group.site.isEmpty() && site.id == group.site)
            parts << tr("site %1").arg(site.name);
    }
    if (!group.fqdn.isEmpty())
        parts << group.fqdn;
    if (!group.notes.isEmpty())
        parts << group.notes;
    return Html::bold(group.name.isEmpty() ? group.id : group.name)
        + Html::of(QStringLiteral(" · ") + parts.join(QStringLiteral(" · ")));
}

void explainGroups(HtmlWriter &out, const FlowSet &flows, const ServerSet &servers)
{
    QList<Html> items;
    for (const Group &group : flows.topology().groups) {
        const bool here = std::any_of(servers.begin(), servers.end(), [&](quint32 server) {
            const QString &id = flows.topology().servers.at(server).id;
            return group.members.contains(id) || group.witness == id;
        });
        if (here)
            items << groupText(flows, group);
    }
    if (items.isEmpty())
        return;
    out.heading(tr("Groups"));
    out.bullets(items);
}

QList<int> rolesOf(const FlowSet &flows, const ServerSet &servers)
{
    QList<int> roles;
    for (int role = 0; role < flows.catalog().roles().size(); ++role) {
        if (std::any_of(servers.begin(), servers.end(), [&](quint32 server) { return flows.hasRole(server, role); }))
            roles << role;
    }
    return roles;
}

void explainServer(HtmlWriter &out, const FlowSet &flows, quint32 index)
{
    const Server &server = flows.topology().servers.at(index);
    QStringList roles;
    for (const QString &id : server.roles) {
        const int role = flows.catalog().roleIndex(id);
        roles << (role >= 0 ? flows.catalog().roles().at(role).label : tr("%1 (not in the catalog)").arg(id));
    }
    out.title(server.name, Html::of(roles.join(QStringLiteral(" + "))));
    out.row(tr("Site"), Html::of(siteName(flows, flows.siteOf(index))));
    out.row(tr("Name"), Html::of(server.fqdn));
    out.row(server.addresses.size() > 1 ? tr("Addresses") : tr("Address"),
            Html::of(server.addresses.join(QStringLiteral(", "))));
    out.row(tr("Id"), Html::of(server.id));
    const PortRange range = flows.dynamicPorts(index);
    if (range.first > 0)
        out.row(tr("Dynamic ports"),
                Html::of(QStringLiteral("%1–%2").arg(range.first).arg(range.last)
                         + (server.dynamicPorts ? tr(" (set in the topology)") : QString())));
    out.row(tr("Notes"), Html::lines(server.notes));
}

} // namespace

QString serverNames(const FlowSet &flows, const ServerSet &servers, size_t most)
{
    QStringList names;
    for (size_t i = 0; i < std::min(servers.size(), most); ++i)
        names << flows.topology().servers.at(servers[i]).name;
    QString text = names.join(QStringLiteral(", "));
    if (servers.size() > most)
        text += tr(" and %1 more").arg(number(static_cast<qint64>(servers.size() - most)));
    return text;
}

QString roleLabels(const Catalog &catalog, const QList<int> &roles, QStringView separator)
{
    QStringList labels;
    for (const int role : roles)
        labels << catalog.roles().at(role).label;
    return labels.join(separator);
}

void explainServers(HtmlWriter &out, const FlowSet &flows, const ServerSet &servers)
{
    if (servers.empty())
        return;
    if (servers.size() == 1) {
        explainServer(out, flows, servers.front());
    } else {
        out.title(tr("%1 servers").arg(number(static_cast<qint64>(servers.size()))),
                  Html::of(roleLabels(flows.catalog(), rolesOf(flows, servers), QStringLiteral(" + "))));
        out.row(tr("Servers"), Html::of(serverNames(flows, servers, 40)));
        QStringList sites;
        for (const quint32 server : servers) {
            const QString name = siteName(flows, flows.siteOf(server));
            if (!sites.contains(name))
                sites << name;
        }
        out.row(sites.size() > 1 ? tr("Sites") : tr("Site"), Html::of(sites.join(QStringLiteral(", "))));
    }
    explainGroups(out, flows, servers);
    explainPathCounts(out, flows, servers);
    const QList<int> rules = rulesOfServers(flows, servers);
    if (!rules.isEmpty()) {
        out.heading(tr("Windows Firewall rules of these roles: %1").arg(rules.size()));
        explainRules(out, flows, rules);
    }
}

void explainSite(HtmlWriter &out, const FlowSet &flows, int index)
{
    const Topology &topology = flows.topology();
    const Site &site = topology.sites.at(index);
    out.title(site.name, Html::of(siteKindText(site)));
    out.row(tr("Id"), Html::of(site.id));
    out.row(tr("Organization"),
            Html::of(site.organization.isEmpty() ? tr("the one being planned") : site.organization));
    out.row(tr("Notes"), Html::lines(site.notes));

    QList<Html> links;
    for (const Link &link : topology.links) {
        if (link.first != site.id && link.second != site.id)
            continue;
        const QString other = link.first == site.id ? link.second : link.first;
        QString name = other;
        for (const Site &known : topology.sites) {
            if (known.id == other)
                name = known.name;
        }
        links << Html::bold(name) + Html::of(tr(" · cost %1").arg(link.cost))
                + (link.tlsDisabled ? Html::of(QStringLiteral(" · "))
                           + Html::coloured(tr("TLS switched off"), out.style().encryptionColor(Encryption::Disabled),
                                            true)
                                    : Html());
    }
    if (!links.isEmpty()) {
        out.heading(tr("Links"));
        out.bullets(links);
    }
    ServerSet servers;
    QList<Html> names;
    constexpr qsizetype kNamed = 60;
    for (quint32 server = 0; server < static_cast<quint32>(topology.servers.size()); ++server) {
        if (flows.siteOf(server) != index)
            continue;
        servers.push_back(server);
        if (names.size() < kNamed) {
            const QList<int> roles = rolesOf(flows, {server});
            names << Html::bold(topology.servers.at(server).name) + Html::of(QStringLiteral(" "))
                    + out.quietText(roleLabels(flows.catalog(), roles, QStringLiteral(" + ")));
        }
    }
    out.heading(tr("Servers: %1").arg(number(static_cast<qint64>(servers.size()))));
    out.bullets(names);
    if (static_cast<qsizetype>(servers.size()) > kNamed)
        out.quiet(Html::of(tr("and %1 more").arg(number(static_cast<qint64>(servers.size()) - kNamed))));
    explainGroups(out, flows, servers);
    explainPathCounts(out, flows, servers);
}

std::array<qint64, 4> countByEncryption(const FlowSet &flows)
{
    std::array<qint64, 4> counts{};
    const std::vector<std::pair<int, int>> withoutTls = sitesWithoutTls(flows);
    for (const FlowGroup &group : flows.groups()) {
        const DataPath &path = flows.catalog().dataPaths().at(group.path);
        const ServerSet &sources = flows.set(group.sources);
        if (group.self) {
            counts.at(static_cast<size_t>(path.encryption)) += static_cast<qint64>(sources.size());
            continue;
        }
        const ServerSet &destinations = flows.set(group.destinations);
        qint64 disabled = 0;
        if (path.disabledByLink && path.encryption != Encryption::None && !withoutTls.empty()) {
            const std::vector<qint64> from = countBySite(flows, sources);
            const std::vector<qint64> to = countBySite(flows, destinations);
            for (const auto &[source, destination] : withoutTls)
                disabled += from.at(static_cast<size_t>(source)) * to.at(static_cast<size_t>(destination));
        }
        const qint64 count = static_cast<qint64>(sources.size() * destinations.size()) - common(sources, destinations);
        counts.at(static_cast<size_t>(Encryption::Disabled)) += disabled;
        counts.at(static_cast<size_t>(path.encryption)) += count - disabled;
    }
    return counts;
}

void explainDocument(HtmlWriter &out, const FlowSet &flows)
{
    const Topology &topology = flows.topology();
    const Catalog &catalog = flows.catalog();
    out.title(
        topology.name,
        Html::of(tr("%1 sites · %2 servers · %3 flows")
                     .arg(number(topology.sites.size()), number(topology.servers.size()), number(flows.flowCount()))));
    if (flows.flowCount() > 0)
        out.heading(tr("Flows by encryption"));
    const std::array<qint64, 4> counts = countByEncryption(flows);
    for (const Encryption encryption :
         {Encryption::Encrypted, Encryption::Optional, Encryption::Disabled, Encryption::None}) {
        const qint64 count = counts.at(static_cast<size_t>(encryption));
        if (count > 0)
            out.row(number(count), out.encryption(encryption));
    }
    if (!topology.sites.isEmpty())
        out.heading(tr("Sites"));
    std::vector<qint64> servers(static_cast<size_t>(topology.sites.size()));
    for (quint32 server = 0; server < static_cast<quint32>(topology.servers.size()); ++server) {
        if (flows.siteOf(server) >= 0)
            ++servers.at(static_cast<size_t>(flows.siteOf(server)));
    }
    QList<Html> sites;
    constexpr qsizetype kNamed = 60;
    for (qsizetype i = 0; i < std::min(topology.sites.size(), kNamed); ++i) {
        const qint64 count = servers.at(static_cast<size_t>(i));
        sites << Html::bold(topology.sites.at(i).name) + Html::of(QStringLiteral(" "))
                + out.quietText(siteKindText(topology.sites.at(i)) + QStringLiteral(" · ")
                                + (count == 1 ? tr("1 server") : tr("%1 servers").arg(number(count))));
    }
    out.bullets(sites);
    if (topology.sites.size() > kNamed)
        out.quiet(Html::of(tr("and %1 more").arg(number(topology.sites.size() - kNamed))));

    out.heading(tr("Port reference"));
    out.row(tr("Product"), Html::of((catalog.product() + u' ' + catalog.productVersion()).trimmed()));
    out.row(tr("Source"), Html::of(catalog.sourceTitle()));
    out.row(tr("Published"),
            Html::of(catalog.sourcePublisher().isEmpty()
                         ? catalog.sourceDate()
                         : catalog.sourcePublisher() + QStringLiteral(", ") + catalog.sourceDate()));
    out.row(tr("Address"), Html::of(catalog.sourceAddress()));
    out.row(tr("Holds"),
            Html::of(tr("%1 data paths, %2 firewall rules, %3 notes")
                         .arg(catalog.dataPaths().size())
                         .arg(catalog.firewallRules().size())
                         .arg(catalog.notes().size())));
    out.quiet(
        Html::of(tr("Select a server, a site or a line of the chart, or a row of the table, to read about it here.")));
}

} // namespace portolan
