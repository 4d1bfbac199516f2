// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/flows/flowset.h"

#include <QToolButton>

namespace portolan {

/// "+12 −3 flows": what the last step did to the flows, as a button that lists them. Counted beside the window.
class FlowChanges : public QToolButton
{
    Q_OBJECT
public:
    explicit FlowChanges(QWidget *parent = nullptr);

    void setChange(const FlowSet &before, const FlowSet &after);
    void clear();

private:
    void showList();

    FlowSet m_before;
    FlowSet m_after;
    quint64 m_generation = 0;
};

} // namespace portolan
