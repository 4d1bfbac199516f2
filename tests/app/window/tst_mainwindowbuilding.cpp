// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "app/window/addserversdialog.h"
#include "app/window/noticebar.h"
#include "app/window/startpage.h"
#include "tests/support/windowfixture.h"
#include "views/graph/graphwidget.h"
#include "views/inspector/inspector.h"
#include "views/inspector/properties.h"
#include "views/outline/outline.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QSpinBox>
#include <QStyle>
#include <QStyleOptionComboBox>
#include <QTest>
#include <QTreeView>

using namespace portolan;
using namespace portolan::test;
using namespace Qt::StringLiterals;

/// A deployment of several sites from nothing, with the keys and clicks of somebody who has never done it before.
class TestMainWindowBuilding : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { m_fixture.stop(); }
    void nothingOfTheStartPageIsCut_data();
    void nothingOfTheStartPageIsCut();
    void theHintOfTheSampleGoesWithTheSample();
    void nothingOfTheServersDialogIsCut();
    void theTabKeyGoesDownTheServersDialog();
    void keysOfTheAddMenuAreItsOwn();
    void severalSitesFromNothing();

private:
    MainWindow *window() const { return &m_fixture.window(); }
    const Topology &now() const { return window()->document().present(); }
    QWidget *field(const QString &key) const { return window()->inspector()->properties()->field(key); }
    void comeToFront() const;
    void beginNew() const;
    void pickFromAddMenu(Qt::Key key) const;
    void nameSite(const QString &name) const;
    QDialog *dialogCalled(const QString &name) const;
    void addServers(int count, const QStringList &roles, const QString &first, const QString &newGroup = {}) const;
    static void write(QWidget *into, const QString &text);
    static void choose(QComboBox *box, const QString &text);
    void pickInOutline(OutlineKind kind, const QString &name) const;
    static QStringList described(const Topology &topology);

    WindowFixture m_fixture;
};

void TestMainWindowBuilding::init()
{
    m_fixture.start();
}

/// The offscreen platform has no window manager that gives the keyboard back when a dialog or a list closes.
void TestMainWindowBuilding::comeToFront() const
{
    window()->activateWindow();
    QVERIFY(QTest::qWaitFor([this] { return QApplication::activeWindow() == window(); }));
}

void TestMainWindowBuilding::beginNew() const
{
    comeToFront();
    QTest::keyClick(window(), Qt::Key_N, Qt::ControlModifier);
    QTRY_VERIFY(window()->document().isOpen() && window()->isSettled());
    QVERIFY(now().sites.isEmpty());
}

/// As who reads the underlined letters: Alt+A, then the entry's.
void TestMainWindowBuilding::pickFromAddMenu(Qt::Key key) const
{
    comeToFront();
    QTest::keyClick(window(), Qt::Key_A, Qt::AltModifier);
    auto *menu = window()->findChild<QMenu *>(u"addMenu"_s);
    QTRY_VERIFY(menu->isVisible());
    QTest::keyClick(menu, key);
    QVERIFY(!menu->isVisible());
}

/// What is being added waits for its name.
void TestMainWindowBuilding::nameSite(const QString &name) const
{
    auto *writing = qobject_cast<QLineEdit *>(QApplication::focusWidget());
    QVERIFY(writing);
    QTest::keyClicks(writing, name);
    QTest::keyClick(writing, Qt::Key_Return);
    QTRY_COMPARE(now().sites.last().name, name);
    m_fixture.settle();
}

QDialog *TestMainWindowBuilding::dialogCalled(const QString &name) const
{
    QDialog *dialog = nullptr;
    for (QDialog *known : window()->findChildren<QDialog *>(name)) {
        if (known->isVisible())
            dialog = known;
    }
    // A window counts as active while one that belongs to it is; the keyboard has to be in this one.
    if (!dialog || !QTest::qWaitFor([dialog] { return QApplication::activeWindow() == dialog; }))
        qFatal("no dialog");
    return dialog;
}

