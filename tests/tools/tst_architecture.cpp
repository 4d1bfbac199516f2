// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;

namespace portolan {
namespace {

struct Source {
    QString path; ///< from the root of the tree
    QString text;
};

struct Include {
    QString name;
    bool quoted = false;
};

QString readText(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QList<Source> sourcesIn(const QStringList &folders, const QStringList &patterns = {u"*.h"_s, u"*.cpp"_s})
{
    const QDir root(QStringLiteral(PORTOLAN_SOURCE_DIR));
    QList<Source> sources;
    for (const QString &folder : folders) {
        QDirIterator files(root.filePath(folder), patterns, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QString path = files.next();
            sources.append({root.relativeFilePath(path), readText(path)});
        }
    }
    return sources;
}

QList<Include> includesOf(const Source &source)
{
    static const QRegularExpression pattern(u"^[ \\t]*#[ \\t]*include[ \\t]*([<\"])([^>\"\\n]+)[>\"]"_s,
                                            QRegularExpression::MultilineOption);
    QList<Include> includes;
    for (QRegularExpressionMatchIterator matches = pattern.globalMatch(source.text); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        includes.append({match.captured(2), match.captured(1) == u"\""});
    }
    return includes;
}

/// The code with its string literals, without comments.
QString withoutComments(const QString &text)
{
    // No raw strings here: moc loses its way in those that hold quotes.
    const QString rawString = u"R\"(?<mark>[^(\\s]*)\\([\\s\\S]*?\\)\\k<mark>\""_s;
    const QString string = u"\"(?:[^\"\\\\\\n]|\\\\.)*\""_s;
    const QString character = u"(?<![0-9A-Fa-f])'(?:[^'\\\\\\n]|\\\\.)*'"_s;
    const QString comment = u"//[^\\n]*|/\\*[\\s\\S]*?\\*/"_s;
    const QRegularExpression pattern(u"(?<keep>%1|%2|%3)|%4"_s.arg(rawString, string, character, comment));
    QString code;
    qsizetype from = 0;
    for (QRegularExpressionMatchIterator matches = pattern.globalMatch(text); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        code += QStringView(text).mid(from, match.capturedStart() - from);
        code += match.captured(u"keep"_s);
        from = match.capturedEnd();
    }
    code += QStringView(text).mid(from);
    return code;
}

/// Includes for which `isWrong(source, include)` holds, one line each.
template <typename Predicate>
QStringList includesThat(const QList<Source> &sources, Predicate isWrong)
{
    QStringList wrong;
    for (const Source &source : sources) {
        for (const Include &include : includesOf(source)) {
            if (isWrong(source, include))
                wrong.append(u"%1 includes %2"_s.arg(source.path, include.name));
        }
    }
    return wrong;
}

bool isUnder(const QString &path, const QStringList &folders)
{
    return std::any_of(folders.begin(), folders.end(), [&](const QString &folder) { return path.startsWith(folder); });
}

} // namespace

#define EXPECT_NONE(...)                                                                                               \
    do {                                                                                                               \
        const QStringList problems_ = __VA_ARGS__;                                                                     \
        if (!problems_.isEmpty())                                                                                      \
            QFAIL(qPrintable(u'\n' + problems_.join(u'\n')));                                                          \
    } while (false)

/// The rules of the house that a compiler does not hold: what may include what, and what the program must not know.
class TestArchitecture : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void commentsAreToldFromCode_data();
    void commentsAreToldFromCode();
    void modelIncludesOnlyQtCoreAndItself();
    void viewsIncludeNothingOfTheApp();
    void onlyTheWorkerIncludesGraphviz();
    void workerKnowsNothingOfTopologies();
    void programNamesNoProductAndNoneOfItsRoles();
    void namesAreNoMacrosOfWindows();
    void everySourceNamesItsLicence();
};

void TestArchitecture::commentsAreToldFromCode_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("code");
    QTest::newRow("to the end of the line") << u"a // b\nc"_s << u"a \nc"_s;
    QTest::newRow("over lines") << u"a /* b\n \" */ c"_s << u"a  c"_s;
    QTest::newRow("slashes in a string stay") << u"f(\"http://x\\\"//\"); // y"_s << u"f(\"http://x\\\"//\"); "_s;
    QTest::newRow("a quote as a character") << u"'\"' // b\n'\\'' // c"_s << u"'\"' \n'\\'' "_s;
    QTest::newRow("a quote as a UTF-16 character") << u"u'\"' // b"_s << u"u'\"' "_s;
    QTest::newRow("a digit separator") << u"1'000 + 2'000; // b"_s << u"1'000 + 2'000; "_s;
    QTest::newRow("raw string") << u"R\"x(a // \" b)x\" // c"_s << u"R\"x(a // \" b)x\" "_s;
}

void TestArchitecture::commentsAreToldFromCode()
{
    QFETCH(QString, text);
    QTEST(withoutComments(text), "code");
}

