// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QStringList>
#include <QStringView>

namespace portolan {

/// Text from a file for use inside a sentence: in quotation marks, at most 60 characters, with every character that
/// could break a line, hide or turn text around written as \uXXXX.
QString quoted(QStringView text);

/// [a-z0-9][a-z0-9._-]*, at most 256 characters: what every id of our formats has to match.
bool isId(QStringView text);

enum class Lines { One, Many };
/// Position of the first character that text for people may not hold: control characters, characters that turn the
/// direction of text around, halves of a character and, unless `lines` is Many, line breaks and tabs. -1: none.
qsizetype findForbidden(QStringView text, Lines lines);

enum class Empty { Allowed, Refused };
/// What is wrong with text for people or with an id, and what would be right, in a sentence; empty: nothing.
QString textFault(const QString &text, Empty empty, Lines lines, qsizetype longest);
QString idFault(QStringView id);

/// Places in a JSON text: memberPlace(u"servers[3]", u"roles") is "servers[3].roles"; keys that are no plain words
/// stand in brackets, quoted.
QString memberPlace(const QString &parent, QStringView key);
QString itemPlace(const QString &parent, qsizetype index);

/// " Did you mean “a” or “b”?" with up to three of the known ids that look like `id`, or an empty text.
QString didYouMean(QStringView id, const QStringList &known);

} // namespace portolan
