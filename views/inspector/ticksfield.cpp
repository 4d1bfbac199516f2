// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/inspector/propertyfield.h"

#include <QLineEdit>
#include <QListWidget>
#include <QSet>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace portolan {

namespace {

constexpr int kMostRows = 9; ///< shown at once
constexpr int kRowHeight = 24; ///< logical pixels
constexpr int kManyRows = 30; ///< a longer list can be filtered
constexpr QChar kSome = u'?';

class TicksField : public PropertyField
{
public:
    TicksField(const QString &label, QWidget *parent)
        : PropertyField(label, new QListWidget, parent), m_filter(new QLineEdit(this))
    {
        m_list = findChild<QListWidget *>();
        m_list->setUniformItemSizes(true);
        m_list->setTextElideMode(Qt::ElideRight);
        m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        m_filter->setPlaceholderText(tr("Find"));
        m_filter->setAccessibleName(tr("Find in %1").arg(label));
        m_filter->setClearButtonEnabled(true);
        m_filter->hide();
        column()->insertWidget(1, m_filter);
        connect(m_filter, &QLineEdit::textChanged, this, [this](const QString &text) {
            for (int row = 0; row < m_list->count(); ++row)
                m_list->item(row)->setHidden(!m_list->item(row)->text().contains(text, Qt::CaseInsensitive));
        });
        connect(m_list, &QListWidget::itemChanged, this, [this](const QListWidgetItem *item) {
            Q_EMIT toggled(item->data(Qt::UserRole).toString(), item->checkState() == Qt::Checked);
        });
    }

    void setChoices(const QList<PropertyChoice> &choices) override
    {
        QStringList known;
        for (const PropertyChoice &choice : choices)
            known << choice.value << choice.text;
        if (known == m_known)
            return;
        m_known = known;
        const QSignalBlocker quiet(m_list);
        m_list->clear();
        for (const PropertyChoice &choice : choices) {
            auto *item = new QListWidgetItem(choice.icon, choice.text, m_list);
            item->setData(Qt::UserRole, choice.value);
            item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
            item->setCheckState(Qt::Unchecked);
        }
        const int rows = static_cast<int>(std::clamp<qsizetype>(choices.size(), 1, kMostRows));
        m_list->setFixedHeight(rows * kRowHeight + 2 * m_list->frameWidth());
        m_filter->setVisible(choices.size() > kManyRows);
        showValues(m_values);
    }

    void showValues(const QStringList &values) override
    {
        m_values = values;
        const QSet<QString> shown(values.begin(), values.end());
        const QSignalBlocker quiet(m_list);
        for (int row = 0; row < m_list->count(); ++row) {
            QListWidgetItem *item = m_list->item(row);
            const QString value = item->data(Qt::UserRole).toString();
            const Qt::CheckState state = shown.contains(value) ? Qt::Checked
                : shown.contains(kSome + value)                ? Qt::PartiallyChecked
                                                               : Qt::Unchecked;
            if (item->checkState() != state)
                item->setCheckState(state);
        }
        m_list->viewport()->update();
    }

private:
    QLineEdit *m_filter;
    QListWidget *m_list;
    QStringList m_known;
    QStringList m_values;
};

} // namespace

PropertyField *makeTicksField(const QString &label, QWidget *parent)
{
    return new TicksField(label, parent);
}

} // namespace portolan
