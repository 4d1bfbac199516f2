// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

class QPushButton;
class QVBoxLayout;

namespace portolan {

/// Stands in the chart's place while the deployment has no site yet, and offers what to begin with.
class StartPage : public QWidget
{
    Q_OBJECT
public:
    explicit StartPage(QWidget *parent = nullptr);

    QPushButton *addChoice(const QString &text, const QString &explanation);

private:
    QVBoxLayout *m_choices;
};

} // namespace portolan
