// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QFrame>

class QLabel;
class QProgressBar;
class QPushButton;
class QTimer;

namespace portolan {

/// The small card over a chart that says what keeps it from being drawn: nothing open, work under way, an error.
class ChartOverlay : public QFrame
{
    Q_OBJECT
public:
    explicit ChartOverlay(QWidget *parent);

    void showHint(const QString &title, const QString &text);
    /// Appears after a moment only, so that quick work does not flash.
    void showBusy(const QString &text);
    void setProgress(int done, int total);
    void showError(const QString &title, const QString &text);
    void clear();
    QString text() const;
    bool isBusy() const; ///< work that can be cancelled is under way

Q_SIGNALS:
    void cancelled();
    void resized();

private:
    void present(const QString &title, const QString &text, bool busy);

    QLabel *m_title;
    QLabel *m_text;
    QProgressBar *m_progress;
    QPushButton *m_cancel;
    QTimer *m_delay;
    bool m_busy = false;
};

} // namespace portolan
