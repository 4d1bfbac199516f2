// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "importplanner.h"

#include "model/json/plaintext.h"
#include "model/topology/topologyrules.h"

#include <QCoreApplication>

#include <algorithm>

namespace portolan {

namespace {

struct GroupPlanning {
    Q_DECLARE_TR_FUNCTIONS(portolan::GroupPlanning)
};

using Weight = ImportRemark::Severity;

/// The list as a file has it, in the order that the document has.
QStringList inOldOrder(const QStringList &before, const QStringList &now)
{
    QStringList result;
    for (const QStringList &ids : {before, now}) {
        for (const QString &id : ids) {
            if (now.contains(id) && !result.contains(id))
                result << id;
        }
    }
    return result;
}

struct GroupField {
    const char *key;
    const char *label;
};
constexpr GroupField kSiteField{"site", QT_TRANSLATE_NOOP("portolan::GroupPlanning", "Site")};
constexpr GroupField kMembers{"members", QT_TRANSLATE_NOOP("portolan::GroupPlanning", "Members")};
constexpr GroupField kWitness{"witness", QT_TRANSLATE_NOOP("portolan::GroupPlanning", "Witness")};
constexpr GroupField kAlternateWitness{"alternateWitness",
                                       QT_TRANSLATE_NOOP("portolan::GroupPlanning", "Alternate witness")};
constexpr GroupField kReplicationPort{"replicationPort",
                                      QT_TRANSLATE_NOOP("portolan::GroupPlanning", "Replication port")};
constexpr GroupField kAddresses{"addresses", QT_TRANSLATE_NOOP("portolan::GroupPlanning", "Addresses")};
constexpr GroupField kFqdn{"fqdn", QT_TRANSLATE_NOOP("portolan::GroupPlanning", "Full name")};
constexpr GroupField kGateways{"gateways", QT_TRANSLATE_NOOP("portolan::GroupPlanning", "Gateways")};
constexpr GroupField kSecurity{"security", QT_TRANSLATE_NOOP("portolan::GroupPlanning", "Security")};
constexpr GroupField kCost{"cost", QT_TRANSLATE_NOOP("portolan::GroupPlanning", "Cost")};

void note(QList<FieldChange> &changes, const GroupField &field, const QString &before, const QString &after)
{
    if (before != after)
        changes << FieldChange{QString::fromLatin1(field.key), GroupPlanning::tr(field.label), before, after};
}

QString portText(const std::optional<quint16> &port)
{
    return port ? QString::number(*port) : QString();
}

QString securityText(const std::optional<SipSecurity> &security)
{
    return security ? toString(*security) : QString();
}

} // namespace

QString linkKey(const QString &first, const QString &second)
{
    return QStringLiteral("link:%1:%2").arg(std::min(first, second), std::max(first, second));
}

void ImportPlanner::planLinks()
{
    QHash<QString, const Link *> known;
    for (const Link &link : m_topology.links)
        known.insert(linkKey(link.first, link.second), &link);
    QHash<QString, qsizetype> planned;
    for (const ImportedFile &file : m_files) {
        for (const LinkFacts &facts : file.facts.links) {
            const QString first = m_sites.idOf(facts.first, facts.place);
            const QString second = m_sites.idOf(facts.second, facts.place);
            const QString key = linkKey(first, second);
            if (first == second) {
                remark(Weight::Unreadable, facts.place,
                       GroupPlanning::tr("The link joins %1 with itself.").arg(quoted(facts.first)));
                continue;
            }
            ImportItem item;
            item.key = key;
            item.subject = ImportSubject::Link;
            item.name = QStringLiteral("%1 – %2").arg(m_sites.nameOf(first), m_sites.nameOf(second));
            item.places = {facts.place};
            const Link *before = known.value(key);
            Link after = before ? *before : Link{first, second, kDefaultLinkCost, false, false, nullptr};
            after.cost = facts.cost.value_or(after.cost);
            if (const auto other = planned.constFind(key); other != planned.constEnd()) {
                // Mail takes the cheaper one of two ways between the same sites.
                const int cost = std::get<Link>(m_linkItems[*other].after).cost;
                remark(Weight::Note, facts.place,
                       GroupPlanning::tr("%1 are joined by several links; the lowest cost counts.").arg(item.name));
                if (!facts.cost || after.cost >= cost)
                    continue;
                item.places = m_linkItems[*other].places + item.places;
            }
            note(item.changes, kCost, before ? QString::number(before->cost) : QString(), QString::number(after.cost));
            item.status = ImportStatus::New;
            if (before)
                item.status = item.changes.isEmpty() ? ImportStatus::Unchanged : ImportStatus::Changed;
            item.after = after;
            item.isTaken = item.status != ImportStatus::Unchanged && !m_choices.skipped.contains(key);
            if (item.isTaken) {
                m_sites.use(first);
                m_sites.use(second);
            }
            if (planned.contains(key)) {
                m_linkItems[planned.value(key)] = item;
            } else {
                planned.insert(key, m_linkItems.size());
                m_linkItems << item;
            }
        }
    }
}

ImportPlanner::GroupPlan &ImportPlanner::groupPlan(GroupType kind, const QString &name, const ImportPlace &place)
{
    const auto isIt = [&](const Group &group) {
        return group.kind == kind
            && (group.name.compare(name, Qt::CaseInsensitive) == 0 || group.id.compare(name, Qt::CaseInsensitive) == 0);
    };
    const auto planned =
        std::find_if(m_groups.begin(), m_groups.end(), [&](const GroupPlan &plan) { return isIt(plan.after); });
    if (planned != m_groups.end()) {
        if (!planned->places.contains(place))
            planned->places << place;
        return *planned;
    }
    GroupPlan plan;
    plan.places = {place};
    const auto known = std::find_if(m_topology.groups.begin(), m_topology.groups.end(), isIt);
    if (known != m_topology.groups.end()) {
        plan.before = *known;
        plan.after = *known;
    } else {
        plan.after.kind = kind;
        plan.after.name = name;
        plan.after.id = m_names.idFor(name, toString(kind));
    }
    m_groups << plan;
    return m_groups.last();
}

QString ImportPlanner::memberId(const QString &name, const GroupFacts &facts)
{
    const int server = m_index.findNamed(name);
    const QString id = server < 0 ? QString() : m_servers[server].after().id;
    if (!m_present.contains(id)) {
        remark(Weight::Lost, facts.place,
               GroupPlanning::tr("%1 names the server %2, which is neither in the document nor taken over; it is left "
                                 "out.")
                   .arg(quoted(facts.name), quoted(name)));
        return {};
    }
    return id;
}

QStringList ImportPlanner::memberIds(const QStringList &names, const GroupFacts &facts)
{
    QStringList ids;
    for (const QString &name : names) {
        const QString id = memberId(name, facts);
        if (!id.isEmpty() && !ids.contains(id))
            ids << id;
    }
    return ids;
}

void ImportPlanner::applyGroup(const GroupFacts &facts)
{
    GroupPlan &plan = groupPlan(facts.kind, facts.name, facts.place);
    Group &group = plan.after;
    if (facts.site && !facts.site->isEmpty())
        group.site = m_sites.idOf(*facts.site, facts.place);
    if (facts.members)
        group.members = inOldOrder(group.members, memberIds(*facts.members, facts));
    if (facts.gateways)
        group.gateways = inOldOrder(group.gateways, memberIds(*facts.gateways, facts));
    if (facts.witness)
        group.witness = facts.witness->isEmpty() ? QString() : memberId(*facts.witness, facts);
    if (facts.alternateWitness)
        group.alternateWitness =
            facts.alternateWitness->isEmpty() ? QString() : memberId(*facts.alternateWitness, facts);
    if (facts.replicationPort)
        group.replicationPort = facts.replicationPort;
    if (facts.addresses)
        group.addresses = *facts.addresses;
    if (facts.fqdn)
        group.fqdn = *facts.fqdn;
    if (facts.security)
        group.security = facts.security;
}

void ImportPlanner::applyMemberships(int number)
{
    const QString &id = m_servers[number].after().id;
    if (!m_present.contains(id))
        return;
    const auto join = [&id](Group &group) {
        if (!group.members.contains(id))
            group.members << id;
    };
    for (const ServerFacts *facts : std::as_const(m_facts[number])) {
        if (facts->dag && !facts->dag->isEmpty())
            join(groupPlan(GroupType::Dag, *facts->dag, facts->place).after);
        for (const QString &name : facts->dialPlans)
            join(groupPlan(GroupType::DialPlan, name, facts->place).after);
        if (!facts->subscribedSite || facts->subscribedSite->isEmpty())
            continue;
        const auto subscription =
            std::find_if(m_topology.groups.begin(), m_topology.groups.end(), [&id](const Group &group) {
                return group.kind == GroupType::EdgeSubscription && group.members.contains(id);
            });
        QString name = GroupPlanning::tr("%1 subscription").arg(m_servers[number].after().name);
        if (subscription != m_topology.groups.end())
            name = subscription->name;
        else if (name.size() > kLongestName)
            name = m_servers[number].after().name;
        Group &group = groupPlan(GroupType::EdgeSubscription, name, facts->place).after;
        join(group);
        group.site = m_sites.idOf(*facts->subscribedSite, facts->place);
    }
}

void ImportPlanner::planGroups()
{
    for (const ImportedFile &file : m_files) {
        for (const GroupFacts &facts : file.facts.groups)
            applyGroup(facts);
    }
    for (int number = 0; number < m_servers.size(); ++number) {
        if (!m_facts[number].isEmpty())
            applyMemberships(number);
    }
    for (const GroupPlan &plan : std::as_const(m_groups)) {
        if (!plan.after.site.isEmpty() && groupItem(plan).isTaken)
            m_sites.use(plan.after.site);
    }
}

QString ImportPlanner::namesOfServers(const QStringList &ids) const
{
    QStringList names;
    for (const QString &id : ids)
        names << m_serverNames.value(id, id);
    return names.join(QStringLiteral(", "));
}

ImportItem ImportPlanner::groupItem(const GroupPlan &plan) const
{
    const Group nothing;
    const Group &before = plan.before ? *plan.before : nothing;
    const Group &after = plan.after;
    const auto siteName = [this](const QString &id) { return id.isEmpty() ? QString() : m_sites.nameOf(id); };
    ImportItem item;
    item.key = QStringLiteral("group:") + after.id;
    item.subject = ImportSubject::Group;
    item.name = after.name;
    item.places = plan.places;
    item.remarks = plan.remarks;
    note(item.changes, kSiteField, siteName(before.site), siteName(after.site));
    note(item.changes, kMembers, namesOfServers(before.members), namesOfServers(after.members));
    note(item.changes, kWitness, namesOfServers(QStringList(before.witness)),
         namesOfServers(QStringList(after.witness)));
    note(item.changes, kAlternateWitness, namesOfServers(QStringList(before.alternateWitness)),
         namesOfServers(QStringList(after.alternateWitness)));
    note(item.changes, kReplicationPort, portText(before.replicationPort), portText(after.replicationPort));
    note(item.changes, kAddresses, before.addresses.join(QStringLiteral(", ")),
         after.addresses.join(QStringLiteral(", ")));
    note(item.changes, kFqdn, before.fqdn, after.fqdn);
    note(item.changes, kGateways, namesOfServers(before.gateways), namesOfServers(after.gateways));
    note(item.changes, kSecurity, securityText(before.security), securityText(after.security));
    item.status = ImportStatus::New;
    if (plan.before)
        item.status = item.changes.isEmpty() ? ImportStatus::Unchanged : ImportStatus::Changed;
    item.after = after;
    item.isTaken = item.status != ImportStatus::Unchanged && !m_choices.skipped.contains(item.key);
    return item;
}

} // namespace portolan
