// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/diagram/labels.h"

#include "views/diagram/checkmark.h"
#include "views/diagram/metrics.h"

#include <QCoreApplication>

#include <algorithm>

namespace portolan {

namespace {

constexpr qsizetype kPortsInALine = 4;
constexpr qsizetype kPortLines = 2;
constexpr double kPortLineWidth = 176;
constexpr qsizetype kNamedPorts = 2; ///< up to so many ports carry their service's name
constexpr qsizetype kNamedTerms = 2;
constexpr qsizetype kFullPaths = 12;
constexpr double kPadding = 7;
constexpr double kLineGap = 3;

QString tr(const char *text)
{
    return QCoreApplication::translate("portolan::Diagram", text);
}

void appendOnce(QStringList &list, const QString &text)
{
    if (!list.contains(text))
        list << text;
}

/// A port as people write it, before several are put together.
struct PortWord {
    QString number;
    QString service;
    bool tcp = false;
    bool udp = false;
    bool dynamic = false;
    bool handedOut = false; ///< a dynamic port that a mapper's port, of the same service, hands out
    int order = 0; ///< first number, for ranges made of neighbours

    QString withTransport() const
    {
        if (!udp)
            return number;
        return number + (tcp ? QStringLiteral("/TCP+UDP") : QStringLiteral("/UDP"));
    }
};

/// The range that all servers of a set have set for themselves; nothing where they have none or differ.
std::optional<PortRange> commonOwnRange(const FlowSet &flows, const ServerSet &servers)
{
    const QList<Server> &all = flows.topology().servers;
    std::optional<PortRange> common;
    for (const quint32 server : servers) {
        const std::optional<PortRange> &own = all[qsizetype(server)].dynamicPorts;
        if (!own || (common && *common != *own))
            return std::nullopt;
        common = own;
    }
    return common;
}

QString rangeText(PortRange range)
{
    const QString first = QString::number(range.first);
    return range.first == range.last ? first : first + u'–' + QString::number(range.last);
}

std::vector<PortWord> portWords(const FlowSet &flows, const std::vector<EdgeFlows> &edge)
{
    const Catalog &catalog = flows.catalog();
    std::vector<PortWord> words;
    for (const EdgeFlows &part : edge) {
        const DataPath &path = catalog.dataPaths()[part.path];
        for (qsizetype i = 0; i < path.ports.size(); ++i) {
            if (!(part.entries & (1U << i)))
                continue;
            const PortEntry &entry = path.ports[i];
            PortWord word;
            word.service = catalog.serviceLabel(entry.service);
            word.order = entry.ports.first;
            if (entry.kind == PortKind::RpcDynamic || entry.kind == PortKind::Dynamic) {
                const std::optional<PortRange> own =
                    commonOwnRange(flows, entry.reverse ? part.sources : part.destinations);
                word.dynamic = true;
                word.handedOut = entry.kind == PortKind::RpcDynamic;
                word.number = own ? rangeText(*own) : tr("dynamic");
            } else if (entry.kind == PortKind::DagReplicationPort) {
                const QList<FlowPort> ports = flows.ports(part.sample);
                const auto found =
                    std::find_if(ports.begin(), ports.end(), [i](const FlowPort &port) { return port.entry == i; });
                word.number = rangeText(found == ports.end() ? entry.ports : found->ports);
            } else {
                word.number = rangeText(entry.ports);
            }
            const auto same = std::find_if(words.begin(), words.end(), [&](const PortWord &other) {
                return other.number == word.number && other.service == word.service;
            });
            PortWord &target = same == words.end() ? words.emplace_back(word) : *same;
            (entry.transport == Transport::Tcp ? target.tcp : target.udp) = true;
        }
    }
    return words;
}

/// The port that hands out another of these words' ports.
bool isMapper(const std::vector<PortWord> &words, const PortWord &word)
{
    return !word.dynamic && std::any_of(words.begin(), words.end(), [&](const PortWord &other) {
        return other.handedOut && other.service == word.service;
    });
}

/// "135 + dynamic RPC"
QString withMapper(const std::vector<PortWord> &words, const PortWord &word)
{
    const auto mapper = std::find_if(words.begin(), words.end(), [&](const PortWord &other) {
        return word.handedOut && !other.dynamic && other.service == word.service;
    });
    const QString before = mapper == words.end() ? QString() : mapper->withTransport() + QStringLiteral(" + ");
    return before + word.number + u' ' + word.service;
}

/// 5060, 5061 and 5062 of one kind become 5060–5062.
QStringList numbersOnly(const std::vector<PortWord> &words)
{
    QStringList dynamic;
    QStringList numbers;
    std::vector<std::pair<int, QString>> tcp;
    for (const PortWord &word : words) {
        if (word.dynamic)
            appendOnce(dynamic, withMapper(words, word));
        else if (!isMapper(words, word))
            tcp.emplace_back(word.order, word.withTransport());
    }
    std::stable_sort(tcp.begin(), tcp.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
    for (std::size_t i = 0; i < tcp.size(); ++i) {
        std::size_t end = i;
        const auto isPlain = [&](std::size_t at) { return tcp[at].second == QString::number(tcp[at].first); };
        while (end + 1 < tcp.size() && isPlain(end) && isPlain(end + 1) && tcp[end + 1].first == tcp[end].first + 1)
            ++end;
        if (end >= i + 2) {
            appendOnce(numbers, tcp[i].second + u'–' + tcp[end].second);
            i = end;
        } else {
            appendOnce(numbers, tcp[i].second);
        }
    }
    return numbers + dynamic;
}

QStringList termLabels(const QStringList &ids, QString (Catalog::*label)(const QString &) const, const Catalog &catalog)
{
    QStringList labels;
    for (const QString &id : ids)
        appendOnce(labels, (catalog.*label)(id));
    return labels;
}

QString limited(const QStringList &labels, qsizetype most)
{
    if (labels.size() <= most)
        return labels.join(QStringLiteral(", "));
    return labels.mid(0, most).join(QStringLiteral(", ")) + QStringLiteral(" +%1").arg(labels.size() - most);
}

QString encryptionStatus(const FlowSet &flows, const std::vector<EdgeFlows> &edge)
{
    const Catalog &catalog = flows.catalog();
    const Encryption weak = weakest(flows, edge);
    QStringList mechanisms;
    std::vector<int> weakPaths;
    bool mixed = false;
    for (const EdgeFlows &part : edge) {
        const Flow &flow = part.sample;
        const DataPath &path = catalog.dataPaths()[part.path];
        if (flows.encryption(flow) == weak)
            weakPaths.push_back(part.path);
        else
            mixed = true;
        for (const QString &label : termLabels(path.mechanisms, &Catalog::mechanismLabel, catalog))
            appendOnce(mechanisms, label);
    }
    weakPaths.erase(std::unique(weakPaths.begin(), weakPaths.end()), weakPaths.end());
    if (weak == Encryption::Encrypted)
        return mechanisms.size() <= kNamedTerms ? mechanisms.join(QStringLiteral(", ")) : tr("encrypted");
    if (mixed)
        return compressedCodes(catalog, weakPaths) + u' ' + encryptionWord(weak);
    return encryptionWord(weak);
}

QStringList portLines(const FlowSet &flows, const std::vector<EdgeFlows> &edge, bool *shortened)
{
    const std::vector<PortWord> words = portWords(flows, edge);
    QStringList texts = portTexts(flows, edge);
    if (texts.size() > kNamedPorts)
        texts = numbersOnly(words);
    QStringList lines;
    QString line;
    qsizetype inLine = 0;
    for (qsizetype i = 0; i < texts.size(); ++i) {
        const QString longer = line.isEmpty() ? texts[i] : line + QStringLiteral(", ") + texts[i];
        const bool fits =
            line.isEmpty() || (inLine < kPortsInALine + 2 && textWidth(longer, kTextSize, true) <= kPortLineWidth);
        if (fits) {
            line = longer;
            ++inLine;
            continue;
        }
        if (lines.size() + 1 == kPortLines) {
            line += QStringLiteral(" +%1").arg(texts.size() - i);
            *shortened = true;
            break;
        }
        lines << line + u',';
        line = texts[i];
        inLine = 1;
    }
    if (!line.isEmpty())
        lines << line;
    return lines;
}

std::vector<int> pathsOf(const std::vector<EdgeFlows> &edge)
{
    std::vector<int> paths;
    paths.reserve(edge.size());
    for (const EdgeFlows &part : edge)
        paths.push_back(part.path);
    std::sort(paths.begin(), paths.end());
    paths.erase(std::unique(paths.begin(), paths.end()), paths.end());
    return paths;
}

/// The codes and, for LabelMode::Ports, the ports of all flows together.
PillLabel shortLabel(const FlowSet &flows, const std::vector<EdgeFlows> &edge, bool withPorts, const QString &count)
{
    PillLabel label;
    QStringList inFull;
    const auto shorten = [&](const QString &whole) {
        if (label.shortened < 0)
            label.shortened = label.lines.size() - 1;
        inFull << whole;
    };
    // No code is ever left out: "look at M7" must find it.
    const PillText kind = withPorts ? PillText::Code : PillText::Ports;
    QString codes = compressedCodes(flows.catalog(), pathsOf(edge));
    if (withPorts && !count.isEmpty())
        codes += QStringLiteral(" · ") + count;
    for (const QString &line : wrapped(codes, kPortLineWidth, pillTextSize(kind), kind == PillText::Ports))
        label.lines << PillLine{kind, line};
    if (!withPorts && !count.isEmpty())
        label.lines << PillLine{PillText::Code, count};
    if (withPorts) {
        bool shortened = false;
        for (const QString &line : portLines(flows, edge, &shortened))
            label.lines << PillLine{PillText::Ports, line};
        if (shortened)
            shorten(portTexts(flows, edge).join(QStringLiteral(", ")));
    }
    QString status = encryptionStatus(flows, edge);
    const QStringList authentication = authenticationTexts(flows, edge);
    if (!authentication.isEmpty())
        status += QStringLiteral(" · ") + limited(authentication, kNamedTerms);
    label.lines << PillLine{PillText::Status, status};
    if (authentication.size() > kNamedTerms)
        shorten(authentication.join(QStringLiteral(", ")));
    label.inFull = inFull.join(QStringLiteral(" · "));
    return label;
}

/// Each data path with its ports and how they are protected.
PillLabel fullLabel(const FlowSet &flows, const std::vector<EdgeFlows> &edge, const QString &count)
{
    const Catalog &catalog = flows.catalog();
    PillLabel label;
    if (!count.isEmpty())
        label.lines << PillLine{PillText::Code, count};
    QStringList left;
    qsizetype paths = 0;
    for (const int path : pathsOf(edge)) {
        std::vector<EdgeFlows> one;
        std::copy_if(edge.begin(), edge.end(), std::back_inserter(one),
                     [path](const EdgeFlows &part) { return part.path == path; });
        QString ports = portTexts(flows, one).join(QStringLiteral(", "));
        if (ports.isEmpty())
            ports = tr("no port");
        ports = catalog.dataPaths()[path].code + u' ' + ports;
        const Encryption encryption = weakest(flows, one);
        const QStringList mechanisms =
            termLabels(catalog.dataPaths()[path].mechanisms, &Catalog::mechanismLabel, catalog);
        QString status =
            encryption == Encryption::None ? encryptionWord(encryption) : mechanisms.join(QStringLiteral(", "));
        if (encryption == Encryption::Optional || encryption == Encryption::Disabled)
            status += QStringLiteral(", ") + encryptionWord(encryption);
        status += QStringLiteral(" · ")
            + termLabels(flows.defaultAuthentication(one.front().sample), &Catalog::authenticationLabel, catalog)
                  .join(QStringLiteral(", "));
        if (++paths > kFullPaths)
            left << ports + QStringLiteral(" · ") + status;
        else
            label.lines << PillLine{PillText::Ports, ports} << PillLine{PillText::Status, status};
    }
    if (!left.isEmpty()) {
        label.shortened = label.lines.size();
        label.lines << PillLine{
            PillText::Code, QCoreApplication::translate("portolan::Diagram", "and %n more", nullptr, int(left.size()))};
        label.inFull = left.join(QStringLiteral("; "));
    }
    return label;
}

} // namespace

Encryption weakest(const FlowSet &flows, const std::vector<EdgeFlows> &edge)
{
    Encryption result = Encryption::Encrypted;
    for (const EdgeFlows &part : edge)
        result = std::min(result, flows.encryption(part.sample));
    return result;
}

QString compressedCodes(const Catalog &catalog, const std::vector<int> &paths)
{
    QStringList parts;
    for (std::size_t i = 0; i < paths.size(); ++i) {
        const DataPath &first = catalog.dataPaths()[paths[i]];
        std::size_t end = i;
        while (end + 1 < paths.size()) {
            const DataPath &here = catalog.dataPaths()[paths[end]];
            const DataPath &next = catalog.dataPaths()[paths[end + 1]];
            if (next.table != first.table || next.row != here.row + 1)
                break;
            ++end;
        }
        if (end >= i + 2) {
            parts << first.code + u'–' + catalog.dataPaths()[paths[end]].code;
            i = end;
        } else {
            parts << first.code;
        }
    }
    return parts.join(u' ');
}

QStringList portTexts(const FlowSet &flows, const std::vector<EdgeFlows> &edge)
{
    const std::vector<PortWord> words = portWords(flows, edge);
    QStringList texts;
    for (const PortWord &word : words) {
        if (word.dynamic)
            appendOnce(texts, withMapper(words, word));
        else if (!isMapper(words, word))
            appendOnce(texts, word.withTransport() + u' ' + word.service);
    }
    return texts;
}

QStringList authenticationTexts(const FlowSet &flows, const std::vector<EdgeFlows> &edge)
{
    QStringList texts;
    for (const EdgeFlows &part : edge) {
        for (const QString &label :
             termLabels(flows.defaultAuthentication(part.sample), &Catalog::authenticationLabel, flows.catalog()))
            appendOnce(texts, label);
    }
    return texts;
}

PillLabel pillLabel(const FlowSet &flows, const std::vector<EdgeFlows> &edge, LabelMode mode, const QString &count)
{
    switch (mode) {
    case LabelMode::None:
        break;
    case LabelMode::Codes:
    case LabelMode::Ports:
        return shortLabel(flows, edge, mode == LabelMode::Ports, count);
    case LabelMode::Full:
        return fullLabel(flows, edge, count);
    }
    return {};
}

double pillTextSize(PillText kind)
{
    switch (kind) {
    case PillText::Code:
        return kSmallSize;
    case PillText::Ports:
        return kTextSize;
    case PillText::Status:
        return 10;
    case PillText::Check:
        return kCheckTextSize;
    }
    return kTextSize;
}

double pillBaseline(const QList<PillLine> &lines, qsizetype index)
{
    double y = kPadding - 2;
    for (qsizetype i = 0; i <= index; ++i)
        y += pillTextSize(lines[i].kind) * 0.86 + (i > 0 ? kLineGap : 0);
    return y;
}

QSizeF pillSize(const QList<PillLine> &lines)
{
    if (lines.isEmpty())
        return {};
    double width = 0;
    for (const PillLine &line : lines) {
        const double sign = line.kind == PillText::Check ? kCheckSign + kCheckGap : 0;
        width = std::max(width, sign + textWidth(line.text, pillTextSize(line.kind), line.kind == PillText::Ports));
    }
    return {std::ceil(width + 2 * kPadding + 2), std::ceil(pillBaseline(lines, lines.size() - 1) + kPadding)};
}

} // namespace portolan
