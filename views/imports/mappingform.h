// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/importers/importfiles.h"

#include <QWidget>

class QComboBox;
class QLabel;

namespace portolan {

/// Which column of a table holds what, with the first values under each column chosen.
class MappingForm : public QWidget
{
    Q_OBJECT
public:
    explicit MappingForm(QWidget *parent = nullptr);

    /// A file of which the columns are known.
    void setFile(const ImportedFile &file);
    ColumnMapping mapping() const;
    QComboBox *field(ServerField field) const;

Q_SIGNALS:
    void mappingChanged(const portolan::ColumnMapping &mapping); ///< by the user

private:
    struct Line {
        ServerField field = ServerField::Name;
        QComboBox *columns = nullptr;
        QLabel *sample = nullptr;
    };
    void showSample(const Line &line);

    QLabel *m_title;
    QLabel *m_help;
    QList<Line> m_lines;
    QStringList m_columns;
    QList<QStringList> m_sampleRows;
};

} // namespace portolan
