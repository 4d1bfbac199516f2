// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/checks/checkrunbar.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>

#include <algorithm>

namespace portolan {

using namespace Qt::StringLiterals;

CheckRunBar::CheckRunBar(QWidget *parent)
    : QWidget(parent), m_progress(new QProgressBar(this)), m_text(new QLabel(this)),
      m_pause(new QPushButton(tr("Pause"), this)), m_resume(new QPushButton(tr("Resume"), this)),
      m_stop(new QPushButton(tr("Stop"), this)), m_goOn(new QPushButton(tr("Go on"), this))
{
    setObjectName(u"checksRun"_s);
    m_progress->setObjectName(u"checksProgress"_s);
    m_progress->setTextVisible(false);
    m_progress->setAccessibleName(tr("Progress of the checks"));
    m_progress->setMinimumWidth(120);
    m_progress->setMaximumWidth(260);
    m_text->setObjectName(u"checksRunText"_s);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto *bar = new QHBoxLayout(this);
    bar->setContentsMargins(12, 0, 8, 6);
    bar->setSpacing(6);
    bar->addWidget(m_progress, 1);
    bar->addWidget(m_text, 3);
    const auto add = [&](QPushButton *button, const QString &name, const QString &tip, auto wanted) {
        button->setObjectName(name);
        button->setToolTip(tip);
        button->setAutoDefault(false);
        connect(button, &QPushButton::clicked, this, wanted);
        bar->addWidget(button);
    };
    add(m_pause, u"checksPause"_s, tr("Those under way end, no other starts"), &CheckRunBar::pauseRequested);
    add(m_resume, u"checksResume"_s, tr("Go on with the next check"), &CheckRunBar::resumeRequested);
    add(m_stop, u"checksStop"_s, tr("Stop at once; what was found stays"), &CheckRunBar::stopRequested);
    add(m_goOn, u"checksGoOn"_s, tr("Check what the run that was stopped left undone"), &CheckRunBar::goOnRequested);
    setStatus({});
}

void CheckRunBar::setStatus(const RunStatus &status)
{
    using State = RunStatus::State;
    const QPushButton *focused = nullptr;
    for (const QPushButton *button : {m_pause, m_resume, m_stop, m_goOn}) {
        if (button->hasFocus())
            focused = button;
    }
    setVisible(status.state != State::None);
    m_progress->setRange(0, std::max(1, status.of));
    m_progress->setValue(status.done);
    m_text->setText(status.text);
    m_pause->setVisible(status.state == State::Running);
    m_resume->setVisible(status.state == State::Paused);
    m_stop->setVisible(!status.isFree());
    m_goOn->setVisible(status.state == State::Stopped);
    if (focused && !focused->isVisible())
        keepFocus(focused);
}

/// A button is gone that had the focus. Who presses the key again must not stop what they paused, nor start what they
/// stopped.
void CheckRunBar::keepFocus(const QPushButton *button)
{
    if (button == m_pause && m_resume->isVisible())
        m_resume->setFocus();
    else if (button == m_resume && m_pause->isVisible())
        m_pause->setFocus();
    else
        Q_EMIT focusLeft();
}

} // namespace portolan
