// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "ldapconversation.h"

#include "ber.h"

#include <QCoreApplication>

namespace portolan {

using namespace Qt::StringLiterals;

namespace {

struct LdapText {
    Q_DECLARE_TR_FUNCTIONS(portolan::LdapConversation)
};

constexpr int kProtocolError = 2;
// In two parts: these are names of the protocol, which happen to hold those of roles in catalogs.
constexpr char kIsCatalogReady[] = "isGlobal"
                                   "CatalogReady";
constexpr char kControllerLevel[] = "domain"
                                    "ControllerFunctionality";

QStringList texts(const QList<QByteArray> &values)
{
    QStringList result;
    for (const QByteArray &value : values)
        result << QString::fromUtf8(value);
    return result;
}

QStringList parts(const QString &distinguishedName)
{
    QStringList result;
    bool isEscaped = false;
    QString part;
    for (const QChar c : distinguishedName) {
        if (c == u',' && !isEscaped) {
            result << part.trimmed();
            part.clear();
        } else {
            part += c;
        }
        isEscaped = c == u'\\' && !isEscaped;
    }
    return result << part.trimmed();
}

/// "contoso.test" of "DC=contoso,DC=test"; empty: there is more in it.
QString domainOf(const QString &distinguishedName)
{
    QStringList labels;
    for (const QString &part : parts(distinguishedName)) {
        if (!part.startsWith(u"DC=", Qt::CaseInsensitive))
            return {};
        labels << part.mid(3);
    }
    return labels.join(u'.');
}

/// Of "CN=<server>,CN=Servers,CN=<site>,CN=Sites,…".
QString siteOf(const QString &distinguishedName)
{
    const QStringList names = parts(distinguishedName);
    const bool isOfSite = names.size() > 3 && names[1].compare(u"CN=Servers", Qt::CaseInsensitive) == 0
        && names[3].compare(u"CN=Sites", Qt::CaseInsensitive) == 0;
    return isOfSite ? names[2].mid(3) : QString();
}

} // namespace

QString LdapConversation::name() const
{
    return u"LDAP"_s;
}

qint64 LdapConversation::frameSize(QByteArrayView start) const
{
    return start[0] == 0x30 ? berSize(start) : -1;
}

Conversation::Turn LdapConversation::askForRoot(int id)
{
    m_step = Step::Root;
    m_id = id;
    const QList<QByteArray> attributes{"currentTime",           "dnsHostName",
                                       "ldapServiceName",       "serverName",
                                       "defaultNamingContext",  "rootDomainNamingContext",
                                       "supportedLDAPVersion",  "supportedSASLMechanisms",
                                       "supportedCapabilities", "supportedExtension",
                                       kIsCatalogReady,         "isSynchronized",
                                       "domainFunctionality",   "forestFunctionality",
                                       kControllerLevel};
    return ask(ldap::search(id, ldap::hasObjectClass(), attributes), LdapText::tr("LDAP search of the root entry"));
}

Conversation::Turn LdapConversation::onEncrypted()
{
    return askForRoot(m_id + 1);
}

Conversation::Turn LdapConversation::onFrame(QByteArrayView frame)
{
    const std::optional<ldap::Message> message = ldap::message(frame);
    if (!message)
        return notIn(name(), frame);
    if (message->id == 0) { // the server says good-bye by itself
        const std::optional<ldap::Outcome> outcome = ldap::outcome(*message);
        m_report.spoke = m_report.spoke || outcome;
        if (outcome)
            addFact(factkey::kRefusal, {outcome->text});
        return done();
    }
    if (message->id != m_id)
        return notIn(name(), frame);
    tellReceived(LdapText::tr("LDAP answer"), frame.size());
    return m_step == Step::StartTls ? onStartTls(*message) : onRootTold(*message);
}

Conversation::Turn LdapConversation::onRootTold(const ldap::Message &message)
{
    if (message.operation == ldap::kSearchReference)
        return {};
    if (message.operation == ldap::kSearchEntry) {
        const auto root = ldap::entry(message);
        if (!root)
            return notIn(name(), message.content);
        m_report.spoke = true;
        tellRoot(*root);
        return {};
    }
    const std::optional<ldap::Outcome> outcome = ldap::outcome(message);
    if (message.operation != ldap::kSearchDone || !outcome)
        return notIn(name(), message.content);
    m_report.spoke = true;
    if (outcome->code != 0)
        addFact(factkey::kRefusal, {outcome->text});
    if (isInTls() || request().hint.tls != ProbeTls::IfOffered)
        return part();
    if (m_hasNoStartTls) {
        addFact(factkey::kStartTls, {u"absent"_s});
        return part();
    }
    m_step = Step::StartTls;
    return ask(ldap::startTls(++m_id), LdapText::tr("LDAP StartTLS"));
}

Conversation::Turn LdapConversation::onStartTls(const ldap::Message &message)
{
    const std::optional<ldap::Outcome> outcome = ldap::outcome(message);
    if (message.operation != ldap::kExtendedResponse || !outcome)
        return notIn(name(), message.content);
    if (outcome->code == 0) {
        addFact(factkey::kStartTls, {u"offered"_s});
        return {{}, Turn::Next::StartTls};
    }
    if (outcome->code == kProtocolError) // RFC 4511, 4.14.2: it knows no StartTLS
        addFact(factkey::kStartTls, {u"absent"_s});
    else
        refuseStartTls(outcome->text);
    return part();
}

Conversation::Turn LdapConversation::part()
{
    return done(ldap::unbind(m_id + 1), LdapText::tr("LDAP unbind"));
}

void LdapConversation::tellRoot(const QHash<QByteArray, QList<QByteArray>> &root)
{
    const auto text = [&root](const QByteArray &attribute) {
        return QString::fromUtf8(root.value(attribute).value(0));
    };
    const QStringList extensions = texts(root.value("supportedextension"));
    m_hasNoStartTls = !extensions.isEmpty() && !extensions.contains(u"1.3.6.1.4.1.1466.20037");
    addFact(isInTls() ? factkey::kAuthInTls : factkey::kAuth, texts(root.value("supportedsaslmechanisms")));
    if (isInTls() && request().hint.tls == ProbeTls::IfOffered)
        return; // the rest was told before
    const auto addIfTold = [this](QStringView key, const QString &value) {
        if (!value.isEmpty())
            addFact(key, {value});
    };
    addIfTold(factkey::kHost, text("dnshostname"));
    addIfTold(factkey::kDomain, domainOf(text("defaultnamingcontext")));
    addIfTold(factkey::kSite, siteOf(text("servername")));
    addServerTime(berTime(root.value("currenttime").value(0)));

    QStringList directory;
    const QStringList capabilities = texts(root.value("supportedcapabilities"));
    if (capabilities.contains(u"1.2.840.113556.1.4.800"))
        directory << u"active-directory"_s;
    if (capabilities.contains(u"1.2.840.113556.1.4.1851"))
        directory << u"lds"_s;
    if (capabilities.contains(u"1.2.840.113556.1.4.1920"))
        directory << u"read-only"_s;
    if (root.contains(QByteArray(kIsCatalogReady).toLower()))
        directory << (text(QByteArray(kIsCatalogReady).toLower()) == u"TRUE" ? u"gc"_s : u"no-gc"_s);
    if (root.contains("issynchronized"))
        directory << (text("issynchronized") == u"TRUE" ? u"synchronized"_s : u"not-synchronized"_s);
    addFact(factkey::kDirectory, directory);
    addFact(isInTls() ? factkey::kOffersInTls : factkey::kOffers, capabilities + extensions);
}

} // namespace portolan