void TestMainWindowBuilding::write(QWidget *into, const QString &text)
{
    QTest::mouseClick(into, Qt::LeftButton, {}, QPoint(10, into->height() / 2));
    QVERIFY(into->hasFocus());
    QTest::keyClick(into, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClicks(into, text);
}

void TestMainWindowBuilding::choose(QComboBox *box, const QString &text)
{
    QTest::mouseClick(box, Qt::LeftButton);
    QTRY_VERIFY(box->view()->isVisible());
    QTest::keyClicks(box->view(), text);
    QTest::keyClick(box->view(), Qt::Key_Return);
    QTRY_VERIFY(!box->view()->isVisible());
    QVERIFY2(box->currentText().startsWith(text), qPrintable(box->currentText()));
}

void TestMainWindowBuilding::addServers(int count, const QStringList &roles, const QString &first,
                                        const QString &newGroup) const
{
    const qsizetype before = now().servers.size();
    pickFromAddMenu(Qt::Key_V);
    QDialog *dialog = dialogCalled(u"addServers"_s);
    auto *number = dialog->findChild<QSpinBox *>(u"count"_s);
    QVERIFY(number->hasFocus());
    QTest::keyClicks(number, QString::number(count));
    auto *list = dialog->findChild<QListWidget *>();
    for (const QString &role : roles) {
        const QList<QListWidgetItem *> items = list->findItems(role, Qt::MatchExactly);
        QCOMPARE(items.size(), 1);
        list->scrollToItem(items.first());
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {},
                          QPoint(10, list->visualItemRect(items.first()).center().y()));
        QCOMPARE(items.first()->checkState(), Qt::Checked);
    }
    write(dialog->findChild<QLineEdit *>(u"firstName"_s), first);
    if (!newGroup.isEmpty()) {
        choose(dialog->findChild<QComboBox *>(u"group"_s), u"new:"_s);
        write(dialog->findChild<QLineEdit *>(u"groupName"_s), newGroup);
    }
    QTest::keyClick(dialog, Qt::Key_Return);
    QCOMPARE(now().servers.size(), before + count);
    m_fixture.settle();
}

void TestMainWindowBuilding::pickInOutline(OutlineKind kind, const QString &name) const
{
    QTreeView *tree = window()->outline()->tree();
    QModelIndex found;
    const auto look = [&](const auto &self, const QModelIndex &parent) -> void {
        for (int row = 0; row < tree->model()->rowCount(parent); ++row) {
            const QModelIndex index = tree->model()->index(row, 0, parent);
            if (index.data().toString() == name && index.data(OutlineModel::KindRole).toInt() == int(kind))
                found = index;
            self(self, index);
        }
    };
    look(look, {});
    QVERIFY(found.isValid());
    tree->scrollTo(found);
    QTest::mouseClick(tree->viewport(), Qt::LeftButton, {}, tree->visualRect(found).center());
    QVERIFY(tree->selectionModel()->isSelected(found));
}

/// By names, as ids are the program's own affair.
QStringList TestMainWindowBuilding::described(const Topology &topology)
{
    const auto server = [&](const QString &id) { return id.isEmpty() ? u"-"_s : findServer(topology, id)->name; };
    const auto site = [&](const QString &id) { return id.isEmpty() ? u"-"_s : findSite(topology, id)->name; };
    QStringList lines;
    for (const Site &known : topology.sites)
        lines << u"site %1, %2, facing %3"_s.arg(known.name, toString(known.kind)).arg(int(known.internetFacing));
    for (const Server &known : topology.servers)
        lines << u"server %1 in %2: %3"_s.arg(known.name, site(known.site), known.roles.join(u' '));
    for (const Link &known : topology.links) {
        QStringList ends{site(known.first), site(known.second)};
        ends.sort();
        lines << u"link %1, cost %2, TLS off %3"_s.arg(ends.join(u" – "_s)).arg(known.cost).arg(int(known.tlsDisabled));
    }
    for (const Group &known : topology.groups) {
        QStringList members;
        for (const QString &member : known.members)
            members << server(member);
        lines << u"%1 %2: %3; witness %4, site %5"_s.arg(toString(known.kind), known.name, members.join(u' '),
                                                         server(known.witness), site(known.site));
    }
    return lines;
}

void TestMainWindowBuilding::nothingOfTheStartPageIsCut_data()
{
    QTest::addColumn<QSize>("size");
    QTest::newRow("large window") << QSize(1600, 1000);
    QTest::newRow("small window") << QSize(1000, 700);
}

