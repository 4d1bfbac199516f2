// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/topology/topology.h"

#include <QTest>

using namespace portolan;
using namespace Qt::StringLiterals;

namespace {

/// JSON is full of double quotation marks; with single ones in their place it can be read inside C++.
QByteArray json(QByteArray text)
{
    return text.replace('\'', '"');
}

QByteArray planText()
{
    return json(R"({
  'format': 'portolan-topology',
  'version': 1,
  'name': 'Plan',
  'catalog': 'any',
  'sites': [
    { 'id': 'hq', 'name': 'Headquarters', 'kind': 'internal', 'organization': 'us', 'internetFacing': true },
    { 'id': 'branch', 'name': 'Branch', 'notes': 'upstairs' },
    { 'id': 'dmz', 'name': 'Perimeter', 'kind': 'perimeter' }
  ],
  'links': [
    { 'between': ['hq', 'branch'], 'cost': 50, 'tlsDisabled': false },
    { 'between': ['branch', 'dmz'] }
  ],
  'accepted': [{ 'rule': 'S4', 'about': ['hq'], 'reason': 'small' }],
  'servers': [
    { 'id': 'mbx1', 'name': 'MBX1', 'site': 'hq', 'roles': ['mailbox'], 'fqdn': 'mbx1.example', 'addresses': ['192.0.2.11'] },
    { 'id': 'mbx2', 'name': 'MBX2', 'site': 'branch', 'roles': ['mailbox'], 'dynamicPorts': { 'first': 60000, 'last': 60099 } },
    { 'id': 'edge1', 'name': 'EDGE1', 'site': 'dmz', 'roles': ['edge'], 'addresses': ['2001:db8::1', '192.0.2.12'] }
  ],
  'groups': [
    { 'id': 'dag1', 'kind': 'dag', 'name': 'DAG1', 'members': ['mbx1', 'mbx2'], 'replicationPort': 64327, 'witness': 'edge1' },
    { 'id': 'sub1', 'kind': 'edge-subscription', 'name': 'Subscription', 'site': 'hq', 'members': ['edge1'], 'notes': 'n' },
    { 'id': 'array1', 'kind': 'cas-array', 'site': 'hq', 'members': ['mbx1'], 'fqdn': 'outlook.example', 'loadBalancer': 'nlb' },
    { 'id': 'plan1', 'kind': 'dial-plan', 'members': ['mbx1'], 'gateways': ['edge1'], 'security': 'secured' }
  ],
  'views': [
    { 'name': 'Border', 'level': 'servers', 'labels': 'codes', 'filter': 'crosses:zone', 'folded': ['path:M7'],
      'focus': { 'on': ['server:mbx1'], 'hops': 2 }, 'pins': [{ 'card': 'server:mbx1', 'x': 12, 'y': 8 }] },
    { 'name': 'Rest' }
  ]
}
)");
}

using Faults = QList<std::pair<ErrorCode, QString>>;

Faults faults(const Errors &errors)
{
    Faults result;
    for (const Error &error : errors)
        result.append({error.code, error.place});
    return result;
}

} // namespace

