// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/checks/checkspanel.h"

#include "views/checks/checktext.h"
#include "views/inspector/sealedbrowser.h"
#include "views/tables/displaytext.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

namespace portolan {

using namespace Qt::StringLiterals;

namespace {

constexpr int kIndentation = 14;
constexpr int kRoomForWorkload = 64; ///< letters
constexpr int kRoomForAge = 80;
constexpr int kLongestName = 28; ///< of a machine, in letters of the combo box

} // namespace

ChecksPanel::ChecksPanel(QWidget *parent)
    : QWidget(parent), m_checked(std::make_shared<CheckedPlan>()), m_tree(new CheckTree(this)),
      m_view(new QTreeView(this)), m_from(new QComboBox(this)), m_heading(new QLabel(this)),
      m_plan(new QPushButton(tr("Plan checks…"), this)), m_run(new CheckRunBar(this)),
      m_pages(new QStackedWidget(this)), m_lists(new QStackedWidget(this)), m_nothing(new QLabel(this)),
      m_leftOut(new QLabel(this)), m_text(new SealedBrowser(this)), m_style(DiagramStyle::of(Theme::Light))
{
    setObjectName(u"checksPanel"_s);
    buildTree();
    auto *splitter = new QSplitter(Qt::Horizontal, this);
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(1);
    m_lists->addWidget(m_view);
    m_lists->addWidget(m_nothing);
    splitter->addWidget(m_lists);
    splitter->addWidget(m_text);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    m_pages->addWidget(splitter);
    m_pages->addWidget(buildEmpty());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(buildHeader());
    layout->addWidget(m_stateBar = buildStates());
    layout->addWidget(m_run);
    layout->addWidget(m_pages, 1);
    connect(m_run, &CheckRunBar::pauseRequested, this, &ChecksPanel::pauseRequested);
    connect(m_run, &CheckRunBar::resumeRequested, this, &ChecksPanel::resumeRequested);
    connect(m_run, &CheckRunBar::stopRequested, this, &ChecksPanel::stopRequested);
    connect(m_run, &CheckRunBar::goOnRequested, this, &ChecksPanel::goOnRequested);
    connect(m_run, &CheckRunBar::focusLeft, m_view, qOverload<>(&QWidget::setFocus));
    setGrouping(CheckGrouping::Broken);
    setChecked(m_checked);
}

QWidget *ChecksPanel::buildHeader()
{
    auto *header = new QWidget(this);
    auto *title = new QLabel(tr("Checks"), header);
    title->setObjectName(u"paneTitle"_s);
    m_from->setObjectName(u"checksFrom"_s);
    m_from->setAccessibleName(tr("Seen from"));
    m_from->setToolTip(tr("The machine that the checks ran on"));
    m_from->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    connect(m_from, &QComboBox::activated, this, &ChecksPanel::showVantage);
    auto *bar = new QHBoxLayout(header);
    bar->setContentsMargins(12, 6, 8, 6);
    bar->setSpacing(6);
    bar->addWidget(title);
    bar->addWidget(m_from);
    const auto addGrouping = [&](CheckGrouping grouping, const QString &name, const QString &text, const QString &tip) {
        auto *tab = new QToolButton(header);
        tab->setObjectName(u"paneTab"_s);
        tab->setProperty("grouping", name);
        tab->setText(text);
        tab->setToolTip(tip);
        tab->setCheckable(true);
        connect(tab, &QToolButton::clicked, this, [this, grouping] { setGrouping(grouping); });
        m_groupings.emplace_back(grouping, tab);
        bar->addWidget(tab);
    };
    addGrouping(CheckGrouping::Broken, u"broken"_s, tr("What is broken"),
                tr("Data paths that fail or differ, what breaks most first"));
    addGrouping(CheckGrouping::Causes, u"causes"_s, tr("By cause"), tr("What one thing may have brought about"));
    addGrouping(CheckGrouping::Flows, u"flows"_s, tr("All flows"),
                tr("Every flow that starts there, worst first; from elsewhere all that was asked"));
    m_heading->setObjectName(u"checksHeading"_s);
    m_heading->setTextFormat(Qt::PlainText);
    m_heading->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_heading->installEventFilter(this);
    bar->addWidget(m_heading, 1);
    m_plan->setObjectName(u"checksPlan"_s);
    m_plan->setAutoDefault(false);
    connect(m_plan, &QPushButton::clicked, this, &ChecksPanel::planRequested);
    bar->addWidget(m_plan);
    auto *close = new QToolButton(header);
    close->setObjectName(u"paneClose"_s);
    close->setText(u"×"_s);
    close->setToolTip(tr("Hide the checks"));
    close->setAccessibleName(tr("Hide the checks"));
    connect(close, &QToolButton::clicked, this, &ChecksPanel::closeRequested);
    bar->addWidget(close);
    return header;
}

QWidget *ChecksPanel::buildStates()
{
    auto *states = new QWidget(this);
    auto *bar = new QHBoxLayout(states);
    bar->setContentsMargins(8, 0, 8, 6);
    bar->setSpacing(2);
    for (const CheckState state : kCheckStates) {
        if (state == CheckState::Planned)
            continue;
        auto *toggle = new QToolButton(states);
        toggle->setObjectName(u"checks-"_s + toString(state));
        toggle->setProperty("checkState", true);
        toggle->setCheckable(true);
        toggle->setChecked(true);
        toggle->setToolTip(tr("Show flows: %1").arg(checkWord(state)));
        toggle->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        connect(toggle, &QToolButton::toggled, this, &ChecksPanel::applyStates);
        m_states.emplace_back(state, toggle);
        bar->addWidget(toggle);
    }
    m_leftOut->setObjectName(u"filterMessage"_s);
    m_leftOut->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    bar->addWidget(m_leftOut, 1);
    return states;
}

void ChecksPanel::buildTree()
{
    m_view->setObjectName(u"checksView"_s);
    m_view->setAccessibleName(tr("What checks found"));
    m_view->setModel(m_tree);
    m_view->setUniformRowHeights(true);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setIndentation(kIndentation);
    m_view->setTextElideMode(Qt::ElideRight);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->header()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_view->header()->setStretchLastSection(false);
    m_view->header()->setSectionResizeMode(CheckTree::WhatColumn, QHeaderView::Stretch);
    m_view->header()->setSectionResizeMode(CheckTree::FoundColumn, QHeaderView::Stretch);
    const int letter = fontMetrics().averageCharWidth();
    m_view->header()->resizeSection(CheckTree::VerdictColumn, letter * 11 + 28);
    m_view->header()->resizeSection(CheckTree::WorkloadColumn, letter * 16);
    m_view->header()->resizeSection(CheckTree::CheckedColumn, letter * 12);
    m_view->installEventFilter(this);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, &ChecksPanel::onPicked);
    connect(m_view, &QAbstractItemView::clicked, this, [this] {
        // A click on the row that is picked already shows it again.
        if (const QList<int> ports = pickedPorts(); !ports.isEmpty())
            Q_EMIT pickRequested(ports);
    });
    connect(m_view, &QTreeView::expanded, this, [this](const QModelIndex &index) { m_open << m_tree->key(index); });
    connect(m_view, &QTreeView::collapsed, this,
            [this](const QModelIndex &index) { m_open.remove(m_tree->key(index)); });
    m_recheck = new QAction(tr("Check again…"), m_view);
    m_recheck->setObjectName(u"checksRecheck"_s);
    connect(m_recheck, &QAction::triggered, this, [this] {
        if (const QList<int> ports = pickedPorts(); !ports.isEmpty())
            Q_EMIT recheckRequested(ports);
    });
    auto *copyAction = new QAction(tr("Copy"), m_view);
    copyAction->setShortcut(QKeySequence::Copy);
    copyAction->setShortcutContext(Qt::WidgetShortcut);
    connect(copyAction, &QAction::triggered, this, &ChecksPanel::copy);
    m_view->addActions({m_recheck, copyAction});
    m_view->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_text->setObjectName(u"checkText"_s);
    m_text->setAccessibleName(tr("Evidence"));
    m_nothing->setObjectName(u"findingsNothing"_s);
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setWordWrap(true);
    m_nothing->setTextFormat(Qt::PlainText);
}

