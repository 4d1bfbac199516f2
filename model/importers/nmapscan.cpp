// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "nmapscan.h"

#include "importvalues.h"

#include "model/editing/fieldchecks.h"
#include "model/json/plaintext.h"

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
constexpr qsizetype kMostRests = 100;
constexpr qsizetype kLongestWord = 64;
constexpr qsizetype kHeadOfFile = 4096;
constexpr QByteArrayView kByteOrderMark("\xEF\xBB\xBF");
constexpr qint64 kYear10000 = 253402300800; ///< s since 1970

std::optional<Transport> transportFrom(QStringView word)
{
    if (word == u"tcp")
        return Transport::Tcp;
    if (word == u"udp")
        return Transport::Udp;
    return {};
}

QList<PortRange> rangesFrom(const QString &text)
{
    QList<PortRange> ranges;
    for (const QString &range : text.split(u',', Qt::SkipEmptyParts)) {
        const std::optional<PortRange> ports = portRangeFrom(range);
        if (ports && ranges.size() < kMostRanges)
            ranges << *ports;
    }
    return ranges;
}

class ScanReader
{
public:
    using OnHost = std::function<void(const NmapScan &, const NmapHost &)>;

    ScanReader(const QByteArray &bytes, QString file, const OnHost &onHost)
        : m_xml(bytes), m_file(std::move(file)), m_onHost(onHost)
    {
    }

    NmapScan read();

private:
    bool refusesDtd();
    void readAll();
    void begin(QStringView element);
    void beginInHost(QStringView element);
    void beginPort();
    void end(QStringView element);
    void remark(ImportRemark::Severity severity, const QString &text)
    {
        m_scan.remarks << ImportRemark{severity, {m_file, int(m_xml.lineNumber()), 0}, text};
    }
    QString attribute(QLatin1StringView name) const { return m_xml.attributes().value(name).toString(); }
    QString word(QLatin1StringView name) const;
    QDateTime time(QLatin1StringView name) const;

    QXmlStreamReader m_xml;
    QString m_file;
    const OnHost &m_onHost;
    int m_depth = 0;
    NmapScan m_scan;
    std::optional<NmapHost> m_host;
    std::optional<NmapPort> m_port;
    qsizetype m_ports = 0; ///< of the host
    bool m_isFinished = false; ///< the scan says that it ended
};

/// Short and fit for people; else empty.
QString ScanReader::word(QLatin1StringView name) const
{
    const QString text = attribute(name).left(kLongestWord);
    return findForbidden(text, Lines::One) >= 0 ? QString() : text;
}

QDateTime ScanReader::time(QLatin1StringView name) const
{
    bool isNumber = false;
    const qint64 seconds = attribute(name).toLongLong(&isNumber);
    return isNumber && seconds > 0 && seconds < kYear10000 ? QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC)
                                                           : QDateTime();
}

bool ScanReader::refusesDtd()
{
    if (!m_xml.text().contains(u'[') && m_xml.entityDeclarations().isEmpty())
        return false;
    remark(
        ImportRemark::Severity::Unreadable,
        NmapReading::tr("The file brings definitions of its own in its DOCTYPE, which no scan does; it is not read."));
    return true;
}

NmapScan ScanReader::read()
{
    readAll();
    return std::move(m_scan);
}

