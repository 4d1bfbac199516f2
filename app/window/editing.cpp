// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "app/window/editing.h"

#include "app/window/document.h"
#include "app/window/sharedselection.h"
#include "app/window/viewing.h"
#include "model/editing/parts.h"

#include <QSet>

namespace portolan {

namespace {

/// What a step added, at its most telling: of a site with its servers the site.
Subject added(const Topology &before, const Topology &after)
{
    const QStringList ids = addedIds(before, after);
    const QSet<QString> fresh(ids.begin(), ids.end());
    Subject result;
    const auto take = [&](QStringList &into, const auto &list) {
        for (const auto &entry : list) {
            if (fresh.contains(entry.id))
                into << entry.id;
        }
    };
    take(result.sites, after.sites);
    if (result.isEmpty())
        take(result.servers, after.servers);
    if (result.isEmpty())
        take(result.groups, after.groups);
    for (const Link &link : after.links) {
        if (ids.isEmpty() && !findLink(before, endsOf(link)))
            result.links << linkId(link);
    }
    result.sort();
    return result;
}

} // namespace

Editing::Editing(Document &document, Viewing &viewing, SharedSelection &selection, QObject *parent)
    : QObject(parent), m_document(document), m_viewing(viewing), m_selection(selection)
{
    connect(&selection, &SharedSelection::changed, this, &Editing::onSelectionChanged);
    connect(&document, &Document::changed, this, &Editing::onDocumentChanged);
}

void Editing::pick(const Subject &subject)
{
    setSubject(subject, false);
    m_selection.setNamed(selectionFor(m_viewing.shown().flows, subject), subject);
}

void Editing::apply(const TopologyEdit &edit)
{
    m_document.apply(edit);
}

void Editing::applyAndPick(const TopologyEdit &edit)
{
    const Topology before = m_document.present();
    m_document.apply(edit);
    const Subject subject = added(before, m_document.present());
    if (!subject.isEmpty())
        pick(subject);
}

void Editing::setSubject(const Subject &subject, bool isOfFlows)
{
    if (subject == m_subject && isOfFlows == m_isOfFlows)
        return;
    m_subject = subject;
    m_isOfFlows = isOfFlows;
    Q_EMIT subjectChanged();
}

void Editing::onSelectionChanged()
{
    if (m_isCarrying)
        return;
    const Selection &selection = m_selection.value();
    const std::optional<Subject> &named = m_selection.named();
    setSubject(named ? *named : subjectOf(m_viewing.shown().flows, selection),
               !named && selection.kind == Selection::Kind::Flows);
}

void Editing::onDocumentChanged()
{
    Q_EMIT presentChanged();
    setSubject(stillThere(m_subject, m_document.present()), m_isOfFlows);
}

Editing::Carrying::Carrying(Editing &editing, bool isSameDocument) : m_editing(editing)
{
    editing.m_isCarrying = true;
    if (!isSameDocument)
        editing.setSubject({}, false);
}

Editing::Carrying::~Carrying()
{
    m_editing.m_isCarrying = false;
    // What was added or named is in these flows now, if the view shows it.
    if (!m_editing.m_subject.isEmpty())
        m_editing.pick(m_editing.m_subject);
    else
        m_editing.onSelectionChanged();
}

} // namespace portolan
