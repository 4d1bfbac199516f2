// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "app/window/commandline.h"
#include "app/window/mainwindow.h"
#include "app/window/screenshot.h"
#include "app/window/theme.h"

#include <QApplication>
#include <QScreen>
#include <QSettings>
#include <QStandardPaths>

#include <clocale>
#include <cstdio>

using namespace portolan;

namespace {

void print(FILE *stream, const QString &text)
{
    QByteArray bytes = text.toLocal8Bit();
    if (!bytes.endsWith('\n'))
        bytes += '\n';
    std::fwrite(bytes.constData(), 1, static_cast<size_t>(bytes.size()), stream);
    std::fflush(stream);
}

void placeWindow(MainWindow &window, const WindowSettings &settings, const CommandLine &line)
{
    if (line.size) {
        window.resize(*line.size);
        return;
    }
    if (line.screenshot.isEmpty() && !settings.geometry.isEmpty() && window.restoreGeometry(settings.geometry))
        return;
    constexpr QSize kUsual(1600, 1000);
    window.resize(line.screenshot.isEmpty() ? kUsual.boundedTo(QGuiApplication::primaryScreen()->availableSize() * 0.92)
                                            : kUsual);
}

} // namespace

int main(int argc, char *argv[])
{
#ifdef Q_OS_LINUX
    if (needsNoDisplay(argc, argv) && qEnvironmentVariableIsEmpty("DISPLAY")
        && qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY") && qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
#endif
    QApplication application(argc, argv);
    // Qt takes the user's locale for the whole process; libraries that print or read numbers expect a point.
    std::setlocale(LC_NUMERIC, "C");
    QApplication::setApplicationName(QStringLiteral("Portolan"));
    QApplication::setOrganizationName(QStringLiteral("Portolan"));
    QApplication::setApplicationVersion(QStringLiteral(PORTOLAN_VERSION));

    const auto line = parseCommandLine(QApplication::arguments());
    if (!line) {
        print(line.error().code == 0 ? stdout : stderr, line.error().text);
        return line.error().code;
    }
    prepareLook(application);

    QSettings store;
    // A picture for a document shows the program as it comes, not as somebody left it.
    WindowSettings settings = line->screenshot.isEmpty() ? readSettings(store) : WindowSettings();
    settings.view.level = line->level.value_or(settings.view.level);
    settings.view.labels = line->labels.value_or(settings.view.labels);
    settings.theme = line->theme.value_or(line->screenshot.isEmpty() ? settings.theme : ThemeChoice::Light);

    MainWindow window(settings, line->catalogFile);
    placeWindow(window, settings, *line);
    if (!line->screenshot.isEmpty()) {
        auto *screenshot = new Screenshot(window, line->screenshot, line->select);
        QObject::connect(
            screenshot, &Screenshot::done, &application,
            [](int code, const QString &message) {
                if (!message.isEmpty())
                    print(stderr, message);
                QCoreApplication::exit(code);
            },
            Qt::QueuedConnection);
    } else if (!line->select.isEmpty()) {
        QObject::connect(
            &window, &MainWindow::settled, &window, [&window, id = line->select] { window.selectById(id); },
            static_cast<Qt::ConnectionType>(Qt::AutoConnection | Qt::SingleShotConnection));
    }
    QObject::connect(
        &window.document(), &Document::opened, &window, [&window, &line] { window.beginWith(*line); },
        static_cast<Qt::ConnectionType>(Qt::AutoConnection | Qt::SingleShotConnection));
    window.show();
    if (line->screenshot.isEmpty())
        window.keepRecoveryIn(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation)
                              + QStringLiteral("/recovery"));
    if (line->file.isEmpty())
        window.openFirstSample();
    else
        window.openFile(line->file);

    const int code = QApplication::exec();
    if (line->screenshot.isEmpty())
        writeSettings(store, window.settings());
    return code;
}
