// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "app/window/windowsettings.h"
#include "model/importers/columnmapping.h"

#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

using namespace portolan;
using namespace Qt::StringLiterals;

class TestWindowSettings : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void comeBackAsTheyWere();
    void nonsenseInTheStoreGivesDefaults();
    void recentFilesAreNewestFirstAndFew();
    void mappingsAreKnownByTheHeader();
    void mappingsAreFew();
};

void TestWindowSettings::comeBackAsTheyWere()
{
    QTemporaryDir folder;
    QSettings store(folder.filePath(u"s.ini"_s), QSettings::IniFormat);
    WindowSettings settings;
    settings.geometry = "geometry";
    settings.panes = "panes";
    settings.recentFiles = {u"/a, b.portolan"_s, u"/c.portolan"_s};
    settings.theme = ThemeChoice::Dark;
    settings.view.level = Level::Servers;
    settings.view.labels = LabelMode::Codes;
    settings.view.folded = {u"role:mailbox"_s};
    settings.showTable = false;
    settings.showInspector = false;
    settings.showOverview = false;
    writeSettings(store, settings);
    store.sync();
    const WindowSettings read = readSettings(QSettings(folder.filePath(u"s.ini"_s), QSettings::IniFormat));
    QCOMPARE(read.geometry, settings.geometry);
    QCOMPARE(read.panes, settings.panes);
    QCOMPARE(read.recentFiles, settings.recentFiles);
    QCOMPARE(int(read.theme), int(settings.theme));
    QCOMPARE(int(read.view.level), int(settings.view.level));
    QCOMPARE(int(read.view.labels), int(settings.view.labels));
    QCOMPARE(read.view.folded, settings.view.folded);
    QCOMPARE(read.showTable, false);
    QCOMPARE(read.showInspector, false);
    QCOMPARE(read.showOverview, false);
}

void TestWindowSettings::nonsenseInTheStoreGivesDefaults()
{
    QTemporaryDir folder;
    QSettings store(folder.filePath(u"s.ini"_s), QSettings::IniFormat);
    store.setValue(u"window/theme"_s, u"pink"_s);
    store.setValue(u"window/level"_s, 17);
    store.setValue(u"window/labels"_s, QByteArray("\0\1", 2));
    const WindowSettings read = readSettings(store);
    const WindowSettings usual;
    QCOMPARE(int(read.theme), int(usual.theme));
    QCOMPARE(int(read.view.level), int(usual.view.level));
    QCOMPARE(int(read.view.labels), int(usual.view.labels));
    QVERIFY(read.recentFiles.isEmpty());
}

void TestWindowSettings::recentFilesAreNewestFirstAndFew()
{
    WindowSettings settings;
    for (int i = 0; i < 30; ++i)
        settings.addRecentFile(u"/plans/%1.portolan"_s.arg(i));
    settings.addRecentFile(u"/plans/25.portolan"_s);
    QCOMPARE(settings.recentFiles.size(), 10);
    QVERIFY(settings.recentFiles.first().endsWith(u"/plans/25.portolan"_s));
    QVERIFY(settings.recentFiles.at(1).endsWith(u"/plans/29.portolan"_s));
    QCOMPARE(settings.recentFiles.count(settings.recentFiles.first()), 1);
}

void TestWindowSettings::mappingsAreKnownByTheHeader()
{
    ColumnMapping mapping;
    mapping.set(ServerField::Name, u"Host, or \"box\""_s);
    mapping.set(ServerField::Site, u"Ort"_s);
    const QStringList columns{u"Host, or \"box\""_s, u"Ort"_s};
    WindowSettings settings;
    settings.rememberMapping(columns, {});
    settings.rememberMapping(columns, mapping);
    QCOMPARE(settings.columnMappings.size(), 1);

    QTemporaryDir folder;
    QSettings store(folder.filePath(u"s.ini"_s), QSettings::IniFormat);
    writeSettings(store, settings);
    store.sync();
    const WindowSettings read = readSettings(QSettings(folder.filePath(u"s.ini"_s), QSettings::IniFormat));
    QVERIFY(read.mappingFor(columns) == mapping);
    QVERIFY(read.mappingFor({columns[0].toUpper(), columns[1]}) == mapping);
    QVERIFY(!read.mappingFor({columns[1], columns[0]}));
    QVERIFY(!read.mappingFor({columns[0] + columns[1]}));

    store.setValue(u"window/columnMappings"_s,
                   QStringList{settings.columnMappings.first().first, u"nonsense"_s, u"odd"_s});
    QVERIFY(!readSettings(store).mappingFor(columns));
}

void TestWindowSettings::mappingsAreFew()
{
    WindowSettings settings;
    ColumnMapping mapping;
    mapping.set(ServerField::Name, u"a"_s);
    for (int i = 0; i < 200; ++i)
        settings.rememberMapping({u"a"_s, QString::number(i)}, mapping);
    QCOMPARE(settings.columnMappings.size(), 50);
    QVERIFY(settings.mappingFor({u"a"_s, u"199"_s}));
    QVERIFY(!settings.mappingFor({u"a"_s, u"1"_s}));
}

QTEST_GUILESS_MAIN(TestWindowSettings)
#include "tst_windowsettings.moc"
