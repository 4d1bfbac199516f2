// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "planrules.h"

namespace portolan {

namespace {

struct Texts {
    Severity severity = Severity::Warning;
    QString title;
    QString statement;
    QString remedy;
};

Texts textsOfDocument(PlanRule rule)
{
    switch (rule) {
    case PlanRule::UnknownKey:
        return {Severity::Warning, FindingText::tr("Key without a meaning"),
                FindingText::tr("A key that this version does not know is kept and written back, but nothing follows "
                                "from it."),
                FindingText::tr("Look for a slip in its spelling.")};
    case PlanRule::UnknownRole:
        return {Severity::Error, FindingText::tr("Role that the port reference does not know"),
                FindingText::tr("Flows follow from the roles that the port reference describes. Of any other role "
                                "nothing is known."),
                FindingText::tr("Take one of the reference's roles, or plan with another reference.")};
    case PlanRule::RoleTwice:
        return {Severity::Warning, FindingText::tr("Role given twice"),
                FindingText::tr("A server has a role or has it not."), FindingText::tr("Take one of the two away.")};
    case PlanRule::NoRole:
        return {Severity::Warning, FindingText::tr("Server without a role"),
                FindingText::tr("Flows follow from roles; a server without any has none."),
                FindingText::tr("Give it a role.")};
    case PlanRule::NameTwice:
        return {Severity::Warning, FindingText::tr("Two servers with one name"),
                FindingText::tr("Nobody could tell them apart in the chart, the tables or a firewall sheet."),
                FindingText::tr("Rename one of them.")};
    case PlanRule::AddressTwice:
        return {Severity::Error, FindingText::tr("Two servers with one address"),
                FindingText::tr("An address leads to one machine. A firewall rule or a check for one of the servers "
                                "would concern the other."),
                FindingText::tr("Correct one of the addresses.")};
    case PlanRule::AddressRepeated:
        return {Severity::Warning, FindingText::tr("Address given twice"),
                FindingText::tr("The second time it says nothing new, and may be a slip."),
                FindingText::tr("Take one of the two away.")};
    case PlanRule::UnknownGroupKind:
        return {Severity::Error, FindingText::tr("Group of a kind that the port reference does not know"),
                FindingText::tr("What follows from a group is for the port reference to say; it says nothing of this "
                                "kind."),
                FindingText::tr("Remove the group, or plan with another reference.")};
    case PlanRule::NoMembers:
        return {Severity::Warning, FindingText::tr("Group without members"),
                FindingText::tr("Nothing follows from a group that nobody belongs to."),
                FindingText::tr("Add its members.")};
    case PlanRule::MemberTwice:
        return {Severity::Warning, FindingText::tr("Member given twice"),
                FindingText::tr("A server is a member or it is not."), FindingText::tr("Take one of the two away.")};
    case PlanRule::MemberWithoutRole:
        return {Severity::Error, FindingText::tr("Member without the role that the group needs"),
                FindingText::tr("What a group does is a matter of one role; a server without it cannot take part."),
                FindingText::tr("Give it the role, or take it out of the group.")};
    default:
        return {};
    }
}

Texts textsOfPlace(PlanRule rule)
{
    switch (rule) {
    case PlanRule::NoSite:
        return {Severity::Error, FindingText::tr("Group without a site"),
                FindingText::tr("A group of this kind is for a site; nothing follows from one that names none."),
                FindingText::tr("Say which site it is for.")};
    case PlanRule::EmptySite:
        return {Severity::Warning, FindingText::tr("Group for a site without servers"),
                FindingText::tr("Nobody in the site could use the group."),
                FindingText::tr("Add servers to the site, or take another site.")};
    case PlanRule::NoDirectory:
        return {Severity::Warning, FindingText::tr("No directory server within reach"),
                FindingText::tr("Servers use the nearest directory server, in their own site or over the links "
                                "between sites. Without one these data paths lead nowhere."),
                FindingText::tr("Add a directory server to the site, or the link that leads to one.")};
    case PlanRule::NoLink:
        return {Severity::Warning, FindingText::tr("Site that no link leads to"),
                FindingText::tr("As soon as a plan has links, the way from site to site follows them. What is "
                                "nearest to this site cannot be told."),
                FindingText::tr("Add the link to the site.")};
    case PlanRule::NoFlows:
        return {Severity::Information, FindingText::tr("Server without flows"),
                FindingText::tr("Nothing that the port reference describes begins or ends at it, where it stands."),
                FindingText::tr("See whether its roles and its site are right, and whether its partners are in the "
                                "plan.")};
    case PlanRule::PlainPath:
        return {Severity::Information, FindingText::tr("Data path that is not encrypted by default"),
                FindingText::tr("What is not encrypted can be read and changed by whoever is on the way."),
                FindingText::tr("Switch its encryption on where the reference supports it; elsewhere consider IPsec.")};
    case PlanRule::PlainAcrossSites:
        return {Severity::Information, FindingText::tr("Unencrypted traffic between sites"),
                FindingText::tr("By default these data paths are not encrypted, and lines between sites are longer "
                                "and less guarded than those inside one."),
                FindingText::tr("Switch encryption on where the reference supports it, or encrypt the line.")};
    case PlanRule::PlainAcrossBorder:
        return {Severity::Warning, FindingText::tr("Unencrypted traffic across a border"),
                FindingText::tr("By default these data paths are not encrypted, and they leave the network that is "
                                "trusted."),
                FindingText::tr("Switch encryption on, let only the encrypted ports through, or encrypt the line.")};
    case PlanRule::LostAcceptance:
        return {Severity::Information, FindingText::tr("Acceptance of nothing"),
                FindingText::tr("A finding that was accepted is there no more, or is about something else now."),
                FindingText::tr("Remove the acceptance, or accept the finding as it is now.")};
    case PlanRule::TooManySites:
        return {Severity::Information, FindingText::tr("Too many sites to look at each pair"),
                FindingText::tr("Filters and unencrypted traffic between sites are looked for pair by pair."),
                FindingText::tr("Review parts of the plan on their own.")};
    default:
        return {};
    }
}

} // namespace

DesignRule planRule(PlanRule number)
{
    const Texts texts = number < PlanRule::NoSite ? textsOfDocument(number) : textsOfPlace(number);
    DesignRule rule;
    rule.id = QStringLiteral("P%1").arg(static_cast<int>(number));
    rule.severity = texts.severity;
    rule.title = texts.title;
    rule.statement = texts.statement;
    rule.remedy = texts.remedy;
    return rule;
}

} // namespace portolan
