// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "app/window/importsession.h"

#include "model/json/jsonvalue.h"
#include "views/tables/background.h"

#include <QFileInfo>
#include <QHash>

namespace portolan {

/// What a run found out; it owns all of it.
struct ImportSession::Outcome {
    QList<File> files;
    ImportPlan plan;
};

ImportSession::ImportSession(const Topology &topology, const Catalog &catalog, const QStringList &paths,
                             KnownMapping known, QObject *parent)
    : QObject(parent), m_topology(topology), m_catalog(catalog), m_known(std::move(known)),
      m_plan(std::make_shared<const ImportPlan>())
{
    QHash<QString, int> names;
    for (const QString &path : paths)
        ++names[QFileInfo(path).fileName()];
    for (const QString &path : paths) {
        const QFileInfo info(path);
        File file;
        file.path = path;
        // Files of one name are told apart by where they are.
        file.name = names.value(info.fileName()) > 1 ? path : info.fileName();
        m_files << file;
    }
}

bool ImportSession::isMappable(const ImportedFile &file)
{
    return !file.columns.isEmpty() && (file.kind == ImportKind::MappedTable || file.kind == ImportKind::Unrecognised);
}

void ImportSession::start()
{
    run();
}

void ImportSession::read(File &file, const Catalog &catalog, const KnownMapping &known)
{
    if (file.bytes.isEmpty()) {
        Result<QByteArray> bytes = readFile(file.path);
        if (!bytes) {
            file.imported = {};
            file.imported.name = file.name;
            for (const Error &error : bytes.error())
                file.imported.remarks << ImportRemark{ImportRemark::Severity::Unreadable, {file.name}, error.detail};
            file.isRead = true;
            return;
        }
        file.bytes = *std::move(bytes);
    }
    file.imported = readImport({file.name, file.bytes}, catalog, {file.mapping});
    if (!file.mapping && isMappable(file.imported)) {
        file.mapping = known(file.imported.columns);
        if (file.mapping)
            file.imported = readImport({file.name, file.bytes}, catalog, {file.mapping});
    }
    if (!isMappable(file.imported))
        file.bytes.clear();
    file.isRead = true;
}

std::shared_ptr<const ImportSession::Outcome> ImportSession::work(QList<File> files, const Topology &topology,
                                                                  const Catalog &catalog, const ImportChoices &choices,
                                                                  const KnownMapping &known)
{
    auto outcome = std::make_shared<Outcome>();
    QList<ImportedFile> imported;
    for (File &file : files) {
        if (!file.isRead)
            read(file, catalog, known);
        imported << file.imported;
    }
    outcome->files = std::move(files);
    outcome->plan = planImport(imported, topology, catalog, choices);
    return outcome;
}

/// One at a time: what is chosen meanwhile is planned when the run is over, and its outcome is dropped.
void ImportSession::run()
{
    m_isOutdated = m_isRunning;
    if (m_isRunning)
        return;
    m_isRunning = true;
    inBackground(
        this,
        [files = m_files, topology = m_topology, catalog = m_catalog, choices = m_choices, known = m_known] {
            return work(files, topology, catalog, choices, known);
        },
        [this](const std::shared_ptr<const Outcome> &outcome) {
            m_isRunning = false;
            if (m_isOutdated) {
                run();
                return;
            }
            m_files = outcome->files;
            std::shared_ptr<const ImportPlan> before = std::exchange(m_plan, {outcome, &outcome->plan});
            Q_EMIT planned();
            dropInBackground(std::move(before));
            if (m_isFinishing)
                workOutEdit();
        });
}

void ImportSession::setMapping(qsizetype file, const ColumnMapping &mapping)
{
    m_files[file].mapping = mapping;
    m_files[file].isRead = false;
    run();
}

void ImportSession::setTicked(const QStringList &taken, const QStringList &removed, bool on)
{
    for (const QString &key : taken) {
        if (on)
            m_choices.skipped.remove(key);
        else
            m_choices.skipped.insert(key);
    }
    for (const QString &key : removed) {
        if (on)
            m_choices.removed.insert(key);
        else
            m_choices.removed.remove(key);
    }
    run();
}

void ImportSession::setAnswered(const QStringList &decisions, bool yes)
{
    for (const QString &key : decisions) {
        (yes ? m_choices.accepted : m_choices.declined).insert(key);
        (yes ? m_choices.declined : m_choices.accepted).remove(key);
    }
    run();
}

void ImportSession::setRoleOf(const QString &word, const std::optional<QString> &role)
{
    if (role)
        m_choices.roleOf.insert(word, *role);
    else
        m_choices.roleOf.remove(word);
    run();
}

void ImportSession::setSite(const QString &site)
{
    m_choices.site = site;
    run();
}

void ImportSession::finish()
{
    m_isFinishing = true;
    if (!m_isRunning)
        workOutEdit();
}

void ImportSession::workOutEdit()
{
    m_isFinishing = false;
    inBackground(
        this,
        [plan = m_plan, choices = m_choices, before = m_topology] {
            TopologyEdit step = toEdit(*plan, choices);
            const Topology after = step.apply(before);
            step.apply = [anew = std::move(step.apply), before, after](const Topology &topology) {
                return topology == before ? after : anew(topology);
            };
            return step;
        },
        [this](const TopologyEdit &step) { Q_EMIT finished(step); });
}

} // namespace portolan
