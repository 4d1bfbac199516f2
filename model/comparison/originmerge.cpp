// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "originmerge.h"

#include <memory>

namespace portolan {

namespace {

bool areSame(const JsonValue *a, const JsonValue *b)
{
    return a == b || (a && b && *a == *b);
}

const JsonValue *member(const JsonValue *object, const QString &key)
{
    return object ? object->find(key) : nullptr;
}

/// `mine` with what `theirs` changed in `base`. `base` may be null, the others are objects.
JsonValue merged(const JsonValue *base, const JsonValue &mine, const JsonValue &theirs, const OriginConflict &conflict)
{
    JsonValue result = JsonValue::object();
    for (const JsonValue::Member &own : mine.members) {
        const JsonValue *before = member(base, own.first);
        const JsonValue *other = theirs.find(own.first);
        if (areSame(other, before) || areSame(other, &own.second)) {
            result.members.push_back(own);
        } else if (areSame(&own.second, before)) {
            if (other)
                result.members.emplace_back(own.first, *other);
        } else if (other && other->isObject() && own.second.isObject()) {
            const JsonValue *inner = before && before->isObject() ? before : nullptr;
            result.members.emplace_back(
                own.first,
                merged(inner, own.second, *other, [&](const QString &, const JsonValue *, const JsonValue *) {
                    conflict(own.first, &own.second, other);
                }));
        } else {
            conflict(own.first, &own.second, other);
            result.members.push_back(own);
        }
    }
    for (const JsonValue::Member &other : theirs.members) {
        if (mine.find(other.first))
            continue;
        const JsonValue *before = member(base, other.first);
        if (!before)
            result.members.push_back(other);
        else if (*before != other.second)
            conflict(other.first, nullptr, &other.second);
    }
    return result;
}

} // namespace

JsonOrigin mergedOrigin(const JsonOrigin &base, const JsonOrigin &mine, const JsonOrigin &theirs,
                        const OriginConflict &conflict)
{
    if (!theirs || areSame(theirs.get(), base.get()) || areSame(theirs.get(), mine.get()))
        return mine;
    if (!mine || areSame(mine.get(), base.get()))
        return theirs;
    return std::make_shared<const JsonValue>(merged(base.get(), *mine, *theirs, conflict));
}

} // namespace portolan