QWidget *ChecksPanel::buildEmpty()
{
    auto *empty = new QWidget(this);
    auto *text = new QLabel(tr("Nothing has been checked yet. A plan says first what would be asked, and of whom; "
                               "nothing is sent before you say yes."),
                            empty);
    text->setObjectName(u"findingsNothing"_s);
    text->setAlignment(Qt::AlignCenter);
    text->setWordWrap(true);
    auto *plan = new QPushButton(tr("Plan checks…"), empty);
    plan->setObjectName(u"emptyPlan"_s);
    connect(plan, &QPushButton::clicked, this, &ChecksPanel::planRequested);
    auto *open = new QPushButton(tr("Open results…"), empty);
    open->setObjectName(u"emptyOpen"_s);
    connect(open, &QPushButton::clicked, this, &ChecksPanel::openRequested);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(plan);
    buttons->addWidget(open);
    buttons->addStretch(1);
    auto *layout = new QVBoxLayout(empty);
    layout->addStretch(1);
    layout->addWidget(text);
    layout->addLayout(buttons);
    layout->addStretch(1);
    return empty;
}

void ChecksPanel::setStyle(const DiagramStyle &style)
{
    m_style = style;
    m_tree->setStyle(style);
    for (const auto &[state, toggle] : std::as_const(m_states))
        toggle->setIcon(checkIcon(state, false, style));
    m_view->viewport()->update();
    showDetails();
}

