// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/findings/finding.h"
#include "views/diagram/diagramstyle.h"
#include "views/graph/chartmark.h"

#include <QHash>
#include <QObject>

class QDockWidget;
class QToolButton;

namespace portolan {

class Document;
class Editing;
class FindingsPanel;
class GraphWidget;
class Outline;

/// The design review in a window: its panel, the signs in chart and outline, and the button that says how much was
/// found.
class Reviewing : public QObject
{
    Q_OBJECT
public:
    Reviewing(Document &document, Editing &editing, GraphWidget &chart, Outline &outline, QObject *parent = nullptr);

    FindingsPanel *panel() const { return m_panel; }
    QToolButton *button() const { return m_button; } ///< for the status bar
    void setDock(QDockWidget *dock); ///< that holds the panel
    void setStyle(const DiagramStyle &style);
    /// The chart on the screen is another.
    void markChart();
    /// Opens the panel, on a finding about one of these where there is one.
    void show(const QStringList &ids = {});
    bool hasFindingAbout(const QStringList &ids) const; ///< with a sign

private:
    void onDerived();
    void onPicked(const Finding &finding);

    Document &m_document;
    Editing &m_editing;
    GraphWidget &m_chart;
    Outline &m_outline;
    FindingsPanel *m_panel;
    QToolButton *m_button;
    QDockWidget *m_dock = nullptr;
    QHash<QString, ChartMark> m_marks;
    DiagramStyle m_style;
};

} // namespace portolan
