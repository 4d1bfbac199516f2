// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/error.h"
#include "model/flows/flowset.h"
#include "model/reachability/kit/kit.h"

#include <QObject>
#include <QStringList>

class QWidget;

namespace portolan {

/// Take-away kits, for servers on which nothing of Portolan may be installed. Writes files and sends nothing.
class CheckKits : public QObject
{
    Q_OBJECT
public:
    explicit CheckKits(QWidget &window);

    void chooseAndWrite(const FlowSet &flows, const QStringList &servers); ///< ids; empty: of all
    /// Asks first where they would go to public addresses.
    void write(const FlowSet &flows, const QStringList &servers, const QString &folder);

Q_SIGNALS:
    void said(const QString &message);
    void written(const QString &folder);
    void failed(const portolan::Errors &errors);

private:
    void writeAll(const QList<Kit> &kits, const QString &folder);
    void fail(const Errors &errors);

    QWidget &m_window;
};

} // namespace portolan
