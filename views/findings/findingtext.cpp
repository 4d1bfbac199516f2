// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/findings/findingtext.h"

#include "views/diagram/severitysign.h"
#include "views/inspector/htmlwriter.h"
#include "views/tables/displaytext.h"

#include <QCoreApplication>
#include <QHash>
#include <QSet>

namespace portolan {

namespace {

constexpr qsizetype kMostNames = 3;

struct FindingTexts {
    Q_DECLARE_TR_FUNCTIONS(portolan::FindingTexts)
};

template <typename T>
QStringList namesOf(const QList<T> &list, const QStringList &ids)
{
    const QSet<QString> wanted(ids.begin(), ids.end());
    QHash<QString, QString> names;
    for (const T &item : list) {
        if (wanted.contains(item.id))
            names.insert(item.id, displayText(item.name));
    }
    QStringList result;
    for (const QString &id : ids)
        result << names.value(id, displayText(id));
    return result;
}

QString shortened(const QStringList &names)
{
    if (names.size() <= kMostNames + 1)
        return names.join(QStringLiteral(", "));
    return FindingTexts::tr("%1 and %2 more")
        .arg(names.first(kMostNames).join(QStringLiteral(", ")), QString::number(names.size() - kMostNames));
}

} // namespace

QString findingPlace(const Finding &finding, const Topology &topology)
{
    if (!finding.servers.isEmpty())
        return shortened(namesOf(topology.servers, finding.servers));
    if (!finding.groups.isEmpty())
        return shortened(namesOf(topology.groups, finding.groups));
    if (!finding.links.isEmpty()) {
        QStringList links;
        for (const auto &[first, second] : finding.links)
            links << namesOf(topology.sites, {first, second}).join(QStringLiteral(" – "));
        return shortened(links);
    }
    if (!finding.sites.isEmpty())
        return shortened(namesOf(topology.sites, finding.sites));
    return displayText(finding.place);
}

QString findingHtml(const Finding &finding, const Topology &topology, const DiagramStyle &style)
{
    HtmlWriter out(style);
    const QString place = findingPlace(finding, topology);
    Html subtitle = Html::coloured(severityWord(finding.severity), severityColor(finding.severity, style), true)
        + Html::of(QStringLiteral(" · ") + finding.rule);
    if (!place.isEmpty())
        subtitle = subtitle + Html::of(QStringLiteral(" · ") + place);
    out.title(finding.title, subtitle);
    out.paragraph(Html::lines(finding.detail));
    if (!finding.remedy.isEmpty()) {
        out.heading(FindingTexts::tr("What to do"));
        out.paragraph(Html::lines(finding.remedy));
    }
    if (!finding.why.isEmpty()) {
        out.heading(FindingTexts::tr("Why"));
        out.paragraph(Html::lines(finding.why));
    }
    if (finding.isAccepted) {
        out.heading(FindingTexts::tr("Accepted"));
        out.paragraph(Html::lines(finding.reason));
    }
    out.row(FindingTexts::tr("Data paths"), Html::of(finding.paths.join(QStringLiteral(", "))));
    out.row(FindingTexts::tr("Source"), Html::of(finding.source));
    out.row(FindingTexts::tr("Read on"), Html::of(finding.address));
    out.row(FindingTexts::tr("In the file"), Html::of(finding.place));
    return out.html();
}

QString findingPlainText(const Finding &finding, const Topology &topology)
{
    QStringList lines{QStringLiteral("%1 %2: %3").arg(finding.rule, severityWord(finding.severity), finding.title)};
    const QString place = findingPlace(finding, topology);
    if (!place.isEmpty())
        lines << FindingTexts::tr("Where: %1").arg(place);
    lines << finding.detail;
    if (!finding.remedy.isEmpty())
        lines << FindingTexts::tr("What to do: %1").arg(finding.remedy);
    if (!finding.why.isEmpty())
        lines << FindingTexts::tr("Why: %1").arg(finding.why);
    if (!finding.source.isEmpty())
        lines << FindingTexts::tr("Source: %1").arg(finding.source);
    if (finding.isAccepted)
        lines << FindingTexts::tr("Accepted: %1").arg(finding.reason);
    return lines.join(u'\n');
}

} // namespace portolan
