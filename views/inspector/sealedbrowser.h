// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QTextBrowser>

namespace portolan {

/// Rich text to read and copy; loads nothing, whatever the text names.
class SealedBrowser : public QTextBrowser
{
public:
    explicit SealedBrowser(QWidget *parent = nullptr);
    QVariant loadResource(int type, const QUrl &) override;
};

} // namespace portolan
