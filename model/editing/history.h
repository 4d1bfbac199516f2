// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/editing/topologydelta.h"
#include "model/topology/topology.h"

#include <QList>
#include <QString>

namespace portolan {

/// The document's states, without limit: the present one whole, all others as what differs from the next. Not a
/// QObject; who owns it says what changed.
class History
{
public:
    /// Forgets every step; the state counts as saved.
    void reset(const Topology &topology);

    const Topology &present() const { return m_present; }
    /// `next` becomes the present state; what could be redone is gone. A `next` that is the present state is no step.
    /// Pushes with the same `mergeKey` one after the other (a field being typed: "server:mbx1 notes") are one step,
    /// named by the last, until something else happens: undo, redo, a save, endMerging(). One that leads back to where
    /// it began is none.
    void push(const Topology &next, const QString &text, const QString &mergeKey = {});
    void endMerging() { m_mergeKey.clear(); }

    bool canUndo() const { return m_done > 0; }
    bool canRedo() const { return m_done < m_steps.size(); }
    QString undoText() const; ///< of the step that undo() takes back; empty: there is none
    QString redoText() const;
    /// One step; nothing where there is none. Returns the present state.
    const Topology &undo();
    const Topology &redo();

    /// The present state is what the file holds. Undo and redo go across it.
    void markSaved() { markSaved(stateNumber()); }
    /// As markSaved() for a state that was the present one when saving began; the number of one that is gone is fine.
    void markSaved(quint64 number);
    bool isClean() const { return stateNumber() == m_saved; }
    /// The file changed under us or is gone: no state is clean.
    void markUnsaved();
    /// Every state has another.
    quint64 stateNumber() const;

    qsizetype stepCount() const { return m_steps.size(); }

private:
    struct Step {
        TopologyDelta delta;
        QString text;
        quint64 number = 0; ///< of the state after it
    };

    Topology m_present;
    QList<Step> m_steps;
    qsizetype m_done = 0; ///< steps before the present state
    quint64 m_firstNumber = 1; ///< of the state before all steps
    quint64 m_lastNumber = 1;
    quint64 m_saved = 1; ///< 0: none
    QString m_mergeKey; ///< of the last push; empty: nothing merges with it
};

} // namespace portolan
