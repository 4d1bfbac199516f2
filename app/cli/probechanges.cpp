// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "app/cli/messages.h"
#include "app/cli/probereport.h"
#include "model/flows/flowtable.h"
#include "model/json/jsonvalue.h"

namespace portolan {

using namespace Qt::StringLiterals;

QByteArray changesText(const QList<ResultChange> &changes)
{
    if (changes.isEmpty())
        return CliText::tr("Nothing has changed.").toUtf8() + '\n';
    QStringList lines;
    for (const ResultChange &change : changes) {
        const QString vantage = change.vantage.isEmpty() ? CliText::tr("elsewhere") : change.vantage;
        lines << u"%1: %2 -> %3: %4: %5 -> %6"_s.arg(toString(change.kind), vantage, change.key, change.what,
                                                     change.before, change.after);
    }
    return lines.join(u'\n').toUtf8() + '\n';
}

QByteArray changesCsv(const QList<ResultChange> &changes)
{
    QByteArray csv = "change,source,destination,transport,port,check,what,before,after\n";
    for (const ResultChange &change : changes)
        csv += csvLine({toString(change.kind), change.vantage, change.destination, toString(change.transport),
                        QString::number(change.port), change.key, change.what, change.before, change.after})
                   .toUtf8()
            + '\n';
    return csv;
}

QByteArray changesJson(const QList<ResultChange> &changes)
{
    JsonValue list = JsonValue::array();
    for (const ResultChange &change : changes) {
        JsonValue object = JsonValue::object();
        const auto set = [&object](const QString &key, const QString &text) {
            object.set(key, JsonValue::fromString(text));
        };
        set(u"change"_s, toString(change.kind));
        set(u"source"_s, change.vantage);
        set(u"destination"_s, change.destination);
        set(u"transport"_s, toString(change.transport));
        object.set(u"port"_s, JsonValue::fromNumber(change.port));
        set(u"check"_s, change.key);
        set(u"what"_s, change.what);
        set(u"before"_s, change.before);
        set(u"after"_s, change.after);
        list.items.push_back(std::move(object));
    }
    JsonValue top = JsonValue::object();
    top.set(u"format"_s, JsonValue::fromString(u"portolan-result-changes"_s));
    top.set(u"version"_s, JsonValue::fromNumber(1));
    top.set(u"same"_s, JsonValue::fromBool(changes.isEmpty()));
    top.set(u"changes"_s, std::move(list));
    return writeJson(top);
}

} // namespace portolan
