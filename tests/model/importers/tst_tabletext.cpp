// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/importers/tabletext.h"

#include <QStringEncoder>
#include <QTest>

using namespace portolan;
using namespace Qt::StringLiterals;

namespace {

QByteArray encoded(const QString &text, QStringConverter::Encoding encoding)
{
    QStringEncoder encoder(encoding, QStringConverter::Flag::WriteBom);
    return encoder(text);
}

QStringList remarks(const TableText &table)
{
    QStringList texts;
    for (const ImportRemark &remark : table.remarks)
        texts << u"%1 %2"_s.arg(remark.place.line).arg(remark.text);
    return texts;
}

QStringList cells(const TableText &table)
{
    QStringList rows;
    for (const TableRow &row : table.rows)
        rows << u"%1: "_s.arg(row.line) + row.cells.join(u'|');
    return rows;
}

} // namespace

class TestTableText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void decodesWhatPeopleExport_data();
    void decodesWhatPeopleExport();
    void refusesWhatIsNoText_data();
    void refusesWhatIsNoText();
    void parsesTables_data();
    void parsesTables();
    void saysWhichRowsItCannotRead_data();
    void saysWhichRowsItCannotRead();
    void explainsFormattedTables();
    void keepsTypeLineBehindABom();
    void capsRowsColumnsAndCells();
    void readsRowsBeforeAnOpenQuotationMark();
    void protectsCellsFromSpreadsheets_data();
    void protectsCellsFromSpreadsheets();
};

void TestTableText::decodesWhatPeopleExport_data()
{
    const QString text = u"Name\nMünchen – €"_s;
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("encoding");
    QTest::newRow("ASCII") << QByteArray("Name\nHQ") << u"Name\nHQ"_s << int(TextEncoding::Ascii);
    QTest::newRow("UTF-8") << text.toUtf8() << text << int(TextEncoding::Utf8);
    QTest::newRow("UTF-8 with a mark") << "\xEF\xBB\xBF" + text.toUtf8() << text << int(TextEncoding::Utf8);
    QTest::newRow("UTF-16LE") << encoded(text, QStringConverter::Utf16LE) << text << int(TextEncoding::Utf16);
    QTest::newRow("UTF-16BE") << encoded(text, QStringConverter::Utf16BE) << text << int(TextEncoding::Utf16);
    QTest::newRow("UTF-32LE") << encoded(text, QStringConverter::Utf32LE) << text << int(TextEncoding::Utf32);
    QTest::newRow("UTF-32BE") << encoded(text, QStringConverter::Utf32BE) << text << int(TextEncoding::Utf32);
    QTest::newRow("Windows-1252") << QByteArray("Name\nM\xFCnchen \x96 \x80") << text << int(TextEncoding::Windows1252);
    QTest::newRow("nothing") << QByteArray() << QString() << int(TextEncoding::Ascii);
}

void TestTableText::decodesWhatPeopleExport()
{
    QFETCH(QByteArray, bytes);
    const Result<DecodedText> decoded = decodeText(bytes, u"f"_s);
    QVERIFY(decoded.has_value());
    QTEST(decoded->text, "text");
    QTEST(int(decoded->encoding), "encoding");
}

void TestTableText::refusesWhatIsNoText_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("bytes that are 0") << QByteArray("Name\0x", 6);
    QTest::newRow("UTF-16 without a mark") << QByteArray("N\0a\0m\0", 6);
    QTest::newRow("a mark of UTF-8 before other bytes") << QByteArray("\xEF\xBB\xBFName\xFF");
    QTest::newRow("half a unit of UTF-16") << QByteArray("\xFF\xFEN\0a", 5);
    QTest::newRow("half a character of UTF-16") << QByteArray("\xFF\xFE\x00\xD8", 4);
}

void TestTableText::refusesWhatIsNoText()
{
    QFETCH(QByteArray, bytes);
    const Result<DecodedText> decoded = decodeText(bytes, u"f"_s);
    QVERIFY(!decoded.has_value());
    QCOMPARE(decoded.error().first().code, ErrorCode::Encoding);
}

