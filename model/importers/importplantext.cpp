// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "importplan.h"

#include "model/json/jsonvalue.h"
#include "model/json/plaintext.h"

#include <QCoreApplication>

namespace portolan {

namespace {

struct PlanText {
    Q_DECLARE_TR_FUNCTIONS(portolan::PlanText)
};

struct StatusWord {
    ImportStatus status;
    QStringView word;
    const char *title;
};
constexpr StatusWord kStatuses[] = {
    {ImportStatus::New, u"new", QT_TRANSLATE_NOOP("portolan::PlanText", "New")},
    {ImportStatus::Changed, u"changed", QT_TRANSLATE_NOOP("portolan::PlanText", "Changed")},
    {ImportStatus::Unchanged, u"unchanged", QT_TRANSLATE_NOOP("portolan::PlanText", "Unchanged")},
    {ImportStatus::Unreadable, u"unreadable", QT_TRANSLATE_NOOP("portolan::PlanText", "Unreadable")},
    {ImportStatus::Missing, u"missing", QT_TRANSLATE_NOOP("portolan::PlanText", "In the topology, not in the files")},
};

QString wordOf(ImportStatus status)
{
    for (const StatusWord &word : kStatuses) {
        if (word.status == status)
            return word.word.toString();
    }
    return {};
}

QString wordOf(ImportSubject subject)
{
    switch (subject) {
    case ImportSubject::Site:
        return QStringLiteral("site");
    case ImportSubject::Link:
        return QStringLiteral("link");
    case ImportSubject::Server:
        return QStringLiteral("server");
    case ImportSubject::Group:
        return QStringLiteral("group");
    case ImportSubject::Row:
        break;
    }
    return QStringLiteral("row");
}

QString wordOf(ImportDecision::Kind kind)
{
    switch (kind) {
    case ImportDecision::Kind::SuggestedRole:
        return QStringLiteral("suggested-role");
    case ImportDecision::Kind::UnknownRole:
        return QStringLiteral("unknown-role");
    case ImportDecision::Kind::OtherVersion:
        return QStringLiteral("other-version");
    case ImportDecision::Kind::NoSite:
        break;
    }
    return QStringLiteral("no-site");
}

QString wordOf(ImportRemark::Severity severity)
{
    switch (severity) {
    case ImportRemark::Severity::Note:
        return QStringLiteral("note");
    case ImportRemark::Severity::Lost:
        return QStringLiteral("lost");
    case ImportRemark::Severity::Unreadable:
        break;
    }
    return QStringLiteral("unreadable");
}

/// File names and values are anybody's: nothing in them may reach a terminal as it is.
QString plain(const QString &text)
{
    const QString inMarks = quoted(text);
    return inMarks.sliced(1, inMarks.size() - 2);
}

QString placesText(const QList<ImportPlace> &places)
{
    QStringList texts;
    for (const ImportPlace &place : places) {
        if (texts.size() == 3) {
            texts << QStringLiteral("…");
            break;
        }
        texts << plain(place.text());
    }
    return texts.join(QStringLiteral(", "));
}

QString changeText(const FieldChange &change, ImportStatus status)
{
    const auto value = [](const QString &text) { return text.isEmpty() ? PlanText::tr("nothing") : quoted(text); };
    if (status == ImportStatus::New)
        return QStringLiteral("%1 %2").arg(change.label, value(change.after));
    return QStringLiteral("%1 %2 → %3").arg(change.label, value(change.before), value(change.after));
}

QString itemText(const ImportItem &item)
{
    if (item.subject == ImportSubject::Row)
        return QStringLiteral("  %1: %2").arg(plain(item.name), item.remarks.join(u' '));
    QString text = QStringLiteral("  %1 %2").arg(wordOf(item.subject), quoted(item.name));
    if (!item.places.isEmpty())
        text += QStringLiteral(" (%1)").arg(placesText(item.places));
    QStringList parts;
    for (const FieldChange &change : item.changes)
        parts << changeText(change, item.status);
    if (!parts.isEmpty())
        text += QStringLiteral(": ") + parts.join(QStringLiteral("; "));
    const bool isChange = item.status == ImportStatus::New || item.status == ImportStatus::Changed;
    if (isChange && !item.waitsFor.isEmpty())
        text += u' ' + PlanText::tr("[left out until it is decided: %1]").arg(item.waitsFor.join(QStringLiteral(", ")));
    else if (isChange && !item.isTaken)
        text += u' ' + PlanText::tr("[left out]");
    else if (item.status == ImportStatus::Missing)
        text += u' ' + (item.isTaken ? PlanText::tr("[goes]") : PlanText::tr("[stays]"));
    for (const QString &remark : item.remarks)
        text += QStringLiteral("\n    ") + remark;
    return text;
}

JsonValue toJson(const ImportPlace &place)
{
    JsonValue object = JsonValue::object();
    object.set(QStringLiteral("file"), JsonValue::fromString(place.file));
    if (place.line > 0)
        object.set(QStringLiteral("line"), JsonValue::fromNumber(place.line));
    if (place.row > 0)
        object.set(QStringLiteral("row"), JsonValue::fromNumber(place.row));
    return object;
}

template <typename T, typename ToJson>
JsonValue listOf(const QList<T> &values, ToJson toValue)
{
    JsonValue list = JsonValue::array();
    for (const T &value : values)
        list.items.push_back(toValue(value));
    return list;
}

JsonValue places(const QList<ImportPlace> &all)
{
    return listOf(all, [](const ImportPlace &place) { return toJson(place); });
}

JsonValue text(const QString &value)
{
    return JsonValue::fromString(value);
}

JsonValue toJson(const FieldChange &change)
{
    JsonValue object = JsonValue::object();
    object.set(QStringLiteral("field"), text(change.field));
    object.set(QStringLiteral("before"), text(change.before));
    object.set(QStringLiteral("after"), text(change.after));
    return object;
}

JsonValue toJson(const ImportItem &item)
{
    JsonValue object = JsonValue::object();
    object.set(QStringLiteral("key"), text(item.key));
    object.set(QStringLiteral("status"), text(wordOf(item.status)));
    object.set(QStringLiteral("subject"), text(wordOf(item.subject)));
    object.set(QStringLiteral("name"), text(item.name));
    object.set(QStringLiteral("taken"), JsonValue::fromBool(item.isTaken));
    object.set(QStringLiteral("places"), places(item.places));
    object.set(QStringLiteral("changes"),
               listOf(item.changes, [](const FieldChange &change) { return toJson(change); }));
    object.set(QStringLiteral("remarks"), JsonValue::fromStrings(item.remarks));
    object.set(QStringLiteral("waitsFor"), JsonValue::fromStrings(item.waitsFor));
    return object;
}

JsonValue toJson(const ImportDecision &decision)
{
    JsonValue object = JsonValue::object();
    object.set(QStringLiteral("key"), text(decision.key));
    object.set(QStringLiteral("kind"), text(wordOf(decision.kind)));
    object.set(QStringLiteral("open"), JsonValue::fromBool(decision.isOpen));
    object.set(QStringLiteral("subject"), text(decision.subject));
    if (decision.kind == ImportDecision::Kind::SuggestedRole) {
        object.set(QStringLiteral("role"), text(decision.role));
        object.set(QStringLiteral("percent"), JsonValue::fromNumber(qRound(decision.score * 100)));
    }
    object.set(QStringLiteral("text"), text(decision.text));
    object.set(QStringLiteral("places"), places(decision.places));
    return object;
}

JsonValue toJson(const ImportRemark &remark)
{
    JsonValue object = JsonValue::object();
    object.set(QStringLiteral("severity"), text(wordOf(remark.severity)));
    object.set(QStringLiteral("place"), toJson(remark.place));
    object.set(QStringLiteral("text"), text(remark.text));
    return object;
}

JsonValue toJson(const ImportedFile &file)
{
    JsonValue object = JsonValue::object();
    object.set(QStringLiteral("file"), text(file.name));
    object.set(QStringLiteral("kind"), text(file.kindText));
    object.set(QStringLiteral("rows"), JsonValue::fromNumber(file.rows));
    if (!file.mapping.isEmpty())
        object.set(QStringLiteral("mapping"), file.mapping.toJson());
    return object;
}

} // namespace

QString importPlanText(const ImportPlan &plan)
{
    QStringList lines;
    for (const ImportedFile &file : plan.files) {
        lines << QStringLiteral("%1: %2, %3")
                     .arg(plain(file.name), file.kindText.isEmpty() ? PlanText::tr("not recognised") : file.kindText,
                          PlanText::tr("%n row(s)", nullptr, int(file.rows)));
        if (!file.mapping.isEmpty())
            lines << QStringLiteral("  --map %1").arg(plain(file.mapping.toText()));
    }
    for (const StatusWord &status : kStatuses) {
        const qsizetype count = plan.count(status.status);
        if (count == 0)
            continue;
        lines << QStringLiteral("%1: %2").arg(PlanText::tr(status.title)).arg(count);
        for (const ImportItem &item : plan.items) {
            if (item.status == status.status && item.status != ImportStatus::Unchanged)
                lines << itemText(item);
        }
    }
    if (!plan.decisions.isEmpty())
        lines << PlanText::tr("To decide: %1").arg(plan.openDecisions());
    for (const ImportDecision &decision : plan.decisions)
        lines
            << QStringLiteral("  [%1] %2").arg(decision.isOpen ? decision.key : PlanText::tr("decided"), decision.text);
    for (const ImportRemark &remark : plan.remarks) {
        if (remark.severity != ImportRemark::Severity::Unreadable)
            lines << QStringLiteral("%1: %2: %3").arg(plain(remark.place.text()), wordOf(remark.severity), remark.text);
    }
    return lines.join(u'\n') + u'\n';
}

QByteArray importPlanJson(const ImportPlan &plan)
{
    JsonValue object = JsonValue::object();
    object.set(QStringLiteral("files"), listOf(plan.files, [](const ImportedFile &file) { return toJson(file); }));
    JsonValue counts = JsonValue::object();
    for (const StatusWord &status : kStatuses)
        counts.set(status.word.toString(), JsonValue::fromNumber(plan.count(status.status)));
    counts.set(QStringLiteral("openDecisions"), JsonValue::fromNumber(plan.openDecisions()));
    object.set(QStringLiteral("counts"), std::move(counts));
    object.set(QStringLiteral("items"), listOf(plan.items, [](const ImportItem &item) { return toJson(item); }));
    object.set(QStringLiteral("decisions"),
               listOf(plan.decisions, [](const ImportDecision &decision) { return toJson(decision); }));
    object.set(QStringLiteral("remarks"),
               listOf(plan.remarks, [](const ImportRemark &remark) { return toJson(remark); }));
    return writeJson(object);
}

} // namespace portolan
