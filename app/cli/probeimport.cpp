// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "probeimport.h"

#include "app/cli/messages.h"
#include "model/importers/nmapscan.h"
#include "model/json/jsonvalue.h"
#include "model/json/plaintext.h"
#include "model/reachability/nmapresults.h"
#include "model/reachability/resultsfile.h"

#include <QFileInfo>

#include <algorithm>

namespace portolan {

namespace {

Error unplaced(const QString &file)
{
    Error error;
    error.code = ErrorCode::MissingKey;
    error.file = file;
    error.detail = CliText::tr("A scan by nmap does not say where it was made: say --as SERVER if that was a server of "
                               "the topology, else --elsewhere.");
    return error;
}

void tellScan(const NmapResults &scan, const QString &path)
{
    for (const ImportRemark &remark : scan.remarks)
        warn(QStringLiteral("%1: %2").arg(remark.place.file.isEmpty() ? path : remark.place.text(), remark.text));
    QStringList parts{CliText::tr("%n check(s) of the plan", nullptr, static_cast<int>(scan.run.targets.size()))};
    if (scan.notScanned > 0)
        parts << CliText::tr("%n more that the scan did not look at", nullptr, scan.notScanned);
    if (scan.otherHosts > 0)
        parts << CliText::tr("%n host(s) that the plan does not go to", nullptr, scan.otherHosts);
    if (scan.otherPorts > 0)
        parts << CliText::tr("%n port(s) of its servers that it does not go to", nullptr, scan.otherPorts);
    warn(QStringLiteral("%1: %2").arg(path, parts.join(QStringLiteral("; "))));
}

Result<ReachabilityResults> fromScan(const QByteArray &bytes, const QString &path, const FlowSet &flows,
                                     const std::optional<QString> &vantage)
{
    if (!vantage)
        return failure(unplaced(path));
    return nmapResults(bytes, path, planChecks(flows, {*vantage, {}, {}})).map([&path](const NmapResults &scan) {
        tellScan(scan, path);
        return ReachabilityResults{{scan.run}};
    });
}

void tellDoubts(const ReachabilityResults &results, const QString &path, const Topology &topology)
{
    for (const ReachabilityRun &run : results.runs) {
        if (const QString why = doubtOf(run.vantage, topology); !why.isEmpty())
            warn(CliText::tr("%1: the run of %2: %3").arg(path, run.startedAt.toString(Qt::ISODate), why));
    }
}

} // namespace

QString doubtOf(const Vantage &vantage, const Topology &topology)
{
    const QString &id = vantage.server;
    if (id.isEmpty())
        return {};
    const auto server = std::find_if(topology.servers.begin(), topology.servers.end(),
                                     [&id](const Server &one) { return one.id == id; });
    // Another plan may have it; here nothing is judged by such a run.
    if (server == topology.servers.end())
        return CliText::tr("it is from %1, which the topology does not have").arg(quoted(id));
    const QString guess = guessServer(topology, vantage);
    if (guess == id)
        return {};
    if (!guess.isEmpty())
        return CliText::tr("it is said to be from %1, and by its addresses or name the machine is %2")
            .arg(quoted(id), quoted(guess));
    if (server->addresses.isEmpty() || vantage.addresses.isEmpty())
        return {};
    return CliText::tr("it is said to be from %1, and the machine has none of its addresses").arg(quoted(id));
}

Result<ReachabilityResults> importResults(const QStringList &paths, const FlowSet &flows,
                                          const std::optional<QString> &vantage)
{
    ReachabilityResults all;
    Errors errors;
    for (const QString &path : paths) {
        const Result<ReachabilityResults> one =
            readFile(path).and_then([&](const QByteArray &bytes) -> Result<ReachabilityResults> {
                if (isNmapXml(bytes))
                    return fromScan(bytes, path, flows, vantage);
                return parseResults(bytes, path).map([&](const ReachabilityResults &results) {
                    tellDoubts(results, path, flows.topology());
                    return results;
                });
            });
        if (one)
            all = mergedResults(all, *one);
        else
            errors << one.error();
    }
    if (!errors.isEmpty())
        return failure(errors);
    return all;
}

Result<void> canAddTo(const QString &path)
{
    if (path.isEmpty())
        return {};
    const QFileInfo file(path);
    const QFileInfo folder(file.absolutePath());
    Error error;
    error.code = ErrorCode::CannotWrite;
    error.file = path;
    if (!folder.isDir())
        error.detail = CliText::tr("There is no folder %1.").arg(quoted(folder.filePath()));
    else if (!folder.isWritable())
        error.detail = CliText::tr("No file may be written into %1.").arg(quoted(folder.filePath()));
    else if (file.exists() && (!file.isFile() || !file.isWritable()))
        error.detail = CliText::tr("This is no file that results could be added to.");
    else
        return file.exists() ? loadResults(path).map([](const ReachabilityResults &) {}) : Result<void>();
    return failure(error);
}

Result<void> addToResults(const ReachabilityResults &results, const QString &path)
{
    if (!QFileInfo::exists(path))
        return saveResults(results, path);
    return loadResults(path).and_then(
        [&](const ReachabilityResults &known) { return saveResults(mergedResults(known, results), path); });
}

} // namespace portolan
