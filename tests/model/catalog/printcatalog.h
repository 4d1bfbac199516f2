// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>

/// A small valid catalog of a product that does not exist, with every key of the format in it.
QByteArray printCatalog();
