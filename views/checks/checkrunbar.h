// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace portolan {

/// How far a run is, as the panel shows it.
struct RunStatus {
    enum class State { None, Running, Paused, Stopped }; ///< Stopped: something was left undone
    State state = State::None;
    int done = 0;
    int of = 0;
    QString text; ///< counts and the time that is left
    bool isFree() const { return state == State::None || state == State::Stopped; } ///< another run may begin
};

/// How far a run of checks is, and what can be done with it. Hides where there is none.
class CheckRunBar : public QWidget
{
    Q_OBJECT
public:
    explicit CheckRunBar(QWidget *parent = nullptr);

    void setStatus(const RunStatus &status);

Q_SIGNALS:
    void pauseRequested();
    void resumeRequested();
    void stopRequested();
    void goOnRequested();
    void focusLeft(); ///< the button that had the focus is gone, and none of the others is to have it

private:
    void keepFocus(const QPushButton *button);

    QProgressBar *m_progress;
    QLabel *m_text;
    QPushButton *m_pause;
    QPushButton *m_resume;
    QPushButton *m_stop;
    QPushButton *m_goOn;
};

} // namespace portolan
