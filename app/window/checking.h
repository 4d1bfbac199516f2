// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/window/checkfiles.h"
#include "app/window/checkkits.h"
#include "app/window/checkplandialog.h"
#include "app/window/checkresults.h"
#include "app/window/checkrun.h"
#include "views/diagram/diagramstyle.h"

#include <QObject>

#include <functional>
#include <optional>

class QAction;
class QDockWidget;
class QMenu;
class QToolButton;

namespace portolan {

class ChecksPanel;
class Document;
struct OpenDocument;
class FlowTable;
class GraphWidget;
class Inspector;
class SharedSelection;
class Viewing;

/// The checks of a window: their menu and panel, planning and running them, their signs in the chart. Nothing starts
/// but by the yes in the dialog that lists what would be asked.
class Checking : public QObject
{
    Q_OBJECT
public:
    Checking(Document &document, Viewing &viewing, SharedSelection &selection, GraphWidget &chart, QWidget &window);

    /// Further views that tell what checks found.
    void setViews(FlowTable &table, Inspector &inspector);

    ChecksPanel *panel() const { return m_panel; }
    QToolButton *button() const { return m_button; } ///< for the status bar
    QMenu *menu() const { return m_menu; }
    QAction *recheckAction() const { return m_recheck; } ///< for context menus: of what is selected
    CheckFiles &files() { return m_files; }
    CheckKits &kits() { return m_kits; }
    CheckResults &results() { return m_results; }
    CheckRun &run() { return m_run; }

    void setDock(QDockWidget *dock, QAction *toggle); ///< that holds the panel; shows and hides it
    void setStyle(const DiagramStyle &style);
    /// The rows of the table are others.
    void markTable();
    /// The chart on the screen is another.
    void markChart();
    void onLayoutCancelled(); ///< the chart on the screen stays
    bool showsInChart() const; ///< the chart is to keep room for what checks say
    bool isSettled() const; ///< chart and panel show all that is known
    void showSelection(); ///< in the panel
    void planChecks(); ///< asks
    void recheck(); ///< what is selected; asks
    void writeKits(); ///< of the selected servers, else of all; asks where to
    bool hasToAsk() const; ///< results would be lost
    /// Asks where they would.
    void ifMayDiscard(const std::function<void()> &then);

Q_SIGNALS:
    void said(const QString &message);
    void chartWanted(); ///< showsInChart() is another
    void settled();

private:
    void buildMenu();
    QAction *add(const QString &name, const QString &text, const QKeySequence &key, const QString &tip,
                 const std::function<void()> &then);
    void onOpened(const OpenDocument &before);
    void onResultsOpened(const ReachabilityResults &results);
    void onEnded();
    void onJudged();
    void updateActions();
    void updateButton();
    void tellChart();
    void pick(const QList<int> &ports);
    void recheckPorts(const QList<int> &ports);
    void ask(const QString &title, const QList<CheckScope> &scopes);
    bool isBehind();
    void goOn();
    CheckScope selectedScope() const;
    void showPanel();

    Document &m_document;
    Viewing &m_viewing;
    SharedSelection &m_selection;
    GraphWidget &m_chart;
    QWidget &m_window;
    CheckResults m_results;
    CheckRun m_run;
    CheckFiles m_files;
    CheckKits m_kits;
    ChecksPanel *m_panel;
    QToolButton *m_button;
    QMenu *m_menu;
    QDockWidget *m_dock = nullptr;
    FlowTable *m_table = nullptr;
    Inspector *m_inspector = nullptr;
    QAction *m_plan = nullptr;
    QAction *m_recheck = nullptr;
    QAction *m_pause = nullptr;
    QAction *m_resume = nullptr;
    QAction *m_stop = nullptr;
    QAction *m_goOn = nullptr;
    QAction *m_show = nullptr;
    QAction *m_save = nullptr;
    QAction *m_compare = nullptr;
    QAction *m_forget = nullptr;
    QAction *m_writeKits = nullptr;
    DiagramStyle m_style;
    RunLimits m_limits;
    std::optional<QString> m_vantage; ///< that this machine was last said to be
    quint64 m_marking = 0;
    bool m_isMarking = false;
    bool m_isShown = false; ///< showsInChart() as the chart was told
    bool m_isPicking = false; ///< the selection is the panel's own
};

} // namespace portolan
