// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "history.h"

namespace portolan {

void History::reset(const Topology &topology)
{
    m_present = topology;
    m_steps.clear();
    m_done = 0;
    m_firstNumber = ++m_lastNumber;
    m_saved = m_firstNumber;
    m_mergeKey.clear();
}

void History::push(const Topology &next, const QString &text, const QString &mergeKey)
{
    Topology before = m_present;
    const bool merges = !mergeKey.isEmpty() && mergeKey == m_mergeKey && m_done > 0;
    if (merges)
        m_steps[m_done - 1].delta.takeBack(before);
    TopologyDelta delta(before, next);
    if (!merges && delta.isEmpty())
        return;
    m_steps.resize(merges ? m_done - 1 : m_done);
    if (!delta.isEmpty())
        m_steps.append({std::move(delta), text, ++m_lastNumber});
    m_mergeKey = m_steps.size() < m_done ? QString() : mergeKey;
    m_done = m_steps.size();
    m_present = next;
}

QString History::undoText() const
{
    return canUndo() ? m_steps[m_done - 1].text : QString();
}

QString History::redoText() const
{
    return canRedo() ? m_steps[m_done].text : QString();
}

const Topology &History::undo()
{
    endMerging();
    if (canUndo())
        m_steps.at(--m_done).delta.takeBack(m_present);
    return m_present;
}

const Topology &History::redo()
{
    endMerging();
    if (canRedo())
        m_steps.at(m_done++).delta.repeat(m_present);
    return m_present;
}

void History::markSaved(quint64 number)
{
    m_saved = number;
    endMerging();
}

void History::markUnsaved()
{
    m_saved = 0;
}

quint64 History::stateNumber() const
{
    return m_done > 0 ? m_steps.at(m_done - 1).number : m_firstNumber;
}

} // namespace portolan
