// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "planrules.h"
#include "quickfixes.h"

#include "model/json/plaintext.h"
#include "model/topology/ipaddress.h"

#include <QSet>

namespace portolan {

namespace {

/// Beyond this many faults looking for a similar id costs more than anybody reads.
constexpr int kMostSuggestions = 20;

struct AddressKey {
    IpAddress address;
    friend bool operator==(const AddressKey &, const AddressKey &) = default;
};

size_t qHash(const AddressKey &key, size_t seed = 0)
{
    return qHashBits(key.address.data(), key.address.size(), seed);
}

/// What people call a server in a message: the name for them, the id for finding it.
QString called(const Server &server)
{
    return server.name == server.id ? quoted(server.id)
                                    : FindingText::tr("%1 (%2)").arg(quoted(server.name), server.id);
}

QString serverPlace(int server, QStringView key)
{
    return memberPlace(itemPlace(QStringLiteral("servers"), server), key);
}

class ServerChecks
{
public:
    ServerChecks(const ReviewContext &context, FindingSink &sink) : m_context(context), m_sink(sink)
    {
        for (const Role &role : context.catalog().roles())
            m_roleIds << role.id;
    }

    void check(int index)
    {
        checkRoles(index);
        checkName(index);
        checkAddresses(index);
    }

private:
    void checkRoles(int index);
    void checkName(int index);
    void checkAddresses(int index);

