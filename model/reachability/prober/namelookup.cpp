// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "namelookup.h"

#include <QHostInfo>

#include <utility>

namespace portolan {

NameLookup::NameLookup(const QString &name, Found found)
    : m_found(std::move(found)), m_id(QHostInfo::lookupHost(name, this, SLOT(onLookedUp(QHostInfo))))
{
}

NameLookup::~NameLookup()
{
    QHostInfo::abortHostLookup(m_id);
}

void NameLookup::onLookedUp(const QHostInfo &info)
{
    // Whoever is told may destroy this.
    const Found found = std::move(m_found);
    found(info);
}

} // namespace portolan
