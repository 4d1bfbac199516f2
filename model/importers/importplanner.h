// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/importers/importplan.h"
#include "model/importers/rolesuggestions.h"
#include "model/importers/serverindex.h"
#include "model/importers/serverplan.h"
#include "model/importers/sitebook.h"

namespace portolan {

/// Names a link in the choices, whichever of its sites comes first.
QString linkKey(const QString &first, const QString &second);

/// Makes a plan: servers first, as sites and groups follow from those that are taken over.
class ImportPlanner
{
public:
    ImportPlanner(const QList<ImportedFile> &files, const Topology &topology, const Catalog &catalog,
                  const ImportChoices &choices);

    ImportPlan plan();

private:
    struct GroupPlan {
        std::optional<Group> before;
        Group after;
        QList<ImportPlace> places;
        QStringList remarks;
    };

    // importplanner.cpp
    void readRemarks();
    void matchServers();
    void matchServer(const ServerFacts &facts);
    void planSites();
    void planServers();
    void planServer(int number);
    void placeServer(int number, ImportItem &item);
    void decide(ImportDecision decision, bool isDefault, ImportItem &item, bool isNeeded);
    void decideVersion(int number, ImportItem &item);
    void suggestRoles(int number, ImportItem &item);
    void askForWords();
    void askForSite();
    bool isAccepted(const QString &key, bool isDefault) const;
    void remark(ImportRemark::Severity severity, const ImportPlace &place, const QString &text);

    // missingplanning.cpp
    void planMissing();
    bool isMissing(const Server &server) const;
    ImportItem missing(ImportSubject subject, const QString &key, const QString &name) const;

    // groupplanning.cpp
    void planLinks();
    void planGroups();
    GroupPlan &groupPlan(GroupType kind, const QString &name, const ImportPlace &place);
    void applyGroup(const GroupFacts &facts);
    void applyMemberships(int number);
    /// Ids of the servers that are or will be there; what is none becomes a remark.
    QStringList memberIds(const QStringList &names, const GroupFacts &facts);
    QString memberId(const QString &name, const GroupFacts &facts);
    ImportItem groupItem(const GroupPlan &plan) const;
    QString namesOfServers(const QStringList &ids) const;

    const QList<ImportedFile> &m_files;
    const Topology &m_topology;
    const Catalog &m_catalog;
    const ImportChoices &m_choices;
    const RoleSuggester m_suggester;
    NameSupply m_names;
    SiteBook m_sites;
    ServerIndex m_index;
    QList<ServerPlan> m_servers; ///< those of the document, then new ones; numbered as in m_index
    QList<QList<const ServerFacts *>> m_facts; ///< of each server
    QHash<QString, QString> m_serverNames; ///< by id
    QSet<QString> m_present; ///< ids of servers that are there or are taken over
    QList<GroupPlan> m_groups;
    QList<ImportItem> m_serverItems;
    QList<ImportItem> m_linkItems;
    QList<ImportItem> m_unreadable;
    QList<ImportItem> m_missing;
    QList<ImportPlace> m_withoutSite;
    ImportPlan m_plan;
};

} // namespace portolan
