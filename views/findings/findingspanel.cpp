// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/findings/findingspanel.h"

#include "model/findings/review.h"
#include "model/json/plaintext.h"
#include "views/diagram/severitysign.h"
#include "views/findings/findingmarks.h"
#include "views/findings/findingsmodel.h"
#include "views/findings/findingtext.h"
#include "views/inspector/sealedbrowser.h"
#include "views/tables/displaytext.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace portolan {

namespace {

constexpr int kRowHeight = 26;
constexpr int kLongestReason = 2000; ///< characters

} // namespace

FindingsPanel::FindingsPanel(QWidget *parent)
    : QWidget(parent), m_model(new FindingsModel(this)), m_view(new QTableView(this)), m_banner(new QLabel(this)),
      m_nothing(new QLabel(this)), m_stack(new QStackedWidget(this)), m_text(new SealedBrowser(this)),
      m_fix(new QPushButton(this)), m_reason(new QLineEdit(this)), m_accept(new QPushButton(this)),
      m_errors(addToggle(QStringLiteral("errors"), tr("Show what is unsupported or broken"), true)),
      m_advice(addToggle(QStringLiteral("advice"), tr("Show advice"), true)),
      m_notes(addToggle(QStringLiteral("notes"), tr("Show what is good to know"), true)),
      m_accepted(addToggle(QStringLiteral("accepted"), tr("Show what was accepted with a reason"), false)),
      m_style(DiagramStyle::of(Theme::Light))
{
    setObjectName(QStringLiteral("findingsPanel"));
    auto *title = new QLabel(tr("Design review"), this);
    title->setObjectName(QStringLiteral("paneTitle"));
    auto *close = new QToolButton(this);
    close->setObjectName(QStringLiteral("paneClose"));
    close->setText(QStringLiteral("×"));
    close->setToolTip(tr("Hide the design review"));
    close->setAccessibleName(tr("Hide the design review"));
    connect(close, &QToolButton::clicked, this, &FindingsPanel::closeRequested);
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(12, 6, 8, 6);
    bar->setSpacing(6);
    bar->addWidget(title);
    bar->addStretch(1);
    for (QToolButton *toggle : {m_errors, m_advice, m_notes, m_accepted})
        bar->addWidget(toggle);
    bar->addWidget(close);

    m_banner->setObjectName(QStringLiteral("findingsBanner"));
    m_banner->setTextFormat(Qt::PlainText);
    m_banner->setWordWrap(true);
    m_banner->hide();
    buildList();
    auto *splitter = new QSplitter(Qt::Horizontal, this);
    splitter->setChildrenCollapsible(false);
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_nothing);
    splitter->addWidget(m_stack);
    splitter->addWidget(buildDetails(splitter));
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    splitter->setHandleWidth(1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(bar);
    layout->addWidget(m_banner);
    layout->addWidget(splitter, 1);
    updateCounts();
    showDetails();
}

QToolButton *FindingsPanel::addToggle(const QString &name, const QString &toolTip, bool on)
{
    auto *toggle = new QToolButton(this);
    toggle->setObjectName(QStringLiteral("findings-") + name);
    toggle->setCheckable(true);
    toggle->setChecked(on);
    toggle->setToolTip(toolTip);
    toggle->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    connect(toggle, &QToolButton::toggled, this, &FindingsPanel::applyToggles);
    return toggle;
}

void FindingsPanel::buildList()
{
    m_view->setObjectName(QStringLiteral("findingsView"));
    m_view->setAccessibleName(tr("Findings"));
    m_view->setModel(m_model);
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    m_view->setShowGrid(false);
    m_view->setWordWrap(false);
    m_view->setTabKeyNavigation(false);
    m_view->setCornerButtonEnabled(false);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setTextElideMode(Qt::ElideRight);
    m_view->verticalHeader()->hide();
    m_view->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_view->verticalHeader()->setDefaultSectionSize(kRowHeight);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    QHeaderView &header = *m_view->horizontalHeader();
    header.setHighlightSections(false);
    header.setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header.setSectionResizeMode(int(FindingColumn::Title), QHeaderView::Stretch);
    const int letter = fontMetrics().averageCharWidth();
    m_view->setColumnWidth(int(FindingColumn::Severity), letter * 8 + 32);
    m_view->setColumnWidth(int(FindingColumn::Rule), letter * 4 + 16);
    m_view->installEventFilter(this);
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this, &FindingsPanel::onPicked);
    connect(m_view, &QAbstractItemView::clicked, this, [this] {
        // A click on the row that is picked already shows it again.
        if (const Finding *finding = picked())
            Q_EMIT pickRequested(*finding);
    });
    m_nothing->setObjectName(QStringLiteral("findingsNothing"));
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setWordWrap(true);
    m_nothing->setTextFormat(Qt::PlainText);
}

