// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "app/window/addserversdialog.h"

#include "model/editing/fieldchecks.h"
#include "model/editing/names.h"
#include "views/inspector/propertyfield.h"
#include "views/outline/drawnicon.h"
#include "views/tables/displaytext.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

namespace portolan {

namespace {

constexpr int kMostServers = 500; ///< at once
constexpr int kWidth = 460;
constexpr qsizetype kNamed = 6; ///< in the preview
constexpr int kKindRole = Qt::UserRole + 1; ///< GroupType of a group to make

} // namespace

AddServersDialog::AddServersDialog(const Topology &topology, const Catalog &catalog, const DiagramStyle &style,
                                   const QString &site, QWidget *parent)
    : QDialog(parent), m_topology(topology), m_catalog(catalog), m_count(new QSpinBox(this)),
      m_roleField(makeTicksField(tr("Roles"), this)), m_site(new QComboBox(this)), m_firstName(new QLineEdit(this)),
      m_group(new QComboBox(this)), m_groupName(new QLineEdit(this)), m_groupLabel(new QLabel(this)),
      m_preview(new QLabel(this))
{
    setObjectName(QStringLiteral("addServers"));
    setWindowTitle(tr("Add servers"));
    setMinimumWidth(kWidth);
    m_count->setObjectName(QStringLiteral("count"));
    m_count->setRange(1, kMostServers);
    m_count->setAccessibleName(tr("How many"));
    m_site->setObjectName(QStringLiteral("site"));
    m_site->setAccessibleName(tr("Site"));
    for (const Site &known : topology.sites)
        m_site->addItem(drawnIcon(QStringLiteral("site-") + toString(known.kind), style.quietText),
                        displayText(known.name), known.id);
    m_site->setCurrentIndex(std::max(0, m_site->findData(site)));
    m_firstName->setObjectName(QStringLiteral("firstName"));
    m_firstName->setAccessibleName(tr("First name"));
    m_firstName->setToolTip(tr("The others count on from it."));
    m_group->setObjectName(QStringLiteral("group"));
    m_group->setAccessibleName(tr("Group"));
    m_groupName->setObjectName(QStringLiteral("groupName"));
    m_groupName->setAccessibleName(tr("Name of the group"));
    m_preview->setObjectName(QStringLiteral("preview"));
    m_preview->setTextFormat(Qt::PlainText);
    m_preview->setWordWrap(true);
    m_preview->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    // It has two lines from the start, so that what stands under it stays where it is.
    m_preview->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    m_preview->setMinimumHeight(2 * m_preview->fontMetrics().lineSpacing());
    for (QComboBox *box : {m_site, m_group}) {
        box->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    }
    m_roleField->setObjectName(QStringLiteral("roles"));
    QList<PropertyChoice> roles;
    for (const Role &role : catalog.roles())
        roles << PropertyChoice{role.id, displayText(role.label), drawnIcon(role.icon, style.hue(role.color))};
    m_roleField->setChoices(roles);

    auto *form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    form->addRow(tr("How &many"), m_count);
    form->addRow(tr("&Site"), m_site);
    form->addRow(tr("&First name"), m_firstName);
    form->addRow(QString(), m_preview);
    form->addRow(tr("&Group"), m_group);
    m_groupLabel->setText(tr("Group na&me"));
    m_groupLabel->setBuddy(m_groupName);
    form->addRow(m_groupLabel, m_groupName);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_add = buttons->addButton(tr("&Add"), QDialogButtonBox::AcceptRole);
    m_add->setDefault(true);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_roleField);
    layout->addLayout(form);
    layout->addWidget(buttons);

    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_roleField, &PropertyField::toggled, this, [this](const QString &role, bool on) {
        m_roles.removeAll(role);
        if (on)
            m_roles << role;
        onRolesChanged();
    });
    connect(m_count, &QSpinBox::valueChanged, this, &AddServersDialog::updateNames);
    connect(m_site, &QComboBox::currentIndexChanged, this, &AddServersDialog::onRolesChanged);
    connect(m_firstName, &QLineEdit::textEdited, this, [this](const QString &text) {
        m_isNameOwn = !text.isEmpty();
        updateNames();
    });
    connect(m_group, &QComboBox::currentIndexChanged, this, [this] {
        const std::optional<GroupType> kind = newKind();
        m_groupLabel->setVisible(kind.has_value());
        m_groupName->setVisible(kind.has_value());
        if (kind)
            m_groupName->setText(groupNameFor(m_topology, m_catalog, *kind));
        growToFit();
    });
    setTabOrder(m_roleField->focusProxy(), m_count);
    onRolesChanged();
    m_count->setFocus();
    m_count->selectAll();
}

