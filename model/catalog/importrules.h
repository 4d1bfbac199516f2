// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace portolan {

/// A role as other programs write it: in words, and as a bit of a number.
struct ImportRole {
    int role = -1; ///< index into Catalog::roles(); -1: the words mean nothing that a plan holds
    QStringList words;
    quint32 flag = 0; ///< one bit; 0: the role has none
    /// The site that an export gives for such a server is the one that it is subscribed to, not the one that it
    /// stands in.
    bool isSubscribed = false;
};

/// A product's version that is not the one which the catalog is about.
struct ImportVersion {
    QString start; ///< of the version: "15.0"
    QString product; ///< that people call it
};

/// What one row of an export is about.
enum class ExportSubject { Server, Site, SiteLink, Subnet, Dag, EdgeSubscription, CasArray, DialPlan };

/// A column and the field that it fills; a column is called the same in whatever case.
struct ExportColumn {
    QString field; ///< a key of the document: "fqdn"; of links also "costOverride" and "sites"
    QStringList columns; ///< of those that a row fills the first counts, of lists all
};

/// A column that says whether a server has a role.
struct ExportFlag {
    QString column;
    int role = -1;
};

/// A list that the product's own tools write, such as the CSV of a cmdlet.
struct ExportKind {
    QString id;
    QString label; ///< what people call it: the cmdlet's name
    ExportSubject subject = ExportSubject::Server;
    QStringList types; ///< last parts of the type names of its rows
    QStringList signs; ///< a table with one of these columns is such an export
    QList<ExportColumn> columns;
    QList<ExportFlag> flags;
    QList<int> roles; ///< that every server in it has
};

/// How a catalog's product appears in what other programs write.
struct ImportRules {
    QStringList versions; ///< starts of the versions that the catalog is about; empty: any
    QList<ImportVersion> otherVersions;
    QList<ImportRole> roles;
    QList<ExportKind> exports;
};

} // namespace portolan