QWidget *FindingsPanel::buildDetails(QWidget *parent)
{
    auto *details = new QWidget(parent);
    m_text->setObjectName(QStringLiteral("findingText"));
    m_text->setAccessibleName(tr("About the finding"));
    m_fix->setObjectName(QStringLiteral("findingFix"));
    connect(m_fix, &QPushButton::clicked, this, [this] {
        const Finding *finding = picked();
        if (finding && finding->fix)
            Q_EMIT editRequested(TopologyEdit(*finding->fix));
    });
    m_reason->setObjectName(QStringLiteral("findingReason"));
    m_reason->setPlaceholderText(tr("Why this is all right here …"));
    m_reason->setAccessibleName(tr("Reason to accept the finding"));
    m_reason->setMaxLength(kLongestReason);
    m_accept->setObjectName(QStringLiteral("findingAccept"));
    connect(m_reason, &QLineEdit::textChanged, this, [this] {
        const Finding *finding = picked();
        m_accept->setEnabled(finding && (finding->isAccepted || !m_reason->text().trimmed().isEmpty()));
    });
    connect(m_reason, &QLineEdit::returnPressed, this, &FindingsPanel::accept);
    connect(m_accept, &QPushButton::clicked, this, &FindingsPanel::accept);
    auto *buttons = new QHBoxLayout;
    buttons->setContentsMargins(12, 6, 12, 8);
    buttons->setSpacing(6);
    buttons->addWidget(m_fix);
    buttons->addWidget(m_reason, 1);
    buttons->addWidget(m_accept);
    auto *layout = new QVBoxLayout(details);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_text, 1);
    layout->addLayout(buttons);
    return details;
}

void FindingsPanel::setFindings(const QList<Finding> &findings, const Topology &topology)
{
    const QScopedValueRollback refilling(m_isRefilling, true);
    m_model->setFindings(findings, topology);
    const int row = m_model->rowOf(m_picked);
    if (row >= 0)
        m_view->selectRow(row);
    else
        m_picked.clear();
    updateCounts();
    showDetails();
}

void FindingsPanel::setBanner(const QString &text)
{
    m_banner->setText(displayText(text.section(u'\n', 0, 0)));
    m_banner->setToolTip(text.isEmpty() ? QString() : toolTipText(text));
    m_banner->setAccessibleDescription(displayText(text));
    m_banner->setVisible(!text.isEmpty());
}

void FindingsPanel::setStyle(const DiagramStyle &style)
{
    m_style = style;
    m_model->setStyle(style);
    m_errors->setIcon(severityIcon(Severity::Error, style));
    m_advice->setIcon(severityIcon(Severity::Warning, style));
    m_notes->setIcon(severityIcon(Severity::Information, style));
    showDetails();
}

bool FindingsPanel::showFindingAbout(const QStringList &ids)
{
    const QList<Finding> &all = m_model->findings();
    const auto found = std::find_if(all.begin(), all.end(), [&ids](const Finding &finding) {
        const QStringList marked = markedIds(finding);
        return std::any_of(ids.begin(), ids.end(), [&marked](const QString &id) { return marked.contains(id); });
    });
    if (found == all.end())
        return false;
    const QString key = found->key();
    // Who asks for it wants to see it, whatever the buttons hide.
    (found->severity == Severity::Error ? m_errors : m_advice)->setChecked(true);
    const int row = m_model->rowOf(key);
    m_view->selectRow(row);
    m_view->scrollTo(m_model->index(row, 0));
    m_view->setFocus();
    return true;
}

void FindingsPanel::applyToggles()
{
    QSet<Severity> shown;
    if (m_errors->isChecked())
        shown << Severity::Error;
    if (m_advice->isChecked())
        shown << Severity::Warning;
    if (m_notes->isChecked())
        shown << Severity::Information;
    const QScopedValueRollback refilling(m_isRefilling, true);
    m_model->setShown(shown, m_accepted->isChecked());
    const int row = m_model->rowOf(m_picked);
    if (row >= 0)
        m_view->selectRow(row);
    else
        m_picked.clear();
    updateCounts();
    showDetails();
}

