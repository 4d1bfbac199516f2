// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "app/window/addlinkdialog.h"

#include "model/editing/fieldchecks.h"
#include "model/topology/topologyrules.h"
#include "views/tables/displaytext.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>

namespace portolan {

namespace {

constexpr int kWidth = 380;

} // namespace

AddLinkDialog::AddLinkDialog(const Topology &topology, const QStringList &proposed, QWidget *parent)
    : QDialog(parent), m_topology(topology), m_first(new QComboBox(this)), m_second(new QComboBox(this)),
      m_cost(new QSpinBox(this)), m_fault(new QLabel(this))
{
    setObjectName(QStringLiteral("addLink"));
    setWindowTitle(tr("Add a link"));
    setMinimumWidth(kWidth);
    m_first->setObjectName(QStringLiteral("first"));
    m_second->setObjectName(QStringLiteral("second"));
    for (QComboBox *box : {m_first, m_second}) {
        box->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        for (const Site &site : topology.sites)
            box->addItem(displayText(site.name), site.id);
        connect(box, &QComboBox::currentIndexChanged, this, &AddLinkDialog::judge);
    }
    m_first->setAccessibleName(tr("From"));
    m_second->setAccessibleName(tr("To"));
    m_cost->setObjectName(QStringLiteral("cost"));
    m_cost->setRange(1, static_cast<int>(kHighestCost));
    m_cost->setValue(kDefaultLinkCost);
    m_cost->setAccessibleName(tr("Cost"));
    m_fault->setObjectName(QStringLiteral("propertyFault"));
    m_fault->setWordWrap(true);
    auto *form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    form->addRow(tr("&From"), m_first);
    form->addRow(tr("&To"), m_second);
    form->addRow(tr("&Cost"), m_cost);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_add = buttons->addButton(tr("&Add link"), QDialogButtonBox::AcceptRole);
    m_add->setDefault(true);
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(form);
    layout->addWidget(m_fault);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    m_first->setCurrentIndex(std::max(0, m_first->findData(proposed.value(0))));
    m_second->setCurrentIndex(m_second->findData(proposed.value(1)));
    for (int i = 0; i < m_second->count() && !m_add->isEnabled(); ++i)
        m_second->setCurrentIndex(i);
    judge();
}

Link AddLinkDialog::link() const
{
    Link link;
    link.first = m_first->currentData().toString();
    link.second = m_second->currentData().toString();
    link.cost = m_cost->value();
    return link;
}

void AddLinkDialog::judge()
{
    const FieldCheck fault = checkNewLink(m_topology, endsOf(link()));
    m_fault->setText(fault ? fault->text : QString());
    m_add->setEnabled(!fault || !fault->isRefused);
}

} // namespace portolan
