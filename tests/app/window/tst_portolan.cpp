// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include <QFile>
#include <QImage>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

/// The program itself, run as people run it.
class TestPortolan : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void writesAScreenshotOfTheSample();
    void needsNoDisplayForAScreenshot();
    void selectsWhatItIsTold();
    void darkIsDark();
    void saysWhatIsWrongWithAFile();
    void saysWhenThePictureCannotBeWritten();
    void saysWhenThereIsNothingToSelect();
    void printsItsHelp();

private:
    struct Run {
        int code = -1;
        QString output;
        QString errors;
    };
    Run run(const QStringList &arguments, bool withoutPlatform = false) const;

    QTemporaryDir m_folder;
};

TestPortolan::Run TestPortolan::run(const QStringList &arguments, bool withoutPlatform) const
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
    if (withoutPlatform) {
        for (const QString &name : {u"QT_QPA_PLATFORM"_s, u"DISPLAY"_s, u"WAYLAND_DISPLAY"_s})
            environment.remove(name);
    }
    environment.insert(u"XDG_CONFIG_HOME"_s, m_folder.path());
    process.setProcessEnvironment(environment);
    process.start(QStringLiteral(PORTOLAN_PROGRAM), arguments);
    if (!process.waitForFinished(120000))
        return {};
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
            QString::fromLocal8Bit(process.readAllStandardOutput()),
            QString::fromLocal8Bit(process.readAllStandardError())};
}

void TestPortolan::writesAScreenshotOfTheSample()
{
    const QString path = m_folder.filePath(u"sample.png"_s);
    const Run result = run({u"--size"_s, u"1000x700"_s, u"--screenshot"_s, path});
    QVERIFY2(result.code == 0, qPrintable(result.errors));
    const QImage image(path);
    QCOMPARE(image.size(), QSize(1000, 700));
    // A chart is on it: many colours, where an empty window has a handful.
    QSet<QRgb> colours;
    for (int y = 0; y < image.height(); y += 3) {
        for (int x = 0; x < image.width(); x += 3)
            colours.insert(image.pixel(x, y));
    }
    QVERIFY2(colours.size() > 100, qPrintable(QString::number(colours.size())));
}

void TestPortolan::needsNoDisplayForAScreenshot()
{
#ifndef Q_OS_LINUX
    QVERIFY(true);
#else
    const QString path = m_folder.filePath(u"display.png"_s);
    const Run result =
        run({u":/portolan/samples/single-server.portolan"_s, u"--screenshot"_s, path, u"--size"_s, u"800x600"_s}, true);
    QVERIFY2(result.code == 0, qPrintable(result.errors));
    QVERIFY(QFile::exists(path));
#endif
}

void TestPortolan::selectsWhatItIsTold()
{
    const QString plain = m_folder.filePath(u"plain.png"_s);
    const QString lit = m_folder.filePath(u"lit.png"_s);
    const QString sample = u":/portolan/samples/single-server.portolan"_s;
    QCOMPARE(run({sample, u"--size"_s, u"1000x700"_s, u"--screenshot"_s, plain}).code, 0);
    QCOMPARE(run({sample, u"--size"_s, u"1000x700"_s, u"--screenshot"_s, lit, u"--select"_s, u"ex1"_s}).code, 0);
    QVERIFY(QImage(plain) != QImage(lit));
}

void TestPortolan::darkIsDark()
{
    const QString path = m_folder.filePath(u"dark.png"_s);
    QCOMPARE(run({u":/portolan/samples/single-server.portolan"_s, u"--theme"_s, u"dark"_s, u"--size"_s, u"800x600"_s,
                  u"--screenshot"_s, path})
                 .code,
             0);
    const QImage image = QImage(path).scaled(1, 1, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    QVERIFY2(image.pixelColor(0, 0).lightness() < 90, qPrintable(image.pixelColor(0, 0).name()));
}

void TestPortolan::saysWhatIsWrongWithAFile()
{
    const QString bad = m_folder.filePath(u"bad.portolan"_s);
    QFile file(bad);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{\n  \"format\": 7\n}\n");
    file.close();
    const QString path = m_folder.filePath(u"never.png"_s);
    const Run result = run({bad, u"--screenshot"_s, path});
    QCOMPARE(result.code, 1);
    QVERIFY2(result.errors.contains(u"bad.portolan"_s), qPrintable(result.errors));
    QVERIFY(!QFile::exists(path));
}

void TestPortolan::saysWhenThePictureCannotBeWritten()
{
    const Run result = run({u":/portolan/samples/single-server.portolan"_s, u"--screenshot"_s,
                            m_folder.filePath(u"no/such/folder.png"_s)});
    QCOMPARE(result.code, 1);
    QVERIFY2(result.errors.contains(u"folder.png"_s), qPrintable(result.errors));
}

void TestPortolan::saysWhenThereIsNothingToSelect()
{
    const Run result = run({u":/portolan/samples/single-server.portolan"_s, u"--screenshot"_s,
                            m_folder.filePath(u"x.png"_s), u"--select"_s, u"nobody"_s});
    QCOMPARE(result.code, 1);
    QVERIFY(result.errors.contains(u"nobody"_s));
}

void TestPortolan::printsItsHelp()
{
    const Run result = run({u"--help"_s}, true);
    QCOMPARE(result.code, 0);
    QVERIFY(result.output.contains(u"--screenshot"_s));
    QCOMPARE(run({u"--level"_s, u"rooms"_s}).code, 2);
}

QTEST_GUILESS_MAIN(TestPortolan)
#include "tst_portolan.moc"
