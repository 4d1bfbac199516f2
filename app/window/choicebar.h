// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "views/diagram/diagramstyle.h"

#include <QFrame>
#include <QList>

#include <functional>

class QHBoxLayout;
class QLabel;

namespace portolan {

/// A line over the chart that waits for a decision: what happened, and a button for each thing to do about it.
class ChoiceBar : public QFrame
{
    Q_OBJECT
public:
    struct Choice {
        QString name; ///< of the button, for the program
        QString text;
        QString toolTip;
        std::function<void()> picked;
    };

    explicit ChoiceBar(QWidget *parent = nullptr);

    void setStyle(const DiagramStyle &style);
    /// Takes the place of what was asked before; nothing is picked by itself. One that is closed counts as "not now".
    void ask(const QString &text, const QList<Choice> &choices);
    QString text() const;

private:
    QHBoxLayout *m_buttons;
    QLabel *m_icon;
    QLabel *m_text;
};

} // namespace portolan
