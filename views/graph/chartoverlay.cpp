// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/graph/chartoverlay.h"

#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QTimer>
#include <QVBoxLayout>

namespace portolan {

namespace {

constexpr int kBusyDelay = 250;
constexpr int kWidth = 360;

} // namespace

ChartOverlay::ChartOverlay(QWidget *parent)
    : QFrame(parent), m_title(new QLabel(this)), m_text(new QLabel(this)), m_progress(new QProgressBar(this)),
      m_cancel(new QPushButton(tr("Cancel"), this)), m_delay(new QTimer(this))
{
    setObjectName(QStringLiteral("chartOverlay"));
    setFixedWidth(kWidth);
    m_title->setObjectName(QStringLiteral("overlayTitle"));
    for (QLabel *label : {m_title, m_text}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    }
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_progress->setTextVisible(false);
    m_progress->setAccessibleName(tr("Progress of the layout"));
    m_cancel->setObjectName(QStringLiteral("cancelLayout"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 20);
    layout->setSpacing(12);
    layout->addWidget(m_title);
    layout->addWidget(m_text);
    layout->addWidget(m_progress);
    layout->addWidget(m_cancel, 0, Qt::AlignHCenter);
    m_delay->setSingleShot(true);
    m_delay->setInterval(kBusyDelay);
    connect(m_delay, &QTimer::timeout, this, [this] {
        setVisible(true);
        raise();
        Q_EMIT resized();
    });
    connect(m_cancel, &QPushButton::clicked, this, &ChartOverlay::cancelled);
    hide();
}

void ChartOverlay::present(const QString &title, const QString &text, bool busy)
{
    m_busy = busy;
    m_title->setText(title);
    m_title->setVisible(!title.isEmpty());
    m_text->setText(text);
    m_text->setVisible(!text.isEmpty());
    m_progress->setVisible(busy);
    m_cancel->setVisible(busy);
    if (busy) {
        m_progress->setRange(0, 0);
        if (!isVisible())
            m_delay->start();
    } else {
        m_delay->stop();
        setVisible(true);
        raise();
    }
    Q_EMIT resized();
}

void ChartOverlay::showHint(const QString &title, const QString &text)
{
    present(title, text, false);
}

void ChartOverlay::showBusy(const QString &text)
{
    present(text, {}, true);
}

void ChartOverlay::setProgress(int done, int total)
{
    m_progress->setRange(0, total);
    m_progress->setValue(done);
}

void ChartOverlay::showError(const QString &title, const QString &text)
{
    present(title, text, false);
}

void ChartOverlay::clear()
{
    m_busy = false;
    m_delay->stop();
    hide();
}

bool ChartOverlay::isBusy() const
{
    return m_busy;
}

QString ChartOverlay::text() const
{
    return m_text->text().isEmpty() ? m_title->text() : m_title->text() + u'\n' + m_text->text();
}

} // namespace portolan
