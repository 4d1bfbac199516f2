// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "app/window/addactions.h"
#include "app/window/chartpresenter.h"
#include "app/window/checking.h"
#include "app/window/comparing.h"
#include "app/window/dialogs.h"
#include "app/window/editactions.h"
#include "app/window/editing.h"
#include "app/window/importing.h"
#include "app/window/mainwindow.h"
#include "app/window/namefield.h"
#include "app/window/reviewing.h"
#include "app/window/startpage.h"
#include "app/window/undoactions.h"
#include "app/window/viewing.h"
#include "model/editing/changes.h"
#include "model/editing/fieldchecks.h"
#include "views/checks/checkspanel.h"
#include "views/findings/findingspanel.h"
#include "views/graph/graphwidget.h"
#include "views/inspector/inspector.h"
#include "views/inspector/properties.h"
#include "views/matrix/matrixwidget.h"
#include "views/outline/outline.h"

#include <QAction>
#include <QDockWidget>
#include <QFileInfo>
#include <QMenuBar>
#include <QPushButton>
#include <QStackedWidget>
#include <QTreeView>

// How the window's document is changed: outline, properties, chart and the menus Edit and Add, all by steps.
namespace portolan {

void MainWindow::buildEditing()
{
    m_editing = new Editing(*m_document, *m_viewing, *m_selection, this);
    m_editActions = new EditActions(*m_editing, this);
    m_addActions = new AddActions(*m_editing, *this);
    m_importing = new Importing(*m_editing, m_settings, *this);
    connect(m_importing, &Importing::said, this, &MainWindow::say);
    m_editActions->addKeysTo(*m_outline->tree());
    m_editActions->addKeysTo(*m_chart);
    connect(m_editActions, &EditActions::said, this, &MainWindow::say);
    connect(m_editActions, &EditActions::renameRequested, this, &MainWindow::rename);
    connect(m_editActions, &EditActions::propertiesRequested, this, &MainWindow::showProperties);
    connect(m_editActions, &EditActions::addServersRequested, m_addActions, &AddActions::addServers);
    connect(m_addActions, &AddActions::renameRequested, this, &MainWindow::rename);

    connect(m_editing, &Editing::presentChanged, this, &MainWindow::onPresentChanged);
    connect(m_editing, &Editing::subjectChanged, this, &MainWindow::onSubjectChanged);
    connect(m_outline, &Outline::subjectPicked, m_editing, &Editing::pick);
    connect(m_outline, &Outline::editRequested, m_editing, &Editing::apply);
    connect(m_outline, &Outline::closeRequested, m_outlineDock->toggleViewAction(), &QAction::trigger);
    connect(m_outline, &Outline::contextMenuRequested, this, [this](QPoint global) {
        const QStringList &sites = m_editing->subject().sites;
        showEditMenu(sites.size() == 1 ? sites.front() : QString(), global);
    });
    connect(m_inspector->properties(), &Properties::editRequested, m_editing, &Editing::apply);
    connect(m_chart, &GraphWidget::moveRequested, this, [this](const QStringList &servers, const QString &site) {
        if (!m_presenter->isStale())
            m_editing->apply(moveServers(m_document->present(), servers, site));
    });
}

void MainWindow::buildReview()
{
    m_reviewing = new Reviewing(*m_document, *m_editing, *m_chart, *m_outline, this);
    m_reviewDock =
        addPane(QStringLiteral("reviewPane"), tr("Design review"), m_reviewing->panel(), Qt::BottomDockWidgetArea);
    // The review shares the table's place.
    tabifyDockWidget(m_tableDock, m_reviewDock);
    m_tableDock->raise();
    m_reviewDock->hide();
    m_reviewing->setDock(m_reviewDock);
}

void MainWindow::buildComparing(const QString &catalogFile)
{
    m_comparing = new Comparing(*m_document, m_layoutService, catalogFile, *this);
    connect(m_comparing, &Comparing::failed, this, [this](const QString &path, const Errors &errors) {
        showErrors(this, tr("Not compared"), tr("%1 cannot be read.").arg(QFileInfo(path).fileName()), errors);
    });
}

void MainWindow::buildChecking()
{
    m_checking = new Checking(*m_document, *m_viewing, *m_selection, *m_chart, *this);
    m_checksDock = addPane(QStringLiteral("checksPane"), tr("Checks"), m_checking->panel(), Qt::BottomDockWidgetArea);
    tabifyDockWidget(m_reviewDock, m_checksDock);
    m_tableDock->raise();
    m_checksDock->hide();
    connect(m_checking, &Checking::said, this, &MainWindow::say);
    connect(m_checking, &Checking::settled, this, &MainWindow::checkSettled);
    connect(m_checking, &Checking::chartWanted, this, [this] {
        if (m_document->isOpen())
            showChart(true);
    });
    connect(&m_checking->results(), &CheckResults::changed, this,
            [this] { m_viewing->setResults(m_checking->results().known()); });
    m_checking->setViews(*m_table, *m_inspector);
}

void MainWindow::buildEditMenus()
{
    QMenu *edit = menuBar()->addMenu(tr("&Edit"));
    edit->setObjectName(QStringLiteral("editMenu"));
    auto *undo = new UndoActions(*m_document, *edit, this);
    connect(undo, &UndoActions::stepped, this, &MainWindow::say);
    m_editActions->addTo(*edit);
    menuBar()->addMenu(m_addActions->menu());
    m_outline->setAddMenu(m_addActions->menu());
}

void MainWindow::buildStartPage()
{
    m_startPage = new StartPage(m_pictures);
    m_pictures->addWidget(m_startPage);
    QPushButton *templates = m_startPage->addChoice(tr("Begin with a template"),
                                                    tr("A single server, a branch, two sites with a DAG, a perimeter"));
    templates->setObjectName(QStringLiteral("startTemplate"));
    templates->setMenu(m_addActions->templatesMenu());
    QPushButton *site = m_startPage->addChoice(tr("Add a site"), tr("Then servers in it, with their roles"));
    site->setObjectName(QStringLiteral("startSite"));
    connect(site, &QPushButton::clicked, m_addActions, &AddActions::addSite);
    QPushButton *import = m_startPage->addChoice(
        tr("Import files"), tr("What the product, the directory, nmap or NetBox export; or a table of servers"));
    import->setObjectName(QStringLiteral("startImport"));
    connect(import, &QPushButton::clicked, m_importing, &Importing::choose);
    QPushButton *sample = m_startPage->addChoice(tr("Look at a sample"), tr("A deployment of three sites"));
    sample->setObjectName(QStringLiteral("startSample"));
    connect(sample, &QPushButton::clicked, this, [this] { ifMayDiscard([this] { openFirstSample(); }); });
}

void MainWindow::showPicture()
{
    const bool isEmpty = m_document->isOpen() && m_document->present().sites.isEmpty();
    m_pictures->setCurrentWidget(isEmpty                           ? static_cast<QWidget *>(m_startPage)
                                     : m_matrixAction->isChecked() ? static_cast<QWidget *>(m_matrix)
                                                                   : m_chart);
}

void MainWindow::onPresentChanged()
{
    const Catalog &catalog = m_document->current().catalog;
    m_outline->setDocument(m_document->present(), catalog, false);
    m_inspector->properties()->setDocument(m_document->present(), catalog);
    showPicture();
}

void MainWindow::onSubjectChanged()
{
    m_outline->showSubject(m_editing->subject());
    if (m_editing->isOfFlows())
        m_inspector->properties()->showNothing(
            tr("Flows follow from the servers and their roles: change those, or the link between the sites."));
    else
        m_inspector->properties()->showSubject(m_editing->subject());
}

void MainWindow::showEditMenu(const QString &site, QPoint global)
{
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("outlineMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    m_editActions->fillContextMenu(*menu, site);
    menu->addSeparator();
    const Subject &subject = m_editing->subject();
    addFindingsAction(*menu, subject.sites + subject.allServers() + subject.groups + subject.links);
    menu->popup(global);
}

void MainWindow::addFindingsAction(QMenu &menu, const QStringList &ids)
{
    if (!m_reviewing->hasFindingAbout(ids))
        return;
    QAction *show = menu.addAction(tr("Show findings"));
    show->setObjectName(QStringLiteral("showFindings"));
    connect(show, &QAction::triggered, m_reviewing, [this, ids] { m_reviewing->show(ids); });
    menu.addSeparator();
}

QString MainWindow::siteAt(DiagramPart part) const
{
    const Diagram &diagram = *m_chart->placed().diagram;
    int site = -1;
    if (part.kind == DiagramPart::Kind::Box)
        site = diagram.boxes.at(part.index).site;
    else if (part.kind == DiagramPart::Kind::Node)
        site = diagram.nodes.at(part.index).site;
    return site < 0 ? QString() : diagram.flows.topology().sites.at(site).id;
}

QStringList MainWindow::idsAt(DiagramPart part) const
{
    const Diagram &diagram = *m_chart->placed().diagram;
    QStringList ids;
    if (part.kind == DiagramPart::Kind::Box
        || (part.kind == DiagramPart::Kind::Node && diagram.nodes.at(part.index).kind == NodeKind::Site))
        ids << siteAt(part);
    if (part.kind == DiagramPart::Kind::Node) {
        for (const quint32 server : diagram.nodes.at(part.index).servers)
            ids << diagram.flows.topology().servers.at(server).id;
    }
    return ids;
}

void MainWindow::rename(const QString &id)
{
    if (m_chart->hasFocus() && renameInChart(id))
        return;
    // Who has put the outline away finds the name in the properties.
    if (m_outlineDock->isHidden() || !m_outline->rename(id))
        showProperties();
}

void MainWindow::showProperties()
{
    m_inspectorDock->show();
    m_inspector->showProperties(true);
    m_inspector->properties()->focusFirst();
}

bool MainWindow::renameInChart(const QString &id)
{
    if (!m_chart->hasDiagram() || m_presenter->isStale())
        return false;
    const PlacedDiagram &placed = m_chart->placed();
    const Topology &topology = placed.diagram->flows.topology();
    QRectF at;
    QString name;
    for (qsizetype i = 0; i < placed.nodes.size(); ++i) {
        const DiagramNode &node = placed.diagram->nodes.at(i);
        if (node.kind == NodeKind::Site && topology.sites.at(node.site).id == id) {
            at = placed.nodes.at(i);
            name = topology.sites.at(node.site).name;
        } else if (node.kind != NodeKind::Site && node.servers.size() == 1
                   && topology.servers.at(node.servers.front()).id == id) {
            at = placed.nodes.at(i);
            name = topology.servers.at(node.servers.front()).name;
        }
    }
    for (qsizetype i = 0; i < placed.boxes.size(); ++i) {
        const Site &site = topology.sites.at(placed.diagram->boxes.at(i).site);
        if (site.id == id) {
            at = placed.boxes.at(i);
            name = site.name;
        }
    }
    const QRect onScreen = QRectF(m_chart->fromScene(at.topLeft()), m_chart->fromScene(at.bottomRight())).toRect();
    if (at.isNull() || !m_chart->rect().intersects(onScreen))
        return false;
    const auto check = [this, id](const QString &text) {
        const Topology &now = m_document->present();
        return findSite(now, id) ? checkSiteName(now, id, text) : checkServerName(now, id, text);
    };
    auto *field = new NameField(name, onScreen, check, m_chart);
    connect(field, &NameField::entered, this,
            [this, id](const QString &entered) { m_editing->apply(renamePart(m_document->present(), id, entered)); });
    return true;
}

} // namespace portolan
