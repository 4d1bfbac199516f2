// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/reachability/kit/kit.h"

#include "tests/support/topologydsl.h"

namespace portolan::test {

inline FlowSet flowsOf(const Topology &topology)
{
    const Result<Catalog> catalog = builtInCatalog(QStringLiteral("exchange-2010"));
    if (!catalog)
        qFatal("%s", qPrintable(toText(catalog.error())));
    return deriveFlows(*catalog, topology);
}

inline FlowSet flowsOf(const char *text)
{
    return flowsOf(topologyFromText(text));
}

inline ReachabilityPlan planFrom(const FlowSet &flows, const QString &server)
{
    return planChecks(flows, {server, {}, {}});
}

/// The file of that name in the kit; stops the program where there is none.
inline QByteArray fileOf(const Kit &kit, const QString &name)
{
    for (const KitFile &file : kit.files) {
        if (file.path == kit.folder + u'/' + name)
            return file.bytes;
    }
    qFatal("no %s", qPrintable(name));
}

inline QByteArray shellScriptOf(const Kit &kit)
{
    return fileOf(kit, QString::fromUtf16(kKitShellScript));
}

inline QByteArray powerShellScriptOf(const Kit &kit)
{
    return fileOf(kit, QString::fromUtf16(kKitPowerShellScript));
}

} // namespace portolan::test
