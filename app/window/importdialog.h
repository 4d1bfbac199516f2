// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/editing/topologyedit.h"
#include "model/importers/columnmapping.h"

#include <QDialog>

class QLabel;
class QPushButton;
class QScrollArea;
class QStackedWidget;
class QTreeView;
class QTreeWidget;

namespace portolan {

class DecisionModel;
class ImportItemModel;
class ImportSession;
class MappingForm;
class RemarkModel;
class SegmentedChoice;

/// Shows what bringing some files in would do, lets people choose, and says what they agreed to.
class ImportDialog : public QDialog
{
    Q_OBJECT
public:
    /// Takes over the session.
    ImportDialog(ImportSession *session, QWidget *parent);

    ImportSession &session() const { return *m_session; }

Q_SIGNALS:
    void agreed(const portolan::TopologyEdit &edit);
    void mapped(const QStringList &columns, const portolan::ColumnMapping &mapping); ///< by the user
    void helpRequested();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildFiles();
    void buildFilter();
    void buildLists();
    void buildMapping();
    void buildButtons();
    void layOut();
    void connectSession();
    QTreeView *makeList(const QString &name, const QString &title);

    void onPlanned();
    void showFiles();
    void showMessage();
    void showCounts();
    void showButtons();
    void showMapping();
    void showDetail();
    void onFilterPicked(int value);
    void tickAll(bool on);
    void toggle(const QTreeView &list);
    void accept() override;

    ImportSession *m_session;
    QTreeWidget *m_files = nullptr;
    QLabel *m_message = nullptr;
    SegmentedChoice *m_filter = nullptr;
    QPushButton *m_tickAll = nullptr;
    QPushButton *m_tickNone = nullptr;
    QStackedWidget *m_lists = nullptr;
    ImportItemModel *m_items;
    QTreeView *m_itemList = nullptr;
    DecisionModel *m_decisions;
    QTreeView *m_decisionList = nullptr;
    RemarkModel *m_remarks;
    QTreeView *m_remarkList = nullptr;
    QLabel *m_detail = nullptr;
    QScrollArea *m_mappingArea = nullptr;
    MappingForm *m_mapping = nullptr;
    int m_mappedFile = -1; ///< that the form is about
    QPushButton *m_help = nullptr;
    QPushButton *m_import = nullptr;
    QPushButton *m_cancel = nullptr;
    bool m_isShownOnce = false; ///< a plan
};

} // namespace portolan
