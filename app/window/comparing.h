// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/window/comparisonwindow.h"
#include "model/error.h"
#include "views/comparison/comparisonlines.h"
#include "views/diagram/diagramstyle.h"

#include <QObject>
#include <QPointer>

class QMenu;
class QWidget;

namespace portolan {

class Document;
class LayoutService;

/// What of a window compares its document with other versions of it: with its own file, with another file.
class Comparing : public QObject
{
    Q_OBJECT
public:
    Comparing(Document &document, LayoutService &service, QString catalogFile, QWidget &window);
    ~Comparing() override;

    void addTo(QMenu &menu);
    void setStyle(const DiagramStyle &style);
    void compareWithFile(const QString &path);
    /// The one that was opened last; nullptr: it was closed, or none was opened.
    ComparisonWindow *window() const { return m_last; }

Q_SIGNALS:
    void failed(const QString &path, const portolan::Errors &errors);
    void opened();

private:
    void choose();
    void show(const ComparedPlan &before, const QString &beforeName);

    Document &m_document;
    LayoutService &m_service;
    QString m_catalogFile;
    QWidget &m_window;
    QPointer<ComparisonWindow> m_last;
    QList<QPointer<ComparisonWindow>> m_open;
    DiagramStyle m_style;
    quint64 m_generation = 0;
};

} // namespace portolan
