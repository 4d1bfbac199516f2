// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/window/checking.h"
#include "model/reachability/reachabilityresults.h"
#include "tests/support/mailserver.h"
#include "tests/support/windowfixture.h"
#include "views/checks/checkspanel.h"

#include <QAction>
#include <QMenu>

namespace portolan::test {

inline constexpr int kPatience = 60000; ///< ms; far more than even a busy machine takes

const QString &hub2Address();
const QString &hub3Address();
/// Three mail servers of this machine, who all talk to each other at the one port of the catalog's first data path.
const QByteArray &threeHubs();

/// A window whose plan's servers are real ones on the loopback: HUB2 answers there and HUB3 does not.
class CheckingFixture
{
protected:
    void start();
    void stop();

    MainWindow &window() const { return m_fixture.window(); }
    Checking &checking() const { return window().checking(); }
    ChecksPanel &panel() const { return *checking().panel(); }
    template <typename Widget>
    Widget &part(const QString &name) const
    {
        return *panel().findChild<Widget *>(name);
    }
    QString write(const QString &name, const QByteArray &bytes) const;
    /// A scan by nmap that found HUB3's port closed.
    QString writeScan(const QString &name) const;
    void open(const QByteArray &plan = threeHubs(), const QString &name = QStringLiteral("small.portolan")) const;
    QAction &action(const QString &name) const { return *checking().menu()->findChild<QAction *>(name); }
    CheckPlanDialog *dialog() const;
    /// With its plan from that server; empty: from elsewhere.
    CheckPlanDialog *openDialog(const QString &actionName = QStringLiteral("planChecks"),
                                const QString &from = QStringLiteral("hub1")) const;
    static void click(const QDialog &dialog, const QString &button);
    void run() const; ///< of all that HUB1 opens, to its end
    void waitForEnd() const;
    const CheckedVantage &seen() const { return *panel().tree()->vantage(); }
    Verdict verdictOf(const QString &destination) const;
    CheckState markTo(const QString &destination) const; ///< of the line from HUB1
    int edgeBetween(const QString &source, const QString &destination) const;

    WindowFixture m_fixture;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<MailServer> m_hub2;
    QString m_catalog;
};

} // namespace portolan::test
