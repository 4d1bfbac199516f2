// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "views/layout/layout.h"

#include <optional>

namespace portolan {

/// A frame on the pipe to the worker: the payload's length in four bytes, most significant first, then the payload.
constexpr qsizetype kMaxFrame = qsizetype(256) * 1024 * 1024;

QByteArray frame(const QByteArray &payload);

/// Takes the first frame's payload out of what has been read so far; std::nullopt where it has not come whole. An error
/// where the length is above kMaxFrame: nothing after it can be trusted.
Result<std::optional<QByteArray>> takeFrame(QByteArray &buffer);

/// How many bytes must come until the frame's length is known or, when it is, the frame is whole.
qsizetype bytesMissing(const QByteArray &buffer);

/// What the worker says to one request: a result or a sentence.
QByteArray encodeAnswer(const Result<LayoutResult> &answer);

/// ErrorCode::LayoutFailed with the worker's sentence where it answered that it cannot, ErrorCode::BadValue where the
/// bytes are no answer to `request`.
Result<LayoutResult> decodeAnswer(const QByteArray &bytes, const LayoutRequest &request);

} // namespace portolan
