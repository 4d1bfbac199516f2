// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/inspector/htmlwriter.h"

#include "views/diagram/diagram.h"
#include "views/tables/displaytext.h"

#include <QStringList>

namespace portolan {

Html Html::of(QStringView text)
{
    return Html(htmlText(text));
}

Html Html::lines(QStringView text)
{
    QStringList parts;
    for (const QStringView part : text.split(u'\n'))
        parts << htmlText(part);
    return Html(parts.join(QStringLiteral("<br>")));
}

Html Html::bold(QStringView text)
{
    return Html(QStringLiteral("<b>") + htmlText(text) + QStringLiteral("</b>"));
}

Html Html::coloured(QStringView text, const QColor &color, bool bold)
{
    const QString weight = bold ? QStringLiteral(";font-weight:bold") : QString();
    return Html(QStringLiteral("<span style=\"color:%1%2\">").arg(color.name(), weight) + htmlText(text)
                + QStringLiteral("</span>"));
}

Html Html::joined(const QList<Html> &parts, QStringView separator)
{
    QString html;
    for (const Html &part : parts) {
        if (!html.isEmpty())
            html += separator == u"\n" ? QStringLiteral("<br>") : htmlText(separator);
        html += part.m_html;
    }
    return Html(html);
}

void HtmlWriter::title(QStringView text, const Html &subtitle)
{
    endRows();
    m_html += QStringLiteral("<p style=\"font-size:17px;font-weight:bold;margin:0 0 2px 0\">") + htmlText(text)
        + QStringLiteral("</p>");
    if (!subtitle.isEmpty())
        quiet(subtitle);
}

void HtmlWriter::pathTitle(QStringView code, QStringView title)
{
    endRows();
    m_html += QStringLiteral("<p style=\"font-size:14px;font-weight:bold;margin:0 0 4px 0\"><span style=\"color:%1\">")
                  .arg(m_style.selection.name())
        + htmlText(code) + QStringLiteral("</span>&nbsp; ") + htmlText(title) + QStringLiteral("</p>");
}

void HtmlWriter::heading(QStringView text)
{
    endRows();
    m_html +=
        QStringLiteral("<p style=\"font-weight:bold;margin:14px 0 4px 0\">") + htmlText(text) + QStringLiteral("</p>");
}

void HtmlWriter::paragraph(const Html &text)
{
    endRows();
    m_html += QStringLiteral("<p style=\"margin:0 0 6px 0\">") + text.html() + QStringLiteral("</p>");
}

void HtmlWriter::quiet(const Html &text)
{
    endRows();
    m_html += QStringLiteral("<p style=\"margin:0 0 6px 0;color:%1\">").arg(m_style.quietText.name()) + text.html()
        + QStringLiteral("</p>");
}

void HtmlWriter::row(QStringView label, const Html &value)
{
    if (value.isEmpty())
        return;
    if (!m_inRows) {
        m_html +=
            QStringLiteral("<table cellspacing=\"0\" cellpadding=\"2\" width=\"100%\" style=\"margin:4px 0 4px 0\">");
        m_inRows = true;
    }
    m_html +=
        QStringLiteral("<tr><td width=\"38%\" style=\"color:%1;padding-right:8px\">").arg(m_style.quietText.name())
        + htmlText(label) + QStringLiteral("</td><td width=\"62%\">") + value.html() + QStringLiteral("</td></tr>");
}

void HtmlWriter::bullets(const QList<Html> &items)
{
    endRows();
    if (items.isEmpty())
        return;
    m_html += QStringLiteral("<ul style=\"margin:0 0 6px 0;-qt-list-indent:0\">");
    for (const Html &item : items)
        m_html += QStringLiteral("<li style=\"margin:0 0 4px 14px\">") + item.html() + QStringLiteral("</li>");
    m_html += QStringLiteral("</ul>");
}

void HtmlWriter::rule()
{
    endRows();
    m_html +=
        QStringLiteral("<table width=\"100%\" cellspacing=\"0\" cellpadding=\"0\" style=\"margin:14px 0 14px 0\"><tr>"
                       "<td style=\"background-color:%1;font-size:1px\" height=\"1\"></td></tr></table>")
            .arg(m_style.badge.name());
}

Html HtmlWriter::encryption(Encryption encryption) const
{
    return Html::coloured(encryptionText(encryption), m_style.encryptionColor(encryption), true);
}

void HtmlWriter::endRows()
{
    if (m_inRows)
        m_html += QStringLiteral("</table>");
    m_inRows = false;
}

QString HtmlWriter::html()
{
    endRows();
    return QStringLiteral("<html><body style=\"color:%1\">").arg(m_style.text.name()) + m_html
        + QStringLiteral("</body></html>");
}

} // namespace portolan