class TestTopologyErrors : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void thePlanItselfIsFine()
    {
        const Result<LoadedTopology> result = parseTopology(planText(), {});
        QVERIFY2(result, result ? "" : qPrintable(toText(result.error())));
        QVERIFY(result->warnings.isEmpty());
    }

    void refusesWithTheRightPlace_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<QString>("place");
        const auto row = [](const char *name, const QByteArray &before, const QByteArray &after, ErrorCode code,
                            const QString &place) {
            QTest::newRow(name) << json(before) << json(after) << code << place;
        };
        using enum ErrorCode;

        row("no format", R"('format': 'portolan-topology',)", "", MissingKey, u"format"_s);
        row("a catalog", "portolan-topology", "portolan-catalog", UnsupportedFormat, u"format"_s);
        row("empty format", "portolan-topology", "", UnsupportedFormat, u"format"_s);
        row("format of the wrong type", R"('portolan-topology')", "[]", WrongType, u"format"_s);
        row("no version", R"('version': 1,)", "", MissingKey, u"version"_s);
        row("newer version", R"('version': 1)", R"('version': 2)", UnsupportedFormat, u"version"_s);
        row("far newer version", R"('version': 1)", R"('version': 9223372036854775807)", UnsupportedFormat,
            u"version"_s);
        row("gigantic version", R"('version': 1)", R"('version': 1e200)", BadValue, u"version"_s);
        row("version nought", R"('version': 1)", R"('version': 0)", BadValue, u"version"_s);
        row("negative version", R"('version': 1)", R"('version': -1)", BadValue, u"version"_s);
        row("version in quotes", R"('version': 1)", R"('version': '1')", WrongType, u"version"_s);
        row("no name", R"('name': 'Plan',)", "", MissingKey, u"name"_s);
        row("empty name", R"('Plan')", R"('')", BadValue, u"name"_s);
        row("name of spaces", R"('Plan')", R"(' \u2003 ')", BadValue, u"name"_s);
        row("name with a line break", R"('Plan')", R"('a\nb')", BadValue, u"name"_s);
        row("name with a bell", R"('Plan')", R"('a\u0007b')", BadValue, u"name"_s);
        row("name with a zero", R"('Plan')", R"('a\u0000b')", BadValue, u"name"_s);
        row("name turned around", R"('Plan')", R"('a\u202eb')", BadValue, u"name"_s);
        row("name null", R"('Plan')", "null", WrongType, u"name"_s);
        row("no catalog", R"('catalog': 'any',)", "", MissingKey, u"catalog"_s);
        row("empty catalog", R"('any')", R"('')", BadValue, u"catalog"_s);
        row("catalog with a terminal escape", R"('any')", R"('\u001b[2Jany')", BadValue, u"catalog"_s);
        row("catalog in an isolate", R"('any')", R"('\u2067any\u2069')", BadValue, u"catalog"_s);
        row("sites of the wrong type", R"('sites': [)", R"('sites': {}, 'old': [)", WrongType, u"sites"_s);
        row("servers of the wrong type", R"('servers': [)", R"('servers': 'none', 'old': [)", WrongType, u"servers"_s);
        row("links of the wrong type", R"('links': [)", R"('links': true, 'old': [)", WrongType, u"links"_s);
        row("groups null", R"('groups': [)", R"('groups': null, 'old': [)", WrongType, u"groups"_s);

        row("views of the wrong type", R"('views': [)", R"('views': {}, 'old': [)", WrongType, u"views"_s);
        row("view without a name", R"({ 'name': 'Rest' })", "{}", MissingKey, u"views[1].name"_s);
        row("two views of a name", R"('Rest')", R"('Border')", DuplicateId, u"views[1].name"_s);
        row("view of no level", R"('level': 'servers')", R"('level': 'rooms')", BadValue, u"views[0].level"_s);
        row("view with unknown labels", R"('labels': 'codes')", R"('labels': 'tall')", BadValue, u"views[0].labels"_s);
        row("filter of two lines", R"('crosses:zone')", R"('a\nb')", BadValue, u"views[0].filter"_s);
        row("filter that is a number", R"('crosses:zone')", "25", WrongType, u"views[0].filter"_s);
        row("fold that is a number", R"(['path:M7'])", "[7]", WrongType, u"views[0].folded[0]"_s);
        row("fold of nothing", R"('path:M7')", "''", BadValue, u"views[0].folded[0]"_s);
        row("focus that is a word", R"({ 'on': ['server:mbx1'], 'hops': 2 })", "'mbx1'", WrongType,
            u"views[0].focus"_s);
        row("focus without end", R"('hops': 2)", R"('hops': 10)", BadValue, u"views[0].focus.hops"_s);
        row("pin of nothing", R"('card': 'server:mbx1', )", "", MissingKey, u"views[0].pins[0].card"_s);
        row("pin without a place", R"(, 'y': 8)", "", MissingKey, u"views[0].pins[0].y"_s);
        row("pin out of the world", R"('x': 12)", R"('x': 1000001)", BadValue, u"views[0].pins[0].x"_s);
        row("pin between two points", R"('x': 12)", R"('x': 0.5)", BadValue, u"views[0].pins[0].x"_s);

        row("site that is a word", R"('sites': [)", R"('sites': ['hq',)", WrongType, u"sites[0]"_s);
        row("site within a list", R"('sites': [)", R"('sites': [[],)", WrongType, u"sites[0]"_s);
        row("site without an id", R"('id': 'dmz', )", "", MissingKey, u"sites[2].id"_s);
        row("site without a name", R"('name': 'Branch', )", "", MissingKey, u"sites[1].name"_s);
        row("site with an empty name", R"('Branch')", R"('')", BadValue, u"sites[1].name"_s);
        row("site with a long name", R"('Branch')", '"' + QByteArray(257, 'x') + '"', BadValue, u"sites[1].name"_s);
        row("site with a line separator", R"('Branch')", R"('a\u2028b')", BadValue, u"sites[1].name"_s);
        row("site with a next line", R"('Branch')", R"('a\u0085b')", BadValue, u"sites[1].name"_s);
        row("id in capitals", R"('id': 'dmz')", R"('id': 'DMZ')", BadValue, u"sites[2].id"_s);
        row("id with a space", R"('id': 'dmz')", R"('id': 'd mz')", BadValue, u"sites[2].id"_s);
        row("id with a leading dot", R"('id': 'dmz')", R"('id': '.dmz')", BadValue, u"sites[2].id"_s);
        row("id with a leading dash", R"('id': 'dmz')", R"('id': '--help')", BadValue, u"sites[2].id"_s);
        row("id that is a path", R"('id': 'dmz')", R"('id': '../../etc/passwd')", BadValue, u"sites[2].id"_s);
        row("id with markup", R"('id': 'dmz')", R"('id': '<script>')", BadValue, u"sites[2].id"_s);
        row("id with a quote", R"('id': 'dmz')", R"('id': 'a\'b')", BadValue, u"sites[2].id"_s);
        row("id with a line break", R"('id': 'dmz')", R"('id': 'dmz\n')", BadValue, u"sites[2].id"_s);
        row("id turned around", R"('id': 'dmz')", R"('id': 'dmz\u202e')", BadValue, u"sites[2].id"_s);
        row("id in Cyrillic", R"('id': 'dmz')", R"('id': '\u0430')", BadValue, u"sites[2].id"_s);
        row("empty id", R"('id': 'dmz')", R"('id': '')", BadValue, u"sites[2].id"_s);
        row("very long id", R"('id': 'dmz')", "\"id\": \"" + QByteArray(100000, 'a') + '"', BadValue, u"sites[2].id"_s);
        row("id that is a number", R"('id': 'dmz')", R"('id': 3)", WrongType, u"sites[2].id"_s);
        row("site id twice", R"('id': 'dmz')", R"('id': 'hq')", DuplicateId, u"sites[2].id"_s);
        row("unknown kind of site", R"('kind': 'perimeter')", R"('kind': 'cloud')", BadValue, u"sites[2].kind"_s);
        row("kind in capitals", R"('kind': 'perimeter')", R"('kind': 'Perimeter')", BadValue, u"sites[2].kind"_s);
        row("organization that is a list", R"('organization': 'us')", R"('organization': ['us'])", WrongType,
            u"sites[0].organization"_s);
        row("organization with a tab", R"('organization': 'us')", R"('organization': 'u\ts')", BadValue,
            u"sites[0].organization"_s);
        row("long organization", R"('organization': 'us')", "\"organization\": \"" + QByteArray(257, 'x') + '"',
            BadValue, u"sites[0].organization"_s);
        row("internetFacing in words", R"('internetFacing': true)", R"('internetFacing': 'yes')", WrongType,
            u"sites[0].internetFacing"_s);
        row("internetFacing as a number", R"('internetFacing': true)", R"('internetFacing': 1)", WrongType,
            u"sites[0].internetFacing"_s);
        row("notes with a control character", R"('upstairs')", R"('a\u001bb')", BadValue, u"sites[1].notes"_s);
        row("endless notes", R"('upstairs')", '"' + QByteArray(65537, 'x') + '"', BadValue, u"sites[1].notes"_s);

        row("link to nowhere", R"(['branch', 'dmz'])", R"(['branch', 'moon'])", UnknownReference,
            u"links[1].between[1]"_s);
        row("link from a server", R"(['branch', 'dmz'])", R"(['mbx1', 'dmz'])", UnknownReference,
            u"links[1].between[0]"_s);
        row("link of a site with itself", R"(['branch', 'dmz'])", R"(['dmz', 'dmz'])", BadValue, u"links[1].between"_s);
        row("link twice", R"(['branch', 'dmz'])", R"(['hq', 'branch'])", DuplicateId, u"links[1].between"_s);
        row("link twice, turned around", R"(['branch', 'dmz'])", R"(['branch', 'hq'])", DuplicateId,
            u"links[1].between"_s);
        row("link of one site", R"(['branch', 'dmz'])", R"(['dmz'])", BadValue, u"links[1].between"_s);
        row("link of three sites", R"(['branch', 'dmz'])", R"(['branch', 'dmz', 'hq'])", BadValue,
            u"links[1].between"_s);
        row("link of none", R"(['branch', 'dmz'])", "[]", BadValue, u"links[1].between"_s);
        row("link between numbers", R"(['branch', 'dmz'])", R"([1, 'dmz'])", WrongType, u"links[1].between[0]"_s);
        row("link between nothing", R"({ 'between': ['branch', 'dmz'] })", "{}", MissingKey, u"links[1].between"_s);
        row("between as text", R"(['branch', 'dmz'])", R"('branch-dmz')", WrongType, u"links[1].between"_s);
        row("filter in words", R"('tlsDisabled': false)", R"('filtered': 'yes')", WrongType, u"links[0].filtered"_s);
        row("version that is a number", R"('roles': ['edge'])", R"('roles': ['edge'], 'version': 14)", WrongType,
            u"servers[2].version"_s);
        row("domain that is no name", R"('roles': ['edge'])", R"('roles': ['edge'], 'domain': 'a b')", BadValue,
            u"servers[2].domain"_s);
        row("system of two lines", R"('roles': ['edge'])", R"('roles': ['edge'], 'operatingSystem': 'a\nb')", BadValue,
            u"servers[2].operatingSystem"_s);
        row("start-up in between", R"('roles': ['edge'])", R"('roles': ['edge'], 'sipStartup': 'both')", BadValue,
            u"servers[2].sipStartup"_s);
        row("read-only in words", R"('roles': ['edge'])", R"('roles': ['edge'], 'readOnly': 'no')", WrongType,
            u"servers[2].readOnly"_s);
        row("array without a name of its own", R"('outlook.example')", R"('-x')", BadValue, u"groups[2].fqdn"_s);
        row("unknown load balancer", R"('nlb')", R"('dns')", BadValue, u"groups[2].loadBalancer"_s);
        row("gateway from nowhere", R"('gateways': ['edge1'])", R"('gateways': ['gw'])", UnknownReference,
            u"groups[3].gateways[0]"_s);
        row("unknown security", R"('secured')", R"('tls')", BadValue, u"groups[3].security"_s);
        row("alternate witness from nowhere", R"('witness': 'edge1')", R"('alternateWitness': 'x')", UnknownReference,
            u"groups[0].alternateWitness"_s);
        row("address of a group", R"('witness': 'edge1')", R"('addresses': ['192.0.2'])", BadValue,
            u"groups[0].addresses[0]"_s);
        row("accepted without a reason", R"(, 'reason': 'small')", "", MissingKey, u"accepted[0].reason"_s);
        row("accepted rule of no name", R"('rule': 'S4', )", "", MissingKey, u"accepted[0].rule"_s);
        row("cost nought", R"('cost': 50)", R"('cost': 0)", BadValue, u"links[0].cost"_s);
        row("negative cost", R"('cost': 50)", R"('cost': -50)", BadValue, u"links[0].cost"_s);
        row("half a cost", R"('cost': 50)", R"('cost': 50.5)", BadValue, u"links[0].cost"_s);
        row("cost above the highest", R"('cost': 50)", R"('cost': 1000001)", BadValue, u"links[0].cost"_s);
        row("gigantic cost", R"('cost': 50)", R"('cost': 123456789012345678901234567890)", BadValue,
            u"links[0].cost"_s);
        row("tiny cost", R"('cost': 50)", R"('cost': 1e-300)", BadValue, u"links[0].cost"_s);
        row("cost in quotes", R"('cost': 50)", R"('cost': '50')", WrongType, u"links[0].cost"_s);
        row("tlsDisabled null", R"('tlsDisabled': false)", R"('tlsDisabled': null)", WrongType,
            u"links[0].tlsDisabled"_s);

        row("server with a site's id", R"('id': 'mbx2')", R"('id': 'hq')", DuplicateId, u"servers[1].id"_s);
        row("server id twice", R"('id': 'mbx2', 'name')", R"('id': 'mbx1', 'name')", DuplicateId, u"servers[1].id"_s);
        row("server without a name", R"('name': 'MBX2', )", "", MissingKey, u"servers[1].name"_s);
        row("server with a deceptive name", R"('MBX2')", R"('MBX\u202e2')", BadValue, u"servers[1].name"_s);
        row("server without a site", R"('site': 'dmz', )", "", MissingKey, u"servers[2].site"_s);
        row("server in an unknown site", R"('site': 'dmz')", R"('site': 'dnz')", UnknownReference,
            u"servers[2].site"_s);
        row("server in a server", R"('site': 'dmz')", R"('site': 'mbx1')", UnknownReference, u"servers[2].site"_s);
        row("server in two sites", R"('site': 'dmz')", R"('site': ['dmz', 'hq'])", WrongType, u"servers[2].site"_s);
        row("server without roles", R"('roles': ['edge'], )", "", MissingKey, u"servers[2].roles"_s);
        row("roles as text", R"('roles': ['edge'])", R"('roles': 'edge')", WrongType, u"servers[2].roles"_s);
        row("role that is a number", R"('roles': ['edge'])", R"('roles': ['edge', 2])", WrongType,
            u"servers[2].roles[1]"_s);
        row("empty role", R"('roles': ['edge'])", R"('roles': [''])", BadValue, u"servers[2].roles[0]"_s);
        row("role with a line break", R"('roles': ['edge'])", R"('roles': ['ed\nge'])", BadValue,
            u"servers[2].roles[0]"_s);
        row("host name with a space", R"('mbx1.example')", R"('mbx1 .example')", BadValue, u"servers[0].fqdn"_s);
        row("host name with a line break", R"('mbx1.example')", R"('mbx1\r\nHost: x')", BadValue, u"servers[0].fqdn"_s);
        row("host name that is an option", R"('mbx1.example')", R"('-oProxyCommand=x')", BadValue,
            u"servers[0].fqdn"_s);
        row("host name that is a command", R"('mbx1.example')", "\"$(reboot)\"", BadValue, u"servers[0].fqdn"_s);
        row("host name that is an address", R"('mbx1.example')", R"('https://mbx1')", BadValue, u"servers[0].fqdn"_s);
        row("host name of dots", R"('mbx1.example')", R"('..')", BadValue, u"servers[0].fqdn"_s);
        row("host name with umlauts", R"('mbx1.example')", R"('z\u00fcrich.example')", BadValue, u"servers[0].fqdn"_s);
        row("host name turned around", R"('mbx1.example')", R"('mbx1\u202e.example')", BadValue, u"servers[0].fqdn"_s);
        row("very long host name", R"('mbx1.example')", '"' + QByteArray("a.").repeated(130) + '"', BadValue,
            u"servers[0].fqdn"_s);
        row("long part of a host name", R"('mbx1.example')", '"' + QByteArray(64, 'a') + '"', BadValue,
            u"servers[0].fqdn"_s);
        row("host name that is a list", R"('mbx1.example')", R"(['mbx1.example'])", WrongType, u"servers[0].fqdn"_s);
        row("address that is a name", R"('2001:db8::1')", R"('mbx1.example')", BadValue, u"servers[2].addresses[0]"_s);
        row("address with a prefix", R"('192.0.2.12')", R"('192.0.2.12/24')", BadValue, u"servers[2].addresses[1]"_s);
        row("address out of range", R"('192.0.2.12')", R"('192.0.2.256')", BadValue, u"servers[2].addresses[1]"_s);
        row("address with a zone", R"('2001:db8::1')", R"('fe80::1%eth0')", BadValue, u"servers[2].addresses[0]"_s);
        row("empty address", R"('192.0.2.12')", R"('')", BadValue, u"servers[2].addresses[1]"_s);
        row("address that is a number", R"('192.0.2.12')", "3221225996", WrongType, u"servers[2].addresses[1]"_s);
        row("addresses as text", R"('addresses': ['192.0.2.11'])", R"('addresses': '192.0.2.11')", WrongType,
            u"servers[0].addresses"_s);
        row("ports the wrong way round", R"('last': 60099)", R"('last': 59999)", BadValue,
            u"servers[1].dynamicPorts.first"_s);
        row("port nought", R"('first': 60000)", R"('first': 0)", BadValue, u"servers[1].dynamicPorts.first"_s);
        row("port above the last", R"('last': 60099)", R"('last': 65536)", BadValue, u"servers[1].dynamicPorts.last"_s);
        row("gigantic port", R"('last': 60099)", R"('last': 4294967297)", BadValue, u"servers[1].dynamicPorts.last"_s);
        row("port in quotes", R"('first': 60000)", R"('first': '60000')", WrongType,
            u"servers[1].dynamicPorts.first"_s);
        row("range without an end", R"(, 'last': 60099)", "", MissingKey, u"servers[1].dynamicPorts.last"_s);
        row("range as text", R"({ 'first': 60000, 'last': 60099 })", R"('60000-60099')", WrongType,
            u"servers[1].dynamicPorts"_s);

        row("group with a server's id", R"('id': 'dag1')", R"('id': 'mbx1')", DuplicateId, u"groups[0].id"_s);
        row("group id twice", R"('id': 'sub1')", R"('id': 'dag1')", DuplicateId, u"groups[1].id"_s);
        row("group without an id", R"('id': 'sub1', )", "", MissingKey, u"groups[1].id"_s);
        row("group without a kind", R"('kind': 'dag', )", "", MissingKey, u"groups[0].kind"_s);
        row("unknown kind of group", R"('kind': 'dag')", R"('kind': 'cluster')", BadValue, u"groups[0].kind"_s);
        row("group with an empty name", R"('DAG1')", R"('')", BadValue, u"groups[0].name"_s);
        row("group without members", R"('members': ['edge1'], )", "", MissingKey, u"groups[1].members"_s);
        row("unknown member", R"(['mbx1', 'mbx2'])", R"(['mbx1', 'mbx3'])", UnknownReference,
            u"groups[0].members[1]"_s);
        row("member that is a site", R"(['mbx1', 'mbx2'])", R"(['hq', 'mbx2'])", UnknownReference,
            u"groups[0].members[0]"_s);
        row("group in itself", R"(['mbx1', 'mbx2'])", R"(['mbx1', 'dag1'])", UnknownReference,
            u"groups[0].members[1]"_s);
        row("group in another group", R"('members': ['edge1'])", R"('members': ['dag1'])", UnknownReference,
            u"groups[1].members[0]"_s);
        row("member that is an object", R"(['mbx1', 'mbx2'])", R"([{ 'id': 'mbx1' }])", WrongType,
            u"groups[0].members[0]"_s);
        row("members as an object", R"(['mbx1', 'mbx2'])", "{}", WrongType, u"groups[0].members"_s);
        row("replication port nought", "64327", "0", BadValue, u"groups[0].replicationPort"_s);
        row("replication port above the last", "64327", "643270", BadValue, u"groups[0].replicationPort"_s);
        row("witness that is no server", R"('witness': 'edge1')", R"('witness': 'hq')", UnknownReference,
            u"groups[0].witness"_s);
        row("witness that is a list", R"('witness': 'edge1')", R"('witness': ['edge1'])", WrongType,
            u"groups[0].witness"_s);
        row("subscription of an unknown site", R"('site': 'hq', 'members')", R"('site': 'hp', 'members')",
            UnknownReference, u"groups[1].site"_s);
        row("subscription of a server", R"('site': 'hq', 'members')", R"('site': 'mbx1', 'members')", UnknownReference,
            u"groups[1].site"_s);
        row("group with a bell in its notes", R"('notes': 'n')", R"('notes': '\u0007')", BadValue,
            u"groups[1].notes"_s);
    }

    void refusesWithTheRightPlace()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        QFETCH(ErrorCode, code);
        QFETCH(QString, place);
        QByteArray text = planText();
        const qsizetype at = text.indexOf(before);
        QVERIFY2(at >= 0, before.constData());
        text.replace(at, before.size(), after);
        const Result<LoadedTopology> result = parseTopology(text, u"plan.portolan"_s);
        QVERIFY(!result);
        QVERIFY2(faults(result.error()).contains(std::pair(code, place)), qPrintable(toText(result.error())));
        for (const Error &error : result.error()) {
            QCOMPARE(error.file, u"plan.portolan"_s);
            QVERIFY(!error.place.isEmpty() && error.line == 0);
            QVERIFY2(error.detail.endsWith(u'.') || error.detail.endsWith(u'?'), qPrintable(error.detail));
            for (const QChar c : error.text())
                QVERIFY2(c.isPrint(), qPrintable(error.text()));
            QVERIFY(error.text().size() < 600);
        }
    }

    void saysWhereTheJsonBreaks_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<int>("line");
        QTest::addColumn<int>("column");
        const auto row = [](const char *name, const QByteArray &before, const QByteArray &after, ErrorCode code,
                            int line, int column) {
            QTest::newRow(name) << json(before) << json(after) << code << line << column;
        };
        using enum ErrorCode;
        row("missing comma", "\"Plan\",", "\"Plan\"", Syntax, 5, 3);
        row("comment", "  \"links\"", "  // links\n  \"links\"", Syntax, 11, 3);
        row("trailing comma", R"('notes': 'n' })", R"('notes': 'n', })", Syntax, 23, 124);
        row("unquoted key", "\"version\"", "version", Syntax, 3, 3);
        row("key twice at the top", "\"catalog\"", "\"name\"", DuplicateKey, 5, 3);
        row("key twice in a site", R"('kind': 'internal')", R"('name': 'internal')", DuplicateKey, 7, 43);
        row("Latin-1", "\"Plan\"", "\"Pl\xE4n\"", Encoding, 4, 14);
        row("zero byte", "\"Plan\"", QByteArray("\"Pl\0n\"", 6), Encoding, 4, 14);
        row("infinite cost", "\"cost\": 50", "\"cost\": 1e999", Syntax, 12, 44);
        row("nested beyond all sense", "\"upstairs\"", QByteArray(100, '[') + QByteArray(100, ']'), TooDeep, 8, 111);
    }

    void saysWhereTheJsonBreaks()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        QFETCH(ErrorCode, code);
        QFETCH(int, line);
        QFETCH(int, column);
        QByteArray text = planText();
        const qsizetype at = text.indexOf(before);
        QVERIFY(at >= 0);
        text.replace(at, before.size(), after);
        const Result<LoadedTopology> result = parseTopology(text, u"plan.portolan"_s);
        QVERIFY(!result);
        QCOMPARE(result.error().size(), 1);
        QCOMPARE(result.error().first().code, code);
        QCOMPARE(result.error().first().line, line);
        QCOMPARE(result.error().first().column, column);
    }

    void everyTruncationIsRefused()
    {
        const QByteArray text = QByteArray(planText()).trimmed();
        for (qsizetype size = 0; size < text.size(); ++size) {
            const Result<LoadedTopology> result = parseTopology(text.first(size), {});
            QVERIFY(!result);
            QVERIFY(result.error().first().line > 0);
        }
    }

    void refusesWhatIsNoObject()
    {
        for (const QByteArray &text : {QByteArray("[]"), QByteArray("null"), QByteArray("\"plan\""), QByteArray("1")}) {
            const Result<LoadedTopology> result = parseTopology(text, {});
            QVERIFY(!result);
            QCOMPARE(faults(result.error()), (Faults{{ErrorCode::WrongType, QString()}}));
        }
    }

    void aNewerVersionIsTheOnlyThingReported()
    {
        const Result<LoadedTopology> result =
            parseTopology(json(R"({ 'format': 'portolan-topology', 'version': 2, 'sites': 7, 'x': 1 })"), {});
        QVERIFY(!result);
        QCOMPARE(faults(result.error()), (Faults{{ErrorCode::UnsupportedFormat, u"version"_s}}));
        QVERIFY(result.error().first().detail.contains(u"newer"_s));
    }

    void listsEveryErrorAndNotOnlyTheFirst()
    {
        QByteArray text = planText();
        text.replace("\"Plan\"", "\"\"");
        text.replace("\"perimeter\"", "\"cloud\"");
        text.replace("\"cost\": 50", "\"cost\": 0");
        text.replace("\"192.0.2.11\"", "\"somewhere\"");
        text.replace("[\"mbx1\", \"mbx2\"]", "[\"mbx8\", \"mbx9\"]");
        const Result<LoadedTopology> result = parseTopology(text, {});
        QVERIFY(!result);
        const Faults expected{{ErrorCode::BadValue, u"name"_s},
                              {ErrorCode::BadValue, u"sites[2].kind"_s},
                              {ErrorCode::BadValue, u"servers[0].addresses[0]"_s},
                              {ErrorCode::BadValue, u"links[0].cost"_s},
                              {ErrorCode::UnknownReference, u"groups[0].members[0]"_s},
                              {ErrorCode::UnknownReference, u"groups[0].members[1]"_s}};
        QCOMPARE(faults(result.error()), expected);
    }

    void aDuplicateIdNamesWhereTheFirstIs()
    {
        QByteArray text = planText();
        text.replace("\"id\": \"sub1\"", "\"id\": \"branch\"");
        const Result<LoadedTopology> result = parseTopology(text, {});
        QVERIFY(!result);
        QVERIFY(result.error().first().detail.contains(u"sites[1]"_s));
    }

    void suggestsTheIdThatWasMeant()
    {
        QByteArray text = planText();
        text.replace("\"site\": \"branch\"", "\"site\": \"brnch\"");
        const Result<LoadedTopology> result = parseTopology(text, {});
        QVERIFY(!result);
        QVERIFY(result.error().first().detail.contains(u"“branch”"_s));
    }

    void moreThanAHundredThousandServersAreTooMany()
    {
        QByteArray text = "{ 'format': 'portolan-topology', 'version': 1, 'name': 'Plan', 'catalog': 'any', "
                          "'sites': [{ 'id': 'a', 'name': 'A' }], 'servers': [";
        for (int i = 0; i <= 100000; ++i)
            text += "{ 'id': 's" + QByteArray::number(i) + "', 'name': 'S', 'site': 'a', 'roles': [] },";
        text.chop(1);
        const Result<LoadedTopology> result = parseTopology(json(text + "] }"), {});
        QVERIFY(!result);
        QCOMPARE(faults(result.error()), (Faults{{ErrorCode::BadValue, u"servers"_s}}));
    }

    void aServerHasAThousandRolesAtMost()
    {
        QByteArray text = planText();
        text.replace("[\"edge\"]", "[" + QByteArray("\"edge\",").repeated(1000) + "\"edge\"]");
        text.replace("[\"192.0.2.11\"]", "[" + QByteArray("\"::1\",").repeated(1000) + "\"::1\"]");
        const Result<LoadedTopology> result = parseTopology(text, {});
        QVERIFY(!result);
        QCOMPARE(
            faults(result.error()),
            (Faults{{ErrorCode::BadValue, u"servers[0].addresses"_s}, {ErrorCode::BadValue, u"servers[2].roles"_s}}));
    }

    void manyWrongReferencesAreReportedInNoTime()
    {
        QByteArray sites;
        QByteArray servers;
        for (int i = 0; i < 4000; ++i)
            sites += "{ 'id': 'site-with-a-long-id-" + QByteArray::number(i) + "', 'name': 'S' },";
        for (int i = 0; i < 50000; ++i)
            servers +=
                "{ 'id': 's" + QByteArray::number(i) + "', 'name': 'S', 'site': 'site-with-a-lang-id', 'roles': [] },";
        sites.chop(1);
        servers.chop(1);
        const Result<LoadedTopology> result =
            parseTopology(json("{ 'format': 'portolan-topology', 'version': 1, 'name': 'Plan', 'catalog': 'any', "
                               "'sites': ["
                               + sites + "], 'servers': [" + servers + "] }"),
                          {});
        QVERIFY(!result);
        QVERIFY(result.error().first().detail.contains(u"“site-with-a-long-id-0”"_s));
    }

    void aFileFullOfErrorsEndsTheListSomewhere()
    {
        const QByteArray text =
            json("{ 'format': 'portolan-topology', 'version': 1, 'name': 'Plan', 'catalog': 'any', 'servers': [")
            + QByteArray("{},").repeated(50000) + "{}] }";
        const Result<LoadedTopology> result = parseTopology(text, {});
        QVERIFY(!result);
        QVERIFY(result.error().size() > 1000 && result.error().size() < 20000);
        QVERIFY(result.error().last().detail.contains(u"more errors"_s));
    }
};

QTEST_GUILESS_MAIN(TestTopologyErrors)
#include "tst_topologyerrors.moc"
