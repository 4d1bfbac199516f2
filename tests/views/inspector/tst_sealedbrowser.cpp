// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/inspector/sealedbrowser.h"

#include <QFile>
#include <QImage>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace portolan;
using namespace Qt::StringLiterals;

class TestSealedBrowser : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void loadsNothing();
    void showsNoPictures();
    void aLinkIsNoWayOut();
    void textCanBeSelected();
};

void TestSealedBrowser::loadsNothing()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"secret.css"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("secret");
    file.close();
    const auto read = [&path](const QTextBrowser &browser, int type) {
        return browser.document()->resource(type, QUrl::fromLocalFile(path)).toByteArray();
    };
    const SealedBrowser sealed;
    const QTextBrowser open;
    for (const int type : {int(QTextDocument::HtmlResource), int(QTextDocument::ImageResource),
                           int(QTextDocument::StyleSheetResource)}) {
        QCOMPARE(read(open, type), "secret");
        QCOMPARE(read(sealed, type), QByteArray());
    }
}

void TestSealedBrowser::showsNoPictures()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"red.png"_s);
    QImage red(60, 60, QImage::Format_RGB32);
    red.fill(Qt::red);
    QVERIFY(red.save(path));
    const auto isRed = [&path](QTextBrowser &browser, const QString &address) {
        browser.resize(200, 200);
        browser.setHtml(u"<img src='%1'>"_s.arg(address));
        const QImage picture = browser.grab().toImage();
        for (int y = 0; y < picture.height(); ++y) {
            for (int x = 0; x < picture.width(); ++x) {
                if (picture.pixelColor(x, y) == QColor(Qt::red))
                    return true;
            }
        }
        return false;
    };
    for (const QString &address : {path, QUrl::fromLocalFile(path).toString()}) {
        QTextBrowser open;
        QVERIFY(isRed(open, address));
        SealedBrowser sealed;
        QVERIFY2(!isRed(sealed, address), qPrintable(address));
    }
}

void TestSealedBrowser::aLinkIsNoWayOut()
{
    SealedBrowser browser;
    browser.resize(300, 100);
    browser.show();
    QVERIFY(QTest::qWaitForWindowExposed(&browser));
    browser.setHtml(u"<a href='file:///etc/passwd'>here is a link to click on</a>"_s);
    const QSignalSpy clicked(&browser, &QTextBrowser::anchorClicked);
    const QSignalSpy moved(&browser, &QTextBrowser::sourceChanged);
    QTest::mouseClick(browser.viewport(), Qt::LeftButton, {}, QPoint(40, 20));
    QVERIFY(clicked.isEmpty() && moved.isEmpty());
    QVERIFY(browser.toPlainText().startsWith(u"here"_s));
}

void TestSealedBrowser::textCanBeSelected()
{
    SealedBrowser browser;
    browser.setPlainText(u"to be copied"_s);
    browser.setFocus();
    QTest::keyClick(&browser, Qt::Key_A, Qt::ControlModifier);
    QCOMPARE(browser.textCursor().selectedText(), u"to be copied"_s);
    QVERIFY(browser.isReadOnly());
}

QTEST_MAIN(TestSealedBrowser)
#include "tst_sealedbrowser.moc"
