// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/inspector/sealedbrowser.h"

#include <QImage>

namespace portolan {

SealedBrowser::SealedBrowser(QWidget *parent) : QTextBrowser(parent)
{
    constexpr double kMargin = 12;
    setOpenLinks(false);
    setUndoRedoEnabled(false);
    setFrameShape(QFrame::NoFrame);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    document()->setDocumentMargin(kMargin);
}

QVariant SealedBrowser::loadResource(int type, const QUrl &)
{
    // For nothing at all the document would read files by itself, for an empty picture its image handler would.
    if (type != QTextDocument::ImageResource)
        return QByteArray();
    QImage nothing(1, 1, QImage::Format_ARGB32_Premultiplied);
    nothing.fill(Qt::transparent);
    return nothing;
}

} // namespace portolan