void AddServersDialog::onRolesChanged()
{
    if (!m_isNameOwn)
        m_firstName->setText(serverNameFor(m_topology, m_catalog, m_roles, m_site->currentData().toString()));
    fillGroups();
    updateNames();
}

void AddServersDialog::fillGroups()
{
    const QString chosen = m_group->currentText();
    m_group->clear();
    m_group->addItem(tr("none"));
    for (const GroupType kind :
         {GroupType::Dag, GroupType::CasArray, GroupType::EdgeSubscription, GroupType::DialPlan}) {
        const int role = m_catalog.groupMemberRole(toString(kind));
        if (role < 0 || !m_roles.contains(m_catalog.roles().at(role).id))
            continue;
        for (const Group &group : std::as_const(m_topology.groups)) {
            if (group.kind == kind)
                m_group->addItem(displayText(group.name), group.id);
        }
        m_group->addItem(tr("new: %1").arg(displayText(m_catalog.groupLabel(toString(kind)))));
        m_group->setItemData(m_group->count() - 1, int(kind), kKindRole);
    }
    m_group->setEnabled(m_group->count() > 1);
    m_group->setCurrentIndex(std::max(0, m_group->findText(chosen)));
}

std::optional<GroupType> AddServersDialog::newKind() const
{
    const QVariant kind = m_group->currentData(kKindRole);
    return kind.isValid() ? std::optional(static_cast<GroupType>(kind.toInt())) : std::nullopt;
}

void AddServersDialog::updateNames()
{
    const FieldCheck fault = checkServerName(m_topology, {}, m_firstName->text());
    const bool isRefused = fault && fault->isRefused;
    const QStringList all = isRefused ? QStringList() : seriesNames(m_topology, m_catalog, series());
    QStringList shown = all.mid(0, kNamed);
    if (all.size() > kNamed)
        shown << tr("… %1").arg(all.last());
    m_preview->setText(isRefused ? fault->text : displayText(shown.join(QStringLiteral(", "))));
    m_add->setEnabled(!isRefused && m_site->count() > 0);
    m_add->setText(m_count->value() > 1 ? tr("&Add %1 servers").arg(m_count->value()) : tr("&Add server"));
    growToFit();
}

/// A dialog that is open does not grow with a text that wraps, or a row that comes.
void AddServersDialog::growToFit()
{
    layout()->activate();
    const int needed = layout()->totalHeightForWidth(width());
    if (isVisible() && height() < needed)
        resize(width(), needed);
}

ServerSeries AddServersDialog::series() const
{
    ServerSeries result;
    result.count = m_count->value();
    // In the catalog's order, whatever the order of the ticks.
    for (const Role &role : m_catalog.roles()) {
        if (m_roles.contains(role.id))
            result.roles << role.id;
    }
    result.site = m_site->currentData().toString();
    result.firstName = m_firstName->text().trimmed();
    result.group = m_group->currentData().toString();
    if (const std::optional<GroupType> kind = newKind()) {
        result.newGroup = newGroup(m_topology, m_catalog, *kind, {});
        if (const QString name = m_groupName->text().trimmed(); !name.isEmpty())
            result.newGroup->name = name;
    }
    return result;
}

} // namespace portolan
