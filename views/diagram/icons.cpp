// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/diagram/icons.h"

#include <QDir>
#include <QFile>
#include <QHash>
#include <QList>
#include <QXmlStreamReader>

namespace portolan {

namespace {

/// Absolute M, L, C and Z with blanks or commas between: all that our drawings use.
QPainterPath parsePathData(QStringView data)
{
    QPainterPath path;
    QList<double> numbers;
    char16_t command = 0;
    qsizetype at = 0;
    const auto flush = [&] {
        while (command == u'M' && numbers.size() >= 2) {
            path.moveTo(numbers[0], numbers[1]);
            numbers.remove(0, 2);
            command = u'L';
        }
        while (command == u'L' && numbers.size() >= 2) {
            path.lineTo(numbers[0], numbers[1]);
            numbers.remove(0, 2);
        }
        while (command == u'C' && numbers.size() >= 6) {
            path.cubicTo(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]);
            numbers.remove(0, 6);
        }
        numbers.clear();
    };
    while (at < data.size()) {
        const QChar c = data[at];
        if (c.isLetter()) {
            flush();
            command = c.unicode();
            if (command == u'Z')
                path.closeSubpath();
            ++at;
        } else if (c == u'-' || c == u'.' || c.isDigit()) {
            const qsizetype start = at++;
            while (at < data.size() && (data[at].isDigit() || data[at] == u'.'))
                ++at;
            numbers << data.mid(start, at - start).toDouble();
        } else {
            ++at;
        }
    }
    flush();
    return path;
}

QPainterPath readIcon(const QString &file)
{
    QFile source(file);
    if (!source.open(QIODevice::ReadOnly))
        return {};
    QXmlStreamReader xml(&source);
    while (!xml.atEnd()) {
        if (xml.readNext() == QXmlStreamReader::StartElement && xml.name() == QLatin1String("path"))
            return parsePathData(xml.attributes().value(QLatin1String("d")));
    }
    return {};
}

/// All of them at first use, so that reading later is free from any thread.
QHash<QString, QPainterPath> readIcons()
{
    QHash<QString, QPainterPath> icons;
    const QDir folder(QStringLiteral(":/portolan/icons"));
    for (const QFileInfo &file : folder.entryInfoList({QStringLiteral("*.svg")}, QDir::Files, QDir::Name))
        icons.insert(file.completeBaseName(), readIcon(file.filePath()));
    return icons;
}

} // namespace

const QPainterPath &iconPath(const QString &name)
{
    static const QHash<QString, QPainterPath> icons = readIcons();
    static const QPainterPath none;
    const auto found = icons.constFind(name);
    if (found != icons.constEnd())
        return *found;
    const auto fallback = icons.constFind(QStringLiteral("server"));
    return fallback == icons.constEnd() ? none : *fallback;
}

} // namespace portolan
