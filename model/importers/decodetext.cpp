// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "tabletext.h"

#include "model/json/jsonsyntax.h"

#include <QCoreApplication>
#include <QStringDecoder>

#include <algorithm>
#include <iterator>

namespace portolan {

namespace {

struct Decoding {
    Q_DECLARE_TR_FUNCTIONS(portolan::Decoding)
};

constexpr qsizetype kLargestFile = 64 * 1024 * 1024;

/// Windows-1252 from 0x80 to 0x9F; the rest is Latin-1. Bytes that it gives no character are the control characters of
/// Latin-1, as everybody has them.
constexpr char16_t kWindows1252[] = {
    0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x008D, 0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178,
};

struct Mark {
    QByteArrayView bytes;
    QStringConverter::Encoding encoding;
    TextEncoding kind;
    qsizetype unit; ///< bytes
    const char *name;
};

/// UTF-32's first: the mark of UTF-16LE is the beginning of UTF-32LE's.
const Mark kMarks[] = {
    {QByteArrayView("\xFF\xFE\x00\x00", 4), QStringConverter::Utf32LE, TextEncoding::Utf32, 4, "UTF-32"},
    {QByteArrayView("\x00\x00\xFE\xFF", 4), QStringConverter::Utf32BE, TextEncoding::Utf32, 4, "UTF-32"},
    {QByteArrayView("\xEF\xBB\xBF", 3), QStringConverter::Utf8, TextEncoding::Utf8, 1, "UTF-8"},
    {QByteArrayView("\xFF\xFE", 2), QStringConverter::Utf16LE, TextEncoding::Utf16, 2, "UTF-16"},
    {QByteArrayView("\xFE\xFF", 2), QStringConverter::Utf16BE, TextEncoding::Utf16, 2, "UTF-16"},
};

Error fault(ErrorCode code, const QString &file, const QString &detail)
{
    Error error;
    error.code = code;
    error.file = file;
    error.detail = detail;
    return error;
}

QString fromWindows1252(const QByteArray &bytes)
{
    QString text = QString::fromLatin1(bytes);
    for (QChar &c : text) {
        if (c.unicode() >= 0x80 && c.unicode() < 0x80 + std::size(kWindows1252))
            c = QChar(kWindows1252[c.unicode() - 0x80]);
    }
    return text;
}

} // namespace

Result<DecodedText> decodeText(const QByteArray &bytes, const QString &file)
{
    if (bytes.size() > kLargestFile) {
        return failure(fault(ErrorCode::CannotRead, file,
                             Decoding::tr("The file is larger than %1 MiB, which is the most that is read.")
                                 .arg(kLargestFile / (1024 * 1024))));
    }
    for (const Mark &mark : kMarks) {
        if (!bytes.startsWith(mark.bytes))
            continue;
        // Its own mark is data to a decoder that is told not to look for one.
        QStringDecoder decoder(mark.encoding, QStringConverter::Flag::Stateless);
        QString text = decoder(QByteArrayView(bytes).sliced(mark.bytes.size()));
        const bool isCut = bytes.size() % mark.unit != 0;
        if (decoder.hasError() || isCut || !text.isValidUtf16() || text.contains(QChar(u'\0'))) {
            return failure(fault(ErrorCode::Encoding, file,
                                 Decoding::tr("The file's first bytes say that it is %1, and it is not.")
                                     .arg(QLatin1StringView(mark.name))));
        }
        return DecodedText{std::move(text), mark.kind, true};
    }
    if (bytes.contains('\0')) {
        return failure(fault(ErrorCode::Encoding, file,
                             Decoding::tr("This is no text: it holds bytes that are 0. Text in UTF-16 has to begin "
                                          "with a byte order mark.")));
    }
    const bool isAscii = std::all_of(bytes.begin(), bytes.end(), [](char c) { return static_cast<uchar>(c) < 0x80; });
    if (isAscii)
        return DecodedText{QString::fromLatin1(bytes), TextEncoding::Ascii, false};
    if (findBadByte(bytes) < 0)
        return DecodedText{QString::fromUtf8(bytes), TextEncoding::Utf8, false};
    return DecodedText{fromWindows1252(bytes), TextEncoding::Windows1252, false};
}

} // namespace portolan
