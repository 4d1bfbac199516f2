// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/catalog/catalog.h"
#include "model/json/jsonobjectreader.h"

namespace portolan {

inline constexpr JsonWord<Transport> kTransports[] = {{u"tcp", Transport::Tcp}, {u"udp", Transport::Udp}};

inline constexpr JsonWord<Encryption> kEncryptions[] = {
    {u"none", Encryption::None},
    {u"disabled", Encryption::Disabled},
    {u"optional", Encryption::Optional},
    {u"encrypted", Encryption::Encrypted},
};

inline constexpr JsonWord<Scope> kScopes[] = {
    {u"local", Scope::Local},
    {u"site", Scope::Site},
    {u"organization", Scope::Organization},
    {u"other-site", Scope::OtherSite},
    {u"other-organization", Scope::OtherOrganization},
    {u"dag", Scope::Dag},
    {u"edge-subscription", Scope::EdgeSubscription},
    {u"directory", Scope::Directory},
    {u"client", Scope::Client},
    {u"internal-client", Scope::InternalClient},
    {u"external-client", Scope::ExternalClient},
};

} // namespace portolan
