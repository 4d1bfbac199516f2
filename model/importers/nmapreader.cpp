// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "nmapreader.h"

#include "importvalues.h"
#include "serverrows.h"

#include "model/editing/fieldchecks.h"
#include "model/json/plaintext.h"
#include "model/topology/hostname.h"

#include <QCoreApplication>
#include <QXmlStreamReader>

#include <algorithm>

namespace portolan {

using namespace Qt::StringLiterals;

namespace {

struct NmapReading {
    Q_DECLARE_TR_FUNCTIONS(portolan::NmapReading)
};

constexpr int kDeepest = 64;
constexpr qsizetype kMostHosts = 100000;
constexpr qsizetype kMostPorts = 200000; ///< of one host
constexpr qsizetype kMostAddresses = 1000;
constexpr qsizetype kMostRanges = 70000;
constexpr qsizetype kLongestService = 64;
constexpr qsizetype kHeadOfFile = 4096;

using Weight = ImportRemark::Severity;

class NmapReader
{
public:
    NmapReader(const QByteArray &bytes, ImportedFile &file) : m_xml(bytes), m_file(file) { }

    void read();

private:
    /// A host as far as it has been read.
    struct Host {
        ImportPlace place;
        QString state;
        QStringList addresses;
        QString userName;
        QString reverseName;
        PortEvidence ports;
        qsizetype portCount = 0;
    };

    bool refusesDtd();
    void begin(QStringView element);
    void end(QStringView element);
    void beginPort();
    void endPort();
    void readScanInfo();
    void finishHost();
    void remark(Weight severity, const ImportPlace &place, const QString &text)
    {
        m_file.remarks << ImportRemark{severity, place, text};
    }
    QString attribute(QLatin1StringView name) const { return m_xml.attributes().value(name).toString(); }

