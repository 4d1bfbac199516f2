// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/inspector/properties.h"

#include "views/tables/displaytext.h"

#include <QApplication>
#include <QLabel>
#include <QScrollBar>
#include <QVBoxLayout>

namespace portolan {

namespace {

constexpr int kMargin = 12;
constexpr int kSpacing = 10;

PropertyField *makeField(const PropertyRow &row, QWidget *parent)
{
    switch (row.editor) {
    case PropertyRow::Editor::Line:
        return makeLineField(row.label, parent);
    case PropertyRow::Editor::Text:
        return makeTextField(row.label, parent);
    case PropertyRow::Editor::Choice:
        return makeChoiceField(row.label, parent);
    case PropertyRow::Editor::Flag:
        return makeFlagField(row.label, parent);
    case PropertyRow::Editor::Ticks:
        return makeTicksField(row.label, parent);
    }
    return nullptr;
}

/// Forms of the same shape can use the same fields.
QString shapeOf(const PropertyForm &form, const Subject &subject)
{
    QStringList keys = subject.ids() + subject.links + subject.members;
    for (const PropertyRow &row : form.rows)
        keys << row.key + u'=' + row.label;
    return keys.join(u'\n');
}

} // namespace

Properties::Properties(QWidget *parent)
    : QScrollArea(parent), m_content(new QWidget(this)), m_column(new QVBoxLayout(m_content)),
      m_title(new QLabel(m_content)), m_subtitle(new QLabel(m_content)), m_style(DiagramStyle::of(Theme::Light))
{
    setObjectName(QStringLiteral("properties"));
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_content->setObjectName(QStringLiteral("propertiesContent"));
    m_title->setObjectName(QStringLiteral("propertiesTitle"));
    m_subtitle->setObjectName(QStringLiteral("propertyLabel"));
    for (QLabel *label : {m_title, m_subtitle}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        // A long name must not widen the pane.
        label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
        m_column->addWidget(label);
    }
    m_column->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
    m_column->setSpacing(kSpacing / 2);
    m_column->addStretch(1);
    setWidget(m_content);
}

void Properties::setDocument(const Topology &topology, const Catalog &catalog)
{
    m_topology = topology;
    m_catalog = catalog;
    m_subject = stillThere(m_subject, topology);
    refresh();
}

void Properties::setStyle(const DiagramStyle &style)
{
    m_style = style;
    m_shape.clear();
    refresh();
}

void Properties::showSubject(const Subject &subject)
{
    if (subject == m_subject && m_nothing.isEmpty())
        return;
    m_subject = subject;
    m_nothing.clear();
    refresh();
}

void Properties::showNothing(const QString &text)
{
    if (m_nothing == text)
        return;
    m_nothing = text;
    refresh();
}

void Properties::showEvent(QShowEvent *event)
{
    QScrollArea::showEvent(event);
    if (m_isStale)
        refresh();
}

void Properties::refresh()
{
    // A form that nobody sees may have thousands of rows to choose from.
    m_isStale = !isVisible();
    if (m_isStale)
        return;
    m_form =
        m_nothing.isEmpty() ? propertyForm(m_topology, m_catalog, m_subject, m_style) : PropertyForm{{}, m_nothing, {}};
    m_title->setText(displayText(m_form.title));
    m_title->setVisible(!m_form.title.isEmpty());
    m_subtitle->setText(displayText(m_form.subtitle));
    const QString shape = shapeOf(m_form, m_subject);
    if (shape != m_shape || !m_fields) {
        m_shape = shape;
        build();
    }
    for (const PropertyRow &row : std::as_const(m_form.rows)) {
        *m_rows.value(row.key) = row;
        PropertyField *shown = field(row.key);
        shown->setCheck(row.check);
        shown->setChoices(row.choices);
        shown->showValues(row.values);
    }
}

void Properties::build()
{
    // The field that is left may still be on its way to tell what was entered.
    if (m_fields) {
        m_fields->hide();
        m_fields->setObjectName({});
        m_fields->deleteLater();
    }
    m_rows.clear();
    m_fields = new QWidget(m_content);
    auto *layout = new QVBoxLayout(m_fields);
    layout->setContentsMargins(0, kSpacing / 2, 0, 0);
    layout->setSpacing(kSpacing);
    for (const PropertyRow &row : std::as_const(m_form.rows)) {
        PropertyField *made = makeField(row, m_fields);
        made->setObjectName(row.key);
        made->setPlaceholder(row.placeholder);
        layout->addWidget(made);
        const auto shared = std::make_shared<PropertyRow>(row);
        m_rows.insert(row.key, shared);
        connect(made, &PropertyField::entered, this,
                [this, shared](const QString &value) { Q_EMIT editRequested(shared->edit(value)); });
        connect(made, &PropertyField::toggled, this,
                [this, shared](const QString &value, bool on) { Q_EMIT editRequested(shared->toggle(value, on)); });
    }
    m_column->insertWidget(2, m_fields);
    m_fields->show();
    verticalScrollBar()->setValue(0);
}

void Properties::focusFirst()
{
    if (!m_form.rows.isEmpty())
        field(m_form.rows.front().key)->setFocus(Qt::ShortcutFocusReason);
}

PropertyField *Properties::field(const QString &key) const
{
    return m_fields ? m_fields->findChild<PropertyField *>(key, Qt::FindDirectChildrenOnly) : nullptr;
}

} // namespace portolan
