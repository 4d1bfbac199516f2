// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QFrame>

class QButtonGroup;

namespace portolan {

/// A row of words of which one is chosen.
class SegmentedChoice : public QFrame
{
    Q_OBJECT
public:
    explicit SegmentedChoice(const QString &name, QWidget *parent = nullptr);

    void addChoice(int value, const QString &text, const QString &toolTip);
    void setText(int value, const QString &text);
    void setValue(int value); ///< tells nobody
    int value() const;

Q_SIGNALS:
    void picked(int value);

private:
    QButtonGroup *m_group;
};

} // namespace portolan