void TestTableText::parsesTables_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("columns");
    QTest::addColumn<QStringList>("rows");
    QTest::newRow("commas") << u"a,b\n1,2\n"_s << QStringList{u"a"_s, u"b"_s} << QStringList{u"2: 1|2"_s};
    QTest::newRow("semicolons") << u"a;b\n1,5;2\n"_s << QStringList{u"a"_s, u"b"_s} << QStringList{u"2: 1,5|2"_s};
    QTest::newRow("tabs") << u"a\tb\n1;,\t2\n"_s << QStringList{u"a"_s, u"b"_s} << QStringList{u"2: 1;,|2"_s};
    QTest::newRow("delimiters in the header's quotation marks")
        << u"\"a,b,c\";d\n1;2\n"_s << QStringList{u"a,b,c"_s, u"d"_s} << QStringList{u"2: 1|2"_s};
    QTest::newRow("carriage returns and line feeds")
        << u"a,b\r\n1,2\r\n3,4"_s << QStringList{u"a"_s, u"b"_s} << QStringList{u"2: 1|2"_s, u"3: 3|4"_s};
    QTest::newRow("carriage returns alone")
        << u"a,b\r1,2\r3,4\r"_s << QStringList{u"a"_s, u"b"_s} << QStringList{u"2: 1|2"_s, u"3: 3|4"_s};
    QTest::newRow("quotation marks in quotation marks")
        << u"a,b\n\"x\"\"y\",\"1,2\"\n"_s << QStringList{u"a"_s, u"b"_s} << QStringList{u"2: x\"y|1,2"_s};
    QTest::newRow("lines in quotation marks")
        << u"a,b\n\"x\r\ny\",2\n3,4\n"_s << QStringList{u"a"_s, u"b"_s} << QStringList{u"2: x\r\ny|2"_s, u"4: 3|4"_s};
    QTest::newRow("a type line") << u"#TYPE A.B.C\n\"a\",\"b\"\n1,2\n"_s << QStringList{u"a"_s, u"b"_s}
                                 << QStringList{u"3: 1|2"_s};
    QTest::newRow("a type line that a spreadsheet saved")
        << u"#TYPE A.B.C;;\na;b;c\n1;2;3\n"_s << QStringList{u"a"_s, u"b"_s, u"c"_s} << QStringList{u"3: 1|2|3"_s};
    QTest::newRow("empty lines") << u"\n\na,b\n\n1,2\n\n"_s << QStringList{u"a"_s, u"b"_s} << QStringList{u"5: 1|2"_s};
    QTest::newRow("empty cells beyond the header")
        << u"a,b,,\n1,2,,\n"_s << QStringList{u"a"_s, u"b"_s} << QStringList{u"2: 1|2"_s};
    QTest::newRow("apostrophes before formulas")
        << u"a,b\n'=1+1,'quoted'\n"_s << QStringList{u"a"_s, u"b"_s} << QStringList{u"2: =1+1|'quoted'"_s};
    QTest::newRow("one column") << u"a\n1\n2\n"_s << QStringList{u"a"_s} << QStringList{u"2: 1"_s, u"3: 2"_s};
}

void TestTableText::parsesTables()
{
    QFETCH(QString, text);
    const Result<TableText> table = parseTable(text, u"f"_s);
    QVERIFY(table.has_value());
    QTEST(table->columns, "columns");
    QTEST(cells(*table), "rows");
    QCOMPARE(remarks(*table), QStringList());
}

void TestTableText::saysWhichRowsItCannotRead_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("line");
    QTest::addColumn<QString>("part");
    QTest::newRow("too few cells") << u"a,b,c\n1,2\n1,2,3\n"_s << 2 << u"2 cells"_s;
    QTest::newRow("too many cells") << u"a,b,c\n1,2,3\n1,2,3,4\n"_s << 3 << u"4 cells"_s;
    QTest::newRow("nothing but delimiters") << u"a,b,c\n1,2,3\n,,\n"_s << 3 << u"empty"_s;
}

void TestTableText::saysWhichRowsItCannotRead()
{
    QFETCH(QString, text);
    QFETCH(int, line);
    QFETCH(QString, part);
    const Result<TableText> table = parseTable(text, u"f"_s);
    QVERIFY(table.has_value());
    QCOMPARE(table->rows.size(), 1);
    QCOMPARE(table->rowsInFile, 2);
    QCOMPARE(table->remarks.size(), 1);
    QCOMPARE(table->remarks.first().place.line, line);
    QCOMPARE(table->remarks.first().severity, ImportRemark::Severity::Unreadable);
    QVERIFY2(table->remarks.first().text.contains(part), qPrintable(table->remarks.first().text));
}

