// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include <tl/expected.hpp>

#include <QList>
#include <QString>

namespace portolan {

/// What kind of fault an Error reports; tests compare these, people read Error::text().
enum class ErrorCode {
    CannotRead, ///< the file is missing, unreadable or larger than the reader's cap
    CannotWrite,
    ChangedOnDisk, ///< the file is other than the program knew it
    Encoding, ///< not UTF-8
    Syntax, ///< not JSON
    TooDeep, ///< nested beyond what any of our formats needs
    DuplicateKey,
    UnknownKey,
    MissingKey,
    WrongType,
    BadValue, ///< right type, not allowed here
    UnknownReference, ///< names an id that is not there
    DuplicateId,
    UnsupportedFormat, ///< another format, or a version newer than this program
    LayoutFailed,
    Cancelled,
};

/// One fault and where it is. `file` is what the user called the file. Where the text could not be parsed `line` and
/// `column` count from 1 (column in characters); otherwise they are 0 and `place` is a JSON place such as
/// `servers[3].roles[0]`. `detail` is a sentence in the user's language that says what is wrong and what would be
/// right.
struct Error {
    ErrorCode code = ErrorCode::BadValue;
    QString file;
    int line = 0;
    int column = 0;
    QString place;
    QString detail;

    /// "file:line:column: detail", "file: place: detail" or whatever of it is known.
    QString text() const;
};

using Errors = QList<Error>;

/// A value, or every error that stood in its way (never an empty list).
template <typename T>
using Result = tl::expected<T, Errors>;

inline tl::unexpected<Errors> failure(Error error)
{
    return tl::unexpected<Errors>(Errors{std::move(error)});
}
inline tl::unexpected<Errors> failure(Errors errors)
{
    return tl::unexpected<Errors>(std::move(errors));
}

/// One line for each error.
QString toText(const Errors &errors);

} // namespace portolan
