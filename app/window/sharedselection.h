// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "views/outline/subject.h"

#include <QObject>

#include <optional>

namespace portolan {

/// The one selection of a window. Views tell it what was picked and show what it says.
class SharedSelection : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    const Selection &value() const { return m_value; }
    /// What was picked by name, where the selection alone does not say it; nothing: it does.
    const std::optional<Subject> &named() const { return m_named; }
    void set(const Selection &selection) { setNamed(selection, {}); }
    void setNamed(const Selection &selection, const std::optional<Subject> &named)
    {
        if (selection == m_value && named == m_named)
            return;
        m_value = selection;
        m_named = named;
        Q_EMIT changed(m_value);
    }

Q_SIGNALS:
    void changed(const portolan::Selection &selection);

private:
    Selection m_value;
    std::optional<Subject> m_named;
};

} // namespace portolan
