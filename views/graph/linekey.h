// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/catalog/catalog.h"
#include "views/diagram/checkmark.h"
#include "views/diagram/diagramstyle.h"

#include <QList>
#include <QWidget>

namespace portolan {

/// What the lines of a chart mean, drawn as they are at the present zoom: for a corner of the chart while the key on
/// the sheet is out of sight or too small to read. Leaves the mouse to the chart under it.
class LineKey : public QWidget
{
    Q_OBJECT
public:
    explicit LineKey(QWidget *parent);

    /// Of the lines that are on the chart.
    void setEncryptions(const QList<Encryption> &encryptions);
    /// Signs of checks that are on the chart.
    void setChecks(const QList<CheckState> &states);
    void setStyle(const DiagramStyle &style);
    void setZoom(double zoom); ///< of the chart: logical pixels a scene point
    const QList<Encryption> &encryptions() const { return m_encryptions; }
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void describe();
    int rows() const { return static_cast<int>(m_encryptions.size() + m_checks.size()); }

    QList<Encryption> m_encryptions;
    QList<CheckState> m_checks;
    DiagramStyle m_style;
    double m_zoom = 1;
};

} // namespace portolan
