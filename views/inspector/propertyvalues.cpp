// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/inspector/propertyvalues.h"

#include "model/topology/topologyformat.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace portolan {

namespace {

struct Properties {
    Q_DECLARE_TR_FUNCTIONS(portolan::Properties)
};

} // namespace

PropertyCheck checkOf(PropertyKind)
{
    return {};
}

PropertyRow line(const QString &key, const QString &label, PropertyKind kind)
{
    PropertyRow row;
    row.key = key;
    row.label = label;
    row.check = checkOf(kind);
    return row;
}

PropertyRow choice(const QString &key, const QString &label, const QList<PropertyChoice> &choices)
{
    PropertyRow row;
    row.key = key;
    row.label = label;
    row.editor = PropertyRow::Editor::Choice;
    row.choices = choices;
    return row;
}

PropertyRow flag(const QString &key, const QString &label)
{
    PropertyRow row;
    row.key = key;
    row.label = label;
    row.editor = PropertyRow::Editor::Flag;
    return row;
}

PropertyRow notes()
{
    PropertyRow row;
    row.key = QStringLiteral("notes");
    row.label = Properties::tr("Notes");
    row.editor = PropertyRow::Editor::Text;
    return row;
}

QString textOf(const QStringList &list)
{
    return list.join(QStringLiteral(", "));
}

QStringList listFrom(const QString &text)
{
    static const QRegularExpression between(QStringLiteral("[,;\\s]+"));
    QStringList list = text.split(between, Qt::SkipEmptyParts);
    list.removeDuplicates();
    return list;
}

QString textOf(const std::optional<PortRange> &range)
{
    if (!range)
        return {};
    const QString first = QString::number(range->first);
    return range->first == range->last ? first : first + u'-' + QString::number(range->last);
}

std::optional<PortRange> portRangeFrom(const QString &text)
{
    static const QRegularExpression form(QStringLiteral("^\\s*(\\d{1,5})\\s*(?:[-–]\\s*(\\d{1,5})\\s*)?$"));
    const QRegularExpressionMatch match = form.match(text);
    const ushort first = match.captured(1).toUShort();
    const ushort last = match.captured(2).isEmpty() ? first : match.captured(2).toUShort();
    if (first == 0 || last < first)
        return std::nullopt;
    return PortRange{first, last};
}

SiteKind siteKindFrom(const QString &word)
{
    for (const auto &[known, kind] : kSiteKinds) {
        if (known == word)
            return kind;
    }
    return SiteKind::Internal;
}

std::optional<SipStartup> sipStartupFrom(const QString &word)
{
    for (const auto &[known, startup] : kSipStartups) {
        if (known == word)
            return startup;
    }
    return std::nullopt;
}

} // namespace portolan
