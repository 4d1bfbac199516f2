// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/flows/flowset.h"

#include <QLineEdit>

namespace portolan {

class SearchModel;

/// Finds sites, servers and data paths by any of their names, addresses and ports while one types. Enter goes to the
/// next of them, Shift+Enter to the one before.
class SearchField : public QLineEdit
{
    Q_OBJECT
public:
    explicit SearchField(QWidget *parent = nullptr);

    void setFlows(const FlowSet &flows);

public Q_SLOTS:
    void findNext() { step(1); }
    void findPrevious() { step(-1); }

Q_SIGNALS:
    /// As findSelection() takes it. `hit`: which of `hits` it is, from 1; 0 of 0 for text that nothing has.
    void found(const QString &id, int hit, int hits);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void step(int by);
    QList<int> hits() const; ///< rows of m_items

    SearchModel *m_items;
    quint64 m_generation = 0;
    QString m_sought; ///< the text that m_hit is a hit of
    int m_hit = -1;
};

} // namespace portolan
