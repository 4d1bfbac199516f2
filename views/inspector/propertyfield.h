// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/editing/fieldchecks.h"

#include <QIcon>
#include <QList>
#include <QString>
#include <QStringList>
#include <QWidget>

#include <functional>

class QLabel;
class QVBoxLayout;

namespace portolan {

/// A value to choose, and what people read in its place.
struct PropertyChoice {
    QString value;
    QString text;
    QIcon icon;
};

/// What is wrong with a text that is being typed.
using PropertyCheck = std::function<FieldCheck(const QString &text)>;

/// A field of a form: its label, the editor, and under it what is wrong with what is typed. It shows what it is told
/// and says what was entered; several values that differ show as "mixed" until something is entered.
class PropertyField : public QWidget
{
    Q_OBJECT
public:
    /// Different values, from none to all that there are.
    virtual void showValues(const QStringList &values) = 0;
    virtual void setCheck(const PropertyCheck &) { }
    virtual void setChoices(const QList<PropertyChoice> &) { }
    virtual void setPlaceholder(const QString &) { }
    QString faultText() const;

Q_SIGNALS:
    void entered(const QString &value);
    void toggled(const QString &value, bool on); ///< of a list of choices of which several hold

protected:
    PropertyField(const QString &label, QWidget *editor, QWidget *parent);
    void showFault(const FieldCheck &fault);
    QVBoxLayout *column() const { return m_column; }

private:
    QVBoxLayout *m_column;
    QLabel *m_fault;
    QWidget *m_editor;
};

/// One line of text, entered with Enter or by leaving it; Escape takes back what was typed.
PropertyField *makeLineField(const QString &label, QWidget *parent);
/// Several lines; entered by leaving it or with Ctrl+Enter.
PropertyField *makeTextField(const QString &label, QWidget *parent);
/// One of some values.
PropertyField *makeChoiceField(const QString &label, QWidget *parent);
/// "yes" or empty.
PropertyField *makeFlagField(const QString &label, QWidget *parent);
/// Some of many values, as a list with ticks; showValues() takes "value" for what all have, "?value" for what some
/// have.
PropertyField *makeTicksField(const QString &label, QWidget *parent);

inline QString yes()
{
    return QStringLiteral("yes");
}

} // namespace portolan
