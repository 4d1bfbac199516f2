// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

namespace portolan {

class MainWindow;

/// Waits until a window shows all that it has to, writes its picture and says how that went.
class Screenshot : public QObject
{
    Q_OBJECT
public:
    Screenshot(MainWindow &window, QString path, QString select);

Q_SIGNALS:
    void done(int exitCode, const QString &message); ///< once

private:
    void onSettled();
    void finish(int exitCode, const QString &message);

    MainWindow &m_window;
    QString m_path;
    QString m_select;
    bool m_done = false;
};

} // namespace portolan
