// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "views/layout/layout.h"

#include <QObject>

#include <functional>
#include <memory>

namespace portolan {

/// Lays graphs out in worker processes (portolan-layout beside this program), one request a worker at a time, in order
/// of arrival. Lives in one thread with an event loop; never blocks it. A worker that dies, hangs past the deadline or
/// answers garbage is killed and replaced; its request is tried once more, then answered with ErrorCode::LayoutFailed.
class LayoutService : public QObject
{
    Q_OBJECT
public:
    using Ticket = quint64;
    using Answer = std::function<void(const Result<LayoutResult> &)>;

    struct Settings {
        QString program; ///< empty: portolan-layout beside this program
        int workers = 0; ///< 0: one for each core, at most 4
        int deadline = 60000; ///< ms a request may take in a worker
    };

    explicit LayoutService(const Settings &settings, QObject *parent = nullptr);
    ~LayoutService() override; ///< kills its workers, gives no more answers

    /// `answer` is called once from the event loop, unless cancelled or `context` is gone. Answers of earlier equal
    /// requests are kept (64 MiB of them) and given again without a worker; equal ones under way share one answer.
    Ticket request(const LayoutRequest &request, QObject *context, Answer answer);
    /// The answer will not come; a worker busy with it is killed. Unknown tickets are ignored.
    void cancel(Ticket ticket);

    /// Waits in a nested event loop; for programs without a window.
    Result<LayoutResult> layoutNow(const LayoutRequest &request);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace portolan
