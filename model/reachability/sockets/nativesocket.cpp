// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "nativesocket.h"

#include <utility>

namespace portolan {

NativeSocket &NativeSocket::operator=(NativeSocket &&other) noexcept
{
    if (this != &other) {
        close();
        m_descriptor = other.release();
        m_transport = other.m_transport;
    }
    return *this;
}

qintptr NativeSocket::release() noexcept
{
    return std::exchange(m_descriptor, kNone);
}

} // namespace portolan
