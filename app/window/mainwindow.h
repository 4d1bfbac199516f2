// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/window/document.h"
#include "app/window/sharedselection.h"
#include "app/window/windowsettings.h"
#include "views/diagram/placeddiagram.h"
#include "views/diagram/shownflows.h"
#include "views/layout/layoutservice.h"

#include <QMainWindow>

#include <functional>

class QActionGroup;
class QDockWidget;
class QLabel;
class QStackedWidget;
class QMenu;
class QToolButton;

namespace portolan {

class AddActions;
class AutoSaver;
class ChangedOnDisk;
class ChartPresenter;
class Checking;
class ChoiceBar;
struct CommandLine;
class EditActions;
class Editing;
class FilterBar;
class FlowChanges;
struct FoundRecovery;
class FlowTable;
class GraphWidget;
class Importing;
class Inspector;
class NoticeBar;
class Outline;
class SearchField;
class SegmentedChoice;
class FlowMatrixView;
class Reviewing;
class Comparing;
class StartPage;
class Viewing;

/// The window: chart, flow table, inspector, and the actions on them and on the document.
class MainWindow : public QMainWindow
{
    Q_OBJECT
public:
    MainWindow(const WindowSettings &settings, const QString &catalogFile, QWidget *parent = nullptr);
    ~MainWindow() override;

    /// What to remember of this window.
    WindowSettings settings() const;

    void openFile(const QString &path);
    void openFirstSample(); ///< with a hint how to open a file of one's own
    bool saveAs(const QString &path);
    /// From now on unsaved changes are kept in this folder, and what is found there is offered.
    void keepRecoveryIn(const QString &folder);
    void exportTo(const QString &path);
    bool selectById(const QString &id);
    void setLevel(Level level);
    void setLabels(LabelMode labels);
    void setThemeChoice(ThemeChoice choice);
    void setFilter(const QString &filter);
    void setFocusOn(const QStringList &on, bool alone); ///< as ChartFocus::on
    void setSiteOpen(int site, bool open);
    void showMatrix(bool on); ///< in the chart's place
    void saveView(const QString &name); ///< into the document; the file is written by saving that
    bool showSavedView(const QString &name);
    void beginWith(const CommandLine &line); ///< of the document that was just opened

    Document &document() { return *m_document; }
    SharedSelection &selection() { return *m_selection; }
    GraphWidget *chart() const { return m_chart; }
    FlowTable *table() const { return m_table; }
    Inspector *inspector() const { return m_inspector; }
    NoticeBar *notice() const { return m_notice; }
    FlowMatrixView *matrix() const { return m_matrix; }
    FilterBar *filterBar() const { return m_filterBar; }
    Viewing &viewing() { return *m_viewing; }
    Comparing &comparing() { return *m_comparing; }
    Reviewing &reviewing() { return *m_reviewing; }
    Checking &checking() { return *m_checking; }
    Outline *outline() const { return m_outline; }
    Editing &editing() { return *m_editing; }

