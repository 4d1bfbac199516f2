// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "app/window/addactions.h"
#include "app/window/checking.h"
#include "app/window/choicebar.h"
#include "app/window/comparing.h"
#include "app/window/dialogs.h"
#include "app/window/editactions.h"
#include "app/window/filterbar.h"
#include "app/window/filterfield.h"
#include "app/window/flowchanges.h"
#include "app/window/importing.h"
#include "app/window/mainwindow.h"
#include "app/window/noticebar.h"
#include "app/window/reviewing.h"
#include "app/window/searchfield.h"
#include "app/window/segmentedchoice.h"
#include "app/window/viewing.h"
#include "views/diagram/folding.h"
#include "views/graph/graphwidget.h"
#include "views/inspector/inspector.h"
#include "views/matrix/matrixwidget.h"
#include "views/outline/outline.h"
#include "views/tables/flowtable.h"

#include <QAction>
#include <QActionGroup>
#include <QDockWidget>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QMenuBar>
#include <QStackedWidget>
#include <QStatusBar>
#include <QToolBar>
#include <QToolButton>
#include <QVBoxLayout>

#include <utility>

namespace portolan {

namespace {

constexpr int kOutlineWidth = 240;
constexpr int kInspectorWidth = 360;
constexpr int kNarrowInspectorWidth = 280;
constexpr int kNarrow = 1200;
constexpr int kSearchWidth = 260;
constexpr int kTableShare = 27; ///< percent of the window's height

struct Choice {
    int value;
    QString text;
    QString toolTip;
};

QList<Choice> levelChoices()
{
    return {{int(Level::Auto), MainWindow::tr("Auto"), MainWindow::tr("The most detailed level that stays readable")},
            {int(Level::Sites), MainWindow::tr("Sites"), MainWindow::tr("A card for each site")},
            {int(Level::Roles), MainWindow::tr("Roles"), MainWindow::tr("A card for each set of roles in a site")},
            {int(Level::Servers), MainWindow::tr("Servers"), MainWindow::tr("A card for each server")}};
}

QList<Choice> labelChoices()
{
    return {{int(LabelMode::None), MainWindow::tr("None"), MainWindow::tr("Lines without labels")},
            {int(LabelMode::Codes), MainWindow::tr("Codes"),
             MainWindow::tr("Codes of the data paths, explained in the key")},
            {int(LabelMode::Ports), MainWindow::tr("Ports"), MainWindow::tr("Ports, encryption and authentication")},
            {int(LabelMode::Full), MainWindow::tr("Full"), MainWindow::tr("Everything")}};
}

} // namespace

void MainWindow::buildPanes()
{
    auto *middle = new QWidget(this);
    auto *layout = new QVBoxLayout(middle);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    m_notice = new NoticeBar(middle);
    m_choiceBar = new ChoiceBar(middle);
    m_filterBar = new FilterBar(middle);
    m_chart = new GraphWidget(middle);
    layout->addWidget(m_choiceBar);
    layout->addWidget(m_notice);
    layout->addWidget(m_filterBar);
    m_matrix = new FlowMatrixView(middle);
    m_pictures = new QStackedWidget(middle);
    m_pictures->addWidget(m_chart);
    m_pictures->addWidget(m_matrix);
    layout->addWidget(m_pictures, 1);
    setCentralWidget(middle);
    m_pictureChoice = new SegmentedChoice(tr("Picture"), m_filterBar);
    m_pictureChoice->setObjectName(QStringLiteral("segments"));
    m_pictureChoice->addChoice(0, tr("Chart"), tr("Boxes and lines"));
    m_pictureChoice->addChoice(1, tr("Matrix"), tr("Who opens connections to whom, as a table (Ctrl+M)"));
    m_pictureChoice->setValue(0);
    connect(m_pictureChoice, &SegmentedChoice::picked, this, [this](int value) { showMatrix(value == 1); });
    m_filterBar->addLeading(m_pictureChoice);

    m_outline = new Outline(this);
    m_outline->setMinimumWidth(180);
    m_table = new FlowTable(this);
    m_inspector = new Inspector(this);
    m_inspector->setMinimumWidth(240);
    m_table->setMinimumHeight(120);
    m_outlineDock = addPane(QStringLiteral("outlinePane"), tr("Outline"), m_outline, Qt::LeftDockWidgetArea);
    m_tableDock = addPane(QStringLiteral("tablePane"), tr("Flow table"), m_table, Qt::BottomDockWidgetArea);
    m_inspectorDock = addPane(QStringLiteral("inspectorPane"), tr("Inspector"), m_inspector, Qt::RightDockWidgetArea);
    setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
    m_outlineDock->setVisible(m_settings.showOutline);
    m_tableDock->setVisible(m_settings.showTable);
    m_inspectorDock->setVisible(m_settings.showInspector);
}

QDockWidget *MainWindow::addPane(const QString &name, const QString &title, QWidget *content, Qt::DockWidgetArea area)
{
    auto *pane = new QDockWidget(title, this);
    pane->setObjectName(name);
    pane->setFeatures(QDockWidget::DockWidgetClosable);
    // The panes have headers of their own.
    pane->setTitleBarWidget(new QWidget(pane));
    pane->setWidget(content);
    addDockWidget(area, pane);
    return pane;
}

void MainWindow::showEvent(QShowEvent *event)
{
    QMainWindow::showEvent(event);
    if (m_shownOnce)
        return;
    m_shownOnce = true;
    if (!m_settings.panes.isEmpty() && restoreState(m_settings.panes)) {
        m_isNarrow = width() < kNarrow;
        m_hasOutlineYielded = m_settings.showOutline && m_outlineDock->isHidden();
        if (!m_isNarrow && std::exchange(m_hasOutlineYielded, false))
            m_outlineDock->show();
        return;
    }
    yieldOutline();
    resizeDocks({m_outlineDock}, {kOutlineWidth}, Qt::Horizontal);
    resizeDocks({m_inspectorDock}, {width() < kNarrow ? kNarrowInspectorWidth : kInspectorWidth}, Qt::Horizontal);
    resizeDocks({m_tableDock}, {height() * kTableShare / 100}, Qt::Vertical);
}

/// The picture needs the room of a small window: the outline goes, and comes back when there is room again.
void MainWindow::yieldOutline()
{
    const bool wasNarrow = std::exchange(m_isNarrow, width() < kNarrow);
    if (m_isNarrow == wasNarrow)
        return;
    if (m_isNarrow) {
        m_hasOutlineYielded = !m_outlineDock->isHidden();
        m_outlineDock->hide();
    } else if (std::exchange(m_hasOutlineYielded, false)) {
        m_outlineDock->show();
    }
}

void MainWindow::buildMenus()
{
    buildFileMenu();
    buildEditMenus();
    buildViewMenu();
    menuBar()->addMenu(m_checking->menu());
    QMenu *help = menuBar()->addMenu(tr("&Help"));
    connect(help->addAction(tr("&Keys")), &QAction::triggered, this, [this] { showKeys(this); });
    connect(help->addAction(tr("&About Portolan")), &QAction::triggered, this, [this] { showAbout(this); });
}

void MainWindow::buildFileMenu()
{
    QMenu *file = menuBar()->addMenu(tr("&File"));
    connect(file, &QMenu::aboutToShow, this, &MainWindow::enterWhatIsTyped);
    addNewActions(*file);
    QAction *open = file->addAction(tr("&Open…"));
    open->setObjectName(QStringLiteral("open"));
    open->setShortcut(QKeySequence::Open);
    open->setToolTip(tr("Open a topology file (Ctrl+O)"));
    connect(open, &QAction::triggered, this, &MainWindow::chooseAndOpen);
    m_icons.append({open, QStringLiteral("open")});

    QMenu *samples = file->addMenu(tr("Open &Sample"));
    connect(samples, &QMenu::aboutToShow, this, [this, samples] { fillSamples(samples); });
    QMenu *recent = file->addMenu(tr("Open &Recent"));
    recent->setObjectName(QStringLiteral("recentFiles"));
    connect(recent, &QMenu::aboutToShow, this, [this, recent] { fillRecent(recent); });

    m_reloadAction = file->addAction(tr("&Reload"));
    m_reloadAction->setObjectName(QStringLiteral("reload"));
    m_reloadAction->setShortcut(QKeySequence(Qt::Key_F5));
    m_reloadAction->setToolTip(tr("Read the file again (F5)"));
    m_reloadAction->setEnabled(false);
    connect(m_reloadAction, &QAction::triggered, this,
            [this] { ifMayDiscardChanges([this] { m_document->reload(); }); });
    m_icons.append({m_reloadAction, QStringLiteral("reload")});
    file->addSeparator();
    QAction *save = file->addAction(tr("&Save"));
    save->setObjectName(QStringLiteral("save"));
    save->setShortcut(QKeySequence::Save);
    save->setEnabled(false);
    connect(save, &QAction::triggered, this, [this] { this->save(); });
    connect(m_document, &Document::changed, save,
            [this, save] { save->setEnabled(m_document->isModified() || m_document->current().path.isEmpty()); });
    m_saveAction = file->addAction(tr("Save &As…"));
    m_saveAction->setObjectName(QStringLiteral("saveAs"));
    m_saveAction->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S));
    m_saveAction->setEnabled(false);
    connect(m_saveAction, &QAction::triggered, this, &MainWindow::chooseAndSave);
    file->addAction(m_importing->action());
    m_exportAction = file->addAction(tr("&Export…"));
    m_exportAction->setObjectName(QStringLiteral("export"));
    m_exportAction->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_E));
    m_exportAction->setToolTip(tr("Export the chart as SVG or PNG (Ctrl+E)"));
    m_exportAction->setEnabled(false);
    connect(m_exportAction, &QAction::triggered, this, &MainWindow::chooseAndExport);
    m_icons.append({m_exportAction, QStringLiteral("export")});
    file->addSeparator();
    m_comparing->addTo(*file);
    file->addSeparator();
    QAction *quit = file->addAction(tr("&Quit"));
    quit->setShortcut(QKeySequence::Quit);
    quit->setMenuRole(QAction::QuitRole);
    connect(quit, &QAction::triggered, this, &QWidget::close);
    for (const auto &[action, icon] : std::as_const(m_icons))
        action->setIconVisibleInMenu(false);
}

