// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/importers/importfacts.h"

#include <QByteArray>
#include <QDateTime>

#include <functional>

namespace portolan {

/// A port as nmap lists it. Words are nmap's own, not checked.
struct NmapPort {
    SeenPort seen;
    QString state; ///< "open", "closed", "filtered", "open|filtered" …
    QString reason; ///< "syn-ack", "no-response", "admin-prohibited" …
    QString reasonFrom; ///< address literal that an ICMP error came from; empty: the host's own, or none
};

/// Ports that nmap looked at and does not list: so many in one state.
struct NmapRest {
    QString state;
    struct Reason {
        QString reason;
        std::optional<Transport> transport; ///< nothing: not said
        QList<PortRange> ports; ///< empty: not said
    };
    QList<Reason> reasons;
};

struct NmapHost {
    ImportPlace place;
    QString status; ///< "up", "down", "skipped"
    QStringList addresses; ///< IP literals
    QString userName; ///< as whoever started the scan called it
    QString reverseName; ///< as DNS calls it
    QList<NmapPort> ports;
    QList<NmapRest> rest;
    QDateTime startedAt; ///< UTC; null: not said
    QDateTime endedAt;
};

/// What a scan says of itself. `remarks` tell what in the file could not be used.
struct NmapScan {
    QString version; ///< "7.93"; empty: not said
    QDateTime startedAt; ///< UTC; null: not said
    QDateTime finishedAt; ///< null: it was stopped
    QList<std::pair<Transport, PortRange>> scanned; ///< what it looked at; empty: it does not say
    qsizetype hosts = 0; ///< that the file begins
    QList<ImportRemark> remarks;
};

/// Whether the bytes look like nmap's XML.
bool isNmapXml(const QByteArray &bytes);

/// Hands over host after host, with what the scan has said of itself until then. Anything may be in the file: numbers
/// and depth are capped; where it breaks off or is not well-formed the hosts before that place were handed over. No
/// entity of the file's own is ever expanded: a file that defines any is refused.
NmapScan readNmapScan(const QByteArray &bytes, const QString &file,
                      const std::function<void(const NmapScan &, const NmapHost &)> &onHost);

} // namespace portolan
