// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "importrulesreader.h"

#include "model/json/jsonobjectreader.h"

#include <QCoreApplication>

#include <bit>
#include <limits>

namespace portolan {

namespace {

struct ImportRulesReading {
    Q_DECLARE_TR_FUNCTIONS(portolan::ImportRulesReading)
};

constexpr qsizetype kLongestWord = 256;

constexpr JsonWord<ExportSubject> kSubjects[] = {
    {u"server", ExportSubject::Server},
    {u"site", ExportSubject::Site},
    {u"site-link", ExportSubject::SiteLink},
    {u"subnet", ExportSubject::Subnet},
    {u"dag", ExportSubject::Dag},
    {u"edge-subscription", ExportSubject::EdgeSubscription},
    {u"cas-array", ExportSubject::CasArray},
    {u"dial-plan", ExportSubject::DialPlan},
};

/// The fields that columns can fill, whatever the row is about.
constexpr QStringView kFields[] = {
    u"name",         u"fqdn",     u"host",     u"site",      u"roles",   u"addresses",        u"version",
    u"domain",       u"readOnly", u"notes",    u"dialPlans", u"members", u"alternateWitness", u"operatingSystem",
    u"sipStartup",   u"witness",  u"gateways", u"cost",      u"sites",   u"replicationPort",  u"security",
    u"costOverride",
};

QStringList words(JsonObjectReader &reader, QStringView key, Need need)
{
    QStringList result;
    reader.forEachString(key, need, [&](const QString &word, qsizetype item) {
        if (word.trimmed().isEmpty() || word.size() > kLongestWord)
            reader.error(ErrorCode::BadValue, key, item,
                         ImportRulesReading::tr("This has to be a word of at most %1 characters.").arg(kLongestWord));
        result << word;
    });
    return result;
}

QString line(JsonObjectReader &reader, QStringView key)
{
    return reader.text(key, Need::Required, Lines::One, kLongestWord);
}

template <typename Read>
void each(JsonObjectReader &reader, QStringView key, Read read)
{
    reader.forEachObject(key, Need::Optional, UnknownKeys::Refused, read);
}

ImportRole readRole(JsonObjectReader &reader, const CatalogIds &roles)
{
    ImportRole role;
    role.role = roles.reference(reader, u"role", Need::Optional);
    role.words = words(reader, u"words", Need::Required);
    role.flag = quint32(reader.integer(u"flag", 1, std::numeric_limits<quint32>::max(), Need::Optional).value_or(0));
    if (role.flag != 0 && !std::has_single_bit(role.flag))
        reader.error(ErrorCode::BadValue, u"flag",
                     ImportRulesReading::tr("A role's flag is one bit: 1, 2, 4, 8 and so on."));
    role.isSubscribed = reader.boolean(u"subscribed", false);
    return role;
}

ExportKind readExport(JsonObjectReader &reader, const CatalogIds &roles)
{
    ExportKind kind;
    kind.id = reader.id(u"id", Need::Required);
    kind.label = line(reader, u"label");
    kind.subject = reader.word(u"subject", kSubjects, Need::Required).value_or(ExportSubject::Server);
    kind.types = words(reader, u"types", Need::Present);
    kind.signs = words(reader, u"signs", Need::Present);
    kind.roles = roles.references(reader, u"roles", Need::Optional);
    reader.object(u"columns", Need::Required, UnknownKeys::Refused, [&kind](JsonObjectReader &columns) {
        for (const QStringView field : kFields) {
            if (columns.has(field))
                kind.columns << ExportColumn{field.toString(), words(columns, field, Need::Required)};
        }
    });
    each(reader, u"flags", [&](JsonObjectReader &flag) {
        kind.flags << ExportFlag{line(flag, u"column"), roles.reference(flag, u"role", Need::Required)};
    });
    return kind;
}

} // namespace

ImportRules readImportRules(JsonObjectReader &reader, const CatalogIds &roles)
{
    ImportRules rules;
    rules.versions = words(reader, u"versions", Need::Optional);
    each(reader, u"otherVersions", [&rules](JsonObjectReader &version) {
        rules.otherVersions << ImportVersion{line(version, u"start"), line(version, u"product")};
    });
    each(reader, u"roles", [&](JsonObjectReader &role) { rules.roles << readRole(role, roles); });
    CatalogIds ids;
    each(reader, u"exports", [&](JsonObjectReader &kind) {
        rules.exports << readExport(kind, roles);
        ids.define(kind, u"id", rules.exports.last().id, rules.exports.size() - 1);
    });
    return rules;
}

} // namespace portolan
