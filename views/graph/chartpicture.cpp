// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/graph/chartpicture.h"

#include "views/diagram/diagrampainter.h"
#include "views/diagram/qpaintercanvas.h"

#include <QElapsedTimer>
#include <QPainter>

namespace portolan {

namespace {

constexpr int kBands = 4; ///< of a picture, so that no thread waits long for another
constexpr double kAround = 16; ///< scene points by which arrowheads and borders stick out of what the index knows

QImage emptyImage(const Viewport &view)
{
    QImage image((QSizeF(view.size) * view.ratio).toSize(), QImage::Format_RGB32);
    image.setDevicePixelRatio(view.ratio);
    return image;
}

/// Paints `band`, which is the image's rows from `top` on (device pixels).
void paintBand(QImage &band, int top, const PictureRequest &request, const std::atomic<bool> *cancelled)
{
    const Viewport &view = request.view;
    band.fill(request.style.background);
    QPainter painter(&band);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    const double topLogical = top / view.ratio;
    painter.translate(view.offset.x(), view.offset.y() - topLogical);
    painter.scale(view.zoom, view.zoom);
    PaintOptions options;
    options.visible = QRectF((QPointF(0, topLogical) - view.offset) / view.zoom,
                             QSizeF(view.size.width(), band.height() / view.ratio) / view.zoom);
    options.edges = request.index->edgesIn(options.visible.adjusted(-kAround, -kAround, kAround, kAround));
    options.zoom = view.zoom;
    options.selected = request.selected;
    options.litNodes = request.litNodes;
    options.litEdges = request.litEdges;
    options.checks = request.checks;
    options.background = false;
    options.cancelled = cancelled;
    QPainterCanvas canvas(painter);
    paintDiagram(canvas, request.placed, request.style, options);
}

} // namespace

ChartPicture paintPicture(const PictureRequest &request)
{
    QElapsedTimer timer;
    timer.start();
    ChartPicture picture{emptyImage(request.view), request.view, request.content, 0};
    if (!picture.image.isNull())
        paintBand(picture.image, 0, request, nullptr);
    picture.milliseconds = timer.elapsed();
    return picture;
}

struct PicturePainter::Job {
    /// Paints bands that nobody has taken yet. True if the last of all was among them.
    bool paintBands();

    PictureRequest request;
    ChartPicture picture;
    uchar *bits = nullptr; ///< the picture's: threads must not ask the image itself, which they share
    int bands = 1;
    std::atomic<bool> cancelled = false;
    std::atomic<int> next = 0; ///< band that nobody has taken
    std::atomic<int> left = 0; ///< bands that are not painted
    std::atomic<qint64> nanoseconds = 0;
};

bool PicturePainter::Job::paintBands()
{
    QElapsedTimer timer;
    timer.start();
    bool isLast = false;
    for (int i = next++; i < bands && !cancelled; i = next++) {
        const QImage &whole = picture.image;
        const int top = whole.height() * i / bands;
        const int bottom = whole.height() * (i + 1) / bands;
        QImage band(bits + whole.bytesPerLine() * top, whole.width(), bottom - top, whole.bytesPerLine(),
                    whole.format());
        band.setDevicePixelRatio(whole.devicePixelRatio());
        paintBand(band, top, request, &cancelled);
        nanoseconds += timer.nsecsElapsed();
        timer.restart();
        isLast = --left == 0;
    }
    return isLast;
}

PicturePainter::PicturePainter(QObject *parent) : QObject(parent)
{
    connect(this, &PicturePainter::bandsPainted, this, &PicturePainter::onBandsPainted, Qt::QueuedConnection);
    m_pool.setMaxThreadCount(2);
    // Each thread has fonts and glyphs of its own, which would be made again.
    m_pool.setExpiryTimeout(-1);
}

PicturePainter::~PicturePainter()
{
    cancel();
    m_pool.waitForDone();
}

void PicturePainter::cancel()
{
    if (m_job)
        m_job->cancelled = true;
    m_job.reset();
}

void PicturePainter::start(const PictureRequest &request, int threads)
{
    cancel();
    m_view = request.view;
    m_content = request.content;
    m_job = std::make_shared<Job>();
    m_job->request = request;
    m_job->picture = {emptyImage(request.view), request.view, request.content, 0};
    m_job->bits = m_job->picture.image.bits();
    m_job->bands = std::clamp(m_job->picture.image.height(), 1, kBands);
    m_job->left = m_job->bands;
    m_threads = 0;
    hurry(threads);
}

void PicturePainter::hurry(int threads)
{
    for (; m_job && m_threads < threads; ++m_threads) {
        m_pool.start([this, job = m_job] {
            // The destructor waits for this thread, and an event for a gone object is never delivered.
            if (job->paintBands())
                Q_EMIT bandsPainted();
        });
    }
}

void PicturePainter::onBandsPainted()
{
    // The event may be that of a picture that was given up.
    if (!m_job || m_job->left > 0)
        return;
    const std::shared_ptr<Job> job = std::move(m_job);
    job->picture.milliseconds = job->nanoseconds / 1000000;
    Q_EMIT finished(job->picture);
}

} // namespace portolan
