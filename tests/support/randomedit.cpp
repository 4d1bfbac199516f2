// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "randomedit.h"

#include <algorithm>
#include <random>

namespace portolan::test {

using namespace Qt::StringLiterals;

namespace {

const QStringList kRoles{u"edge"_s, u"cas"_s, u"mailbox"_s, u"dc"_s, u"gc"_s, u"client"_s};

class Editor
{
public:
    Editor(Topology &topology, quint64 seed, const QString &mark) : m_topology(topology), m_engine(seed), m_mark(mark)
    {
    }

    void step()
    {
        switch (below(14)) {
        case 0:
            addSite();
            break;
        case 1:
            removeSite();
            break;
        case 2:
        case 3:
            addServer();
            break;
        case 4:
            removeServer();
            break;
        case 5:
        case 6:
        case 7:
            changeServer();
            break;
        case 8:
            changeSite();
            break;
        case 9:
            changeLinks();
            break;
        case 10:
        case 11:
            changeGroups();
            break;
        case 12:
            changeRest();
            break;
        default:
            std::shuffle(m_topology.servers.begin(), m_topology.servers.end(), m_engine);
            break;
        }
    }

private:
    int below(qsizetype count) { return static_cast<int>(m_engine() % static_cast<quint64>(count)); }
    bool oneIn(int count) { return below(count) == 0; }
    QString newText(const QString &kind) { return u"%1-%2-%3"_s.arg(kind, m_mark).arg(below(1000)); }
    template <typename T>
    T &any(QList<T> &items)
    {
        return items[below(items.size())];
    }
    QString newId(const QString &kind)
    {
        const auto isTaken = [this](const QString &id) {
            const auto hasId = [&id](const auto &item) { return item.id == id; };
            return std::any_of(m_topology.sites.begin(), m_topology.sites.end(), hasId)
                || std::any_of(m_topology.servers.begin(), m_topology.servers.end(), hasId)
                || std::any_of(m_topology.groups.begin(), m_topology.groups.end(), hasId);
        };
        QString id = newText(kind);
        while (isTaken(id))
            id += u'x';
        return id;
    }

    void addSite()
    {
        Site site;
        site.id = newId(u"site"_s);
        site.name = site.id;
        m_topology.sites.insert(below(m_topology.sites.size() + 1), site);
    }

    void removeSite()
    {
        if (m_topology.sites.size() < 2)
            return;
        const QString id = m_topology.sites.takeAt(below(m_topology.sites.size())).id;
        const QString other = any(m_topology.sites).id;
        m_topology.links.removeIf([&id](const Link &link) { return link.first == id || link.second == id; });
        for (Server &server : m_topology.servers) {
            if (server.site == id)
                server.site = other;
        }
        for (Group &group : m_topology.groups) {
            if (group.site == id)
                group.site = oneIn(2) ? other : QString();
        }
    }

    void addServer()
    {
        Server server;
        server.id = newId(u"server"_s);
        server.name = newText(u"name"_s);
        server.site = any(m_topology.sites).id;
        server.roles << any(m_roles);
        m_topology.servers.insert(below(m_topology.servers.size() + 1), server);
    }

    void removeServer()
    {
        if (m_topology.servers.isEmpty())
            return;
        const QString id = m_topology.servers.takeAt(below(m_topology.servers.size())).id;
        for (Group &group : m_topology.groups) {
            group.members.removeAll(id);
            group.gateways.removeAll(id);
            for (QString *witness : {&group.witness, &group.alternateWitness}) {
                if (*witness == id)
                    witness->clear();
            }
        }
    }

    void changeServer()
    {
        if (m_topology.servers.isEmpty())
            return;
        Server &server = any(m_topology.servers);
        switch (below(6)) {
        case 0:
            server.name = newText(u"name"_s);
            break;
        case 1:
            server.site = any(m_topology.sites).id;
            break;
        case 2:
            if (const QString role = any(m_roles); !server.roles.removeAll(role))
                server.roles << role;
            break;
        case 3:
            server.dynamicPorts = PortRange{5000, static_cast<quint16>(5000 + below(5))};
            break;
        case 4:
            server.addresses << u"10.0.0.%1"_s.arg(below(250));
            break;
        default:
            server.notes = newText(u"note"_s);
            break;
        }
    }

    void changeSite()
    {
        Site &site = any(m_topology.sites);
        if (oneIn(3))
            site.kind = static_cast<SiteKind>(below(3));
        else if (oneIn(2))
            site.internetFacing = !site.internetFacing;
        else
            site.notes = newText(u"note"_s);
    }

    void changeLinks()
    {
        if (!m_topology.links.isEmpty() && oneIn(2)) {
            Link &link = any(m_topology.links);
            link.tlsDisabled = oneIn(2);
            link.cost = 1 + below(5);
            return;
        }
        const QString first = any(m_topology.sites).id;
        const QString second = any(m_topology.sites).id;
        const auto joins = [&](const Link &link) {
            return std::minmax(link.first, link.second) == std::minmax(first, second);
        };
        if (first == second)
            return;
        if (std::any_of(m_topology.links.begin(), m_topology.links.end(), joins))
            m_topology.links.removeIf(joins);
        else
            m_topology.links << Link{first, second, 1 + below(5), oneIn(2), false, nullptr};
    }

    void changeGroups()
    {
        if (m_topology.groups.isEmpty() || oneIn(5)) {
            Group group;
            group.id = newId(u"group"_s);
            group.name = group.id;
            group.kind = oneIn(2) ? GroupType::Dag : GroupType::EdgeSubscription;
            m_topology.groups << group;
        } else if (oneIn(8)) {
            m_topology.groups.removeAt(below(m_topology.groups.size()));
        } else if (Group &group = any(m_topology.groups); group.kind == GroupType::EdgeSubscription && oneIn(3)) {
            group.site = any(m_topology.sites).id;
        } else if (group.kind == GroupType::Dag && oneIn(4)) {
            group.replicationPort = static_cast<quint16>(6000 + below(3));
        } else if (!m_topology.servers.isEmpty()) {
            const QString id = any(m_topology.servers).id;
            if (group.kind == GroupType::Dag && oneIn(4))
                group.witness = id;
            else if (!group.members.removeAll(id))
                group.members << id;
        }
    }

    void changeRest()
    {
        if (oneIn(3)) {
            m_topology.name = newText(u"name"_s);
        } else if (oneIn(2)) {
            m_topology.accepted << AcceptedFinding{u"S%1"_s.arg(below(5)), {}, newText(u"reason"_s), nullptr};
        } else if (m_topology.views.isEmpty() || oneIn(2)) {
            ChartView view;
            view.name = newId(u"view"_s);
            const auto isNamed = [&view](const ChartView &other) { return other.name == view.name; };
            if (std::none_of(m_topology.views.begin(), m_topology.views.end(), isNamed))
                m_topology.views << view;
        } else {
            ChartView &view = any(m_topology.views);
            view.level = static_cast<Level>(below(4));
            view.pins << PinnedCard{newText(u"server:card"_s), QPoint(below(100), below(100))};
        }
    }

    Topology &m_topology;
    std::mt19937_64 m_engine;
    QString m_mark;
    QStringList m_roles = kRoles;
};

} // namespace

Topology randomlyEdited(Topology topology, quint64 seed, int steps, const QString &mark)
{
    Editor editor(topology, seed, mark);
    for (int i = 0; i < steps; ++i)
        editor.step();
    return topology;
}

} // namespace portolan::test
