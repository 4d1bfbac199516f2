// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "app/window/checkscans.h"

#include "app/window/checkresults.h"
#include "app/window/dialogs.h"
#include "model/reachability/nmapresults.h"
#include "views/tables/background.h"
#include "views/tables/displaytext.h"

#include <QComboBox>
#include <QFileInfo>
#include <QInputDialog>
#include <QLabel>

namespace portolan {

using namespace Qt::StringLiterals;

namespace {

struct Scan {
    NmapResults results;
    Errors remarks;
};

Result<Scan> readScan(const QByteArray &bytes, const QString &path, const FlowSet &flows, const QString &vantage)
{
    return nmapResults(bytes, path, planChecks(flows, {vantage, {}, {}})).map([&path](const NmapResults &results) {
        Scan scan{results, {}};
        for (const ImportRemark &remark : results.remarks) {
            Error line;
            line.file = remark.place.file.isEmpty() ? path : remark.place.file;
            line.detail = remark.text;
            scan.remarks << line;
        }
        return scan;
    });
}

} // namespace

CheckScans::CheckScans(CheckResults &results, QWidget &window, QObject *parent)
    : QObject(parent), m_results(results), m_window(window)
{
}

void CheckScans::take(const QString &path, const QByteArray &bytes)
{
    QStringList ids{QString()};
    QStringList names{tr("a machine that is none of the plan's servers")};
    for (const Server &server : m_results.flows().topology().servers) {
        ids << server.id;
        const QString name = displayText(server.name);
        names << (names.contains(name) ? u"%1 (%2)"_s.arg(name, server.id) : name);
    }
    auto *dialog = new QInputDialog(&m_window);
    dialog->setObjectName(u"scanVantage"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Where was this scan made?"));
    dialog->setLabelText(tr("%1 does not say on which machine nmap ran. It only speaks for that one.")
                             .arg(displayText(QFileInfo(path).fileName())));
    // A file's name is no rich text.
    dialog->findChild<QLabel *>()->setTextFormat(Qt::PlainText);
    dialog->setComboBoxItems(names);
    connect(&m_results, &CheckResults::cleared, dialog, &QDialog::reject);
    connect(dialog, &QDialog::accepted, this, [this, dialog, ids, path, bytes] {
        takeFrom(ids.value(dialog->findChild<QComboBox *>()->currentIndex()), path, bytes);
    });
    dialog->open();
}

void CheckScans::takeFrom(const QString &vantage, const QString &path, const QByteArray &bytes)
{
    ++m_underWay;
    inBackground(
        this, [flows = m_results.flows(), vantage, path, bytes] { return readScan(bytes, path, flows, vantage); },
        [this, path, epoch = m_results.epoch()](const Result<Scan> &scan) {
            --m_underWay;
            if (epoch != m_results.epoch()) {
                Q_EMIT said(tr("The scan was read for another plan, and is not added to this one."));
                return;
            }
            if (!scan) {
                Q_EMIT failed(path, scan.error());
                return;
            }
            const NmapResults &found = scan->results;
            m_results.addUnsaved({{found.run}});
            QStringList parts{
                tr("%1: %2 checks of the plan").arg(QFileInfo(path).fileName()).arg(found.run.targets.size())};
            if (found.notScanned > 0)
                parts << tr("%1 more that the scan did not look at").arg(found.notScanned);
            if (found.otherHosts > 0)
                parts << tr("%1 hosts that the plan does not go to").arg(found.otherHosts);
            if (found.otherPorts > 0)
                parts << tr("%1 ports that it does not go to").arg(found.otherPorts);
            if (!scan->remarks.isEmpty())
                showErrors(&m_window, tr("Remarks"), tr("Remarks on %1").arg(QFileInfo(path).fileName()),
                           scan->remarks);
            Q_EMIT said(parts.join(u"; "_s));
            Q_EMIT opened({{found.run}});
        });
}

} // namespace portolan
