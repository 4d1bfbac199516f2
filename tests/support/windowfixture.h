// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/window/mainwindow.h"

#include <QTemporaryDir>

#include <memory>

class QAction;
class QMenu;

namespace portolan::test {

/// A window of 1600 × 1000 in the light theme and a folder for its files, with what tests of the window do again and
/// again. Helpers that find nothing end the test function as QVERIFY does.
class WindowFixture
{
public:
    /// `catalogFile`: as of MainWindow.
    void start(const QString &catalogFile = {});
    void stop();

    MainWindow &window() const { return *m_window; }
    GraphWidget &chart() const { return *m_window->chart(); }
    const Diagram &diagram() const;
    int rows() const; ///< of the flow table

    QString filePath(const QString &name) const { return m_folder->filePath(name); }
    /// "sample" is the three-site sample, "large" a made-up deployment of 1,000 servers in 100 sites.
    QString pathOf(const QString &plan) const;
    QString writableCopyOf(const QString &path, const QString &name) const;
    void open(const QString &path) const;
    void settle() const;

    DiagramPart partCalled(const QString &id) const; ///< a card or a site's box
    QPoint pointOf(DiagramPart part) const; ///< where a click meets it; widget coordinates
    void doubleClick(DiagramPart part) const;
    QMenu *menuOf(DiagramPart part) const; ///< its context menu, opened by the right button
    static QAction *actionStarting(const QMenu *menu, const QString &text);

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<MainWindow> m_window;
};

/// Rows for a test with a column `plan`: what holds for the sample holds for a thousand servers.
void addPlans();

} // namespace portolan::test
