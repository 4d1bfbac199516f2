// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "nmapreader.h"

#include "importvalues.h"
#include "nmapscan.h"

#include "model/json/plaintext.h"
#include "model/topology/hostname.h"

#include <QCoreApplication>

#include <algorithm>

namespace portolan {

namespace {

struct NmapImport {
    Q_DECLARE_TR_FUNCTIONS(portolan::NmapReading)
};

PortEvidence evidenceOf(const NmapScan &scan, const NmapHost &host)
{
    PortEvidence evidence;
    for (const NmapPort &port : host.ports) {
        // "open|filtered" is no answer; only what answered is open or closed.
        if (port.state == u"open")
            evidence.open << port.seen;
        else if (port.state == u"closed")
            evidence.closed.insert(portKey(port.seen.transport, port.seen.port));
        else
            evidence.hidden.insert(portKey(port.seen.transport, port.seen.port));
    }
    if (!host.rest.isEmpty())
        evidence.restClosed = std::all_of(host.rest.begin(), host.rest.end(),
                                          [](const NmapRest &rest) { return rest.state == u"closed"; });
    evidence.scanned = scan.scanned;
    return evidence;
}

void addServer(const NmapScan &scan, const NmapHost &host, ImportedFile &file)
{
    ServerFacts facts;
    facts.place = host.place;
    facts.source = file.kindText;
    for (const QString &name : {host.userName, host.reverseName}) {
        const QString fqdn = name.endsWith(u'.') ? name.chopped(1) : name;
        if (!facts.name.isEmpty() || fqdn.isEmpty() || !plainAddress(fqdn).isEmpty() || !isHostName(fqdn))
            continue;
        facts.name = firstLabel(fqdn);
        if (facts.name != fqdn)
            facts.fqdn = fqdn;
    }
    if (facts.name.isEmpty() && !host.addresses.isEmpty())
        facts.name = host.addresses.first();
    const auto remark = [&](ImportRemark::Severity severity, const QString &text) {
        file.remarks << ImportRemark{severity, host.place, text};
    };
    if (host.status == u"down" || host.status == u"skipped") {
        remark(ImportRemark::Severity::Note,
               NmapImport::tr("The host %1 did not answer (%2), so it is left out.")
                   .arg(quoted(facts.name), quoted(host.status)));
        return;
    }
    if (facts.name.isEmpty()) {
        remark(ImportRemark::Severity::Unreadable, NmapImport::tr("The host has neither a name nor an IP address."));
        return;
    }
    if (!host.addresses.isEmpty())
        facts.addresses = host.addresses;
    facts.ports = evidenceOf(scan, host);
    file.facts.servers << std::move(facts);
}

} // namespace

void readNmapXml(const QByteArray &bytes, ImportedFile &file)
{
    const NmapScan scan = readNmapScan(
        bytes, file.name, [&file](const NmapScan &so, const NmapHost &host) { addServer(so, host, file); });
    file.rows = scan.hosts;
    file.remarks += scan.remarks;
}

} // namespace portolan