void TestArchitecture::modelIncludesOnlyQtCoreAndItself()
{
    const QDir qtCore(QStringLiteral(PORTOLAN_QTCORE_HEADERS));
    QVERIFY2(qtCore.exists(u"QString"_s), PORTOLAN_QTCORE_HEADERS);
    QVERIFY(!qtCore.exists(u"QColor"_s));
    const QDir qtNetwork(QStringLiteral(PORTOLAN_QTNETWORK_HEADERS));
    QVERIFY2(qtNetwork.exists(u"QHostAddress"_s), PORTOLAN_QTNETWORK_HEADERS);

    const QList<Source> sources = sourcesIn({u"model"_s});
    QVERIFY(!sources.isEmpty());
    EXPECT_NONE(includesThat(sources, [&](const Source &source, const Include &include) {
        if (include.quoted)
            return include.name.contains(u'/') && !include.name.startsWith(u"model/");
        // Checks are the one part of the model that talks to others, in a target of its own.
        const bool mayTalk = source.path.startsWith(u"model/reachability/");
        return include.name.startsWith(u'Q') && !qtCore.exists(include.name)
            && !(mayTalk && qtNetwork.exists(include.name));
    }));
}

void TestArchitecture::viewsIncludeNothingOfTheApp()
{
    const QList<Source> sources = sourcesIn({u"views"_s});
    QVERIFY(!sources.isEmpty());
    EXPECT_NONE(includesThat(sources, [](const Source &, const Include &include) {
        return include.name.startsWith(u"app/") || include.name.contains(u"../");
    }));
}

void TestArchitecture::onlyTheWorkerIncludesGraphviz()
{
    static const QRegularExpression graphviz(u"^graphviz/|^(gvc|gvcext|gvplugin\\w*|cgraph|cdt|pack|gvpr)\\.h$"_s);
    const QList<Source> sources = sourcesIn({u"model"_s, u"views"_s, u"app"_s, u"tests"_s});
    EXPECT_NONE(includesThat(sources, [](const Source &source, const Include &include) {
        return graphviz.match(include.name).hasMatch() && !source.path.startsWith(u"views/layout/worker/");
    }));
}

void TestArchitecture::workerKnowsNothingOfTopologies()
{
    const QStringList allowed{u"model/error.h"_s, u"views/layout/"_s};
    EXPECT_NONE(includesThat(sourcesIn({u"views/layout/worker"_s}), [&](const Source &, const Include &include) {
        return include.quoted && include.name.contains(u'/') && !isUnder(include.name, allowed);
    }));
}

void TestArchitecture::programNamesNoProductAndNoneOfItsRoles()
{
    QStringList words;
    for (const Source &source : sourcesIn({u"resources/catalogs"_s}, {u"*.json"_s})) {
        const QJsonObject catalog = QJsonDocument::fromJson(source.text.toUtf8()).object();
        const QString product = catalog[u"product"_s].toString();
        QVERIFY2(!product.isEmpty(), qPrintable(source.path));
        words += u"\\b%1\\b"_s.arg(QRegularExpression::escape(product.section(u' ', 0, 0)));
        const QJsonArray roles = catalog[u"roles"_s].toArray();
        // "client-access", "ClientAccess", "client_access" and "Client Access" are one word here.
        for (const QJsonValue &role : roles)
            words += u"(?i:%1)"_s.arg(role[u"id"_s].toString().split(u'-').join(u"[-_ ]?"_s));
    }
    QVERIFY(words.size() > 1);
    const QRegularExpression pattern(words.join(u'|'));

    QStringList problems;
    for (const Source &source : sourcesIn({u"model"_s, u"views"_s, u"app"_s})) {
        const QString code = withoutComments(source.text);
        for (QRegularExpressionMatchIterator matches = pattern.globalMatch(code); matches.hasNext();)
            problems.append(u"%1 says \"%2\""_s.arg(source.path, matches.next().captured()));
    }
    problems.removeDuplicates();
    EXPECT_NONE(problems);
}

void TestArchitecture::namesAreNoMacrosOfWindows()
{
    // rpc.h, rpcndr.h and windef.h define these words, and sockets come with them.
    static const QRegularExpression macros(u"\\b(?:interface|small|hyper|near|far)\\b"_s);
    static const QRegularExpression strings(u"\"(?:[^\"\\\\\\n]|\\\\.)*\""_s);
    QStringList problems;
    for (const Source &source : sourcesIn({u"model"_s})) {
        const QString code = withoutComments(source.text).remove(strings);
        for (QRegularExpressionMatchIterator matches = macros.globalMatch(code); matches.hasNext();)
            problems.append(u"%1 has the name \"%2\""_s.arg(source.path, matches.next().captured()));
    }
    EXPECT_NONE(problems);
}

void TestArchitecture::everySourceNamesItsLicence()
{
    const QStringList patterns{u"*.h"_s, u"*.cpp"_s, u"*.cmake"_s, u"CMakeLists.txt"_s, u"*.py"_s, u"*.sh"_s};
    QList<Source> sources = sourcesIn({u"model"_s, u"views"_s, u"app"_s, u"tests"_s, u"installer"_s}, patterns);
    QVERIFY(!sources.isEmpty());
    for (const QString &path : {u"run"_s, u"test"_s, u".ci/run"_s, u"CMakeLists.txt"_s})
        sources.append({path, readText(QStringLiteral(PORTOLAN_SOURCE_DIR "/") + path)});

    QStringList problems;
    for (const Source &source : sources) {
        const QString head = source.text.section(u'\n', 0, 3);
        // In two parts, so that tools that look for licences do not take this line for one.
        if (!head.contains(u"SPDX-File"
                           "CopyrightText: "_s)
            || !head.contains(u"SPDX-License"
                              "-Identifier: MIT"_s))
            problems.append(source.path);
    }
    EXPECT_NONE(problems);
}

} // namespace portolan

QTEST_GUILESS_MAIN(portolan::TestArchitecture)
#include "tst_architecture.moc"
