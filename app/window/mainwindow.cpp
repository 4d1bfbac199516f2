// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "app/window/mainwindow.h"

#include "app/window/chartpresenter.h"
#include "app/window/checking.h"
#include "app/window/choicebar.h"
#include "app/window/comparing.h"
#include "app/window/dialogs.h"
#include "app/window/editing.h"
#include "app/window/filterbar.h"
#include "app/window/filterfield.h"
#include "app/window/flowchanges.h"
#include "app/window/importing.h"
#include "app/window/noticebar.h"
#include "app/window/reviewing.h"
#include "app/window/searchfield.h"
#include "app/window/segmentedchoice.h"
#include "app/window/theme.h"
#include "app/window/viewing.h"
#include "views/diagram/export.h"
#include "views/diagram/folding.h"
#include "views/graph/graphwidget.h"
#include "views/inspector/inspector.h"
#include "views/inspector/properties.h"
#include "views/matrix/matrixwidget.h"
#include "views/outline/outline.h"
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
#include <QMenu>
#include <QMimeData>
#include <QStackedWidget>
#include <QStatusBar>
#include <QToolButton>
#include <QUrl>

namespace portolan {

namespace {

constexpr int kMessageTime = 6000; ///< ms
constexpr qsizetype kMostInMatrix = 100; ///< servers; beyond it the automatic level is by sites
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
      m_document(new Document(catalogFile, this)), m_viewing(new Viewing(settings.view, this)),
      m_selection(new SharedSelection(this))
{
    setObjectName(QStringLiteral("mainWindow"));
    setAcceptDrops(true);
    buildPanes();
    buildEditing();
    buildReview();
    buildComparing(catalogFile);
    buildChecking();
    buildMenus();
    buildToolBar();
    buildStatusBar();
    statusBar()->addPermanentWidget(m_checking->button());
    statusBar()->addPermanentWidget(m_reviewing->button());
    buildStartPage();
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
    delete m_comparing;
}

WindowSettings MainWindow::settings() const
{
    WindowSettings settings = m_settings;
    const ChartView &view = m_viewing->view();
    settings.view.level = view.level;
    settings.view.labels = view.labels;
    settings.view.folded = view.folded;
    settings.geometry = saveGeometry();
    settings.panes = saveState();
    settings.showOutline = !m_outlineDock->isHidden() || m_hasOutlineYielded;
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
        if (m_presenter->isStale())
            return;
        // The first Escape lets go of the selection, the next of the focus.
        if (selection.isEmpty() && m_selection->value().isEmpty() && !m_viewing->view().focus.on.isEmpty())
            changeView([](ChartView &view) { view.focus = {}; });
        m_selection->set(selection);
    });
    connect(m_chart, &GraphWidget::itemDragged, this, &MainWindow::pinItem);
    connect(m_chart, &GraphWidget::activated, this, &MainWindow::onActivated);
    connect(m_chart, &GraphWidget::contextMenuRequested, this, &MainWindow::showChartMenu);
    connect(m_table, &FlowTable::selectionPicked, this, [this](const Selection &selection) {
        // While a filter is typed the table is ahead of the other views.
        if (m_table->model()->texts().flows().isSame(m_viewing->shown().flows))
            m_selection->set(selection);
    });
    connect(m_table, &FlowTable::focusRequested, this, &MainWindow::onFlowFocusRequested);
    connect(m_matrix, &FlowMatrixView::selectionPicked, m_selection, &SharedSelection::set);
    connect(m_matrix, &FlowMatrixView::settled, this, &MainWindow::checkSettled);
    connect(m_matrix, &FlowMatrixView::closeRequested, this, [this] { showMatrix(false); });

