// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/diagram/diagram.h"
#include "views/inspector/explain.h"
#include "views/inspector/firewallmatch.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>

namespace portolan {

namespace {

/// Pairs of servers looked at for ports and encryption; like servers give like answers long before.
constexpr int kMostPairs = 4000;

QString tr(const char *text)
{
    return QCoreApplication::translate("portolan::Inspector", text);
}

QString scopeText(const Catalog &catalog, Scope scope)
{
    const auto group = [&](QStringView kind, const QString &otherwise) {
        for (const GroupKind &known : catalog.groups()) {
            if (known.kind == kind)
                return known.label;
        }
        return otherwise;
    };
    switch (scope) {
    case Scope::Local:
        return tr("both ends are on one server");
    case Scope::Site:
        return tr("both ends are in the same site");
    case Scope::Organization:
        return tr("both ends belong to the same organization");
    case Scope::OtherSite:
        return tr("the ends are in different internal sites of one organization");
    case Scope::OtherOrganization:
        return tr("the ends belong to different organizations");
    case Scope::Dag:
        return tr("both ends are members of the same group (%1)").arg(group(u"dag", tr("DAG")));
    case Scope::EdgeSubscription:
        return tr("a group (%1) joins the one end to the other end's site")
            .arg(group(u"edge-subscription", tr("Edge subscription")));
    case Scope::Directory:
        return tr("the destination is in the nearest site that has such a server");
    case Scope::Client:
        return tr("an inside client reaches the nearest internal site with that role, an outside client reaches "
                  "internet-facing sites");
    case Scope::InternalClient:
        return tr("an inside client reaches the nearest internal site with that role");
    case Scope::ExternalClient:
        return tr("an outside client reaches internet-facing sites");
    }
    return {};
}

QString securityText(const QString &security)
{
    if (security.isEmpty() || security == QStringLiteral("none"))
        return tr("no security of its own");
    if (security == QStringLiteral("starttls"))
        return tr("turns to TLS after the greeting (STARTTLS)");
    if (security == QStringLiteral("tls"))
        return tr("TLS from the first byte");
    if (security == QStringLiteral("tls-optional"))
        return tr("TLS where switched on");
    if (security == QStringLiteral("rpc"))
        return tr("RPC encryption");
    if (security == QStringLiteral("kerberos"))
        return tr("Kerberos encryption");
    if (security == QStringLiteral("ipsec"))
        return tr("IPsec");
    return security;
}

struct UsedPort {
    FlowPort port;
    bool back = false; ///< opened by the flow's destination
    int servers = 1; ///< destinations that use this very range
};

struct Seen {
    std::vector<UsedPort> ports;
    QSet<int> encryptions;
    QList<int> rules;
    QStringList authentication;
};

bool samePort(const UsedPort &a, const FlowPort &port, bool back)
{
    return a.port.entry == port.entry && a.port.ports == port.ports && a.port.transport == port.transport
        && a.back == back;
}

/// What the reader wants to know of flows: the flows of a product of sets, looked at one by one.
class Looker
{
public:
    Looker(const FlowSet &flows, const std::optional<FlowRow> &row) : m_flows(flows), m_row(row) { }

    void look(const EdgeFlows &picked)
    {
        const FlowGroup &group = m_flows.groups().at(picked.group);
        for (const quint32 source : picked.sources) {
            for (const quint32 destination : picked.destinations) {
                if (group.self == (source == destination) && ++m_pairs <= kMostPairs)
                    look(picked, Flow{group.path, source, destination, group.entries});
            }
        }
    }

    Seen seen()
    {
        m_seen.rules = QList<int>(m_rules.begin(), m_rules.end());
        std::sort(m_seen.rules.begin(), m_seen.rules.end());
        std::stable_sort(m_seen.ports.begin(), m_seen.ports.end(),
                         [](const UsedPort &a, const UsedPort &b) { return a.port.entry < b.port.entry; });
        return m_seen;
    }

private:
    void look(const EdgeFlows &picked, const Flow &flow)
    {
        m_seen.encryptions.insert(static_cast<int>(m_flows.encryption(flow)));
        for (const QString &id : m_flows.defaultAuthentication(flow)) {
            if (!m_seen.authentication.contains(id))
                m_seen.authentication << id;
        }
        for (const FlowPort &port : m_flows.ports(m_row ? m_row->flow : flow)) {
            if (m_row && (port.entry != m_row->entry || port.source != m_row->source || port.ports != m_row->ports))
                continue;
            if ((picked.entries >> static_cast<unsigned>(port.entry) & 1U) != 0)
                look(flow, port);
        }
    }

    void look(const Flow &flow, const FlowPort &port)
    {
        const bool back = port.source != flow.source;
        const quint64 once = (quint64(port.destination) << 8U) | quint64(port.entry);
        const auto known = std::find_if(m_seen.ports.begin(), m_seen.ports.end(),
                                        [&](const UsedPort &used) { return samePort(used, port, back); });
        if (known == m_seen.ports.end())
            m_seen.ports.push_back({port, back, 1});
        else if (!m_counted.contains(once))
            ++known->servers;
        m_counted.insert(once);
        if (port.source == port.destination)
            return;
        for (const int rule :
             rulesThatOpen(m_flows, port, m_flows.catalog().dataPaths().at(flow.path).ports.at(port.entry)))
            m_rules.insert(rule);
    }

