// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/json/jsonvalue.h"

#include <QTest>

using namespace portolan;
using namespace Qt::StringLiterals;

class TestJsonErrors : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysWhereAndWhatIsWrong_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<int>("line");
        QTest::addColumn<int>("column");
        QTest::addColumn<QString>("says");
        const auto row = [](const char *name, const QByteArray &text, int line, int column, const QString &says,
                            ErrorCode code = ErrorCode::Syntax) {
            QTest::newRow(name) << text << code << line << column << says;
        };
        row("nothing", "", 1, 1, u"empty"_s);
        row("only space", " \n \n", 3, 1, u"empty"_s);
        row("only a byte order mark", "\xEF\xBB\xBF", 1, 1, u"empty"_s);
        row("ends in an object", "{\n  \"a\": 1", 2, 9, u"ends here"_s);
        row("ends after the brace", "{", 1, 2, u"a key"_s);
        row("ends after a comma", "{\"a\": 1,", 1, 9, u"a key"_s);
        row("ends after a key", "{\"a\"", 1, 5, u"“:”"_s);
        row("ends after a colon", "{\"a\": ", 1, 7, u"a value"_s);
        row("ends in an array", "[1, 2", 1, 6, u"“]”"_s);
        row("ends in text", "{\n  \"a\": \"abc", 2, 8, u"closing quotation mark"_s);
        row("ends in a key", "{\"abc", 1, 2, u"closing quotation mark"_s);
        row("ends in a number", "[-", 1, 2, u"“-” is not a number"_s);
        row("ends in a word", "[tru", 1, 2, u"“tru”"_s);
        row("ends in an escape", "[\"\\", 1, 2, u"closing quotation mark"_s);
        row("line break in text", "[\"ab\ncd\"]", 1, 2, u"\\n"_s);
        row("tab in text", "[\"ab\tcd\"]", 1, 5, u"\\t"_s);
        row("control character in text", "[\"ab\x01\"]", 1, 5, u"\\u0001"_s);
        row("unknown escape", "[\"a\\q\"]", 1, 5, u"backslash"_s);
        row("short \\u", "[\"\\u12\"]", 1, 3, u"four hexadecimal digits"_s);
        row("half a pair", "[\"\\ud83c\"]", 1, 3, u"half of a character"_s);
        row("lower half alone", "[\"\\udf0d\"]", 1, 3, u"half of a character"_s);
        row("missing comma in an object", "{\n  \"a\": 1\n  \"b\": 2\n}", 3, 3, u"comma is missing"_s);
        row("missing comma in an array", "[\"a\" \"b\"]", 1, 6, u"comma is missing"_s);
        row("missing colon", "{\"a\" 1}", 1, 6, u"“:”"_s);
        row("comma before a brace", "{\"a\": 1,\n}", 2, 1, u"comma too many"_s);
        row("comma before a bracket", "[1, 2, ]", 1, 8, u"comma too many"_s);
        row("comma first", "[, 1]", 1, 2, u"a value or “]”"_s);
        row("two commas", "[1,, 2]", 1, 4, u"a value"_s);
        row("wrong bracket", "{\"a\": [1, 2}}", 1, 12, u"a comma or “]”"_s);
        row("wrong brace", "{\"a\": 1]", 1, 8, u"a comma or “}”"_s);
        row("bracket at the start", "]", 1, 1, u"a value"_s);
        row("two values", "{} {}", 1, 4, u"should end"_s);
        row("text after the end", "{}\n\nabc", 3, 1, u"should end"_s);
        row("brace too many", "{}}", 1, 3, u"should end"_s);
        row("comment", "{\n  // sites\n  \"a\": 1}", 2, 3, u"comments"_s);
        row("comment after a value", "[1 /* one */]", 1, 4, u"comments"_s);
        row("hash comment", "# a\n{}", 1, 1, u"comments"_s);
        row("single quotes", "{'a': 1}", 1, 2, u"double quotation marks"_s);
        row("key without quotes", "{a: 1}", 1, 2, u"“a”"_s);
        row("number as key", "{1: 1}", 1, 2, u"a key"_s);
        row("Python's True", "[True]", 1, 2, u"true"_s);
        row("NaN", "[NaN]", 1, 2, u"“NaN”"_s);
        row("Infinity", "[-Infinity]", 1, 2, u"“-”"_s);
        row("undefined", "{\"a\": undefined}", 1, 7, u"“undefined”"_s);
        row("leading zero", "[007]", 1, 2, u"“007” is not a number"_s);
        row("leading zero alone", "01", 1, 1, u"“01” is not a number"_s);
        row("two points", "[1.2.3]", 1, 2, u"“1.2.3” is not a number"_s);
        row("plus", "[+1]", 1, 2, u"“+1” is not a number"_s);
        row("no digit before the point", "[.5]", 1, 2, u"“.5” is not a number"_s);
        row("no digit after the point", "[5.]", 1, 2, u"“5.” is not a number"_s);
        row("empty exponent", "[1e]", 1, 2, u"“1e” is not a number"_s);
        row("hexadecimal", "[0x10]", 1, 2, u"“0x10” is not a number"_s);
        row("number too large", "{\n\"a\": 1e999}", 2, 6, u"too large"_s);
        row("stray character", "[%]", 1, 2, u"“%” stands"_s);
        row("columns count characters", "[\"Zürich 漢\" x]", 1, 13, u"“x”"_s);
        row("columns count characters above U+FFFF", "[\"\xF0\x9F\x8C\x8D\" \xF0\x9F\x8C\x8D]", 1, 6, u"\U0001F30D"_s);
        row("Windows line ends", "{\r\n  \"a\": 1,\r\n}\r\n", 3, 1, u"comma too many"_s);
        row("hostile text is cleaned", "[\xE2\x80\xAE]", 1, 2, u"\\u202e"_s);
        row("no JSON at all", "<html>\n</html>", 1, 1, u"“<”"_s);
        row("form feed is no space", "[1,\f2]", 1, 4, u"\\u000c"_s);
        row("same key twice", "{\"a\": 1,\n \"a\": 2}", 2, 2, u"twice"_s, ErrorCode::DuplicateKey);
        row("same key in another spelling", "{\"a\": 1, \"\\u0061\": 2}", 1, 10, u"twice"_s, ErrorCode::DuplicateKey);
        row("zero byte", QByteArray("{\"a\": \"b\0c\"}", 12), 1, 9, u"zero byte"_s, ErrorCode::Encoding);
        row("zero byte at the end", QByteArray("{}\n\0", 4), 2, 1, u"zero byte"_s, ErrorCode::Encoding);
        row("UTF-16 with a mark", QByteArray("\xFF\xFE{\0}\0", 6), 1, 1, u"UTF-16"_s, ErrorCode::Encoding);
        row("UTF-16 the other way", QByteArray("\xFE\xFF\0{\0}", 6), 1, 1, u"UTF-16"_s, ErrorCode::Encoding);
        row("UTF-16 without a mark", QByteArray("{\0}\0", 4), 1, 1, u"UTF-16"_s, ErrorCode::Encoding);
        row("Latin-1", "{\n\"a\": \"Z\xFCrich\"}", 2, 8, u"0xfc"_s, ErrorCode::Encoding);
        row("overlong slash", "[\"\xC0\xAF\"]", 1, 3, u"0xc0"_s, ErrorCode::Encoding);
        row("overlong in three bytes", "[\"\xE0\x80\xAF\"]", 1, 3, u"0xe0"_s, ErrorCode::Encoding);
        row("surrogate in UTF-8", "[\"\xED\xA0\xBC\"]", 1, 3, u"0xed"_s, ErrorCode::Encoding);
        row("above U+10FFFF", "[\"\xF4\x90\x80\x80\"]", 1, 3, u"0xf4"_s, ErrorCode::Encoding);
        row("cut in a character", "[\"\xE6\xBC", 1, 3, u"0xe6"_s, ErrorCode::Encoding);
        row("continuation alone", "[\"a\x80\"]", 1, 4, u"0x80"_s, ErrorCode::Encoding);
        row("bad byte between values", "[1, \xFF]", 1, 5, u"0xff"_s, ErrorCode::Encoding);
    }

    void saysWhereAndWhatIsWrong()
    {
        QFETCH(QByteArray, text);
        QFETCH(ErrorCode, code);
        QFETCH(int, line);
        QFETCH(int, column);
        QFETCH(QString, says);
        const Result<JsonValue> value = parseJson(text, u"plan.portolan"_s);
        QVERIFY(!value);
        QCOMPARE(value.error().size(), 1);
        const Error &error = value.error().first();
        QCOMPARE(error.code, code);
        QCOMPARE(error.file, u"plan.portolan"_s);
        QCOMPARE(error.line, line);
        QCOMPARE(error.column, column);
        QVERIFY2(error.detail.contains(says), qPrintable(error.detail));
        QVERIFY2(!error.detail.contains(u"json.exception"_s) && error.detail.endsWith(u'.'), qPrintable(error.detail));
    }

    void namesThePlaceOfADuplicateKey()
    {
        const Result<JsonValue> value =
            parseJson(R"({"servers": [{"id": "a"}, {"id": "b", "x": {"y z": [[], {"k": 1, "k": 2}]}}]})", {});
        QVERIFY(!value);
        QCOMPARE(value.error().first().place, u"servers[1].x[“y z”][1].k"_s);
    }

    void allowsSixtyFourLevelsAndNoMore()
    {
        QVERIFY(parseJson(QByteArray(64, '[') + QByteArray(64, ']'), {}));
        const Result<JsonValue> deep = parseJson(QByteArray(65, '[') + QByteArray(65, ']'), {});
        QVERIFY(!deep);
        QCOMPARE(deep.error().first().code, ErrorCode::TooDeep);
        QCOMPARE(deep.error().first().line, 1);
        QCOMPARE(deep.error().first().column, 65);
        QCOMPARE(deep.error().first().place, u"[0]"_s.repeated(64));
    }

    void survivesAMillionBrackets()
    {
        for (const QByteArray &piece : {QByteArray("["), QByteArray("{\"a\":")}) {
            const Result<JsonValue> deep = parseJson(piece.repeated(1000000), {});
            QVERIFY(!deep);
            QCOMPARE(deep.error().first().code, ErrorCode::TooDeep);
        }
    }

    void refusesMoreThan64MiB()
    {
        const Result<JsonValue> large = parseJson(QByteArray(64 * 1024 * 1024 + 1, ' '), u"f"_s);
        QVERIFY(!large);
        QCOMPARE(large.error().first().code, ErrorCode::CannotRead);
    }

    void everyPrefixOfATextIsRefusedWithAPlaceInsideIt()
    {
        const QByteArray text = R"({ "a": ["x\n", -1.5e3, true, null], "b": { "ü\u00fc": false } })";
        QVERIFY(parseJson(text, {}));
        for (qsizetype size = 0; size < text.size(); ++size) {
            const Result<JsonValue> value = parseJson(text.first(size), {});
            QVERIFY(!value);
            QCOMPARE(value.error().first().line, 1);
            QVERIFY(value.error().first().column >= 1 && value.error().first().column <= size + 1);
        }
    }

    void everyBrokenByteIsSurvived()
    {
        const QByteArray text = R"({ "a": ["x\n", -1.5e3, true, null], "b": { "ü\u00fc": false } })";
        for (qsizetype at = 0; at < text.size(); ++at) {
            for (int byte = 0; byte < 256; ++byte) {
                QByteArray broken = text;
                broken[at] = char(byte);
                const Result<JsonValue> value = parseJson(broken, {});
                if (value) {
                    QVERIFY(parseJson(writeJson(*value), {}) == *value);
                } else {
                    QCOMPARE(value.error().size(), 1);
                    QVERIFY(value.error().first().line >= 1);
                    QVERIFY(!value.error().first().detail.isEmpty());
                }
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestJsonErrors)
#include "tst_jsonerrors.moc"
