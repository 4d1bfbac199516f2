// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/diagram/svgcanvas.h"

#include <QTest>
#include <QXmlStreamReader>

using namespace portolan;

namespace {

/// All text of elements called `name`, in document order; fails the test where the document is not well-formed.
QStringList textsOf(const QByteArray &svg, const QString &name)
{
    QStringList texts;
    QXmlStreamReader xml(svg);
    while (!xml.atEnd()) {
        if (xml.readNext() == QXmlStreamReader::StartElement && xml.name() == name)
            texts << xml.readElementText();
    }
    if (xml.hasError())
        QTest::qFail(qPrintable(xml.errorString()), __FILE__, __LINE__);
    return texts;
}

} // namespace

class tst_SvgCanvas : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void escapesHostileText_data();
    void escapesHostileText();
    void replacesWhatXmlCannotHold();
    void makesIdsOfAnything();
    void writesNumbersForEveryLocale();
    void writesCurvesAndDashes();
};

void tst_SvgCanvas::escapesHostileText_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("an element") << QStringLiteral("<script>alert(1)</script>");
    QTest::newRow("an entity") << QStringLiteral("&amp; &#x41; &lol9;");
    QTest::newRow("the end of an attribute") << QStringLiteral("\" onload=\"x' y='");
    QTest::newRow("the end of a CDATA section") << QStringLiteral("]]> --> ?>");
    QTest::newRow("another alphabet") << QStringLiteral("Zürich 東京 😀");
}

void tst_SvgCanvas::escapesHostileText()
{
    QFETCH(QString, text);
    SvgCanvas canvas({100, 50}, text, text);
    canvas.beginGroup({QStringLiteral("a"), QStringLiteral("edge"), text, {{QStringLiteral("name"), text}}});
    canvas.text({1, 2}, text, {10, false, Qt::black}, Anchor::Start);
    canvas.endGroup();
    const QByteArray svg = canvas.finish();
    QCOMPARE(textsOf(svg, QStringLiteral("title")), (QStringList{text, text}));
    QCOMPARE(textsOf(svg, QStringLiteral("desc")), QStringList{text});
    QCOMPARE(textsOf(svg, QStringLiteral("text")), QStringList{text});
    QXmlStreamReader xml(svg);
    QString attribute;
    while (!xml.atEnd()) {
        if (xml.readNext() == QXmlStreamReader::StartElement && xml.name() == QLatin1String("g"))
            attribute = xml.attributes().value(QStringLiteral("data-name")).toString();
    }
    QCOMPARE(attribute, text);
}

void tst_SvgCanvas::replacesWhatXmlCannotHold()
{
    SvgCanvas canvas({10, 10}, QString(QChar(0x01)), QString());
    canvas.text({0, 0}, QString(QChar(0xFFFF)) + QChar(0x0B), {10, false, Qt::black}, Anchor::Start);
    const QByteArray svg = canvas.finish();
    QCOMPARE(textsOf(svg, QStringLiteral("title")), QStringList{QString(QChar(0xFFFD))});
    QCOMPARE(textsOf(svg, QStringLiteral("text")), QStringList{QString(2, QChar(0xFFFD))});
}

void tst_SvgCanvas::makesIdsOfAnything()
{
    SvgCanvas canvas({10, 10}, QString(), QString());
    canvas.beginGroup({QStringLiteral("edge:a b|c\"<"), QStringLiteral("edge"), QString(), {}});
    canvas.endGroup();
    QVERIFY(canvas.finish().contains("<g id=\"edge:a_b_c__\" class=\"edge\">"));
}

void tst_SvgCanvas::writesNumbersForEveryLocale()
{
    const QLocale before;
    QLocale::setDefault(QLocale(QLocale::German));
    SvgCanvas canvas({1234.5, 10}, QString(), QString());
    canvas.rect(QRectF(0.125, -0.001, 12345.678, 1), 2.5, Qt::red, {});
    const QByteArray svg = canvas.finish();
    QLocale::setDefault(before);
    QVERIFY(svg.contains("viewBox=\"0 0 1235 10\""));
    QVERIFY(svg.contains("<rect x=\"0.13\" y=\"0\" width=\"12345.68\" height=\"1\" rx=\"2.5\" fill=\"#ff0000\"/>"));
}

void tst_SvgCanvas::writesCurvesAndDashes()
{
    QPainterPath path(QPointF(1, 2));
    path.cubicTo(3, 4, 5, 6, 7, 8);
    path.lineTo(9, 10);
    SvgCanvas canvas({10, 10}, QString(), QString());
    canvas.path(path, {}, {Qt::blue, 1.5, {7, 4}});
    const QByteArray svg = canvas.finish();
    QVERIFY(svg.contains("<path d=\"M1 2C3 4 5 6 7 8L9 10\" fill=\"none\" stroke=\"#0000ff\" stroke-width=\"1.5\" "
                         "stroke-dasharray=\"7 4\" stroke-linejoin=\"round\"/>"));
}

QTEST_MAIN(tst_SvgCanvas)
#include "tst_svgcanvas.moc"
