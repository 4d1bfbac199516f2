// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "app/window/importdialog.h"

#include "app/window/importsession.h"
#include "app/window/segmentedchoice.h"
#include "views/imports/decisiondelegate.h"
#include "views/imports/decisionmodel.h"
#include "views/imports/importitemmodel.h"
#include "views/imports/importtexts.h"
#include "views/imports/mappingform.h"
#include "views/imports/remarkmodel.h"
#include "views/tables/displaytext.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTreeView>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace portolan {

namespace {

constexpr QSize kSize(1080, 720);
constexpr int kFilesShown = 4; ///< rows, before one has to scroll
constexpr int kMappingWidth = 320;
constexpr int kDetailLines = 3;

/// Values of the filter; the others are ImportStatus.
constexpr int kAll = 100;
constexpr int kToDecide = 101;
constexpr int kRemarks = 102;

constexpr ImportStatus kStatuses[] = {ImportStatus::New, ImportStatus::Changed, ImportStatus::Unchanged,
                                      ImportStatus::Unreadable, ImportStatus::Missing};

enum FileColumn { FileName, FileKind, FileRows, FileColumns };

} // namespace

ImportDialog::ImportDialog(ImportSession *session, QWidget *parent)
    : QDialog(parent), m_session(session), m_items(new ImportItemModel(this)), m_decisions(new DecisionModel(this)),
      m_remarks(new RemarkModel(this))
{
    m_session->setParent(this);
    setObjectName(QStringLiteral("importDialog"));
    setWindowTitle(tr("Import"));
    buildFiles();
    buildFilter();
    buildLists();
    buildMapping();
    buildButtons();
    layOut();
    connectSession();
    resize(parent ? kSize.boundedTo(parent->size() * 0.95) : kSize);
    showMessage();
    showButtons();
}

void ImportDialog::buildFiles()
{
    m_files = new QTreeWidget(this);
    m_files->setObjectName(QStringLiteral("importFiles"));
    m_files->setAccessibleName(tr("Files"));
    m_files->setHeaderLabels({tr("File"), tr("Recognised as"), tr("Rows"), tr("Columns")});
    m_files->setRootIsDecorated(false);
    m_files->header()->setStretchLastSection(false);
    m_files->header()->setSectionResizeMode(FileName, QHeaderView::Stretch);
    m_files->header()->setSectionResizeMode(FileKind, QHeaderView::Stretch);
    m_files->header()->setSectionResizeMode(FileRows, QHeaderView::ResizeToContents);
    m_files->header()->setSectionResizeMode(FileColumns, QHeaderView::ResizeToContents);
    connect(m_files, &QTreeWidget::currentItemChanged, this, &ImportDialog::showMapping);
    m_message = new QLabel(this);
    m_message->setObjectName(QStringLiteral("importMessage"));
    m_message->setTextFormat(Qt::PlainText);
    m_message->setWordWrap(true);
    m_message->setTextInteractionFlags(Qt::TextSelectableByMouse);
}

void ImportDialog::buildFilter()
{
    m_filter = new SegmentedChoice(tr("Show"), this);
    m_filter->addChoice(kAll, tr("All"), tr("All that the files say"));
    for (const ImportStatus status : kStatuses)
        m_filter->addChoice(int(status), statusWord(status), QString());
    m_filter->addChoice(kToDecide, tr("To decide"), tr("What only you can say"));
    m_filter->addChoice(kRemarks, tr("Remarks"), tr("What was lost of a row, and what is worth knowing"));
    m_filter->setValue(kAll);
    connect(m_filter, &SegmentedChoice::picked, this, &ImportDialog::onFilterPicked);
    const auto button = [this](const QString &name, const QString &text, bool on) {
        auto *made = new QPushButton(text, this);
        made->setObjectName(name);
        made->setAutoDefault(false);
        connect(made, &QPushButton::clicked, this, [this, on] { tickAll(on); });
        return made;
    };
    m_tickAll = button(QStringLiteral("tickAll"), tr("&Tick all"), true);
    m_tickNone = button(QStringLiteral("tickNone"), tr("&Untick all"), false);
}

QTreeView *ImportDialog::makeList(const QString &name, const QString &title)
{
    auto *list = new QTreeView(this);
    list->setObjectName(name);
    list->setAccessibleName(title);
    list->setUniformRowHeights(true);
    list->setAllColumnsShowFocus(true);
    list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    list->header()->setStretchLastSection(false);
    list->installEventFilter(this);
    m_lists->addWidget(list);
    return list;
}

