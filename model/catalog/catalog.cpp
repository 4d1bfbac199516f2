// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "catalog.h"

#include "catalogwords.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

#include <algorithm>

namespace portolan {

namespace {

struct CatalogFile {
    Q_DECLARE_TR_FUNCTIONS(portolan::CatalogFile)
};

template <typename T, size_t N>
QString wordOf(T value, const JsonWord<T> (&words)[N])
{
    const auto *found = std::find_if(std::begin(words), std::end(words),
                                     [value](const JsonWord<T> &word) { return word.second == value; });
    return found == std::end(words) ? QString() : found->first.toString();
}

QString builtInFolder()
{
    return QStringLiteral(":/portolan/catalogs");
}

} // namespace

Catalog::Catalog() : d(new Data) { }

Catalog::Catalog(QSharedDataPointer<Data> data) : d(std::move(data)) { }

Catalog::Catalog(const Catalog &) = default;
Catalog &Catalog::operator=(const Catalog &) = default;
Catalog::~Catalog() = default;

const Note *Catalog::note(const QString &id) const
{
    const int index = d->noteIndex.value(id, -1);
    return index < 0 ? nullptr : &d->notes[index];
}

int Catalog::groupMemberRole(QStringView kind) const
{
    const auto found =
        std::find_if(d->groups.begin(), d->groups.end(), [kind](const GroupKind &group) { return group.kind == kind; });
    return found == d->groups.end() ? -1 : found->memberRole;
}

ProbeHint Catalog::probeHint(const DataPath &path, const PortEntry &entry) const
{
    ProbeHint hint = d->serviceProbes.value(entry.service);
    // Over UDP a directory server answers another question than over TCP.
    if (hint.protocol == ProbeProtocol::Ldap && entry.transport == Transport::Udp)
        hint.protocol = ProbeProtocol::Cldap;
    if (hint.protocol == ProbeProtocol::Http || hint.protocol == ProbeProtocol::NetTcp)
        hint.path = path.probe.path;
    if (hint.protocol == ProbeProtocol::EndpointMapper)
        hint.interfaces = path.probe.interfaces;
    return hint;
}

QString Catalog::groupLabel(const QString &kind) const
{
    const auto found =
        std::find_if(d->groups.begin(), d->groups.end(), [&](const GroupKind &group) { return group.kind == kind; });
    return found == d->groups.end() ? kind : found->label;
}

QString toString(Transport transport)
{
    return wordOf(transport, kTransports);
}

QString toString(Encryption encryption)
{
    return wordOf(encryption, kEncryptions);
}

QString toString(Scope scope)
{
    return wordOf(scope, kScopes);
}

Result<Catalog> loadCatalog(const QString &path)
{
    return readFile(path).and_then([&path](const QByteArray &bytes) { return parseCatalog(bytes, path); });
}

QStringList builtInCatalogIds()
{
    QStringList ids;
    const QStringList files = QDir(builtInFolder()).entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Name);
    for (const QString &file : files)
        ids << file.chopped(5);
    return ids;
}

Result<Catalog> builtInCatalog(const QString &id)
{
    const QStringList ids = builtInCatalogIds();
    if (ids.contains(id))
        return loadCatalog(QStringLiteral("%1/%2.json").arg(builtInFolder(), id));
    Error error;
    error.code = ErrorCode::UnknownReference;
    error.detail = CatalogFile::tr("There is no port reference %1; Portolan has %2.")
                       .arg(quoted(id), ids.join(QStringLiteral(", ")));
    return failure(std::move(error));
}

} // namespace portolan
