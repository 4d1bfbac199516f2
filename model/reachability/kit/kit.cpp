// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "kit.h"
#include "kitdata.h"

#include "model/reachability/protocols/cleantext.h"

#include <QCryptographicHash>

#include <algorithm>
#include <iterator>

namespace portolan {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongestFolder = 100;

QByteArray withWindowsLines(QByteArray text)
{
    return text.replace("\n", "\r\n");
}

QByteArray shellScript(const QByteArray &data)
{
    QByteArray script;
    for (const QString &part : {u"1-channel.sh"_s, u"2-tls.sh"_s, u"3-talks.sh"_s, u"4-mapper.sh"_s, u"5-run.sh"_s})
        script += kitFile(part);
    return script + data + "PORTOLAN-DATA\n";
}

QByteArray powerShellScript(const QByteArray &data)
{
    QByteArray script;
    for (const QString &part :
         {u"1-channel.ps1"_s, u"2-tls.ps1"_s, u"3-talks.ps1"_s, u"4-mapper.ps1"_s, u"5-run.ps1"_s})
        script += kitFile(part);
    return withWindowsLines(script + data + kitFile(u"6-end.ps1"_s));
}

QByteArray readme(const ReachabilityPlan &plan, const Server &server)
{
    // In one pass: a name may look like a place holder.
    const QString form = QString::fromUtf8(kitFile(u"README.txt"_s));
    const auto fill = [&](QStringView word) {
        if (word == u"name")
            return cleaned(server.name);
        if (word == u"server")
            return server.id;
        if (word == u"plan")
            return cleaned(plan.flows.topology().name);
        return QString::number(plan.checks.size());
    };
    QString text;
    qsizetype from = 0;
    for (qsizetype open = form.indexOf(u'{'); open >= 0; open = form.indexOf(u'{', from)) {
        const qsizetype close = form.indexOf(u'}', open);
        text += QStringView(form).sliced(from, open - from);
        text += fill(QStringView(form).sliced(open + 1, close - open - 1));
        from = close + 1;
    }
    text += QStringView(form).sliced(from);
    for (const PlannedCheck &check : plan.checks) {
        const QString where = check.addresses.isEmpty() ? check.request.host : check.addresses.join(u", ");
        text += u"  %1 (%2)\n"_s.arg(check.key, where);
    }
    return withWindowsLines(text.toUtf8());
}

/// Names that Windows keeps for devices, whatever stands behind a dot.
bool isDevice(const QString &name)
{
    static constexpr QStringView kDevices[] = {u"con", u"prn", u"aux", u"nul"};
    const QString stem = name.section(u'.', 0, 0);
    const bool isNumbered =
        stem.size() == 4 && (stem.startsWith(u"com") || stem.startsWith(u"lpt")) && stem.back().isDigit();
    return isNumbered || std::find(std::begin(kDevices), std::end(kDevices), stem) != std::end(kDevices);
}

} // namespace

QString kitFolderName(const QString &server)
{
    QString name = server;
    if (name.size() > kLongestFolder) {
        const QByteArray digest = QCryptographicHash::hash(server.toUtf8(), QCryptographicHash::Sha256).toHex();
        name = name.left(kLongestFolder) + u'-' + QString::fromLatin1(digest.first(12));
    }
    return isDevice(name) || name.endsWith(u'.') ? name + u'_' : name;
}

Kit kitFor(const ReachabilityPlan &plan)
{
    const QList<Server> &servers = plan.flows.topology().servers;
    const auto server = std::find_if(servers.begin(), servers.end(),
                                     [&plan](const Server &one) { return one.id == plan.vantage.server; });
    Q_ASSERT(server != servers.end());
    const QByteArray data = kitData(plan, kitFile(u"answers.txt"_s));
    Kit kit;
    kit.server = quint32(server - servers.begin());
    kit.folder = kitFolderName(server->id);
    kit.checks = int(plan.checks.size());
    kit.files = {{kit.folder + u'/' + QString::fromUtf16(kKitShellScript), shellScript(data), true},
                 {kit.folder + u'/' + QString::fromUtf16(kKitPowerShellScript), powerShellScript(data), false},
                 {kit.folder + u"/README.txt"_s, readme(plan, *server), false}};
    return kit;
}

} // namespace portolan