void ImportDialog::buildLists()
{
    m_lists = new QStackedWidget(this);
    m_itemList = makeList(QStringLiteral("importItems"), tr("What would be brought in"));
    m_itemList->setModel(m_items);
    m_itemList->header()->setSectionResizeMode(ImportItemModel::OutcomeColumn, QHeaderView::Stretch);
    m_itemList->header()->resizeSection(ImportItemModel::NameColumn, 230);
    m_itemList->header()->resizeSection(ImportItemModel::KindColumn, 90);
    m_itemList->header()->resizeSection(ImportItemModel::PlaceColumn, 200);

    m_decisionList = makeList(QStringLiteral("importDecisions"), tr("What only you can say"));
    m_decisionList->setRootIsDecorated(false);
    m_decisionList->setModel(m_decisions);
    m_decisionList->setItemDelegate(new DecisionDelegate(m_decisionList));
    m_decisionList->header()->setSectionResizeMode(DecisionModel::QuestionColumn, QHeaderView::Stretch);
    m_decisionList->header()->resizeSection(DecisionModel::AnswerColumn, 190);
    m_decisionList->header()->resizeSection(DecisionModel::PlaceColumn, 180);
    connect(m_decisionList, &QTreeView::clicked, this, [this](const QModelIndex &index) {
        if (index.flags().testFlag(Qt::ItemIsEditable))
            m_decisionList->edit(index);
    });

    m_remarkList = makeList(QStringLiteral("importRemarks"), tr("Remarks"));
    m_remarkList->setRootIsDecorated(false);
    m_remarkList->setModel(m_remarks);
    m_remarkList->header()->setSectionResizeMode(RemarkModel::TextColumn, QHeaderView::Stretch);
    m_remarkList->header()->resizeSection(RemarkModel::PlaceColumn, 200);

    m_detail = new QLabel(this);
    m_detail->setObjectName(QStringLiteral("propertyLabel"));
    m_detail->setTextFormat(Qt::PlainText);
    m_detail->setWordWrap(true);
    m_detail->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_detail->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_detail->setFixedHeight(kDetailLines * m_detail->fontMetrics().lineSpacing());
    for (const QTreeView *list : {m_itemList, m_decisionList, m_remarkList})
        connect(list->selectionModel(), &QItemSelectionModel::currentChanged, this, &ImportDialog::showDetail);
}

void ImportDialog::buildMapping()
{
    m_mapping = new MappingForm(this);
    m_mappingArea = new QScrollArea(this);
    m_mappingArea->setObjectName(QStringLiteral("properties"));
    m_mapping->setObjectName(QStringLiteral("propertiesContent"));
    m_mappingArea->setWidget(m_mapping);
    m_mappingArea->setWidgetResizable(true);
    m_mappingArea->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_mappingArea->setFixedWidth(kMappingWidth);
    m_mappingArea->hide();
    connect(m_mapping, &MappingForm::mappingChanged, this, [this](const ColumnMapping &mapping) {
        m_session->setMapping(m_mappedFile, mapping);
        Q_EMIT mapped(m_session->plan()->files[m_mappedFile].columns, mapping);
        showButtons();
    });
}

void ImportDialog::buildButtons()
{
    const auto button = [this](const QString &name, const QString &text) {
        auto *made = new QPushButton(text, this);
        made->setObjectName(name);
        // Enter in a field of the list must not take everything over.
        made->setAutoDefault(false);
        return made;
    };
    m_help = button(QStringLiteral("importHelp"), tr("&How to export …"));
    m_import = button(QStringLiteral("importAccept"), tr("&Import"));
    m_cancel = button(QStringLiteral("importCancel"), tr("Cancel"));
    connect(m_help, &QPushButton::clicked, this, &ImportDialog::helpRequested);
    connect(m_import, &QPushButton::clicked, this, &ImportDialog::accept);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
}

