// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "tests/support/kits.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;

namespace portolan {

using namespace portolan::test;

namespace {

QString script()
{
    return QString::fromLatin1(powerShellScriptOf(
        kitFor(planFrom(flowsOf("hq: a[hub-transport ip=10.0.0.1] b[hub-transport ip=10.0.0.2]"), u"a"_s))));
}

/// The script without comments, the data, and what stands in quotes; and what was in the quotes.
struct Code {
    QString bare;
    QStringList strings;
    bool isWhole = true; ///< every quote that opens closes
};

Code codeOf(const QString &text)
{
    Code code;
    qsizetype at = 0;
    while (at < text.size()) {
        const QChar c = text[at];
        if (c == u'#') {
            at = text.indexOf(u'\n', at);
            if (at < 0)
                break;
        } else if (text.mid(at, 3) == u"@'\r") {
            const qsizetype end = text.indexOf(u"\n'@", at);
            code.isWhole = code.isWhole && end >= 0;
            if (end < 0)
                break;
            code.bare += u"''"_s;
            at = end + 3;
        } else if (c == u'\'' || c == u'"') {
            qsizetype end = at + 1;
            // A quote in quotes stands twice; within double ones a grave accent takes what follows as it is.
            while (end < text.size() && (text[end] != c || text.mid(end + 1, 1) == QString(c)))
                end += text[end] == c || (c == u'"' && text[end] == u'`') ? 2 : 1;
            const QString inside = text.mid(at + 1, end - at - 1);
            code.isWhole = code.isWhole && end < text.size() && !inside.contains(u'\n');
            code.strings << inside;
            code.bare += u"''"_s;
            at = end + 1;
        } else {
            code.bare += c;
            ++at;
        }
    }
    return code;
}

} // namespace

/// There is no PowerShell where this is tested, least of all 2.0: what can be held is which words of it the script
/// uses.
class TestPowerShellKit : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void onlyAsciiWithLinesOfWindows();
    void quotesAndBracketsClose();
    void onlyCommandsOfVersion2();
    void noWordsOfLaterVersions_data();
    void noWordsOfLaterVersions();
    void onlyClassesOfFramework2();
    void stringsExpandNothing();
    void parametersComeFirst();
};

void TestPowerShellKit::onlyAsciiWithLinesOfWindows()
{
    const QString text = script();
    QVERIFY(std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 0x7F; }));
    QCOMPARE(text.count(u'\n'), text.count(u"\r\n"));
    QVERIFY(!text.contains(u'\t'));
}

void TestPowerShellKit::quotesAndBracketsClose()
{
    const Code code = codeOf(script());
    QVERIFY(code.isWhole);
    QString open;
    for (const QChar c : code.bare) {
        if (c == u'(' || c == u'[' || c == u'{') {
            open += c;
        } else if (c == u')' || c == u']' || c == u'}') {
            const QChar partner = c == u')' ? u'(' : c == u']' ? u'[' : u'{';
            QVERIFY(open.endsWith(partner));
            open.chop(1);
        }
    }
    QVERIFY(open.isEmpty());
}

void TestPowerShellKit::onlyCommandsOfVersion2()
{
    const QString bare = codeOf(script()).bare;
    QSet<QString> known{u"Get-Location"_s, u"Join-Path"_s,     u"Move-Item"_s,      u"New-Object"_s,
                        u"Out-Null"_s,     u"Select-Object"_s, u"Set-StrictMode"_s, u"Sort-Object"_s,
                        u"Split-Path"_s,   u"Start-Sleep"_s,   u"Write-Host"_s};
    static const QRegularExpression functions(u"function ([A-Za-z-]+)"_s);
    static const QRegularExpression commands(u"(?<![\\w$.-])([A-Z][a-z]+-[A-Z][A-Za-z]+)"_s);
    int count = 0;
    for (QRegularExpressionMatchIterator found = functions.globalMatch(bare); found.hasNext(); ++count)
        known.insert(found.next().captured(1));
    QVERIFY(count > 20);
    QStringList unknown;
    for (QRegularExpressionMatchIterator found = commands.globalMatch(bare); found.hasNext();) {
        const QString command = found.next().captured(1);
        if (!known.contains(command))
            unknown << command;
    }
    QVERIFY2(unknown.isEmpty(), qPrintable(unknown.join(u' ')));
    // Neither by other names, nor other programs: nothing but what is called by its name.
    static const QRegularExpression others(u"(?im)^\\s*(\\.|iex|icm|iwr|cmd|start|net|wmic|reg|sc)\\s"_s);
    QVERIFY(!others.match(bare).hasMatch());
}

