// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "app/window/comparisonwindow.h"

#include "app/window/chartpresenter.h"
#include "app/window/segmentedchoice.h"
#include "model/flows/flowsetbuilder.h"
#include "views/comparison/comparisonmarks.h"
#include "views/comparison/comparisonmodel.h"
#include "views/graph/graphwidget.h"
#include "views/tables/background.h"
#include "views/tables/displaytext.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QShortcut>
#include <QSplitter>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

namespace portolan {

namespace {

constexpr int kListWidth = 600;
constexpr int kIndentation = 14;

enum class Extent { All, Differing };

constexpr QSize kSize(1400, 860);

/// What is other than before, of the united plan; all of it where nothing is.
FlowSet onlyChanged(const UnitedFlows &united)
{
    FlowSetBuilder builder(united.all);
    for (const FlowSet *part : {&united.added, &united.removed, &united.changed}) {
        for (const FlowGroup &group : part->groups())
            builder.add(group, part->set(group.sources), part->set(group.destinations));
    }
    FlowSet result = builder.take();
    return result.groups().empty() ? united.all : result;
}

} // namespace

ComparisonWindow::ComparisonWindow(LayoutService &service, const ComparedPlan &before, const QString &beforeName,
                                   const ComparedPlan &after, const QString &afterName, QWidget *parent)
    : QWidget(parent, Qt::Window), m_before(before), m_after(after), m_chart(new GraphWidget(this)),
      m_presenter(new ChartPresenter(*m_chart, service, this)), m_model(new ComparisonModel(this)),
      m_list(new QTreeView(this)), m_title(new QLabel(this)), m_extent(new SegmentedChoice(tr("Extent"), this)),
      m_level(new SegmentedChoice(tr("Level"), this)), m_beforeName(displayText(beforeName)),
      m_afterName(displayText(afterName))
{
    setObjectName(QStringLiteral("comparisonWindow"));
    setWindowTitle(tr("Comparison – Portolan"));
    resize(kSize);
    m_title->setObjectName(QStringLiteral("paneTitle"));
    m_title->setTextFormat(Qt::PlainText);
    m_title->setText(tr("From %1 to %2").arg(m_beforeName, m_afterName));
    m_extent->setObjectName(QStringLiteral("segments"));
    m_extent->addChoice(int(Extent::All), tr("Everything"), tr("The whole plan, with what differs marked"));
    m_extent->addChoice(int(Extent::Differing), tr("Only what differs"),
                        tr("Flows that were added, removed or changed"));
    m_extent->setValue(int(Extent::All));
    m_level->setObjectName(QStringLiteral("segments"));
    m_level->addChoice(int(Level::Auto), tr("Auto"), tr("The most detailed level that stays readable"));
    m_level->addChoice(int(Level::Sites), tr("Sites"), tr("A card for each site"));
    m_level->addChoice(int(Level::Roles), tr("Roles"), tr("A card for each set of roles in a site"));
    m_level->addChoice(int(Level::Servers), tr("Servers"), tr("A card for each server"));
    m_level->setValue(int(Level::Auto));
    connect(m_level, &SegmentedChoice::picked, this, &ComparisonWindow::showChart);
    connect(m_extent, &SegmentedChoice::picked, this, &ComparisonWindow::showChart);
    connect(m_chart, &GraphWidget::selectionPicked, m_chart, &GraphWidget::setSelection);
    connect(new QShortcut(QKeySequence::Close, this), &QShortcut::activated, this, &QWidget::close);
    connect(m_presenter, &ChartPresenter::shown, this, &ComparisonWindow::mark);

    m_list->setObjectName(QStringLiteral("comparisonList"));
    m_list->setAccessibleName(tr("Differences"));
    m_list->setModel(m_model);
    m_list->setUniformRowHeights(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setIndentation(kIndentation);
    m_list->header()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->header()->setSectionResizeMode(ComparisonModel::WhatColumn, QHeaderView::Stretch);
    m_list->header()->setSectionResizeMode(ComparisonModel::DetailColumn, QHeaderView::Stretch);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &ComparisonWindow::onLinePicked);

    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(12, 8, 12, 8);
    bar->setSpacing(12);
    bar->addWidget(m_title, 1);
    bar->addWidget(m_extent);
    bar->addWidget(m_level);
    auto *splitter = new QSplitter(Qt::Horizontal, this);
    splitter->setHandleWidth(1);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_chart);
    splitter->addWidget(m_list);
    splitter->setStretchFactor(0, kSize.width() - kListWidth);
    splitter->setStretchFactor(1, kListWidth);
    splitter->setSizes({kSize.width() - kListWidth, kListWidth});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(bar);
    layout->addWidget(splitter, 1);

    m_chart->showBusy(tr("Comparing …"));
    inBackground(
        this,
        [before, after] {
            return std::pair(compareForPeople(before, after),
                             std::make_shared<const UnitedFlows>(unitedFlows(before.flows, after.flows)));
        },
        [this](std::pair<QList<ComparisonSection>, std::shared_ptr<const UnitedFlows>> result) {
            onCompared(result.first, std::move(result.second));
        });
}

ComparisonWindow::~ComparisonWindow()
{
    // It uses the layout service, which the window does not own.
    delete m_presenter;
}

void ComparisonWindow::setStyle(const DiagramStyle &style)
{
    m_chart->setStyle(style);
    m_model->setStyle(style);
}

void ComparisonWindow::onCompared(const QList<ComparisonSection> &sections, std::shared_ptr<const UnitedFlows> united)
{
    m_united = std::move(united);
    m_model->setSections(sections);
    for (int row = 0; row < m_model->rowCount(); ++row)
        m_list->setFirstColumnSpanned(row, {}, true);
    m_list->expandAll();
    const int letter = fontMetrics().averageCharWidth();
    m_list->setColumnWidth(ComparisonModel::ChangeColumn, letter * 15);
    if (std::all_of(sections.begin(), sections.end(),
                    [](const ComparisonSection &section) { return section.lines.isEmpty(); }))
        m_title->setText(tr("No difference between %1 and %2").arg(m_beforeName, m_afterName));
    showChart();
}

void ComparisonWindow::showChart()
{
    if (!m_united)
        return;
    const bool isPart = m_extent->value() == int(Extent::Differing);
    DiagramOptions options;
    options.level = static_cast<Level>(m_level->value());
    options.onlyUsed = isPart;
    m_isReady = false;
    m_presenter->show(isPart ? onlyChanged(*m_united) : m_united->all, options, false);
}

void ComparisonWindow::mark()
{
    inBackground(
        this,
        [diagram = m_chart->placed().diagram, united = m_united, before = m_before.flows, after = m_after.flows] {
            return std::pair(diagram, comparisonMarks(*diagram, *united, before.topology(), after.topology()));
        },
        [this](const std::pair<std::shared_ptr<const Diagram>, ChartMarks> &result) {
            if (!m_chart->hasDiagram() || m_chart->placed().diagram != result.first)
                return;
            m_chart->setMarks(result.second);
            onLinePicked();
            m_isReady = true;
            Q_EMIT ready();
        });
}

void ComparisonWindow::onLinePicked()
{
    const ComparisonLine *line = m_model->line(m_list->currentIndex());
    if (line && m_chart->hasDiagram())
        m_chart->setSelection(comparisonSelection(*m_chart->placed().diagram, *line));
}

} // namespace portolan
