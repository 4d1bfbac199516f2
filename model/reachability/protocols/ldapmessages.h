// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QHash>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace portolan {

/// The few messages of LDAP (RFC 4511) that are spoken here.
namespace ldap {

inline constexpr quint8 kSearchEntry = 0x64;
inline constexpr quint8 kSearchDone = 0x65;
inline constexpr quint8 kSearchReference = 0x73;
inline constexpr quint8 kExtendedResponse = 0x78;

struct Message {
    qint64 id = 0;
    quint8 operation = 0; ///< its tag
    QByteArrayView content; ///< points into what was read
};

struct Outcome {
    qint64 code = 0;
    QString text; ///< "50 (not allowed)": for people
};

std::optional<Message> message(QByteArrayView bytes);
/// Of every response but an entry.
std::optional<Outcome> outcome(const Message &message);
/// The values of an entry by lower-case attribute; nothing: malformed.
std::optional<QHash<QByteArray, QList<QByteArray>>> entry(const Message &message);

/// A search of the root entry alone. `filter` is ready BER.
QByteArray search(int id, const QByteArray &filter, const QList<QByteArray> &attributes);
QByteArray hasObjectClass();
QByteArray equals(const QByteArray &attribute, const QByteArray &value);
QByteArray both(const QList<QByteArray> &filters);
QByteArray startTls(int id);
QByteArray unbind(int id);

} // namespace ldap

} // namespace portolan
