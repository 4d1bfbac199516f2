// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/layout/worker/dot.h"

#include <QByteArrayList>
#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <vector>

#include <gvc.h>

#ifdef PORTOLAN_LINKED_DOT
extern "C" gvplugin_library_t gvplugin_dot_layout_LTX_library;
#endif

namespace portolan {

namespace {

constexpr double kPointsPerInch = 72;
constexpr qsizetype kMaxComplaints = 2'000;

// Graphviz has one error handler for the process, without a place for our own data.
QByteArray &complaints()
{
    static QByteArray text;
    return text;
}

int onComplaint(char *text)
{
    if (complaints().size() < kMaxComplaints)
        complaints() += text;
    return 0;
}

/// Graphviz before version 9 takes the strings that it only reads as char *.
char *cstr(const QByteArray &bytes)
{
    return const_cast<char *>(bytes.constData());
}

QByteArray inches(double points)
{
    return QByteArray::number(points / kPointsPerInch, 'f', 5);
}

tl::unexpected<Errors> failed(const QString &detail)
{
    Error error;
    error.code = ErrorCode::LayoutFailed;
    error.detail = detail;
    return failure(error);
}

struct CloseGraph {
    void operator()(Agraph_t *graph) const { agclose(graph); }
};
using GvGraph = std::unique_ptr<Agraph_t, CloseGraph>;

/// Frees the layout before its graph is closed (declare it after the graph).
class GvLayout
{
public:
    GvLayout(GVC_t *context, Agraph_t *graph)
        : m_context(context), m_graph(graph), m_done(gvLayout(context, graph, "dot") == 0)
    {
    }
    ~GvLayout() { gvFreeLayout(m_context, m_graph); }
    GvLayout(const GvLayout &) = delete;
    GvLayout &operator=(const GvLayout &) = delete;
    bool isDone() const { return m_done; }

private:
    GVC_t *m_context;
    Agraph_t *m_graph;
    bool m_done;
};

/// Numbers for ids. cgraph's own discipline takes the addresses of names, by which it then orders subgraphs: the same
/// graph would be laid out in another way the next time.
long numberedId(void * /*state*/, int /*kind*/, char *name, IDTYPE *id, int /*create*/)
{
    static IDTYPE next = 1; // odd, as AgIdDisc's other functions expect of what is not an address
    if (name)
        return 0;
    *id = next;
    next += 2;
    return 1;
}

Agraph_t *openGraph()
{
    static Agiddisc_t ids = AgIdDisc;
    ids.map = &numberedId;
    static Agdisc_t disciplines = AgDefaultDisc;
    disciplines.id = &ids;
    return agopen(cstr("chart"), Agdirected, &disciplines);
}

void declare(Agraph_t *graph, int kind, const char *name, const QByteArray &value)
{
    agattr(graph, kind, cstr(name), cstr(value));
}

void set(void *object, const char *name, const QByteArray &value)
{
    agsafeset(object, cstr(name), cstr(value), cstr(""));
}

void declareAll(Agraph_t *root, const DotGraph &graph)
{
    declare(root, AGRAPH, "rankdir", "LR");
    declare(root, AGRAPH, "newrank", "true");
    declare(root, AGRAPH, "splines", graph.splines);
    declare(root, AGRAPH, "nodesep", inches(graph.nodeGap));
    declare(root, AGRAPH, "ranksep", inches(graph.rankGap));
    declare(root, AGRAPH, "mclimit", graph.effort);
    declare(root, AGRAPH, "label", "");
    declare(root, AGRAPH, "labeljust", "l");
    declare(root, AGRAPH, "labelloc", "t");
    // The root's margin is what dot keeps between the clusters in it.
    declare(root, AGRAPH, "margin", QByteArray::number(graph.clusterGap));
    declare(root, AGNODE, "shape", "box");
    declare(root, AGNODE, "fixedsize", "true");
    declare(root, AGNODE, "label", "");
    declare(root, AGNODE, "width", "1");
    declare(root, AGNODE, "height", "1");
    declare(root, AGEDGE, "arrowhead", "none");
    declare(root, AGEDGE, "weight", "1");
    declare(root, AGEDGE, "constraint", "true");
    declare(root, AGEDGE, "minlen", "1");
    declare(root, AGEDGE, "style", "");
}

/// Room for a title without a font: an empty table of its size.
void reserveTitle(Agraph_t *root, Agraph_t *cluster, const QSizeF &title)
{
    if (title.isEmpty())
        return;
    const QByteArray table =
        "<TABLE FIXEDSIZE=\"TRUE\" BORDER=\"0\" CELLBORDER=\"0\" CELLPADDING=\"0\" CELLSPACING=\"0\" WIDTH=\""
        + QByteArray::number(std::ceil(title.width())) + "\" HEIGHT=\"" + QByteArray::number(std::ceil(title.height()))
        + "\"><TR><TD></TD></TR></TABLE>";
    char *html = agstrdup_html(root, cstr(table));
    agset(cluster, cstr("label"), html);
    agstrfree(root, html);
}

/// From dot's points, y up, to ours.
class Scene
{
public:
    explicit Scene(Agraph_t *root) : m_bounds(GD_bb(root)) { }
    QSizeF size() const { return {m_bounds.UR.x - m_bounds.LL.x, m_bounds.UR.y - m_bounds.LL.y}; }
    QPointF point(const pointf &at) const { return {at.x - m_bounds.LL.x, m_bounds.UR.y - at.y}; }
    QRectF rect(const boxf &box) const
    {
        return {point({box.LL.x, box.UR.y}), QSizeF(box.UR.x - box.LL.x, box.UR.y - box.LL.y)};
    }

private:
    boxf m_bounds;
};

bool isFinite(const QPointF &point)
{
    return std::isfinite(point.x()) && std::isfinite(point.y());
}

bool isSound(const QRectF &rect)
{
    return isFinite(rect.topLeft()) && isFinite(rect.bottomRight()) && rect.width() > 0 && rect.height() > 0;
}

double distance(const QRectF &rect, const QPointF &point)
{
    const double dx = std::max({rect.left() - point.x(), 0.0, point.x() - rect.right()});
    const double dy = std::max({rect.top() - point.y(), 0.0, point.y() - rect.bottom()});
    return std::hypot(dx, dy);
}

LayoutResult::Curve curveOf(Agedge_t *edge, const Scene &scene)
{
    LayoutResult::Curve points;
    const splines *found = ED_spl(edge);
    // Only edges between clusters come in several pieces, and those are not asked for.
    if (!found || found->size != 1 || found->list[0].size < 4 || found->list[0].size % 3 != 1)
        return points;
    for (int i = 0; i < found->list[0].size; ++i)
        points << scene.point(found->list[0].list[i]);
    return points;
}

} // namespace

class Dot::Private
{
public:
    GVC_t *context = nullptr;
};

Dot::Dot() : d(std::make_unique<Private>())
{
    agseterr(AGWARN);
    agseterrf(&onComplaint);
#ifdef PORTOLAN_LINKED_DOT
    static lt_symlist_t plugins[] = {{"gvplugin_dot_layout_LTX_library", &gvplugin_dot_layout_LTX_library},
                                     {nullptr, nullptr}};
    d->context = gvContextPlugins(plugins, 0);
#else
    d->context = gvContext();
#endif
}

Dot::~Dot()
{
    if (d->context)
        gvFreeContext(d->context);
}

Result<DotPicture> Dot::place(const DotGraph &graph)
{
    complaints().clear();
    if (!d->context)
        return failed(QCoreApplication::translate("portolan::Layout", "Graphviz could not be started."));
    const GvGraph root(openGraph());
    declareAll(root.get(), graph);

    std::vector<Agraph_t *> clusters;
    for (const LayoutRequest::Cluster &cluster : graph.clusters) {
        Agraph_t *parent = cluster.parent < 0 ? root.get() : clusters[std::size_t(cluster.parent)];
        const QByteArray name = "cluster_" + QByteArray::number(qsizetype(clusters.size()));
        clusters.push_back(agsubg(parent, cstr(name), 1));
        set(clusters.back(), "margin", QByteArray::number(graph.clusterMargin));
        reserveTitle(root.get(), clusters.back(), cluster.title);
    }
    std::vector<Agnode_t *> nodes;
    for (const DotGraph::Node &node : graph.nodes) {
        Agraph_t *home = node.cluster < 0 ? root.get() : clusters[std::size_t(node.cluster)];
        nodes.push_back(agnode(home, cstr("n" + QByteArray::number(qsizetype(nodes.size()))), 1));
        set(nodes.back(), "width", inches(node.size.width()));
        set(nodes.back(), "height", inches(node.size.height()));
    }
    std::vector<Agedge_t *> edges;
    for (const DotGraph::Edge &edge : graph.edges) {
        Agnode_t *tail = nodes[std::size_t(edge.tail)];
        Agnode_t *head = nodes[std::size_t(edge.head)];
        edges.push_back(agedge(root.get(), tail, head, cstr("e" + QByteArray::number(qsizetype(edges.size()))), 1));
        set(edges.back(), "weight", QByteArray::number(edge.weight));
        set(edges.back(), "minlen", QByteArray::number(edge.columns));
        if (!edge.ranks)
            set(edges.back(), "constraint", "false");
        if (edge.sameColumn) {
            set(edges.back(), "minlen", "0");
            set(edges.back(), "style", "invis");
        }
    }

    const GvLayout layout(d->context, root.get());
    if (!layout.isDone() || !complaints().isEmpty())
        return failed(QCoreApplication::translate("portolan::Layout", "Graphviz could not place the chart: %1")
                          .arg(QString::fromUtf8(complaints()).simplified()));

    const Scene scene(root.get());
    DotPicture picture;
    picture.bounds = scene.size();
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        QRectF box(QPointF(0, 0), graph.nodes.at(qsizetype(i)).size);
        box.moveCenter(scene.point(ND_coord(nodes[i])));
        picture.nodes << box;
    }
    for (Agraph_t *cluster : clusters)
        picture.clusters << scene.rect(GD_bb(cluster));
    for (std::size_t i = 0; i < edges.size(); ++i) {
        LayoutResult::Curve curve;
        if (graph.edges.at(qsizetype(i)).sameColumn) {
            picture.edges << curve;
            continue;
        }
        curve = curveOf(edges[i], scene);
        if (curve.isEmpty())
            return failed(QCoreApplication::translate("portolan::Layout", "Graphviz left a line without a route."));
        const DotGraph::Edge &asked = graph.edges.at(qsizetype(i));
        const QRectF tail = picture.nodes.at(asked.tail);
        const QRectF head = picture.nodes.at(asked.head);
        if (distance(tail, curve.first()) + distance(head, curve.last())
            > distance(head, curve.first()) + distance(tail, curve.last()))
            std::reverse(curve.begin(), curve.end());
        picture.edges << curve;
    }
    const bool sound = std::all_of(picture.nodes.begin(), picture.nodes.end(), isSound)
        && std::all_of(picture.clusters.begin(), picture.clusters.end(), isSound)
        && std::all_of(picture.edges.begin(), picture.edges.end(), [](const LayoutResult::Curve &curve) {
                           return std::all_of(curve.begin(), curve.end(), isFinite);
                       });
    if (!sound || !(picture.bounds.width() > 0) || !(picture.bounds.height() > 0))
        return failed(
            QCoreApplication::translate("portolan::Layout", "Graphviz answered with a picture that makes no sense."));
    return picture;
}

} // namespace portolan
