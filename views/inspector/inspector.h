// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "views/diagram/diagramstyle.h"
#include "views/graph/selection.h"

#include <QWidget>

class QTextBrowser;
class QTimer;

namespace portolan {

/// Rich text about a selection, safe whatever the document's names are.
QString inspectorHtml(const FlowSet &flows, const Selection &selection, const DiagramStyle &style);

/// Shows what is selected, as text to read and copy.
class Inspector : public QWidget
{
    Q_OBJECT
public:
    explicit Inspector(QWidget *parent = nullptr);

    void setFlows(const FlowSet &flows);
    void clear();
    void setStyle(const DiagramStyle &style);
    void showSelection(const Selection &selection);
    QString plainText();
    QTextBrowser *browser() const { return m_browser; }

Q_SIGNALS:
    void closeRequested();

private:
    void refresh();

    QTextBrowser *m_browser;
    FlowSet m_flows;
    Selection m_selection;
    DiagramStyle m_style;
    bool m_hasFlows = false;
    QTimer *m_refresh; ///< runs while the text is not that of flows, selection and style, which often change together
};

} // namespace portolan
