// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/flows/flowset.h"
#include "views/diagram/diagram.h"

#include <QByteArray>
#include <QFile>
#include <QStringList>
#include <QtGlobal>

#include <algorithm>

namespace portolan::test {

/// The flows of a topology file's text against the built-in catalog; ends the test program where it cannot be read.
inline FlowSet flowsOf(const QByteArray &json)
{
    const Result<Catalog> catalog = builtInCatalog(QStringLiteral("exchange-2010"));
    const Result<LoadedTopology> topology = parseTopology(json, QStringLiteral("test"));
    if (!catalog || !topology)
        qFatal("%s", qPrintable(toText(catalog ? topology.error() : catalog.error())));
    return deriveFlows(*catalog, topology->topology);
}

inline FlowSet flowsOfSample(const QString &name)
{
    QFile file(QStringLiteral(":/portolan/samples/%1.portolan").arg(name));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no sample %s", qPrintable(name));
    return flowsOf(file.readAll());
}

inline QStringList sampleNames()
{
    return {QStringLiteral("three-site"), QStringLiteral("single-server"), QStringLiteral("poster")};
}

inline Diagram diagramOf(const FlowSet &flows, Level level, LabelMode labels = LabelMode::Ports)
{
    DiagramOptions options;
    options.level = level;
    options.labels = labels;
    return summarise(flows, options);
}

/// The line of flows from one server to another, by their ids; -1: there is none.
inline int edgeBetween(const Diagram &diagram, const QString &source, const QString &destination)
{
    const QList<Server> &servers = diagram.flows.topology().servers;
    const auto has = [&servers](const ServerSet &set, const QString &id) {
        return std::any_of(set.begin(), set.end(), [&](quint32 server) { return servers.at(server).id == id; });
    };
    for (int edge = 0; edge < diagram.edges.size(); ++edge) {
        for (const EdgeFlows &flows : diagram.edges.at(edge).flows) {
            if (has(flows.sources, source) && has(flows.destinations, destination))
                return edge;
        }
    }
    return -1;
}

} // namespace portolan::test
