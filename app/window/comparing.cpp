// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "app/window/comparing.h"

#include "app/window/document.h"
#include "views/tables/background.h"

#include <QAction>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>
#include <QWidget>

namespace portolan {

Comparing::Comparing(Document &document, LayoutService &service, QString catalogFile, QWidget &window)
    : QObject(&window), m_document(document), m_service(service), m_catalogFile(std::move(catalogFile)),
      m_window(window), m_style(DiagramStyle::of(Theme::Light))
{
}

Comparing::~Comparing()
{
    // They use the layout service.
    for (const QPointer<ComparisonWindow> &open : std::as_const(m_open))
        delete open;
}

void Comparing::addTo(QMenu &menu)
{
    auto *compare = menu.addMenu(tr("&Compare with"));
    compare->setObjectName(QStringLiteral("compareMenu"));
    QAction *saved = compare->addAction(tr("the file as it was &saved"));
    saved->setObjectName(QStringLiteral("compareWithSaved"));
    connect(saved, &QAction::triggered, this, [this] { compareWithFile(m_document.current().path); });
    QAction *other = compare->addAction(tr("&another file…"));
    other->setObjectName(QStringLiteral("compareWithOther"));
    connect(other, &QAction::triggered, this, &Comparing::choose);
    connect(compare, &QMenu::aboutToShow, this, [this, saved, other] {
        saved->setEnabled(m_document.isOpen() && m_document.current().hasFile());
        other->setEnabled(m_document.isOpen());
    });
}

void Comparing::setStyle(const DiagramStyle &style)
{
    m_style = style;
    for (const QPointer<ComparisonWindow> &open : std::as_const(m_open)) {
        if (open)
            open->setStyle(style);
    }
}

void Comparing::choose()
{
    auto *dialog = new QFileDialog(&m_window, tr("Compare with an earlier version"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setNameFilters({tr("Topology files (*.portolan)"), tr("All files (*)")});
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &Comparing::compareWithFile);
    dialog->open();
}

void Comparing::compareWithFile(const QString &path)
{
    const quint64 generation = ++m_generation;
    inBackground(
        this, [path, catalogFile = m_catalogFile] { return readDocument(path, catalogFile); },
        [this, path, generation](const Result<OpenDocument> &read) {
            if (generation != m_generation)
                return;
            if (read)
                show({read->flows, read->findings}, QFileInfo(path).fileName());
            else
                Q_EMIT failed(path, read.error());
        });
}

void Comparing::show(const ComparedPlan &before, const QString &beforeName)
{
    const OpenDocument &now = m_document.current();
    m_last = new ComparisonWindow(m_service, before, beforeName, {now.flows, now.findings},
                                  tr("the window's %1").arg(now.topology.name), &m_window);
    m_last->setAttribute(Qt::WA_DeleteOnClose);
    m_last->setStyle(m_style);
    m_open.removeAll(nullptr);
    m_open << m_last;
    m_last->show();
    Q_EMIT opened();
}

} // namespace portolan
