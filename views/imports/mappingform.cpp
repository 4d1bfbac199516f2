// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/imports/mappingform.h"

#include "views/tables/displaytext.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

namespace portolan {

namespace {

constexpr qsizetype kSamples = 3;
constexpr qsizetype kLongestSample = 60;
constexpr qsizetype kLongestTitle = 60;
constexpr int kLeastColumns = 12; ///< characters of a title that are always in sight

} // namespace

MappingForm::MappingForm(QWidget *parent) : QWidget(parent), m_title(new QLabel(this)), m_help(new QLabel(this))
{
    setObjectName(QStringLiteral("mappingForm"));
    m_title->setObjectName(QStringLiteral("paneTitle"));
    m_title->setTextFormat(Qt::PlainText);
    m_help->setObjectName(QStringLiteral("propertyLabel"));
    m_help->setWordWrap(true);
    m_help->setText(
        tr("This is no table that Portolan knows: say which column holds what. Name or full name is needed."));
    auto *form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    form->setVerticalSpacing(4);
    for (const ServerField field : allServerFields()) {
        Line line{field, new QComboBox(this), new QLabel(this)};
        line.columns->setObjectName(QStringLiteral("column-") + toString(field));
        line.columns->setAccessibleName(tr("Column of %1").arg(labelOf(field)));
        line.columns->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        line.columns->setMinimumContentsLength(kLeastColumns);
        line.sample->setObjectName(QStringLiteral("propertyLabel"));
        line.sample->setTextFormat(Qt::PlainText);
        // Somebody's long values must not widen the form.
        line.sample->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
        form->addRow(labelOf(field), line.columns);
        form->addRow(QString(), line.sample);
        connect(line.columns, &QComboBox::activated, this, [this, line] {
            showSample(line);
            Q_EMIT mappingChanged(mapping());
        });
        m_lines << line;
    }
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_title);
    layout->addWidget(m_help);
    layout->addLayout(form);
    layout->addStretch(1);
}

void MappingForm::setFile(const ImportedFile &file)
{
    const bool isSameTable = file.columns == m_columns;
    m_title->setText(tr("Columns of %1").arg(displayText(file.name)));
    m_columns = file.columns;
    m_sampleRows = file.sampleRows;
    for (const Line &line : std::as_const(m_lines)) {
        const QSignalBlocker blocker(line.columns);
        if (!isSameTable || line.columns->count() == 0) {
            line.columns->clear();
            line.columns->addItem(tr("(none)"));
            for (const QString &column : std::as_const(m_columns))
                line.columns->addItem(displayText(column.left(kLongestTitle)));
        }
        const QString chosen = file.mapping.column(line.field);
        const auto at = std::find_if(m_columns.begin(), m_columns.end(), [&chosen](const QString &column) {
            return column.compare(chosen, Qt::CaseInsensitive) == 0;
        });
        const bool isThere = !chosen.isEmpty() && at != m_columns.end();
        line.columns->setCurrentIndex(isThere ? int(at - m_columns.begin()) + 1 : 0);
        showSample(line);
    }
}

void MappingForm::showSample(const Line &line)
{
    const int column = line.columns->currentIndex() - 1;
    QStringList values;
    for (const QStringList &row : std::as_const(m_sampleRows)) {
        const QString value = column < 0 ? QString() : row.value(column).left(kLongestSample);
        if (!value.trimmed().isEmpty() && values.size() < kSamples)
            values << displayText(value);
    }
    const QString text =
        values.isEmpty() && column >= 0 ? tr("no values in the first rows") : values.join(QStringLiteral(" · "));
    line.sample->setText(text);
    line.sample->setToolTip(toolTipText(text));
    line.sample->setVisible(column >= 0);
    line.columns->setAccessibleDescription(text);
}

ColumnMapping MappingForm::mapping() const
{
    ColumnMapping mapping;
    for (const Line &line : m_lines) {
        if (line.columns->currentIndex() > 0)
            mapping.set(line.field, m_columns.value(line.columns->currentIndex() - 1));
    }
    return mapping;
}

QComboBox *MappingForm::field(ServerField field) const
{
    for (const Line &line : m_lines) {
        if (line.field == field)
            return line.columns;
    }
    return nullptr;
}

} // namespace portolan
