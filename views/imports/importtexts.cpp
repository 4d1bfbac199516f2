// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/imports/importtexts.h"

#include "views/tables/displaytext.h"

#include <QCoreApplication>

#include <iterator>

namespace portolan {

namespace {

struct ImportText {
    Q_DECLARE_TR_FUNCTIONS(portolan::ImportText)
};

constexpr qsizetype kPlacesShown = 2;

struct StatusLook {
    ImportStatus status;
    char16_t sign;
    const char *word;
};

constexpr StatusLook kStatuses[] = {
    {ImportStatus::New, u'+', QT_TRANSLATE_NOOP("portolan::ImportText", "New")},
    {ImportStatus::Changed, u'≠', QT_TRANSLATE_NOOP("portolan::ImportText", "Changed")},
    {ImportStatus::Unchanged, u'=', QT_TRANSLATE_NOOP("portolan::ImportText", "Unchanged")},
    {ImportStatus::Unreadable, u'!', QT_TRANSLATE_NOOP("portolan::ImportText", "Unreadable")},
    {ImportStatus::Missing, u'−', QT_TRANSLATE_NOOP("portolan::ImportText", "Only here")},
};

const StatusLook &lookOf(ImportStatus status)
{
    for (const StatusLook &look : kStatuses) {
        if (look.status == status)
            return look;
    }
    return *std::rbegin(kStatuses);
}

} // namespace

QString statusText(ImportStatus status)
{
    return QString(QChar(lookOf(status).sign)) + u' ' + statusWord(status);
}

QString statusWord(ImportStatus status)
{
    return ImportText::tr(lookOf(status).word);
}

QString subjectText(const ImportItem &item, const Catalog &catalog)
{
    switch (item.subject) {
    case ImportSubject::Site:
        return ImportText::tr("Site");
    case ImportSubject::Link:
        return ImportText::tr("Link");
    case ImportSubject::Server:
        return ImportText::tr("Server");
    case ImportSubject::Group:
        if (const auto *group = std::get_if<Group>(&item.after))
            return displayText(catalog.groupLabel(toString(group->kind)));
        return ImportText::tr("Group");
    case ImportSubject::Row:
        break;
    }
    return ImportText::tr("Row");
}

QString placesText(const QList<ImportPlace> &places)
{
    QStringList texts;
    for (const ImportPlace &place : places.first(std::min(places.size(), kPlacesShown)))
        texts << displayText(place.text());
    if (places.size() > kPlacesShown)
        texts << ImportText::tr("… %1 more").arg(places.size() - kPlacesShown);
    return texts.join(QStringLiteral(", "));
}

QString changeText(const FieldChange &change, ImportStatus status)
{
    const auto value = [](const QString &text) {
        return text.isEmpty() ? ImportText::tr("nothing") : displayText(text);
    };
    if (status == ImportStatus::New)
        return value(change.after);
    return QStringLiteral("%1 → %2").arg(value(change.before), value(change.after));
}

QString outcomeText(const ImportItem &item, const ImportChoices &choices, bool isTicked)
{
    const QString status = statusText(item.status);
    switch (item.status) {
    case ImportStatus::Unchanged:
        return status;
    case ImportStatus::Unreadable:
        return status + QStringLiteral(": ") + displayText(item.remarks.join(u' '));
    case ImportStatus::Missing:
        return status + QStringLiteral(", ") + (isTicked ? ImportText::tr("goes") : ImportText::tr("stays"));
    case ImportStatus::New:
    case ImportStatus::Changed:
        break;
    }
    if (!item.waitsFor.isEmpty())
        return status + QStringLiteral(", ") + ImportText::tr("left out until it is decided");
    if (!isTicked)
        return status + QStringLiteral(", ") + ImportText::tr("left out");
    if (item.subject == ImportSubject::Site && choices.skipped.contains(item.key))
        return status + QStringLiteral(", ") + ImportText::tr("needed by what stands in it");
    if (item.status == ImportStatus::New)
        return status;
    QStringList labels;
    for (const FieldChange &change : item.changes)
        labels << change.label;
    return status + QStringLiteral(": ") + labels.join(QStringLiteral(", "));
}

} // namespace portolan