    QXmlStreamReader m_xml;
    ImportedFile &m_file;
    int m_depth = 0;
    std::optional<Host> m_host;
    std::optional<SeenPort> m_port;
    QString m_portState;
    QList<std::pair<Transport, PortRange>> m_scanned;
    bool m_isFinished = false; ///< the scan says that it ended
};

std::optional<Transport> transportFrom(QStringView word)
{
    if (word == u"tcp")
        return Transport::Tcp;
    if (word == u"udp")
        return Transport::Udp;
    return {};
}

bool NmapReader::refusesDtd()
{
    if (!m_xml.text().contains(u'[') && m_xml.entityDeclarations().isEmpty())
        return false;
    remark(
        Weight::Unreadable, {m_file.name, int(m_xml.lineNumber()), 0},
        NmapReading::tr("The file brings definitions of its own in its DOCTYPE, which no scan does; it is not read."));
    return true;
}

void NmapReader::read()
{
    while (!m_xml.atEnd()) {
        switch (m_xml.readNext()) {
        case QXmlStreamReader::DTD:
            if (refusesDtd())
                return;
            break;
        case QXmlStreamReader::StartElement:
            if (++m_depth > kDeepest || m_file.rows > kMostHosts) {
                remark(Weight::Unreadable, {m_file.name, int(m_xml.lineNumber()), 0},
                       NmapReading::tr("The file is nested deeper or has more hosts than any scan; the rest is not "
                                       "read."));
                return;
            }
            begin(m_xml.name());
            break;
        case QXmlStreamReader::EndElement:
            --m_depth;
            end(m_xml.name());
            break;
        default:
            break;
        }
    }
    const ImportPlace here{m_file.name, int(m_xml.lineNumber()), 0};
    if (m_xml.hasError()) {
        const bool isCut = m_xml.error() == QXmlStreamReader::PrematureEndOfDocumentError;
        remark(Weight::Lost, here,
               isCut ? NmapReading::tr("The file breaks off here, so the scan was stopped or the file cut; the hosts "
                                       "before this place are read.")
                     : NmapReading::tr("The file is not well-formed from here on (%1); the hosts before this place are "
                                       "read.")
                           .arg(m_xml.errorString()));
    } else if (!m_isFinished) {
        remark(Weight::Note, here, NmapReading::tr("The scan does not say that it ran to its end."));
    }
}

void NmapReader::readScanInfo()
{
    const std::optional<Transport> transport = transportFrom(attribute("protocol"_L1));
    if (!transport)
        return;
    for (const QString &range : attribute("services"_L1).split(u',', Qt::SkipEmptyParts)) {
        const std::optional<PortRange> ports = portRangeFrom(range);
        if (ports && m_scanned.size() < kMostRanges)
            m_scanned.append({*transport, *ports});
    }
}

void NmapReader::begin(QStringView element)
{
    if (element == u"host") {
        ++m_file.rows;
        m_host = Host();
        m_host->place = {m_file.name, int(m_xml.lineNumber()), int(m_file.rows)};
    } else if (element == u"scaninfo") {
        readScanInfo();
    } else if (element == u"finished") {
        m_isFinished = true;
    }
    if (!m_host)
        return;
    if (element == u"status") {
        m_host->state = attribute("state"_L1);
    } else if (element == u"address") {
        const QString address = plainAddress(attribute("addr"_L1));
        if (!address.isEmpty() && m_host->addresses.size() < kMostAddresses)
            m_host->addresses << address;
    } else if (element == u"hostname") {
        QString &name = attribute("type"_L1) == u"user" ? m_host->userName : m_host->reverseName;
        if (name.isEmpty())
            name = attribute("name"_L1);
    } else if (element == u"extraports") {
        const bool isClosed = attribute("state"_L1) == u"closed";
        m_host->ports.restClosed = m_host->ports.restClosed.value_or(true) && isClosed;
    } else if (element == u"port") {
        beginPort();
    } else if (element == u"state" && m_port) {
        m_portState = attribute("state"_L1);
    } else if (element == u"service" && m_port) {
        m_port->service = attribute("name"_L1).first(std::min(attribute("name"_L1).size(), kLongestService));
        if (findForbidden(m_port->service, Lines::One) >= 0)
            m_port->service.clear();
    }
}

void NmapReader::beginPort()
{
    bool isNumber = false;
    const ushort port = attribute("portid"_L1).toUShort(&isNumber);
    const std::optional<Transport> transport = transportFrom(attribute("protocol"_L1));
    m_portState.clear();
    m_port.reset();
    if (transport && isNumber && port > 0 && ++m_host->portCount <= kMostPorts)
        m_port = SeenPort{*transport, port, {}};
}

void NmapReader::endPort()
{
    if (!m_port || !m_host)
        return;
    // "open|filtered" is no answer; only what answered is open or closed.
    if (m_portState == u"open")
        m_host->ports.open << *m_port;
    else if (m_portState == u"closed")
        m_host->ports.closed.insert(portKey(m_port->transport, m_port->port));
    else
        m_host->ports.hidden.insert(portKey(m_port->transport, m_port->port));
    m_port.reset();
}

void NmapReader::end(QStringView element)
{
    if (element == u"port")
        endPort();
    else if (element == u"host" && m_host)
        finishHost();
}

void NmapReader::finishHost()
{
    Host host = *std::exchange(m_host, std::nullopt);
    ServerFacts facts;
    facts.place = host.place;
    facts.source = m_file.kindText;
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
    if (host.state == u"down" || host.state == u"skipped") {
        remark(Weight::Note, host.place,
               NmapReading::tr("The host %1 did not answer (%2), so it is left out.")
                   .arg(quoted(facts.name), quoted(host.state)));
        return;
    }
    if (facts.name.isEmpty()) {
        remark(Weight::Unreadable, host.place, NmapReading::tr("The host has neither a name nor an IP address."));
        return;
    }
    if (!host.addresses.isEmpty())
        facts.addresses = host.addresses;
    host.ports.scanned = m_scanned;
    facts.ports = std::move(host.ports);
    m_file.facts.servers << std::move(facts);
}

} // namespace

bool isNmapXml(const QByteArray &bytes)
{
    const QByteArray head = bytes.first(std::min<qsizetype>(bytes.size(), kHeadOfFile));
    return head.contains("<nmaprun") || head.contains("<!DOCTYPE nmaprun");
}

void readNmapXml(const QByteArray &bytes, ImportedFile &file)
{
    NmapReader(bytes, file).read();
}

} // namespace portolan
