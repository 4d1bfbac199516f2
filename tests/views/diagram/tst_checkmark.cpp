// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/diagram/checkmark.h"
#include "views/diagram/keylayout.h"
#include "views/diagram/metrics.h"
#include "views/diagram/qpaintercanvas.h"

#include <QImage>
#include <QTest>

#include <cmath>

using namespace portolan;
using namespace Qt::StringLiterals;

namespace {

constexpr CheckState kStates[] = {CheckState::Fails,   CheckState::Differs, CheckState::CannotTell,
                                  CheckState::Planned, CheckState::Works,   CheckState::NotChecked};

} // namespace

class TestCheckMark : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void saysWhatAndOfHowMany_data();
    void saysWhatAndOfHowMany();
    void nothingIsLongerThanTheLongest();
    void signsDifferWithoutColour();
    void coloursCanBeReadOnTheirBackground();
    void wordsDiffer();
    void theKeyTellsOfTheSignsThatAreThere();

private:
    static QImage sign(CheckState state, bool isStale);
};

void TestCheckMark::saysWhatAndOfHowMany_data()
{
    QTest::addColumn<CheckMark>("mark");
    QTest::addColumn<QString>("text");
    const QDate day(2026, 11, 5);
    const auto mark = [&day](CheckState state, qint64 flows, qint64 told, qint64 inState, bool isStale = false) {
        return CheckMark{state, isStale, true, flows, told, inState, day, {}};
    };
    QTest::newRow("one") << mark(CheckState::Fails, 1, 1, 1) << u"fails · 5 Nov"_s;
    QTest::newRow("one, stale") << mark(CheckState::Works, 1, 1, 1, true) << u"works · stale"_s;
    QTest::newRow("one, planned") << mark(CheckState::Planned, 1, 1, 1) << u"planned"_s;
    QTest::newRow("all") << mark(CheckState::Works, 9, 9, 9) << u"all 9 work · 5 Nov"_s;
    QTest::newRow("some") << mark(CheckState::Fails, 9, 9, 2) << u"2 of 9 fail · 5 Nov"_s;
    QTest::newRow("one of some") << mark(CheckState::Differs, 9, 9, 1) << u"1 of 9 differs · 5 Nov"_s;
    QTest::newRow("not all were checked")
        << mark(CheckState::CannotTell, 9, 3, 2) << u"2 can't tell, 3/9 checked · 5 Nov"_s;
    QTest::newRow("thousands") << mark(CheckState::Works, 5678, 1234, 1234)
                               << u"1,234 work, 1,234/5,678 checked · 5 Nov"_s;
    QTest::newRow("starts here") << mark(CheckState::NotChecked, 4, 0, 0) << u"not checked"_s;
    QTest::newRow("starts elsewhere") << CheckMark() << u"not checked from here"_s;
}

void TestCheckMark::saysWhatAndOfHowMany()
{
    QFETCH(CheckMark, mark);
    QTEST(checkText(mark), "text");
}

void TestCheckMark::nothingIsLongerThanTheLongest()
{
    const auto width = [](const QString &text) { return textWidth(text, kCheckTextSize, false); };
    for (const qint64 flows : {1, 2, 9, 40, 137, 1200}) {
        const double most = width(longestCheckText(flows));
        for (const CheckState state : kStates) {
            for (const qint64 told : {qint64(0), flows / 2, flows - 1, flows}) {
                for (const bool isStale : {false, true}) {
                    for (int month = 1; month <= 12; ++month) {
                        const CheckMark mark{
                            state, isStale, true, flows, told, std::max<qint64>(1, told), QDate(2026, month, 28), {}};
                        QVERIFY2(width(checkText(mark)) <= most * 1.03, qPrintable(checkText(mark)));
                    }
                }
            }
        }
    }
}

QImage TestCheckMark::sign(CheckState state, bool isStale)
{
    QImage image(48, 48, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterCanvas canvas(painter);
    paintCheckSign(canvas, QRectF(0, 0, 48, 48), state, isStale, DiagramStyle::of(Theme::Light));
    return image.convertToFormat(QImage::Format_Grayscale8);
}

void TestCheckMark::signsDifferWithoutColour()
{
    QList<QImage> signs;
    for (const CheckState state : kStates) {
        signs << sign(state, false);
        if (state == CheckState::Fails || state == CheckState::Differs || state == CheckState::Works)
            signs << sign(state, true);
    }
    for (qsizetype a = 0; a < signs.size(); ++a) {
        for (qsizetype b = a + 1; b < signs.size(); ++b) {
            int other = 0;
            for (int y = 0; y < 48; ++y) {
                for (int x = 0; x < 48; ++x)
                    other += std::abs(qGray(signs[a].pixel(x, y)) - qGray(signs[b].pixel(x, y))) > 90 ? 1 : 0;
            }
            QVERIFY2(other > 48 * 48 / 40, qPrintable(u"%1 and %2: %3"_s.arg(a).arg(b).arg(other)));
        }
    }
}

void TestCheckMark::coloursCanBeReadOnTheirBackground()
{
    const auto luminance = [](const QColor &color) {
        const auto part = [](double value) {
            return value <= 0.03928 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
        };
        return 0.2126 * part(color.redF()) + 0.7152 * part(color.greenF()) + 0.0722 * part(color.blueF());
    };
    for (const Theme theme : {Theme::Light, Theme::Dark}) {
        const DiagramStyle &style = DiagramStyle::of(theme);
        for (const CheckState state : kStates) {
            for (const QColor &ground : {style.background, style.pill, style.card}) {
                const double one = luminance(checkColor(state, style)) + 0.05;
                const double other = luminance(ground) + 0.05;
                QVERIFY2(std::max(one, other) / std::min(one, other) >= 4.5, qPrintable(checkWord(state)));
            }
        }
    }
}

void TestCheckMark::wordsDiffer()
{
    QSet<QString> words;
    QSet<QString> meanings;
    QSet<QString> ids;
    for (const CheckState state : kStates) {
        words << checkWord(state);
        meanings << checkMeaning(state);
        ids << toString(state);
    }
    QCOMPARE(words.size(), 6);
    QCOMPARE(meanings.size(), 6);
    QCOMPARE(ids.size(), 6);
}

void TestCheckMark::theKeyTellsOfTheSignsThatAreThere()
{
    CheckMarks marks;
    marks.edges.insert(0, CheckMark{CheckState::Fails, false, true, 1, 1, 1, {}, {}});
    marks.nodes.insert(2, CheckMark{CheckState::Works, true, true, 1, 1, 1, {}, {}});
    DiagramKey key;
    key.checks = true;
    const auto signsWith = [&](qsizetype lines) {
        QList<std::pair<CheckState, bool>> found;
        for (const KeyLayout::Sample &sample : layOutKey(key, 900, signsOf(marks, lines)).samples)
            found << std::pair(sample.check, sample.isStale);
        return found;
    };
    using Signs = QList<std::pair<CheckState, bool>>;
    const Signs marked{{CheckState::Works, false}, {CheckState::Fails, false}, {CheckState::Works, true}};
    QVERIFY(signsWith(1) == marked);
    // A line without a mark has a sign, too.
    QVERIFY(signsWith(2).contains(std::pair(CheckState::NotChecked, false)));
    // The room that a chart keeps is enough for all of them.
    QVERIFY(layOutKey(key, 900).size.height() >= layOutKey(key, 900, signsOf(marks, 2)).size.height());
}

QTEST_MAIN(TestCheckMark)
#include "tst_checkmark.moc"
