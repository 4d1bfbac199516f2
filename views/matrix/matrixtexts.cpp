// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/matrix/matrixtexts.h"

#include "model/flows/flowtable.h"
#include "views/diagram/labels.h"
#include "views/tables/displaytext.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace portolan {

namespace {

constexpr qint64 kThousand = 1000;
constexpr qint64 kMillion = 1000 * kThousand;
constexpr qint64 kLongest = 10 * kThousand; ///< from here on thousands

QString tr(const char *text, int n = -1)
{
    return QCoreApplication::translate("portolan::FlowMatrix", text, nullptr, n);
}

QString nameIn(const FlowMatrix &matrix, const MatrixHeading &heading)
{
    if (matrix.kind() == MatrixKind::Sites)
        return heading.name;
    return matrix.flows().topology().sites.at(heading.site).name + QStringLiteral(" / ") + heading.name;
}

/// What csvLine() would make of it, where tabs and line breaks cannot be.
QString clipboardField(const QString &text)
{
    const QString shown = displayText(text);
    static constexpr QStringView kFormulaStarts = u"=+-@";
    const bool quote = !shown.isEmpty() && (kFormulaStarts.contains(shown.front()) || shown.contains(u'"'));
    return quote ? u'"' + QString(shown).replace(u'"', QStringLiteral("\"\"")) + u'"' : shown;
}

/// Calls `write` with the cells of each line, the headings first.
template <typename Write>
void forEachLine(const FlowMatrix &matrix, const QString &corner, Write write)
{
    QStringList line{corner};
    for (int column = 0; column < matrix.columnCount(); ++column)
        line << nameIn(matrix, matrix.column(column));
    write(line);
    for (int row = 0; row < matrix.rowCount(); ++row) {
        line.fill(QString());
        line.front() = nameIn(matrix, matrix.row(row));
        for (const MatrixCell &cell : matrix.cells(row))
            line[cell.column + 1] = QString::number(cell.count);
        write(line);
    }
}

} // namespace

QString shortCount(qint64 count)
{
    const QLocale locale;
    if (count < kLongest)
        return locale.toString(count);
    const qint64 thousands = (count + kThousand / 2) / kThousand;
    if (thousands < kThousand)
        return tr("%1k").arg(thousands);
    const double millions = double(count) / double(kMillion);
    return tr("%1M").arg(millions < 9.95 ? locale.toString(millions, 'f', 1) : locale.toString(millions, 'f', 0));
}

QString headingText(const FlowMatrix &matrix, const MatrixHeading &heading)
{
    return displayText(nameIn(matrix, heading));
}

QString headingDescription(const FlowMatrix &matrix, const MatrixHeading &heading)
{
    const QString detail = displayText(heading.detail);
    return detail.isEmpty() ? headingText(matrix, heading) : headingText(matrix, heading) + u'\n' + detail;
}

QString cellDescription(const FlowMatrix &matrix, int row, int column)
{
    QStringList lines{headingText(matrix, matrix.row(row)) + QStringLiteral(" → ")
                      + headingText(matrix, matrix.column(column))};
    const std::vector<MatrixCell> cells = matrix.cells(row);
    const auto cell =
        std::find_if(cells.begin(), cells.end(), [column](const MatrixCell &other) { return other.column == column; });
    if (cell == cells.end()) {
        lines << tr("no flow");
        return lines.join(u'\n');
    }
    const std::vector<EdgeFlows> flows = matrix.flowsAt(row, column);
    const Catalog &catalog = matrix.flows().catalog();
    lines << (cell->count == 1 ? tr("1 flow") : tr("%1 flows").arg(QLocale().toString(cell->count)));
    lines << displayText(compressedCodes(catalog, matrix.pathsAt(row, column)));
    const QString ports = portTexts(matrix.flows(), flows).join(QStringLiteral(", "));
    lines << (ports.isEmpty() ? tr("no port") : displayText(ports));
    lines << encryptionText(cell->encryption);
    return lines.join(u'\n');
}

QString matrixText(const FlowMatrix &matrix)
{
    QString text;
    forEachLine(matrix, tr("From \\ to"), [&text](const QStringList &line) {
        for (const QString &field : line) {
            text += clipboardField(field);
            text += u'\t';
        }
        text.back() = u'\n';
    });
    return text;
}

QByteArray matrixCsv(const FlowMatrix &matrix)
{
    QByteArray bytes;
    forEachLine(matrix, QStringLiteral("source"),
                [&bytes](const QStringList &line) { bytes += csvLine(line).toUtf8() + '\n'; });
    return bytes;
}

} // namespace portolan