const Finding *FindingsPanel::picked() const
{
    const int row = m_picked.isEmpty() ? -1 : m_model->rowOf(m_picked);
    return row < 0 ? nullptr : &m_model->finding(row);
}

void FindingsPanel::onPicked()
{
    if (m_isRefilling)
        return;
    const QModelIndexList rows = m_view->selectionModel()->selectedRows();
    m_picked = rows.isEmpty() ? QString() : m_model->finding(rows.front().row()).key();
    m_reason->clear();
    showDetails();
    if (const Finding *finding = picked())
        Q_EMIT pickRequested(*finding);
}

void FindingsPanel::showDetails()
{
    const Finding *finding = picked();
    m_text->setHtml(finding ? findingHtml(*finding, m_model->topology(), m_style) : QString());
    m_text->verticalScrollBar()->setValue(0);
    m_fix->setVisible(finding && finding->fix);
    if (finding && finding->fix) {
        m_fix->setText(tr("Fix it"));
        m_fix->setToolTip(toolTipText(finding->fix->text));
        m_fix->setAccessibleName(tr("Fix it: %1").arg(displayText(finding->fix->text)));
    }
    m_reason->setVisible(finding && !finding->isAccepted);
    m_accept->setVisible(finding != nullptr);
    m_accept->setText(finding && finding->isAccepted ? tr("Take acceptance back") : tr("Accept"));
    m_accept->setEnabled(finding && (finding->isAccepted || !m_reason->text().trimmed().isEmpty()));
}

void FindingsPanel::accept()
{
    const Finding *finding = picked();
    if (!finding)
        return;
    if (finding->isAccepted) {
        Q_EMIT editRequested(withdrawAcceptance(*finding));
        return;
    }
    QString reason = m_reason->text().trimmed();
    // What a file may not hold has no place in a document either.
    for (qsizetype at = findForbidden(reason, Lines::Many); at >= 0; at = findForbidden(reason, Lines::Many))
        reason.remove(at, 1);
    if (!reason.isEmpty())
        Q_EMIT editRequested(acceptFinding(*finding, reason));
}

void FindingsPanel::copy() const
{
    if (const Finding *finding = picked())
        QApplication::clipboard()->setText(findingPlainText(*finding, m_model->topology()));
}

QString FindingsPanel::summary() const
{
    const auto count = [](qsizetype number, const QString &one, const QString &many) {
        return number == 1 ? one : many.arg(number);
    };
    QStringList parts;
    if (const qsizetype errors = m_model->count(Severity::Error); errors > 0)
        parts << count(errors, tr("1 error"), tr("%1 errors"));
    if (const qsizetype advice = m_model->count(Severity::Warning); advice > 0)
        parts << count(advice, tr("1 piece of advice"), tr("%1 pieces of advice"));
    if (const qsizetype notes = m_model->count(Severity::Information); notes > 0)
        parts << count(notes, tr("1 note"), tr("%1 notes"));
    return parts.isEmpty() ? tr("nothing found") : parts.join(QStringLiteral(" · "));
}

void FindingsPanel::updateCounts()
{
    m_errors->setText(tr("Errors %1").arg(m_model->count(Severity::Error)));
    m_advice->setText(tr("Advice %1").arg(m_model->count(Severity::Warning)));
    m_notes->setText(tr("Notes %1").arg(m_model->count(Severity::Information)));
    m_accepted->setText(tr("Accepted %1").arg(m_model->acceptedCount()));
    m_nothing->setText(m_model->findings().isEmpty()
                           ? tr("The review found nothing against this plan.")
                           : tr("Nothing to show here: the buttons above hide what there is."));
    m_stack->setCurrentWidget(m_model->rowCount() > 0 ? static_cast<QWidget *>(m_view) : m_nothing);
}

bool FindingsPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_view && event->type() == QEvent::Resize)
        m_view->setColumnWidth(int(FindingColumn::Place), m_view->width() / 4);
    if (watched == m_view && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->matches(QKeySequence::Copy)) {
            copy();
            return true;
        }
        if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
            if (const Finding *finding = picked())
                Q_EMIT pickRequested(*finding);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace portolan