    bool isSettled() const; ///< nothing is under way and the chart on the screen is crisp
    void announceWhenSettled(); ///< settled() will come, again if need be

Q_SIGNALS:
    void settled();
    void openingFailed(const portolan::Errors &errors);
    void layoutFailed(const QString &message);
    void exported(const QString &path);
    void exportFailed(const portolan::Errors &errors);

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void closeEvent(QCloseEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool event(QEvent *event) override;

private:
    void buildPanes();
    void yieldOutline();
    void buildMenus();
    void buildFileMenu();
    void buildEditing();
    void buildEditMenus();
    void buildReview();
    void buildComparing(const QString &catalogFile);
    void buildChecking();
    QDockWidget *addPane(const QString &name, const QString &title, QWidget *content, Qt::DockWidgetArea area);
    void buildStartPage();
    void addNewActions(QMenu &file);
    void buildViewMenu();
    void buildToolBar();
    void buildStatusBar();
    void connectViews();
    void connectFile();
    void fillSamples(QMenu *menu);
    void fillRecent(QMenu *menu);

    void onOpened(const OpenDocument &before);
    void onEdited(const OpenDocument &before);
    void onOpeningFailed(const QString &path, const Errors &errors);
    void onChartShown();
    void onSelectionChanged(const Selection &selection);
    void onPresentChanged();
    void onSubjectChanged();
    void fillTable(const FlowSet &flows);

    void changeView(const std::function<void(ChartView &)> &change);
    void onShownChanged(const ShownFlows &before, bool isNew);
    void onPreviewed(const ShownFlows &flows);
    void endPreview(); ///< all views show the filter that counts
    void showChart(bool isSameDocument);
    void light(const std::optional<FlowSet> &flows); ///< on the chart; nothing: all
    void onActivated(DiagramPart part);
    void pinItem(int item, QPointF topLeft); ///< of the chart; scene points
    void addPinActions(QMenu &menu, int item);
    void addFilterTerm(const QString &key, const QString &value, bool exclude);
    void setEdgeSplit(const DiagramEdge &edge, bool split);
    void setAllSitesOpen(bool open);
    void addFoldActions(QMenu &menu, const QString &text, const QString &fold);
    void addFocusActions(QMenu &menu, const QStringList &on, const QString &name);
    void onFlowFocusRequested(const FlowRow &row, bool alone); ///< of the table
    void addFilterActions(QMenu &menu, const QString &key, const QString &value, const QString &name);
    void showChartMenu(DiagramPart part, QPoint global);
    void fillChartMenu(QMenu &menu, DiagramPart part);
    void showEditMenu(const QString &site, QPoint global);
    QString siteAt(DiagramPart part) const; ///< id; empty: none
    QStringList idsAt(DiagramPart part) const; ///< of the site or the servers that the part stands for
    void addFindingsAction(QMenu &menu, const QStringList &ids); ///< where there are findings about them
    void rename(const QString &id); ///< in place, in the chart where the keyboard is there
    void showProperties(); ///< with the keyboard in its first field
    bool renameInChart(const QString &id);
    void showPicture(); ///< chart, matrix or what to begin with
    void fillFoldMenu(QMenu *menu);
    void fillFocusMenu(QMenu *menu);
    void fillViewsMenu(QMenu *menu);
    void chooseViewName();
    QString focusText() const;
    void chooseAndOpen();
    void chooseAndSave();
    void chooseAndExport();
    void enterWhatIsTyped();
    void save(DocumentFile::Over over = DocumentFile::Over::Known);
    bool tellSaved(const QString &path, const Result<Errors> &saved);
    void recover(const FoundRecovery &found);
    void ifMayDiscard(const std::function<void()> &then); ///< changes and results of checks
    void ifMayDiscardChanges(const std::function<void()> &then);
    void showOptions(); ///< in toolbar and menu
    void applyTheme();
    void updateTitle();
    void updateCounts();
    void checkSettled();
    void say(const QString &message);

    WindowSettings m_settings;
    LayoutService m_layoutService;
    Document *m_document;
    Viewing *m_viewing;
    SharedSelection *m_selection;
    Editing *m_editing = nullptr;
    EditActions *m_editActions = nullptr;
    AddActions *m_addActions = nullptr;
    Reviewing *m_reviewing = nullptr;
    Comparing *m_comparing = nullptr;
    Checking *m_checking = nullptr;
    Importing *m_importing = nullptr;
    Outline *m_outline = nullptr;
    StartPage *m_startPage = nullptr;
    GraphWidget *m_chart = nullptr;
    FlowMatrixView *m_matrix = nullptr;
    QStackedWidget *m_pictures = nullptr;
    SegmentedChoice *m_pictureChoice = nullptr;
    QAction *m_matrixAction = nullptr;
    ChartPresenter *m_presenter = nullptr;
    FlowTable *m_table = nullptr;
    Inspector *m_inspector = nullptr;
    NoticeBar *m_notice = nullptr;
    ChoiceBar *m_choiceBar = nullptr;
    ChangedOnDisk *m_changedOnDisk = nullptr;
    AutoSaver *m_autoSaver = nullptr; ///< null: nothing is kept
    FlowChanges *m_flowChanges = nullptr;
    FilterBar *m_filterBar = nullptr;
    QDockWidget *m_outlineDock = nullptr;
    QDockWidget *m_tableDock = nullptr;
    QDockWidget *m_reviewDock = nullptr;
    QDockWidget *m_checksDock = nullptr;
    QDockWidget *m_inspectorDock = nullptr;
    SearchField *m_search = nullptr;
    SegmentedChoice *m_levelChoice = nullptr;
    SegmentedChoice *m_labelChoice = nullptr;
    QActionGroup *m_levelActions = nullptr;
    QActionGroup *m_labelActions = nullptr;
    QActionGroup *m_themeActions = nullptr;
    QAction *m_foldAction = nullptr;
    QAction *m_saveAction = nullptr;
    QAction *m_exportAction = nullptr;
    QAction *m_reloadAction = nullptr;
    QList<QAction *> m_barLabels; ///< left out where the window is narrow
    QToolButton *m_zoomButton = nullptr;
    QLabel *m_counts = nullptr;
    QList<std::pair<QAction *, QString>> m_icons; ///< redrawn when the theme changes
    quint64 m_tableGeneration = 0;
    quint64 m_lightGeneration = 0;
    bool m_tableFilled = true;
    bool m_reloaded = false; ///< the document is another state of the one before
    bool m_announce = true;
    bool m_hintWanted = false;
    bool m_shownOnce = false;
    bool m_isNarrow = false;
    bool m_hasOutlineYielded = false; ///< to the picture in a small window; nobody put it away
    bool m_isClosing = false;
};

} // namespace portolan