void TestMainWindowBuilding::nothingOfTheStartPageIsCut()
{
    QFETCH(QSize, size);
    window()->resize(size);
    beginNew();
    auto *page = window()->findChild<StartPage *>(u"startPage"_s);
    QTRY_VERIFY(page->isVisible());
    QApplication::processEvents();
    for (const QLabel *label : page->findChildren<QLabel *>()) {
        const int needed = label->wordWrap() ? label->heightForWidth(label->width()) : label->sizeHint().height();
        QVERIFY2(label->height() >= needed, qPrintable(label->text()));
    }
    for (const QPushButton *button : page->findChildren<QPushButton *>()) {
        QVERIFY2(button->height() >= button->sizeHint().height(), qPrintable(button->text()));
        QVERIFY(page->rect().contains(QRect(button->mapTo(page, QPoint()), button->size())));
    }
}

void TestMainWindowBuilding::theHintOfTheSampleGoesWithTheSample()
{
    auto *notice = window()->findChild<NoticeBar *>();
    window()->openFirstSample();
    QTRY_VERIFY(!window()->document().isOpening() && window()->isSettled());
    QVERIFY(notice->isVisible());
    beginNew();
    QVERIFY(!notice->isVisible());
}

void TestMainWindowBuilding::nothingOfTheServersDialogIsCut()
{
    beginNew();
    QTest::mouseClick(window()->findChild<QPushButton *>(u"startSite"_s), Qt::LeftButton);
    nameSite(u"Headquarters of all"_s);
    pickFromAddMenu(Qt::Key_V);
    QDialog *dialog = dialogCalled(u"addServers"_s);
    auto *list = dialog->findChild<QListWidget *>();
    QTest::mouseClick(
        list->viewport(), Qt::LeftButton, {},
        QPoint(10, list->visualItemRect(list->findItems(u"Mailbox"_s, Qt::MatchExactly).first()).center().y()));
    QTest::keyClicks(dialog->findChild<QSpinBox *>(u"count"_s), u"9"_s);
    write(dialog->findChild<QLineEdit *>(u"firstName"_s), u"HEADQUARTERS-MAILBOX1"_s);
    auto *group = dialog->findChild<QComboBox *>(u"group"_s);
    choose(group, u"new:"_s);
    QApplication::processEvents();
    for (const QComboBox *box : dialog->findChildren<QComboBox *>()) {
        QStyleOptionComboBox option;
        option.initFrom(box);
        option.subControls = QStyle::SC_All;
        const QRect text =
            box->style()->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, box);
        QVERIFY2(text.width() >= box->fontMetrics().horizontalAdvance(box->currentText()),
                 qPrintable(box->currentText()));
    }
    const auto *preview = dialog->findChild<QLabel *>(u"preview"_s);
    QVERIFY(preview->height() >= preview->heightForWidth(preview->width()));
    QVERIFY(preview->width() >= dialog->findChild<QLineEdit *>(u"firstName"_s)->width() - 2);
    QVERIFY(list->parentWidget()->rect().contains(list->geometry()));
    QTest::keyClick(dialog, Qt::Key_Escape);
}

void TestMainWindowBuilding::theTabKeyGoesDownTheServersDialog()
{
    beginNew();
    QTest::mouseClick(window()->findChild<QPushButton *>(u"startSite"_s), Qt::LeftButton);
    nameSite(u"Headquarters"_s);
    pickFromAddMenu(Qt::Key_V);
    QDialog *dialog = dialogCalled(u"addServers"_s);
    QWidget *list = dialog->findChild<QListWidget *>();
    const QList<QWidget *> downwards{list, dialog->findChild<QWidget *>(u"count"_s),
                                     dialog->findChild<QWidget *>(u"site"_s),
                                     dialog->findChild<QWidget *>(u"firstName"_s)};
    list->setFocus();
    for (QWidget *next : downwards) {
        QCOMPARE(QApplication::focusWidget(), next);
        QTest::keyClick(next, Qt::Key_Tab);
    }
    QTest::keyClick(dialog, Qt::Key_Escape);
}

void TestMainWindowBuilding::keysOfTheAddMenuAreItsOwn()
{
    QStringList keys;
    for (const QAction *action : window()->findChild<QMenu *>(u"addMenu"_s)->actions()) {
        if (action->isSeparator())
            continue;
        const qsizetype at = action->text().indexOf(u'&');
        QVERIFY2(at >= 0, qPrintable(action->text()));
        const QString key = action->text().mid(at + 1, 1).toLower();
        QVERIFY2(!keys.contains(key), qPrintable(action->text()));
        keys << key;
    }
    QVERIFY(keys.size() >= 8);
}

