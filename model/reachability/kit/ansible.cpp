// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "ansible.h"
#include "kitdata.h"

#include "model/reachability/protocols/boundedconversation.h"
#include "model/reachability/protocols/cleantext.h"

#include <QSet>

#include <algorithm>

namespace portolan {

using namespace Qt::StringLiterals;

namespace {

/// Where the plan does not say the system, roles do that bring rules for Windows' own firewall.
bool isWindows(const Catalog &catalog, const Server &server)
{
    if (!server.operatingSystem.isEmpty())
        return server.operatingSystem.contains(u"windows", Qt::CaseInsensitive);
    return std::any_of(catalog.firewallRules().begin(), catalog.firewallRules().end(), [&](const FirewallRule &rule) {
        return std::any_of(rule.roles.begin(), rule.roles.end(),
                           [&](int role) { return server.roles.contains(catalog.roles()[role].id); });
    });
}

/// Names or addresses are all that Ansible goes to; anything else would be for its templates.
QString hostOf(const Server &server)
{
    for (const QString &candidate : {server.addresses.value(0), server.fqdn, server.name}) {
        const QByteArray plain = plainHostName(candidate);
        if (!plain.isEmpty() && plain == candidate.toUtf8())
            return candidate;
    }
    return server.id;
}

class Inventory
{
public:
    Inventory(const FlowSet &flows, const QList<Kit> &kits) : m_flows(flows), m_kits(kits) { }

    QByteArray bytes();

private:
    void addSystem(const QByteArray &name, const QByteArray &variables, bool wantsWindows);
    void addSites();
    void addHost(const Kit &kit);
    const Server &server(const Kit &kit) const { return m_flows.topology().servers[kit.server]; }

    const FlowSet &m_flows;
    const QList<Kit> &m_kits;
    QByteArray m_text;
};

QByteArray Inventory::bytes()
{
    m_text = QByteArray("# ") + kKitMark
        + "\n# What group_vars/ and host_vars/ beside this file say goes before what stands here.\nall:\n  vars:\n"
          "    portolan_before: []\n  children:\n";
    addSystem("windows",
              "        ansible_connection: winrm\n        ansible_port: 5986\n"
              "        ansible_winrm_transport: kerberos\n        ansible_winrm_scheme: https\n",
              true);
    addSystem("posix", "        ansible_connection: ssh\n", false);
    addSites();
    return m_text;
}

void Inventory::addSystem(const QByteArray &name, const QByteArray &variables, bool wantsWindows)
{
    m_text += "    " + name + ":\n      vars:\n" + variables;
    bool hasAny = false;
    for (const Kit &kit : m_kits) {
        if (isWindows(m_flows.catalog(), server(kit)) != wantsWindows)
            continue;
        if (!hasAny)
            m_text += "      hosts:\n";
        hasAny = true;
        addHost(kit);
    }
}

void Inventory::addHost(const Kit &kit)
{
    // Without the tag Ansible would carry out what a name says between braces.
    m_text += "        " + yamlText(server(kit).id) + ":\n          ansible_host: " + yamlText(hostOf(server(kit)))
        + "\n          portolan_kit: " + yamlText(kit.folder) + "\n          portolan_name: !unsafe "
        + yamlText(cleaned(server(kit).name)) + '\n';
}

void Inventory::addSites()
{
    QSet<QByteArray> names;
    for (const Site &site : m_flows.topology().sites) {
        QList<Kit> kits;
        std::copy_if(m_kits.begin(), m_kits.end(), std::back_inserter(kits),
                     [&](const Kit &kit) { return server(kit).site == site.id; });
        if (kits.isEmpty())
            continue;
        // Names of groups are letters, digits and "_", which ids may differ beyond.
        const QByteArray stem = "site_" + site.id.toLatin1().replace('-', '_').replace('.', '_');
        QByteArray name = stem;
        for (int number = 2; names.contains(name); ++number)
            name = stem + '_' + QByteArray::number(number);
        names.insert(name);
        m_text += "    " + name + ":\n      hosts:\n";
        for (const Kit &kit : kits)
            m_text += "        " + yamlText(server(kit).id) + ":\n";
    }
}

QByteArray readme(const FlowSet &flows, const QList<Kit> &kits)
{
    QString text = QString::fromUtf8(kitFile(u"ansible-README.txt"_s));
    text.replace(u"{count}"_s, QString::number(kits.size()));
    return text.replace(u"{plan}"_s, cleaned(flows.topology().name)).toUtf8();
}

} // namespace

QList<KitFile> ansibleFiles(const FlowSet &flows, const QList<Kit> &kits)
{
    QList<KitFile> files{{u"inventory.yml"_s, Inventory(flows, kits).bytes(), false},
                         {u"playbook.yml"_s, kitFile(u"playbook.yml"_s), false},
                         {u"posix.yml"_s, kitFile(u"posix.yml"_s), false},
                         {u"windows.yml"_s, kitFile(u"windows.yml"_s), false},
                         {u"README.txt"_s, readme(flows, kits), false}};
    for (const Kit &kit : kits) {
        for (const KitFile &file : kit.files)
            files.append({u"kits/"_s + file.path, file.bytes, file.isProgram});
    }
    return files;
}

QByteArray yamlText(const QString &text)
{
    QByteArray result = "\"";
    for (const char32_t c : text.toUcs4()) {
        const bool isPlain = c >= 0x20 && c < 0x7F && c != U'"' && c != U'\\';
        if (isPlain)
            result += char(c);
        else
            result += "\\U" + QByteArray::number(uint(c), 16).rightJustified(8, '0');
    }
    return result + '"';
}

} // namespace portolan
