// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/error.h"

#include <QByteArray>

namespace portolan {

/// How far a JSON parser came before it met something wrong.
struct JsonProgress {
    enum class Last { Nothing, OpenedObject, OpenedArray, Key, Value };
    enum class Inside { Root, Object, Array };

    Last last = Last::Nothing; ///< what was understood last
    Inside inside = Inside::Root; ///< the innermost container that is open
    qsizetype offset = 0; ///< of the first byte after it
};

/// Offset of the token that comes next, a comma or colon in front of it skipped where one may stand there.
qsizetype nextToken(const QByteArray &text, const JsonProgress &progress);

/// Sets line and column (in characters), both from 1, for a byte of UTF-8 text.
void locate(Error &error, const QByteArray &text, qsizetype offset);

/// Says in plain words what is wrong with `text`, and where. `failed` is the byte at which the parser gave up.
Error explainSyntax(const QByteArray &text, const JsonProgress &progress, qsizetype failed);

/// Offset of the first byte that is 0 or not UTF-8, -1: none.
qsizetype findBadByte(const QByteArray &text);

} // namespace portolan
