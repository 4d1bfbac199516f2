// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/json/jsonvalue.h"

#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace portolan;
using namespace Qt::StringLiterals;

namespace {

JsonValue parsed(const QByteArray &text)
{
    const Result<JsonValue> value = parseJson(text, {});
    return value ? *value : JsonValue();
}

JsonValue number(const QString &text)
{
    JsonValue value;
    value.type = JsonValue::Type::Number;
    value.text = text;
    return value;
}

QString randomText(QRandomGenerator &random)
{
    static const QStringList pieces{u"a"_s,      u"Zürich"_s,       u"\""_s,   u"\\"_s, u"\n"_s,
                                    u"\t"_s,     u"\u0001"_s,       u"/"_s,    u" "_s,  u"\u2028"_s,
                                    u"漢"_s,     u"\U0001F30D"_s,   u"</b>"_s, u"\b"_s, u"\u007f"_s,
                                    u"\u202e"_s, QString(QChar(0)), u"\r\f"_s};
    QString text;
    for (int i = random.bounded(6); i > 0; --i)
        text += pieces[random.bounded(int(pieces.size()))];
    return text;
}

JsonValue randomValue(QRandomGenerator &random, int depth)
{
    static const QStringList numbers{
        u"0"_s, u"-0"_s, u"100"_s, u"1e2"_s, u"1.50"_s, u"-12.5E-3"_s, u"123456789012345678901234567890"_s};
    switch (random.bounded(depth > 0 ? 7 : 4)) {
    case 0:
        return {};
    case 1:
        return JsonValue::fromBool(random.bounded(2) == 1);
    case 2:
        return number(numbers[random.bounded(int(numbers.size()))]);
    case 3:
        return JsonValue::fromString(randomText(random));
    case 4: {
        JsonValue array = JsonValue::array();
        for (int i = random.bounded(9); i > 0; --i)
            array.items.push_back(randomValue(random, depth - 1));
        return array;
    }
    default: {
        JsonValue object = JsonValue::object();
        for (int i = random.bounded(6); i > 0; --i)
            object.set(randomText(random), randomValue(random, depth - 1));
        return object;
    }
    }
}

} // namespace