void ChecksPanel::setChecked(const std::shared_ptr<const CheckedPlan> &checked)
{
    const QString before = vantage();
    const bool had = m_tree->vantage() != nullptr;
    const int place = m_view->verticalScrollBar()->value();
    m_checked = checked;
    m_shown.clear();
    fillVantages();
    // The machine that was looked at stays; the first results come from the newest run.
    int shown = had ? m_checked->vantageOf(before) : -1;
    if (const int wanted = m_wanted ? m_checked->vantageOf(*m_wanted) : -1; wanted >= 0) {
        shown = wanted;
        m_wanted.reset();
    }
    m_from->setCurrentIndex(m_checked->vantages.empty() ? -1 : std::max(0, shown));
    refill();
    m_view->verticalScrollBar()->setValue(place);
}

void ChecksPanel::fillVantages()
{
    m_from->clear();
    for (const CheckedVantage &known : m_checked->vantages) {
        const QString name = vantageName(m_checked->flows.topology(), known.server, known.host);
        m_from->addItem(name.size() > kLongestName ? name.left(kLongestName - 1) + u'…' : name, known.server);
    }
    m_from->setVisible(m_from->count() > 0);
}

void ChecksPanel::refill()
{
    const QScopedValueRollback refilling(m_isRefilling, true);
    m_tree->setChecked(m_checked, m_from->currentIndex());
    // While a run brings more, whoever reads another part of the list stays there.
    m_view->setAutoScroll(false);
    showVantage();
    m_view->setAutoScroll(true);
}

