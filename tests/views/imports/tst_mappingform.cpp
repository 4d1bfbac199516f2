// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/imports/mappingform.h"

#include <QComboBox>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>

using namespace portolan;
using namespace Qt::StringLiterals;

class TestMappingForm : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void showsTheMappingWithItsValues();
    void aChoiceIsTold();
    void anotherTableHasOtherColumns();

private:
    static ImportedFile file();
};

ImportedFile TestMappingForm::file()
{
    ImportedFile result;
    result.name = u"cmdb.csv"_s;
    result.columns = {u"Machine"_s, u"Where"_s, u"<b>What</b>"_s};
    result.sampleRows = {{u"EX1"_s, u"Munich"_s, u"mail"_s}, {u"EX2"_s, u"Bonn"_s, QString()}};
    result.mapping.set(ServerField::Name, u"machine"_s);
    return result;
}

void TestMappingForm::showsTheMappingWithItsValues()
{
    MappingForm form;
    form.setFile(file());
    QCOMPARE(form.field(ServerField::Name)->currentText(), u"Machine"_s);
    QCOMPARE(form.field(ServerField::Site)->currentIndex(), 0);
    QCOMPARE(form.field(ServerField::Site)->count(), 4);
    QCOMPARE(form.mapping().column(ServerField::Name), u"Machine"_s);
    QCOMPARE(form.mapping().columns().size(), 1);
    QVERIFY(form.field(ServerField::Name)->accessibleDescription().contains(u"EX1"_s));
    QVERIFY(form.field(ServerField::Name)->accessibleDescription().contains(u"EX2"_s));
    for (const QLabel *label : form.findChildren<QLabel *>())
        QVERIFY(label->textFormat() != Qt::RichText);
}

void TestMappingForm::aChoiceIsTold()
{
    MappingForm form;
    form.setFile(file());
    form.show();
    QSignalSpy changed(&form, &MappingForm::mappingChanged);
    QComboBox *site = form.field(ServerField::Site);
    site->setFocus();
    QTest::keyClick(site, Qt::Key_Down);
    QTest::keyClick(site, Qt::Key_Down);
    QCOMPARE(site->currentText(), u"Where"_s);
    QCOMPARE(form.mapping().column(ServerField::Site), u"Where"_s);
    QVERIFY(!changed.isEmpty());
    QCOMPARE(changed.last().first().value<ColumnMapping>().column(ServerField::Site), u"Where"_s);
    QVERIFY(site->accessibleDescription().contains(u"Munich"_s));
}

void TestMappingForm::anotherTableHasOtherColumns()
{
    MappingForm form;
    form.setFile(file());
    ImportedFile other = file();
    other.columns = {u"Host"_s};
    other.mapping = {};
    other.mapping.set(ServerField::Fqdn, u"Host"_s);
    form.setFile(other);
    QCOMPARE(form.field(ServerField::Name)->count(), 2);
    QCOMPARE(form.field(ServerField::Name)->currentIndex(), 0);
    QCOMPARE(form.field(ServerField::Fqdn)->currentText(), u"Host"_s);
}

QTEST_MAIN(TestMappingForm)
#include "tst_mappingform.moc"
