// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "app/window/checkplandialog.h"

#include "model/reachability/machinehere.h"
#include "views/checks/checktext.h"
#include "views/checks/plannedchecksmodel.h"
#include "views/tables/background.h"
#include "views/tables/displaytext.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSpinBox>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace portolan {

using namespace Qt::StringLiterals;

namespace {

constexpr int kRowHeight = 24;
constexpr int kLimitSpacing = 6;
constexpr QSize kSize(760, 600);
constexpr qsizetype kMostReasons = 3; ///< why something is left out; the tool tip has all
constexpr int kMostMs = 600'000;

/// Of a plan those checks and no others, and the ports that they are for.
void keepChecks(ReachabilityPlan &plan, const QSet<QString> &keys)
{
    std::vector<int> places(plan.checks.size(), -1);
    std::vector<PlannedCheck> kept;
    plan.hosts = 0;
    for (size_t i = 0; i < plan.checks.size(); ++i) {
        if (!keys.contains(plan.checks[i].key))
            continue;
        if (kept.empty() || kept.back().destination != plan.checks[i].destination)
            ++plan.hosts;
        places[i] = static_cast<int>(kept.size());
        kept.push_back(std::move(plan.checks[i]));
    }
    plan.checks = std::move(kept);
    std::vector<PlannedFlowPort> ports;
    for (PlannedFlowPort &port : plan.ports) {
        if (port.check < 0 || places[static_cast<size_t>(port.check)] < 0)
            continue;
        port.check = places[static_cast<size_t>(port.check)];
        ports.push_back(std::move(port));
    }
    plan.ports = std::move(ports);
    plan.refused.clear();
}

} // namespace

CheckPlanDialog::CheckPlanDialog(const QList<CheckScope> &scopes, const std::optional<QString> &vantage,
                                 const RunLimits &limits, QWidget *parent)
    : QDialog(parent), m_scopes(scopes), m_wanted(vantage), m_limits(limits), m_from(new QComboBox(this)),
      m_fromHint(new QLabel(this)), m_what(new QComboBox(this)), m_summary(new QLabel(this)),
      m_targets(new QTableView(this)), m_model(new PlannedChecksModel(this)), m_leftOut(new QLabel(this)),
      m_public(new QCheckBox(this)), m_limitsButton(new QToolButton(this)), m_limitsForm(nullptr)
{
    setObjectName(u"checkPlan"_s);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(10);
    layout->addLayout(buildForm());
    buildTargets();
    layout->addWidget(m_fromHint);
    layout->addWidget(m_summary);
    layout->addWidget(m_targets, 1);
    layout->addWidget(m_leftOut);
    layout->addWidget(m_public);
    layout->addWidget(m_limitsButton, 0, Qt::AlignLeft);
    layout->addWidget(m_limitsForm = buildLimits());
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_start = buttons->addButton(tr("Start"), QDialogButtonBox::AcceptRole);
    m_start->setObjectName(u"checkStart"_s);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout->addWidget(buttons);
    m_limitsForm->hide();
    resize(kSize);
    present({});
    inBackground(this, &machineHere, [this](const Vantage &here) { fillFrom(here); });
}

/// Whoever presses Enter somewhere in the form has neither said yes nor no.
void CheckPlanDialog::keyPressEvent(QKeyEvent *event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (!isEnter)
        QDialog::keyPressEvent(event);
    else if (auto *button = qobject_cast<QPushButton *>(focusWidget()))
        button->click();
}

QLayout *CheckPlanDialog::buildForm()
{
    m_from->setObjectName(u"checkFrom"_s);
    m_from->setAccessibleName(tr("From"));
    m_fromHint->setObjectName(u"filterMessage"_s);
    m_fromHint->setTextFormat(Qt::PlainText);
    m_fromHint->setWordWrap(true);
    m_what->setObjectName(u"checkWhat"_s);
    m_what->setAccessibleName(tr("What"));
    for (const CheckScope &scope : std::as_const(m_scopes))
        m_what->addItem(displayText(scope.text));
    for (QComboBox *box : {m_from, m_what}) {
        box->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        connect(box, &QComboBox::currentIndexChanged, this, &CheckPlanDialog::workOut);
    }
    auto *form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    form->addRow(tr("&From"), m_from);
    form->addRow(tr("&What"), m_what);
    m_what->setEnabled(m_scopes.size() > 1);
    m_summary->setObjectName(u"checkSummary"_s);
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setWordWrap(true);
    m_leftOut->setObjectName(u"filterMessage"_s);
    m_leftOut->setTextFormat(Qt::PlainText);
    m_leftOut->setWordWrap(true);
    m_public->setObjectName(u"checkPublic"_s);
    connect(m_public, &QCheckBox::toggled, this, &CheckPlanDialog::updateWords);
    return form;
}

