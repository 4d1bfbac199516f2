// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "app/window/theme.h"
#include "model/editing/parts.h"
#include "tests/support/windowfixture.h"
#include "views/graph/graphwidget.h"
#include "views/inspector/inspector.h"
#include "views/inspector/properties.h"
#include "views/inspector/propertyfield.h"
#include "views/outline/outline.h"

#include <QAction>
#include <QApplication>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QTest>
#include <QTreeView>

using namespace portolan;
using namespace portolan::test;
using namespace Qt::StringLiterals;

/// A name that is still being written counts when its document is saved or closed.
class TestMainWindowTyping : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { prepareLook(*qApp); }
    void init();
    void cleanup() { m_fixture.stop(); }
    void whatIsBeingTypedIsSaved_data();
    void whatIsBeingTypedIsSaved();
    void theFileMenuTakesWhatIsBeingTyped();
    void closingAsksAboutWhatIsBeingTyped();

private:
    void write(const QString &where, const QString &name);
    QString savedName() const { return findServer(loadTopology(m_file)->topology, u"hq-cas1"_s)->name; }

    WindowFixture m_fixture;
    QString m_file;
};

void TestMainWindowTyping::init()
{
    m_fixture.start();
    m_file = m_fixture.writableCopyOf(m_fixture.pathOf(u"sample"_s), u"plan.portolan"_s);
    m_fixture.window().setLevel(Level::Servers);
    m_fixture.open(m_file);
    QVERIFY(m_fixture.window().selectById(u"hq-cas1"_s));
    m_fixture.settle();
}

/// Begins to write a name into the field of that name, and does not end it.
void TestMainWindowTyping::write(const QString &where, const QString &name)
{
    MainWindow &window = m_fixture.window();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    if (where == u"properties"_s) {
        window.inspector()->showProperties(true);
        auto *properties = window.inspector()->findChild<Properties *>();
        QVERIFY(properties && properties->field(u"name"_s));
        properties->field(u"name"_s)->findChild<QLineEdit *>()->setFocus();
    } else {
        QWidget *view = where == u"chart"_s ? static_cast<QWidget *>(&m_fixture.chart()) : window.outline()->tree();
        view->setFocus();
        QTest::keyClick(view, Qt::Key_F2);
    }
    auto *field = qobject_cast<QLineEdit *>(QApplication::focusWidget());
    QVERIFY(field);
    QCOMPARE(field->text(), u"HQ-CAS1"_s);
    field->selectAll();
    QTest::keyClicks(field, name);
}

void TestMainWindowTyping::whatIsBeingTypedIsSaved_data()
{
    QTest::addColumn<QString>("where");
    for (const char *where : {"chart", "outline", "properties"})
        QTest::addRow("%s", where) << QString::fromLatin1(where);
}

void TestMainWindowTyping::whatIsBeingTypedIsSaved()
{
    QFETCH(QString, where);
    write(where, u"HQ-NEW"_s);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_S, Qt::ControlModifier);
    QCOMPARE(savedName(), u"HQ-NEW"_s);
    QVERIFY(!m_fixture.window().isWindowModified());
    // Whoever writes by keyboard goes on there.
    const QWidget *focus = QApplication::focusWidget();
    QVERIFY(focus);
    QCOMPARE(qobject_cast<const QLineEdit *>(focus) != nullptr, where == u"properties"_s);
}

void TestMainWindowTyping::theFileMenuTakesWhatIsBeingTyped()
{
    write(u"properties"_s, u"HQ-NEW"_s);
    auto *save = m_fixture.window().findChild<QAction *>(u"save"_s);
    QVERIFY(save && !save->isEnabled());
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_F, Qt::AltModifier);
    auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
    QVERIFY(menu);
    QVERIFY(save->isEnabled());
    QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(save).center());
    QCOMPARE(savedName(), u"HQ-NEW"_s);
}

void TestMainWindowTyping::closingAsksAboutWhatIsBeingTyped()
{
    write(u"properties"_s, u"HQ-NEW"_s);
    m_fixture.window().close();
    auto *box = m_fixture.window().findChild<QMessageBox *>(u"askToSave"_s);
    QVERIFY(box && box->isVisible());
    QTest::mouseClick(box->button(QMessageBox::Save), Qt::LeftButton);
    QTRY_VERIFY(!m_fixture.window().isVisible());
    QCOMPARE(savedName(), u"HQ-NEW"_s);
}

QTEST_MAIN(TestMainWindowTyping)
#include "tst_mainwindowtyping.moc"
