// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "names.h"

#include "model/editing/editing.h"
#include "model/json/plaintext.h"
#include "model/topology/topologyrules.h"

#include <QCoreApplication>

#include <algorithm>

namespace portolan {

namespace {

struct Naming {
    Q_DECLARE_TR_FUNCTIONS(portolan::Naming)
};

constexpr qsizetype kLongestNumber = 9; ///< digits
constexpr qsizetype kRoomForNumber = 12;

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

QString written(const NumberedName &name)
{
    return name.stem + QString::number(name.number).rightJustified(name.width, u'0');
}

/// "MBX" is followed by "MBX2", but words by "Outlook 2".
bool isAcronym(QStringView text)
{
    return std::none_of(text.begin(), text.end(), [](QChar c) { return c.isLower() || c.isSpace(); });
}

/// The name as one of a series: without a number it is the first.
NumberedName countable(const QString &name)
{
    NumberedName numbered = numberedName(name);
    numbered.stem = cut(numbered.stem, kLongestName - kRoomForNumber);
    if (numbered.width == 0) {
        numbered.number = 1;
        if (!isAcronym(numbered.stem))
            numbered.stem += u' ';
    }
    return numbered;
}

} // namespace

NumberedName numberedName(const QString &name)
{
    qsizetype from = name.size();
    while (from > 0 && isDigit(name[from - 1]))
        --from;
    const qsizetype width = name.size() - from;
    if (width == 0 || width > kLongestNumber)
        return {name, 0, 0};
    return {name.first(from), name.sliced(from).toInt(), int(width)};
}

QString idFromName(const QString &name, const QString &fallback)
{
    QString id;
    // Decomposed, an accent is a character of its own, which falls out.
    for (const QChar c : name.normalized(QString::NormalizationForm_KD).toLower()) {
        const bool isPlain = (c >= u'a' && c <= u'z') || isDigit(c) || c == u'.' || c == u'_';
        if (c == QChar(0x00DF))
            id += QStringLiteral("ss");
        else if (isPlain && (!id.isEmpty() || c.isLetterOrNumber()))
            id += c;
        else if (!isPlain && !c.isMark() && !c.isLetterOrNumber() && !id.isEmpty() && !id.endsWith(u'-'))
            id += u'-';
    }
    id = cut(id, kLongestName - kRoomForNumber);
    while (id.endsWith(u'-') || id.endsWith(u'.') || id.endsWith(u'_'))
        id.chop(1);
    return id.isEmpty() ? fallback : id;
}

void NameSupply::Names::add(const QString &name)
{
    m_taken.insert(name.toCaseFolded());
    const NumberedName numbered = numberedName(name);
    NumberedName &highest = m_highest[numbered.stem.toCaseFolded()];
    if (highest.width == 0 || numbered.number > highest.number)
        highest = numbered;
}

QString NameSupply::Names::take(const QString &wanted)
{
    if (!m_taken.contains(wanted.toCaseFolded())) {
        add(wanted);
        return wanted;
    }
    NumberedName last = countable(wanted);
    const NumberedName highest = m_highest.value(last.stem.toCaseFolded());
    if (highest.number >= last.number) {
        last.number = highest.number;
        last.width = highest.width;
    }
    return takeNext(last);
}

QString NameSupply::Names::takeAfter(const QString &previous)
{
    return takeNext(countable(previous));
}

QString NameSupply::Names::takeNext(NumberedName last)
{
    QString name;
    do {
        ++last.number;
        name = written(last);
    } while (m_taken.contains(name.toCaseFolded()));
    add(name);
    return name;
}

NameSupply::NameSupply(const Topology &topology)
{
    m_ids.reserve(topology.sites.size() + topology.servers.size() + topology.groups.size());
    for (const Site &site : topology.sites) {
        m_ids.insert(site.id);
        m_sites.add(site.name);
    }
    for (const Server &server : topology.servers) {
        m_ids.insert(server.id);
        m_servers.add(server.name);
    }
    for (const Group &group : topology.groups) {
        m_ids.insert(group.id);
        m_groups.add(group.name);
    }
}

QString NameSupply::idFor(const QString &name, const QString &fallback)
{
    const QString first = idFromName(name, fallback);
    QString id = first;
    for (int number = 2; m_ids.contains(id); ++number)
        id = QStringLiteral("%1-%2").arg(first).arg(number);
    m_ids.insert(id);
    return id;
}

QString NameSupply::idLike(const QString &wanted, const QString &name, const QString &fallback)
{
    if (!isId(wanted) || m_ids.contains(wanted))
        return idFor(name, fallback);
    m_ids.insert(wanted);
    return wanted;
}

QString NameSupply::serverName(const QString &wanted)
{
    return m_servers.take(wanted);
}

QString NameSupply::serverNameAfter(const QString &previous)
{
    return m_servers.takeAfter(previous);
}

QString NameSupply::siteName(const QString &wanted)
{
    return m_sites.take(wanted);
}

QString NameSupply::groupName(const QString &wanted)
{
    return m_groups.take(wanted);
}

QString siteNameFor(const Topology &topology, SiteKind kind)
{
    QString name = Naming::tr("Site 1");
    if (kind == SiteKind::Perimeter)
        name = Naming::tr("Perimeter network");
    else if (kind == SiteKind::External)
        name = Naming::tr("Internet");
    return NameSupply(topology).siteName(name);
}

QString groupNameFor(const Topology &topology, const Catalog &catalog, GroupType kind)
{
    const QString label = catalog.groupLabel(toString(kind));
    QString name = isAcronym(label) ? QString(label + u'1') : label;
    for (const Group &group : topology.groups) {
        if (group.kind == kind && numberedName(group.name).width > 0)
            name = group.name;
    }
    return NameSupply(topology).groupName(name);
}

} // namespace portolan