void ImportDialog::layOut()
{
    auto *filterRow = new QHBoxLayout;
    filterRow->addWidget(m_filter);
    filterRow->addStretch(1);
    filterRow->addWidget(m_tickAll);
    filterRow->addWidget(m_tickNone);
    auto *middle = new QVBoxLayout;
    middle->addLayout(filterRow);
    middle->addWidget(m_lists, 1);
    middle->addWidget(m_detail);
    auto *sides = new QHBoxLayout;
    sides->setSpacing(12);
    sides->addLayout(middle, 1);
    sides->addWidget(m_mappingArea);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_help);
    buttons->addStretch(1);
    buttons->addWidget(m_import);
    buttons->addWidget(m_cancel);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 16, 20, 16);
    layout->setSpacing(10);
    layout->addWidget(m_files);
    layout->addWidget(m_message);
    layout->addLayout(sides, 1);
    layout->addLayout(buttons);
}

void ImportDialog::connectSession()
{
    connect(m_session, &ImportSession::planned, this, &ImportDialog::onPlanned);
    connect(m_session, &ImportSession::finished, this, [this](const TopologyEdit &edit) {
        Q_EMIT agreed(edit);
        QDialog::accept();
    });
    connect(m_items, &ImportItemModel::ticked, m_session, &ImportSession::setTicked);
    connect(m_items, &ImportItemModel::ticked, this, &ImportDialog::showButtons);
    connect(m_decisions, &DecisionModel::answered, m_session, &ImportSession::setAnswered);
    connect(m_decisions, &DecisionModel::siteAnswered, m_session, &ImportSession::setSite);
    connect(m_decisions, &DecisionModel::wordAnswered, m_session, &ImportSession::setRoleOf);
    connect(m_decisions, &DecisionModel::wordAsked, m_session,
            [this](const QString &word) { m_session->setRoleOf(word, std::nullopt); });
}

void ImportDialog::onPlanned()
{
    QStringList sites;
    for (const Site &site : m_session->topology().sites)
        sites << site.name;
    m_items->setPlan(m_session->plan());
    m_decisions->setPlan(m_session->plan(), sites);
    m_remarks->setPlan(m_session->plan());
    const bool isFirst = !std::exchange(m_isShownOnce, true);
    showFiles();
    showMessage();
    showCounts();
    showButtons();
    showMapping();
    showDetail();
    if (isFirst)
        m_itemList->setFocus();
}

void ImportDialog::showFiles()
{
    const QList<ImportedFile> &files = m_session->plan()->files;
    while (m_files->topLevelItemCount() < files.size())
        new QTreeWidgetItem(m_files);
    const QLocale locale;
    for (int i = 0; i < files.size(); ++i) {
        const ImportedFile &file = files[i];
        QTreeWidgetItem *line = m_files->topLevelItem(i);
        line->setText(FileName, displayText(file.name));
        line->setToolTip(FileName, toolTipText(file.name));
        line->setText(FileKind, file.kindText.isEmpty() ? tr("! not recognised") : displayText(file.kindText));
        line->setText(FileRows, locale.toString(file.rows));
        line->setTextAlignment(FileRows, Qt::AlignRight | Qt::AlignVCenter);
        line->setText(FileColumns, ImportSession::isMappable(file) ? tr("yours to say") : QString());
    }
    if (!m_files->currentItem()) {
        const auto mappable = std::find_if(files.begin(), files.end(), &ImportSession::isMappable);
        m_files->setCurrentItem(m_files->topLevelItem(mappable == files.end() ? 0 : int(mappable - files.begin())));
    }
    const int rows = std::clamp(int(files.size()), 1, kFilesShown);
    const int rowHeight = std::max(m_files->sizeHintForRow(0), m_files->fontMetrics().height());
    m_files->setFixedHeight(m_files->header()->sizeHint().height() + rows * rowHeight + 2 * m_files->frameWidth() + 2);
}

void ImportDialog::showMessage()
{
    const ImportPlan &plan = *m_session->plan();
    QString text;
    if (!m_isShownOnce) {
        text = tr("Reading …");
    } else if (plan.items.size() == plan.count(ImportStatus::Unreadable)) {
        const bool isMappable = std::any_of(plan.files.begin(), plan.files.end(), &ImportSession::isMappable);
        text = isMappable
            ? tr("Nothing could be read yet: say at the right which columns of the table hold what.")
            : tr("Nothing in these files could be read; the list says why. “How to export” has the commands that "
                 "write files that can be.");
    } else if (const qsizetype open = plan.openDecisions(); open > 0) {
        text = open == 1 ? tr("One thing is left to decide, under “To decide”.")
                         : tr("%1 things are left to decide, under “To decide”.").arg(QLocale().toString(open));
    }
    m_message->setText(text);
    m_message->setVisible(!text.isEmpty());
}

