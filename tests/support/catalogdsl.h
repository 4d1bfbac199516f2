// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/catalog/catalog.h"

namespace portolan::test {

/// A catalog from lines of text, one for each data path, in the words of spec/flows.md:
///     p1: mailbox, hub -> dc @ directory, site; tcp/389 ldap; tcp/3268 ldap-gc at=gc; tcp/rpc-dynamic rpc implied;
///     bidirectional
/// Further words between the semicolons: `auth=ntlm|kerberos`, `supported=basic`, `same-server=kerberos`,
/// `mechanism=tls`, `encryption=optional`, `link-tls`. Roles are numbered as they appear. `edge` is the member role of
/// edge subscriptions, `cas` of the dynamic ports 6005-65534, all others have 49152-65535. Services and authentications
/// have their ids in capitals as labels.
Catalog catalogFromText(const char *text);

} // namespace portolan::test
