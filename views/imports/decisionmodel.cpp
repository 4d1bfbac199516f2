// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/imports/decisionmodel.h"

#include "model/json/plaintext.h"
#include "views/imports/importtexts.h"
#include "views/tables/displaytext.h"

#include <algorithm>

namespace portolan {

namespace {

using Kind = ImportDecision::Kind;

bool canBeTicked(const ImportDecision &decision)
{
    return decision.kind == Kind::SuggestedRole || decision.kind == Kind::OtherVersion;
}

} // namespace

DecisionModel::DecisionModel(QObject *parent)
    : QAbstractTableModel(parent), m_plan(std::make_shared<const ImportPlan>())
{
}

void DecisionModel::setPlan(std::shared_ptr<const ImportPlan> plan, const QStringList &sites)
{
    QList<ImportDecision> decisions = plan->decisions;
    const auto isSite = [](const ImportDecision &decision) { return decision.kind == Kind::NoSite; };
    if (!plan->choices.site.isEmpty() && std::none_of(decisions.begin(), decisions.end(), isSite)) {
        // It was answered; the answer can still be changed.
        const auto asked = std::find_if(m_decisions.begin(), m_decisions.end(), isSite);
        if (asked != m_decisions.end()) {
            decisions << *asked;
            decisions.last().isOpen = false;
        }
    }
    const bool isSame = std::equal(decisions.begin(), decisions.end(), m_decisions.begin(), m_decisions.end(),
                                   [](const auto &a, const auto &b) { return a.key == b.key; });
    if (!isSame)
        beginResetModel();
    m_plan = std::move(plan);
    m_decisions = std::move(decisions);
    m_sites = sites;
    m_pendingTicks.clear();
    m_pendingAnswers.clear();
    m_roleIds.clear();
    m_roleLabels.clear();
    for (const Role &role : m_plan->catalog.roles()) {
        if (role.kind != RoleKind::Server)
            continue;
        m_roleIds << role.id;
        m_roleLabels << displayText(role.label);
    }
    if (!isSame)
        endResetModel();
    else if (!m_decisions.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(int(m_decisions.size()) - 1, ColumnCount - 1));
}

int DecisionModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_decisions.size());
}

int DecisionModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

bool DecisionModel::isTicked(const ImportDecision &decision) const
{
    return m_pendingTicks.value(decision.key, !decision.isOpen && !m_plan->choices.declined.contains(decision.key));
}

bool DecisionModel::hasTicks() const
{
    return std::any_of(m_decisions.begin(), m_decisions.end(), canBeTicked);
}

QString DecisionModel::answerText(const ImportDecision &decision) const
{
    switch (decision.kind) {
    case Kind::SuggestedRole:
    case Kind::OtherVersion:
        if (isTicked(decision))
            return decision.kind == Kind::OtherVersion ? tr("comes in") : tr("gets the role");
        if (decision.isOpen && !m_pendingTicks.contains(decision.key))
            return tr("? to decide");
        return decision.kind == Kind::OtherVersion ? tr("stays out") : tr("does not get it");
    case Kind::UnknownRole: {
        const QString word = decision.subject.toLower();
        if (decision.isOpen && !m_pendingAnswers.contains(decision.key))
            return tr("? choose a role");
        const QString role = m_pendingAnswers.value(decision.key, m_plan->choices.roleOf.value(word));
        return role.isEmpty() ? tr("no role") : m_roleLabels.value(m_roleIds.indexOf(role), displayText(role));
    }
    case Kind::NoSite:
        break;
    }
    const QString site = m_pendingAnswers.value(decision.key, m_plan->choices.site);
    return site.isEmpty() ? tr("? choose or write a site") : displayText(site);
}

