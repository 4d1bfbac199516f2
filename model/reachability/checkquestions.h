// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/flows/flowset.h"

#include <QString>

#include <vector>

namespace portolan {

/// How an entry of a data path is checked, whoever is at its ends.
struct CheckQuestion {
    ProbeHint hint;
    Transport transport = Transport::Tcp;
    quint16 mapperPort = 0; ///< not 0: the port is handed out there, and the check goes to it
    int words = -1; ///< equal for questions that are the same
    QString why; ///< not empty: it cannot be checked, this is why
};

/// The questions of a catalog.
class CheckQuestions
{
public:
    explicit CheckQuestions(const Catalog &catalog);

    const CheckQuestion &of(int path, int entry) const { return m_questions[m_first[size_t(path)] + size_t(entry)]; }
    /// The port that is gone to; 0: none.
    quint16 portOf(const CheckQuestion &question, const FlowPort &port) const;
    /// PlannedCheck::key.
    QString key(const QString &server, const CheckQuestion &question, quint16 port) const;

private:
    CheckQuestion question(const Catalog &catalog, const DataPath &path, const PortEntry &entry);

    std::vector<CheckQuestion> m_questions;
    std::vector<size_t> m_first; ///< by path
    QStringList m_words; ///< "http tls /owner/"
};

} // namespace portolan
