// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "fuzzentry.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (!portolan::converseWith(QByteArrayView(data, qsizetype(size))).isEmpty())
        std::abort();
    return 0;
}
