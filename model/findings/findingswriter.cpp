// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "findingswriter.h"

#include "model/catalog/catalog.h"
#include "model/findings/planrules.h"
#include "model/json/jsonvalue.h"

#include <QDir>
#include <QHash>
#include <QUrl>

namespace portolan {

namespace {

JsonValue text(const QString &value)
{
    return JsonValue::fromString(value);
}

JsonValue objectWith(const QString &key, JsonValue value)
{
    JsonValue object = JsonValue::object();
    object.set(key, std::move(value));
    return object;
}

JsonValue message(const QString &words)
{
    return objectWith(QStringLiteral("text"), text(words));
}

QString levelOf(Severity severity)
{
    return severity == Severity::Information ? QStringLiteral("note") : toString(severity);
}

/// The reference that a file is called by in a log: relative where the user calls it so.
QString uriOf(const QString &path)
{
    const QString clean = QDir::fromNativeSeparators(path);
    if (QDir::isAbsolutePath(clean))
        return QString::fromLatin1(QUrl::fromLocalFile(clean).toEncoded());
    return QString::fromLatin1(QUrl::toPercentEncoding(clean, "/"));
}

JsonValue ruleObject(const DesignRule &rule)
{
    JsonValue object = JsonValue::object();
    object.set(QStringLiteral("id"), text(rule.id));
    object.set(QStringLiteral("shortDescription"), message(rule.title));
    object.set(
        QStringLiteral("fullDescription"),
        message(rule.source.isEmpty() ? rule.statement : FindingText::tr("%1 (%2)").arg(rule.statement, rule.source)));
    if (!rule.remedy.isEmpty())
        object.set(QStringLiteral("help"), message(rule.remedy));
    if (!rule.address.isEmpty())
        object.set(QStringLiteral("helpUri"), text(QString::fromLatin1(QUrl(rule.address).toEncoded())));
    object.set(QStringLiteral("defaultConfiguration"),
               objectWith(QStringLiteral("level"), text(levelOf(rule.severity))));
    return object;
}

QList<DesignRule> rulesOf(const Catalog &catalog)
{
    QList<DesignRule> rules;
    for (int i = 1; i <= static_cast<int>(PlanRule::TooManySites); ++i)
        rules << planRule(static_cast<PlanRule>(i));
    return rules + catalog.designRules();
}

JsonValue locationOf(const Finding &finding, const ReviewedFile &file)
{
    JsonValue physical =
        objectWith(QStringLiteral("artifactLocation"), objectWith(QStringLiteral("uri"), text(uriOf(file.path))));
    physical.set(QStringLiteral("region"),
                 objectWith(QStringLiteral("startLine"), JsonValue::fromNumber(file.lines.lineOf(finding.place))));
    JsonValue location = objectWith(QStringLiteral("physicalLocation"), std::move(physical));
    JsonValue logical = JsonValue::array();
    const auto add = [&logical](const QString &kind, const QStringList &ids) {
        for (const QString &id : ids) {
            JsonValue entry = objectWith(QStringLiteral("name"), text(id));
            entry.set(QStringLiteral("fullyQualifiedName"), text(kind + u'/' + id));
            entry.set(QStringLiteral("kind"), text(kind));
            logical.items.push_back(std::move(entry));
        }
    };
    add(QStringLiteral("server"), finding.servers);
    add(QStringLiteral("site"), finding.sites);
    add(QStringLiteral("group"), finding.groups);
    add(QStringLiteral("dataPath"), finding.paths);
    if (!logical.items.empty())
        location.set(QStringLiteral("logicalLocations"), std::move(logical));
    return location;
}

JsonValue resultOf(const Finding &finding, int ruleIndex, const ReviewedFile &file)
{
    JsonValue result = objectWith(QStringLiteral("ruleId"), text(finding.rule));
    if (ruleIndex >= 0)
        result.set(QStringLiteral("ruleIndex"), JsonValue::fromNumber(ruleIndex));
    result.set(QStringLiteral("level"), text(levelOf(finding.severity)));
    result.set(QStringLiteral("message"), message(finding.detail));
    JsonValue locations = JsonValue::array();
    locations.items.push_back(locationOf(finding, file));
    result.set(QStringLiteral("locations"), std::move(locations));
    result.set(QStringLiteral("partialFingerprints"),
               objectWith(QStringLiteral("portolanFinding/v1"), text(finding.key())));
    // An empty list says that nothing suppresses it; without the list nobody knows.
    JsonValue suppressions = JsonValue::array();
    if (finding.isAccepted) {
        JsonValue suppression = objectWith(QStringLiteral("kind"), text(QStringLiteral("inSource")));
        suppression.set(QStringLiteral("status"), text(QStringLiteral("accepted")));
        suppression.set(QStringLiteral("justification"), text(finding.reason));
        suppressions.items.push_back(std::move(suppression));
    }
    result.set(QStringLiteral("suppressions"), std::move(suppressions));
    return result;
}

JsonValue linksOf(const Finding &finding)
{
    JsonValue links = JsonValue::array();
    for (const SitePair &link : finding.links)
        links.items.push_back(JsonValue::fromStrings({link.first, link.second}));
    return links;
}

} // namespace

QByteArray findingsJson(const QList<Finding> &findings, const ReviewedFile &file)
{
    JsonValue list = JsonValue::array();
    for (const Finding &finding : findings) {
        JsonValue object = JsonValue::object();
        object.set(QStringLiteral("rule"), text(finding.rule));
        object.set(QStringLiteral("severity"), text(toString(finding.severity)));
        object.set(QStringLiteral("title"), text(finding.title));
        object.set(QStringLiteral("detail"), text(finding.detail));
        object.set(QStringLiteral("why"), text(finding.why));
        object.set(QStringLiteral("source"), text(finding.source));
        object.set(QStringLiteral("address"), text(finding.address));
        object.set(QStringLiteral("remedy"), text(finding.remedy));
        object.set(QStringLiteral("sites"), JsonValue::fromStrings(finding.sites));
        object.set(QStringLiteral("servers"), JsonValue::fromStrings(finding.servers));
        object.set(QStringLiteral("groups"), JsonValue::fromStrings(finding.groups));
        object.set(QStringLiteral("links"), linksOf(finding));
        object.set(QStringLiteral("paths"), JsonValue::fromStrings(finding.paths));
        object.set(QStringLiteral("place"), text(finding.place));
        object.set(QStringLiteral("line"), JsonValue::fromNumber(file.lines.lineOf(finding.place)));
        object.set(QStringLiteral("about"), JsonValue::fromStrings(finding.about));
        object.set(QStringLiteral("fix"), text(finding.fix ? finding.fix->text : QString()));
        object.set(QStringLiteral("accepted"), JsonValue::fromBool(finding.isAccepted));
        object.set(QStringLiteral("reason"), text(finding.reason));
        list.items.push_back(std::move(object));
    }
    return writeJson(list);
}

QByteArray findingsSarif(const QList<Finding> &findings, const Catalog &catalog, const ReviewedFile &file,
                         const QString &version)
{
    JsonValue rules = JsonValue::array();
    QHash<QString, int> indexes;
    for (const DesignRule &rule : rulesOf(catalog)) {
        indexes.insert(rule.id, static_cast<int>(rules.items.size()));
        rules.items.push_back(ruleObject(rule));
    }
    JsonValue driver = objectWith(QStringLiteral("name"), text(QStringLiteral("Portolan")));
    driver.set(QStringLiteral("version"), text(version));
    driver.set(QStringLiteral("rules"), std::move(rules));
    JsonValue results = JsonValue::array();
    for (const Finding &finding : findings)
        results.items.push_back(resultOf(finding, indexes.value(finding.rule, -1), file));
    JsonValue run = objectWith(QStringLiteral("tool"), objectWith(QStringLiteral("driver"), std::move(driver)));
    run.set(QStringLiteral("columnKind"), text(QStringLiteral("utf16CodeUnits")));
    run.set(QStringLiteral("results"), std::move(results));
    JsonValue runs = JsonValue::array();
    runs.items.push_back(std::move(run));
    JsonValue log =
        objectWith(QStringLiteral("$schema"), text(QStringLiteral("https://json.schemastore.org/sarif-2.1.0.json")));
    log.set(QStringLiteral("version"), text(QStringLiteral("2.1.0")));
    log.set(QStringLiteral("runs"), std::move(runs));
    return writeJson(log);
}

} // namespace portolan
