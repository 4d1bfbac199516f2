// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "reviewcontext.h"

#include "model/json/plaintext.h"

#include <algorithm>

namespace portolan {

namespace {

constexpr qsizetype kMostNames = 5;

/// As shortList() of all, without making the texts that are left out.
template <typename Name>
QString namesOf(std::span<const int> indexes, Name name)
{
    QStringList texts;
    const auto count = static_cast<qsizetype>(indexes.size());
    const qsizetype shown = count > kMostNames + 1 ? kMostNames : count;
    for (qsizetype i = 0; i < shown; ++i)
        texts << name(indexes[static_cast<size_t>(i)]);
    if (shown < count)
        return FindingText::tr("%1 and %2 more").arg(texts.join(QStringLiteral(", ")), QString::number(count - shown));
    return shortList(texts);
}

} // namespace

ReviewContext::ReviewContext(const FlowSet &flows) : m_flows(flows), m_inSite(static_cast<size_t>(siteCount()))
{
    m_sites.reserve(siteCount());
    m_servers.reserve(serverCount());
    for (int i = 0; i < siteCount(); ++i)
        m_sites.insert(site(i).id, i);
    for (int i = 0; i < serverCount(); ++i) {
        m_servers.insert(server(i).id, i);
        if (const int where = siteOf(i); where >= 0)
            m_inSite[static_cast<size_t>(where)].push_back(i);
    }
}

bool ReviewContext::isSameZone(int siteA, int siteB) const
{
    return site(siteA).kind == site(siteB).kind && site(siteA).organization == site(siteB).organization;
}

bool ReviewContext::hasRole(int server, const QList<int> &roles) const
{
    return std::any_of(roles.begin(), roles.end(),
                       [&](int role) { return m_flows.hasRole(static_cast<quint32>(server), role); });
}

std::vector<int> ReviewContext::serversWith(const QList<int> &roles) const
{
    std::vector<int> result;
    for (int i = 0; i < serverCount(); ++i) {
        if (isOwnServer(i) && hasRole(i, roles))
            result.push_back(i);
    }
    return result;
}

std::vector<int> ReviewContext::serversWith(const QList<int> &roles, int site) const
{
    std::vector<int> result;
    for (const int server : serversIn(site)) {
        if (hasRole(server, roles))
            result.push_back(server);
    }
    return result;
}

std::vector<int> ReviewContext::resolved(const QStringList &servers) const
{
    std::vector<int> result;
    for (const QString &id : servers) {
        const int index = serverIndex(id);
        if (index >= 0 && std::find(result.begin(), result.end(), index) == result.end())
            result.push_back(index);
    }
    return result;
}

void ReviewContext::forEachGroup(const QString &kind, const std::function<void(const Group &, int)> &visit) const
{
    for (qsizetype i = 0; i < topology().groups.size(); ++i) {
        if (toString(topology().groups[i].kind) == kind)
            visit(topology().groups[i], static_cast<int>(i));
    }
}

QString ReviewContext::siteName(int index) const
{
    return quoted(site(index).name);
}

QString ReviewContext::serverName(int index) const
{
    return quoted(server(index).name);
}

QString ReviewContext::serverNames(std::span<const int> servers) const
{
    return namesOf(servers, [this](int index) { return serverName(index); });
}

QString ReviewContext::siteNames(std::span<const int> sites) const
{
    return namesOf(sites, [this](int index) { return siteName(index); });
}

QString ReviewContext::roleNames(const QList<int> &roles) const
{
    QStringList labels;
    for (const int role : roles)
        labels << catalog().roles()[role].label;
    if (labels.size() < 2)
        return labels.join(QString());
    const QString last = labels.takeLast();
    return FindingText::tr("%1 or %2").arg(labels.join(QStringLiteral(", ")), last);
}

QString shortList(const QStringList &texts)
{
    if (texts.size() > kMostNames + 1)
        return FindingText::tr("%1 and %2 more")
            .arg(texts.first(kMostNames).join(QStringLiteral(", ")), QString::number(texts.size() - kMostNames));
    if (texts.size() < 2)
        return texts.join(QString());
    return FindingText::tr("%1 and %2").arg(texts.first(texts.size() - 1).join(QStringLiteral(", ")), texts.last());
}

QString groupName(const Group &group)
{
    return quoted(group.name);
}

QString groupPlace(int group, QStringView key)
{
    return memberPlace(itemPlace(QStringLiteral("groups"), group), key);
}

} // namespace portolan
