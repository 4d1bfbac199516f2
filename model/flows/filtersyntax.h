// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/flows/filterfault.h"

#include <QList>
#include <QString>
#include <QStringView>

#include <vector>

namespace portolan {

/// One of the values of a term. Places and lengths here and below are those in the filter's text, with quotation marks.
struct FilterValue {
    QString text; ///< as meant: without quotation marks
    qsizetype at = 0;
    qsizetype length = 0;
    bool isOpen = false; ///< a quotation mark in it is never closed
};

/// `key:value,value` or `value,value`.
struct FilterTerm {
    QString key; ///< as typed, without its colon; empty: bare words
    qsizetype at = 0;
    qsizetype length = 0;
    QList<FilterValue> values; ///< never empty; one may be, after a colon or a comma
};

struct FilterToken {
    enum class Kind { Open, Close, And, Or, Not, Term };
    Kind kind = Kind::Term;
    qsizetype at = 0;
    qsizetype length = 0;
    FilterTerm term;
};

/// What the text is made of; there is no text that has no tokens.
QList<FilterToken> filterTokens(QStringView text);

struct FilterNode {
    enum class Kind { All, Any, Not, Term };
    Kind kind = Kind::All;
    qsizetype at = 0;
    qsizetype length = 0;
    FilterTerm term;
    std::vector<FilterNode> children; ///< one for Not, none for Term
    bool isInParentheses = false;
};

/// A filter as it is written. What is at fault is left out of the tree; keys and values are not looked at yet.
struct FilterSyntax {
    FilterNode root; ///< of the kind All
    QList<FilterFault> faults;
};

FilterSyntax readFilter(const QString &text);

/// The text of a value, in quotation marks where it needs them.
QString quotedFilterValue(const QString &value);

} // namespace portolan
