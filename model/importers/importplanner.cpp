// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "importplanner.h"

#include "importvalues.h"

#include "model/json/plaintext.h"
#include "model/topology/topologyrules.h"

#include <QCoreApplication>

#include <algorithm>

namespace portolan {

namespace {

struct ImportPlanning {
    Q_DECLARE_TR_FUNCTIONS(portolan::ImportPlanning)
};

using Weight = ImportRemark::Severity;

const QString kSiteKey = QStringLiteral("site");

} // namespace

ImportPlanner::ImportPlanner(const QList<ImportedFile> &files, const Topology &topology, const Catalog &catalog,
                             const ImportChoices &choices)
    : m_files(files), m_topology(topology), m_catalog(catalog), m_choices(choices), m_suggester(catalog),
      m_names(topology), m_sites(topology, m_names)
{
    m_plan.files = files;
    m_plan.catalog = catalog;
    m_plan.choices = choices;
}

ImportPlan ImportPlanner::plan()
{
    readRemarks();
    matchServers();
    planSites();
    planServers();
    planLinks();
    planGroups();
    planMissing();
    askForSite();
    m_plan.items = m_sites.items(m_choices) + m_linkItems + m_serverItems;
    for (const GroupPlan &group : std::as_const(m_groups))
        m_plan.items << groupItem(group);
    m_plan.items += m_missing + m_unreadable;
    return std::move(m_plan);
}

void ImportPlanner::remark(Weight severity, const ImportPlace &place, const QString &text)
{
    m_plan.remarks << ImportRemark{severity, place, text};
    if (severity != Weight::Unreadable)
        return;
    ImportItem item;
    item.key = QStringLiteral("row:%1:%2:%3").arg(place.file, QString::number(place.line), QString::number(place.row));
    item.status = ImportStatus::Unreadable;
    item.subject = ImportSubject::Row;
    item.name = place.text();
    item.places = {place};
    item.remarks = {text};
    m_unreadable << item;
}

void ImportPlanner::readRemarks()
{
    for (const ImportedFile &file : m_files) {
        for (const ImportRemark &said : file.remarks)
            remark(said.severity, said.place, said.text);
    }
}

void ImportPlanner::matchServers()
{
    for (const Server &server : m_topology.servers) {
        m_index.add(server, false);
        m_servers << ServerPlan(server, server);
        m_serverNames.insert(server.id, server.name);
        m_present.insert(server.id);
    }
    for (const ImportedFile &file : m_files) {
        for (const ServerFacts &facts : file.facts.servers) {
            if (!facts.id.isEmpty())
                m_index.reserve(facts.id);
        }
    }
    m_facts.resize(m_servers.size());
    for (const ImportedFile &file : m_files) {
        for (const ServerFacts &facts : file.facts.servers)
            matchServer(facts);
    }
}

void ImportPlanner::matchServer(const ServerFacts &facts)
{
    const ServerIndex::Match match = m_index.find(facts);
    if (!match.others.isEmpty()) {
        QStringList names;
        for (const int other : match.others)
            names << QStringLiteral("%1 (%2)").arg(quoted(m_servers[other].after().name), m_servers[other].after().id);
        remark(Weight::Unreadable, facts.place,
               ImportPlanning::tr("%1 may be any of %2; a full name would tell.")
                   .arg(quoted(facts.name), names.join(QStringLiteral(", "))));
        return;
    }
    if (match.server >= 0) {
        m_facts[match.server] << &facts;
        return;
    }
    if (m_servers.size() >= kMostServers) {
        remark(Weight::Unreadable, facts.place,
               ImportPlanning::tr("A topology may have %1 servers at most.").arg(kMostServers));
        return;
    }
    Server server;
    server.name = facts.name;
    server.fqdn = facts.fqdn;
    server.addresses = facts.addresses.value_or(QStringList());
    server.id = m_names.idLike(facts.id, facts.name, QStringLiteral("server"));
    m_index.add(server, true);
    m_serverNames.insert(server.id, server.name);
    server.addresses.clear();
    m_servers << ServerPlan(server, std::nullopt);
    m_facts << QList<const ServerFacts *>{&facts};
}

void ImportPlanner::planSites()
{
    for (const ImportedFile &file : m_files) {
        for (const SiteFacts &site : file.facts.sites)
            m_sites.list(m_sites.idOf(site.name, site.place), site.place);
        for (const SubnetFacts &subnet : file.facts.subnets)
            m_sites.addSubnet(subnet);
    }
}

bool ImportPlanner::isAccepted(const QString &key, bool isDefault) const
{
    return m_choices.accepted.contains(key) || (isDefault && !m_choices.declined.contains(key));
}

void ImportPlanner::decide(ImportDecision decision, bool isDefault, ImportItem &item, bool isNeeded)
{
    const bool isGiven = isAccepted(decision.key, isDefault);
    decision.isOpen = !isGiven && !m_choices.declined.contains(decision.key);
    if (isNeeded && !isGiven)
        item.waitsFor << decision.key;
    m_plan.decisions << decision;
}

void ImportPlanner::planServers()
{
    for (int number = 0; number < m_servers.size(); ++number) {
        if (!m_facts[number].isEmpty())
            planServer(number);
    }
    askForWords();
}

void ImportPlanner::planServer(int number)
{
    ServerPlan &plan = m_servers[number];
    ImportItem item;
    item.key = QStringLiteral("server:") + plan.after().id;
    item.subject = ImportSubject::Server;
    for (const ServerFacts *facts : std::as_const(m_facts[number]))
        plan.add(*facts, m_choices);
    placeServer(number, item);
    decideVersion(number, item);
    suggestRoles(number, item);
    item.name = plan.after().name;
    item.places = plan.places();
    item.changes = plan.changes([this](const QString &site) { return m_sites.nameOf(site); });
    item.after = plan.after();
    if (!plan.before())
        item.status = ImportStatus::New;
    else
        item.status = item.changes.isEmpty() ? ImportStatus::Unchanged : ImportStatus::Changed;
    item.remarks = plan.remarks();
    item.isTaken =
        item.status != ImportStatus::Unchanged && item.waitsFor.isEmpty() && !m_choices.skipped.contains(item.key);
    if (item.isTaken) {
        m_present.insert(plan.after().id);
        m_serverNames.insert(plan.after().id, plan.after().name);
        m_sites.use(plan.after().site);
    }
    m_serverItems << item;
}

void ImportPlanner::placeServer(int number, ImportItem &item)
{
    ServerPlan &plan = m_servers[number];
    QString site;
    bool isSubscribed = false;
    for (const ServerFacts *facts : std::as_const(m_facts[number])) {
        isSubscribed = isSubscribed || facts->subscribedSite;
        if (!facts->site)
            continue;
        const QString named = m_sites.idOf(*facts->site, facts->place);
        if (!site.isEmpty() && site != named)
            plan.remark(ImportPlanning::tr("The rows say that it stands in %1 and in %2; the last counts.")
                            .arg(quoted(m_sites.nameOf(site)), quoted(m_sites.nameOf(named))));
        site = named;
    }
    const ImportPlace &place = m_facts[number].first()->place;
    if (site.isEmpty() && plan.before())
        return;
    if (site.isEmpty()) {
        const QString bySubnet = m_sites.siteOf(plan.after().addresses);
        if (!bySubnet.isEmpty()) {
            site = m_sites.idOf(bySubnet, place);
            plan.remark(
                ImportPlanning::tr("Its site, %1, is that of the subnet of its address.").arg(quoted(bySubnet)));
        }
    }
    if (site.isEmpty() && isSubscribed) {
        site = m_sites.perimeter(place);
        if (!site.isEmpty())
            plan.remark(ImportPlanning::tr("It stands outside of the site that it is subscribed to, in %1.")
                            .arg(quoted(m_sites.nameOf(site))));
    }
    if (site.isEmpty() && !m_choices.site.isEmpty())
        site = m_sites.idOf(m_choices.site, place);
    if (site.isEmpty()) {
        item.waitsFor << kSiteKey;
        m_withoutSite << place;
        return;
    }
    plan.setSite(site);
}

void ImportPlanner::decideVersion(int number, ImportItem &item)
{
    const ServerPlan &plan = m_servers[number];
    for (const ServerFacts *facts : std::as_const(m_facts[number])) {
        const bool isKnown = plan.before() && plan.before()->version == facts->version;
        if (!facts->otherProduct || isKnown)
            continue;
        ImportDecision decision;
        decision.key = QStringLiteral("version:") + plan.after().id;
        decision.kind = ImportDecision::Kind::OtherVersion;
        decision.subject = plan.after().name;
        decision.places = {facts->place};
        decision.text =
            ImportPlanning::tr("%1 runs version %2, %3; the port reference is about %4 %5. Its flows would be "
                               "drawn as if it ran that.")
                .arg(quoted(plan.after().name), quoted(facts->version.value_or(QString())), *facts->otherProduct,
                     m_catalog.product(), m_catalog.productVersion());
        decide(decision, m_choices.acceptsVersions, item, true);
        return;
    }
}

void ImportPlanner::suggestRoles(int number, ImportItem &item)
{
    ServerPlan &plan = m_servers[number];
    for (const ServerFacts *facts : std::as_const(m_facts[number])) {
        const QList<RoleSuggestion> suggestions =
            facts->ports ? m_suggester.suggest(*facts->ports) : QList<RoleSuggestion>();
        for (const RoleSuggestion &suggestion : suggestions) {
            if (plan.after().roles.contains(suggestion.role))
                continue;
            ImportDecision decision;
            decision.key = QStringLiteral("role:%1:%2").arg(plan.after().id, suggestion.role);
            decision.kind = ImportDecision::Kind::SuggestedRole;
            decision.subject = plan.after().name;
            decision.role = suggestion.role;
            decision.score = suggestion.score;
            decision.places = {facts->place};
            decision.text =
                ImportPlanning::tr("%1 looks like %2 (%3 of 100): %4")
                    .arg(quoted(plan.after().name), m_catalog.roles()[m_catalog.roleIndex(suggestion.role)].label,
                         QString::number(qRound(suggestion.score * 100)), suggestion.evidence);
            const bool isDefault = m_choices.acceptsRoles && suggestion.score >= kLikelyRole;
            decide(decision, isDefault, item, false);
            if (isAccepted(decision.key, isDefault))
                plan.addRole(suggestion.role);
        }
    }
}

void ImportPlanner::askForWords()
{
    QStringList words;
    QHash<QString, ImportDecision> asked;
    for (const QList<const ServerFacts *> &rows : std::as_const(m_facts)) {
        for (const ServerFacts *facts : rows) {
            for (const QString &word : facts->unknownRoles) {
                ImportDecision &decision = asked[word.toLower()];
                if (decision.places.isEmpty()) {
                    words << word.toLower();
                    decision.key = QStringLiteral("word:") + word.toLower();
                    decision.kind = ImportDecision::Kind::UnknownRole;
                    decision.subject = word;
                }
                decision.places << facts->place;
            }
        }
    }
    for (const QString &word : std::as_const(words)) {
        ImportDecision decision = asked.value(word);
        decision.isOpen = !m_choices.roleOf.contains(word) && !m_choices.declined.contains(decision.key);
        decision.role = m_choices.roleOf.value(word);
        decision.text = ImportPlanning::tr("%1 is no role of the port reference; %n server(s) are said to have it, and "
                                           "come without it.",
                                           nullptr, int(decision.places.size()))
                            .arg(quoted(decision.subject));
        m_plan.decisions << decision;
    }
}

void ImportPlanner::askForSite()
{
    if (m_withoutSite.isEmpty())
        return;
    ImportDecision decision;
    decision.key = kSiteKey;
    decision.kind = ImportDecision::Kind::NoSite;
    decision.places = m_withoutSite;
    decision.text =
        ImportPlanning::tr("The files do not say in which site %n new server(s) stand; without one they are "
                           "left out.",
                           nullptr, int(m_withoutSite.size()));
    decision.isOpen = !m_choices.declined.contains(kSiteKey);
    m_plan.decisions << decision;
}

ImportPlan planImport(const QList<ImportedFile> &files, const Topology &topology, const Catalog &catalog,
                      const ImportChoices &choices)
{
    return ImportPlanner(files, topology, catalog, choices).plan();
}

qsizetype ImportPlan::count(ImportStatus status) const
{
    return std::count_if(items.begin(), items.end(),
                         [status](const ImportItem &item) { return item.status == status; });
}

qsizetype ImportPlan::openDecisions() const
{
    return std::count_if(decisions.begin(), decisions.end(),
                         [](const ImportDecision &decision) { return decision.isOpen; });
}

bool ImportPlan::hasLosses() const
{
    return std::any_of(remarks.begin(), remarks.end(),
                       [](const ImportRemark &said) { return said.severity != Weight::Note; });
}

} // namespace portolan
