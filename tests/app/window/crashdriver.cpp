// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT

// crashdriver FILE FOLDER BEGIN: opens FILE, edits it again and again, saves now and then, keeps unsaved states in
// FOLDER, and says what is done as soon as it is: "saved 12", "kept 13". It never ends by itself; tst_crash kills it.
// State N has the name "State N"; numbers go up from BEGIN.
#include "app/window/autosaver.h"
#include "app/window/document.h"

#include <QCoreApplication>
#include <QHash>
#include <QRandomGenerator>
#include <QTimer>

#include <cstdio>
#include <cstdlib>

using namespace portolan;

namespace {

void say(const char *what, int state)
{
    std::printf("%s %d\n", what, state);
    std::fflush(stdout);
}

int numberOf(const Topology &topology)
{
    return topology.name.section(QLatin1Char(' '), 1).toInt();
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    Document document({});
    AutoSaver saver(document, arguments.at(2), std::chrono::milliseconds(1));
    int next = arguments.at(3).toInt();
    QHash<quint64, int> numbers;
    QTimer timer;
    QObject::connect(&timer, &QTimer::timeout, &application, [&] {
        document.apply({QStringLiteral("Rename"), [&](const Topology &before) {
                            Topology after = before;
                            after.name = QStringLiteral("State %1").arg(next);
                            return after;
                        }});
        numbers.insert(document.history().stateNumber(), next);
        ++next;
        constexpr int kEditsToASave = 6;
        if (QRandomGenerator::global()->bounded(kEditsToASave) != 0)
            return;
        if (!document.save())
            std::abort();
        say("saved", numberOf(document.present()));
    });
    QObject::connect(&saver, &AutoSaver::kept, &application, [&](quint64 state) { say("kept", numbers.value(state)); });
    QObject::connect(&document, &Document::opened, &timer, [&] { timer.start(1); });
    document.open(arguments.at(1));
    return QCoreApplication::exec();
}
