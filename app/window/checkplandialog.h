// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/reachability/reachabilityplan.h"
#include "views/graph/selection.h"

#include <QDialog>
#include <QSet>

#include <memory>
#include <optional>

class QCheckBox;
class QComboBox;
class QLabel;
class QLayout;
class QPushButton;
class QTableView;
class QToolButton;

namespace portolan {

class PlannedChecksModel;

/// Flows that may be checked.
struct CheckScope {
    QString text;
    FlowSet flows;
    std::optional<Selection> selection; ///< in `flows`: only what it names or touches
    std::optional<QSet<QString>> keys; ///< PlannedCheck::key: only those checks
};

/// Says what checks would ask, of whom, from where and for how long, and asks whether they may start. Sends nothing
/// itself.
class CheckPlanDialog : public QDialog
{
    Q_OBJECT
public:
    /// One scope: it is what is to be checked; several: one is chosen, the first to begin with. `vantage`: the server
    /// that this machine was last said to be (empty: elsewhere); nothing: guessed.
    CheckPlanDialog(const QList<CheckScope> &scopes, const std::optional<QString> &vantage, const RunLimits &limits,
                    QWidget *parent = nullptr);

    /// With its checks, and without the ports that they are for; null: not worked out yet.
    const std::shared_ptr<const ReachabilityPlan> &plan() const { return m_asked.plan; }
    RunLimits limits() const { return m_limits; }

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    QLayout *buildForm();
    void buildTargets();
    QWidget *buildLimits();
    void fillFrom(const Vantage &here);
    void workOut();
    /// What a plan asks, and what of it is to be said.
    struct Asked {
        std::shared_ptr<const ReachabilityPlan> plan;
        size_t ports = 0;
        QStringList leftOut;
    };
    static Asked askedBy(ReachabilityPlan plan, const std::optional<QSet<QString>> &keys);
    static QStringList leftOutOf(const ReachabilityPlan &plan);
    void present(Asked asked);
    void updateWords();
    QString summary() const;

    QList<CheckScope> m_scopes;
    std::optional<QString> m_wanted;
    RunLimits m_limits;
    Vantage m_here;
    QComboBox *m_from;
    QLabel *m_fromHint;
    QComboBox *m_what;
    QLabel *m_summary;
    QTableView *m_targets;
    PlannedChecksModel *m_model;
    QLabel *m_leftOut;
    QCheckBox *m_public;
    QToolButton *m_limitsButton;
    QWidget *m_limitsForm;
    QPushButton *m_start;
    Asked m_asked;
    quint64 m_generation = 0;
};

} // namespace portolan