void MainWindow::buildViewMenu()
{
    QMenu *view = menuBar()->addMenu(tr("&View"));
    const auto choices = [this](QMenu *menu, const QList<Choice> &list, auto picked) {
        auto *group = new QActionGroup(this);
        for (const Choice &choice : list) {
            QAction *action = menu->addAction(choice.text);
            action->setStatusTip(choice.toolTip);
            action->setCheckable(true);
            action->setData(choice.value);
            group->addAction(action);
        }
        connect(group, &QActionGroup::triggered, this,
                [picked](const QAction *action) { picked(action->data().toInt()); });
        return group;
    };
    m_levelActions = choices(view->addMenu(tr("&Level")), levelChoices(),
                             [this](int value) { setLevel(static_cast<Level>(value)); });
    for (QAction *action : m_levelActions->actions())
        action->setShortcut(QKeySequence(Qt::ALT | static_cast<Qt::Key>(Qt::Key_0 + action->data().toInt())));
    m_labelActions = choices(view->addMenu(tr("La&bels")), labelChoices(),
                             [this](int value) { setLabels(static_cast<LabelMode>(value)); });
    m_themeActions = choices(view->addMenu(tr("&Theme")),
                             {{int(ThemeChoice::System), tr("As the system"), {}},
                              {int(ThemeChoice::Light), tr("Light"), {}},
                              {int(ThemeChoice::Dark), tr("Dark"), {}}},
                             [this](int value) { setThemeChoice(static_cast<ThemeChoice>(value)); });
    m_foldAction = view->addAction(tr("&Fold directory traffic"));
    m_foldAction->setCheckable(true);
    m_foldAction->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_D));
    m_foldAction->setToolTip(tr("Show traffic to the directory as a badge on each card instead of lines (Ctrl+D)"));
    m_foldAction->setIconVisibleInMenu(false);
    connect(m_foldAction, &QAction::triggered, this, [this](bool fold) {
        changeView([fold](ChartView &changed) {
            const QString directory = kFoldDirectory.toString();
            changed.folded.removeAll(directory);
            if (fold)
                changed.folded << directory;
        });
    });
    m_icons.append({m_foldAction, QStringLiteral("fold")});
    QMenu *folds = view->addMenu(tr("Fold into &badges"));
    connect(folds, &QMenu::aboutToShow, this, [this, folds] { fillFoldMenu(folds); });
    view->addSeparator();
    const auto zoom = [&](const QString &text, const QString &icon, const QList<QKeySequence> &keys, auto slot) {
        QAction *action = view->addAction(text);
        action->setShortcuts(keys);
        action->setObjectName(QStringLiteral("zoom-") + icon);
        action->setIconVisibleInMenu(false);
        connect(action, &QAction::triggered, m_chart, slot);
        if (!icon.isEmpty())
            m_icons.append({action, icon});
        return action;
    };
    zoom(tr("F&it"), QStringLiteral("fit"), {QKeySequence(Qt::CTRL | Qt::Key_0)}, &GraphWidget::fit)
        ->setToolTip(tr("Fit the chart into the window (F)"));
    zoom(tr("Zoom &in"), QStringLiteral("plus"),
         {QKeySequence(Qt::CTRL | Qt::Key_Plus), QKeySequence(Qt::CTRL | Qt::Key_Equal)}, &GraphWidget::zoomIn)
        ->setToolTip(tr("Zoom in (Ctrl++)"));
    zoom(tr("Zoom &out"), QStringLiteral("minus"), {QKeySequence(Qt::CTRL | Qt::Key_Minus)}, &GraphWidget::zoomOut)
        ->setToolTip(tr("Zoom out (Ctrl+−)"));
    zoom(tr("A&ctual size"), {}, {QKeySequence(Qt::CTRL | Qt::Key_1)}, &GraphWidget::actualSize);
    zoom(tr("Zoom to &selection"), {}, {}, &GraphWidget::zoomToSelection);
    view->addSeparator();
    const auto pane = [&](QDockWidget *dock, const QString &text, Qt::Key key, const QString &icon) {
        auto *action = new QAction(text, this);
        action->setCheckable(true);
        action->setChecked(dock->toggleViewAction()->isChecked());
        connect(dock->toggleViewAction(), &QAction::toggled, action, &QAction::setChecked);
        connect(action, &QAction::triggered, dock, [action, dock] {
            // One behind another's tab comes to the front.
            const bool isInFront = !dock->isHidden() && !dock->visibleRegion().isEmpty();
            dock->setVisible(!isInFront);
            if (!isInFront)
                dock->raise();
            action->setChecked(!isInFront);
        });
        action->setShortcut(QKeySequence(Qt::CTRL | key));
        action->setToolTip(tr("%1 (Ctrl+%2)").arg(dock->windowTitle(), QKeySequence(key).toString()));
        action->setIconVisibleInMenu(false);
        m_icons.append({action, icon});
        view->addAction(action);
        return action;
    };
    pane(m_outlineDock, tr("&Outline"), Qt::Key_B, QStringLiteral("outline"));
    // Who shows or hides it has decided.
    connect(m_outlineDock->toggleViewAction(), &QAction::triggered, this, [this] { m_hasOutlineYielded = false; });
    pane(m_tableDock, tr("Flow ta&ble"), Qt::Key_T, QStringLiteral("table"));
    const QAction *review = pane(m_reviewDock, tr("Design &review"), Qt::Key_R, QStringLiteral("warning"));
    connect(m_reviewing->button(), &QToolButton::clicked, review, &QAction::trigger);
    connect(review, &QAction::triggered, m_reviewing, [this] {
        if (!m_reviewDock->isHidden())
            m_reviewing->show();
    });
    QAction *checks = pane(m_checksDock, tr("C&hecks"), Qt::Key_H, QStringLiteral("check"));
    m_checking->setDock(m_checksDock, checks);
    pane(m_inspectorDock, tr("I&nspector"), Qt::Key_I, QStringLiteral("inspector"));
    m_matrixAction = view->addAction(tr("&Matrix instead of the chart"));
    m_matrixAction->setCheckable(true);
    m_matrixAction->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_M));
    connect(m_matrixAction, &QAction::triggered, this, &MainWindow::showMatrix);
    QAction *overview = view->addAction(tr("O&verview in the corner"));
    overview->setCheckable(true);
    overview->setChecked(m_settings.showOverview);
    m_chart->setMinimapVisible(m_settings.showOverview);
    connect(overview, &QAction::triggered, this, [this](bool on) {
        m_settings.showOverview = on;
        m_chart->setMinimapVisible(on);
    });
    view->addSeparator();
    QAction *filter = view->addAction(tr("Fi&lter"));
    filter->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_L));
    connect(filter, &QAction::triggered, this, [this] {
        m_filterBar->field()->setFocus(Qt::ShortcutFocusReason);
        m_filterBar->field()->selectAll();
    });
    QAction *find = view->addAction(tr("Fin&d"));
    find->setShortcuts({QKeySequence(QKeySequence::Find), QKeySequence(Qt::CTRL | Qt::Key_K)});
    connect(find, &QAction::triggered, this, [this] {
        m_search->setFocus(Qt::ShortcutFocusReason);
        m_search->selectAll();
    });
    QAction *next = view->addAction(tr("Find ne&xt"));
    next->setShortcut(QKeySequence(Qt::Key_F3));
    connect(next, &QAction::triggered, this, [this] { m_search->findNext(); });
    QAction *previous = view->addAction(tr("Find &previous"));
    previous->setShortcut(QKeySequence(Qt::SHIFT | Qt::Key_F3));
    connect(previous, &QAction::triggered, this, [this] { m_search->findPrevious(); });
    QAction *findRows = view->addAction(tr("Find in the table"));
    findRows->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_F));
    connect(findRows, &QAction::triggered, this, [this] {
        m_tableDock->show();
        m_table->focusFilter();
    });
}