    connect(m_presenter, &ChartPresenter::shown, this, &MainWindow::onChartShown);
    connect(m_presenter, &ChartPresenter::failed, this, [this] { Q_EMIT layoutFailed(m_chart->overlayText()); });
    connect(m_presenter, &ChartPresenter::cancelled, this, [this] {
        if (m_chart->hasDiagram() && !m_presenter->isStale())
            m_viewing->setView(m_presenter->shownOptions());
        m_checking->onLayoutCancelled();
        say(tr("Layout cancelled"));
    });
    connect(m_viewing, &Viewing::viewChanged, this, &MainWindow::showOptions);
    connect(m_viewing, &Viewing::shownChanged, this, &MainWindow::onShownChanged);
    connect(m_viewing, &Viewing::previewed, this, &MainWindow::onPreviewed);
    connect(m_filterBar->field(), &FilterField::typed, this, [this](const QString &filter) {
        if (filter == m_viewing->view().filter)
            endPreview();
        else
            m_viewing->preview(filter);
    });
    connect(m_filterBar->field(), &FilterField::committed, this, &MainWindow::setFilter);
    connect(m_filterBar->field(), &FilterField::left, this, [this] {
        m_filterBar->field()->setFilter(m_viewing->view().filter);
        endPreview();
        m_chart->setFocus();
    });
    connect(m_filterBar->focusMenu(), &QMenu::aboutToShow, this, [this] { fillFocusMenu(m_filterBar->focusMenu()); });
    connect(m_filterBar->viewsMenu(), &QMenu::aboutToShow, this, [this] { fillViewsMenu(m_filterBar->viewsMenu()); });
    connect(m_document, &Document::edited, this, &MainWindow::onEdited);
    connect(m_document, &Document::changed, this, &MainWindow::updateTitle);
    connectFile();
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
    connect(m_search, &SearchField::found, this, [this](const QString &id, int hit, int hits) {
        const bool isShown = hits > 0 && selectById(id);
        if (isShown)
            m_chart->zoomToSelection();
        const QString place = hits > 1 ? tr("Hit %1 of %2. ").arg(hit).arg(hits) : QString();
        if (!isShown)
            say(place
                + tr("Nothing here is called “%1”, or it has no flows that the view shows.").arg(displayText(id)));
        else if (hits > 1)
            say(place + tr("Enter or F3: the next."));
    });
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
    m_reloaded = before.path == now.path && !now.path.isEmpty();
    m_search->setFlows(now.flows);
    m_filterBar->setPlan(now.flows);
    ChartView view = m_viewing->view();
    if (!m_reloaded) {
        // Level, labels and folding are the user's habit; the rest was about the other document.
        view = {};
        view.level = m_viewing->view().level;
        view.labels = m_viewing->view().labels;
        view.folded = m_viewing->view().folded;
    }
    m_outline->setDocument(now.topology, now.catalog, !m_reloaded);
    onPresentChanged();
    m_viewing->setFlows(now.flows, view);
    if (now.hasFile())
        m_settings.addRecentFile(now.path);
    if (std::exchange(m_hintWanted, false) && now.warnings.isEmpty())
        m_notice->showHint(
            tr("This is a sample. Open a topology file of your own with Ctrl+O, or drop it on the window."));
    else
        m_notice->showWarnings(now.warnings);
    m_saveAction->setEnabled(true);
    m_reloadAction->setEnabled(!now.path.isEmpty());
    m_flowChanges->clear();
    m_announce = true;
    updateTitle();
    updateCounts();
    say(m_reloaded               ? tr("Reloaded")
            : now.path.isEmpty() ? tr("New deployment")
                                 : tr("Opened %1").arg(QFileInfo(now.path).fileName()));
}

void MainWindow::onShownChanged(const ShownFlows &before, bool isNew)
{
    const ShownFlows &now = m_viewing->shown();
    const bool isSameDocument = !isNew || m_reloaded;
    m_announce = true;
    if (isNew || !now.flows.isSame(before.flows)) {
        const Selection kept =
            isSameDocument ? carriedOver(m_selection->value(), before.flows, now.flows) : Selection();
        const Editing::Carrying carrying(*m_editing, isSameDocument);
        // Every view gets the new flows before any of them hears of a selection in them.
        m_selection->set({});
        m_inspector->setFlows(now.flows);
        m_matrix->setFlows(now.flows);
        m_table->setTexts(std::make_shared<FlowTexts>());
        showChart(isSameDocument);
        m_selection->set(kept);
        fillTable(now.flows);
    } else {
        showChart(true);
    }
    updateCounts();
}

void MainWindow::showChart(bool isSameDocument)
{
    const QString date = QLocale(QLocale::English).toString(QDate::currentDate(), QStringLiteral("d MMMM yyyy"));
    const ShownFlows &shown = m_viewing->shown();
    DiagramOptions options = optionsFor(m_viewing->view(), shown, date);
    options.showsChecks = m_checking->showsInChart();
    m_presenter->show(shown.flows, options, isSameDocument);
}

/// While a filter is typed the table follows at once, and the chart dims what will go.
void MainWindow::onPreviewed(const ShownFlows &flows)
{
    m_filterBar->setCounts(flows.flows.flowCount(), m_viewing->all().flowCount());
    fillTable(flows.flows);
    light(flows.flows);
}

void MainWindow::endPreview()
{
    m_viewing->endPreview();
    if (!m_table->model()->texts().flows().isSame(m_viewing->shown().flows))
        fillTable(m_viewing->shown().flows);
    light(m_viewing->shown().lit);
    updateCounts();
}

