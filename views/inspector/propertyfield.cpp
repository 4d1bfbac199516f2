// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/inspector/propertyfield.h"

#include "views/inspector/faultlook.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFocusEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace portolan {

namespace {

constexpr int kNotesLines = 4;
constexpr int kMostTyped = 20000; ///< characters in one line; more is a mishap of the clipboard

QString mixedText()
{
    return PropertyField::tr("mixed");
}

class LineField : public PropertyField
{
public:
    LineField(const QString &label, QWidget *parent) : PropertyField(label, new QLineEdit, parent)
    {
        m_edit = findChild<QLineEdit *>();
        m_edit->setMaxLength(kMostTyped);
        m_edit->installEventFilter(this);
        connect(m_edit, &QLineEdit::textEdited, this, [this] {
            m_isTouched = true;
            judge();
        });
        connect(m_edit, &QLineEdit::editingFinished, this, [this] { enter(); });
    }
    void showValues(const QStringList &values) override
    {
        m_values = values;
        // What is half typed stays until it is entered or taken back.
        if (m_isTouched && m_edit->hasFocus())
            return;
        restore();
    }
    void setCheck(const PropertyCheck &check) override { m_check = check; }
    void setPlaceholder(const QString &text) override
    {
        m_placeholder = text;
        restore();
    }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        const bool isKey = event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride;
        if (isKey && m_isTouched && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
            if (event->type() == QEvent::KeyPress) {
                restore();
                m_edit->selectAll();
            }
            event->accept();
            return true;
        }
        return PropertyField::eventFilter(watched, event);
    }

private:
    void restore()
    {
        m_isTouched = false;
        m_edit->setText(m_values.size() == 1 ? m_values.front() : QString());
        m_edit->setPlaceholderText(m_values.size() > 1 ? mixedText() : m_placeholder);
        m_edit->setCursorPosition(0);
        showFault({});
        if (m_values.size() == 1)
            judge();
    }
    bool judge()
    {
        const FieldCheck fault = m_check ? m_check(m_edit->text()) : FieldCheck();
        showFault(fault);
        return !fault || !fault->isRefused;
    }
    void enter()
    {
        // What is refused stays where it is, marked, until it is put right or taken back.
        if (!m_isTouched || !judge())
            return;
        m_isTouched = false;
        const QString text = m_edit->text();
        if (m_values != QStringList{text})
            Q_EMIT entered(text);
    }

    QLineEdit *m_edit;
    PropertyCheck m_check;
    QStringList m_values;
    QString m_placeholder;
    bool m_isTouched = false;
};

class TextField : public PropertyField
{
public:
    TextField(const QString &label, QWidget *parent) : PropertyField(label, new QPlainTextEdit, parent)
    {
        m_edit = findChild<QPlainTextEdit *>();
        m_edit->setTabChangesFocus(true);
        m_edit->setFixedHeight(m_edit->fontMetrics().lineSpacing() * kNotesLines + 16);
        m_edit->installEventFilter(this);
        connect(m_edit, &QPlainTextEdit::textChanged, this, [this] {
            m_isTouched = true;
            judge();
        });
    }
    void setCheck(const PropertyCheck &check) override { m_check = check; }
    void showValues(const QStringList &values) override
    {
        m_values = values;
        if (!m_isTouched || !m_edit->hasFocus())
            restore();
    }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::FocusOut)
            enter();
        const bool isKey = event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride;
        if (!isKey)
            return PropertyField::eventFilter(watched, event);
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool isEnter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        const bool enters = isEnter && key->modifiers() & Qt::ControlModifier;
        const bool restores = m_isTouched && key->key() == Qt::Key_Escape;
        if (!enters && !restores)
            return PropertyField::eventFilter(watched, event);
        if (event->type() == QEvent::KeyPress && enters)
            enter();
        else if (event->type() == QEvent::KeyPress)
            restore();
        event->accept();
        return true;
    }