void TestPowerShellKit::noWordsOfLaterVersions_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::newRow("-in, -notin (3)") << u"\\s-(not)?in\\s"_s;
    QTest::newRow("-shl, -shr (3)") << u"\\s-sh[lr]\\s"_s;
    QTest::newRow("::new (5)") << u"::new\\b"_s;
    QTest::newRow("classes and enumerations (5)") << u"(?m)^\\s*(class|enum|using)\\s"_s;
    QTest::newRow("[pscustomobject], [ordered] (3)") << u"(?i)\\[(pscustomobject|ordered|nullstring)\\]"_s;
    QTest::newRow("$PSItem (3), $PSScriptRoot (3 in scripts)") << u"(?i)\\$ps(item|scriptroot|commandpath)\\b"_s;
    QTest::newRow(".Where(), .ForEach() (4)") << u"(?i)\\.(where|foreach)\\s*[({]"_s;
    QTest::newRow("operators of 7") << u"\\?\\?|\\?\\.|&&|\\|\\|"_s;
    QTest::newRow("JSON (3)") << u"(?i)convert(to|from)-json"_s;
    QTest::newRow("code made at run time")
        << u"(?i)invoke-expression|add-type|scriptblock\\]::create|-encodedcommand"_s;
    QTest::newRow("modules") << u"(?i)import-module|#requires"_s;
    QTest::newRow("the web by itself (3)") << u"(?i)invoke-(webrequest|restmethod)"_s;
    QTest::newRow("splatting of $using: (3)") << u"(?i)\\$using:"_s;
}

void TestPowerShellKit::noWordsOfLaterVersions()
{
    QFETCH(QString, pattern);
    const QRegularExpressionMatch match = QRegularExpression(pattern).match(codeOf(script()).bare);
    QVERIFY2(!match.hasMatch(), qPrintable(match.captured()));
}

void TestPowerShellKit::onlyClassesOfFramework2()
{
    const QSet<QString> known{u"System.BitConverter"_s,
                              u"System.ArgumentException"_s,
                              u"System.NotSupportedException"_s,
                              u"System.Guid"_s,
                              u"System.Collections.ArrayList"_s,
                              u"System.ComponentModel.Win32Exception"_s,
                              u"System.Diagnostics.Stopwatch"_s,
                              u"System.Globalization.CultureInfo"_s,
                              u"System.Globalization.DateTimeStyles"_s,
                              u"System.IO.File"_s,
                              u"System.IO.IOException"_s,
                              u"System.IO.Path"_s,
                              u"System.Management.Automation.PowerShell"_s,
                              u"System.Net.Dns"_s,
                              u"System.Net.IPAddress"_s,
                              u"System.Net.IPEndPoint"_s,
                              u"System.Net.Security.RemoteCertificateValidationCallback"_s,
                              u"System.Net.Security.SslStream"_s,
                              u"System.Net.Sockets.SelectMode"_s,
                              u"System.Net.Sockets.SocketException"_s,
                              u"System.Net.Sockets.TcpClient"_s,
                              u"System.Net.Sockets.UdpClient"_s,
                              u"System.Security.Authentication.SslProtocols"_s,
                              u"System.Security.Cryptography.SHA256Managed"_s,
                              u"System.Security.Cryptography.X509Certificates.X509Certificate2"_s,
                              u"System.Security.Cryptography.X509Certificates.X509CertificateCollection"_s,
                              u"System.StringSplitOptions"_s,
                              u"System.Text.ASCIIEncoding"_s,
                              u"System.Text.Encoding"_s,
                              u"System.Text.StringBuilder"_s};
    static const QRegularExpression names(u"\\bSystem(\\.[A-Za-z0-9]+)+"_s);
    const QString bare = codeOf(script()).bare;
    QStringList unknown;
    for (QRegularExpressionMatchIterator found = names.globalMatch(bare); found.hasNext();) {
        const QString name = found.next().captured();
        if (!known.contains(name))
            unknown << name;
    }
    QVERIFY2(unknown.isEmpty(), qPrintable(unknown.join(u' ')));
    // Shorter names are those of the language itself.
    static const QRegularExpression short_(u"\\[([A-Za-z][A-Za-z0-9]*)(\\[\\])?\\](?=::|[$(.'A-Za-z]|\\s*\\{)"_s);
    const QSet<QString> words{u"string"_s,  u"int"_s,      u"bool"_s,   u"byte"_s,        u"char"_s,      u"void"_s,
                              u"regex"_s,   u"ref"_s,      u"switch"_s, u"scriptblock"_s, u"hashtable"_s, u"Math"_s,
                              u"Convert"_s, u"DateTime"_s, u"Enum"_s,   u"BitConverter"_s};
    for (QRegularExpressionMatchIterator found = short_.globalMatch(bare); found.hasNext();) {
        const QString word = found.next().captured(1);
        QVERIFY2(words.contains(word), qPrintable(word));
    }
}

void TestPowerShellKit::stringsExpandNothing()
{
    // Double quotes are for line breaks only, so nothing in them is ever looked into.
    static const QRegularExpression doubles(u"\"(?:[^\"`\\r\\n]|`.)*\""_s);
    const QString text = script();
    const QString code = text.left(text.indexOf(u"\nrun|"));
    static const QRegularExpression plain(u"'(?:[^'\\r\\n]|'')*'|#[^\\r\\n]*"_s);
    const QString rest = QString(code).remove(plain);
    for (QRegularExpressionMatchIterator found = doubles.globalMatch(rest); found.hasNext();) {
        const QString word = found.next().captured();
        QVERIFY2(!word.contains(u'$'), qPrintable(word));
    }
}

void TestPowerShellKit::parametersComeFirst()
{
    static const QRegularExpression comments(u"^(?:#[^\\n]*\\r\\n)*param\\("_s);
    QVERIFY(comments.match(script()).hasMatch());
}

} // namespace portolan

QTEST_GUILESS_MAIN(portolan::TestPowerShellKit)
#include "tst_powershellkit.moc"
