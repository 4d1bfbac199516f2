// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "filtersyntax.h"

#include "model/json/plaintext.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace portolan {

using namespace Qt::StringLiterals;

namespace {

using Kind = FilterToken::Kind;

struct FilterReading {
    Q_DECLARE_TR_FUNCTIONS(portolan::FilterReading)
};

constexpr qsizetype kLongestFilter = 4000;
constexpr int kDeepest = 50;
constexpr qsizetype kMostValues = 500;

constexpr std::array kOperators{
    std::pair(QStringView(u"and"), Kind::And),
    std::pair(QStringView(u"or"), Kind::Or),
    std::pair(QStringView(u"not"), Kind::Not),
};

std::optional<Kind> operatorFrom(QStringView word)
{
    for (const auto &[known, kind] : kOperators) {
        if (word.compare(known, Qt::CaseInsensitive) == 0)
            return kind;
    }
    return std::nullopt;
}

std::optional<Kind> signFrom(QChar c)
{
    switch (c.unicode()) {
    case u'(':
        return Kind::Open;
    case u')':
        return Kind::Close;
    case u'|':
        return Kind::Or;
    case u'-':
        return Kind::Not;
    default:
        return std::nullopt;
    }
}

bool endsTerm(QChar c)
{
    return c.isSpace() || c == u'(' || c == u')' || c == u'|';
}

/// Length of the letters and the colon that a term starts with, 0: no key. Ports, addresses and times of day have no
/// letters before their first colon.
qsizetype keyLength(QStringView text)
{
    const auto isLetter = [](QChar c) { return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z'); };
    const auto end = std::find_if_not(text.begin(), text.end(), isLetter);
    return end != text.begin() && end != text.end() && *end == u':' ? end - text.begin() + 1 : 0;
}

FilterValue readValue(QStringView text, qsizetype at)
{
    FilterValue value;
    value.at = at;
    qsizetype i = at;
    while (i < text.size() && !endsTerm(text[i]) && text[i] != u',') {
        if (text[i] != u'"') {
            value.text += text[i++];
            continue;
        }
        value.isOpen = true;
        for (++i; i < text.size() && value.isOpen; ++i) {
            if (text[i] != u'"') {
                value.text += text[i];
            } else if (i + 1 < text.size() && text[i + 1] == u'"') {
                value.text += text[i++];
            } else {
                value.isOpen = false;
            }
        }
    }
    value.length = i - at;
    return value;
}

FilterTerm readTerm(QStringView text, qsizetype at)
{
    FilterTerm term;
    term.at = at;
    const qsizetype key = keyLength(text.sliced(at));
    term.key = text.sliced(at, std::max<qsizetype>(0, key - 1)).toString();
    qsizetype i = at + key;
    for (;;) {
        term.values << readValue(text, i);
        i += term.values.last().length;
        if (i >= text.size() || text[i] != u',')
            break;
        ++i;
    }
    term.length = i - at;
    return term;
}

class FilterParser
{
public:
    explicit FilterParser(QStringView text) : m_text(text), m_tokens(filterTokens(text)) { }

    FilterSyntax parse()
    {
        reportOpenQuotes();
        FilterSyntax syntax;
        while (m_next < m_tokens.size()) {
            add(syntax.root, parseAny(0));
            if (m_next < m_tokens.size())
                fault(m_tokens[m_next++], FilterReading::tr("Nothing opens this parenthesis."));
        }
        if (m_isTooDeep)
            m_faults = {{m_deepest.at, m_deepest.length,
                         FilterReading::tr("Parentheses and negations can be %1 deep at most.").arg(kDeepest)}};
        syntax.root.length = m_text.size();
        syntax.faults = m_faults;
        return syntax;
    }

private:
    bool isNext(Kind kind) const { return m_next < m_tokens.size() && m_tokens[m_next].kind == kind; }
    bool isOperandNext() const { return isNext(Kind::Not) || isNext(Kind::Open) || isNext(Kind::Term); }

    void fault(const FilterToken &token, const QString &message) { m_faults.append({token.at, token.length, message}); }

    QString word(const FilterToken &token) const { return quoted(m_text.sliced(token.at, token.length)); }

    void reportOpenQuotes()
    {
        for (const FilterToken &token : m_tokens) {
            for (const FilterValue &value : token.term.values) {
                if (value.isOpen)
                    m_faults.append({value.at, value.length, FilterReading::tr("A quotation mark is never closed.")});
            }
        }
    }

    static void add(FilterNode &parent, std::optional<FilterNode> child)
    {
        if (child)
            parent.children.push_back(std::move(*child));
    }

    /// The node itself, or its only child in its place.
    static std::optional<FilterNode> simplified(FilterNode node)
    {
        if (node.children.empty())
            return std::nullopt;
        if (node.children.size() == 1)
            return std::move(node.children.front());
        node.at = node.children.front().at;
        node.length = node.children.back().at + node.children.back().length - node.at;
        return node;
    }

    std::optional<FilterNode> parseAny(int depth)
    {
        FilterNode any;
        any.kind = FilterNode::Kind::Any;
        add(any, parseAll(depth));
        bool isOperandMissing = m_isEmpty;
        while (isNext(Kind::Or)) {
            const FilterToken &token = m_tokens[m_next++];
            if (isOperandMissing)
                fault(token, FilterReading::tr("There is nothing before this %1.").arg(word(token)));
            add(any, parseAll(depth));
            const bool isReported = std::exchange(isOperandMissing, m_isEmpty);
            if (isOperandMissing && !isReported && !isNext(Kind::Or))
                fault(token, FilterReading::tr("There is nothing after this %1.").arg(word(token)));
        }
        return simplified(std::move(any));
    }

    std::optional<FilterNode> parseAll(int depth)
    {
        FilterNode all;
        bool isEmpty = true;
        for (;;) {
            if (isNext(Kind::And)) {
                const FilterToken &token = m_tokens[m_next++];
                if (isEmpty)
                    fault(token, FilterReading::tr("There is nothing before this %1.").arg(word(token)));
                else if (!isOperandNext())
                    fault(token, FilterReading::tr("There is nothing after this %1.").arg(word(token)));
            } else if (isOperandNext()) {
                add(all, parseOperand(depth));
            } else {
                break;
            }
            isEmpty = false;
        }
        m_isEmpty = isEmpty;
        return simplified(std::move(all));
    }

    std::optional<FilterNode> parseOperand(int depth)
    {
        const FilterToken &token = m_tokens[m_next++];
        if (token.kind != Kind::Term && depth >= kDeepest) {
            if (!std::exchange(m_isTooDeep, true))
                m_deepest = token;
            m_next = m_tokens.size();
            return std::nullopt;
        }
        switch (token.kind) {
        case Kind::Open:
            return parseParentheses(token, depth);
        case Kind::Not:
            return parseNegation(token, depth);
        default:
            return FilterNode{FilterNode::Kind::Term, token.at, token.length, token.term, {}, false};
        }
    }

    std::optional<FilterNode> parseParentheses(const FilterToken &open, int depth)
    {
        std::optional<FilterNode> inside;
        if (isNext(Kind::Close))
            m_faults.append({open.at, m_tokens[m_next].at + 1 - open.at,
                             FilterReading::tr("There is nothing between these parentheses.")});
        else
            inside = parseAny(depth + 1);
        qsizetype end = m_text.size();
        if (isNext(Kind::Close))
            end = m_tokens[m_next++].at + 1;
        else
            fault(open, FilterReading::tr("This parenthesis is never closed."));
        if (inside) {
            inside->at = open.at;
            inside->length = end - open.at;
            inside->isInParentheses = true;
        }
        return inside;
    }

    std::optional<FilterNode> parseNegation(const FilterToken &token, int depth)
    {
        if (!isOperandNext()) {
            fault(token, FilterReading::tr("There is nothing after this %1.").arg(word(token)));
            return std::nullopt;
        }
        std::optional<FilterNode> operand = parseOperand(depth + 1);
        if (!operand)
            return std::nullopt;
        FilterNode negation;
        negation.kind = FilterNode::Kind::Not;
        negation.at = token.at;
        negation.length = operand->at + operand->length - token.at;
        negation.children.push_back(std::move(*operand));
        return negation;
    }

    QStringView m_text;
    QList<FilterToken> m_tokens;
    qsizetype m_next = 0;
    QList<FilterFault> m_faults;
    FilterToken m_deepest;
    bool m_isTooDeep = false;
    bool m_isEmpty = true; ///< the last parseAll() met nothing, not even something at fault
};

} // namespace

QList<FilterToken> filterTokens(QStringView text)
{
    QList<FilterToken> tokens;
    for (qsizetype i = 0; i < text.size();) {
        if (text[i].isSpace()) {
            ++i;
            continue;
        }
        FilterToken token;
        token.at = i;
        if (const auto sign = signFrom(text[i])) {
            token.kind = *sign;
            token.length = 1;
        } else {
            FilterTerm term = readTerm(text, i);
            token.length = term.length;
            if (const auto word = operatorFrom(text.sliced(i, term.length)))
                token.kind = *word;
            else
                token.term = std::move(term);
        }
        i += token.length;
        tokens << token;
    }
    return tokens;
}

FilterSyntax readFilter(const QString &text)
{
    if (text.size() > kLongestFilter) {
        const QString message = FilterReading::tr("A filter can have %1 characters at most; this one has %2.")
                                    .arg(kLongestFilter)
                                    .arg(text.size());
        return {{}, {{kLongestFilter, text.size() - kLongestFilter, message}}};
    }
    qsizetype values = 0;
    for (const FilterToken &token : filterTokens(text)) {
        values += token.term.values.size();
        if (values > kMostValues)
            return {{},
                    {{token.at, token.length,
                      FilterReading::tr("A filter can have %1 words and values at most.").arg(kMostValues)}}};
    }
    return FilterParser(text).parse();
}

QString quotedFilterValue(const QString &value)
{
    const auto isSpecial = [](QChar c) { return endsTerm(c) || c == u',' || c == u'"' || c == u':'; };
    if (!value.isEmpty() && !value.startsWith(u'-') && !operatorFrom(value)
        && std::none_of(value.begin(), value.end(), isSpecial))
        return value;
    return u'"' + QString(value).replace(u'"', u"\"\""_s) + u'"';
}

} // namespace portolan
