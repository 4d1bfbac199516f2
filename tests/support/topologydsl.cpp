// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "topologydsl.h"

#include <QRegularExpression>

namespace portolan::test {

using namespace Qt::StringLiterals;

namespace {

QStringList words(const QString &text)
{
    return text.split(u' ', Qt::SkipEmptyParts);
}

PortRange range(const QString &text)
{
    const QStringList ends = text.split(u'-');
    return {ends.first().toUShort(), ends.last().toUShort()};
}

/// The value whose word in the format this is.
template <typename T>
T valueFrom(const QString &word, std::initializer_list<T> values)
{
    for (const T value : values) {
        if (toString(value) == word)
            return value;
    }
    qFatal("unknown word: %s", qPrintable(word));
}

Site siteFrom(const QString &text)
{
    QStringList options = words(text);
    Site site;
    site.id = options.takeFirst();
    site.name = site.id.toUpper();
    for (const QString &option : options) {
        if (option == "perimeter"_L1)
            site.kind = SiteKind::Perimeter;
        else if (option == "external"_L1)
            site.kind = SiteKind::External;
        else if (option == "facing"_L1)
            site.internetFacing = true;
        else if (option.startsWith("org="_L1))
            site.organization = option.sliced(4);
        else
            qFatal("unknown word of a site: %s", qPrintable(option));
    }
    return site;
}

/// The value of a word such as `version=14.3`; nothing where it is another.
std::optional<QString> valueOf(const QString &word, QLatin1String key)
{
    if (!word.startsWith(key + u'='))
        return {};
    return word.sliced(key.size() + 1).replace(u'_', u' ');
}

void addWord(Server &server, const QString &word)
{
    if (const auto ports = valueOf(word, "dynamic"_L1))
        server.dynamicPorts = range(*ports);
    else if (const auto version = valueOf(word, "version"_L1))
        server.version = *version;
    else if (const auto system = valueOf(word, "os"_L1))
        server.operatingSystem = *system;
    else if (const auto domain = valueOf(word, "domain"_L1))
        server.domain = *domain;
    else if (const auto fqdn = valueOf(word, "fqdn"_L1))
        server.fqdn = *fqdn;
    else if (const auto address = valueOf(word, "ip"_L1))
        server.addresses << *address;
    else if (const auto startup = valueOf(word, "sip"_L1))
        server.sipStartup = valueFrom(*startup, {SipStartup::Tcp, SipStartup::Tls, SipStartup::Dual});
    else if (word == "readonly"_L1)
        server.readOnly = true;
    else
        server.roles << word;
}

void addServers(Topology &topology, const QString &site, const QString &text)
{
    static const QRegularExpression pattern(u"([^\\s\\[]+)\\[([^\\]]*)\\]"_s);
    for (auto matches = pattern.globalMatch(text); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        Server server;
        server.id = match.captured(1);
        server.name = server.id.toUpper();
        server.site = site;
        for (const QString &word : words(match.captured(2))) {
            addWord(server, word);
        }
        topology.servers << server;
    }
}

Link linkFrom(const QStringList &parts)
{
    Link link;
    link.first = parts[0];
    link.second = parts[2];
    for (const QString &option : parts.sliced(3)) {
        if (option == "tls-off"_L1)
            link.tlsDisabled = true;
        else if (option == "filtered"_L1)
            link.filtered = true;
        else
            link.cost = option.toInt();
    }
    return link;
}

void addWord(Group &group, const QString &word)
{
    if (const auto port = valueOf(word, "port"_L1))
        group.replicationPort = port->toUShort();
    else if (const auto site = valueOf(word, "site"_L1))
        group.site = *site;
    else if (const auto witness = valueOf(word, "witness"_L1))
        group.witness = *witness;
    else if (const auto alternate = valueOf(word, "alternate"_L1))
        group.alternateWitness = *alternate;
    else if (const auto address = valueOf(word, "ip"_L1))
        group.addresses << *address;
    else if (const auto name = valueOf(word, "name"_L1))
        group.name = *name;
    else if (const auto fqdn = valueOf(word, "fqdn"_L1))
        group.fqdn = *fqdn;
    else if (const auto balancer = valueOf(word, "lb"_L1))
        group.loadBalancer = valueFrom(*balancer, {LoadBalancer::None, LoadBalancer::Nlb, LoadBalancer::External});
    else if (const auto gateways = valueOf(word, "gateways"_L1))
        group.gateways = gateways->split(u',');
    else if (const auto security = valueOf(word, "security"_L1))
        group.security = valueFrom(*security, {SipSecurity::Unsecured, SipSecurity::SipSecured, SipSecurity::Secured});
    else
        qFatal("unknown word of a group: %s", qPrintable(word));
}

Group groupFrom(const QRegularExpressionMatch &match)
{
    Group group;
    group.id = match.captured(1);
    group.name = group.id.toUpper();
    group.kind = valueFrom(match.captured(2),
                           {GroupType::Dag, GroupType::EdgeSubscription, GroupType::CasArray, GroupType::DialPlan});
    group.members = words(match.captured(3));
    for (const QString &option : words(match.captured(4)))
        addWord(group, option);
    return group;
}

} // namespace

Topology topologyFromText(const char *text)
{
    static const QRegularExpression groupPattern(u"^(\\S+) = ([a-z-]+)\\(([^)]*)\\)(.*)$"_s);
    static const QRegularExpression acceptPattern(u"^accept (\\S+)\\(([^)]*)\\) (.*)$"_s);
    Topology topology;
    topology.name = u"Test"_s;
    topology.catalog = u"test"_s;
    for (const QString &line : QString::fromUtf8(text).split(u'\n', Qt::SkipEmptyParts)) {
        const QString trimmed = line.trimmed();
        const QStringList parts = words(trimmed);
        if (parts.isEmpty())
            continue;
        if (const auto match = groupPattern.match(trimmed); match.hasMatch()) {
            topology.groups << groupFrom(match);
        } else if (const auto acceptance = acceptPattern.match(trimmed); acceptance.hasMatch()) {
            topology.accepted << AcceptedFinding{
                acceptance.captured(1), words(acceptance.captured(2)), acceptance.captured(3), {}};
        } else if (parts.value(1) == "-"_L1) {
            topology.links << linkFrom(parts);
        } else if (const qsizetype colon = trimmed.indexOf(u':'); colon > 0) {
            topology.sites << siteFrom(trimmed.first(colon));
            addServers(topology, topology.sites.last().id, trimmed.sliced(colon + 1));
        } else {
            qFatal("cannot read this line of a topology: %s", qPrintable(trimmed));
        }
    }
    return topology;
}

} // namespace portolan::test
