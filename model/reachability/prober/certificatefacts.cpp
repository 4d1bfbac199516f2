// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "certificatefacts.h"

#include "model/reachability/protocols/cleantext.h"

#include <QCryptographicHash>
#include <QHostAddress>
#include <QSslCertificateExtension>
#include <QSslKey>
#include <QUrl>

#include <algorithm>
#include <array>
#include <utility>

namespace portolan {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMostNames = 100;
constexpr int kShortestKey = 2048;

/// "CN=mail.example, O=Example".
QString nameText(const QSslCertificate &certificate, bool isIssuer)
{
    const QList<QByteArray> keys = isIssuer ? certificate.issuerInfoAttributes() : certificate.subjectInfoAttributes();
    QStringList parts;
    for (const QByteArray &key : keys) {
        const QStringList values = isIssuer ? certificate.issuerInfo(key) : certificate.subjectInfo(key);
        for (const QString &value : values)
            parts += QString::fromLatin1(key) + u'=' + value;
    }
    // Qt keeps them by key; people look for the name first.
    std::stable_partition(parts.begin(), parts.end(), [](const QString &part) { return part.startsWith("CN="_L1); });
    return cleaned(parts.join(u", "));
}

QStringList namesOf(const QSslCertificate &certificate)
{
    const auto alternatives = certificate.subjectAlternativeNames();
    QStringList names;
    for (auto entry = alternatives.begin(); entry != alternatives.end(); ++entry) {
        if (entry.key() == QSsl::DnsEntry || entry.key() == QSsl::IpAddressEntry)
            names += cleaned(entry.value());
    }
    names.sort();
    names.removeDuplicates();
    return names.mid(0, kMostNames);
}

/// RFC 6125, 6.4.3: an asterisk stands for the whole first label.
bool isMatch(const QString &pattern, const QString &host)
{
    if (!pattern.startsWith("*."_L1))
        return pattern.compare(host, Qt::CaseInsensitive) == 0;
    const qsizetype dot = host.indexOf(u'.');
    return dot > 0 && host.mid(dot).compare(pattern.mid(1), Qt::CaseInsensitive) == 0;
}

/// RFC 6125, 6.4.4: where a certificate has names of hosts, the common name counts for nothing. Qt takes it all the
/// same.
bool isOnlyCommonName(const QSslCertificate &certificate, const QString &host)
{
    const QStringList names = certificate.subjectAlternativeNames().values(QSsl::DnsEntry);
    const QString ascii = QString::fromLatin1(QUrl::toAce(host));
    return QHostAddress(host).isNull() && !names.isEmpty()
        && std::none_of(names.begin(), names.end(), [&ascii](const QString &name) { return isMatch(name, ascii); });
}

bool isTrustFault(QSslError::SslError error)
{
    switch (error) {
    case QSslError::NoError:
    case QSslError::CertificateExpired:
    case QSslError::CertificateNotYetValid:
    case QSslError::HostNameMismatch:
    case QSslError::SelfSignedCertificate:
        return false;
    default:
        return true;
    }
}

} // namespace

CertificateFacts certificateFacts(const QSslCertificate &certificate)
{
    CertificateFacts facts;
    facts.subject = nameText(certificate, false);
    facts.issuer = nameText(certificate, true);
    facts.names = namesOf(certificate);
    facts.notBefore = certificate.effectiveDate().toUTC();
    facts.notAfter = certificate.expiryDate().toUTC();
    facts.sha256 = QString::fromLatin1(certificate.digest(QCryptographicHash::Sha256).toHex());
    facts.isSelfSigned = certificate.isSelfSigned();
    return facts;
}

QStringList certificateFaults(const QList<QSslCertificate> &chain, const QList<QSslError> &errors, const QString &host,
                              const QDateTime &now)
{
    const auto any = [&](auto predicate) { return std::any_of(errors.begin(), errors.end(), predicate); };
    const auto has = [&](QSslError::SslError kind) {
        return any([kind](const QSslError &error) { return error.error() == kind; });
    };
    QStringList faults;
    if (has(QSslError::CertificateExpired) || (!chain.isEmpty() && chain.first().expiryDate() < now))
        faults += u"expired"_s;
    if (has(QSslError::CertificateNotYetValid) || (!chain.isEmpty() && chain.first().effectiveDate() > now))
        faults += u"not-yet-valid"_s;
    if (has(QSslError::HostNameMismatch) || (!chain.isEmpty() && isOnlyCommonName(chain.first(), host)))
        faults += u"other-name"_s;
    if (!chain.isEmpty() && chain.first().isSelfSigned())
        faults += u"self-signed"_s;
    else if (any([](const QSslError &error) { return isTrustFault(error.error()); }))
        faults += u"untrusted"_s;
    return faults;
}

bool isWeakKey(const QSslKey &key)
{
    const bool isByLength = key.algorithm() == QSsl::Rsa || key.algorithm() == QSsl::Dsa || key.algorithm() == QSsl::Dh;
    return !key.isNull() && isByLength && key.length() > 0 && key.length() < kShortestKey;
}

} // namespace portolan
