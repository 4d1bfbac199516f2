// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/editing/parts.h"
#include "tests/support/topologydsl.h"
#include "views/inspector/properties.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTest>

using namespace portolan;
using namespace portolan::test;
using namespace Qt::StringLiterals;

class TestProperties : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void showsWhatTheServerHas();
    void enterAndLeavingEnterWhatIsTyped();
    void escapeTakesBackWhatIsTyped();
    void wrongTextIsMarkedAndNotEntered();
    void aNameThatAnotherHasIsDoubtedAndEntered();
    void manyShowWhereTheyDiffer();
    void onlyTouchedFieldsOfManyChange();
    void rolesOfManyAreGivenAndTaken();
    void anEditElsewhereKeepsWhatIsBeingTyped();
    void groupsHaveTheFieldsOfTheirKind();
    void linksAndSitesChange();
    void thingsOfSeveralKindsHaveNoForm();
    void eachFieldHasAName();
    void whatChangedWhileHiddenShowsThen();

private:
    template <typename T>
    T *editor(const QString &key) const
    {
        PropertyField *field = m_form->field(key);
        return field ? field->findChild<T *>() : nullptr;
    }
    void show(const Subject &subject) { m_form->showSubject(subject); }
    const Server &server(const QString &id) const { return *findServer(m_topology, id); }
    static Subject servers(const QStringList &ids);
    void type(const QString &key, const QString &text) const;

    Catalog m_catalog;
    Topology m_topology;
    QStringList m_steps;
    std::unique_ptr<QWidget> m_window;
    Properties *m_form = nullptr;
};

void TestProperties::initTestCase()
{
    const Result<Catalog> catalog = builtInCatalog(u"exchange-2010"_s);
    QVERIFY(catalog);
    m_catalog = *catalog;
}