void ScanReader::readAll()
{
    while (!m_xml.atEnd()) {
        switch (m_xml.readNext()) {
        case QXmlStreamReader::DTD:
            if (refusesDtd())
                return;
            break;
        case QXmlStreamReader::StartElement:
            if (++m_depth > kDeepest || m_scan.hosts > kMostHosts) {
                remark(ImportRemark::Severity::Unreadable,
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
    if (m_xml.hasError()) {
        const bool isCut = m_xml.error() == QXmlStreamReader::PrematureEndOfDocumentError;
        remark(ImportRemark::Severity::Lost,
               isCut ? NmapReading::tr("The file breaks off here, so the scan was stopped or the file cut; the hosts "
                                       "before this place are read.")
                     : NmapReading::tr("The file is not well-formed from here on (%1); the hosts before this place are "
                                       "read.")
                           .arg(m_xml.errorString()));
    } else if (!m_isFinished) {
        remark(ImportRemark::Severity::Note, NmapReading::tr("The scan does not say that it ran to its end."));
    }
}

void ScanReader::begin(QStringView element)
{
    if (element == u"nmaprun") {
        m_scan.version = word("version"_L1);
        m_scan.startedAt = time("start"_L1);
    } else if (element == u"host") {
        ++m_scan.hosts;
        m_ports = 0;
        m_host = NmapHost();
        m_host->place = {m_file, int(m_xml.lineNumber()), int(m_scan.hosts)};
        m_host->startedAt = time("starttime"_L1);
        m_host->endedAt = time("endtime"_L1);
    } else if (element == u"scaninfo") {
        const std::optional<Transport> transport = transportFrom(attribute("protocol"_L1));
        const QList<PortRange> ranges = transport ? rangesFrom(attribute("services"_L1)) : QList<PortRange>();
        for (const PortRange &range : ranges) {
            if (m_scan.scanned.size() < kMostRanges)
                m_scan.scanned.append({*transport, range});
        }
    } else if (element == u"finished") {
        m_isFinished = true;
        m_scan.finishedAt = time("time"_L1);
    }
    if (m_host)
        beginInHost(element);
}

void ScanReader::beginInHost(QStringView element)
{
    if (element == u"status") {
        m_host->status = word("state"_L1);
    } else if (element == u"address") {
        const QString address = plainAddress(attribute("addr"_L1));
        if (!address.isEmpty() && m_host->addresses.size() < kMostAddresses)
            m_host->addresses << address;
    } else if (element == u"hostname") {
        QString &name = attribute("type"_L1) == u"user" ? m_host->userName : m_host->reverseName;
        if (name.isEmpty())
            name = attribute("name"_L1);
    } else if (element == u"extraports" && m_host->rest.size() < kMostRests) {
        m_host->rest << NmapRest{word("state"_L1), {}};
    } else if (element == u"extrareasons" && !m_host->rest.isEmpty()
               && m_host->rest.last().reasons.size() < kMostRests) {
        m_host->rest.last().reasons << NmapRest::Reason{word("reason"_L1), transportFrom(attribute("proto"_L1)),
                                                        rangesFrom(attribute("ports"_L1))};
    } else if (element == u"port") {
        beginPort();
    } else if (element == u"state" && m_port) {
        m_port->state = word("state"_L1);
        m_port->reason = word("reason"_L1);
        m_port->reasonFrom = plainAddress(attribute("reason_ip"_L1));
    } else if (element == u"service" && m_port) {
        m_port->seen.service = word("name"_L1);
    }
}

void ScanReader::beginPort()
{
    bool isNumber = false;
    const ushort port = attribute("portid"_L1).toUShort(&isNumber);
    const std::optional<Transport> transport = transportFrom(attribute("protocol"_L1));
    m_port.reset();
    if (transport && isNumber && port > 0 && ++m_ports <= kMostPorts)
        m_port = NmapPort{{*transport, port, {}}, {}, {}, {}};
}

void ScanReader::end(QStringView element)
{
    if (element == u"port" && m_port && m_host)
        m_host->ports << *std::exchange(m_port, std::nullopt);
    else if (element == u"host" && m_host)
        m_onHost(m_scan, *std::exchange(m_host, std::nullopt));
}

} // namespace

bool isNmapXml(const QByteArray &bytes)
{
    QByteArray head = bytes.first(std::min<qsizetype>(bytes.size(), kHeadOfFile));
    if (head.startsWith(kByteOrderMark))
        head.remove(0, kByteOrderMark.size());
    // What a peer said may hold the word in results of other formats.
    return head.trimmed().startsWith('<') && (head.contains("<nmaprun") || head.contains("<!DOCTYPE nmaprun"));
}

NmapScan readNmapScan(const QByteArray &bytes, const QString &file,
                      const std::function<void(const NmapScan &, const NmapHost &)> &onHost)
{
    return ScanReader(bytes, file, onHost).read();
}

} // namespace portolan
