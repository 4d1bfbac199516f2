// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "flowfilter.h"

#include "model/flows/filtersyntax.h"
#include "model/flows/filtervalues.h"
#include "model/json/plaintext.h"

#include <QCoreApplication>

#include <algorithm>

namespace portolan {

using namespace Qt::StringLiterals;

namespace {

struct FilterCheck {
    Q_DECLARE_TR_FUNCTIONS(portolan::FilterCheck)
};

/// What a message calls a value of the key that nothing is called.
QString nothingIsCalled(FilterKey key, const QString &value)
{
    switch (key) {
    case FilterKey::Site:
        return FilterCheck::tr("No site is called %1.").arg(value);
    case FilterKey::Server:
        return FilterCheck::tr("No server is called %1.").arg(value);
    case FilterKey::Role:
        return FilterCheck::tr("No role is called %1.").arg(value);
    case FilterKey::Group:
        return FilterCheck::tr("No group is called %1.").arg(value);
    case FilterKey::From:
    case FilterKey::To:
        return FilterCheck::tr("No server, site, role or group is called %1.").arg(value);
    case FilterKey::Path:
        return FilterCheck::tr("No data path has the code %1.").arg(value);
    case FilterKey::Table:
        return FilterCheck::tr("No table of the port reference is called %1.").arg(value);
    case FilterKey::Port:
        return FilterCheck::tr("%1 is no port from 1 to 65535, no range such as 5000-6000 and not the word dynamic.")
            .arg(value);
    case FilterKey::Protocol:
        return FilterCheck::tr("No protocol of the port reference is called %1.").arg(value);
    case FilterKey::Auth:
    case FilterKey::DefaultAuth:
        return FilterCheck::tr("No authentication of the port reference is called %1.").arg(value);
    default:
        return FilterCheck::tr("%1 cannot be %2.", "key, value").arg(toString(key), value);
    }
}

class Checker
{
public:
    Checker(const Catalog &catalog, const Topology &topology, QList<FilterFault> &faults)
        : m_catalog(catalog), m_topology(topology), m_faults(faults)
    {
    }

    void check(const FilterNode &node)
    {
        if (node.kind == FilterNode::Kind::Term)
            check(node.term);
        for (const FilterNode &child : node.children)
            check(child);
    }

private:
    void check(const FilterTerm &term)
    {
        const std::optional<FilterKey> key =
            term.key.isEmpty() ? std::optional(FilterKey::Word) : filterKeyFrom(term.key);
        if (!key) {
            m_faults.append({term.at, term.key.size() + 1, unknownKey(term.key)});
            return;
        }
        for (const FilterValue &value : term.values) {
            if (value.isOpen)
                continue; // reported already, and who knows where it was meant to end
            if (value.text.isEmpty())
                m_faults.append({value.at, value.length, missingValue(term)});
            else if (!isKnown(*key, value.text))
                m_faults.append(
                    {value.at, value.length, nothingIsCalled(*key, quoted(value.text)) + suggestion(*key, value.text)});
        }
    }

    static QString unknownKey(const QString &text)
    {
        QStringList keys;
        for (const FilterKey key : filterKeys())
            keys << toString(key);
        const QString message = FilterCheck::tr("There is no key %1.").arg(quoted(text));
        const QString meant = didYouMean(text, keys);
        return message
            + (meant.isEmpty() ? u' '
                       + FilterCheck::tr("Text with a colon stands in quotation marks; the keys are %1.")
                             .arg(keys.join(u", "_s))
                               : meant);
    }

    static QString missingValue(const FilterTerm &term)
    {
        if (term.key.isEmpty())
            return FilterCheck::tr("A word is missing here.");
        return FilterCheck::tr("A value of %1 is missing here.").arg(quoted(term.key));
    }

    bool isKnown(FilterKey key, const QString &text) const
    {
        const TextPattern pattern(text);
        const auto isAny = [&pattern](const auto &things) {
            return std::any_of(things.begin(), things.end(),
                               [&](const auto &thing) { return matches(pattern, thing); });
        };
        switch (key) {
        case FilterKey::Word:
            return true;
        case FilterKey::Site:
            return isAny(m_topology.sites);
        case FilterKey::Server:
            return isAny(m_topology.servers);
        case FilterKey::Role:
            return isAny(m_catalog.roles());
        case FilterKey::Group:
            return isAny(m_topology.groups);
        case FilterKey::From:
        case FilterKey::To:
            return isAny(m_topology.sites) || isAny(m_catalog.roles()) || isAny(m_topology.groups)
                || isAny(m_topology.servers);
        case FilterKey::Path:
            return isAny(m_catalog.dataPaths());
        case FilterKey::Table:
            return isAny(m_catalog.tables());
        case FilterKey::Port:
            return isDynamicPortWord(text) || portsFrom(text);
        case FilterKey::Protocol:
            return isAny(m_catalog.services());
        case FilterKey::Auth:
        case FilterKey::DefaultAuth:
            return isAny(m_catalog.authentications());
        case FilterKey::Transport:
        case FilterKey::Encryption:
        case FilterKey::Crosses:
        case FilterKey::Is:
        case FilterKey::Reachability:
            return fixedValues(key, pattern) != 0;
        }
        return false;
    }

    QString suggestion(FilterKey key, const QString &text) const
    {
        if (key == FilterKey::Port)
            return {};
        QStringList known;
        QStringList all;
        for (const NamedValue &value : namedValues(key, m_catalog, m_topology)) {
            all << value.insert;
            for (const QString &name : value.names) {
                // Names and ids of servers often differ in case only; one of them will do.
                if (name == value.insert || name.compare(value.insert, Qt::CaseInsensitive) != 0)
                    known << name;
            }
        }
        known.removeDuplicates();
        QString meant = didYouMean(text, known);
        if (!meant.isEmpty() || all.isEmpty() || all.size() > kFewValues)
            return meant;
        return u' ' + FilterCheck::tr("It can be %1.").arg(all.join(u", "_s));
    }

    static constexpr qsizetype kFewValues = 6;

    const Catalog &m_catalog;
    const Topology &m_topology;
    QList<FilterFault> &m_faults;
};

} // namespace

tl::expected<FlowFilter, QList<FilterFault>> FlowFilter::parse(const QString &text, const Catalog &catalog,
                                                               const Topology &topology)
{
    FilterSyntax syntax = readFilter(text);
    Checker(catalog, topology, syntax.faults).check(syntax.root);
    if (!syntax.faults.isEmpty()) {
        std::stable_sort(syntax.faults.begin(), syntax.faults.end(),
                         [](const FilterFault &a, const FilterFault &b) { return a.at < b.at; });
        return tl::unexpected(syntax.faults);
    }
    FlowFilter filter;
    filter.m_text = text;
    if (!syntax.root.children.empty())
        filter.m_root = std::make_shared<const FilterNode>(std::move(syntax.root));
    return filter;
}

FlowFilter FlowFilter::withReachability(std::shared_ptr<const FlowReachability> checks) const
{
    FlowFilter filter = *this;
    filter.m_checks = std::move(checks);
    return filter;
}

} // namespace portolan
