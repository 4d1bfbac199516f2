// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/flows/flowends.h"

#include <QHash>

#include <algorithm>

namespace portolan {

namespace {

constexpr QLatin1String kPrefix("flow:");
constexpr qsizetype kLongestEnd = 1500; ///< characters, far below what the reader takes

/// Codes may hold any sign, ids no colon.
struct Parts {
    QString code;
    QStringList sources, destinations;
    bool isFlow = false;
};

Parts partsOf(const QString &id)
{
    Parts parts;
    const qsizetype last = id.lastIndexOf(u':');
    const qsizetype first = last > 0 ? id.lastIndexOf(u':', last - 1) : -1;
    if (!id.startsWith(kPrefix) || first < kPrefix.size())
        return parts;
    parts.code = id.mid(kPrefix.size(), first - kPrefix.size());
    parts.sources = id.mid(first + 1, last - first - 1).split(u',', Qt::SkipEmptyParts);
    parts.destinations = id.mid(last + 1).split(u',', Qt::SkipEmptyParts);
    parts.isFlow = true;
    return parts;
}

QList<QStringList> pieces(const QStringList &names)
{
    QList<QStringList> result;
    qsizetype length = kLongestEnd;
    for (const QString &name : names) {
        if (length + name.size() >= kLongestEnd) {
            result << QStringList();
            length = 0;
        }
        result.last() << name;
        length += name.size() + 1;
    }
    return result;
}

} // namespace

bool isFlowId(const QString &id)
{
    return id.startsWith(kPrefix);
}

std::vector<FlowEnds> flowsNamed(const QStringList &ids, const Catalog &catalog, const Topology &topology)
{
    std::vector<FlowEnds> result;
    if (std::none_of(ids.begin(), ids.end(), isFlowId))
        return result;
    QHash<QString, ServerSet> servers;
    for (const Site &site : topology.sites)
        servers.insert(u'@' + site.id, {});
    for (qsizetype i = 0; i < topology.servers.size(); ++i) {
        const Server &server = topology.servers.at(i);
        servers.insert(server.id, {quint32(i)});
        servers[u'@' + server.site].push_back(quint32(i));
    }
    const QList<DataPath> &paths = catalog.dataPaths();
    for (const QString &id : ids) {
        const Parts parts = partsOf(id);
        const auto path = std::find_if(paths.begin(), paths.end(),
                                       [&parts](const DataPath &known) { return known.code == parts.code; });
        if (!parts.isFlow || path == paths.end())
            continue;
        FlowEnds flow;
        flow.path = int(path - paths.begin());
        flow.isWhole = !parts.sources.isEmpty() && !parts.destinations.isEmpty();
        const auto add = [&](const QStringList &names, ServerSet &ends) {
            for (const QString &name : names) {
                const auto found = servers.constFind(name);
                flow.isWhole = flow.isWhole && found != servers.constEnd();
                if (found != servers.constEnd())
                    ends.insert(ends.end(), found->begin(), found->end());
            }
            std::sort(ends.begin(), ends.end());
            ends.erase(std::unique(ends.begin(), ends.end()), ends.end());
        };
        add(parts.sources, flow.sources);
        add(parts.destinations, flow.destinations);
        result.push_back(std::move(flow));
    }
    return result;
}

QStringList flowIds(const QString &code, const QStringList &sources, const QStringList &destinations)
{
    QStringList ids;
    for (const QStringList &from : pieces(sources)) {
        for (const QStringList &to : pieces(destinations))
            ids << kPrefix + code + u':' + from.join(u',') + u':' + to.join(u',');
    }
    return ids;
}

QString flowIdText(const QString &id, const Topology &topology)
{
    const Parts parts = partsOf(id);
    if (!parts.isFlow)
        return id;
    const auto nameIn = [](const auto &list, const QString &wanted, const QString &unknown) {
        const auto found =
            std::find_if(list.begin(), list.end(), [&](const auto &entry) { return entry.id == wanted; });
        return found == list.end() ? unknown : found->name;
    };
    const auto text = [&](const QStringList &names) {
        if (names.isEmpty())
            return QString();
        const QString &first = names.front();
        QString result = first.startsWith(u'@') ? nameIn(topology.sites, first.mid(1), first)
                                                : nameIn(topology.servers, first, first);
        if (names.size() > 1)
            result += QStringLiteral(" +%1").arg(names.size() - 1);
        return result;
    };
    return parts.code + QStringLiteral(" · ") + text(parts.sources) + QStringLiteral(" → ") + text(parts.destinations);
}

} // namespace portolan
