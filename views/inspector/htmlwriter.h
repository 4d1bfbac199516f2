// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "views/diagram/diagramstyle.h"

#include <QList>
#include <QString>

namespace portolan {

/// A piece of rich text that is safe to insert: plain text gets in only through of() and the like, which escape it.
class Html
{
public:
    Html() = default;
    static Html of(QStringView text); ///< one line
    static Html lines(QStringView text); ///< keeps line breaks
    static Html bold(QStringView text);
    static Html coloured(QStringView text, const QColor &color, bool bold = false);
    static Html joined(const QList<Html> &parts, QStringView separator);

    Html operator+(const Html &other) const { return Html(m_html + other.m_html); }
    bool isEmpty() const { return m_html.isEmpty(); }
    const QString &html() const { return m_html; }

private:
    explicit Html(QString html) : m_html(std::move(html)) { }
    QString m_html;
};

/// Puts together what the inspector shows: headings, paragraphs, rows of label and value, lists.
class HtmlWriter
{
public:
    explicit HtmlWriter(const DiagramStyle &style) : m_style(style) { }

    void title(QStringView text, const Html &subtitle = {});
    void pathTitle(QStringView code, QStringView title);
    void heading(QStringView text);
    void paragraph(const Html &text);
    void quiet(const Html &text);
    void row(QStringView label,
             const Html &value); ///< rows that follow each other make one table; empty values are left out
    void bullets(const QList<Html> &items);
    void rule(); ///< a thin line

    Html encryption(Encryption encryption) const;
    Html quietText(QStringView text) const { return Html::coloured(text, m_style.quietText); }
    const DiagramStyle &style() const { return m_style; }
    QString html();

private:
    void endRows();

    DiagramStyle m_style;
    QString m_html;
    bool m_inRows = false;
};

} // namespace portolan
