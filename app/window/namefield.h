// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/editing/fieldchecks.h"

#include <QLineEdit>

#include <functional>

namespace portolan {

/// A field over a card of the chart for its name. Goes away by itself: Enter and leaving it enter the name, Escape does
/// not.
class NameField : public QLineEdit
{
    Q_OBJECT
public:
    using Check = std::function<FieldCheck(const QString &name)>;
    NameField(const QString &name, const QRect &at, const Check &check, QWidget *parent);

Q_SIGNALS:
    void entered(const QString &name); ///< another than before, and nothing that is refused

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void finish(bool enters);

    QString m_name;
    Check m_check;
    bool m_isDone = false;
};

} // namespace portolan
