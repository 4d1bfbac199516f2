// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/diagram/keylayout.h"

#include "views/diagram/metrics.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <utility>

namespace portolan {

namespace {

constexpr double kLine = 18;
constexpr double kSampleWidth = 38;
constexpr double kSampleGap = 8;
constexpr double kSign = 12;
constexpr double kEntryGap = 24;
constexpr double kColumnGap = 20;
constexpr double kCodeWidth = 30;
constexpr double kCodeColumn = 300; ///< wished for; titles wrap no further than their column
constexpr double kCodeLine = 13;

QString tr(const char *text)
{
    return QCoreApplication::translate("portolan::Diagram", text);
}

/// Codes with what they mean, in columns that are read downwards; returns where they end.
double layOutColumns(const QList<CodeEntry> &entries, double width, double top, KeyLayout &layout, double &right)
{
    const int columns =
        std::clamp(int((width + kColumnGap) / (kCodeColumn + kColumnGap)), 1, std::max(1, int(entries.size())));
    const double columnWidth = (width - (columns - 1) * kColumnGap) / columns;
    QList<QStringList> lines;
    qsizetype total = 0;
    for (const CodeEntry &entry : entries) {
        lines << wrapped(entry.title, columnWidth - kCodeWidth, kSmallSize);
        total += lines.last().size();
    }
    const qsizetype most = (total + columns - 1) / columns;
    double y = top;
    double bottom = top;
    int column = 0;
    qsizetype inColumn = 0;
    for (qsizetype i = 0; i < entries.size(); ++i) {
        if (inColumn > 0 && inColumn + lines[i].size() > most && column + 1 < columns) {
            ++column;
            inColumn = 0;
            y = top;
        }
        const double left = column * (columnWidth + kColumnGap);
        layout.texts << KeyLayout::Text{{left, y}, entries[i].code, kSmallSize, true, false};
        for (const QString &line : std::as_const(lines[i])) {
            layout.texts << KeyLayout::Text{{left + kCodeWidth, y}, line, kSmallSize, false, false};
            right = std::max(right, left + kCodeWidth + textWidth(line, kSmallSize, false));
            y += kCodeLine;
        }
        inColumn += lines[i].size();
        bottom = std::max(bottom, y);
    }
    return bottom;
}

} // namespace

KeyLayout layOutKey(const DiagramKey &key, double wishedWidth, const CheckSigns &signs)
{
    const double width = std::max(480.0, wishedWidth);
    KeyLayout layout;
    double y = 12;
    double right = 0;
    layout.texts << KeyLayout::Text{{0, y}, tr("Key"), kTextSize, true, false};
    y += kLine + 4;

    double x = 0;
    const auto entry = [&](KeyLayout::Sample sample, double sampleWidth, const QString &text) {
        const double entryWidth = sampleWidth + kSampleGap + textWidth(text, kTextSize, false);
        if (x > 0 && x + entryWidth > width) {
            x = 0;
            y += kLine;
        }
        sample.at = QPointF(x, y);
        layout.samples << sample;
        layout.texts << KeyLayout::Text{{x + sampleWidth + kSampleGap, y}, text, kTextSize, false, false};
        right = std::max(right, x + entryWidth);
        x += entryWidth + kEntryGap;
    };
    for (const Encryption encryption : key.encryptions)
        entry({KeyLayout::Sample::Kind::Line, {}, encryption, {}}, kSampleWidth, encryptionText(encryption));
    if (key.twoHeads)
        entry({KeyLayout::Sample::Kind::TwoHeads, {}, Encryption::Encrypted, {}}, kSampleWidth,
              tr("either end opens the connection"));
    if (key.bundles)
        entry({KeyLayout::Sample::Kind::Bundle, {}, Encryption::Encrypted, {}}, kSampleWidth,
              tr("lines that meet: each that opens to each that answers"));
    if (key.frames)
        entry({KeyLayout::Sample::Kind::Frame, {}, Encryption::Encrypted, {}}, 30,
              tr("like servers: a line to the frame goes to each of them"));
    if (key.blocks)
        entry({KeyLayout::Sample::Kind::Frame, {}, Encryption::Encrypted, {}}, 30,
              tr("sites with the same lines: a line to the frame goes to each of them"));
    if (x > 0)
        y += kLine;
    if (key.checks) {
        x = 0;
        const auto sign = [&](CheckState state, bool isStale, const QString &text) {
            entry({KeyLayout::Sample::Kind::Check, {}, Encryption::Encrypted, {}, state, isStale}, kSign, text);
        };
        for (const CheckState state : signs.states)
            sign(state, false, checkMeaning(state));
        if (signs.hasStale)
            sign(CheckState::Works, true, tr("hollow: stale, found too long ago"));
        y += kLine;
    }

    for (const FoldedTraffic &folded : key.folded) {
        const double badge = std::ceil(textWidth(folded.badge, kSmallSize, true)) + 12;
        layout.samples << KeyLayout::Sample{
            KeyLayout::Sample::Kind::Badge, {0, y}, Encryption::Encrypted, folded.badge};
        for (const QString &line : wrapped(folded.text, width - badge - kSampleGap, kTextSize)) {
            layout.texts << KeyLayout::Text{{badge + kSampleGap, y}, line, kTextSize, false, false};
            right = std::max(right, badge + kSampleGap + textWidth(line, kTextSize, false));
            y += kLine - 3;
        }
        y += 3;
    }

    QString remarks;
    if (!key.encryptions.isEmpty())
        remarks = tr("Arrow: who opens the connection points at who answers.");
    for (const QString &remark : key.remarks)
        remarks += (remarks.isEmpty() ? QString() : QStringLiteral(" ")) + remark;
    if (!remarks.isEmpty()) {
        for (const QString &line : wrapped(remarks, width, kTextSize)) {
            layout.texts << KeyLayout::Text{{0, y}, line, kTextSize, false, true};
            right = std::max(right, textWidth(line, kTextSize, false));
            y += kLine - 3;
        }
        y += 3;
    }

    for (const QList<CodeEntry> &entries : {key.labelsInFull, key.codes}) {
        if (!entries.isEmpty())
            y = layOutColumns(entries, width, y + 4, layout, right);
    }
    if (layout.samples.isEmpty() && layout.texts.size() == 1)
        return {};
    layout.size = QSizeF(std::ceil(right), std::ceil(y - kCodeLine + 6));
    return layout;
}

} // namespace portolan
