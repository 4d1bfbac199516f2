// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "app/window/screenshot.h"

#include "app/window/checking.h"
#include "app/window/mainwindow.h"

#include <QPixmap>
#include <QSaveFile>
#include <QTimer>

namespace portolan {

namespace {

constexpr int kPatience = 180000; ///< ms

} // namespace

Screenshot::Screenshot(MainWindow &window, QString path, QString select)
    : QObject(&window), m_window(window), m_path(std::move(path)), m_select(std::move(select))
{
    connect(&window, &MainWindow::settled, this, &Screenshot::onSettled);
    connect(&window, &MainWindow::openingFailed, this, [this](const Errors &errors) { finish(1, toText(errors)); });
    connect(&window.checking().files(), &CheckFiles::failed, this,
            [this](const Errors &errors) { finish(1, toText(errors)); });
    connect(&window, &MainWindow::layoutFailed, this, [this](const QString &message) { finish(1, message); });
    QTimer::singleShot(kPatience, this, [this] { finish(1, tr("The window was not drawn in time.")); });
}

void Screenshot::onSettled()
{
    if (m_done)
        return;
    if (!m_select.isEmpty()) {
        const QString id = std::exchange(m_select, {});
        if (!m_window.selectById(id)) {
            finish(1, tr("“%1” is neither a server, nor a site, a group, a data path or a part of the chart.").arg(id));
            return;
        }
        m_window.announceWhenSettled();
        return;
    }
    QSaveFile file(m_path);
    if (!file.open(QIODevice::WriteOnly) || !m_window.grab().save(&file, "PNG") || !file.commit()) {
        finish(1, tr("%1 cannot be written: %2").arg(m_path, file.errorString()));
        return;
    }
    finish(0, {});
}

void Screenshot::finish(int exitCode, const QString &message)
{
    if (std::exchange(m_done, true))
        return;
    Q_EMIT done(exitCode, message);
}

} // namespace portolan
