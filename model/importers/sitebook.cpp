// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "sitebook.h"

#include <algorithm>

namespace portolan {

namespace {

/// Rows that name a site can be thousands; the first few tell where it comes from.
constexpr qsizetype kMostPlaces = 3;
constexpr int kAddressBits = 128;
constexpr int kMappedBits = 96; ///< in front of an IPv4 address

bool isInside(const IpAddress &address, const IpAddress &network, int bits)
{
    const auto whole = size_t(bits) / 8;
    if (!std::equal(address.begin(), address.begin() + whole, network.begin()))
        return false;
    const int rest = bits % 8;
    if (rest == 0)
        return true;
    const int mask = 0xFF << (8 - rest);
    return ((address.at(whole) ^ network.at(whole)) & mask & 0xFF) == 0;
}

} // namespace

SiteBook::SiteBook(const Topology &topology, NameSupply &names) : m_topology(topology), m_supply(names)
{
    // Names behind ids: where one site has another's id for a name, the name counts.
    for (const Site &site : topology.sites) {
        m_ids.insert(site.id.toCaseFolded(), site.id);
        m_names.insert(site.id, site.name);
    }
    for (qsizetype i = topology.sites.size() - 1; i >= 0; --i)
        m_ids.insert(topology.sites[i].name.toCaseFolded(), topology.sites[i].id);
}

QString SiteBook::add(const QString &name, SiteKind kind, const ImportPlace &place)
{
    Site site;
    site.id = m_supply.idFor(name, QStringLiteral("site"));
    site.name = name;
    site.kind = kind;
    m_ids.insert(name.toCaseFolded(), site.id);
    m_names.insert(site.id, name);
    m_newIndex.insert(site.id, int(m_new.size()));
    m_places[site.id] << place;
    m_new << site;
    return site.id;
}

QString SiteBook::idOf(const QString &name, const ImportPlace &place)
{
    // The very id comes before a name that differs from it in case alone.
    const QString id = m_names.contains(name) ? name : m_ids.value(name.toCaseFolded());
    if (id.isEmpty())
        return add(name, SiteKind::Internal, place);
    QList<ImportPlace> &places = m_places[id];
    if (places.size() < kMostPlaces && !places.contains(place))
        places << place;
    return id;
}

QString SiteBook::perimeter(const ImportPlace &place)
{
    QStringList found;
    for (const QList<Site> &sites : {m_topology.sites, m_new}) {
        for (const Site &site : sites) {
            if (site.kind == SiteKind::Perimeter)
                found << site.id;
        }
    }
    if (found.isEmpty())
        return add(siteNameFor(m_topology, SiteKind::Perimeter), SiteKind::Perimeter, place);
    return found.size() == 1 ? found.first() : QString();
}

void SiteBook::list(const QString &id, const ImportPlace &place)
{
    m_listed.insert(id);
    if (QList<ImportPlace> &places = m_places[id]; !places.contains(place))
        places.prepend(place);
}

void SiteBook::addSubnet(const SubnetFacts &subnet)
{
    const qsizetype slash = subnet.network.indexOf(u'/');
    const QString literal = subnet.network.first(std::max<qsizetype>(slash, 0));
    const std::optional<IpAddress> network = parseIpAddress(literal);
    bool isNumber = false;
    const int length = subnet.network.sliced(slash + 1).toInt(&isNumber);
    const int bits = length + (literal.contains(u':') ? 0 : kMappedBits);
    if (network && isNumber && length >= 0 && bits <= kAddressBits)
        m_subnets << Subnet{*network, bits, subnet.site};
}

QString SiteBook::siteOf(const QStringList &addresses) const
{
    const Subnet *best = nullptr;
    for (const QString &literal : addresses) {
        const std::optional<IpAddress> address = parseIpAddress(literal);
        for (const Subnet &subnet : m_subnets) {
            if (address && (!best || subnet.bits > best->bits) && isInside(*address, subnet.network, subnet.bits))
                best = &subnet;
        }
    }
    return best ? best->site : QString();
}

QList<ImportItem> SiteBook::items(const ImportChoices &choices) const
{
    QList<ImportItem> items;
    const auto itemOf = [this](const Site &site, ImportStatus status) {
        ImportItem item;
        item.key = QStringLiteral("site:") + site.id;
        item.status = status;
        item.subject = ImportSubject::Site;
        item.name = site.name;
        item.places = m_places.value(site.id);
        item.after = site;
        return item;
    };
    for (const Site &site : m_topology.sites) {
        if (m_listed.contains(site.id))
            items << itemOf(site, ImportStatus::Unchanged);
    }
    for (const Site &site : m_new) {
        ImportItem item = itemOf(site, ImportStatus::New);
        // What stands in it needs it, whatever people said of the site.
        item.isTaken = m_used.contains(site.id) || (m_listed.contains(site.id) && !choices.skipped.contains(item.key));
        if (item.isTaken || m_listed.contains(site.id) || !choices.skipped.contains(item.key))
            items << item;
    }
    return items;
}

} // namespace portolan
