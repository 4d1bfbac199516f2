// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "app/window/chartpresenter.h"
#include "app/window/checking.h"
#include "app/window/commandline.h"
#include "app/window/editactions.h"
#include "app/window/filterbar.h"
#include "app/window/filterfield.h"
#include "app/window/mainwindow.h"
#include "app/window/menutext.h"
#include "app/window/viewing.h"
#include "model/flows/filtercompletion.h"
#include "model/flows/flowends.h"
#include "views/diagram/edgefocus.h"
#include "views/diagram/folding.h"
#include "views/graph/graphwidget.h"
#include "views/tables/displaytext.h"
#include "views/tables/flowtable.h"

#include <QInputDialog>
#include <QMenu>

#include <algorithm>

// What the window shows of its document: filter, focus, open and closed sites, folding, saved views.
namespace portolan {

namespace {

constexpr int kLongestViewName = 120; ///< characters

void toggle(QStringList &list, const QString &entry, bool wanted)
{
    list.removeAll(entry);
    if (wanted)
        list << entry;
}

/// The name of what an entry of ChartFocus::on stands for.
QString nameOf(const FlowSet &flows, const QString &id)
{
    if (isFlowId(id))
        return flowIdText(id, flows.topology());
    const QString name = id.section(u':', 1);
    const auto find = [&](const auto &list) {
        const auto found = std::find_if(list.begin(), list.end(), [&](const auto &entry) { return entry.id == name; });
        return found == list.end() ? name : found->name;
    };
    if (id.startsWith(QLatin1String("server:")))
        return find(flows.topology().servers);
    if (id.startsWith(QLatin1String("site:")))
        return find(flows.topology().sites);
    return name;
}

} // namespace

void MainWindow::changeView(const std::function<void(ChartView &)> &change)
{
    ChartView view = m_viewing->view();
    view.name.clear();
    change(view);
    m_viewing->setView(view);
}

void MainWindow::setFilter(const QString &filter)
{
    changeView([&](ChartView &view) { view.filter = filter; });
}

void MainWindow::setFocusOn(const QStringList &on, bool alone)
{
    changeView([&](ChartView &view) {
        view.focus.on = on;
        view.focus.alone = alone;
    });
}

void MainWindow::addFilterTerm(const QString &key, const QString &value, bool exclude)
{
    setFilter(withTerm(m_viewing->view().filter, key, value, exclude));
}

void MainWindow::setSiteOpen(int site, bool open)
{
    const QString id = m_viewing->all().topology().sites.at(site).id;
    const bool isBySites = m_chart->hasDiagram() && m_chart->placed().diagram->level == Level::Sites;
    changeView([&](ChartView &view) {
        toggle(view.opened, id, open && isBySites);
        toggle(view.closed, id, !open && !isBySites);
    });
}

void MainWindow::onActivated(DiagramPart part)
{
    if (!m_chart->hasDiagram() || m_presenter->isStale())
        return;
    const Diagram &diagram = *m_chart->placed().diagram;
    switch (part.kind) {
    case DiagramPart::Kind::None:
        m_chart->fit();
        break;
    case DiagramPart::Kind::Box:
        setSiteOpen(diagram.boxes.at(part.index).site, false);
        break;
    case DiagramPart::Kind::Node:
        if (diagram.nodes.at(part.index).kind == NodeKind::Site)
            setSiteOpen(diagram.nodes.at(part.index).site, true);
        else
            m_chart->zoomToSelection();
        break;
    case DiagramPart::Kind::Edge:
        setEdgeSplit(diagram.edges.at(part.index), !diagram.edges.at(part.index).isSplit);
        break;
    }
}

void MainWindow::pinItem(int item, QPointF topLeft)
{
    if (m_presenter->isStale())
        return;
    const PlacedDiagram &placed = m_chart->placed();
    const DiagramItem &moved = placed.diagram->items.at(item);
    const QPointF corner = moved.box < 0 ? placed.chart.topLeft() : placed.boxes.at(moved.box).topLeft();
    const QPointF place = topLeft - corner;
    const PinnedCard pin{placed.diagram->nodes.at(moved.nodes.front()).id,
                         QPoint(std::max(0, qRound(place.x())), std::max(0, qRound(place.y())))};
    changeView([&](ChartView &view) {
        view.pins.removeIf([&](const PinnedCard &known) { return known.card == pin.card; });
        view.pins << pin;
    });
}

void MainWindow::addPinActions(QMenu &menu, int item)
{
    const PlacedDiagram &placed = m_chart->placed();
    const QString card = placed.diagram->nodes.at(placed.diagram->items.at(item).nodes.front()).id;
    QAction *keep = menu.addAction(tr("Keep it in this place"));
    keep->setCheckable(true);
    keep->setChecked(placed.diagram->items.at(item).pin.has_value());
    connect(keep, &QAction::triggered, this, [this, item, card, topLeft = placed.items.at(item).topLeft()](bool on) {
        if (on)
            pinItem(item, topLeft);
        else
            changeView([&](ChartView &view) {
                view.pins.removeIf([&](const PinnedCard &known) { return known.card == card; });
            });
    });
}

void MainWindow::setEdgeSplit(const DiagramEdge &edge, bool split)
{
    if (split && edge.codes.size() < 2) {
        m_chart->zoomToSelection();
        return;
    }
    changeView([&](ChartView &view) { toggle(view.split, edge.ends, split); });
}

void MainWindow::addFoldActions(QMenu &menu, const QString &text, const QString &fold)
{
    QAction *action = menu.addAction(text);
    action->setCheckable(true);
    action->setChecked(m_viewing->view().folded.contains(fold));
    connect(action, &QAction::triggered, this,
            [this, fold](bool on) { changeView([&](ChartView &view) { toggle(view.folded, fold, on); }); });
}

void MainWindow::addFocusActions(QMenu &menu, const QStringList &on, const QString &name)
{
    connect(menu.addAction(tr("Focus on %1").arg(menuText(name))), &QAction::triggered, this,
            [this, on] { setFocusOn(on, false); });
    connect(menu.addAction(tr("Show only what is around %1").arg(menuText(name))), &QAction::triggered, this,
            [this, on] { setFocusOn(on, true); });
}

void MainWindow::onFlowFocusRequested(const FlowRow &row, bool alone)
{
    const FlowSet &flows = m_table->model()->texts().flows();
    const QList<Server> &servers = flows.topology().servers;
    setFocusOn(flowIds(flows.catalog().dataPaths().at(row.path).code, {servers.at(row.flow.source).id},
                       {servers.at(row.flow.destination).id}),
               alone);
}

void MainWindow::addFilterActions(QMenu &menu, const QString &key, const QString &value, const QString &name)
{
    connect(menu.addAction(tr("Filter: only flows of %1").arg(menuText(name))), &QAction::triggered, this,
            [this, key, value] { addFilterTerm(key, value, false); });
    connect(menu.addAction(tr("Filter: leave out %1").arg(menuText(name))), &QAction::triggered, this,
            [this, key, value] { addFilterTerm(key, value, true); });
}

void MainWindow::showChartMenu(DiagramPart part, QPoint global)
{
    if (!m_chart->hasDiagram() || m_presenter->isStale())
        return;
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("chartMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (part.kind != DiagramPart::Kind::Edge) {
        m_editActions->fillContextMenu(*menu, siteAt(part));
        menu->addSeparator();
        addFindingsAction(*menu, idsAt(part));
    }
    fillChartMenu(*menu, part);
    menu->popup(global);
}

void MainWindow::fillChartMenu(QMenu &menu, DiagramPart part)
{
    const Diagram &diagram = *m_chart->placed().diagram;
    const FlowSet &flows = diagram.flows;
    const Topology &topology = flows.topology();
    const auto addSite = [&](int index, bool isOpen) {
        const Site &site = topology.sites.at(index);
        connect(
            menu.addAction(isOpen ? tr("Close %1").arg(menuText(site.name)) : tr("Open %1").arg(menuText(site.name))),
            &QAction::triggered, this, [this, index, isOpen] { setSiteOpen(index, !isOpen); });
        menu.addSeparator();
        addFocusActions(menu, {QStringLiteral("site:") + site.id}, site.name);
        addFilterActions(menu, QStringLiteral("site"), site.id, site.name);
    };
    switch (part.kind) {
    case DiagramPart::Kind::None:
        break;
    case DiagramPart::Kind::Box:
        addSite(diagram.boxes.at(part.index).site, true);
        break;
    case DiagramPart::Kind::Node: {
        const DiagramNode &node = diagram.nodes.at(part.index);
        if (node.kind == NodeKind::Site) {
            addSite(node.site, false);
            menu.addSeparator();
            addPinActions(menu, node.item);
            break;
        }
        QStringList ids;
        for (const quint32 server : node.servers)
            ids << topology.servers.at(server).id;
        QStringList focus;
        for (const QString &id : ids)
            focus << QStringLiteral("server:") + id;
        addFocusActions(menu, focus, node.title);
        addFilterActions(menu, QStringLiteral("server"), ids.join(u','), node.title);
        menu.addSeparator();
        for (const int role : node.roles) {
            const Role &known = flows.catalog().roles().at(role);
            addFoldActions(menu, tr("Fold traffic of %1 into badges").arg(menuText(known.label)),
                           QStringLiteral("role:") + known.id);
        }
        menu.addSeparator();
        addPinActions(menu, node.item);
        const int site = node.site;
        connect(menu.addAction(tr("Close %1").arg(menuText(topology.sites.at(site).name))), &QAction::triggered, this,
                [this, site] { setSiteOpen(site, false); });
        break;
    }
    case DiagramPart::Kind::Edge: {
        const DiagramEdge &edge = diagram.edges.at(part.index);
        if (edge.isSplit || edge.codes.size() > 1) {
            connect(menu.addAction(edge.isSplit ? tr("Draw as one line") : tr("Draw a line for each data path")),
                    &QAction::triggered, this, [this, edge] { setEdgeSplit(edge, !edge.isSplit); });
            menu.addSeparator();
        }
        addFocusActions(menu, focusOn(diagram, edge), tr("this line"));
        constexpr qsizetype kMostCodes = 8;
        const bool isMany = edge.codes.size() > 1;
        for (const QString &code : edge.codes.mid(0, kMostCodes)) {
            QMenu &target = isMany ? *menu.addMenu(code) : menu;
            if (isMany)
                addFocusActions(target, focusOn(diagram, edge, code), tr("%1 of this line").arg(code));
            addFocusActions(target, {QStringLiteral("path:") + code}, tr("%1 everywhere").arg(code));
            addFilterActions(target, QStringLiteral("path"), code, code);
            addFoldActions(target, tr("Fold %1 into badges").arg(code), QStringLiteral("path:") + code);
        }
        break;
    }
    }
    if (part.kind != DiagramPart::Kind::None) {
        menu.addSeparator();
        menu.addAction(m_checking->recheckAction());
    }
    if (!menu.isEmpty())
        menu.addSeparator();
    connect(menu.addAction(tr("Open all sites")), &QAction::triggered, this, [this] { setAllSitesOpen(true); });
    connect(menu.addAction(tr("Close all sites")), &QAction::triggered, this, [this] { setAllSitesOpen(false); });
    if (!m_viewing->view().pins.isEmpty()) {
        connect(menu.addAction(tr("Let all cards move again")), &QAction::triggered, this,
                [this] { changeView([](ChartView &view) { view.pins.clear(); }); });
    }
    connect(menu.addAction(tr("Fit the chart into the window")), &QAction::triggered, m_chart, &GraphWidget::fit);
}

void MainWindow::setAllSitesOpen(bool open)
{
    QStringList all;
    for (const Site &site : m_viewing->all().topology().sites)
        all << site.id;
    const bool isBySites = m_chart->hasDiagram() && m_chart->placed().diagram->level == Level::Sites;
    changeView([&](ChartView &view) {
        view.opened = open && isBySites ? all : QStringList();
        view.closed = !open && !isBySites ? all : QStringList();
    });
}

void MainWindow::fillFoldMenu(QMenu *menu)
{
    menu->clear();
    addFoldActions(*menu, tr("Directory traffic"), kFoldDirectory.toString());
    menu->addSeparator();
    for (const Role &role : m_viewing->all().catalog().roles())
        addFoldActions(*menu, menuText(role.label), QStringLiteral("role:") + role.id);
    QStringList paths;
    for (const QString &fold : m_viewing->view().folded) {
        if (fold.startsWith(QLatin1String("path:")))
            paths << fold;
    }
    if (!paths.isEmpty())
        menu->addSeparator();
    for (const QString &path : std::as_const(paths))
        addFoldActions(*menu, menuText(path.section(u':', 1)), path);
}

QString MainWindow::focusText() const
{
    const ChartFocus &focus = m_viewing->view().focus;
    if (focus.on.isEmpty())
        return {};
    QString name = nameOf(m_viewing->all(), focus.on.front());
    if (focus.on.size() > 1)
        name += QStringLiteral(" +%1").arg(focus.on.size() - 1);
    const QString hops = focus.hops == 1 ? tr("1 hop") : tr("%1 hops").arg(focus.hops);
    return focus.alone ? tr("Only around %1 · %2").arg(name, hops) : tr("Focus: %1 · %2").arg(name, hops);
}

void MainWindow::fillFocusMenu(QMenu *menu)
{
    menu->clear();
    const ChartFocus focus = m_viewing->view().focus;
    constexpr int kMostOffered = 5;
    for (int hops = 1; hops <= std::max(kMostOffered, focus.hops); ++hops) {
        QAction *action = menu->addAction(hops == 1 ? tr("1 hop") : tr("%1 hops").arg(hops));
        action->setCheckable(true);
        action->setChecked(hops == focus.hops);
        connect(action, &QAction::triggered, this,
                [this, hops] { changeView([&](ChartView &view) { view.focus.hops = hops; }); });
    }
    menu->addSeparator();
    QAction *alone = menu->addAction(tr("Hide the rest"));
    alone->setCheckable(true);
    alone->setChecked(focus.alone);
    connect(alone, &QAction::triggered, this,
            [this](bool on) { changeView([&](ChartView &view) { view.focus.alone = on; }); });
    connect(menu->addAction(tr("End the focus")), &QAction::triggered, this,
            [this] { changeView([](ChartView &view) { view.focus = {}; }); });
}

void MainWindow::fillViewsMenu(QMenu *menu)
{
    menu->clear();
    const QList<ChartView> saved = m_document->present().views;
    for (const ChartView &view : saved) {
        QAction *action = menu->addAction(menuText(view.name));
        action->setCheckable(true);
        action->setChecked(view.showsTheSame(m_viewing->view()));
        connect(action, &QAction::triggered, this, [this, view] { m_viewing->setView(view); });
    }
    if (saved.isEmpty())
        menu->addAction(tr("No saved views yet"))->setEnabled(false);
    menu->addSeparator();
    connect(menu->addAction(tr("Everything, as the program starts")), &QAction::triggered, this,
            [this] { m_viewing->setView({}); });
    connect(menu->addAction(tr("Save this view…")), &QAction::triggered, this, &MainWindow::chooseViewName);
    QMenu *remove = menu->addMenu(tr("Delete"));
    remove->setEnabled(!saved.isEmpty());
    for (const ChartView &view : saved) {
        connect(remove->addAction(menuText(view.name)), &QAction::triggered, this, [this, name = view.name] {
            QList<ChartView> views = m_document->present().views;
            views.removeIf([&](const ChartView &other) { return other.name == name; });
            m_document->setSavedViews(views, tr("Delete view %1").arg(name));
        });
    }
}

void MainWindow::chooseViewName()
{
    auto *dialog = new QInputDialog(this);
    dialog->setObjectName(QStringLiteral("viewName"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Save this view"));
    dialog->setLabelText(tr("Name of the view; one that exists is replaced"));
    dialog->setTextValue(m_viewing->view().name);
    connect(dialog, &QInputDialog::textValueSelected, this, &MainWindow::saveView);
    dialog->open();
}

void MainWindow::saveView(const QString &name)
{
    const QString wanted = name.simplified().left(kLongestViewName);
    if (wanted.isEmpty() || !m_document->isOpen())
        return;
    QList<ChartView> views = m_document->present().views;
    ChartView view = m_viewing->view();
    view.name = wanted;
    const auto same =
        std::find_if(views.begin(), views.end(), [&](const ChartView &other) { return other.name == wanted; });
    if (same == views.end()) {
        view.origin.reset();
        views << view;
    } else {
        view.origin = same->origin;
        *same = view;
    }
    m_document->setSavedViews(views, tr("Save view %1").arg(wanted));
    m_viewing->setView(view);
}

void MainWindow::beginWith(const CommandLine &line)
{
    if (!line.view.isEmpty() && !showSavedView(line.view))
        say(tr("There is no saved view “%1”.").arg(line.view));
    if (!line.filter.isEmpty())
        setFilter(line.filter);
    if (!line.focus.isEmpty()) {
        const Topology &topology = m_viewing->all().topology();
        const auto isIn = [&](const auto &list) {
            return std::any_of(list.begin(), list.end(), [&](const auto &entry) { return entry.id == line.focus; });
        };
        const QString kind = isFlowId(line.focus) ? QString()
            : isIn(topology.servers)              ? QStringLiteral("server:")
            : isIn(topology.sites)                ? QStringLiteral("site:")
                                                  : QStringLiteral("path:");
        setFocusOn({kind + line.focus}, false);
    }
    if (!line.results.isEmpty())
        m_checking->files().open({line.results});
    showMatrix(line.matrix);
}

bool MainWindow::showSavedView(const QString &name)
{
    for (const ChartView &view : m_document->present().views) {
        if (view.name == name) {
            m_viewing->setView(view);
            return true;
        }
    }
    return false;
}

} // namespace portolan
