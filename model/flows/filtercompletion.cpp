// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "filtercompletion.h"

#include "model/flows/filtersyntax.h"
#include "model/flows/filtervalues.h"

#include <algorithm>
#include <optional>

namespace portolan {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMostItems = 50;

bool isSame(const QString &a, const QString &b)
{
    return a.compare(b, Qt::CaseInsensitive) == 0;
}

bool isAt(qsizetype cursor, qsizetype at, qsizetype length)
{
    return at <= cursor && cursor <= at + length;
}

FilterCompletions completeKey(const QString &text, qsizetype from, qsizetype cursor, qsizetype to)
{
    FilterCompletions completions{from, to, {}};
    const QStringView typed = QStringView(text).sliced(from, cursor - from);
    for (const FilterKey key : filterKeys()) {
        if (toString(key).startsWith(typed, Qt::CaseInsensitive))
            completions.items.append({toString(key) + u':', describe(key)});
    }
    return completions;
}

/// How well a value fits what was typed; nothing: not at all.
std::optional<int> distance(const NamedValue &value, const QString &typed)
{
    const auto isAny = [&](auto holds) { return std::any_of(value.names.begin(), value.names.end(), holds); };
    if (value.insert.startsWith(typed, Qt::CaseInsensitive))
        return 0;
    if (isAny([&](const QString &name) { return name.startsWith(typed, Qt::CaseInsensitive); }))
        return 1;
    if (isAny([&](const QString &name) { return name.contains(typed, Qt::CaseInsensitive); }))
        return 2;
    return std::nullopt;
}

FilterCompletions completeValue(const QString &text, qsizetype cursor, const FilterTerm &term, FilterKey key,
                                const FilterValue &value, const Catalog &catalog, const Topology &topology)
{
    // Behind the cursor an open quotation mark would swallow whatever stands there.
    FilterCompletions completions{value.at, value.isOpen ? cursor : value.at + value.length, {}};
    const QString typed =
        filterTokens(u"x:"_s + text.sliced(value.at, cursor - value.at)).first().term.values.first().text;
    const auto isThere = [&](const NamedValue &named) {
        return std::any_of(term.values.begin(), term.values.end(), [&](const FilterValue &other) {
            return other.at != value.at && isSame(other.text, named.insert);
        });
    };
    QList<std::pair<int, FilterCompletion>> found;
    for (const NamedValue &named : namedValues(key, catalog, topology)) {
        if (const auto away = distance(named, typed); away && !isThere(named))
            found.append({*away, {quotedFilterValue(named.insert), named.description}});
    }
    std::stable_sort(found.begin(), found.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
    for (const auto &[away, completion] : found.first(std::min(found.size(), kMostItems)))
        completions.items << completion;
    return completions;
}

/// A term of the text that holds on its own.
struct OwnTerm {
    const FilterNode *node = nullptr; ///< with its negation
    const FilterTerm *term = nullptr;
    bool isExcluded = false;
};

QList<OwnTerm> ownTerms(const FilterNode &root)
{
    QList<OwnTerm> terms;
    for (const FilterNode &node : root.children) {
        if (node.kind == FilterNode::Kind::All)
            terms << ownTerms(node);
        else if (node.kind == FilterNode::Kind::Term)
            terms.append({&node, &node.term, false});
        else if (node.kind == FilterNode::Kind::Not && node.children.front().kind == FilterNode::Kind::Term)
            terms.append({&node, &node.children.front().term, true});
    }
    return terms;
}

/// The text without a term and without the `and` that joins it to another.
QString withoutPart(const QString &text, qsizetype from, qsizetype to)
{
    for (const FilterToken &token : filterTokens(text)) {
        if (token.kind != FilterToken::Kind::And)
            continue;
        const qsizetype end = token.at + token.length;
        if (end <= from && text.sliced(end, from - end).trimmed().isEmpty()) {
            from = token.at;
            break;
        }
        if (token.at >= to && text.sliced(to, token.at - to).trimmed().isEmpty()) {
            to = end;
            break;
        }
    }
    const QString before = text.first(from).trimmed();
    const QString after = text.sliced(to).trimmed();
    return before.isEmpty() || after.isEmpty() ? before + after : before + u' ' + after;
}

/// The text without the value, which the term has.
QString withoutValue(const QString &text, const OwnTerm &own, qsizetype index)
{
    const QList<FilterValue> &values = own.term->values;
    if (values.size() == 1)
        return withoutPart(text, own.node->at, own.node->at + own.node->length);
    const bool isLast = index + 1 == values.size();
    const qsizetype from = isLast ? values[index - 1].at + values[index - 1].length : values[index].at;
    const qsizetype to = isLast ? values[index].at + values[index].length : values[index + 1].at;
    return text.first(from) + text.sliced(to);
}

} // namespace

FilterCompletions completeFilter(const QString &text, qsizetype cursor, const Catalog &catalog,
                                 const Topology &topology)
{
    cursor = std::clamp<qsizetype>(cursor, 0, text.size());
    for (const FilterToken &token : filterTokens(text)) {
        const bool isSign = token.kind != FilterToken::Kind::Term && token.length == 1;
        if (isSign || !isAt(cursor, token.at, token.length))
            continue;
        const FilterTerm &term = token.term;
        const qsizetype keyLength = term.key.isEmpty() ? 0 : term.key.size() + 1;
        if (token.kind != FilterToken::Kind::Term || cursor < term.at + keyLength)
            return completeKey(text, token.at, cursor, token.at + (keyLength > 0 ? keyLength : token.length));
        if (term.key.isEmpty())
            return completeKey(text, token.at, cursor, token.at + token.length);
        const auto value = std::find_if(term.values.begin(), term.values.end(),
                                        [cursor](const FilterValue &one) { return isAt(cursor, one.at, one.length); });
        const std::optional<FilterKey> key = filterKeyFrom(term.key);
        if (!key || value == term.values.end())
            return {cursor, cursor, {}};
        return completeValue(text, cursor, term, *key, *value, catalog, topology);
    }
    return completeKey(text, cursor, cursor, cursor);
}

QString withTerm(const QString &text, const QString &key, const QString &value, bool exclude)
{
    const QString trimmed = text.trimmed();
    const FilterSyntax syntax = readFilter(trimmed);
    const QString inserted = quotedFilterValue(value);
    QString rest = trimmed;
    if (syntax.faults.isEmpty()) {
        const QList<OwnTerm> terms = ownTerms(syntax.root);
        for (const OwnTerm &own : terms) {
            if (!isSame(own.term->key, key))
                continue;
            const QList<FilterValue> &values = own.term->values;
            const auto found = std::find_if(values.begin(), values.end(),
                                            [&](const FilterValue &one) { return isSame(one.text, value); });
            if (found == values.end())
                continue;
            rest = withoutValue(trimmed, own, found - values.begin());
            if (own.isExcluded == exclude)
                return rest;
            return withTerm(rest, key, value, exclude);
        }
        for (const OwnTerm &own : terms) {
            const qsizetype end = own.term->at + own.term->length;
            // Words that follow each other are looked for together; those of one list would be alternatives.
            if (!key.isEmpty() && isSame(own.term->key, key) && own.isExcluded == exclude)
                return trimmed.first(end) + u',' + inserted + trimmed.sliced(end);
        }
        if (syntax.root.children.size() == 1 && syntax.root.children.front().kind == FilterNode::Kind::Any
            && !syntax.root.children.front().isInParentheses)
            rest = u'(' + trimmed + u')';
    }
    const QString term = (exclude ? u"-"_s : QString()) + (key.isEmpty() ? QString() : key + u':') + inserted;
    return rest.isEmpty() ? term : rest + u' ' + term;
}

} // namespace portolan