void MainWindow::buildToolBar()
{
    QToolBar *bar = addToolBar(tr("Tools"));
    bar->setObjectName(QStringLiteral("toolBar"));
    bar->setMovable(false);
    bar->setFloatable(false);
    bar->setContextMenuPolicy(Qt::PreventContextMenu);
    bar->setIconSize({16, 16});
    const auto icon = [this](const QString &name) {
        for (const auto &[action, known] : std::as_const(m_icons)) {
            if (known == name)
                return action;
        }
        return static_cast<QAction *>(nullptr);
    };
    for (const QString &name : {QStringLiteral("open"), QStringLiteral("reload"), QStringLiteral("export")})
        bar->addAction(icon(name));
    const auto segments = [&](const QString &name, const QList<Choice> &choices) {
        auto *label = new QLabel(name, bar);
        label->setObjectName(QStringLiteral("barLabel"));
        m_barLabels << bar->addWidget(label);
        auto *choice = new SegmentedChoice(name, bar);
        for (const Choice &entry : choices)
            choice->addChoice(entry.value, entry.text, entry.toolTip);
        bar->addWidget(choice);
        return choice;
    };
    auto *add = new QToolButton(bar);
    add->setObjectName(QStringLiteral("addButton"));
    add->setText(tr("Add"));
    add->setToolTip(tr("Add sites, servers, groups and links"));
    add->setPopupMode(QToolButton::InstantPopup);
    add->setMenu(m_addActions->menu());
    bar->addWidget(add);
    bar->addSeparator();
    m_levelChoice = segments(tr("Level"), levelChoices());
    connect(m_levelChoice, &SegmentedChoice::picked, this, [this](int value) { setLevel(static_cast<Level>(value)); });
    m_labelChoice = segments(tr("Labels"), labelChoices());
    connect(m_labelChoice, &SegmentedChoice::picked, this,
            [this](int value) { setLabels(static_cast<LabelMode>(value)); });
    bar->addAction(icon(QStringLiteral("fold")));
    bar->addSeparator();
    bar->addAction(icon(QStringLiteral("minus")));
    m_zoomButton = new QToolButton(bar);
    m_zoomButton->setText(tr("%1 %").arg(100));
    m_zoomButton->setToolTip(tr("Actual size (Ctrl+1)"));
    m_zoomButton->setMinimumWidth(52);
    connect(m_zoomButton, &QToolButton::clicked, m_chart, &GraphWidget::actualSize);
    bar->addWidget(m_zoomButton);
    bar->addAction(icon(QStringLiteral("plus")));
    bar->addAction(icon(QStringLiteral("fit")));
    auto *space = new QWidget(bar);
    space->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    bar->addWidget(space);
    bar->addAction(icon(QStringLiteral("outline")));
    bar->addAction(icon(QStringLiteral("table")));
    bar->addAction(icon(QStringLiteral("inspector")));
    // The menu bar has room to spare, the tool bar has none in a small window.
    auto *corner = new QWidget(menuBar());
    auto *layout = new QVBoxLayout(corner);
    layout->setContentsMargins(0, 2, 8, 2);
    m_search = new SearchField(corner);
    m_search->setFixedWidth(kSearchWidth);
    layout->addWidget(m_search);
    menuBar()->setCornerWidget(corner, Qt::TopRightCorner);
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    for (QAction *label : std::as_const(m_barLabels))
        label->setVisible(width() >= kNarrow);
    if (m_shownOnce)
        yieldOutline();
    // The picture gives up the room of a window that shrinks; the table has to share that.
    const int fair = height() * kTableShare / 100;
    if (m_shownOnce && event->size().height() < event->oldSize().height() && m_tableDock->height() > fair) {
        // The window's own layout has its say on the old sizes before this.
        QMetaObject::invokeMethod(
            this, [this, fair] { resizeDocks({m_tableDock}, {fair}, Qt::Vertical); }, Qt::QueuedConnection);
    }
}

void MainWindow::buildStatusBar()
{
    m_flowChanges = new FlowChanges(this);
    m_counts = new QLabel(this);
    m_counts->setObjectName(QStringLiteral("counts"));
    statusBar()->addPermanentWidget(m_flowChanges);
    statusBar()->addPermanentWidget(m_counts);
    statusBar()->setSizeGripEnabled(false);
}

void MainWindow::chooseAndExport()
{
    const OpenDocument &document = m_document->current();
    const QFileInfo file(document.path);
    const QString name = file.completeBaseName() + QStringLiteral(".svg");
    QString filter;
    QString path = QFileDialog::getSaveFileName(this, tr("Export the chart"),
                                                document.isSample() ? name : file.dir().filePath(name),
                                                tr("SVG drawing (*.svg);;PNG image (*.png)"), &filter);
    if (path.isEmpty())
        return;
    if (QFileInfo(path).suffix().isEmpty())
        path += filter.contains(QStringLiteral("*.png")) ? QStringLiteral(".png") : QStringLiteral(".svg");
    exportTo(path);
}

} // namespace portolan
