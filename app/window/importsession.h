// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/importers/importplan.h"

#include <QObject>

#include <functional>
#include <memory>
#include <optional>

namespace portolan {

/// Some files on their way into a topology: they are read and planned beside the window, anew with every choice.
class ImportSession : public QObject
{
    Q_OBJECT
public:
    /// The mapping to begin with for a table with such columns, if there is one.
    using KnownMapping = std::function<std::optional<ColumnMapping>(const QStringList &columns)>;

    ImportSession(const Topology &topology, const Catalog &catalog, const QStringList &paths, KnownMapping known,
                  QObject *parent = nullptr);

    const Topology &topology() const { return m_topology; }
    const ImportChoices &choices() const { return m_choices; }
    /// The last that was made; of no files before the first planned().
    const std::shared_ptr<const ImportPlan> &plan() const { return m_plan; }
    bool isBusy() const { return m_isRunning; } ///< plan() is behind the choices
    /// Its columns can be mapped.
    static bool isMappable(const ImportedFile &file);

    void start();
    void setMapping(qsizetype file, const ColumnMapping &mapping);
    void setTicked(const QStringList &taken, const QStringList &removed, bool on);
    void setAnswered(const QStringList &decisions, bool yes);
    void setRoleOf(const QString &word, const std::optional<QString> &role); ///< nothing: it is to be decided again
    void setSite(const QString &site);

    void finish(); ///< finished() follows

Q_SIGNALS:
    void planned(); ///< plan() is made with choices()
    /// The plan with all choices; on the state that it was planned for the step is worked out already.
    void finished(const portolan::TopologyEdit &edit);

private:
    struct File {
        QString path;
        QString name; ///< what people see
        QByteArray bytes; ///< kept while the file may have to be read again
        std::optional<ColumnMapping> mapping;
        ImportedFile imported;
        bool isRead = false;
    };
    struct Outcome;

    static void read(File &file, const Catalog &catalog, const KnownMapping &known);
    static std::shared_ptr<const Outcome> work(QList<File> files, const Topology &topology, const Catalog &catalog,
                                               const ImportChoices &choices, const KnownMapping &known);
    void run();
    void workOutEdit();

    Topology m_topology;
    Catalog m_catalog;
    KnownMapping m_known;
    QList<File> m_files;
    ImportChoices m_choices;
    std::shared_ptr<const ImportPlan> m_plan;
    bool m_isRunning = false;
    bool m_isOutdated = false; ///< what is being worked out
    bool m_isFinishing = false;
};

} // namespace portolan
