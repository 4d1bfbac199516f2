// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/inspector/sealedbrowser.h"

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

} // namespace portolan
