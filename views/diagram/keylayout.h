// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "views/diagram/checkmark.h"
#include "views/diagram/diagram.h"

#include <QList>
#include <QPointF>

namespace portolan {

/// The key with places: scene points from its top left.
struct KeyLayout {
    struct Sample {
        enum class Kind { Line, TwoHeads, Bundle, Frame, Badge, Check };
        Kind kind = Kind::Line;
        QPointF at; ///< left end, on the text's base line
        Encryption encryption = Encryption::Encrypted;
        QString badge;
        CheckState check = CheckState::NotChecked;
        bool isStale = false;
    };
    struct Text {
        QPointF at; ///< start of the base line
        QString text;
        double size = 10.5;
        bool bold = false;
        bool quiet = false;
    };
    QList<Sample> samples;
    QList<Text> texts;
    QSizeF size;
};

/// Wraps the key to `width` scene points (at least 480 are used). `signs`: of checks that are drawn; a chart that keeps
/// room for checks has room for all of them in its key.
KeyLayout layOutKey(const DiagramKey &key, double width, const CheckSigns &signs = allCheckSigns());

} // namespace portolan