    const ReviewContext &m_context;
    FindingSink &m_sink;
    QStringList m_roleIds;
    int m_unknown = 0;
    QHash<QString, int> m_names;
    QHash<AddressKey, int> m_addresses;
};

void ServerChecks::checkRoles(int index)
{
    const Server &server = m_context.server(index);
    const QString place = serverPlace(index, u"roles");
    if (server.roles.isEmpty())
        m_sink.add(planRule(PlanRule::NoRole))
            .says(FindingText::tr("The server %1 has no role, so nothing follows from it.").arg(called(server)))
            .onServer(index)
            .at(place);
    for (qsizetype i = 0; i < server.roles.size(); ++i) {
        const QString &role = server.roles[i];
        if (server.roles.indexOf(role) < i) {
            m_sink.add(planRule(PlanRule::RoleTwice))
                .says(FindingText::tr("The server %1 has the role %2 twice.").arg(called(server), quoted(role)))
                .onServer(index)
                .at(itemPlace(place, i))
                .about({server.id, role})
                .fixedBy(changeServer(FindingText::tr("Remove the second %1 of %2").arg(role, server.name), server.id,
                                      [](Server &changed) { changed.roles = eachOnce(changed.roles); }));
        } else if (m_context.catalog().roleIndex(role) < 0) {
            m_sink.add(planRule(PlanRule::UnknownRole))
                .says(FindingText::tr("The port reference %1 has no role %2, which %3 has.")
                          .arg(quoted(m_context.catalog().id()), quoted(role), called(server))
                      + (++m_unknown <= kMostSuggestions ? didYouMean(role, m_roleIds) : QString()))
                .onServer(index)
                .at(itemPlace(place, i))
                .about({server.id, role});
        }
    }
}

void ServerChecks::checkName(int index)
{
    const Server &server = m_context.server(index);
    const QString name = server.name.toCaseFolded();
    const auto other = m_names.constFind(name);
    if (other == m_names.constEnd()) {
        m_names.insert(name, index);
        return;
    }
    m_sink.add(planRule(PlanRule::NameTwice))
        .says(FindingText::tr("The servers %1 and %2 both have the name %3.")
                  .arg(m_context.server(*other).id, server.id, quoted(server.name)))
        .onServer(*other)
        .onServer(index)
        .at(serverPlace(index, u"name"));
}

void ServerChecks::checkAddresses(int index)
{
    const Server &server = m_context.server(index);
    for (qsizetype i = 0; i < server.addresses.size(); ++i) {
        const std::optional<IpAddress> address = parseIpAddress(server.addresses[i]);
        if (!address)
            continue;
        const auto other = m_addresses.constFind({*address});
        if (other == m_addresses.constEnd()) {
            m_addresses.insert({*address}, index);
            continue;
        }
        const QString place = itemPlace(serverPlace(index, u"addresses"), i);
        if (*other == index) {
            m_sink.add(planRule(PlanRule::AddressRepeated))
                .says(
                    FindingText::tr("The server %1 has the address %2 twice.").arg(called(server), server.addresses[i]))
                .onServer(index)
                .at(place)
                .about({server.id, server.addresses[i]})
                .fixedBy(
                    changeServer(FindingText::tr("Remove the second %1 of %2").arg(server.addresses[i], server.name),
                                 server.id, [i, text = server.addresses[i]](Server &changed) {
                                     if (changed.addresses.value(i) == text)
                                         changed.addresses.removeAt(i);
                                 }));
            continue;
        }
        m_sink.add(planRule(PlanRule::AddressTwice))
            .says(FindingText::tr("The server %1 has the address %2, and so has %3.")
                      .arg(called(server), server.addresses[i], called(m_context.server(*other))))
            .onServer(*other)
            .onServer(index)
            .at(place)
            .about({server.id, m_context.server(*other).id, server.addresses[i]});
    }
}

void checkMembers(const ReviewContext &context, const Group &group, int index, FindingSink &sink)
{
    const QString place = groupPlace(index, u"members");
    const int role = context.catalog().groupMemberRole(toString(group.kind));
    QSet<QString> seen;
    for (qsizetype i = 0; i < group.members.size(); ++i) {
        const QString &id = group.members[i];
        const int server = context.serverIndex(id);
        if (seen.contains(id)) {
            sink.add(planRule(PlanRule::MemberTwice))
                .says(FindingText::tr("The server %1 is named twice among the members of %2.")
                          .arg(quoted(id), groupName(group)))
                .inGroup(index)
                .at(itemPlace(place, i))
                .about({group.id, id})
                .fixedBy(changeGroup(FindingText::tr("Name %1 once in %2").arg(id, group.name), group.id,
                                     [](Group &changed) { changed.members = eachOnce(changed.members); }));
            continue;
        }
        seen.insert(id);
        if (server < 0 || role < 0 || context.server(server).roles.contains(context.catalog().roles()[role].id))
            continue;
        sink.add(planRule(PlanRule::MemberWithoutRole))
            .says(FindingText::tr("The server %1, a member of %2, does not have the role %3.")
                      .arg(called(context.server(server)), groupName(group), context.catalog().roles()[role].label))
            .inGroup(index)
            .onServer(server)
            .at(itemPlace(place, i))
            .fixedBy(removeMember(group, context.server(server)));
    }
}

void checkSite(const ReviewContext &context, const Group &group, int index, FindingSink &sink)
{
    const int site = context.siteIndex(group.site);
    if (group.site.isEmpty()) {
        sink.add(planRule(PlanRule::NoSite))
            .says(FindingText::tr("The group %1 has no site, so nothing follows from it.").arg(groupName(group)))
            .inGroup(index)
            .at(groupPlace(index, u"site"));
    } else if (site < 0 || context.serversIn(site).empty()) {
        sink.add(planRule(PlanRule::EmptySite))
            .says(FindingText::tr("The site %1 has no servers, so nobody there could use the group %2.")
                      .arg(quoted(group.site), groupName(group)))
            .inGroup(index)
            .at(groupPlace(index, u"site"));
    }
}

} // namespace

void checkServers(const ReviewContext &context, FindingSink &sink)
{
    ServerChecks checks(context, sink);
    for (int i = 0; i < context.serverCount(); ++i)
        checks.check(i);
}

void checkGroups(const ReviewContext &context, FindingSink &sink)
{
    for (int i = 0; i < context.topology().groups.size(); ++i) {
        const Group &group = context.topology().groups[i];
        if (context.catalog().groupMemberRole(toString(group.kind)) < 0) {
            sink.add(planRule(PlanRule::UnknownGroupKind))
                .says(FindingText::tr("The port reference %1 has no groups of the kind %2, which %3 is.")
                          .arg(quoted(context.catalog().id()), quoted(toString(group.kind)), groupName(group)))
                .inGroup(i)
                .at(groupPlace(i, u"kind"));
        }
        if (group.kind == GroupType::EdgeSubscription || group.kind == GroupType::CasArray)
            checkSite(context, group, i, sink);
        if (group.members.isEmpty()) {
            sink.add(planRule(PlanRule::NoMembers))
                .says(FindingText::tr("The group %1 has no members.").arg(groupName(group)))
                .inGroup(i)
                .at(groupPlace(i, u"members"));
        }
        checkMembers(context, group, i, sink);
    }
}

} // namespace portolan