void ImportDialog::showCounts()
{
    const ImportPlan &plan = *m_session->plan();
    const QLocale locale;
    m_filter->setText(kAll, tr("All %1").arg(locale.toString(plan.items.size())));
    for (const ImportStatus status : kStatuses)
        m_filter->setText(int(status),
                          QStringLiteral("%1 %2").arg(statusWord(status), locale.toString(plan.count(status))));
    m_filter->setText(kToDecide, tr("To decide %1").arg(locale.toString(plan.openDecisions())));
    m_filter->setText(kRemarks, tr("Remarks %1").arg(locale.toString(m_remarks->rowCount())));
}

void ImportDialog::showButtons()
{
    const qsizetype count = m_items->tickedCount();
    m_import->setText(count == 1 ? tr("&Import 1 change") : tr("&Import %1 changes").arg(QLocale().toString(count)));
    m_import->setEnabled(count > 0);
    const bool hasTicks =
        m_filter->value() == kToDecide ? m_decisions->hasTicks() : m_filter->value() != kRemarks && m_items->hasTicks();
    m_tickAll->setEnabled(hasTicks);
    m_tickNone->setEnabled(hasTicks);
}

void ImportDialog::showMapping()
{
    m_mappedFile = m_files->currentItem() ? m_files->indexOfTopLevelItem(m_files->currentItem()) : -1;
    const QList<ImportedFile> &files = m_session->plan()->files;
    const bool isMappable =
        m_mappedFile >= 0 && m_mappedFile < files.size() && ImportSession::isMappable(files[m_mappedFile]);
    if (isMappable)
        m_mapping->setFile(files[m_mappedFile]);
    m_mappingArea->setVisible(isMappable);
}

void ImportDialog::showDetail()
{
    const auto *list = static_cast<const QTreeView *>(m_lists->currentWidget());
    static_assert(int(ImportItemModel::FullTextRole) == int(DecisionModel::FullTextRole)
                  && int(ImportItemModel::FullTextRole) == int(RemarkModel::FullTextRole));
    const QString text = list->currentIndex().data(ImportItemModel::FullTextRole).toString();
    m_detail->setText(text);
    m_detail->setToolTip(toolTipText(text));
}

void ImportDialog::onFilterPicked(int value)
{
    m_lists->setCurrentWidget(value == kToDecide ? m_decisionList : value == kRemarks ? m_remarkList : m_itemList);
    if (value == kAll)
        m_items->setFilter(std::nullopt);
    else if (m_lists->currentWidget() == m_itemList)
        m_items->setFilter(static_cast<ImportStatus>(value));
    showButtons();
    showDetail();
}

void ImportDialog::tickAll(bool on)
{
    if (m_filter->value() == kToDecide)
        m_decisions->setAllTicked(on);
    else
        m_items->setAllTicked(on);
}

/// All that is selected becomes what the line with the keyboard is not.
void ImportDialog::toggle(const QTreeView &list)
{
    const QModelIndex current = list.currentIndex();
    const QModelIndex line = current.parent().isValid() ? current.parent() : current.siblingAtColumn(0);
    const bool on = line.data(Qt::CheckStateRole).toInt() != Qt::Checked;
    if (&list == m_decisionList)
        m_decisions->setTicked(list.selectionModel()->selectedRows(), on);
    else
        m_items->setTicked(list.selectionModel()->selectedRows(), on);
}

bool ImportDialog::eventFilter(QObject *watched, QEvent *event)
{
    auto *list = static_cast<QTreeView *>(watched);
    // What is typed into an editor and of no use there comes by here too.
    if (event->type() != QEvent::KeyPress || !list->hasFocus())
        return QDialog::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    const bool isEnter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
    const QModelIndex answer = list->currentIndex().siblingAtColumn(DecisionModel::AnswerColumn);
    if (list == m_decisionList && (isEnter || key->key() == Qt::Key_Space || key->key() == Qt::Key_F2)
        && answer.flags().testFlag(Qt::ItemIsEditable)) {
        list->edit(answer);
        return true;
    }
    if (list == m_remarkList || key->key() != Qt::Key_Space || !list->currentIndex().isValid())
        return QDialog::eventFilter(watched, event);
    toggle(*list);
    return true;
}

void ImportDialog::accept()
{
    if (!m_import->isEnabled())
        return;
    // What was ticked last may still be under way.
    setEnabled(false);
    m_session->finish();
}

} // namespace portolan
