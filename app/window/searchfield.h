// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/flows/flowset.h"

#include <QLineEdit>

class QStandardItemModel;

namespace portolan {

/// Finds servers, sites and data paths by any of their names while one types.
class SearchField : public QLineEdit
{
    Q_OBJECT
public:
    explicit SearchField(QWidget *parent = nullptr);

    void setFlows(const FlowSet &flows);

Q_SIGNALS:
    void found(const QString &id); ///< as findSelection() takes it

private:
    void onReturn();

    QStandardItemModel *m_items;
};

} // namespace portolan
