// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/catalog/catalog.h"
#include "printcatalog.h"

#include <QTest>

using namespace portolan;
using namespace Qt::StringLiterals;

namespace {

/// Code and place of each error.
using Faults = QList<std::pair<ErrorCode, QString>>;

Faults faults(const Errors &errors)
{
    Faults result;
    for (const Error &error : errors)
        result.append({error.code, error.place});
    return result;
}

} // namespace

class TestCatalogErrors : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refusesWithTheRightPlace_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<QString>("place");
        const auto row = [](const char *name, const QByteArray &before, const QByteArray &after, ErrorCode code,
                            const QString &place) { QTest::newRow(name) << before << after << code << place; };
        using enum ErrorCode;

        row("no format", R"("format": "portolan-catalog",)", "", MissingKey, u"format"_s);
        row("another format", "portolan-catalog", "portolan-topology", UnsupportedFormat, u"format"_s);
        row("format in capitals", "portolan-catalog", "Portolan-Catalog", UnsupportedFormat, u"format"_s);
        row("format of the wrong type", R"("portolan-catalog")", "7", WrongType, u"format"_s);
        row("no version", R"("version": 1,)", "", MissingKey, u"version"_s);
        row("newer version", R"("version": 1)", R"("version": 2)", UnsupportedFormat, u"version"_s);
        row("version in quotes", R"("version": 1)", R"("version": "1")", WrongType, u"version"_s);
        row("half a version", R"("version": 1)", R"("version": 1.5)", BadValue, u"version"_s);
        row("version nought", R"("version": 1)", R"("version": 0)", BadValue, u"version"_s);
        row("gigantic version", R"("version": 1)", R"("version": 99999999999999999999999)", BadValue, u"version"_s);
        row("id with markup", "paper-trail-3", "<b>paper</b>", BadValue, u"id"_s);
        row("id with a path", "paper-trail-3", "../paper", BadValue, u"id"_s);
        row("empty product", R"("Paper Trail 3")", R"("  ")", BadValue, u"product"_s);
        row("product with a line break", "Paper Trail 3", R"(Paper\nTrail)", BadValue, u"product"_s);
        row("product turned around", "Paper Trail 3", R"(\u202eliarT)", BadValue, u"product"_s);
        row("product in an isolate", "Paper Trail 3", R"(\u2066x\u2069)", BadValue, u"product"_s);
        row("unknown key at the top", R"("product":)", R"("prodct": 1, "product":)", UnknownKey, u"prodct"_s);
        row("hostile unknown key", R"("product":)", R"("a\n\u202eb": 1, "product":)", UnknownKey,
            u"[“a\\u000a\\u202eb”]"_s);
        const auto imports = [&row](const char *name, const QByteArray &content, ErrorCode code, const QString &place) {
            row(name, R"("product":)", R"("imports": { )" + content + R"( }, "product":)", code, place);
        };
        imports("imports with an unknown key", R"("rolse": [])", UnknownKey, u"imports.rolse"_s);
        imports("imported words without any", R"("roles": [{ "words": [] }])", BadValue, u"imports.roles[0].words"_s);
        imports("imported words of an unknown role", R"("roles": [{ "role": "butler", "words": ["Butler"] }])",
                UnknownReference, u"imports.roles[0].role"_s);
        imports("a flag of two bits", R"("roles": [{ "words": ["x"], "flag": 3 }])", BadValue,
                u"imports.roles[0].flag"_s);
        imports(
            "an export about anything",
            R"("exports": [{ "id": "a", "label": "A", "subject": "cake", "types": [], "signs": [], "columns": {} }])",
            BadValue, u"imports.exports[0].subject"_s);
        imports("an export with an unknown field",
                R"("exports": [{ "id": "a", "label": "A", "subject": "site", "types": [], "signs": [],
                                 "columns": { "nme": ["Name"] } }])",
                UnknownKey, u"imports.exports[0].columns.nme"_s);
        row("source of the wrong type",
            R"("source": { "title": "Paper Trail ports", "publisher": "Quill", )"
            R"("date": "2024-02-29", "address": "https://quill.example/ports" })",
            R"("source": [])", WrongType, u"source"_s);
        row("no such day", "2024-02-29", "2023-02-29", BadValue, u"source.date"_s);
        row("address that is no web page", "https://quill", "file:///etc", BadValue, u"source.address"_s);
        row("script as address", "https://quill", "javascript:", BadValue, u"source.address"_s);
        row("unknown key in the source", R"("publisher")", R"("place": "", "publisher")", UnknownKey,
            u"source.place"_s);
        row("no roles", R"("id": "printing", "prefix": "P", "label": "Printing")", R"("id": "printing", "label": "P")",
            MissingKey, u"tables[0].prefix"_s);
        row("role twice", R"("id": "desk")", R"("id": "printer")", DuplicateId, u"roles[2].id"_s);
        row("role of an unknown kind", R"("kind": "device")", R"("kind": "gadget")", BadValue, u"roles[1].kind"_s);
        row("icon that is a path", R"("icon": "stack")", R"("icon": "../stack")", BadValue, u"roles[0].icon"_s);
        row("colour that is a style", R"("color": "teal")", R"("color": "teal; fill")", BadValue, u"roles[0].color"_s);
        row("tier below nought", R"("tier": 0)", R"("tier": -1)", BadValue, u"roles[2].tier"_s);
        row("tier above five", R"("tier": 5)", R"("tier": 6)", BadValue, u"roles[1].tier"_s);
        row("tier in words", R"("tier": 3)", R"("tier": "three")", WrongType, u"roles[0].tier"_s);
        row("role that is a word", "\"roles\": [\n", "\"roles\": [ \"spooler\",\n", WrongType, u"roles[0]"_s);
        row("service twice", R"("id": "rpc", "label": "RPC")", R"("id": "ipp", "label": "RPC")", DuplicateId,
            u"services[1].id"_s);
        row("authentication without a label", R"("id": "ntlm", "label": "NTLM")", R"("id": "ntlm")", MissingKey,
            u"authentications[1].label"_s);
        row("mechanism with an unknown key", R"("label": "TLS")", R"("label": "TLS", "version": 1.2)", UnknownKey,
            u"mechanisms[0].version"_s);
        row("unknown kind of group", R"("kind": "dag")", R"("kind": "cluster")", BadValue, u"groups[0].kind"_s);
        row("group of an unknown role", R"("memberRole": "spooler")", R"("memberRole": "spooller")", UnknownReference,
            u"groups[0].memberRole"_s);
        row("dynamic ports of an unknown role", R"({ "role": "spooler", "first")", R"({ "role": "fax", "first")",
            UnknownReference, u"dynamicPorts[0].role"_s);
        row("dynamic ports the wrong way round", R"("last": 50999)", R"("last": 49999)", BadValue,
            u"dynamicPorts[0].first"_s);
        row("dynamic ports above the last", "65535", "65536", BadValue, u"dynamicPorts[1].last"_s);
        row("dynamic ports with an unknown note", R"("note": "range")", R"("note": "rage")", UnknownReference,
            u"dynamicPorts[0].note"_s);
        row("data path id twice", R"("id": "printing-02")", R"("id": "printing-01")", DuplicateId,
            u"dataPaths[1].id"_s);
        row("data path id with a space", R"("id": "printing-02")", R"("id": "printing 02")", BadValue,
            u"dataPaths[1].id"_s);
        row("code twice", R"("code": "P2")", R"("code": "P1")", DuplicateId, u"dataPaths[1].code"_s);
        row("unknown table", R"("code": "P2", "table": "printing")", R"("code": "P2", "table": "paper")",
            UnknownReference, u"dataPaths[1].table"_s);
        row("row twice", R"("row": 2)", R"("row": 1)", DuplicateId, u"dataPaths[1].row"_s);
        row("row nought", R"("row": 2)", R"("row": 0)", BadValue, u"dataPaths[1].row"_s);
        row("no title", R"(, "title": "Desk to spooler")", "", MissingKey, u"dataPaths[0].title"_s);
        row("unknown role at an end", R"("to": ["spooler", "ledger"])", R"("to": ["spooler", "fax"])", UnknownReference,
            u"dataPaths[0].to[1]"_s);
        row("role twice at an end", R"("to": ["spooler", "ledger"])", R"("to": ["spooler", "spooler"])", DuplicateId,
            u"dataPaths[0].to[1]"_s);
        row("no role at an end", R"("from": ["desk"])", R"("from": [])", BadValue, u"dataPaths[0].from"_s);
        row("role of the wrong type", R"("from": ["desk"])", R"("from": [2])", WrongType, u"dataPaths[0].from[0]"_s);
        row("end of the wrong type", R"("from": ["desk"])", R"("from": "desk")", WrongType, u"dataPaths[0].from"_s);
        row("unknown scope", R"(["client", "local"])", R"(["client", "world"])", BadValue, u"dataPaths[0].scopes[1]"_s);
        row("scope twice", R"(["client", "local"])", R"(["client", "client"])", DuplicateId,
            u"dataPaths[0].scopes[1]"_s);
        row("no scope", R"(["client", "local"])", "[]", BadValue, u"dataPaths[0].scopes"_s);
        row("unknown endpoints", R"("endpoints": "inferred")", R"("endpoints": "guessed")", BadValue,
            u"dataPaths[1].endpoints"_s);
        row("port nought", R"("first": 631, "last": 632, "service")", R"("first": 0, "last": 632, "service")", BadValue,
            u"dataPaths[0].ports[0].first"_s);
        row("port above the last", R"("first": 631, "last": 632, "service")",
            R"("first": 631, "last": 70000, "service")", BadValue, u"dataPaths[0].ports[0].last"_s);
        row("port with a fraction", R"("first": 631, "last": 632, "service")",
            R"("first": 631.5, "last": 632, "service")", BadValue, u"dataPaths[0].ports[0].first"_s);
        row("gigantic port", R"("first": 631, "last": 632, "service")", R"("first": 1e300, "last": 632, "service")",
            BadValue, u"dataPaths[0].ports[0].first"_s);
        row("ports the wrong way round", R"("first": 631, "last": 632, "service")",
            R"("first": 633, "last": 632, "service")", BadValue, u"dataPaths[0].ports[0].first"_s);
        row("port without an end", R"("first": 631, "last": 632, "service")", R"("first": 631, "service")", MissingKey,
            u"dataPaths[0].ports[0].last"_s);
        row("port and range", R"("range": "dynamic")", R"("range": "dynamic", "first": 1)", BadValue,
            u"dataPaths[0].ports[1].first"_s);
        row("unknown range", R"("range": "dynamic")", R"("range": "any")", BadValue, u"dataPaths[0].ports[1].range"_s);
        row("unknown transport", R"({ "transport": "udp", "range")", R"({ "transport": "sctp", "range")", BadValue,
            u"dataPaths[0].ports[1].transport"_s);
        row("unknown probe protocol", R"("endpoint-mapper")", R"("endpoint")", BadValue,
            u"services[1].probe.protocol"_s);
        row("no probe protocol", R"("protocol": "endpoint-mapper", )", "", MissingKey, u"services[1].probe.protocol"_s);
        row("unknown way of TLS", R"("if-offered")", R"("maybe")", BadValue, u"services[1].probe.tls"_s);
        row("a path that ends its line", R"("/print/")", R"("/print/ HTTP/1.1\r\nX: y")", BadValue,
            u"dataPaths[0].probe.path"_s);
        row("a path that is none", R"("/print/")", R"("print")", BadValue, u"dataPaths[0].probe.path"_s);
        row("an interface that is none", "e3514235-4b06", "{3514235-4b06", BadValue,
            u"dataPaths[0].probe.interfaces[0].id"_s);
        row("a version without a dot", R"("4.1")", R"("41")", BadValue, u"dataPaths[0].probe.interfaces[0].version"_s);
        row("a version too large", R"("4.1")", R"("4.65536")", BadValue, u"dataPaths[0].probe.interfaces[0].version"_s);
        row("an interface without a word", R"("Queues")", R"("")", BadValue,
            u"dataPaths[0].probe.interfaces[0].label"_s);
        row("an unknown key of a probe", R"("path": "/print/",)", R"("url": "/print/",)", UnknownKey,
            u"dataPaths[0].probe.url"_s);
        row("unknown service", R"("service": "mirror")", R"("service": "miror")", UnknownReference,
            u"dataPaths[1].ports[0].service"_s);
        row("unknown security", R"("security": "tls")", R"("security": "ssl")", BadValue,
            u"dataPaths[0].ports[0].security"_s);
        row("port at an unknown role", R"("at": "ledger")", R"("at": "book")", UnknownReference,
            u"dataPaths[0].ports[2].at"_s);
        row("reverse in words", R"("reverse": true)", R"("reverse": "yes")", WrongType,
            u"dataPaths[0].ports[1].reverse"_s);
        row("unknown setting", "dag.replicationPort", "dag.port", BadValue, u"dataPaths[1].ports[0].setting"_s);
        row("setting without a default", R"("first": 7000, "last": 7000)", R"("range": "dynamic")", BadValue,
            u"dataPaths[1].ports[0].setting"_s);
        row("unknown key in a port", R"("reverse": true)", R"("reversed": true)", UnknownKey,
            u"dataPaths[0].ports[1].reversed"_s);
        row("cell that is missing", R"("ports": "7000", )", "", MissingKey, u"dataPaths[1].printed.ports"_s);
        row("cell with a control character", "7000\"", "7000\\u001b[2J\"", BadValue, u"dataPaths[1].printed.ports"_s);
        row("unknown cell", R"("ports": "7000")", R"("ports": "7000", "port": "")", UnknownKey,
            u"dataPaths[1].printed.port"_s);
        row("unknown authentication", R"("supportedAuthentication": ["kerberos", "ntlm"])",
            R"("supportedAuthentication": ["kerberos", "ntlmv3"])", UnknownReference,
            u"dataPaths[0].supportedAuthentication[1]"_s);
        row("unknown mechanism", R"("mechanisms": ["tls"])", R"("mechanisms": ["ssh"])", UnknownReference,
            u"dataPaths[0].mechanisms[0]"_s);
        row("unknown encryption", R"("encryption": "encrypted")", R"("encryption": "yes")", BadValue,
            u"dataPaths[0].encryption"_s);
        row("disabled by default", R"("encryption": "encrypted")", R"("encryption": "disabled")", BadValue,
            u"dataPaths[0].encryption"_s);
        row("unknown condition", R"("when": "same-server", "defaultAuthentication": ["kerberos"])",
            R"("when": "full-moon")", BadValue, u"dataPaths[0].conditions[0].when"_s);
        row("condition without its result", R"("when": "same-server", "defaultAuthentication": ["kerberos"])",
            R"("when": "same-server")", MissingKey, u"dataPaths[0].conditions[0].defaultAuthentication"_s);
        row("condition that encrypts", R"("encryption": "disabled")", R"("encryption": "encrypted")", BadValue,
            u"dataPaths[0].conditions[1].encryption"_s);
        row("condition with an unknown note", R"("note": "one-machine")", R"("note": "two-machines")", UnknownReference,
            u"dataPaths[0].conditions[0].note"_s);
        row("unknown note", R"("remark": "Spoolers answer in turn.", "notes": ["range"])", R"("notes": ["rang"])",
            UnknownReference, u"dataPaths[0].notes[0]"_s);
        row("unknown key in a data path", R"("remark":)", R"("remarks":)", UnknownKey, u"dataPaths[0].remarks"_s);
        row("rule twice", "Spooler (unbound)", "Spooler (IPP-In)", DuplicateId, u"firewallRules[1].name"_s);
        row("rule of an unknown role", R"("roles": ["spooler", "ledger"])", R"("roles": ["spooler", "all"])",
            UnknownReference, u"firewallRules[1].roles[1]"_s);
        row("rule without ports", R"("ports": [{ "transport": "udp", "first": 631, "last": 631 }])", R"("ports": [])",
            BadValue, u"firewallRules[1].ports"_s);
        row("rule with a bad port", R"({ "transport": "udp", "first": 631)", R"({ "transport": "udp", "first": -1)",
            BadValue, u"firewallRules[1].ports[0].first"_s);
        row("note twice", R"("id": "one-machine")", R"("id": "range")", DuplicateId, u"notes[1].id"_s);
        row("note about nothing", R"("about": "printing")", R"("about": "paper")", UnknownReference,
            u"notes[1].about"_s);
        row("note with a bell", R"(Desk and spooler\n)", R"(Desk and spooler\u0007)", BadValue, u"notes[1].text"_s);
        row("misprint of an unknown path", R"("dataPaths": ["printing-01"])", R"("dataPaths": ["printing-10"])",
            UnknownReference, u"misprints[0].dataPaths[0]"_s);
        row("misprint of an unknown rule", R"json("firewallRules": ["Spooler (IPP-In)"])json",
            R"("firewallRules": ["Spooler"])", UnknownReference, u"misprints[0].firewallRules[0]"_s);
        row("rule of the product twice", R"("id": "A2")", R"("id": "A1")", DuplicateId, u"designRules[1].id"_s);
        row("rule of an unknown kind", R"("kind": "site-needs-role")", R"("kind": "site-needs-rest")", BadValue,
            u"designRules[0].kind"_s);
        row("rule without a kind", R"("kind": "site-needs-role", )", "", MissingKey, u"designRules[0].kind"_s);
        row("rule of an unknown severity", R"("severity": "error")", R"("severity": "fatal")", BadValue,
            u"designRules[0].severity"_s);
        row("rule without a statement", R"("statement": "Mirrors share their ports.", )", "", MissingKey,
            u"designRules[1].statement"_s);
        row("rule without a source", R"("source": "Page 5")", R"("source": "")", BadValue, u"designRules[1].source"_s);
        row("rule with a script as address", "https://quill.example/rules", "javascript:alert", BadValue,
            u"designRules[0].address"_s);
        row("rule of an unknown role in designRules", R"("needs": ["printer"])", R"("needs": ["fax"])",
            UnknownReference, u"designRules[0].needs[0]"_s);
        row("rule without what its kind needs", R"("needs": ["printer"], )", "", MissingKey, u"designRules[0].needs"_s);
        row("rule with a key of another kind", R"("group": "dag", "first": 100)",
            R"("group": "dag", "zones": ["perimeter"], "first": 100)", UnknownKey, u"designRules[1].zones"_s);
        row("rule of an unknown kind of group", R"("group": "dag", "first": 100)", R"("group": "ring", "first": 100)",
            BadValue, u"designRules[1].group"_s);
        row("rule with ports the wrong way round", R"("first": 100, "last": 200)", R"("first": 300, "last": 200)",
            BadValue, u"designRules[1].first"_s);
        row("rule that needs nothing", R"("least": 3)", R"("least": 0)", BadValue, u"designRules[0].least"_s);
        row("rule between unknown ends", R"("others": ["spooler", "ledger"])", R"("others": ["spooler", "gate"])",
            UnknownReference, u"designRules[2].pairs[0].others[1]"_s);
        row("null", R"("label": "Mirror set")", R"("label": null)", WrongType, u"groups[0].label"_s);
    }

    void refusesWithTheRightPlace()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        QFETCH(ErrorCode, code);
        QFETCH(QString, place);
        QByteArray text = printCatalog();
        const qsizetype at = text.indexOf(before);
        QVERIFY2(at >= 0, before.constData());
        text.replace(at, before.size(), after);
        const Result<Catalog> catalog = parseCatalog(text, u"paper.json"_s);
        QVERIFY(!catalog);
        const Faults found = faults(catalog.error());
        QVERIFY2(found.contains(std::pair(code, place)), qPrintable(toText(catalog.error())));
        for (const Error &error : catalog.error()) {
            QCOMPARE(error.file, u"paper.json"_s);
            QVERIFY(!error.place.isEmpty() && (error.detail.endsWith(u'.') || error.detail.endsWith(u'?')));
            QVERIFY2(!error.text().contains(u'\n') && !error.text().contains(QChar(0x202e)), qPrintable(error.text()));
        }
    }

    void anUnknownKindOfRuleIsTheOnlyComplaint()
    {
        QByteArray text = printCatalog();
        text.replace("members-ports-alike", "members-ports-like");
        const Result<Catalog> catalog = parseCatalog(text, {});
        QVERIFY(!catalog);
        QCOMPARE(faults(catalog.error()), (Faults{{ErrorCode::BadValue, u"designRules[1].kind"_s}}));
        QVERIFY(catalog.error().first().detail.contains(u"“members-ports-like”"_s));
        QVERIFY(catalog.error().first().detail.contains(u"“members-ports-alike”"_s));
    }

    void itemsThatCannotBeReadShiftNothing()
    {
        // A stray item before the others of its list; the last of them is referred to all the same.
        for (const QByteArray &list :
             {QByteArray("roles"), QByteArray("services"), QByteArray("notes"), QByteArray("tables"),
              QByteArray("authentications"), QByteArray("mechanisms"), QByteArray("groups"), QByteArray("dynamicPorts"),
              QByteArray("dataPaths"), QByteArray("firewallRules"), QByteArray("misprints"),
              QByteArray("designRules")}) {
            QByteArray text = printCatalog();
            const QByteArray begin = "  \"" + list + "\": [\n";
            const qsizetype at = text.indexOf(begin);
            QVERIFY2(at >= 0, list.constData());
            text.insert(at + begin.size(), "7,\n");
            const Result<Catalog> catalog = parseCatalog(text, {});
            QVERIFY(!catalog);
            QCOMPARE(faults(catalog.error()), (Faults{{ErrorCode::WrongType, QString::fromLatin1(list) + u"[0]"_s}}));
        }
    }

    void refusesWhatIsNoObject()
    {
        for (const QByteArray &text : {QByteArray("[]"), QByteArray("null"), QByteArray("7"), QByteArray("\"x\"")}) {
            const Result<Catalog> catalog = parseCatalog(text, u"paper.json"_s);
            QVERIFY(!catalog);
            QCOMPARE(faults(catalog.error()), (Faults{{ErrorCode::WrongType, QString()}}));
        }
    }

    void saysWhereTheJsonBreaks()
    {
        QByteArray text = printCatalog();
        text.replace("\"version\": 1,", "\"version\": 1;");
        const Result<Catalog> catalog = parseCatalog(text, u"paper.json"_s);
        QVERIFY(!catalog);
        QCOMPARE(catalog.error().first().code, ErrorCode::Syntax);
        QCOMPARE(catalog.error().first().line, 3);
        QCOMPARE(catalog.error().first().column, 15);
    }

    void listsEveryErrorAndNotOnlyTheFirst()
    {
        QByteArray text = printCatalog();
        text.replace("\"tier\": 0", "\"tier\": 9");
        text.replace("\"code\": \"P2\"", "\"code\": \"P1\"");
        text.replace("\"about\": \"printing\"", "\"about\": \"paper\"");
        text.replace("\"program\": \"Any\"", "\"programme\": \"Any\"");
        const Result<Catalog> catalog = parseCatalog(text, {});
        QVERIFY(!catalog);
        const Faults expected{{ErrorCode::BadValue, u"roles[2].tier"_s},
                              {ErrorCode::UnknownReference, u"notes[1].about"_s},
                              {ErrorCode::DuplicateId, u"dataPaths[1].code"_s},
                              {ErrorCode::MissingKey, u"firewallRules[1].program"_s},
                              {ErrorCode::UnknownKey, u"firewallRules[1].programme"_s}};
        QCOMPARE(faults(catalog.error()), expected);
    }

    void suggestsTheIdThatWasMeant()
    {
        QByteArray text = printCatalog();
        text.replace("\"memberRole\": \"spooler\"", "\"memberRole\": \"spoler\"");
        const Result<Catalog> catalog = parseCatalog(text, {});
        QVERIFY(!catalog);
        QVERIFY(catalog.error().first().detail.contains(u"“spoler”"_s));
        QVERIFY(catalog.error().first().detail.contains(u"“spooler”"_s));
    }

    void refusesMoreThan32PortsInOnePath()
    {
        const QByteArray entry = R"({ "transport": "udp", "range": "dynamic", "service": "rpc", "security": "rpc" })";
        for (const int count : {32, 33}) {
            QByteArray text = printCatalog();
            const QByteArray mirror = R"({ "transport": "tcp", "first": 7000, "last": 7000, "service": "mirror", )"
                                      R"("security": "none", "setting": "dag.replicationPort" })";
            QVERIFY(text.contains(mirror));
            text.replace(mirror, QByteArrayList(count, entry).join(','));
            const Result<Catalog> catalog = parseCatalog(text, {});
            QCOMPARE(catalog.has_value(), count == 32);
            if (!catalog)
                QCOMPARE(faults(catalog.error()), (Faults{{ErrorCode::BadValue, u"dataPaths[1].ports"_s}}));
        }
    }

    void everyTruncationIsRefused()
    {
        const QByteArray text = printCatalog().trimmed();
        QVERIFY(parseCatalog(text, {}));
        for (qsizetype size = 0; size < text.size(); size += 7) {
            const Result<Catalog> catalog = parseCatalog(text.first(size), {});
            QVERIFY(!catalog);
            QVERIFY(catalog.error().first().line > 0);
        }
    }

    void everyMemberOfTheWrongTypeIsRefused()
    {
        // Each scalar of the catalog in turn becomes an empty object, which is right nowhere.
        const QByteArray text = printCatalog();
        int changed = 0;
        for (qsizetype at = text.indexOf("\": "); at >= 0; at = text.indexOf("\": ", at + 1)) {
            const qsizetype begin = at + 3;
            qsizetype end = begin;
            if (text[begin] == '"')
                end = text.indexOf('"', begin + 1) + 1;
            else
                while (QByteArray(",} \n").indexOf(text[end]) < 0)
                    ++end;
            if (text[begin] == '[' || text[begin] == '{')
                continue;
            QByteArray broken = text;
            broken.replace(begin, end - begin, "{}");
            const Result<Catalog> catalog = parseCatalog(broken, {});
            QVERIFY2(!catalog, broken.constData());
            ++changed;
        }
        QVERIFY(changed > 100);
    }
};

QTEST_GUILESS_MAIN(TestCatalogErrors)
#include "tst_catalogerrors.moc"
