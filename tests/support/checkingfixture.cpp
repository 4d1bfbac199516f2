// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "tests/support/checkingfixture.h"

#include "tests/support/charts.h"
#include "views/graph/graphwidget.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QFile>
#include <QTest>

namespace portolan::test {

using namespace Qt::StringLiterals;

const QString &hub2Address()
{
    static const QString address = u"127.77.1.2"_s;
    return address;
}

const QString &hub3Address()
{
    static const QString address = u"127.77.1.3"_s;
    return address;
}

const QByteArray &threeHubs()
{
    static const QByteArray plan = R"({
  "format": "portolan-topology",
  "version": 1,
  "name": "Small",
  "catalog": "exchange-2010",
  "sites": [{ "id": "hq", "name": "Headquarters" }, { "id": "branch", "name": "Branch" }],
  "links": [{ "between": ["hq", "branch"] }],
  "servers": [
    { "id": "hub1", "name": "HUB1", "site": "hq", "roles": ["hub-transport"], "addresses": ["127.77.1.1"] },
    { "id": "hub2", "name": "HUB2", "site": "hq", "roles": ["hub-transport"], "addresses": ["127.77.1.2"] },
    { "id": "hub3", "name": "HUB3", "site": "branch", "roles": ["hub-transport"], "addresses": ["127.77.1.3"] }
  ]
}
)";
    return plan;
}

void CheckingFixture::start()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_hub2 = std::make_unique<MailServer>(hub2Address());
    QFile reference(QStringLiteral(PORTOLAN_SOURCE_DIR) + u"/resources/catalogs/exchange-2010.json"_s);
    QVERIFY(reference.open(QIODevice::ReadOnly));
    const QByteArray port = QByteArray::number(m_hub2->port());
    QByteArray catalog = reference.readAll();
    catalog.replace("\"first\": 25, \"last\": 25", "\"first\": " + port + ", \"last\": " + port);
    m_catalog = write(u"catalog.json"_s, catalog);
    m_fixture.start(m_catalog);
}

void CheckingFixture::stop()
{
    m_fixture.stop();
    m_hub2.reset();
    m_folder.reset();
}

QString CheckingFixture::write(const QString &name, const QByteArray &bytes) const
{
    QString path = m_folder->filePath(name);
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("cannot write %s", qPrintable(path));
    return path;
}

void CheckingFixture::open(const QByteArray &plan, const QString &name) const
{
    m_fixture.open(write(name, plan));
    window().setLevel(Level::Servers);
    m_fixture.settle();
}

CheckPlanDialog *CheckingFixture::dialog() const
{
    return window().findChild<CheckPlanDialog *>(u"checkPlan"_s);
}

CheckPlanDialog *CheckingFixture::openDialog(const QString &actionName, const QString &from) const
{
    action(actionName).trigger();
    CheckPlanDialog *opened = dialog();
    auto *combo = opened->findChild<QComboBox *>(u"checkFrom"_s);
    if (!QTest::qWaitFor([combo] { return combo->count() > 0; }, kPatience))
        qFatal("the dialog does not know this machine");
    combo->setCurrentIndex(combo->findData(from));
    if (!QTest::qWaitFor([opened] { return opened->plan() != nullptr; }, kPatience))
        qFatal("nothing was planned");
    return opened;
}

void CheckingFixture::click(const QDialog &dialog, const QString &button)
{
    auto *found = dialog.findChild<QAbstractButton *>(button);
    QVERIFY(found);
    QVERIFY2(found->isEnabled(), qPrintable(button));
    QTest::mouseClick(found, Qt::LeftButton);
}

void CheckingFixture::waitForEnd() const
{
    QTRY_VERIFY_WITH_TIMEOUT(!checking().run().isUnderWay() && checking().isSettled(), kPatience);
    m_fixture.settle();
}

void CheckingFixture::run() const
{
    click(*openDialog(), u"checkStart"_s);
    waitForEnd();
}

Verdict CheckingFixture::verdictOf(const QString &destination) const
{
    const QList<Server> &servers = window().document().present().servers;
    for (const JudgedPort &port : seen().ports) {
        if (servers.at(port.port.destination).id == destination)
            return port.verdict.verdict;
    }
    return Verdict::NotChecked;
}

QString CheckingFixture::writeScan(const QString &name) const
{
    const QByteArray port = QByteArray::number(m_hub2->port());
    return write(name,
                 R"(<?xml version="1.0"?>
<nmaprun scanner="nmap" version="7.93" start="1795600000" xmloutputversion="1.05">
<scaninfo type="connect" protocol="tcp" numservices="1" services=")"
                     + port + R"("/>
<host><status state="up" reason="syn-ack"/><address addr="127.77.1.3" addrtype="ipv4"/>
<ports><port protocol="tcp" portid=")"
                     + port + R"("><state state="closed" reason="conn-refused"/></port></ports></host>
<runstats><finished time="1795600010"/><hosts up="1" down="0" total="1"/></runstats></nmaprun>)");
}

int CheckingFixture::edgeBetween(const QString &source, const QString &destination) const
{
    return test::edgeBetween(m_fixture.diagram(), source, destination);
}

CheckState CheckingFixture::markTo(const QString &destination) const
{
    const auto &checks = m_fixture.chart().checks();
    return checks ? checks->edges.value(edgeBetween(u"hub1"_s, destination)).state : CheckState::NotChecked;
}

} // namespace portolan::test
