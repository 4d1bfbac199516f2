// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "app/window/checkfiles.h"

#include "app/window/checkchangesdialog.h"
#include "app/window/checkresults.h"
#include "app/window/checkscans.h"
#include "app/window/dialogs.h"
#include "model/importers/nmapscan.h"
#include "model/json/jsonvalue.h"
#include "model/reachability/resultscomparison.h"
#include "model/reachability/resultsfile.h"
#include "views/tables/background.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>
#include <QPushButton>

namespace portolan {

using namespace Qt::StringLiterals;

namespace {

const QString &ending()
{
    static const QString text = u".portolan-results"_s;
    return text;
}

QFileDialog *makeDialog(QWidget &window, const QString &name, const QString &title, const QString &proposed)
{
    auto *dialog = new QFileDialog(&window, title);
    dialog->setObjectName(name);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setNameFilters({CheckFiles::tr("Results of checks (*.portolan-results)"), CheckFiles::tr("All files (*)")});
    if (!proposed.isEmpty())
        dialog->setDirectory(QFileInfo(proposed).path());
    return dialog;
}

} // namespace

/// What stood in some files.
struct ReadResults {
    ReachabilityResults results;
    QList<std::pair<QString, QByteArray>> scans; ///< path, bytes
    int failed = 0; ///< files that are none
    Errors errors;
};

namespace {

ReadResults readAll(const QStringList &paths)
{
    ReadResults read;
    for (const QString &path : paths) {
        const Result<QByteArray> bytes = readFile(path);
        if (bytes && isNmapXml(*bytes)) {
            read.scans.emplace_back(path, *bytes);
            continue;
        }
        const Result<ReachabilityResults> results =
            bytes.and_then([&path](const QByteArray &text) { return parseResults(text, path); });
        if (results) {
            read.results = mergedResults(read.results, *results);
        } else {
            read.errors << results.error();
            ++read.failed;
        }
    }
    return read;
}

/// What the file has, and what is known here.
Result<ReachabilityResults> savedTogether(const ReachabilityResults &known, const QString &path)
{
    ReachabilityResults all = known;
    if (QFileInfo::exists(path)) {
        const Result<ReachabilityResults> there = loadResults(path);
        if (!there)
            return failure(there.error());
        all = mergedResults(*there, known);
    }
    const Result<void> saved = saveResults(all, path);
    if (!saved)
        return failure(saved.error());
    return all;
}

} // namespace

CheckFiles::CheckFiles(CheckResults &results, QWidget &window)
    : m_results(results), m_window(window), m_scans(new CheckScans(results, window, this))
{
    connect(m_scans, &CheckScans::said, this, &CheckFiles::said);
    connect(m_scans, &CheckScans::opened, this, &CheckFiles::opened);
    connect(m_scans, &CheckScans::failed, this, [this](const QString &path, const Errors &errors) {
        fail(tr("Not opened"), tr("%1 cannot be read as a scan.").arg(QFileInfo(path).fileName()), errors);
    });
}

void CheckFiles::setPlan(const QString &path, bool isNew)
{
    // The file of another plan's results is not to get those of this one.
    const bool isCopy = !m_planPath.isEmpty() && path != m_planPath;
    if (isNew || isCopy)
        m_path.clear();
    m_planPath = path;
}

QString CheckFiles::proposedPath() const
{
    if (!m_path.isEmpty())
        return m_path;
    const QFileInfo plan(m_planPath);
    return m_planPath.isEmpty() ? QString() : plan.dir().filePath(plan.completeBaseName() + ending());
}

void CheckFiles::chooseAndOpen()
{
    QFileDialog *dialog = makeDialog(m_window, u"openResults"_s, tr("Open results of checks"), proposedPath());
    dialog->setNameFilters(
        {tr("Results of checks and kits, scans by nmap (*.portolan-results *.xml)"), tr("All files (*)")});
    dialog->setFileMode(QFileDialog::ExistingFiles);
    connect(dialog, &QFileDialog::filesSelected, this, &CheckFiles::open);
    dialog->open();
}

void CheckFiles::chooseAndSave()
{
    chooseAndSaveThen({});
}

void CheckFiles::chooseAndSaveThen(const std::function<void()> &then)
{
    QFileDialog *dialog = makeDialog(m_window, u"saveResults"_s, tr("Save results of checks"), proposedPath());
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(ending().mid(1));
    // Nothing is written over: what the file has stays in it.
    dialog->setOption(QFileDialog::DontConfirmOverwrite);
    dialog->selectFile(proposedPath().isEmpty() ? u"checks"_s + ending() : QFileInfo(proposedPath()).fileName());
    connect(dialog, &QFileDialog::fileSelected, this, [this, then](const QString &path) { save(path, then); });
    connect(&m_results, &CheckResults::cleared, dialog, &QDialog::reject);
    dialog->open();
}

void CheckFiles::chooseAndCompare()
{
    QFileDialog *dialog =
        makeDialog(m_window, u"compareResults"_s, tr("Compare with earlier results of checks"), proposedPath());
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &CheckFiles::compareWith);
    dialog->open();
}

