// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>
#include <QString>

#include <functional>

class QHostInfo;

namespace portolan {

/// Asks the system what addresses a name stands for, without waiting. Destroying it is to ask no more; the system may
/// still be at it for a while, unheard.
class NameLookup : public QObject
{
    Q_OBJECT
public:
    /// Comes once, from the event loop. No addresses: the error says whether there are none, or nobody could tell.
    using Found = std::function<void(const QHostInfo &found)>;

    NameLookup(const QString &name, Found found);
    ~NameLookup() override;

private Q_SLOTS:
    void onLookedUp(const QHostInfo &info);

private:
    Found m_found;
    int m_id;
};

} // namespace portolan
