// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/reachability/probereport.h"

#include <QSslCertificate>
#include <QSslError>

namespace portolan {

/// What people need to know of a certificate; its text was cleaned and capped.
CertificateFacts certificateFacts(const QSslCertificate &certificate);

/// TlsFacts::faults of a chain, the server's own first, at this time, in a fixed order. `errors` are those of the
/// handshake; `host` is whom the certificate should be for.
QStringList certificateFaults(const QList<QSslCertificate> &chain, const QList<QSslError> &errors, const QString &host,
                              const QDateTime &now);

/// A key that current clients no longer accept: RSA, DSA or DH below 2048 bits.
bool isWeakKey(const QSslKey &key);

} // namespace portolan