/// The tree's rows are others: what was open and picked is so again where it is still there.
void ChecksPanel::showVantage()
{
    const QScopedValueRollback refilling(m_isRefilling, true);
    if (m_tree->vantage() == nullptr || m_tree->vantage()->server != m_from->currentData().toString()) {
        // Ports of another machine's list mean nothing in this one.
        m_shown.clear();
        m_tree->setChecked(m_checked, m_from->currentIndex());
    }
    const QSet<QString> open = m_open;
    for (const QString &key : open)
        m_view->expand(m_tree->indexOfKey(key));
    const QModelIndex picked = m_tree->indexOfKey(m_picked);
    if (picked.isValid()) {
        m_view->setCurrentIndex(picked);
    } else {
        m_picked.clear();
        m_view->selectionModel()->clear();
    }
    updateWords();
    showDetails();
}

void ChecksPanel::setGrouping(CheckGrouping grouping)
{
    for (const auto &[known, tab] : std::as_const(m_groupings))
        tab->setChecked(known == grouping);
    if (grouping != m_tree->grouping()) {
        const QScopedValueRollback refilling(m_isRefilling, true);
        m_tree->setGrouping(grouping);
    }
    showColumns();
    showVantage();
}

/// What it is and what was found need the room of a narrow list.
void ChecksPanel::showColumns()
{
    const int letter = fontMetrics().averageCharWidth();
    const bool isBroken = m_tree->grouping() == CheckGrouping::Broken;
    m_view->setColumnHidden(CheckTree::WorkloadColumn, !isBroken || m_view->width() < letter * kRoomForWorkload);
    m_view->setColumnHidden(CheckTree::CheckedColumn, m_view->width() < letter * kRoomForAge);
}

void ChecksPanel::setVantage(const QString &server)
{
    const int known = m_checked->vantageOf(server);
    if (known < 0) {
        m_wanted = server;
        return;
    }
    m_wanted.reset();
    m_from->setCurrentIndex(known);
    showVantage();
}

QString ChecksPanel::vantage() const
{
    return m_from->currentData().toString();
}

void ChecksPanel::applyStates()
{
    QSet<CheckState> shown{CheckState::Planned};
    for (const auto &[state, toggle] : std::as_const(m_states)) {
        if (toggle->isChecked())
            shown << state;
    }
    {
        const QScopedValueRollback refilling(m_isRefilling, true);
        m_tree->setShown(shown);
    }
    showVantage();
}

void ChecksPanel::updateWords()
{
    const CheckedVantage *here = m_tree->vantage();
    const bool areFlows = m_tree->grouping() == CheckGrouping::Flows;
    m_stateBar->setVisible(areFlows && here != nullptr);
    const QLocale locale;
    for (const auto &[state, toggle] : std::as_const(m_states)) {
        toggle->setText(u"%1 %2"_s.arg(checkWord(state), locale.toString(m_tree->flowsIn(state))));
    }
    m_leftOut->setText(m_tree->leftOut() > 0 ? tr("the first %1, worst first").arg(locale.toString(m_tree->rowCount()))
                                             : QString());
    m_pages->setCurrentIndex(here ? 0 : 1);
    for (const auto &[grouping, tab] : std::as_const(m_groupings))
        tab->setVisible(here != nullptr);
    m_plan->setVisible(here != nullptr);
    if (!here) {
        m_counts.clear();
        m_heading->clear();
        return;
    }
    m_counts = countsText(*here);
    elideCounts();
    m_heading->setToolTip(toolTipText(vantageHeading(m_checked->flows.topology(), *here) + u'\n' + countsLine(*here)));
    m_nothing->setText(areFlows ? tr("Nothing to show here: the buttons above hide what there is.")
                           : !here->checkedAt.isValid() ? tr("Nothing has been found yet.")
                                                        : tr("Nothing that was checked from there fails or differs."));
    m_lists->setCurrentIndex(m_tree->rowCount() > 0 ? 0 : 1);
}

void ChecksPanel::elideCounts()
{
    // A list of all flows has its counts on its buttons; the first letters of a number say nothing.
    const int room = m_heading->width();
    const bool says =
        m_tree->grouping() != CheckGrouping::Flows && room > m_heading->fontMetrics().averageCharWidth() * 8;
    m_heading->setText(says ? m_heading->fontMetrics().elidedText(m_counts, Qt::ElideRight, room) : QString());
}