bool CheckFiles::isBusy() const
{
    return m_underWay > 0 || m_scans->isBusy();
}

void CheckFiles::open(const QStringList &paths)
{
    ++m_underWay;
    inBackground(
        this, [paths] { return readAll(paths); },
        [this, paths, epoch = m_results.epoch()](const ReadResults &read) {
            --m_underWay;
            if (epoch == m_results.epoch())
                onRead(paths, read);
            else
                Q_EMIT said(tr("The results were read for another plan, and are not added to this one."));
        });
}

void CheckFiles::onRead(const QStringList &paths, const ReadResults &read)
{
    const qsizetype good = paths.size() - read.failed;
    const QString what = paths.size() == 1 ? QFileInfo(paths.first()).fileName()
        : good == 1                        ? tr("1 file")
                                           : tr("%1 files").arg(good);
    if (const qsizetype runs = read.results.runs.size(); runs > 0) {
        if (paths.size() == 1)
            m_path = paths.first();
        m_results.add(read.results);
        Q_EMIT said(runs == 1 ? tr("Opened 1 run of %1").arg(what) : tr("Opened %1 runs of %2").arg(runs).arg(what));
        Q_EMIT opened(read.results);
    }
    for (const auto &[path, bytes] : read.scans)
        m_scans->take(path, bytes);
    if (!read.errors.isEmpty())
        fail(tr("Not opened"),
             paths.size() == 1 ? tr("%1 cannot be read as results of checks.").arg(what)
                               : tr("Some of the files cannot be read as results of checks."),
             read.errors);
}

void CheckFiles::save(const QString &path, const std::function<void()> &then)
{
    ++m_underWay;
    inBackground(
        this, [known = m_results.known(), path] { return savedTogether(known, path); },
        [this, path, then, was = m_results.known(), epoch = m_results.epoch()](const Result<ReachabilityResults> &all) {
            --m_underWay;
            const QString file = QFileInfo(path).fileName();
            const bool areHere = epoch == m_results.epoch();
            if (!all) {
                fail(tr("Not saved"),
                     areHere ? tr("The results are not saved in %1; they are still here.").arg(file)
                             : tr("The results are not saved in %1.").arg(file),
                     all.error());
                return;
            }
            Q_EMIT said(tr("Saved the results in %1").arg(file));
            if (!areHere)
                return;
            m_results.setSaved(was, *all);
            onSaved(path, then);
        });
}

/// What was to come after the question comes once all results are in a file, and only then.
void CheckFiles::onSaved(const QString &path, const std::function<void()> &then)
{
    m_path = path;
    if (then)
        ifMayDiscard(nullptr, then);
}

void CheckFiles::compareWith(const QString &path)
{
    ++m_underWay;
    inBackground(
        this,
        [now = m_results.known(), path]() -> Result<QList<ResultChange>> {
            const Result<ReachabilityResults> before = loadResults(path);
            if (!before)
                return failure(before.error());
            return compareResults(*before, now);
        },
        [this, path, epoch = m_results.epoch()](const Result<QList<ResultChange>> &changes) {
            --m_underWay;
            if (epoch != m_results.epoch())
                return;
            const QString file = QFileInfo(path).fileName();
            if (!changes) {
                fail(tr("Not compared"), tr("%1 cannot be read as results of checks.").arg(file), changes.error());
                return;
            }
            auto *dialog = new CheckChangesDialog(*changes, m_results.checked()->flows.topology(), file, &m_window);
            dialog->setAttribute(Qt::WA_DeleteOnClose);
            dialog->open();
        });
}

void CheckFiles::fail(const QString &title, const QString &headline, const Errors &errors)
{
    showErrors(&m_window, title, headline, errors);
    Q_EMIT failed(errors);
}

void CheckFiles::ifMayDiscard(const std::function<void()> &stop, const std::function<void()> &then)
{
    if (!stop && !m_results.isUnsaved()) {
        then();
        return;
    }
    auto *box = new QMessageBox(QMessageBox::Question, tr("Portolan"),
                                stop ? tr("Checks are under way and will be stopped. What they found is in no file.")
                                     : tr("What the checks found is in no file."),
                                QMessageBox::Discard | QMessageBox::Cancel, &m_window);
    box->setTextFormat(Qt::PlainText);
    box->setObjectName(u"askToSaveResults"_s);
    box->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton *save = box->addButton(tr("Save results…"), QMessageBox::AcceptRole);
    save->setObjectName(u"saveResultsFirst"_s);
    box->setDefaultButton(save);
    connect(box, &QMessageBox::finished, this, [this, box, save, stop, then](int answer) {
        if (answer == QMessageBox::Discard) {
            then();
        } else if (box->clickedButton() == save) {
            if (stop)
                stop();
            if (m_results.isUnsaved())
                chooseAndSaveThen(then);
            else
                then();
        }
    });
    box->open();
}

} // namespace portolan
