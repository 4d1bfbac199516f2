// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "app/window/mainwindow.h"

#include "app/window/chartpresenter.h"
#include "app/window/dialogs.h"
#include "app/window/noticebar.h"
#include "app/window/searchfield.h"
#include "app/window/segmentedchoice.h"
#include "app/window/theme.h"
#include "views/diagram/export.h"
#include "views/diagram/folding.h"
#include "views/graph/graphwidget.h"
#include "views/inspector/inspector.h"
#include "views/tables/background.h"
#include "views/tables/displaytext.h"
#include "views/tables/flowtable.h"

#include <QAction>
#include <QActionGroup>
#include <QApplication>
#include <QDate>
#include <QDockWidget>
#include <QDragEnterEvent>
#include <QFileInfo>
#include <QLabel>
#include <QLocale>
#include <QMimeData>
#include <QStatusBar>
#include <QToolButton>
#include <QUrl>

namespace portolan {

namespace {

constexpr int kMessageTime = 6000; ///< ms
constexpr double kPngScale = 2; ///< sharp when printed or shown on a dense screen
constexpr char kFirstSample[] = ":/portolan/samples/three-site.portolan";

QString droppedFile(const QMimeData *data)
{
    for (const QUrl &url : data->urls()) {
        if (url.isLocalFile() && QFileInfo(url.toLocalFile()).isFile())
            return url.toLocalFile();
    }
    return {};
}

} // namespace

MainWindow::MainWindow(const WindowSettings &settings, const QString &catalogFile, QWidget *parent)
    : QMainWindow(parent), m_settings(settings), m_layoutService(LayoutService::Settings{}),
      m_document(new Document(catalogFile, this)), m_selection(new SharedSelection(this))
{
    setObjectName(QStringLiteral("mainWindow"));
    setAcceptDrops(true);
    buildPanes();
    buildMenus();
    buildToolBar();
    buildStatusBar();
    connectViews();
    applyTheme();
    showOptions();
    updateTitle();
    m_chart->showEmpty();
    m_chart->setFocus();
}

MainWindow::~MainWindow()
{
    // It uses the layout service, which goes before the window's children do.
    delete m_presenter;
}

WindowSettings MainWindow::settings() const
{
    WindowSettings settings = m_settings;
    settings.geometry = saveGeometry();
    settings.panes = saveState();
    settings.showTable = !m_tableDock->isHidden();
    settings.showInspector = !m_inspectorDock->isHidden();
    return settings;
}

void MainWindow::connectViews()
{
    m_presenter = new ChartPresenter(*m_chart, m_layoutService, this);
    connect(m_document, &Document::opened, this, &MainWindow::onOpened);
    connect(m_document, &Document::openingFailed, this, &MainWindow::onOpeningFailed);
    connect(m_document, &Document::openingStarted, this,
            [this](const QString &path) { say(tr("Opening %1 …").arg(QFileInfo(path).fileName())); });

    connect(m_selection, &SharedSelection::changed, this, &MainWindow::onSelectionChanged);
    connect(m_chart, &GraphWidget::selectionPicked, this, [this](const Selection &selection) {
        // Its indexes are of the chart's own flows, which may just have been replaced.
        if (!m_presenter->isStale())
            m_selection->set(selection);
    });
    connect(m_table, &FlowTable::selectionPicked, m_selection, &SharedSelection::set);

    connect(m_presenter, &ChartPresenter::shown, this, &MainWindow::onChartShown);
    connect(m_presenter, &ChartPresenter::failed, this, [this] { Q_EMIT layoutFailed(m_chart->overlayText()); });
    connect(m_presenter, &ChartPresenter::cancelled, this, [this](const DiagramOptions &shown) {
        m_settings.view = shown;
        showOptions();
        say(tr("Layout cancelled"));
    });
    connect(m_chart, &GraphWidget::painted, this, &MainWindow::checkSettled);
    connect(m_table->model(), &FlowTableModel::settled, this, &MainWindow::checkSettled);
    connect(m_chart, &GraphWidget::zoomChanged, this,
            [this](double zoom) { m_zoomButton->setText(tr("%1 %").arg(qRound(zoom * 100))); });
    connect(m_notice, &NoticeBar::detailsRequested, this, [this] {
        showErrors(this, tr("Remarks"), tr("Remarks on %1").arg(QFileInfo(m_document->current().path).fileName()),
                   m_document->current().warnings);
    });
    connect(m_table, &FlowTable::closeRequested, m_tableDock, &QWidget::hide);
    connect(m_inspector, &Inspector::closeRequested, m_inspectorDock, &QWidget::hide);
    connect(m_search, &SearchField::found, this, [this](const QString &id) {
        if (!selectById(id)) {
            say(tr("Nothing here is called “%1”, or it has no flows.").arg(displayText(id)));
            return;
        }
        m_chart->zoomToSelection();
        m_chart->setFocus();
    });
    m_presenter->setOptions({m_settings.view, false, {}});
}

void MainWindow::openFile(const QString &path)
{
    m_hintWanted = false;
    m_document->open(path);
}

void MainWindow::openFirstSample()
{
    m_document->open(QString::fromLatin1(kFirstSample));
    m_hintWanted = true;
}

void MainWindow::onOpened(const OpenDocument &before)
{
    const OpenDocument &now = m_document->current();
    const bool reloaded = before.path == now.path;
    const Selection kept = reloaded ? carriedOver(m_selection->value(), before.flows, now.flows) : Selection();
    // Every view gets the new flows before any of them hears of a selection in them.
    m_selection->set({});
    m_inspector->setFlows(now.flows);
    m_search->setFlows(now.flows);
    m_table->setTexts(std::make_shared<FlowTexts>());
    m_presenter->setFlows(now.flows, reloaded);
    m_selection->set(kept);
    fillTable();
    if (!now.isSample())
        m_settings.addRecentFile(now.path);
    if (m_hintWanted && now.warnings.isEmpty())
        m_notice->showHint(
            tr("This is a sample. Open a topology file of your own with Ctrl+O, or drop it on the window."));
    else
        m_notice->showWarnings(now.warnings);
    m_saveAction->setEnabled(true);
    m_reloadAction->setEnabled(true);
    m_announce = true;
    updateTitle();
    updateCounts();
    say(reloaded ? tr("Reloaded") : tr("Opened %1").arg(QFileInfo(now.path).fileName()));
}

void MainWindow::onOpeningFailed(const QString &path, const Errors &errors)
{
    statusBar()->clearMessage();
    const QString file = QFileInfo(path).fileName();
    showErrors(this, tr("Not opened"),
               errors.size() == 1 ? tr("%1 cannot be opened.").arg(file)
                                  : tr("%1 cannot be opened: %2 errors.").arg(file).arg(errors.size()),
               errors);
    Q_EMIT openingFailed(errors);
}

void MainWindow::fillTable()
{
    m_tableFilled = false;
    const quint64 generation = ++m_tableGeneration;
    inBackground(
        this, [flows = m_document->current().flows] { return std::make_shared<const FlowTexts>(flows); },
        [this, generation](std::shared_ptr<const FlowTexts> texts) {
            if (generation != m_tableGeneration)
                return;
            m_table->setTexts(std::move(texts));
            m_table->showSelection(m_selection->value());
            m_tableFilled = true;
        });
}

void MainWindow::onChartShown()
{
    m_exportAction->setEnabled(true);
    m_chart->setSelection(m_selection->value());
    updateCounts();
}

void MainWindow::onSelectionChanged(const Selection &selection)
{
    m_chart->setSelection(selection);
    m_table->showSelection(selection);
    m_inspector->showSelection(selection);
}

bool MainWindow::selectById(const QString &id)
{
    if (!m_document->isOpen())
        return false;
    const Diagram *diagram =
        m_chart->hasDiagram() && !m_presenter->isStale() ? m_chart->placed().diagram.get() : nullptr;
    const std::optional<Selection> selection = findSelection(m_document->current().flows, diagram, id);
    if (!selection)
        return false;
    m_selection->set(*selection);
    return true;
}

bool MainWindow::saveAs(const QString &path)
{
    const Result<void> saved = m_document->saveAs(path);
    if (!saved) {
        showErrors(this, tr("Not saved"), tr("%1 cannot be written.").arg(QFileInfo(path).fileName()), saved.error());
        return false;
    }
    m_settings.addRecentFile(path);
    updateTitle();
    say(tr("Saved %1").arg(QFileInfo(path).fileName()));
    return true;
}

void MainWindow::exportTo(const QString &path)
{
    if (!m_chart->hasDiagram())
        return;
    say(tr("Exporting %1 …").arg(QFileInfo(path).fileName()));
    inBackground(
        this,
        [placed = m_chart->placed(), style = DiagramStyle::of(themeFor(m_settings.theme)), path] {
            return exportDiagram(placed, style, kPngScale, path);
        },
        [this, path](const Result<void> &result) {
            if (result) {
                say(tr("Exported %1").arg(QFileInfo(path).fileName()));
                Q_EMIT exported(path);
                return;
            }
            statusBar()->clearMessage();
            showErrors(this, tr("Not exported"), tr("%1 cannot be written.").arg(QFileInfo(path).fileName()),
                       result.error());
            Q_EMIT exportFailed(result.error());
        });
}

void MainWindow::setLevel(Level level)
{
    m_settings.view.level = level;
    applyOptions();
}

void MainWindow::setLabels(LabelMode labels)
{
    m_settings.view.labels = labels;
    applyOptions();
}

void MainWindow::applyOptions()
{
    showOptions();
    m_announce = true;
    const QString date = QLocale(QLocale::English).toString(QDate::currentDate(), QStringLiteral("d MMMM yyyy"));
    DiagramOptions options{m_settings.view, false, date};
    m_presenter->setOptions(options);
}

void MainWindow::setThemeChoice(ThemeChoice choice)
{
    m_settings.theme = choice;
    applyTheme();
    showOptions();
}

void MainWindow::applyTheme()
{
    const Theme theme = themeFor(m_settings.theme);
    portolan::applyTheme(*qApp, theme);
    const DiagramStyle &style = DiagramStyle::of(theme);
    for (const auto &[action, icon] : std::as_const(m_icons))
        action->setIcon(uiIcon(icon, style));
    m_notice->setStyle(style);
    m_chart->setStyle(style);
    m_table->setStyle(style);
    m_inspector->setStyle(style);
}

void MainWindow::showOptions()
{
    m_levelChoice->setValue(int(m_settings.view.level));
    m_labelChoice->setValue(int(m_settings.view.labels));
    m_foldAction->setChecked(m_settings.view.folded.contains(kFoldDirectory));
    const auto check = [](const QActionGroup *group, int value) {
        for (QAction *action : group->actions())
            action->setChecked(action->data().toInt() == value);
    };
    check(m_levelActions, int(m_settings.view.level));
    check(m_labelActions, int(m_settings.view.labels));
    check(m_themeActions, int(m_settings.theme));
}

void MainWindow::updateTitle()
{
    if (!m_document->isOpen()) {
        setWindowTitle(QStringLiteral("Portolan"));
        return;
    }
    const OpenDocument &document = m_document->current();
    setWindowTitle(QStringLiteral("%1 (%2) – Portolan")
                       .arg(displayText(document.topology.name),
                            displayText(document.isSample() ? tr("sample") : QFileInfo(document.path).fileName())));
    setWindowFilePath(document.isSample() ? QString() : document.path);
}

void MainWindow::updateCounts()
{
    const QLocale locale;
    const FlowSet &flows = m_document->current().flows;
    const auto count = [&](qint64 number, const QString &one, const QString &many) {
        return number == 1 ? one : many.arg(locale.toString(number));
    };
    m_counts->setText(QStringList{count(flows.topology().sites.size(), tr("1 site"), tr("%1 sites")),
                                  count(flows.topology().servers.size(), tr("1 server"), tr("%1 servers")),
                                  count(flows.flowCount(), tr("1 flow"), tr("%1 flows"))}
                          .join(QStringLiteral(" · ")));
}

bool MainWindow::isSettled() const
{
    return m_document->isOpen() && !m_document->isOpening() && !m_presenter->isBusy() && m_tableFilled
        && !m_table->model()->isBusy() && m_chart->isCrisp();
}

void MainWindow::announceWhenSettled()
{
    m_announce = true;
    m_chart->update();
}

void MainWindow::checkSettled()
{
    if (!m_announce || !isSettled())
        return;
    m_announce = false;
    Q_EMIT settled();
}

void MainWindow::say(const QString &message)
{
    statusBar()->showMessage(displayText(message), kMessageTime);
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    if (!droppedFile(event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent *event)
{
    const QString path = droppedFile(event->mimeData());
    if (path.isEmpty())
        return;
    event->acceptProposedAction();
    openFile(path);
}

} // namespace portolan