class TestJsonValue : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsTheOrderOfMembers()
    {
        const JsonValue value = parsed(R"({"z": 1, "a": {"y": 2, "b": 3}, "m": []})");
        QCOMPARE(value.members.size(), size_t(3));
        QCOMPARE(value.members[0].first, u"z"_s);
        QCOMPARE(value.members[1].first, u"a"_s);
        QCOMPARE(value.members[1].second.members[0].first, u"y"_s);
        QCOMPARE(value.members[2].first, u"m"_s);
        QCOMPARE(value.members[2].second.type, JsonValue::Type::Array);
    }

    void keepsTheTextOfNumbers_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *text : {"0", "-0", "7", "-7", "100", "1e2", "1E+2", "100.0", "1.50", "-12.5E-3", "0.1",
                                 "1e-400", "18446744073709551615", "18446744073709551616", "-9223372036854775809",
                                 "123456789012345678901234567890.000000000000000000000001"})
            QTest::newRow(text) << QString::fromLatin1(text);
    }

    void keepsTheTextOfNumbers()
    {
        QFETCH(QString, text);
        const QByteArray bytes = text.toLatin1();
        QCOMPARE(parsed(bytes), number(text));
        QCOMPARE(parsed("[" + bytes + "]").items.at(0), number(text));
        QCOMPARE(parsed("[1,\t" + bytes + "\n,2]").items.at(1), number(text));
        QCOMPARE(parsed("{\"a\":" + bytes + "}").members.at(0).second, number(text));
    }

    void readsText_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("text");
        QTest::newRow("plain") << QByteArray(R"("abc")") << u"abc"_s;
        QTest::newRow("empty") << QByteArray(R"("")") << u""_s;
        QTest::newRow("escapes") << QByteArray(R"("\"\\\/\b\f\n\r\t")") << u"\"\\/\b\f\n\r\t"_s;
        QTest::newRow("escaped umlaut") << QByteArray(R"("Z\u00fcrich")") << u"Zürich"_s;
        QTest::newRow("UTF-8") << QByteArray("\"Zürich 漢\"") << u"Zürich 漢"_s;
        QTest::newRow("surrogate pair") << QByteArray(R"("\ud83c\udf0d")") << u"\U0001F30D"_s;
        QTest::newRow("four bytes") << QByteArray("\"\xF0\x9F\x8C\x8D\"") << u"\U0001F30D"_s;
        QTest::newRow("escaped zero") << QByteArray(R"("a\u0000b")") << u"a"_s + QChar(0) + u"b"_s;
        QTest::newRow("line separator") << QByteArray("\"a\xE2\x80\xA8"
                                                      "b\"")
                                        << u"a\u2028b"_s;
    }

    void readsText()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, text);
        QCOMPARE(parsed(json), JsonValue::fromString(text));
    }

    void skipsAByteOrderMark()
    {
        QCOMPARE(parsed("\xEF\xBB\xBF[true]").items.at(0), JsonValue::fromBool(true));
        const Result<JsonValue> broken = parseJson("\xEF\xBB\xBF[tru]", u"f"_s);
        QVERIFY(!broken);
        QCOMPARE(broken.error().first().column, 2);
    }

    void findsAndSetsMembers()
    {
        JsonValue object = JsonValue::object();
        object.set(u"a"_s, JsonValue::fromNumber(1));
        object.set(u"b"_s, JsonValue::fromStrings({u"x"_s, u"y"_s}));
        object.set(u"a"_s, JsonValue::fromNumber(2));
        QCOMPARE(object.members.size(), size_t(2));
        QCOMPARE(object.find(u"a")->text, u"2"_s);
        QCOMPARE(object.find(u"b")->items.size(), size_t(2));
        QVERIFY(!object.find(u"c"));
    }

    void comparesByTypeValueAndOrder()
    {
        QVERIFY(parsed("[1, \"a\", null, true]") == parsed("[1,\"a\",null,true]"));
        QVERIFY(parsed("1") != parsed("1.0"));
        QVERIFY(parsed("1") != parsed("\"1\""));
        QVERIFY(parsed("null") != parsed("false"));
        QVERIFY(parsed("[1]") != parsed("[1, 1]"));
        QVERIFY(parsed(R"({"a": 1, "b": 2})") != parsed(R"({"b": 2, "a": 1})"));
    }

    void writesLikePeopleDo_data()
    {
        QTest::addColumn<QByteArray>("written");
        QTest::newRow("scalar") << QByteArray("null\n");
        QTest::newRow("empty object") << QByteArray("{}\n");
        QTest::newRow("empty array") << QByteArray("[]\n");
        QTest::newRow("the root stands on lines of its own") << QByteArray("{\n  \"a\": 1\n}\n");
        QTest::newRow("scalars share a line") << QByteArray("{\n  \"a\": [\"x\", 1, true, null],\n  \"b\": {}\n}\n");
        QTest::newRow("objects of scalars share a line") << QByteArray(R"({
  "sites": [
    { "id": "hq", "name": "Headquarters", "internetFacing": true },
    { "id": "branch", "name": "Branch office" }
  ]
}
)");
        QTest::newRow("objects hold one-line containers") << QByteArray(R"({
  "links": [
    { "between": ["hq", "branch"], "cost": 100, "tlsDisabled": false }
  ],
  "servers": [
    { "id": "a", "roles": [], "dynamicPorts": { "first": 60000, "last": 60099 }, "notes": "rack 4" }
  ]
}
)");
        QTest::newRow("lists of containers never share a line") << QByteArray(R"({
  "a": [
    [1, 2],
    []
  ],
  "b": {
    "c": [
      {}
    ]
  }
}
)");
        // 4 columns of indent, 116 of object: 120 in all.
        const QByteArray fits = "{ \"a\": \"" + QByteArray(105, 'x') + "\" }";
        QTest::newRow("120 columns fit") << QByteArray("{\n  \"l\": [\n    " + fits + "\n  ]\n}\n");
        const QByteArray wide = QByteArray(106, 'x');
        QTest::newRow("121 columns do not")
            << QByteArray("{\n  \"l\": [\n    {\n      \"a\": \"" + wide + "\"\n    }\n  ]\n}\n");
        QTest::newRow("the comma counts") << QByteArray("{\n  \"l\": [\n    {\n      \"a\": \"" + QByteArray(105, 'x')
                                                        + "\"\n    },\n    {}\n  ]\n}\n");
        QTest::newRow("columns are characters")
            << QByteArray("{\n  \"l\": [\n    { \"a\": \"" + QByteArray("ü").repeated(105) + "\" }\n  ]\n}\n");
        const QByteArray items = QByteArray("\"" + QByteArray(50, 'y') + "\"");
        QTest::newRow("a long list has a line for each item")
            << QByteArray("{\n  \"l\": [\n    " + items + ",\n    " + items + ",\n    " + items + "\n  ]\n}\n");
        QTest::newRow("escapes") << QByteArray(
            "{\n  \"\\\"\\\\\": \"\\n\\t\\b\\f\\r\\u0000\\u001f/<>&\x7Fü\xE2\x80\xA8\"\n}\n");
        QTest::newRow("numbers as they were") << QByteArray("[1e2, -0, 100.0, 12345678901234567890123]\n");
    }

    void writesLikePeopleDo()
    {
        QFETCH(QByteArray, written);
        const Result<JsonValue> value = parseJson(written, {});
        QVERIFY(value);
        QCOMPARE(writeJson(*value), written);
    }

    void writingIsStable()
    {
        QRandomGenerator random(20100);
        for (int i = 0; i < 2000; ++i) {
            const JsonValue value = randomValue(random, 5);
            const QByteArray text = writeJson(value);
            const Result<JsonValue> again = parseJson(text, {});
            QVERIFY2(again, text.constData());
            QVERIFY2(*again == value, text.constData());
            QCOMPARE(writeJson(*again), text);
            for (const QByteArray &line : text.split('\n'))
                QVERIFY(!line.endsWith(' '));
        }
    }

    void findsDuplicatesAmongManyKeys()
    {
        QByteArray text = "{";
        for (int i = 0; i < 5000; ++i)
            text += "\"key" + QByteArray::number(i) + "\": 0, ";
        QVERIFY(parseJson(text + "\"last\": 0}", {}));
        const Result<JsonValue> twice = parseJson(text + "\n\"key4711\": 0}", {});
        QVERIFY(!twice);
        QCOMPARE(twice.error().first().code, ErrorCode::DuplicateKey);
        QCOMPARE(twice.error().first().place, u"key4711"_s);
        QCOMPARE(twice.error().first().line, 2);
        QCOMPARE(twice.error().first().column, 1);
    }

    void readsFiles()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath(u"a.json"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{}");
        file.close();
        QCOMPARE(readFile(file.fileName()).value_or(QByteArray()), QByteArray("{}"));
    }

    void refusesFilesThatItCannotRead()
    {
        QTemporaryDir folder;
        const auto code = [](const QString &path) {
            const Result<QByteArray> bytes = readFile(path);
            return bytes || bytes.error().first().file != path || bytes.error().first().detail.isEmpty()
                ? ErrorCode::Cancelled
                : bytes.error().first().code;
        };
        QCOMPARE(code(folder.filePath(u"missing.json"_s)), ErrorCode::CannotRead);
        QCOMPARE(code(folder.path()), ErrorCode::CannotRead);
        QFile large(folder.filePath(u"large.json"_s));
        QVERIFY(large.open(QIODevice::WriteOnly));
        QVERIFY(large.resize(64 * 1024 * 1024 + 1));
        large.close();
        QCOMPARE(code(large.fileName()), ErrorCode::CannotRead);
    }
};

QTEST_GUILESS_MAIN(TestJsonValue)
#include "tst_jsonvalue.moc"
