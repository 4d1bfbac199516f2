// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/error.h"
#include "views/diagram/diagramstyle.h"

#include <QFrame>

class QLabel;
class QToolButton;

namespace portolan {

/// A quiet line over the chart: something to know about the document, with details where there are any.
class NoticeBar : public QFrame
{
    Q_OBJECT
public:
    explicit NoticeBar(QWidget *parent = nullptr);

    void setStyle(const DiagramStyle &style);
    void showHint(const QString &text);
    void showWarnings(const Errors &warnings); ///< none: hides the bar
    QString text() const;

Q_SIGNALS:
    void detailsRequested();

private:
    QLabel *m_icon;
    QLabel *m_text;
    QToolButton *m_details;
    QToolButton *m_close;
};

} // namespace portolan
