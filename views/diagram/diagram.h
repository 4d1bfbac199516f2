// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/flows/flowset.h"

#include <QList>
#include <QPointF>
#include <QSizeF>
#include <QString>
#include <QStringList>

#include <optional>

namespace portolan {

/// What to draw of a FlowSet: a view, but for its filter and focus, which have chosen the FlowSet (shownFlows()).
struct DiagramOptions : ChartView {
    bool onlyUsed = false; ///< servers and sites without flows are left out, as after a filter
    QString date; ///< printed under the title as it is; empty: none
    bool showsChecks = false; ///< labels and title keep room for what checks say (CheckMarks)
};

enum class NodeKind { Site, RoleSet, Server };

/// Something printed on a card, placed when the card was measured.
struct CardPiece {
    enum class Kind { Title, Count, Line, Icon, Badge, Check };
    Kind kind = Kind::Line;
    QPointF at; ///< base line's start (text), top left (icon, badge, check); scene points from the card's top left
    QString text; ///< of an icon: the name of its drawing
    int role = -1; ///< of an icon: index into Catalog::roles()
};

/// A card: a site, a set of servers with the same roles, or a server.
struct DiagramNode {
    QString id; ///< stable: "site:hq", "roles:hq:client-access+hub-transport", "server:mbx1"
    NodeKind kind = NodeKind::Server;
    int item = -1; ///< the item that holds it
    int site = -1; ///< index into Topology::sites
    QString title;
    QString count; ///< "×3" or empty
    QStringList lines; ///< under the roles: addresses, groups, what a site holds
    QList<int> roles; ///< indexes into Catalog::roles(), in the catalog's order: stripes and icons
    QStringList badges; ///< "AD"
    ServerSet servers; ///< the servers that it stands for
    QList<CardPiece> pieces;
    QSizeF size; ///< scene points
};

/// A site's box.
struct DiagramBox {
    QString id; ///< "site:hq"
    int site = -1;
    QString title;
    QString subtitle; ///< kind in words
    SiteKind kind = SiteKind::Internal;
    QSizeF titleSize; ///< scene points
};

/// What the layout places and edges end at: a card, or a frame around the cards of like servers, which have the same
/// flows.
struct DiagramItem {
    int box = -1; ///< index into Diagram::boxes, -1: outside any, a site's own card
    QList<int> nodes; ///< indexes into Diagram::nodes; more than one: a frame
    int columns = 1; ///< of a frame's grid
    QString title; ///< of a frame: "DAG1 · 4 alike" or empty
    int tier = 0; ///< left to right
    QSizeF size; ///< scene points, a frame's border included
    /// Top left, scene points from its site box's top left, or from the chart's top left for an item outside boxes.
    std::optional<QPointF> pin;
};

enum class PillText {
    Code,
    Ports,
    Status,
    Check, ///< room for a CheckMark: its text is the longest that may come
};

struct PillLine {
    PillText kind = PillText::Ports;
    QString text;
};

/// Flows of one data path that an edge stands for: every source with every destination but itself.
struct EdgeFlows {
    int path = 0; ///< index into Catalog::dataPaths()
    quint32 group = 0; ///< index into FlowSet::groups()
    ServerSet sources;
    ServerSet destinations;
    quint32 entries = 0; ///< bit n: entry n of the path's ports is on this edge
    Flow sample; ///< one of the flows; the others have its encryption and authentication
    qint64 count = 0; ///< of flows
};

/// Sites drawn as one where a chart is too large for lines between cards: lines between sites end here.
struct DiagramBlock {
    QList<int> boxes; ///< indexes into Diagram::boxes; more than one: a frame around sites with the same lines
    QString title; ///< of a frame
};

/// An end of an edge: a card or frame, or a block of sites.
struct EdgeLeg {
    int item = -1; ///< index into Diagram::items, or -1
    int block = -1; ///< index into Diagram::blocks, or -1
    bool opens = false; ///< connections are opened here
    bool answers = false; ///< connections are answered here: an arrowhead
    friend bool operator==(const EdgeLeg &, const EdgeLeg &) = default;
};

/// All flows between its ends that are drawn as one: a line, or several that meet in one label where like lines were
/// put together. Each end that opens talks to each that answers, but not to itself.
struct DiagramEdge {
    QString id; ///< stable: "edge:<ends>|<codes>"
    QString ends; ///< stable, the same for all edges between these ends: what ChartView::split names
    bool isSplit = false; ///< one of several, each a data path
    QList<EdgeLeg> legs; ///< one: traffic among the servers of one frame or card
    int leftLegs = 1; ///< so many of them, the first, lie to the left
    Encryption encryption = Encryption::Encrypted; ///< the weakest of its flows
    QStringList codes; ///< of its data paths, in the reference's order
    QList<PillLine> lines; ///< empty for LabelMode::None
    bool isShortened = false; ///< its label leaves something out
    QString summary; ///< one sentence for tool tips, <title> and screen readers
    std::vector<EdgeFlows> flows;
    qint64 flowCount = 0;
    QSizeF pillSize; ///< scene points; empty for no pill

    bool isLoop() const { return legs.size() == 1; }
    /// More than two lines meet in it.
    bool isBundle() const { return legs.size() > 2; }
};

/// A line of the key that explains folded traffic.
struct FoldedTraffic {
    QString badge; ///< "AD"
    QString text;
    QStringList codes;
};

struct CodeEntry {
    QString code; ///< as it stands on labels
    QString title;
};

/// What the key lists: only what is on the chart.
struct DiagramKey {
    QList<Encryption> encryptions; ///< strongest first
    bool twoHeads = false;
    bool frames = false; ///< of like servers
    bool bundles = false;
    bool blocks = false; ///< frames of like sites
    bool checks = false; ///< signs of what checks say
    QList<FoldedTraffic> folded;
    QList<CodeEntry> labelsInFull; ///< "#1", "#2" … on shortened labels, and what they leave out
    QList<CodeEntry> codes; ///< in the reference's order
    QStringList remarks; ///< dynamic ranges, traffic left out, lines that were shortened
};

/// What a view shows of a FlowSet, before it has places. A value.
struct Diagram {
    FlowSet flows;
    Level level = Level::Roles; ///< never Auto
    LabelMode labels = LabelMode::Ports;
    bool showsChecks = false;
    QString title;
    QString subtitle;
    QList<DiagramBox> boxes; ///< of the sites that are open; fewer than sites, none at level sites
    QList<DiagramBlock> blocks; ///< empty where lines between sites end at cards
    QList<DiagramItem> items;
    QList<DiagramNode> nodes;
    QList<DiagramEdge> edges;
    DiagramKey key;
};

/// The level that `auto` stands for: the most detailed one that stays readable.
Level readableLevel(const FlowSet &flows, const DiagramOptions &options = {});

/// Indexes of the nodes at one end.
QList<int> nodesAt(const Diagram &diagram, const EdgeLeg &leg);

/// A pure function of its arguments, but for the fonts: needs a QGuiApplication.
Diagram summarise(const FlowSet &flows, const DiagramOptions &options);

/// Words for people.
QString encryptionText(Encryption encryption); ///< "encrypted by default"
QString encryptionWord(Encryption encryption); ///< "off by default": for labels and cells
QString siteKindText(const Site &site); ///< "internal · internet-facing"
QString portText(const Catalog &catalog, const FlowPort &port, const PortEntry &entry); ///< "25 SMTP", "53/UDP DNS"

} // namespace portolan
