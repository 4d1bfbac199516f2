// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "views/diagram/diagramstyle.h"
#include "views/graph/selection.h"

#include <QWidget>

#include <functional>

class QStackedWidget;
class QTextBrowser;
class QTimer;
class QToolButton;

namespace portolan {

class HtmlWriter;
class Properties;

/// Rich text about a selection, safe whatever the document's names are.
QString inspectorHtml(const FlowSet &flows, const Selection &selection, const DiagramStyle &style,
                      const std::function<void(HtmlWriter &, const FlowSet &, const Selection &)> &supplement = {});

/// Shows what is selected: explained, as text to read and copy, or as a form to change it.
class Inspector : public QWidget
{
    Q_OBJECT
public:
    explicit Inspector(QWidget *parent = nullptr);

    void setFlows(const FlowSet &flows);
    void clear();
    void setStyle(const DiagramStyle &style);
    /// Writes what others know of a selection of the inspector's flows, under the explanation; refreshed by this.
    using Supplement = std::function<void(HtmlWriter &, const FlowSet &, const Selection &)>;
    void setSupplement(const Supplement &supplement);
    void showSelection(const Selection &selection);
    QString plainText();
    QTextBrowser *browser() const { return m_browser; }
    Properties *properties() const { return m_properties; }
    void showProperties(bool on); ///< instead of the explanation

Q_SIGNALS:
    void closeRequested();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void refresh();
    void write();

    QTextBrowser *m_browser;
    Properties *m_properties;
    QStackedWidget *m_pages;
    QToolButton *m_explains;
    QToolButton *m_edits;
    QToolButton *m_copy;
    FlowSet m_flows;
    Selection m_selection;
    Supplement m_supplement;
    DiagramStyle m_style;
    QString m_html; ///< that the browser shows
    bool m_hasFlows = false;
    bool m_isSupplementNew = false; ///< and nothing else
    bool m_isBehind = false; ///< nobody sees the text, which is written when somebody does
    QTimer *m_refresh; ///< runs while the text is not that of flows, selection and style, which often change together
};

} // namespace portolan