QVariant DecisionModel::answerData(const ImportDecision &decision, int role) const
{
    if (role == Qt::DisplayRole)
        return answerText(decision);
    if (decision.kind == Kind::UnknownRole) {
        if (role == OptionsRole)
            return QStringList{tr("? choose a role"), tr("no role")} + m_roleLabels;
        if (role == Qt::EditRole)
            return answerText(decision);
    }
    if (decision.kind == Kind::NoSite) {
        if (role == OptionsRole)
            return m_sites;
        if (role == Qt::EditRole)
            return m_pendingAnswers.value(decision.key, m_plan->choices.site);
        if (role == FreeTextRole)
            return true;
    }
    return {};
}

QVariant DecisionModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const ImportDecision &decision = m_decisions[index.row()];
    if (role == FullTextRole)
        return displayText(decision.text);
    if (role == Qt::ToolTipRole)
        return toolTipText(decision.text);
    if (role == Qt::CheckStateRole && index.column() == QuestionColumn && canBeTicked(decision))
        return int(isTicked(decision) ? Qt::Checked : Qt::Unchecked);
    if (index.column() == AnswerColumn)
        return answerData(decision, role);
    if (role == Qt::DisplayRole)
        return index.column() == QuestionColumn ? displayText(decision.text) : placesText(decision.places);
    return {};
}

bool DecisionModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!index.isValid())
        return false;
    if (role == Qt::CheckStateRole) {
        setTicked({index}, value.toInt() == Qt::Checked);
        return true;
    }
    const ImportDecision &decision = m_decisions[index.row()];
    if (role != Qt::EditRole || !flags(index).testFlag(Qt::ItemIsEditable))
        return false;
    const QString text = value.toString().trimmed();
    if (decision.kind == Kind::NoSite) {
        if (text == m_pendingAnswers.value(decision.key, m_plan->choices.site) || findForbidden(text, Lines::One) >= 0)
            return false;
        m_pendingAnswers.insert(decision.key, text);
        Q_EMIT dataChanged(index, index);
        Q_EMIT siteAnswered(text);
        return true;
    }
    const QString word = decision.subject.toLower();
    const qsizetype option = data(index, OptionsRole).toStringList().indexOf(text);
    if (option < 0 || text == answerText(decision))
        return false;
    if (option == 0) {
        Q_EMIT wordAsked(word);
        return true;
    }
    const QString answer = option == 1 ? QString() : m_roleIds[option - 2];
    m_pendingAnswers.insert(decision.key, answer);
    Q_EMIT dataChanged(index, index);
    Q_EMIT wordAnswered(word, answer);
    return true;
}

void DecisionModel::setTicked(const QModelIndexList &indexes, bool on)
{
    QList<int> rows;
    for (const QModelIndex &index : indexes) {
        if (index.column() == QuestionColumn)
            rows << index.row();
    }
    tick(rows, on);
}

void DecisionModel::setAllTicked(bool on)
{
    QList<int> rows(m_decisions.size());
    for (int row = 0; row < rows.size(); ++row)
        rows[row] = row;
    tick(rows, on);
}

void DecisionModel::tick(const QList<int> &rows, bool on)
{
    QStringList keys;
    for (const int row : rows) {
        const ImportDecision &decision = m_decisions[row];
        if (!canBeTicked(decision) || (isTicked(decision) == on && !(decision.isOpen && !on)))
            continue;
        keys << decision.key;
        m_pendingTicks.insert(decision.key, on);
    }
    if (keys.isEmpty())
        return;
    Q_EMIT dataChanged(index(0, 0), index(int(m_decisions.size()) - 1, ColumnCount - 1));
    Q_EMIT answered(keys, on);
}

QVariant DecisionModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case QuestionColumn:
        return tr("To decide");
    case AnswerColumn:
        return tr("Decision");
    case PlaceColumn:
        return tr("From");
    default:
        return {};
    }
}

Qt::ItemFlags DecisionModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
    const bool isTickable = canBeTicked(m_decisions[index.row()]);
    if (index.column() == QuestionColumn && isTickable)
        flags |= Qt::ItemIsUserCheckable;
    if (index.column() == AnswerColumn && !isTickable)
        flags |= Qt::ItemIsEditable;
    return flags;
}

} // namespace portolan
