// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "checkhosts.h"

#include "model/topology/ipaddress.h"

#include <map>
#include <numeric>

namespace portolan {

namespace {

/// Checks that are known to go to one host.
class Hosts
{
public:
    explicit Hosts(size_t checks) : m_parents(checks) { std::iota(m_parents.begin(), m_parents.end(), size_t(0)); }

    size_t rootOf(size_t check)
    {
        while (m_parents[check] != check) {
            m_parents[check] = m_parents[m_parents[check]];
            check = m_parents[check];
        }
        return check;
    }
    /// `known`: the first check that has each key.
    template <typename Key>
    void join(size_t check, std::map<Key, size_t> &known, const Key &key)
    {
        const auto [first, isNew] = known.emplace(key, check);
        if (!isNew)
            m_parents[rootOf(check)] = rootOf(first->second);
    }

private:
    std::vector<size_t> m_parents;
};

} // namespace

std::vector<size_t> hostsOf(const std::vector<PlannedCheck> &checks)
{
    Hosts hosts(checks.size());
    std::map<quint32, size_t> destinations;
    std::map<IpAddress, size_t> addresses;
    std::map<QString, size_t> names;
    for (size_t i = 0; i < checks.size(); ++i) {
        const PlannedCheck &check = checks[i];
        hosts.join(i, destinations, check.destination);
        for (const QString &literal : check.addresses) {
            if (const std::optional<IpAddress> address = parseIpAddress(literal))
                hosts.join(i, addresses, *address);
        }
        if (check.addresses.isEmpty() && !check.request.host.isEmpty())
            hosts.join(i, names, check.request.host.toLower());
    }
    std::map<size_t, size_t> numbers;
    std::vector<size_t> result;
    result.reserve(checks.size());
    for (size_t i = 0; i < checks.size(); ++i)
        result.push_back(numbers.emplace(hosts.rootOf(i), numbers.size()).first->second);
    return result;
}

} // namespace portolan
