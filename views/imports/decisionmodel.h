// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/importers/importplan.h"

#include <QAbstractTableModel>
#include <QHash>

#include <memory>

namespace portolan {

/// What only people can say about a plan, a row for each question. Answers are told and shown at once; what follows
/// from them comes with the next plan.
class DecisionModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { QuestionColumn, AnswerColumn, PlaceColumn, ColumnCount };
    enum DataRole {
        FullTextRole = Qt::UserRole, ///< the whole question
        OptionsRole, ///< QStringList of what can be answered, as people read it; empty: it is ticked
        FreeTextRole, ///< the answer may be any text
    };

    explicit DecisionModel(QObject *parent = nullptr);

    /// The names of the sites there are come with it, as answers.
    void setPlan(std::shared_ptr<const ImportPlan> plan, const QStringList &sites);
    void setTicked(const QModelIndexList &indexes, bool on);
    void setAllTicked(bool on);
    bool hasTicks() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

Q_SIGNALS:
    void answered(const QStringList &keys, bool yes); ///< of suggested roles and other versions
    void wordAnswered(const QString &word, const QString &role); ///< in lower case; empty: it means nothing
    void wordAsked(const QString &word); ///< again: the answer is taken back
    void siteAnswered(const QString &site); ///< empty: none

private:
    QString answerText(const ImportDecision &decision) const;
    QVariant answerData(const ImportDecision &decision, int role) const;
    bool isTicked(const ImportDecision &decision) const;
    void tick(const QList<int> &rows, bool on);

    std::shared_ptr<const ImportPlan> m_plan;
    QList<ImportDecision> m_decisions;
    QStringList m_sites;
    QStringList m_roleIds; ///< that servers can have
    QStringList m_roleLabels;
    // What the plan does not know yet, by key.
    QHash<QString, bool> m_pendingTicks;
    QHash<QString, QString> m_pendingAnswers;
};

} // namespace portolan