    const FlowSet &m_flows;
    const std::optional<FlowRow> &m_row;
    Seen m_seen;
    QSet<int> m_rules;
    QSet<quint64> m_counted;
    int m_pairs = 0;
};

Html authentications(const Catalog &catalog, const QStringList &ids)
{
    QStringList labels;
    for (const QString &id : ids)
        labels << catalog.authenticationLabel(id);
    return Html::of(labels.join(QStringLiteral(", ")));
}

const DynamicPortRule *dynamicRule(const FlowSet &flows, quint32 server)
{
    for (const DynamicPortRule &rule : flows.catalog().dynamicPorts()) {
        if (rule.role < 0 || flows.hasRole(server, rule.role))
            return &rule;
    }
    return nullptr;
}

void explainPorts(HtmlWriter &out, const FlowSet &flows, const DataPath &path, const Seen &seen)
{
    out.heading(tr("Ports"));
    if (seen.ports.empty()) {
        out.paragraph(Html::of(path.ports.isEmpty() ? tr("None: this path needs no port on the network.")
                                                    : tr("None between these servers.")));
        return;
    }
    const Catalog &catalog = flows.catalog();
    QStringList dynamicNotes;
    QList<Html> items;
    for (const UsedPort &used : seen.ports) {
        const PortEntry &entry = path.ports.at(used.port.entry);
        QStringList remarks{securityText(entry.security)};
        if (entry.kind == PortKind::RpcDynamic)
            remarks << tr("handed out by the endpoint mapper");
        if (entry.kind == PortKind::DagReplicationPort)
            remarks << tr("set for the group");
        if (!entry.atRole.isEmpty() && catalog.roleIndex(entry.atRole) >= 0)
            remarks << tr("to %1").arg(catalog.roles().at(catalog.roleIndex(entry.atRole)).label);
        if (entry.implied)
            remarks << tr("implied: not printed in the row, follows from the reference's notes");
        if (used.back)
            remarks << tr("opened by the destination towards the source");
        if (seen.ports.size() > 1 && used.servers > 1
            && (entry.kind == PortKind::RpcDynamic || entry.kind == PortKind::Dynamic))
            remarks << tr("%1 servers").arg(used.servers);
        items << Html::bold(portText(catalog, used.port, entry)) + Html::of(QStringLiteral(" · "))
                + Html::of(remarks.join(QStringLiteral(" · ")));
        if (entry.kind != PortKind::RpcDynamic && entry.kind != PortKind::Dynamic)
            continue;
        const Server &server = flows.topology().servers.at(used.port.destination);
        const DynamicPortRule *rule = dynamicRule(flows, used.port.destination);
        const Note *note = rule ? catalog.note(rule->note) : nullptr;
        const QString range = QStringLiteral("%1–%2").arg(used.port.ports.first).arg(used.port.ports.last);
        const QString text = server.dynamicPorts
            ? (used.servers > 1 ? tr("%1 is set in the topology for %2 servers.").arg(range).arg(used.servers)
                                : tr("%1 is set in the topology for %2.").arg(range, server.name))
            : note ? note->text
                   : QString();
        if (!text.isEmpty() && !dynamicNotes.contains(text))
            dynamicNotes << text;
    }
    out.bullets(items);
    for (const QString &note : dynamicNotes)
        out.quiet(Html::lines(note));
}

void explainEncryption(HtmlWriter &out, const DataPath &path, const Seen &seen, const Catalog &catalog)
{
    QStringList mechanisms;
    for (const QString &id : path.mechanisms)
        mechanisms << catalog.mechanismLabel(id);
    out.row(tr("Encryption"),
            Html::of(path.encryption == Encryption::None
                         ? tr("not supported")
                         : tr("supported: %1").arg(mechanisms.join(QStringLiteral(", ")))));
    out.row(tr("By default"), out.encryption(path.encryption));
    if (seen.encryptions.contains(static_cast<int>(Encryption::Disabled))) {
        const bool everywhere = seen.encryptions.size() == 1;
        out.row(tr("In this topology"),
                out.encryption(Encryption::Disabled)
                    + Html::of(everywhere ? tr(": a link between the sites switches TLS off")
                                          : tr(" between some of the sites: a link switches TLS off")));
    }
}

void explainSource(HtmlWriter &out, const Catalog &catalog, const DataPath &path)
{
    out.heading(tr("As the reference prints it"));
    const CatalogTable &table = catalog.tables().at(path.table);
    out.row(tr("Data path"), Html::lines(path.title));
    out.row(tr("Required ports"), Html::lines(path.printed.ports));
    out.row(tr("Default authentication"), Html::lines(path.printed.defaultAuthentication));
    out.row(tr("Supported authentication"), Html::lines(path.printed.supportedAuthentication));
    out.row(tr("Encryption supported"), Html::lines(path.printed.encryptionSupported));
    out.row(tr("Encrypted by default"), Html::lines(path.printed.encryptedByDefault));
    out.quiet(Html::of(tr("%1: %2 (%3), table “%4”, row %5")
                           .arg(catalog.product(), catalog.sourceTitle(), catalog.sourceDate(), table.title)
                           .arg(path.row)));
}

void explainNotes(HtmlWriter &out, const Catalog &catalog, const DataPath &path)
{
    QList<Html> notes;
    for (const QString &id : path.notes) {
        if (const Note *note = catalog.note(id))
            notes << Html::lines(note->text) + Html::of(QStringLiteral(" ")) + out.quietText(note->source);
    }
    if (!notes.isEmpty()) {
        out.heading(tr("Notes that apply"));
        out.bullets(notes);
    }
    QList<Html> misprints;
    for (const Misprint &misprint : catalog.misprints()) {
        if (misprint.dataPaths.contains(path.id))
            misprints << Html::of(tr("Printed “%1”, meant “%2”. ").arg(misprint.printed, misprint.corrected))
                    + Html::lines(misprint.explanation);
    }
    if (!misprints.isEmpty()) {
        out.heading(tr("Misprints of this row"));
        out.bullets(misprints);
    }
}

} // namespace

void explainRules(HtmlWriter &out, const FlowSet &flows, const QList<int> &rules)
{
    const Catalog &catalog = flows.catalog();
    QList<Html> items;
    for (const int index : rules) {
        const FirewallRule &rule = catalog.firewallRules().at(index);
        Html text = Html::bold(rule.name) + Html::of(QStringLiteral(" · ")) + Html::of(rule.printedPorts);
        if (rule.unbound)
            text = text + Html::of(QStringLiteral(" · ")) + Html::of(tr("for any program"));
        else if (!rule.program.isEmpty())
            text = text + Html::of(QStringLiteral(" · ")) + out.quietText(rule.program);
        for (const Misprint &misprint : catalog.misprints()) {
            if (misprint.firewallRules.contains(rule.name))
                text = text + Html::of(QStringLiteral(" · "))
                    + out.quietText(tr("printed “%1”, meant “%2”").arg(misprint.printed, misprint.corrected));
        }
        items << text;
    }
    out.bullets(items);
}

void explainFlows(HtmlWriter &out, const FlowSet &flows, const std::vector<EdgeFlows> &picked,
                  const std::optional<FlowRow> &row)
{
    const Catalog &catalog = flows.catalog();
    const DataPath &path = catalog.dataPaths().at(picked.front().path);
    Looker looker(flows, row);
    QList<Html> ends;
    bool crosses = false;
    for (const EdgeFlows &part : picked) {
        looker.look(part);
        const bool self = flows.groups().at(part.group).self;
        crosses = crosses || !self;
        ends << Html::of(serverNames(flows, part.sources)) + out.quietText(self ? tr(" on itself") : tr(" to "))
                + (self ? Html() : Html::of(serverNames(flows, part.destinations)));
    }
    const Seen seen = looker.seen();

    out.pathTitle(path.code, path.title);
    if (!seen.encryptions.isEmpty()) {
        const auto weakest = *std::min_element(seen.encryptions.begin(), seen.encryptions.end());
        out.paragraph(out.encryption(static_cast<Encryption>(weakest)));
    }
    if (picked.size() == 1 && crosses) {
        out.row(tr("From"), Html::of(serverNames(flows, picked.front().sources)));
        out.row(tr("To"), Html::of(serverNames(flows, picked.front().destinations)));
    } else {
        out.bullets(ends);
    }
    out.row(tr("Default authentication"), authentications(catalog, seen.authentication));
    out.row(tr("Supported"), authentications(catalog, path.supportedAuthentication));
    explainEncryption(out, path, seen, catalog);

    explainPorts(out, flows, path, seen);

    out.heading(tr("Why it exists"));
    QStringList scopes;
    for (const Scope scope : path.scopes)
        scopes << scopeText(catalog, scope);
    out.paragraph(Html::of(tr("The source has the role %1, the destination %2, and %3.")
                               .arg(roleLabels(catalog, path.from, tr(" or ")),
                                    roleLabels(catalog, path.to, tr(" or ")), scopes.join(tr(", or ")))));
    if (!crosses)
        out.paragraph(Html::of(tr("Both roles are on one server: this never crosses the network.")));
    if (path.bidirectional)
        out.paragraph(Html::of(tr("Either end may open the connection.")));
    out.quiet(Html::of(path.endpointsStated ? tr("The reference names both ends.")
                                            : tr("The reference does not name both ends; they are inferred.")));

    if (!path.remark.isEmpty()) {
        out.heading(tr("Remark"));
        out.paragraph(Html::lines(path.remark));
    }
    explainNotes(out, catalog, path);
    if (!seen.ports.empty() && crosses) {
        out.heading(tr("Windows Firewall rules that open it on the destination"));
        if (seen.rules.isEmpty())
            out.paragraph(Html::of(tr("None of the product's own rules: the destination needs another.")));
        explainRules(out, flows, seen.rules);
    }
    explainSource(out, catalog, path);
}

} // namespace portolan
