// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/error.h"
#include "views/diagram/placeddiagram.h"
#include "views/layout/layoutservice.h"

#include <QObject>

#include <memory>

namespace portolan {

/// Turns a Diagram into a PlacedDiagram: asks the LayoutService for the graph, then places cards in frames, title and
/// key. One chart at a time: a new start() supersedes the one under way, whose answer never comes.
class ChartLayout : public QObject
{
    Q_OBJECT
public:
    explicit ChartLayout(LayoutService &service, QObject *parent = nullptr);
    ~ChartLayout() override;

    void start(std::shared_ptr<const Diagram> diagram);
    void cancel(); ///< nothing will be emitted
    bool isRunning() const;

    /// For programs without a window: waits.
    static Result<PlacedDiagram> layoutNow(LayoutService &service, std::shared_ptr<const Diagram> diagram);

Q_SIGNALS:
    void progressed(int done, int total); ///< requests answered
    /// Something to look at before finished(): all sites and cards, in rows, nothing on top of anything, without lines
    /// but inside the sites that are ready. Only for charts laid out by parts, where most of them take a worker; some
    /// times at most.
    void preliminary(const PlacedDiagram &placed);
    void finished(const PlacedDiagram &placed);
    void failed(const Errors &errors);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace portolan
