// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "kit.h"

#include "model/flows/flowset.h"

namespace portolan {

/// The kits with what Ansible needs to carry them to their servers and to fetch the results: an inventory by system and
/// site, a playbook and its tasks, a README. No text of the plan is ever a template or anything but text to it.
QList<KitFile> ansibleFiles(const FlowSet &flows, const QList<Kit> &kits);

/// As a scalar of YAML, in double quotes and ASCII.
QByteArray yamlText(const QString &text);

} // namespace portolan