QList<int> ChecksPanel::pickedPorts() const
{
    return m_picked.isEmpty() ? QList<int>() : m_tree->ports(m_tree->indexOfKey(m_picked));
}

void ChecksPanel::onPicked()
{
    if (m_isRefilling)
        return;
    m_picked = m_tree->key(m_view->currentIndex().siblingAtColumn(0));
    m_shown.clear();
    showDetails();
    if (const QList<int> ports = pickedPorts(); !ports.isEmpty())
        Q_EMIT pickRequested(ports);
}

void ChecksPanel::showDetails()
{
    const CheckedVantage *here = m_tree->vantage();
    const QModelIndex index = m_tree->indexOfKey(m_picked);
    const QList<int> ports = index.isValid() ? m_tree->ports(index) : m_shown;
    QString html;
    if (here && ports.size() == 1) {
        html = checkHtml(*m_checked, *here, static_cast<size_t>(ports.first()), m_style);
    } else if (here && !ports.isEmpty()) {
        html = index.isValid()
            ? checkListHtml(*m_checked, *here, ports, m_tree->groupTitle(index), m_tree->groupFound(index), m_style)
            : checkListHtml(*m_checked, *here, ports, tr("The selection"), {}, m_style);
    } else if (here) {
        html = checkListHtml(*m_checked, *here, {}, vantageName(m_checked->flows.topology(), here->server, here->host),
                             countsLine(*here), m_style);
    }
    // Who reads while a run brings more goes on reading.
    if (html == m_html)
        return;
    m_html = html;
    const QString about = index.isValid() ? m_picked : QString();
    const int place = !about.isEmpty() && about == m_about ? m_text->verticalScrollBar()->value() : 0;
    m_about = about;
    m_text->setHtml(html);
    m_text->verticalScrollBar()->setValue(place);
}

bool ChecksPanel::showSelection(const FlowSet &flows, const Selection &selection)
{
    const CheckedVantage *here = m_tree->vantage();
    if (!here || selection.kind != Selection::Kind::Flows)
        return false;
    const auto holds = [&](const JudgedPort &port) { return isSelected(flows, selection, *here, port); };
    QList<int> met;
    for (size_t i = 0; i < here->ports.size(); ++i) {
        if (holds(here->ports[i]))
            met << static_cast<int>(i);
    }
    std::stable_sort(met.begin(), met.end(), [here](int a, int b) {
        return here->stateOf(static_cast<size_t>(a)) < here->stateOf(static_cast<size_t>(b));
    });
    const QScopedValueRollback refilling(m_isRefilling, true);
    const QModelIndex row = met.isEmpty() ? QModelIndex() : m_tree->findPort(holds);
    m_picked = met.size() == 1 ? m_tree->key(row) : QString();
    m_shown = met;
    if (row.isValid()) {
        const QModelIndex shown = met.size() == 1 ? row : row.parent();
        m_view->setCurrentIndex(shown);
        m_view->scrollTo(shown);
    } else {
        m_view->selectionModel()->clear();
    }
    showDetails();
    return !met.isEmpty();
}

void ChecksPanel::setRun(const RunStatus &status)
{
    m_run->setStatus(status);
    m_plan->setEnabled(status.isFree());
    m_recheck->setEnabled(status.isFree());
}

QString ChecksPanel::detailsText() const
{
    return m_text->toPlainText();
}

void ChecksPanel::copy() const
{
    QApplication::clipboard()->setText(detailsText());
}

bool ChecksPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_heading && event->type() == QEvent::Resize)
        elideCounts();
    if (watched == m_view && event->type() == QEvent::Resize)
        showColumns();
    if (watched == m_view && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            if (const QList<int> ports = pickedPorts(); !ports.isEmpty())
                Q_EMIT pickRequested(ports);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace portolan