private:
    void restore()
    {
        const QString text = m_values.size() == 1 ? m_values.front() : QString();
        const QSignalBlocker quiet(m_edit);
        if (m_edit->toPlainText() != text)
            m_edit->setPlainText(text);
        m_edit->setPlaceholderText(m_values.size() > 1 ? mixedText() : QString());
        m_isTouched = false;
        showFault({});
    }
    bool judge()
    {
        const FieldCheck fault = m_check ? m_check(m_edit->toPlainText()) : FieldCheck();
        showFault(fault);
        return !fault || !fault->isRefused;
    }
    void enter()
    {
        if (!m_isTouched || !judge())
            return;
        m_isTouched = false;
        const QString text = m_edit->toPlainText();
        if (m_values != QStringList{text})
            Q_EMIT entered(text);
    }

    QPlainTextEdit *m_edit;
    PropertyCheck m_check;
    QStringList m_values;
    bool m_isTouched = false;
};

class ChoiceField : public PropertyField
{
public:
    ChoiceField(const QString &label, QWidget *parent) : PropertyField(label, new QComboBox, parent)
    {
        m_box = findChild<QComboBox *>();
        m_box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        m_box->setMinimumContentsLength(8);
        m_box->setPlaceholderText(mixedText());
        m_box->setMaxVisibleItems(16);
        // A wheel over the form scrolls the form.
        m_box->setFocusPolicy(Qt::StrongFocus);
        m_box->installEventFilter(this);
        connect(m_box, &QComboBox::activated, this, [this](int index) {
            const QString value = m_box->itemData(index).toString();
            if (m_values != QStringList{value})
                Q_EMIT entered(value);
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
        m_box->clear();
        for (const PropertyChoice &choice : choices)
            m_box->addItem(choice.icon, choice.text, choice.value);
        showValues(m_values);
    }
    void showValues(const QStringList &values) override
    {
        m_values = values;
        m_box->setCurrentIndex(values.size() == 1 ? m_box->findData(values.front()) : -1);
    }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::Wheel && !m_box->hasFocus()) {
            event->ignore();
            return true;
        }
        return PropertyField::eventFilter(watched, event);
    }

private:
    QComboBox *m_box;
    QStringList m_values;
    QStringList m_known;
};

class FlagField : public PropertyField
{
public:
    FlagField(const QString &label, QWidget *parent) : PropertyField({}, new QCheckBox(label), parent)
    {
        m_box = findChild<QCheckBox *>();
        m_box->setAccessibleName(label);
        connect(m_box, &QCheckBox::clicked, this, [this] {
            // The third state shows what is; nobody can want it.
            m_box->setTristate(false);
            Q_EMIT entered(m_box->checkState() == Qt::Unchecked ? QString() : yes());
        });
    }
    void showValues(const QStringList &values) override
    {
        m_box->setTristate(values.size() > 1);
        if (values.size() > 1)
            m_box->setCheckState(Qt::PartiallyChecked);
        else
            m_box->setChecked(values.contains(yes()));
    }

private:
    QCheckBox *m_box;
};

} // namespace

PropertyField::PropertyField(const QString &label, QWidget *editor, QWidget *parent)
    : QWidget(parent), m_column(new QVBoxLayout(this)), m_fault(new QLabel(this)), m_editor(editor)
{
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(3);
    if (!label.isEmpty()) {
        auto *text = new QLabel(label, this);
        text->setTextFormat(Qt::PlainText);
        text->setObjectName(QStringLiteral("propertyLabel"));
        text->setWordWrap(true);
        text->setBuddy(editor);
        editor->setAccessibleName(label);
        m_column->addWidget(text);
    }
    m_column->addWidget(editor);
    m_fault->setObjectName(QStringLiteral("propertyFault"));
    m_fault->setTextFormat(Qt::PlainText);
    m_fault->setWordWrap(true);
    m_fault->hide();
    m_column->addWidget(m_fault);
    setFocusProxy(editor);
}

QString PropertyField::faultText() const
{
    return m_fault->text();
}

void PropertyField::showFault(const FieldCheck &fault)
{
    m_fault->setText(fault ? fault->text : QString());
    m_fault->setVisible(fault.has_value());
    showFaultOf(*m_editor, fault);
    showFaultOf(*m_fault, fault);
}

PropertyField *makeLineField(const QString &label, QWidget *parent)
{
    return new LineField(label, parent);
}

PropertyField *makeTextField(const QString &label, QWidget *parent)
{
    return new TextField(label, parent);
}

PropertyField *makeChoiceField(const QString &label, QWidget *parent)
{
    return new ChoiceField(label, parent);
}

PropertyField *makeFlagField(const QString &label, QWidget *parent)
{
    return new FlagField(label, parent);
}

} // namespace portolan