void TestTableText::explainsFormattedTables()
{
    const Result<TableText> table = parseTable(
        u"#TYPE Microsoft.PowerShell.Commands.Internal.Format.FormatStartData\n"
        "\"ClassId2e4f51ef21dd47e99d3c952918aff9cd\",\"pageHeaderEntry\"\n\"033ecb2bc07a4d43b5ef94ed5a35d280\",\n"_s,
        u"f"_s);
    QVERIFY(!table.has_value());
    QVERIFY(table.error().first().detail.contains(u"Format-Table"_s));
}

void TestTableText::keepsTypeLineBehindABom()
{
    const QByteArray bytes =
        encoded(u"#TYPE Selected.A.Server\r\n\"Name\"\r\n\"EX1\"\r\n"_s, QStringConverter::Utf16LE);
    const Result<TableText> table = parseTable(decodeText(bytes, u"f"_s)->text, u"f"_s);
    QVERIFY(table.has_value());
    QCOMPARE(table->typeName, u"Selected.A.Server"_s);
    QCOMPARE(table->columns, QStringList{u"Name"_s});
}

void TestTableText::capsRowsColumnsAndCells()
{
    const Result<TableText> rows = parseTable(u"a,b\n"_s + u"1,2\n"_s.repeated(100005), u"f"_s);
    QVERIFY(rows.has_value());
    QCOMPARE(rows->rows.size(), 100000);
    QCOMPARE(remarks(*rows).size(), 1);
    QVERIFY(remarks(*rows).first().startsWith(u"100002 "_s));

    const Result<TableText> columns = parseTable(u"a,"_s.repeated(2000) + u"a\n1\n"_s, u"f"_s);
    QVERIFY(!columns.has_value());
    QVERIFY(columns.error().first().detail.contains(u"2001"_s));

    const Result<TableText> cell = parseTable(u"a,b\n1,2\n"_s + QString(70000, u'x') + u",3\n4,5\n"_s, u"f"_s);
    QVERIFY(cell.has_value());
    QCOMPARE(cell->rows.size(), 1);
    QCOMPARE(remarks(*cell).size(), 1);
    QVERIFY(remarks(*cell).first().startsWith(u"3 "_s));
}

void TestTableText::readsRowsBeforeAnOpenQuotationMark()
{
    const Result<TableText> table = parseTable(u"a,b\n1,2\n\"3,4\n5,6\n"_s, u"f"_s);
    QVERIFY(table.has_value());
    QCOMPARE(cells(*table), QStringList{u"2: 1|2"_s});
    QCOMPARE(remarks(*table).size(), 1);
    QVERIFY(remarks(*table).first().startsWith(u"3 A quotation mark"_s));
}

void TestTableText::protectsCellsFromSpreadsheets_data()
{
    QTest::addColumn<QString>("cell");
    QTest::addColumn<QString>("safe");
    QTest::addColumn<QString>("raw");
    QTest::newRow("plain") << u"HQ"_s << u"HQ"_s << u"HQ"_s;
    QTest::newRow("empty") << u""_s << u""_s << u""_s;
    QTest::newRow("formula") << u"=1+1"_s << u"'=1+1"_s << u"=1+1"_s;
    QTest::newRow("telephone") << u"+49 89"_s << u"'+49 89"_s << u"+49 89"_s;
    QTest::newRow("nothing") << u"-"_s << u"'-"_s << u"-"_s;
    QTest::newRow("at") << u"@SUM"_s << u"'@SUM"_s << u"@SUM"_s;
    QTest::newRow("behind blanks") << u"  =1"_s << u"'  =1"_s << u"  =1"_s;
    QTest::newRow("tab") << u"\t=1"_s << u"'\t=1"_s << u"\t=1"_s;
    QTest::newRow("line feed") << u"\n=1"_s << u"'\n=1"_s << u"\n=1"_s;
    QTest::newRow("an apostrophe of its own") << u"'=1"_s << u"''=1"_s << u"''=1"_s;
    QTest::newRow("an apostrophe before words") << u"'tis"_s << u"'tis"_s << u"'tis"_s;
}

void TestTableText::protectsCellsFromSpreadsheets()
{
    QFETCH(QString, cell);
    QTEST(protectedCell(cell, SpreadsheetSafety::Safe), "safe");
    QTEST(protectedCell(cell, SpreadsheetSafety::Raw), "raw");
    QCOMPARE(unprotectedCell(protectedCell(cell, SpreadsheetSafety::Safe)), cell);
    QCOMPARE(unprotectedCell(protectedCell(cell, SpreadsheetSafety::Raw)), cell);
}

QTEST_GUILESS_MAIN(TestTableText)
#include "tst_tabletext.moc"