void TestMainWindowBuilding::severalSitesFromNothing()
{
    beginNew();
    QTest::mouseClick(window()->findChild<QPushButton *>(u"startSite"_s), Qt::LeftButton);
    nameSite(u"Headquarters"_s);
    addServers(2, {u"Client Access"_s, u"Hub Transport"_s}, u"HQ-CAS1"_s);
    addServers(3, {u"Mailbox"_s}, u"HQ-MBX1"_s, u"DAG1"_s);
    addServers(1, {u"Domain controller"_s, u"Global catalog"_s}, u"HQ-DC1"_s);
    window()->inspector()->showProperties(true);
    pickInOutline(OutlineKind::Site, u"Headquarters"_s);
    QTest::mouseClick(field(u"internetFacing"_s)->findChild<QAbstractButton *>(), Qt::LeftButton, {}, QPoint(10, 10));
    pickInOutline(OutlineKind::Group, u"DAG1"_s);
    choose(field(u"witness"_s)->findChild<QComboBox *>(), u"HQ-CAS1"_s);
    m_fixture.settle();

    pickFromAddMenu(Qt::Key_S);
    nameSite(u"Branch office"_s);
    addServers(1, {u"Client Access"_s, u"Hub Transport"_s, u"Mailbox"_s}, u"BR-EX1"_s);
    pickFromAddMenu(Qt::Key_L);
    QDialog *link = dialogCalled(u"addLink"_s);
    choose(link->findChild<QComboBox *>(u"first"_s), u"Headquarters"_s);
    choose(link->findChild<QComboBox *>(u"second"_s), u"Branch office"_s);
    write(link->findChild<QSpinBox *>(u"cost"_s), u"50"_s);
    QTest::keyClick(link, Qt::Key_Return);
    m_fixture.settle();
    QTest::mouseClick(field(u"tlsDisabled"_s)->findChild<QAbstractButton *>(), Qt::LeftButton, {}, QPoint(10, 10));

    pickFromAddMenu(Qt::Key_S);
    nameSite(u"Perimeter network"_s);
    choose(field(u"kind"_s)->findChild<QComboBox *>(), u"Perimeter"_s);
    m_fixture.settle();
    addServers(2, {u"Edge Transport"_s}, u"EDGE1"_s);
    pickFromAddMenu(Qt::Key_E); // of the two that were just added
    choose(field(u"site"_s)->findChild<QComboBox *>(), u"Headquarters"_s);
    m_fixture.settle();

    const QStringList expected{u"site Headquarters, internal, facing 1"_s,
                               u"site Branch office, internal, facing 0"_s,
                               u"site Perimeter network, perimeter, facing 0"_s,
                               u"server HQ-CAS1 in Headquarters: client-access hub-transport"_s,
                               u"server HQ-CAS2 in Headquarters: client-access hub-transport"_s,
                               u"server HQ-MBX1 in Headquarters: mailbox"_s,
                               u"server HQ-MBX2 in Headquarters: mailbox"_s,
                               u"server HQ-MBX3 in Headquarters: mailbox"_s,
                               u"server HQ-DC1 in Headquarters: domain-controller global-catalog"_s,
                               u"server BR-EX1 in Branch office: client-access hub-transport mailbox"_s,
                               u"server EDGE1 in Perimeter network: edge-transport"_s,
                               u"server EDGE2 in Perimeter network: edge-transport"_s,
                               u"link Branch office – Headquarters, cost 50, TLS off 1"_s,
                               u"dag DAG1: HQ-MBX1 HQ-MBX2 HQ-MBX3; witness HQ-CAS1, site -"_s,
                               u"edge-subscription Edge subscription: EDGE1 EDGE2; witness -, site Headquarters"_s};
    QCOMPARE(described(now()), expected);
    const QByteArray built = writeTopology(now());

    const QString path = m_fixture.filePath(u"built.portolan"_s);
    QVERIFY(window()->document().saveAs(path));
    QVERIFY(!window()->document().isModified());
    beginNew();
    m_fixture.open(path);
    QCOMPARE(described(now()), expected);
    QCOMPARE(writeTopology(now()), built);
}

QTEST_MAIN(TestMainWindowBuilding)
#include "tst_mainwindowbuilding.moc"
