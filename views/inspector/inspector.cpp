// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/inspector/inspector.h"

#include "views/inspector/explain.h"
#include "views/inspector/properties.h"
#include "views/inspector/sealedbrowser.h"

#include <QApplication>
#include <QClipboard>
#include <QEvent>
#include <QHBoxLayout>
#include <QHash>
#include <QScrollBar>
#include <QStackedWidget>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

namespace portolan {

namespace {

/// Data paths explained in full; a trunk between two sites may stand for dozens.
constexpr qsizetype kMostExplained = 24;

QString tr(const char *text)
{
    return Inspector::tr(text);
}

void explainSelectedFlows(HtmlWriter &out, const FlowSet &flows, const Selection &selection)
{
    QList<int> order;
    QHash<int, std::vector<EdgeFlows>> byPath;
    for (const EdgeFlows &picked : selection.flows) {
        if (!byPath.contains(picked.path))
            order << picked.path;
        byPath[picked.path].push_back(picked);
    }
    if (order.size() > 1) {
        QStringList codes;
        for (const int path : order)
            codes << flows.catalog().dataPaths().at(path).code;
        out.title(tr("%1 data paths").arg(order.size()), Html::of(codes.join(QStringLiteral(" · "))));
        out.rule();
    }
    for (qsizetype i = 0; i < std::min(order.size(), kMostExplained); ++i) {
        if (i > 0)
            out.rule();
        explainFlows(out, flows, byPath.value(order.at(i)), selection.row);
    }
    if (order.size() > kMostExplained) {
        out.rule();
        out.quiet(Html::of(tr("and %1 more; select fewer to read about them").arg(order.size() - kMostExplained)));
    }
}

} // namespace

QString inspectorHtml(const FlowSet &flows, const Selection &selection, const DiagramStyle &style,
                      const Inspector::Supplement &supplement)
{
    HtmlWriter out(style);
    switch (selection.kind) {
    case Selection::Kind::None:
        explainDocument(out, flows);
        break;
    case Selection::Kind::Site:
        explainSite(out, flows, selection.site);
        break;
    case Selection::Kind::Servers:
        explainServers(out, flows, selection.servers);
        break;
    case Selection::Kind::Flows:
        explainSelectedFlows(out, flows, selection);
        break;
    }
    if (supplement)
        supplement(out, flows, selection);
    return out.html();
}

Inspector::Inspector(QWidget *parent)
    : QWidget(parent), m_browser(new SealedBrowser(this)), m_properties(new Properties(this)),
      m_pages(new QStackedWidget(this)), m_explains(new QToolButton(this)), m_edits(new QToolButton(this)),
      m_copy(new QToolButton(this)), m_style(DiagramStyle::of(Theme::Light)), m_refresh(new QTimer(this))
{
    m_refresh->setSingleShot(true);
    m_refresh->setInterval(0);
    connect(m_refresh, &QTimer::timeout, this, &Inspector::refresh);
    setObjectName(QStringLiteral("inspector"));
    m_browser->setObjectName(QStringLiteral("inspectorText"));
    m_browser->setAccessibleName(tr("About the selection"));
    m_browser->installEventFilter(this);

    m_explains->setText(tr("Explained"));
    m_explains->setToolTip(tr("What it is, which flows it has and why"));
    m_edits->setText(tr("Properties"));
    m_edits->setToolTip(tr("Change it"));
    for (QToolButton *tab : {m_explains, m_edits}) {
        tab->setObjectName(QStringLiteral("paneTab"));
        tab->setCheckable(true);
        connect(tab, &QToolButton::clicked, this, [this, tab] { showProperties(tab == m_edits); });
    }
    m_copy->setObjectName(QStringLiteral("paneButton"));
    m_copy->setText(tr("Copy"));
    m_copy->setToolTip(tr("Copy the whole text"));
    connect(m_copy, &QToolButton::clicked, this, [this] { QApplication::clipboard()->setText(plainText()); });
    auto *close = new QToolButton(this);
    close->setObjectName(QStringLiteral("paneClose"));
    close->setText(QStringLiteral("×"));
    close->setToolTip(tr("Hide the inspector"));
    close->setAccessibleName(tr("Hide the inspector"));
    connect(close, &QToolButton::clicked, this, &Inspector::closeRequested);

    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(8, 6, 8, 6);
    bar->setSpacing(2);
    bar->addWidget(m_explains);
    bar->addWidget(m_edits);
    bar->addStretch(1);
    bar->addWidget(m_copy);
    bar->addWidget(close);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(bar);
    m_pages->addWidget(m_browser);
    m_pages->addWidget(m_properties);
    layout->addWidget(m_pages, 1);
    showProperties(false);
}

void Inspector::showProperties(bool on)
{
    m_pages->setCurrentIndex(on ? 1 : 0);
    m_explains->setChecked(!on);
    m_edits->setChecked(on);
    m_copy->setVisible(!on);
}

void Inspector::setFlows(const FlowSet &flows)
{
    m_flows = flows;
    m_selection = {};
    m_hasFlows = true;
    m_refresh->start();
}

void Inspector::clear()
{
    m_hasFlows = false;
    m_isBehind = false;
    m_refresh->stop();
    m_html.clear();
    m_browser->clear();
}

void Inspector::setStyle(const DiagramStyle &style)
{
    m_style = style;
    m_properties->setStyle(style);
    m_refresh->start();
}

void Inspector::setSupplement(const Supplement &supplement)
{
    m_supplement = supplement;
    // Who reads goes on reading.
    m_isSupplementNew = !m_refresh->isActive();
    m_refresh->start();
}

void Inspector::showSelection(const Selection &selection)
{
    if (selection == m_selection)
        return;
    m_selection = selection;
    m_isSupplementNew = false;
    m_refresh->start();
}

QString Inspector::plainText()
{
    if (m_refresh->isActive() || m_isBehind)
        write();
    return m_browser->toPlainText();
}

bool Inspector::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_browser && event->type() == QEvent::Show && m_isBehind)
        write();
    return QWidget::eventFilter(watched, event);
}

void Inspector::refresh()
{
    m_isBehind = !m_browser->isVisible();
    if (!m_isBehind)
        write();
}

void Inspector::write()
{
    m_refresh->stop();
    m_isBehind = false;
    if (!m_hasFlows)
        return;
    const int place = m_isSupplementNew ? m_browser->verticalScrollBar()->value() : 0;
    m_isSupplementNew = false;
    const QString html = inspectorHtml(m_flows, m_selection, m_style, m_supplement);
    // What is marked to be copied stays so.
    if (html == m_html)
        return;
    m_html = html;
    m_browser->setHtml(html);
    m_browser->verticalScrollBar()->setValue(place);
}

} // namespace portolan