void MainWindow::light(const std::optional<FlowSet> &flows)
{
    const quint64 generation = ++m_lightGeneration;
    if (!flows || !m_chart->hasDiagram()) {
        m_chart->setFocusParts({}, {});
        return;
    }
    inBackground(
        this, [diagram = m_chart->placed().diagram, flows = *flows] { return partsOf(*diagram, flows); },
        [this, generation](const ChartSelection &parts) {
            if (generation == m_lightGeneration)
                m_chart->setFocusParts(parts.litNodes, parts.litEdges);
        });
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

void MainWindow::fillTable(const FlowSet &flows)
{
    m_tableFilled = false;
    const quint64 generation = ++m_tableGeneration;
    inBackground(
        this, [flows] { return std::make_shared<const FlowTexts>(flows); },
        [this, generation](std::shared_ptr<const FlowTexts> texts) {
            if (generation != m_tableGeneration)
                return;
            m_table->setTexts(std::move(texts));
            m_checking->markTable();
            // A preview's rows belong to other flows than the selection does.
            if (m_table->model()->texts().flows().isSame(m_viewing->shown().flows))
                m_table->showSelection(m_selection->value());
            m_tableFilled = true;
        });
}

void MainWindow::onChartShown()
{
    m_exportAction->setEnabled(true);
    m_chart->setSelection(m_selection->value());
    m_reviewing->markChart();
    m_checking->markChart();
    light(m_viewing->shown().lit);
    checkSettled(); // a chart behind the matrix is never painted
}

void MainWindow::onSelectionChanged(const Selection &selection)
{
    m_chart->setSelection(selection);
    m_matrix->showSelection(selection);
    m_table->showSelection(selection);
    m_inspector->showSelection(selection);
    m_checking->showSelection();
}

bool MainWindow::selectById(const QString &id)
{
    if (!m_document->isOpen())
        return false;
    const Diagram *diagram =
        m_chart->hasDiagram() && !m_presenter->isStale() ? m_chart->placed().diagram.get() : nullptr;
    const std::optional<Selection> selection = findSelection(m_viewing->shown().flows, diagram, id);
    if (!selection)
        return false;
    m_selection->set(*selection);
    return true;
}

void MainWindow::exportTo(const QString &path)
{
    if (!m_chart->hasDiagram())
        return;
    say(tr("Exporting %1 …").arg(QFileInfo(path).fileName()));
    inBackground(
        this,
        [placed = m_chart->placed(), style = DiagramStyle::of(themeFor(m_settings.theme)), path,
         lit = m_viewing->shown().lit, checks = m_chart->checks()] {
            PaintOptions options;
            options.checks = checks;
            if (lit) {
                const ChartSelection parts = partsOf(*placed.diagram, *lit);
                options.litNodes = parts.litNodes;
                options.litEdges = parts.litEdges;
            }
            return exportDiagram(placed, style, kPngScale, path, options);
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

void MainWindow::showMatrix(bool on)
{
    m_pictureChoice->setValue(on ? 1 : 0);
    m_matrixAction->setChecked(on);
    showPicture();
    m_announce = true;
    checkSettled();
}

void MainWindow::setLevel(Level level)
{
    changeView([level](ChartView &view) { view.level = level; });
}

void MainWindow::setLabels(LabelMode labels)
{
    changeView([labels](ChartView &view) { view.labels = labels; });
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
    m_choiceBar->setStyle(style);
    m_chart->setStyle(style);
    m_matrix->setStyle(style);
    m_table->setStyle(style);
    m_inspector->setStyle(style);
    m_outline->setStyle(style);
    m_reviewing->setStyle(style);
    m_comparing->setStyle(style);
    m_checking->setStyle(style);
}

void MainWindow::showOptions()
{
    const ChartView &view = m_viewing->view();
    m_levelChoice->setValue(int(view.level));
    m_labelChoice->setValue(int(view.labels));
    m_foldAction->setChecked(view.folded.contains(kFoldDirectory));
    m_filterBar->setView(view, focusText());
    const bool isBySites = view.level == Level::Sites
        || (view.level == Level::Auto && m_viewing->all().topology().servers.size() > kMostInMatrix);
    m_matrix->setKind(isBySites                          ? MatrixKind::Sites
                          : view.level == Level::Servers ? MatrixKind::Servers
                                                         : MatrixKind::RoleSets);
    const auto check = [](const QActionGroup *group, int value) {
        for (QAction *action : group->actions())
            action->setChecked(action->data().toInt() == value);
    };
    check(m_levelActions, int(view.level));
    check(m_labelActions, int(view.labels));
    check(m_themeActions, int(m_settings.theme));
}

void MainWindow::updateCounts()
{
    const QLocale locale;
    const FlowSet &flows = m_viewing->all();
    m_filterBar->setCounts(m_viewing->shown().flows.flowCount(), flows.flowCount());
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
    return m_document->isOpen() && !m_document->isOpening() && !m_document->isDeriving() && !m_viewing->isBusy()
        && !m_presenter->isBusy() && m_tableFilled && !m_table->model()->isBusy() && m_checking->isSettled()
        && (m_pictures->currentWidget() == m_matrix      ? !m_matrix->isBusy()
                : m_pictures->currentWidget() == m_chart ? m_chart->isCrisp()
                                                         : true);
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
    if (m_importing->takeDropped(*event->mimeData()))
        return;
    ifMayDiscard([this, path] { openFile(path); });
}

} // namespace portolan
