// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "app/window/dialogs.h"

#include "model/importers/importfiles.h"
#include "views/tables/displaytext.h"

#include <QApplication>
#include <QClipboard>
#include <QDialog>
#include <QDialogButtonBox>
#include <QFile>
#include <QFontDatabase>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTextBrowser>
#include <QVBoxLayout>

namespace portolan {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("portolan::Dialogs", text);
}

QDialog *makeDialog(QWidget *parent, const QString &name, const QString &title, const QString &headline,
                    QWidget *content, QSize size)
{
    auto *dialog = new QDialog(parent);
    dialog->setObjectName(name);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(title);
    auto *heading = new QLabel(headline, dialog);
    heading->setObjectName(QStringLiteral("overlayTitle"));
    heading->setTextFormat(Qt::PlainText);
    heading->setWordWrap(true);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, dialog);
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    auto *layout = new QVBoxLayout(dialog);
    layout->setContentsMargins(20, 20, 20, 16);
    layout->setSpacing(12);
    layout->addWidget(heading);
    layout->addWidget(content, 1);
    layout->addWidget(buttons);
    dialog->resize(size);
    return dialog;
}

void showPage(QWidget *parent, const QString &name, const QString &title, const QString &headline, QSize size)
{
    auto *browser = new QTextBrowser;
    browser->setOpenLinks(false);
    QFile file(QStringLiteral(":/portolan/help/%1.html").arg(name));
    if (file.open(QIODevice::ReadOnly))
        browser->setHtml(QString::fromUtf8(file.readAll()));
    browser->document()->setDocumentMargin(8);
    makeDialog(parent, name, title, headline, browser, size)->open();
}

/// With a button that copies all of it.
void showText(QWidget *parent, const QString &name, const QString &title, const QString &headline, QPlainTextEdit *text,
              QSize size)
{
    text->setReadOnly(true);
    text->setAccessibleName(headline);
    auto *dialog = makeDialog(parent, name, title, headline, text, size);
    auto *buttons = dialog->findChild<QDialogButtonBox *>();
    QPushButton *copy = buttons->addButton(tr("Copy all"), QDialogButtonBox::ActionRole);
    QObject::connect(copy, &QPushButton::clicked, text,
                     [text] { QApplication::clipboard()->setText(text->toPlainText()); });
    dialog->open();
}

} // namespace

void showErrors(QWidget *parent, const QString &title, const QString &headline, const Errors &errors)
{
    QStringList lines;
    for (const Error &error : errors)
        lines << displayText(error.text());
    auto *text = new QPlainTextEdit;
    text->setObjectName(QStringLiteral("errorText"));
    text->setPlainText(lines.join(u'\n'));
    showText(parent, QStringLiteral("errorDialog"), title, displayText(headline), text, {680, 320});
}

void showImportHelp(QWidget *parent)
{
    auto *text = new QPlainTextEdit;
    text->setObjectName(QStringLiteral("importHelpText"));
    text->setPlainText(importHelp());
    text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    showText(parent, QStringLiteral("importHelpDialog"), tr("How to export"), tr("Files that can be brought in"), text,
             {860, 620});
}

void showKeys(QWidget *parent)
{
    showPage(parent, QStringLiteral("keys"), tr("Keys"), tr("Keys and mouse"), {620, 620});
}

void showAbout(QWidget *parent)
{
    const QString headline =
        QStringLiteral("Portolan %1 · Qt %2").arg(QStringLiteral(PORTOLAN_VERSION), QString::fromLatin1(qVersion()));
    showPage(parent, QStringLiteral("about"), tr("About Portolan"), headline, {560, 460});
}

} // namespace portolan
