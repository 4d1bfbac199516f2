// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "views/graph/selection.h"

#include <QObject>

namespace portolan {

/// The one selection of a window. Views tell it what was picked and show what it says.
class SharedSelection : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    const Selection &value() const { return m_value; }
    void set(const Selection &selection)
    {
        if (selection == m_value)
            return;
        m_value = selection;
        Q_EMIT changed(m_value);
    }

Q_SIGNALS:
    void changed(const portolan::Selection &selection);

private:
    Selection m_value;
};

} // namespace portolan
