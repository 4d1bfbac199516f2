// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "httpheaders.h"

namespace portolan {

namespace {

constexpr qsizetype kMostHeaders = 200;

bool isToken(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_'
        || c == '.' || c == '+';
}

/// The parts between commas; those in quotation marks do not count.
QList<QByteArray> atCommas(const QByteArray &value)
{
    QList<QByteArray> parts;
    bool isQuoted = false;
    qsizetype from = 0;
    for (qsizetype i = 0; i < value.size(); ++i) {
        if (isQuoted && value[i] == '\\') {
            ++i;
        } else if (value[i] == '"') {
            isQuoted = !isQuoted;
        } else if (value[i] == ',' && !isQuoted) {
            parts << value.mid(from, i - from);
            from = i + 1;
        }
    }
    parts << value.mid(from);
    return parts;
}

} // namespace

bool HttpHeaders::begin(const QByteArray &line, const QByteArray &protocol)
{
    const qsizetype space = line.indexOf(' ');
    if (!line.startsWith(protocol) || space < 0)
        return false;
    const QByteArray status = line.mid(space + 1).trimmed();
    bool isNumber = false;
    const int code = status.first(qMin<qsizetype>(status.size(), 3)).toInt(&isNumber);
    if (!isNumber || code < 100 || code > 999 || (status.size() > 3 && status[3] != ' '))
        return false;
    m_code = code;
    m_isOld = line.startsWith("HTTP/1.0 ");
    m_status = QString::fromUtf8(status);
    m_headers.clear();
    return true;
}

bool HttpHeaders::add(const QByteArray &line)
{
    if (line.isEmpty())
        return true;
    if ((line.startsWith(' ') || line.startsWith('\t')) && !m_headers.isEmpty()) {
        Header &last = m_headers.last();
        if (last.value.size() + line.size() < 8192)
            last.value += ' ' + line.trimmed();
        return false;
    }
    const qsizetype colon = line.indexOf(':');
    if (colon > 0 && m_headers.size() < kMostHeaders)
        m_headers.append({line.first(colon).trimmed().toLower(), line.mid(colon + 1).trimmed()});
    return false;
}

bool HttpHeaders::isLast() const
{
    const QString connection = value("connection").toLower();
    return connection.contains(u"close") || (m_isOld && !connection.contains(u"keep-alive"));
}

QString HttpHeaders::value(const char *name) const
{
    return values(name).value(0);
}

QStringList HttpHeaders::values(const char *name) const
{
    QStringList result;
    for (const Header &header : m_headers) {
        if (header.name == name)
            result << QString::fromUtf8(header.value);
    }
    return result;
}

QStringList HttpHeaders::schemes(const char *name) const
{
    QStringList result;
    for (const Header &header : m_headers) {
        if (header.name != name)
            continue;
        for (const QByteArray &part : atCommas(header.value)) {
            const QByteArray challenge = part.trimmed();
            qsizetype size = 0;
            while (size < challenge.size() && isToken(challenge[size]))
                ++size;
            // "Basic realm=…" begins a challenge, "realm=…" goes on with the one before.
            const bool isParameter = challenge.mid(size).trimmed().startsWith('=');
            const QString scheme = QString::fromLatin1(challenge.first(size));
            if (size > 0 && !isParameter && !result.contains(scheme))
                result << scheme;
        }
    }
    return result;
}

} // namespace portolan
