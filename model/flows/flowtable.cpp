// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "flowtable.h"

#include "model/json/jsonvalue.h"

#include <charconv>
#include <utility>

namespace portolan {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kPieceSize = 1 << 18;

QString csvField(const QString &text)
{
    static constexpr QStringView kFormulaStarts = u"=+-@\t\r";
    bool quote = !text.isEmpty() && kFormulaStarts.contains(text.front());
    for (const QChar c : text)
        quote = quote || c == u'"' || c == u',' || c == u'\n' || c == u'\r';
    if (!quote)
        return text;
    return u'"' + QString(text).replace(u'"', u"\"\""_s) + u'"';
}

QByteArray jsonText(const JsonValue &value)
{
    QByteArray text = writeJson(value);
    text.chop(1); // the line end
    return text;
}

/// How one of the formats says the same things.
struct RowFormat {
    QByteArray begin; ///< of the file
    QByteArray betweenRows;
    QByteArray end; ///< of the file
    QByteArray endOfRow;
    QByteArrayList beforeCell; ///< for each column
    QByteArray yes;
    QByteArray no;
    QByteArray nothing;
    QByteArray (*text)(const QString &);
    QByteArray (*list)(const QStringList &);
};

RowFormat csvFormat(const QStringList &columns)
{
    RowFormat format;
    format.begin = csvLine(columns).toUtf8() + '\n';
    format.endOfRow = "\n";
    format.beforeCell = QByteArrayList(columns.size(), ",");
    format.beforeCell.first().clear();
    format.yes = "yes";
    format.no = "no";
    format.text = [](const QString &text) { return csvField(text).toUtf8(); };
    format.list = [](const QStringList &texts) { return csvField(texts.join(u'|')).toUtf8(); };
    return format;
}

RowFormat jsonFormat(const QStringList &columns)
{
    RowFormat format;
    format.begin = "[\n";
    format.betweenRows = ",\n";
    format.end = "\n]\n";
    format.endOfRow = " }";
    for (const QString &column : columns)
        format.beforeCell << (format.beforeCell.isEmpty() ? "  { \"" : ", \"") + column.toUtf8() + "\": ";
    format.yes = "true";
    format.no = "false";
    format.nothing = "null";
    format.text = [](const QString &text) { return jsonText(JsonValue::fromString(text)); };
    format.list = [](const QStringList &texts) {
        QByteArrayList items;
        for (const QString &text : texts)
            items << jsonText(JsonValue::fromString(text));
        return '[' + items.join(", ") + ']';
    };
    return format;
}

/// Everything that rows are put together from, made once.
class RowWriter
{
public:
    RowWriter(const FlowSet &flows, const RowFormat &format, const MoreColumns &more)
        : m_flows(flows), m_format(format), m_more(more)
    {
        for (const Site &site : flows.topology().sites)
            m_sites << format.text(site.id);
        for (const Server &server : flows.topology().servers)
            m_servers << format.text(server.id);
        for (const DataPath &path : flows.catalog().dataPaths()) {
            PathTexts texts;
            texts.id = format.text(path.id);
            texts.authentication = format.list(path.defaultAuthentication);
            texts.sameServerAuthentication =
                format.list(path.sameServerAuthentication.value_or(path.defaultAuthentication));
            texts.mechanisms = format.list(path.mechanisms);
            for (const PortEntry &entry : path.ports)
                texts.services << format.text(entry.service);
            m_paths << texts;
        }
        for (const Transport transport : {Transport::Tcp, Transport::Udp})
            m_transports << format.text(toString(transport));
        for (const Encryption encryption :
             {Encryption::None, Encryption::Disabled, Encryption::Optional, Encryption::Encrypted})
            m_encryptions << format.text(toString(encryption));
    }

    void append(QByteArray &out, const FlowRow &row) const
    {
        const PathTexts &path = m_paths[row.path];
        const PortEntry *entry = row.entry >= 0 ? &m_flows.catalog().dataPaths()[row.path].ports[row.entry] : nullptr;
        int column = 0;
        const auto cell = [&](const QByteArray &text) { out.append(m_format.beforeCell[column++]).append(text); };
        const auto number = [&](quint16 port) {
            char digits[8];
            const auto end = std::to_chars(digits, digits + sizeof digits, port).ptr;
            out.append(m_format.beforeCell[column++]).append(digits, end - digits);
        };
        cell(m_servers[row.source]);
        cell(m_servers[row.destination]);
        cell(m_sites[m_flows.siteOf(row.source)]);
        cell(m_sites[m_flows.siteOf(row.destination)]);
        cell(path.id);
        if (entry) {
            cell(m_transports[static_cast<int>(entry->transport)]);
            number(row.ports.first);
            number(row.ports.last);
            cell(path.services[row.entry]);
        } else {
            for (int i = 0; i < 4; ++i)
                cell(m_format.nothing);
        }
        cell(row.local ? path.sameServerAuthentication : path.authentication);
        cell(m_encryptions[static_cast<int>(row.encryption)]);
        cell(path.mechanisms);
        cell(row.local ? m_format.yes : m_format.no);
        cell(entry && entry->implied ? m_format.yes : m_format.no);
        if (m_more.cells) {
            for (const QString &text : m_more.cells(row))
                cell(text.isEmpty() ? m_format.nothing : m_format.text(text));
        }
        out.append(m_format.endOfRow);
    }

private:
    struct PathTexts {
        QByteArray id;
        QByteArray authentication;
        QByteArray sameServerAuthentication;
        QByteArray mechanisms;
        QByteArrayList services; ///< for each entry
    };

