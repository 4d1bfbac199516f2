// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "app/window/checking.h"

#include "app/window/document.h"
#include "app/window/sharedselection.h"
#include "app/window/viewing.h"
#include "views/checks/checkmarks.h"
#include "views/checks/checkspanel.h"
#include "views/checks/checktext.h"
#include "views/graph/graphwidget.h"
#include "views/inspector/inspector.h"
#include "views/tables/background.h"
#include "views/tables/displaytext.h"
#include "views/tables/flowtable.h"

#include <QAction>
#include <QDockWidget>
#include <QMenu>
#include <QScopedValueRollback>
#include <QTableView>
#include <QToolButton>
#include <QTreeView>

#include <algorithm>

namespace portolan {

using namespace Qt::StringLiterals;

Checking::Checking(Document &document, Viewing &viewing, SharedSelection &selection, GraphWidget &chart,
                   QWidget &window)
    : QObject(&window), m_document(document), m_viewing(viewing), m_selection(selection), m_chart(chart),
      m_window(window), m_files(m_results, window), m_kits(window), m_panel(new ChecksPanel), m_button(new QToolButton),
      m_menu(new QMenu(tr("&Check"), &window)), m_style(DiagramStyle::of(Theme::Light))
{
    m_button->setObjectName(u"checksButton"_s);
    m_button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_button->setToolTip(tr("Show or hide the checks (Ctrl+H)"));
    m_button->hide();
    buildMenu();
    connect(&document, &Document::opened, this, &Checking::onOpened);
    connect(&document, &Document::edited, this, [this] { m_results.setFlows(m_document.current().flows); });
    connect(&document, &Document::saved, this, [this] { m_files.setPlan(m_document.current().path, false); });
    connect(&m_run, &CheckRun::changed, this, [this] {
        m_panel->setRun(m_run.status());
        updateActions();
    });
    connect(&m_run, &CheckRun::found, this, [this] { m_results.setRun(m_run.run(), m_run.pending()); });
    connect(&m_run, &CheckRun::ended, this, &Checking::onEnded);
    connect(&m_results, &CheckResults::changed, this, [this] {
        updateActions();
        tellChart();
    });
    connect(&m_results, &CheckResults::judged, this, &Checking::onJudged);
    connect(&m_files, &CheckFiles::said, this, &Checking::said);
    connect(&m_files, &CheckFiles::opened, this, &Checking::onResultsOpened);
    connect(&m_kits, &CheckKits::said, this, &Checking::said);
    connect(m_panel, &ChecksPanel::planRequested, this, &Checking::planChecks);
    connect(m_panel, &ChecksPanel::openRequested, &m_files, &CheckFiles::chooseAndOpen);
    connect(m_panel, &ChecksPanel::pickRequested, this, &Checking::pick);
    connect(m_panel, &ChecksPanel::recheckRequested, this, &Checking::recheckPorts);
    connect(m_panel, &ChecksPanel::pauseRequested, &m_run, &CheckRun::pause);
    connect(m_panel, &ChecksPanel::resumeRequested, &m_run, &CheckRun::resume);
    connect(m_panel, &ChecksPanel::stopRequested, &m_run, &CheckRun::stop);
    connect(m_panel, &ChecksPanel::goOnRequested, this, &Checking::goOn);
    connect(&selection, &SharedSelection::changed, this, &Checking::updateActions);
    updateActions();
}

QAction *Checking::add(const QString &name, const QString &text, const QKeySequence &key, const QString &tip,
                       const std::function<void()> &then)
{
    QAction *action = m_menu->addAction(text);
    action->setObjectName(name);
    action->setShortcut(key);
    action->setStatusTip(tip);
    connect(action, &QAction::triggered, this, then);
    return action;
}

void Checking::buildMenu()
{
    m_menu->setObjectName(u"checkMenu"_s);
    m_plan = add(u"planChecks"_s, tr("&Plan checks…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_K),
                 tr("See what would be asked, of whom and for how long; nothing is sent before you say yes"),
                 [this] { planChecks(); });
    m_recheck =
        add(u"recheck"_s, tr("Check the &selection…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_R),
            tr("Only the flows that are selected, or those of the selected servers or site"), [this] { recheck(); });
    m_menu->addSeparator();
    m_pause =
        add(u"pauseChecks"_s, tr("Pa&use"), {}, tr("Those under way end, no other starts"), [this] { m_run.pause(); });
    m_resume = add(u"resumeChecks"_s, tr("&Resume"), {}, tr("Go on with the next check"), [this] { m_run.resume(); });
    m_stop = add(u"stopChecks"_s, tr("S&top"), {}, tr("Stop at once; what was found stays"), [this] { m_run.stop(); });
    m_goOn = add(u"goOnChecks"_s, tr("&Go on"), {}, tr("Check what the run that was stopped left undone"),
                 [this] { goOn(); });
    m_menu->addSeparator();
    m_show = add(u"showChecks"_s, tr("Show in &chart"), {}, tr("Signs on the lines that start where checks ran"),
                 [this] { tellChart(); });
    m_show->setCheckable(true);
    m_show->setChecked(true);
    m_menu->addSeparator();
    add(u"openResults"_s, tr("&Open results…"), {},
        tr("What checks, kits and scans by nmap found elsewhere or earlier; it is added"),
        [this] { m_files.chooseAndOpen(); });
    m_save = add(u"saveResults"_s, tr("S&ave results…"), {}, tr("Into a file, together with what it has already"),
                 [this] { m_files.chooseAndSave(); });
    m_compare = add(u"compareResults"_s, tr("Compare &with earlier results…"), {}, tr("List what broke and mended"),
                    [this] { m_files.chooseAndCompare(); });
    m_menu->addSeparator();
    m_writeKits = add(u"writeKits"_s, tr("Write take-away &kits…"), {},
                      tr("Scripts with which servers check by themselves; of the selected servers, else of all"),
                      [this] { writeKits(); });
    m_forget = add(u"forgetResults"_s, tr("&Forget the results"), {}, tr("Their files stay as they are"), [this] {
        ifMayDiscard([this] {
            m_run.forget();
            m_results.clear();
        });
    });
}

void Checking::setDock(QDockWidget *dock, QAction *toggle)
{
    m_dock = dock;
    m_menu->insertAction(m_show, toggle);
    connect(m_panel, &ChecksPanel::closeRequested, dock, &QWidget::hide);
    connect(m_button, &QToolButton::clicked, toggle, &QAction::trigger);
}

void Checking::setViews(FlowTable &table, Inspector &inspector)
{
    m_table = &table;
    m_inspector = &inspector;
    table.view()->addAction(m_recheck);
}

void Checking::markTable()
{
    if (!m_table)
        return;
    const FlowSet &rows = m_table->model()->texts().flows();
    const CheckedPlan &checked = *m_results.checked();
    const bool isOfPlan = rows.topology().servers == checked.flows.topology().servers;
    m_table->setChecks(isOfPlan ? checked.rows : nullptr);
}

void Checking::setStyle(const DiagramStyle &style)
{
    m_style = style;
    m_panel->setStyle(style);
    updateButton();
}

void Checking::onOpened(const OpenDocument &before)
{
    const OpenDocument &now = m_document.current();
    const bool isSame = before.path == now.path && !now.path.isEmpty();
    if (!isSame) {
        // What is known is about the servers of another plan.
        m_run.forget();
        m_results.clear();
        m_vantage.reset();
    }
    m_files.setPlan(now.hasFile() ? now.path : QString(), !isSame);
    m_results.setFlows(now.flows);
    updateActions();
}

void Checking::onResultsOpened(const ReachabilityResults &results)
{
    showPanel();
    const QList<Server> &servers = m_results.flows().topology().servers;
    QStringList strangers;
    QStringList others;
    const QString &name = m_results.flows().topology().name;
    for (const ReachabilityRun &run : results.runs) {
        if (!run.topology.isEmpty() && run.topology != name)
            others << displayText(run.topology);
        const QString &id = run.vantage.server;
        if (!id.isEmpty()
            && std::none_of(servers.begin(), servers.end(), [&id](const Server &server) { return server.id == id; }))
            strangers << displayText(id);
    }
    QStringList remarks;
    if (!others.isEmpty())
        remarks << tr("Some of the results are of a plan of another name: %1.").arg(shortList(others));
    if (!strangers.isEmpty())
        remarks << tr("Some are from servers that this plan does not have and say nothing of it: %1.")
                       .arg(shortList(strangers));
    if (!remarks.isEmpty())
        Q_EMIT said(remarks.join(u' '));
}

void Checking::onEnded()
{
    const ReachabilityRun run = m_run.run();
    m_results.endRun(run);
    Q_EMIT said(run.finishedAt.isValid() ? tr("The checks are done") : tr("The checks were stopped"));
}

void Checking::onJudged()
{
    m_panel->setChecked(m_results.checked());
    if (!m_panel->hasPicked())
        showSelection();
    markTable();
    if (m_inspector)
        m_inspector->setSupplement(
            [checked = m_results.checked()](HtmlWriter &out, const FlowSet &flows, const Selection &selection) {
                writeChecks(out, *checked, flows, selection);
            });
    updateButton();
    markChart();
    if (isSettled())
        Q_EMIT settled();
}

void Checking::updateActions()
{
    const bool isOpen = m_document.isOpen();
    const RunStatus::State state = m_run.status().state;
    const bool isFree = !m_run.isUnderWay();
    m_plan->setEnabled(isOpen && isFree);
    m_recheck->setEnabled(isOpen && isFree && !m_selection.value().isEmpty());
    m_pause->setEnabled(state == RunStatus::State::Running);
    m_resume->setEnabled(state == RunStatus::State::Paused);
    m_stop->setEnabled(!isFree);
    m_goOn->setEnabled(state == RunStatus::State::Stopped);
    const bool hasResults = !m_results.known().runs.isEmpty();
    m_save->setEnabled(hasResults);
    m_compare->setEnabled(hasResults);
    m_forget->setEnabled(hasResults && isFree);
    m_writeKits->setEnabled(isOpen);
}

void Checking::updateButton()
{
    const CheckedPlan &checked = *m_results.checked();
    m_button->setVisible(!checked.vantages.empty());
    if (checked.vantages.empty())
        return;
    const CheckedVantage &newest = checked.vantages.front();
    const CheckState worst = newest.flowGroups.empty() ? CheckState::NotChecked : newest.flowGroups.front().state;
    m_button->setIcon(checkIcon(worst, false, m_style));
    m_button->setText(tr("Checks: %1").arg(checkWord(worst)));
    m_button->setToolTip(toolTipText(checkHeading(checked) + u'\n' + countsText(newest)));
}

bool Checking::showsInChart() const
{
    return m_show->isChecked() && !m_results.isEmpty();
}

void Checking::tellChart()
{
    if (showsInChart() == m_isShown)
        return;
    m_isShown = showsInChart();
    Q_EMIT chartWanted();
}

void Checking::onLayoutCancelled()
{
    if (!m_chart.hasDiagram() || m_results.isEmpty())
        return;
    // As with all that a layout is for: who gives it up keeps what is there, and can ask for it again.
    m_isShown = m_chart.placed().diagram->showsChecks;
    m_show->setChecked(m_isShown);
}

bool Checking::isSettled() const
{
    return !m_results.isBusy() && !m_isMarking && !m_files.isBusy();
}

void Checking::markChart()
{
    const quint64 generation = ++m_marking;
    m_isMarking = false;
    if (!m_chart.hasDiagram() || !m_chart.placed().diagram->showsChecks) {
        m_chart.setChecks(nullptr);
        return;
    }
    m_isMarking = true;
    inBackground(
        this,
        [diagram = m_chart.placed().diagram, checked = m_results.checked()]() -> std::shared_ptr<const CheckMarks> {
            // A chart of other servers is about to go.
            if (diagram->flows.topology().servers != checked->flows.topology().servers)
                return nullptr;
            return std::make_shared<const CheckMarks>(checkMarks(*diagram, *checked));
        },
        [this, generation, diagram = m_chart.placed().diagram](std::shared_ptr<const CheckMarks> marks) {
            if (generation != m_marking)
                return;
            m_isMarking = false;
            if (m_chart.hasDiagram() && m_chart.placed().diagram == diagram)
                m_chart.setChecks(std::move(marks));
            if (isSettled())
                Q_EMIT settled();
        });
}

void Checking::showSelection()
{
    const FlowSet &shown = m_viewing.shown().flows;
    // In another state of the plan the same numbers are other servers.
    if (!m_isPicking && m_dock && !m_dock->isHidden()
        && m_results.checked()->flows.topology().servers == shown.topology().servers)
        m_panel->showSelection(shown, m_selection.value());
}

void Checking::pick(const QList<int> &ports)
{
    const CheckedVantage *here = m_panel->tree()->vantage();
    const FlowSet &shown = m_viewing.shown().flows;
    if (!here || here->plan.flows.topology().servers != shown.topology().servers)
        return;
    const Selection selection = selectionOf(shown, *here, ports);
    if (selection.isEmpty()) {
        Q_EMIT said(tr("The filter or the focus leaves that out of the chart."));
        return;
    }
    const QScopedValueRollback picking(m_isPicking, true);
    m_selection.set(selection);
}

void Checking::planChecks()
{
    if (!m_plan->isEnabled() || isBehind())
        return;
    QList<CheckScope> scopes{{tr("the whole plan"), m_viewing.all(), std::nullopt, std::nullopt}};
    const ShownFlows &shown = m_viewing.shown();
    if (shown.isPart)
        scopes << CheckScope{tr("what the filter and the focus leave of it"), shown.flows, std::nullopt, std::nullopt};
    if (!m_selection.value().isEmpty())
        scopes << selectedScope();
    ask(tr("Plan checks"), scopes);
}

void Checking::recheck()
{
    if (m_recheck->isEnabled() && !m_selection.value().isEmpty() && !isBehind())
        ask(tr("Check the selection"), {selectedScope()});
}

/// Says so. The selection's numbers are of the state that is shown: in the one that is still worked out they may be
/// other servers.
bool Checking::isBehind()
{
    const bool isIt = m_document.isDeriving() || m_viewing.isBusy();
    if (isIt)
        Q_EMIT said(tr("The plan is still being worked out; try again in a moment."));
    return isIt;
}

CheckScope Checking::selectedScope() const
{
    const Selection &selection = m_selection.value();
    switch (selection.kind) {
    case Selection::Kind::Flows:
        return {tr("the selected flows"), m_viewing.shown().flows, selection, std::nullopt};
    case Selection::Kind::Site:
        return {tr("flows of the selected site"), m_viewing.all(), selection, std::nullopt};
    case Selection::Kind::Servers:
    case Selection::Kind::None:
        break;
    }
    return {tr("flows of the selected servers"), m_viewing.all(), selection, std::nullopt};
}

/// Somebody said yes to what the run would ask; where the plan has other servers since, it is another question.
void Checking::goOn()
{
    if (m_run.isUnderWay() || m_run.left().isEmpty() || isBehind())
        return;
    if (m_run.plan().flows.topology().servers == m_viewing.all().topology().servers)
        m_run.goOn();
    else
        ask(tr("Go on"), {{tr("what the run left undone"), m_viewing.all(), std::nullopt, m_run.left()}});
}

void Checking::writeKits()
{
    if (isBehind())
        return;
    const Selection &selection = m_selection.value();
    QStringList servers;
    if (selection.kind == Selection::Kind::Servers) {
        for (const quint32 server : selection.servers)
            servers << m_viewing.all().topology().servers.at(server).id;
    }
    m_kits.chooseAndWrite(m_viewing.all(), servers);
}

void Checking::recheckPorts(const QList<int> &ports)
{
    const CheckedVantage *here = m_panel->tree()->vantage();
    if (!here || m_run.isUnderWay() || isBehind())
        return;
    ask(tr("Check again"),
        {{ports.size() == 1 ? tr("this port of a flow") : tr("these ports of flows"),
          flowsOf(*m_results.checked(), *here, ports), std::nullopt, std::nullopt}});
}

void Checking::ask(const QString &title, const QList<CheckScope> &scopes)
{
    auto *dialog = new CheckPlanDialog(scopes, m_vantage, m_limits, &m_window);
    dialog->setWindowTitle(title);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(&m_document, &Document::opened, dialog, &QDialog::reject);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        const std::shared_ptr<const ReachabilityPlan> plan = dialog->plan();
        if (!plan || m_run.isUnderWay())
            return;
        m_limits = dialog->limits();
        m_vantage = plan->vantage.server;
        m_panel->setVantage(plan->vantage.server);
        showPanel();
        m_run.start(plan, m_limits);
    });
    dialog->open();
}

void Checking::showPanel()
{
    if (!m_dock)
        return;
    m_dock->show();
    m_dock->raise();
}

bool Checking::hasToAsk() const
{
    return m_run.isUnderWay() || m_results.isUnsaved();
}

void Checking::ifMayDiscard(const std::function<void()> &then)
{
    const std::function<void()> stop = [this] { m_run.stop(); };
    m_files.ifMayDiscard(m_run.isUnderWay() ? stop : nullptr, then);
}

} // namespace portolan
