// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "views/diagram/checkmark.h"
#include "views/diagram/diagramstyle.h"
#include "views/diagram/placeddiagram.h"
#include "views/graph/placedindex.h"

#include <QImage>
#include <QObject>
#include <QSet>
#include <QThreadPool>

#include <atomic>
#include <memory>

namespace portolan {

/// What a picture shows of a chart, in logical pixels.
struct Viewport {
    double zoom = 1.0; ///< logical pixels a scene point
    QPointF offset; ///< of the scene's origin from the picture's top left
    QSize size;
    double ratio = 1.0; ///< device pixels a logical one
    friend bool operator==(const Viewport &, const Viewport &) = default;
};

/// All that a picture is made of: a value, so that another thread can paint it.
struct PictureRequest {
    Viewport view;
    PlacedDiagram placed;
    std::shared_ptr<const PlacedIndex> index; ///< of `placed`
    DiagramStyle style;
    DiagramPart selected;
    QSet<int> litNodes, litEdges;
    std::shared_ptr<const CheckMarks> checks; ///< null: none
    quint64 content = 0; ///< number of all but the view, for the caller
};

struct ChartPicture {
    QImage image; ///< null: none yet
    Viewport view;
    quint64 content = 0;
    qint64 milliseconds = 0; ///< of a processor, that painting took
};

/// Paints in the calling thread.
ChartPicture paintPicture(const PictureRequest &request);

/// Paints pictures in other threads, one at a time. Signals come in the thread of this object.
class PicturePainter : public QObject
{
    Q_OBJECT
public:
    explicit PicturePainter(QObject *parent = nullptr);
    ~PicturePainter() override;

    /// Gives up the picture under way, if there is one, and begins this one.
    void start(const PictureRequest &request, int threads);
    /// More threads, if it has fewer, for the picture under way.
    void hurry(int threads);
    void cancel();
    bool isBusy() const { return m_job != nullptr; }
    /// Of the picture under way.
    const Viewport &view() const { return m_view; }
    quint64 content() const { return m_content; }

Q_SIGNALS:
    void finished(const portolan::ChartPicture &picture);
    void bandsPainted(); ///< all of one picture, maybe of one that was given up; in a painting thread

private:
    struct Job;
    void onBandsPainted();

    QThreadPool m_pool;
    std::shared_ptr<Job> m_job;
    int m_threads = 0; ///< that paint m_job
    Viewport m_view;
    quint64 m_content = 0;
};

} // namespace portolan