void CheckPlanDialog::buildTargets()
{
    m_targets->setObjectName(u"checkTargets"_s);
    m_targets->setAccessibleName(tr("What would be asked"));
    m_targets->setModel(m_model);
    m_targets->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_targets->setShowGrid(false);
    m_targets->setWordWrap(false);
    m_targets->setTabKeyNavigation(false);
    m_targets->setCornerButtonEnabled(false);
    m_targets->verticalHeader()->hide();
    m_targets->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_targets->verticalHeader()->setDefaultSectionSize(kRowHeight);
    m_targets->horizontalHeader()->setHighlightSections(false);
    m_targets->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_targets->horizontalHeader()->setSectionResizeMode(PlannedChecksModel::ExchangeColumn, QHeaderView::Stretch);
    const int letter = fontMetrics().averageCharWidth();
    m_targets->setColumnWidth(PlannedChecksModel::ServerColumn, letter * 16);
    m_targets->setColumnWidth(PlannedChecksModel::AddressColumn, letter * 22);
    m_targets->setColumnWidth(PlannedChecksModel::PortColumn, letter * 10);
}

QWidget *CheckPlanDialog::buildLimits()
{
    m_limitsButton->setObjectName(u"checkLimits"_s);
    m_limitsButton->setText(tr("Limits"));
    m_limitsButton->setToolTip(tr("How much at once, how fast, and how long to wait"));
    m_limitsButton->setCheckable(true);
    m_limitsButton->setArrowType(Qt::RightArrow);
    m_limitsButton->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    auto *limits = new QWidget(this);
    limits->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(m_limitsButton, &QToolButton::toggled, this, [this](bool on) {
        m_limitsButton->setArrowType(on ? Qt::DownArrow : Qt::RightArrow);
        m_limitsForm->setVisible(on);
    });
    auto *form = new QFormLayout;
    auto *waiting = new QFormLayout;
    for (QFormLayout *column : {form, waiting})
        column->setVerticalSpacing(kLimitSpacing);
    const auto add = [&](QFormLayout *to, const QString &name, const QString &text, int RunLimits::*value, int least,
                         int most, const QString &unit) {
        auto *box = new QSpinBox(limits);
        box->setObjectName(name);
        box->setRange(least, most);
        box->setValue(m_limits.*value);
        box->setSuffix(unit);
        connect(box, &QSpinBox::valueChanged, this, [this, value](int now) {
            m_limits.*value = now;
            updateWords();
        });
        to->addRow(text, box);
        return box;
    };
    const QString ms = tr(" ms");
    add(form, u"inFlight"_s, tr("Checks at &once"), &RunLimits::inFlight, 1, 1024, {});
    add(form, u"perHost"_s, tr("…of one &host"), &RunLimits::perHost, 1, 64, {});
    add(form, u"perSecond"_s, tr("&New connections a second"), &RunLimits::perSecond, 0, 100'000, {})
        ->setSpecialValueText(tr("as many as can be"));
    add(form, u"retries"_s, tr("Ask &silence again"), &RunLimits::retries, 0, 10, tr(" ×"))
        ->setSpecialValueText(tr("never"));
    add(waiting, u"connectTimeout"_s, tr("Wait for a &connection"), &RunLimits::connectTimeout, 100, kMostMs, ms);
    add(waiting, u"answerTimeout"_s, tr("…for each &answer"), &RunLimits::answerTimeout, 100, kMostMs, ms);
    add(waiting, u"checkTimeout"_s, tr("…for a whole chec&k"), &RunLimits::checkTimeout, 100, kMostMs, ms);
    auto *row = new QHBoxLayout(limits);
    row->setContentsMargins(18, 0, 0, 0);
    row->setSpacing(24);
    row->addLayout(form);
    row->addLayout(waiting);
    row->addStretch(1);
    return limits;
}

void CheckPlanDialog::fillFrom(const Vantage &here)
{
    m_here = here;
    const Topology &topology = m_scopes.first().flows.topology();
    const QString guessed = guessServer(topology, here);
    const QSignalBlocker quiet(m_from);
    for (const Server &server : topology.servers) {
        const QString text = tr("This machine is %1").arg(displayText(server.name));
        m_from->addItem(server.id == guessed ? tr("%1 (by its name and addresses)").arg(text) : text, server.id);
    }
    m_from->insertItem(0, tr("Elsewhere: this machine (%1) is none of the plan's servers").arg(displayText(here.host)),
                       QString());
    m_from->setCurrentIndex(std::max(0, m_from->findData(m_wanted.value_or(guessed))));
    workOut();
}

void CheckPlanDialog::workOut()
{
    if (m_from->count() == 0)
        return;
    present({});
    Vantage from = m_here;
    from.server = m_from->currentData().toString();
    inBackground(
        this,
        [scope = m_scopes.at(m_what->currentIndex()), from] {
            const FlowSet flows = scope.selection ? flowsIn(scope.flows, *scope.selection) : scope.flows;
            return askedBy(planChecks(flows, from), scope.keys);
        },
        [this, generation = ++m_generation](Asked asked) {
            if (generation == m_generation)
                present(std::move(asked));
        });
}

/// From elsewhere a plan may have a million ports, which nobody is to copy or to take down in the window's thread: they
/// are counted, and go.
CheckPlanDialog::Asked CheckPlanDialog::askedBy(ReachabilityPlan plan, const std::optional<QSet<QString>> &keys)
{
    if (keys)
        keepChecks(plan, *keys);
    Asked asked;
    asked.ports = plan.ports.size();
    asked.leftOut = leftOutOf(plan);
    plan.ports = {};
    asked.plan = std::make_shared<const ReachabilityPlan>(std::move(plan));
    return asked;
}

void CheckPlanDialog::present(Asked asked)
{
    m_asked = std::move(asked);
    m_model->setPlan(m_asked.plan);
    // Other targets are another question.
    m_public->setChecked(false);
    m_fromHint->setText(m_from->currentData().toString().isEmpty()
                            ? tr("Every port that crosses the network is asked from here. That says whether it answers "
                                 "this machine, not whether the servers reach each other.")
                            : tr("What this server opens is asked: its own flows, and no others."));
    updateWords();
}

QStringList CheckPlanDialog::leftOutOf(const ReachabilityPlan &plan)
{
    QMap<QString, int> reasons;
    for (const PlannedFlowPort &port : plan.ports) {
        if (port.check < 0)
            ++reasons[port.why];
    }
    QStringList lines;
    for (const auto &[why, count] : reasons.toStdMap())
        lines << (count == 1 ? tr("Not checked, 1 port of a flow: %1").arg(displayText(why))
                             : tr("Not checked, %1 ports of flows: %2").arg(count).arg(displayText(why)));
    for (const QString &refused : plan.refused)
        lines << tr("Left out: %1").arg(displayText(refused));
    return lines;
}

void CheckPlanDialog::updateWords()
{
    const auto publicOnes = static_cast<int>(m_model->publicCount());
    m_public->setVisible(publicOnes > 0);
    m_public->setText(publicOnes == 1
                          ? tr("One of them goes to a public address. I may ask it: check it too.")
                          : tr("%1 of them go to public addresses. I may ask those: check them too.").arg(publicOnes));
    const ReachabilityPlan *plan = m_asked.plan.get();
    m_start->setEnabled(plan && !plan->checks.empty() && (publicOnes == 0 || m_public->isChecked()));
    if (plan)
        m_start->setText(plan->checks.size() == 1
                             ? tr("Start 1 check")
                             : tr("Start %1 checks").arg(QLocale().toString(qint64(plan->checks.size()))));
    m_summary->setText(plan ? summary() : tr("Working out what would be asked …"));
    const QStringList &lines = m_asked.leftOut;
    QStringList shown = lines.mid(0, kMostReasons);
    if (lines.size() > kMostReasons)
        shown << andMore(lines.size() - kMostReasons);
    m_leftOut->setText(shown.join(u'\n'));
    m_leftOut->setToolTip(toolTipText(lines.join(u'\n')));
    m_leftOut->setVisible(!lines.isEmpty());
}

QString CheckPlanDialog::summary() const
{
    const ReachabilityPlan &plan = *m_asked.plan;
    if (plan.checks.empty())
        return m_asked.ports == 0 ? tr("Nothing to check: none of these flows starts there.")
                                  : tr("Nothing of this can be checked.");
    const QLocale locale;
    const RunEstimate time = estimate(plan, m_limits);
    return tr("%1 to %2, for %3: about %4, at most %5. One read-only exchange each, without credentials.")
        .arg(plan.checks.size() == 1 ? tr("1 check") : tr("%1 checks").arg(locale.toString(qint64(plan.checks.size()))),
             plan.hosts == 1 ? tr("1 host") : tr("%1 hosts").arg(plan.hosts),
             m_asked.ports == 1 ? tr("1 port of a flow")
                                : tr("%1 ports of flows").arg(locale.toString(qint64(m_asked.ports))),
             durationText(time.likely), durationText(time.atMost));
}

} // namespace portolan
