// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/editing/topologyedit.h"
#include "views/outline/subject.h"

#include <QObject>

namespace portolan {

class Document;
class SharedSelection;
class Viewing;

/// What is being worked on in a window, kept through the document's states, and the way of every step to the document.
class Editing : public QObject
{
    Q_OBJECT
public:
    Editing(Document &document, Viewing &viewing, SharedSelection &selection, QObject *parent = nullptr);

    Document &document() { return m_document; }
    const Subject &subject() const { return m_subject; }
    bool isOfFlows() const { return m_isOfFlows; } ///< flows are selected, which nobody can change
    void pick(const Subject &subject);
    void apply(const TopologyEdit &edit);
    /// What the step adds is worked on then.
    void applyAndPick(const TopologyEdit &edit);

    /// While it lives, the views' selection is being carried into other flows: what is worked on stays.
    class Carrying
    {
    public:
        explicit Carrying(Editing &editing, bool isSameDocument);
        ~Carrying();
        Carrying(const Carrying &) = delete;
        Carrying &operator=(const Carrying &) = delete;

    private:
        Editing &m_editing;
    };

Q_SIGNALS:
    void presentChanged(); ///< the document's state is another; subjectChanged() may follow
    void subjectChanged(); ///< subject() or isOfFlows()

private:
    void onSelectionChanged();
    void onDocumentChanged();
    void setSubject(const Subject &subject, bool isOfFlows);

    Document &m_document;
    Viewing &m_viewing;
    SharedSelection &m_selection;
    Subject m_subject;
    bool m_isOfFlows = false;
    bool m_isCarrying = false;
};

} // namespace portolan