    const FlowSet &m_flows;
    const RowFormat &m_format;
    const MoreColumns &m_more;
    QByteArrayList m_sites;
    QByteArrayList m_servers;
    QList<PathTexts> m_paths;
    QByteArrayList m_transports;
    QByteArrayList m_encryptions;
};

bool writeFlows(const FlowSet &flows, const RowFormat &format, const MoreColumns &more, const ByteSink &write)
{
    const RowWriter writer(flows, format, more);
    QByteArray piece = format.begin;
    bool isFirst = true;
    const bool isWhole = forEachFlowRows(flows, [&](std::span<const FlowRow> rows) {
        for (const FlowRow &row : rows) {
            if (!std::exchange(isFirst, false))
                piece.append(format.betweenRows);
            writer.append(piece, row);
            if (piece.size() >= kPieceSize) {
                if (!write(piece))
                    return false;
                piece.resize(0);
            }
        }
        return true;
    });
    piece.append(format.end);
    return isWhole && (piece.isEmpty() || write(piece));
}

QByteArray collected(bool (*writeAll)(const FlowSet &, const ByteSink &, const MoreColumns &), const FlowSet &flows)
{
    QByteArray bytes;
    const auto append = [&bytes](QByteArrayView piece) {
        bytes.append(piece);
        return true;
    };
    writeAll(flows, append, {});
    return bytes;
}

} // namespace

QStringList flowColumns()
{
    return {u"source"_s,     u"destination"_s, u"source_site"_s, u"destination_site"_s, u"path"_s,
            u"transport"_s,  u"first_port"_s,  u"last_port"_s,   u"service"_s,          u"authentication"_s,
            u"encryption"_s, u"mechanism"_s,   u"local"_s,       u"implied"_s};
}

FlowPort portOf(const FlowSet &flows, const FlowRow &row)
{
    const PortEntry &entry = flows.catalog().dataPaths()[row.path].ports[row.entry];
    return {row.source, row.destination, entry.transport, row.ports, row.entry};
}

QStringList flowCells(const FlowSet &flows, const FlowRow &row)
{
    const Topology &topology = flows.topology();
    const DataPath &path = flows.catalog().dataPaths()[row.path];
    const auto site = [&](quint32 server) { return topology.sites[flows.siteOf(server)].id; };
    const auto word = [](bool is) { return is ? u"yes"_s : u"no"_s; };
    QStringList cells{topology.servers[row.source].id, topology.servers[row.destination].id, site(row.source),
                      site(row.destination), path.id};
    bool isImplied = false;
    if (row.entry >= 0) {
        const PortEntry &entry = path.ports[row.entry];
        cells << toString(entry.transport) << QString::number(row.ports.first) << QString::number(row.ports.last)
              << entry.service;
        isImplied = entry.implied;
    } else {
        cells << QString() << QString() << QString() << QString();
    }
    cells << flows.defaultAuthentication(row.flow).join(u'|') << toString(row.encryption) << path.mechanisms.join(u'|')
          << word(row.local) << word(isImplied);
    return cells;
}

QString csvLine(const QStringList &cells)
{
    QStringList fields;
    fields.reserve(cells.size());
    for (const QString &cell : cells)
        fields << csvField(cell);
    return fields.join(u',');
}

bool writeFlowsCsv(const FlowSet &flows, const ByteSink &write, const MoreColumns &more)
{
    return writeFlows(flows, csvFormat(flowColumns() + more.names), more, write);
}
bool writeFlowsJson(const FlowSet &flows, const ByteSink &write, const MoreColumns &more)
{
    return writeFlows(flows, jsonFormat(flowColumns() + more.names), more, write);
}
QByteArray flowsCsv(const FlowSet &flows)
{
    return collected(writeFlowsCsv, flows);
}
QByteArray flowsJson(const FlowSet &flows)
{
    return collected(writeFlowsJson, flows);
}

} // namespace portolan
