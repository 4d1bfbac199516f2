// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/diagram/bundles.h"

#include "views/diagram/labels.h"

#include <algorithm>
#include <set>

namespace portolan {

namespace {

void append(std::vector<EdgeFlows> &to, const std::vector<EdgeFlows> &from)
{
    to.insert(to.end(), from.begin(), from.end());
}

bool hasTwin(const EdgeFlows &part, const std::vector<EdgeFlows> &others)
{
    return std::any_of(others.begin(), others.end(), [&](const EdgeFlows &other) {
        return other.path == part.path && other.entries == part.entries;
    });
}

void splitPair(const FlowSet &flows, int a, int b, const Pair &pair, std::vector<Bundle> &result)
{
    std::vector<EdgeFlows> all = pair.forward;
    append(all, pair.backward);
    if (a == b) {
        result.push_back({{a}, {}, true, std::move(all)});
        return;
    }
    if (pair.forward.empty() || pair.backward.empty()) {
        const bool forward = pair.backward.empty();
        result.push_back({{forward ? a : b}, {forward ? b : a}, false, std::move(all)});
        return;
    }
    QStringList forwardPorts = portTexts(flows, pair.forward);
    QStringList backwardPorts = portTexts(flows, pair.backward);
    forwardPorts.sort();
    backwardPorts.sort();
    if (forwardPorts == backwardPorts) {
        result.push_back({{a, b}, {}, true, std::move(all)});
        return;
    }
    Bundle alike{{a, b}, {}, true, {}};
    Bundle onlyForward{{a}, {b}, false, {}};
    Bundle onlyBackward{{b}, {a}, false, {}};
    for (const EdgeFlows &part : pair.forward)
        (hasTwin(part, pair.backward) ? alike : onlyForward).flows.push_back(part);
    for (const EdgeFlows &part : pair.backward)
        (hasTwin(part, pair.forward) ? alike : onlyBackward).flows.push_back(part);
    for (Bundle &bundle : {std::ref(alike), std::ref(onlyForward), std::ref(onlyBackward)}) {
        if (!bundle.flows.empty())
            result.push_back(std::move(bundle));
    }
}

/// Bundles with the same key may be joined.
QString keyOf(const Bundle &bundle, const FlowSet &flows, const Diagram &diagram, LabelMode labels)
{
    std::set<std::pair<int, quint32>> paths;
    for (const EdgeFlows &part : bundle.flows)
        paths.insert({part.path, part.entries});
    QString key = bundle.both ? QStringLiteral("both") : QStringLiteral("one");
    for (const auto &[path, entries] : paths)
        key += QStringLiteral("|%1:%2").arg(path).arg(entries);
    const LabelMode mode = labels == LabelMode::None ? LabelMode::Ports : labels;
    for (const PillLine &line : pillLabel(flows, bundle.flows, mode, {}).lines)
        key += u'|' + line.text;
    const auto addKinds = [&](const std::vector<int> &items) {
        std::set<int> kinds;
        for (const int item : items) {
            const int site = diagram.nodes[diagram.items[item].nodes.front()].site;
            kinds.insert(int(flows.topology().sites[site].kind));
        }
        for (const int kind : kinds)
            key += QStringLiteral("/%1").arg(kind);
    };
    addKinds(bundle.openers);
    addKinds(bundle.answerers);
    return key;
}

void joinOneWay(const std::vector<const Bundle *> &bundles, std::vector<Bundle> &result)
{
    std::map<int, std::set<int>> answerersOf;
    for (const Bundle *bundle : bundles)
        answerersOf[bundle->openers.front()].insert(bundle->answerers.front());
    std::map<std::set<int>, Bundle> joined;
    for (const auto &[opener, answerers] : answerersOf) {
        Bundle &bundle = joined[answerers];
        bundle.openers.push_back(opener);
        bundle.answerers.assign(answerers.begin(), answerers.end());
    }
    for (auto &[answerers, bundle] : joined) {
        for (const Bundle *part : bundles) {
            if (std::binary_search(bundle.openers.begin(), bundle.openers.end(), part->openers.front()))
                append(bundle.flows, part->flows);
        }
        result.push_back(std::move(bundle));
    }
}

void joinBothWays(const std::vector<const Bundle *> &bundles, std::vector<Bundle> &result)
{
    std::set<int> ends;
    for (const Bundle *bundle : bundles)
        ends.insert(bundle->openers.begin(), bundle->openers.end());
    const bool eachWithEach = bundles.size() == ends.size() * (ends.size() - 1) / 2;
    if (!eachWithEach) {
        for (const Bundle *bundle : bundles)
            result.push_back(*bundle);
        return;
    }
    Bundle bundle{{ends.begin(), ends.end()}, {}, true, {}};
    for (const Bundle *part : bundles)
        append(bundle.flows, part->flows);
    result.push_back(std::move(bundle));
}

} // namespace

std::vector<Bundle> splitPairs(const FlowSet &flows, const PairMap &pairs)
{
    std::vector<Bundle> result;
    for (const auto &[ends, pair] : pairs)
        splitPair(flows, ends.first, ends.second, pair, result);
    return result;
}

std::vector<Bundle> bundled(const std::vector<Bundle> &bundles, const FlowSet &flows, const Diagram &diagram,
                            LabelMode labels)
{
    std::map<QString, std::vector<const Bundle *>> alike;
    std::vector<Bundle> result;
    for (const Bundle &bundle : bundles) {
        if (bundle.both && bundle.openers.size() == 1)
            result.push_back(bundle);
        else
            alike[keyOf(bundle, flows, diagram, labels)].push_back(&bundle);
    }
    for (const auto &[key, members] : alike) {
        if (members.front()->both)
            joinBothWays(members, result);
        else
            joinOneWay(members, result);
    }
    std::stable_sort(result.begin(), result.end(), [](const Bundle &a, const Bundle &b) {
        return std::tie(a.openers, a.answerers) < std::tie(b.openers, b.answerers);
    });
    return result;
}

} // namespace portolan
