// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/flows/flowfilter.h"

#include <QLineEdit>

class QCompleter;
class QStandardItemModel;
class QTimer;

namespace portolan {

/// Where a filter is typed: completes as one types, marks what is wrong where it is wrong.
class FilterField : public QLineEdit
{
    Q_OBJECT
public:
    explicit FilterField(QWidget *parent = nullptr);

    void setPlan(const Catalog &catalog, const Topology &topology);
    /// Shows a filter that was set elsewhere.
    void setFilter(const QString &filter);
    const QList<FilterFault> &faults() const { return m_faults; } ///< of the present text

Q_SIGNALS:
    void typed(const QString &filter); ///< right, but perhaps not all of it yet
    void committed(const QString &filter); ///< right; the typing rests, or Enter
    void faultsChanged();
    void left(); ///< Escape

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    bool event(QEvent *event) override;

private:
    void onTextChanged();
    void commit();
    void check();
    void markFaults();
    void offerCompletions();
    void insertCompletion(const QString &text);

    Catalog m_catalog;
    Topology m_topology;
    QList<FilterFault> m_faults;
    QString m_committed;
    QStandardItemModel *m_items;
    QCompleter *m_completions;
    QTimer *m_rest;
    qsizetype m_from = 0; ///< what a completion replaces
    qsizetype m_to = 0;
    bool m_isSetting = false;
};

} // namespace portolan