void TestProperties::init()
{
    m_topology = topologyFromText(R"(
        hq facing: mbx1[mailbox dynamic=60000-60010] mbx2[mailbox] cas1[client-access hub-transport]
        branch: hub2[hub-transport]
        hq - branch 50 tls-off
        dag1 = dag(mbx1 mbx2) port=5000
        sub1 = edge-subscription(hub2) site=hq
    )");
    m_steps.clear();
    m_window = std::make_unique<QWidget>();
    m_form = new Properties(m_window.get());
    m_form->resize(300, 700);
    connect(m_form, &Properties::editRequested, m_form, [this](const TopologyEdit &edit) {
        m_steps << edit.text;
        m_topology = edit.apply(m_topology);
        m_form->setDocument(m_topology, m_catalog);
    });
    m_form->setDocument(m_topology, m_catalog);
    m_window->resize(320, 720);
    m_window->show();
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

Subject TestProperties::servers(const QStringList &ids)
{
    Subject subject;
    subject.servers = ids;
    return subject;
}

void TestProperties::type(const QString &key, const QString &text) const
{
    auto *line = editor<QLineEdit>(key);
    QVERIFY(line);
    line->setFocus();
    line->selectAll();
    QTest::keyClicks(line, text);
}

void TestProperties::showsWhatTheServerHas()
{
    show(servers({u"mbx1"_s}));
    QCOMPARE(editor<QLineEdit>(u"name"_s)->text(), u"MBX1"_s);
    QCOMPARE(editor<QLineEdit>(u"dynamicPorts"_s)->text(), u"60000-60010"_s);
    QCOMPARE(editor<QComboBox>(u"site"_s)->currentText(), u"HQ"_s);
    auto *roles = editor<QListWidget>(u"roles"_s);
    QCOMPARE(roles->count(), m_catalog.roles().size());
    for (int row = 0; row < roles->count(); ++row)
        QCOMPARE(roles->item(row)->checkState() == Qt::Checked, m_catalog.roles().at(row).id == u"mailbox"_s);
}

void TestProperties::enterAndLeavingEnterWhatIsTyped()
{
    show(servers({u"mbx1"_s}));
    type(u"version"_s, u"14.3"_s);
    QVERIFY(m_steps.isEmpty());
    QTest::keyClick(editor<QLineEdit>(u"version"_s), Qt::Key_Return);
    QCOMPARE(m_steps.size(), 1);
    QCOMPARE(server(u"mbx1"_s).version, u"14.3"_s);
    QVERIFY(editor<QLineEdit>(u"version"_s)->hasFocus());
    type(u"addresses"_s, u"10.0.0.1; 10.0.0.2"_s);
    editor<QPlainTextEdit>(u"notes"_s)->setFocus();
    QCOMPARE(server(u"mbx1"_s).addresses, (QStringList{u"10.0.0.1"_s, u"10.0.0.2"_s}));
    QTest::keyClicks(editor<QPlainTextEdit>(u"notes"_s), u"two"_s);
    QTest::keyClick(editor<QPlainTextEdit>(u"notes"_s), Qt::Key_Return);
    QTest::keyClicks(editor<QPlainTextEdit>(u"notes"_s), u"lines"_s);
    editor<QLineEdit>(u"name"_s)->setFocus();
    QCOMPARE(server(u"mbx1"_s).notes, u"two\nlines"_s);
    QCOMPARE(m_steps.size(), 3);
    // Nothing typed, nothing entered.
    QTest::keyClick(editor<QLineEdit>(u"name"_s), Qt::Key_Return);
    QCOMPARE(m_steps.size(), 3);
}

void TestProperties::escapeTakesBackWhatIsTyped()
{
    show(servers({u"mbx1"_s}));
    type(u"name"_s, u"OTHER"_s);
    QTest::keyClick(editor<QLineEdit>(u"name"_s), Qt::Key_Escape);
    QCOMPARE(editor<QLineEdit>(u"name"_s)->text(), u"MBX1"_s);
    editor<QLineEdit>(u"version"_s)->setFocus();
    QVERIFY(m_steps.isEmpty());
}

void TestProperties::wrongTextIsMarkedAndNotEntered()
{
    show(servers({u"mbx1"_s}));
    type(u"dynamicPorts"_s, u"70000"_s);
    PropertyField *field = m_form->field(u"dynamicPorts"_s);
    QVERIFY(!field->faultText().isEmpty());
    QCOMPARE(editor<QLineEdit>(u"dynamicPorts"_s)->property("fault").toString(), u"refused"_s);
    QCOMPARE(editor<QLineEdit>(u"dynamicPorts"_s)->accessibleDescription(), field->faultText());
    QTest::keyClick(editor<QLineEdit>(u"dynamicPorts"_s), Qt::Key_Return);
    QVERIFY(m_steps.isEmpty());
    QCOMPARE(editor<QLineEdit>(u"dynamicPorts"_s)->text(), u"70000"_s);
    type(u"dynamicPorts"_s, u"50000"_s);
    QVERIFY(field->faultText().isEmpty());
    QTest::keyClick(editor<QLineEdit>(u"dynamicPorts"_s), Qt::Key_Return);
    QCOMPARE(*server(u"mbx1"_s).dynamicPorts, (PortRange{50000, 50000}));
    type(u"addresses"_s, u"10.0.0.300"_s);
    QVERIFY(!m_form->field(u"addresses"_s)->faultText().isEmpty());
}

void TestProperties::aNameThatAnotherHasIsDoubtedAndEntered()
{
    show(servers({u"mbx1"_s}));
    type(u"name"_s, u"MBX2"_s);
    QVERIFY(!m_form->field(u"name"_s)->faultText().isEmpty());
    QCOMPARE(editor<QLineEdit>(u"name"_s)->property("fault").toString(), u"doubtful"_s);
    QTest::keyClick(editor<QLineEdit>(u"name"_s), Qt::Key_Return);
    QCOMPARE(server(u"mbx1"_s).name, u"MBX2"_s);
    QVERIFY(!m_form->field(u"name"_s)->faultText().isEmpty());
}

void TestProperties::manyShowWhereTheyDiffer()
{
    show(servers({u"mbx1"_s, u"cas1"_s, u"hub2"_s}));
    QVERIFY(!m_form->field(u"name"_s));
    QCOMPARE(editor<QComboBox>(u"site"_s)->currentIndex(), -1);
    QVERIFY(editor<QLineEdit>(u"dynamicPorts"_s)->text().isEmpty());
    QCOMPARE(editor<QLineEdit>(u"dynamicPorts"_s)->placeholderText(), u"mixed"_s);
    auto *roles = editor<QListWidget>(u"roles"_s);
    const int hub = m_catalog.roleIndex(u"hub-transport"_s);
    QCOMPARE(roles->item(hub)->checkState(), Qt::PartiallyChecked);
}

void TestProperties::onlyTouchedFieldsOfManyChange()
{
    show(servers({u"mbx1"_s, u"cas1"_s}));
    type(u"domain"_s, u"corp.example"_s);
    QTest::keyClick(editor<QLineEdit>(u"domain"_s), Qt::Key_Return);
    editor<QLineEdit>(u"dynamicPorts"_s)->setFocus();
    editor<QLineEdit>(u"version"_s)->setFocus();
    QCOMPARE(m_steps.size(), 1);
    QCOMPARE(server(u"mbx1"_s).domain, u"corp.example"_s);
    QCOMPARE(server(u"cas1"_s).domain, u"corp.example"_s);
    QVERIFY(server(u"hub2"_s).domain.isEmpty());
    QVERIFY(server(u"mbx1"_s).dynamicPorts.has_value());
    QVERIFY(!server(u"cas1"_s).dynamicPorts.has_value());
}

void TestProperties::rolesOfManyAreGivenAndTaken()
{
    show(servers({u"mbx1"_s, u"cas1"_s}));
    auto *roles = editor<QListWidget>(u"roles"_s);
    const int hub = m_catalog.roleIndex(u"hub-transport"_s);
    roles->setFocus();
    roles->setCurrentRow(hub);
    QTest::keyClick(roles, Qt::Key_Space);
    QVERIFY(server(u"mbx1"_s).roles.contains(u"hub-transport"_s));
    QCOMPARE(roles->item(hub)->checkState(), Qt::Checked);
    QTest::keyClick(roles, Qt::Key_Space);
    QCOMPARE(server(u"mbx1"_s).roles, QStringList{u"mailbox"_s});
    QCOMPARE(server(u"cas1"_s).roles, QStringList{u"client-access"_s});
    QCOMPARE(m_steps.size(), 2);
}

void TestProperties::anEditElsewhereKeepsWhatIsBeingTyped()
{
    show(servers({u"mbx1"_s}));
    type(u"version"_s, u"15"_s);
    m_topology.servers[0].name = u"RENAMED"_s;
    m_form->setDocument(m_topology, m_catalog);
    QCOMPARE(editor<QLineEdit>(u"name"_s)->text(), u"RENAMED"_s);
    QCOMPARE(editor<QLineEdit>(u"version"_s)->text(), u"15"_s);
    QVERIFY(editor<QLineEdit>(u"version"_s)->hasFocus());
    QTest::keyClick(editor<QLineEdit>(u"version"_s), Qt::Key_Return);
    QCOMPARE(server(u"mbx1"_s).version, u"15"_s);
}

void TestProperties::groupsHaveTheFieldsOfTheirKind()
{
    Subject dag;
    dag.groups = {u"dag1"_s};
    show(dag);
    QCOMPARE(editor<QLineEdit>(u"replicationPort"_s)->text(), u"5000"_s);
    QVERIFY(!m_form->field(u"loadBalancer"_s) && !m_form->field(u"gateways"_s) && !m_form->field(u"site"_s));
    auto *members = editor<QListWidget>(u"members"_s);
    // Those with the role come first.
    QVERIFY(members->item(0)->text().startsWith(u"MBX1"_s));
    QCOMPARE(members->item(0)->checkState(), Qt::Checked);
    members->setCurrentRow(0);
    members->setFocus();
    QTest::keyClick(members, Qt::Key_Space);
    QCOMPARE(findGroup(m_topology, u"dag1"_s)->members, QStringList{u"mbx2"_s});
    auto *witness = editor<QComboBox>(u"witness"_s);
    const int cas1 = witness->findData(u"cas1"_s);
    QVERIFY(cas1 > 0);
    witness->setCurrentIndex(cas1);
    Q_EMIT witness->activated(cas1);
    QCOMPARE(findGroup(m_topology, u"dag1"_s)->witness, u"cas1"_s);
    Subject subscription;
    subscription.groups = {u"sub1"_s};
    show(subscription);
    QCOMPARE(editor<QComboBox>(u"site"_s)->currentText(), u"HQ"_s);
    QVERIFY(!m_form->field(u"witness"_s));
}

void TestProperties::linksAndSitesChange()
{
    Subject link;
    link.links = {linkId(m_topology.links.first())};
    show(link);
    QVERIFY(editor<QCheckBox>(u"tlsDisabled"_s)->isChecked());
    QTest::mouseClick(editor<QCheckBox>(u"filtered"_s), Qt::LeftButton, {}, QPoint(8, 8));
    QVERIFY(m_topology.links.first().filtered);
    type(u"cost"_s, u"0"_s);
    QVERIFY(!m_form->field(u"cost"_s)->faultText().isEmpty());
    type(u"cost"_s, u"7"_s);
    QTest::keyClick(editor<QLineEdit>(u"cost"_s), Qt::Key_Return);
    QCOMPARE(m_topology.links.first().cost, 7);
    Subject site;
    site.sites = {u"branch"_s};
    show(site);
    type(u"organization"_s, u"partner"_s);
    QTest::keyClick(editor<QLineEdit>(u"organization"_s), Qt::Key_Return);
    QCOMPARE(m_topology.sites.last().organization, u"partner"_s);
}

void TestProperties::thingsOfSeveralKindsHaveNoForm()
{
    Subject both = servers({u"mbx1"_s});
    both.sites = {u"hq"_s};
    show(both);
    QVERIFY(!m_form->field(u"name"_s) && !m_form->field(u"notes"_s));
    m_form->showNothing(u"Flows follow"_s);
    QVERIFY(!m_form->field(u"name"_s));
    show({});
    QVERIFY(m_form->field(u"name"_s));
}

void TestProperties::eachFieldHasAName()
{
    Subject dag;
    dag.groups = {u"dag1"_s};
    Subject site;
    site.sites = {u"hq"_s};
    for (const Subject &subject : {servers({u"mbx1"_s}), dag, site, Subject()}) {
        show(subject);
        for (PropertyField *field : m_form->findChildren<PropertyField *>()) {
            if (field->isVisibleTo(m_form))
                QVERIFY2(!field->focusProxy()->accessibleName().isEmpty(), qPrintable(field->objectName()));
        }
    }
}

void TestProperties::whatChangedWhileHiddenShowsThen()
{
    show(servers({u"mbx1"_s}));
    m_form->hide();
    m_topology.servers[0].name = u"RENAMED"_s;
    m_form->setDocument(m_topology, m_catalog);
    m_form->show();
    QCOMPARE(editor<QLineEdit>(u"name"_s)->text(), u"RENAMED"_s);
}

QTEST_MAIN(TestProperties)
#include "tst_properties.moc"
