// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/catalog/catalog.h"
#include "model/editing/topologyedit.h"
#include "model/importers/importfiles.h"

#include <QHash>
#include <QSet>

#include <variant>

namespace portolan {

enum class ImportStatus {
    New,
    Changed,
    Unchanged,
    Unreadable, ///< a row that gave nothing; `remarks` say why
    Missing, ///< in the document, not in the files: removed only where the choices say so
};

enum class ImportSubject { Site, Link, Server, Group, Row };

/// What happens to one field, as people read it. Empty: no value.
struct FieldChange {
    QString field; ///< the document's key: "fqdn"
    QString label; ///< "Full name"
    QString before;
    QString after;
};

/// One line of the preview.
struct ImportItem {
    QString key; ///< "server:hq-mbx1": names it in the choices; the same when the same files are planned again
    ImportStatus status = ImportStatus::Unchanged;
    ImportSubject subject = ImportSubject::Server;
    QString name; ///< what people call it
    QList<ImportPlace> places; ///< rows that speak of it
    QList<FieldChange> changes; ///< of what is new: the fields that it has
    QStringList remarks;
    /// Keys of decisions without which it cannot be taken over.
    QStringList waitsFor;
    bool isTaken = false; ///< with the choices that the plan was made with
    std::variant<std::monostate, Site, Link, Server, Group> after; ///< what it will be
};

/// Something that only people can say.
struct ImportDecision {
    enum class Kind {
        SuggestedRole, ///< open ports look like a role; accepted: the server gets it
        UnknownRole, ///< a word that the catalog gives no meaning; see ImportChoices::roleOf
        OtherVersion, ///< another product than the catalog's; accepted: the server is taken over nevertheless
        NoSite, ///< new servers without a site; see ImportChoices::site
    };
    QString key; ///< "role:10.1.0.5:mailbox": names it in the choices
    Kind kind = Kind::SuggestedRole;
    QString subject; ///< name of the server, or the word
    QString role; ///< of a suggestion: the role's id
    QString text; ///< what is to be decided, and on what evidence
    double score = 0; ///< of a suggestion: 0 to 1
    QList<ImportPlace> places;
    bool isOpen = true; ///< with the choices that the plan was made with
};

/// What people decided about a plan.
struct ImportChoices {
    QSet<QString> skipped; ///< keys of items that are not to be taken
    QSet<QString> removed; ///< keys of missing items that are to go
    QSet<QString> accepted; ///< keys of decisions
    QSet<QString> declined; ///< keys of decisions: they count as made
    bool acceptsRoles = false; ///< all likely roles (kLikelyRole) that are not declined
    bool acceptsVersions = false; ///< all other versions that are not declined
    bool removesMissing = false; ///< all that the files lack
    QHash<QString, QString> roleOf; ///< by a word in lower case: the role's id, or empty: it means nothing
    QString site; ///< name or id of that for servers without one; a new one where there is none of that name
};

/// What bringing some files into a topology would do. Changes nothing by itself.
struct ImportPlan {
    QList<ImportItem> items; ///< sites, links, servers, groups, unreadable rows
    QList<ImportDecision> decisions;
    QList<ImportRemark> remarks; ///< of the files and of their matching; those that are Unreadable are items too

    // What it was made from.
    QList<ImportedFile> files;
    Catalog catalog;
    ImportChoices choices;

    qsizetype count(ImportStatus status) const;
    qsizetype openDecisions() const;
    /// Something could not be read whole.
    bool hasLosses() const;
};

/// Rows of all files that are about one server become one; matched with the document by id, FQDN or name.
ImportPlan planImport(const QList<ImportedFile> &files, const Topology &topology, const Catalog &catalog,
                      const ImportChoices &choices = {});

/// One step: "Import 42 servers". Carried out on a later state of the document it plans anew, with the same choices.
TopologyEdit toEdit(const ImportPlan &plan, const ImportChoices &choices);

/// The plan as people read it in a terminal, and as an object for programs.
QString importPlanText(const ImportPlan &plan);
QByteArray importPlanJson(const ImportPlan &plan);

} // namespace portolan
