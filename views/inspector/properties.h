// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "views/inspector/propertyrows.h"

#include <QHash>
#include <QScrollArea>

#include <memory>

class QLabel;
class QVBoxLayout;

namespace portolan {

/// A form of what is selected, one or many. Each value that is entered is one step of the document; what is wrong is
/// marked while it is typed and not entered.
class Properties : public QScrollArea
{
    Q_OBJECT
public:
    explicit Properties(QWidget *parent = nullptr);

    /// Another state of the document: fields show its values, and keep what is being typed.
    void setDocument(const Topology &topology, const Catalog &catalog);
    void setStyle(const DiagramStyle &style);
    void showSubject(const Subject &subject);
    /// In place of a form: why there is nothing to change.
    void showNothing(const QString &text);
    void focusFirst(); ///< field
    /// nullptr: the form has none of that name. Hidden, it has the fields that it had.
    PropertyField *field(const QString &key) const;

Q_SIGNALS:
    void editRequested(const portolan::TopologyEdit &edit);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void refresh();
    void build();

    QWidget *m_content;
    QVBoxLayout *m_column;
    QLabel *m_title;
    QLabel *m_subtitle;
    QWidget *m_fields = nullptr;
    Topology m_topology;
    Catalog m_catalog;
    DiagramStyle m_style;
    Subject m_subject;
    QString m_nothing;
    PropertyForm m_form;
    QHash<QString, std::shared_ptr<PropertyRow>> m_rows; ///< by key, shared with the fields
    bool m_isStale = false; ///< hidden while something changed
    QString m_shape; ///< of the form that the fields were made for
};

} // namespace portolan
