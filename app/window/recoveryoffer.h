// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/window/recovery.h"

#include <QDialog>
#include <QStringList>

class QPushButton;
class QTreeWidget;

namespace portolan {

/// What can be said of a recovery before it is opened. Reads and compares: make it beside the window.
struct RecoveryOffered {
    FoundRecovery found;
    QString changes; ///< against the file: "3 changes"
};
std::vector<RecoveryOffered> findOffers(const QString &folder);

/// Lists what a Portolan that ended in the middle of its work left behind. What is neither opened nor discarded is free
/// for the next start once the dialog is gone.
class RecoveryOffer : public QDialog
{
    Q_OBJECT
public:
    RecoveryOffer(std::vector<RecoveryOffered> offers, QWidget *parent);

Q_SIGNALS:
    void openWanted(const portolan::FoundRecovery &found);

private:
    void openChosen();
    void discardChosen();
    int chosen() const; ///< -1: none

    std::vector<RecoveryOffered> m_offers;
    QTreeWidget *m_list;
    QPushButton *m_open;
    QPushButton *m_discard;
};

} // namespace portolan
