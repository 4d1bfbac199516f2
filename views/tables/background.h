// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QCoreApplication>
#include <QMetaObject>
#include <QPointer>
#include <QThreadPool>

#include <memory>
#include <tuple>
#include <utility>

namespace portolan {

/// Runs `work` on the thread pool and gives its value to `done` in the main thread, unless `context` (which lives
/// there) is gone by then. `work` must own all it uses.
template <typename Work, typename Done>
void inBackground(QObject *context, Work work, Done done)
{
    QThreadPool::globalInstance()->start(
        [guard = QPointer<QObject>(context), run = std::move(work), then = std::move(done)]() mutable {
            auto value = std::make_shared<decltype(run())>(run());
            // The application outlives the pool's work; the context may not, and only its own thread can tell.
            QMetaObject::invokeMethod(
                QCoreApplication::instance(),
                [guard, value, then = std::move(then)]() mutable {
                    if (guard)
                        then(std::move(*value));
                },
                Qt::QueuedConnection);
        });
}

/// Destroys values on the thread pool: what a large plan or chart consists of takes longer than a frame to take down.
template <typename... Values>
void dropInBackground(Values... values)
{
    QThreadPool::globalInstance()->start([held = std::make_tuple(std::move(values)...)] { (void)held; });
}

} // namespace portolan
