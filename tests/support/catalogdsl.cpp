// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "catalogdsl.h"

#include <QRegularExpression>

namespace portolan::test {

using namespace Qt::StringLiterals;

namespace {

QStringList list(const QString &text)
{
    QStringList items;
    for (const QString &item : text.split(u',', Qt::SkipEmptyParts))
        items << item.trimmed();
    return items;
}

int role(Catalog::Data &data, const QString &id)
{
    const auto found = data.roleIndex.constFind(id);
    if (found != data.roleIndex.constEnd())
        return *found;
    const int index = static_cast<int>(data.roles.size());
    data.roles << Role{id, id.toUpper(), id.toUpper(), RoleKind::Server, {}, {}, 0};
    data.roleIndex.insert(id, index);
    return index;
}

Scope scope(const QString &word)
{
    for (int i = 0; i <= static_cast<int>(Scope::ExternalClient); ++i) {
        if (toString(static_cast<Scope>(i)) == word)
            return static_cast<Scope>(i);
    }
    qFatal("unknown scope: %s", qPrintable(word));
}

PortEntry entry(const QStringList &words)
{
    static const QRegularExpression pattern(u"^(tcp|udp)/(\\d+)?(?:-(\\d+))?(rpc-dynamic|dynamic)?$"_s);
    const auto match = pattern.match(words.first());
    if (!match.hasMatch())
        qFatal("cannot read this port: %s", qPrintable(words.first()));
    PortEntry result;
    result.transport = match.captured(1) == "tcp"_L1 ? Transport::Tcp : Transport::Udp;
    result.ports.first = match.captured(2).toUShort();
    result.ports.last = match.captured(3).isEmpty() ? result.ports.first : match.captured(3).toUShort();
    if (match.captured(4) == "rpc-dynamic"_L1)
        result.kind = PortKind::RpcDynamic;
    else if (match.captured(4) == "dynamic"_L1)
        result.kind = PortKind::Dynamic;
    result.service = words[1];
    for (const QString &flag : words.sliced(2)) {
        if (flag == "implied"_L1)
            result.implied = true;
        else if (flag == "reverse"_L1)
            result.reverse = true;
        else if (flag == "setting=dag.replicationPort"_L1)
            result.kind = PortKind::DagReplicationPort;
        else if (flag.startsWith("at="_L1))
            result.atRole = flag.sliced(3);
        else
            qFatal("unknown flag of a port: %s", qPrintable(flag));
    }
    return result;
}

Encryption encryption(const QString &word)
{
    for (const auto value : {Encryption::None, Encryption::Disabled, Encryption::Optional, Encryption::Encrypted}) {
        if (toString(value) == word)
            return value;
    }
    qFatal("unknown encryption: %s", qPrintable(word));
}

void addOption(Catalog::Data &data, DataPath &path, const QString &text)
{
    const QStringList words = text.split(u' ', Qt::SkipEmptyParts);
    const QString value = text.section(u'=', 1);
    if (words.first().contains(u'/')) {
        path.ports << entry(words);
        if (!path.ports.last().atRole.isEmpty())
            role(data, path.ports.last().atRole);
    } else if (text == "bidirectional"_L1) {
        path.bidirectional = true;
    } else if (text == "link-tls"_L1) {
        path.disabledByLink = true;
    } else if (text.startsWith("auth="_L1)) {
        path.defaultAuthentication = value.split(u'|');
    } else if (text.startsWith("supported="_L1)) {
        path.supportedAuthentication = value.split(u'|');
    } else if (text.startsWith("same-server="_L1)) {
        path.sameServerAuthentication = value.split(u'|');
    } else if (text.startsWith("mechanism="_L1)) {
        path.mechanisms = value.split(u'|');
    } else if (text.startsWith("encryption="_L1)) {
        path.encryption = encryption(value);
    } else {
        qFatal("unknown word of a data path: %s", qPrintable(text));
    }
}

/// Every id that the paths use is a term, with the id in capitals as its label.
void addTerms(Catalog::Data &data)
{
    const auto add = [](QList<Term> &terms, QHash<QString, QString> &labels, const QString &id) {
        if (labels.contains(id))
            return;
        labels.insert(id, id.toUpper());
        terms << Term{id, id.toUpper()};
    };
    for (const DataPath &path : data.dataPaths) {
        for (const PortEntry &port : path.ports)
            add(data.services, data.serviceLabels, port.service);
        for (const QStringList &ids : {path.defaultAuthentication, path.supportedAuthentication,
                                       path.sameServerAuthentication.value_or(QStringList())}) {
            for (const QString &id : ids)
                add(data.authentications, data.authenticationLabels, id);
        }
    }
}

} // namespace

Catalog catalogFromText(const char *text)
{
    static const QRegularExpression pattern(u"^(\\S+): (.*) -> (.*) @ (.*)$"_s);
    auto *data = new Catalog::Data;
    data->id = u"test"_s;
    data->product = u"Test"_s;
    data->tables << CatalogTable{u"table"_s, u"P"_s, u"Table"_s, u"Table"_s};
    for (const QString &line : QString::fromUtf8(text).split(u'\n', Qt::SkipEmptyParts)) {
        QStringList parts = line.split(u';');
        const auto match = pattern.match(parts.takeFirst().trimmed());
        if (!match.hasMatch())
            qFatal("cannot read this data path: %s", qPrintable(line));
        DataPath path;
        path.id = match.captured(1);
        path.row = static_cast<int>(data->dataPaths.size()) + 1;
        path.code = u"P%1"_s.arg(path.row);
        path.title = path.id;
        path.encryption = Encryption::Encrypted;
        for (const QString &id : list(match.captured(2)))
            path.from << role(*data, id);
        for (const QString &id : list(match.captured(3)))
            path.to << role(*data, id);
        for (const QString &word : list(match.captured(4)))
            path.scopes << scope(word);
        for (const QString &part : parts)
            addOption(*data, path, part.trimmed());
        data->pathIndex.insert(path.id, static_cast<int>(data->dataPaths.size()));
        data->dataPaths << path;
    }
    addTerms(*data);
    data->groups << GroupKind{u"dag"_s, u"DAG"_s, data->roleIndex.value(u"mailbox"_s, -1)};
    if (data->roleIndex.contains(u"edge"_s))
        data->groups << GroupKind{u"edge-subscription"_s, u"Edge subscription"_s, data->roleIndex.value(u"edge"_s)};
    if (data->roleIndex.contains(u"cas"_s))
        data->dynamicPorts << DynamicPortRule{data->roleIndex.value(u"cas"_s), {6005, 65534}, {}};
    data->dynamicPorts << DynamicPortRule{-1, {49152, 65535}, {}};
    return Catalog(QSharedDataPointer<Catalog::Data>(data));
}

} // namespace portolan::test
