// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/error.h"
#include "model/reachability/reachabilityplan.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace portolan {

/// A file that is to be written, and nothing else: bytes of ours, with text of the plan encoded in them.
struct KitFile {
    QString path; ///< below the folder that the user names, with "/"
    QByteArray bytes;
    bool isProgram = false; ///< may be executed
};

/// What one server takes along to check by itself what it opens.
struct Kit {
    quint32 server = 0; ///< index into Topology::servers
    QString folder; ///< name of its folder
    int checks = 0;
    QList<KitFile> files;
};

inline constexpr char kKitMark[] = "Portolan take-away kit, format 1"; ///< near the beginning of every file of a kit
inline constexpr char16_t kKitShellScript[] = u"portolan-kit.sh";
inline constexpr char16_t kKitPowerShellScript[] = u"portolan-kit.ps1";

/// Of a plan whose vantage is a server of its topology, and that has checks.
Kit kitFor(const ReachabilityPlan &plan);

/// The id, or what is left of it as a name that every file system takes.
QString kitFolderName(const QString &server);

/// Writes them into `folder`, which is made if it is not there; each file whole or not at all. Where any of them would
/// replace a file without kKitMark nothing is written, and the error names it.
Result<void> writeKitFiles(const QList<KitFile> &files, const QString &folder);

} // namespace portolan
