// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "app/window/reviewing.h"

#include "app/window/document.h"
#include "app/window/editing.h"
#include "model/findings/review.h"
#include "views/diagram/severitysign.h"
#include "views/findings/findingmarks.h"
#include "views/findings/findingsmodel.h"
#include "views/findings/findingspanel.h"
#include "views/graph/graphwidget.h"
#include "views/outline/outline.h"

#include <QDockWidget>
#include <QTableView>
#include <QToolButton>

#include <algorithm>

namespace portolan {

Reviewing::Reviewing(Document &document, Editing &editing, GraphWidget &chart, Outline &outline, QObject *parent)
    : QObject(parent), m_document(document), m_editing(editing), m_chart(chart), m_outline(outline),
      m_panel(new FindingsPanel), m_button(new QToolButton), m_style(DiagramStyle::of(Theme::Light))
{
    m_button->setObjectName(QStringLiteral("reviewButton"));
    m_button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_button->setToolTip(tr("Show or hide the design review (Ctrl+R)"));
    m_button->hide();
    connect(&document, &Document::opened, this, &Reviewing::onDerived);
    connect(&document, &Document::edited, this, &Reviewing::onDerived);
    connect(m_panel, &FindingsPanel::pickRequested, this, &Reviewing::onPicked);
    connect(m_panel, &FindingsPanel::editRequested, &editing, &Editing::apply);
}

void Reviewing::setDock(QDockWidget *dock)
{
    m_dock = dock;
    connect(m_panel, &FindingsPanel::closeRequested, dock, &QWidget::hide);
}

void Reviewing::setStyle(const DiagramStyle &style)
{
    m_style = style;
    m_panel->setStyle(style);
    const FindingsModel &model = *m_panel->model();
    const Severity worst = model.count(Severity::Error) > 0 ? Severity::Error
        : model.count(Severity::Warning) > 0                ? Severity::Warning
                                                            : Severity::Information;
    m_button->setIcon(severityIcon(worst, style));
}

void Reviewing::onDerived()
{
    const OpenDocument &now = m_document.current();
    m_panel->setFindings(now.findings, now.topology);
    m_panel->setBanner(supportabilityBanner(now.catalog, now.findings));
    m_marks = findingMarks(now.findings);
    m_outline.model()->setMarks(m_marks);
    m_button->setText(tr("Review: %1").arg(m_panel->summary()));
    m_button->show();
    setStyle(m_style);
    markChart();
}

void Reviewing::markChart()
{
    m_chart.setMarks(m_chart.hasDiagram() ? marksOn(*m_chart.placed().diagram, m_marks) : ChartMarks());
}

void Reviewing::show(const QStringList &ids)
{
    if (!m_dock)
        return;
    m_dock->show();
    m_dock->raise();
    if (ids.isEmpty() || !m_panel->showFindingAbout(ids))
        m_panel->view()->setFocus();
}

bool Reviewing::hasFindingAbout(const QStringList &ids) const
{
    return std::any_of(ids.begin(), ids.end(), [this](const QString &id) { return m_marks.contains(id); });
}

void Reviewing::onPicked(const Finding &finding)
{
    const Topology &now = m_document.present();
    Subject subject = stillThere(subjectOf(finding), now);
    if (subject.isEmpty()) {
        // Between sites that no link of the plan joins.
        Subject ends;
        ends.sites = finding.sites;
        for (const auto &[first, second] : finding.links)
            ends.sites << first << second;
        ends.sites.removeDuplicates();
        subject = stillThere(ends, now);
    }
    m_editing.pick(subject);
}

} // namespace portolan
