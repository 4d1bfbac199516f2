// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "views/diagram/diagrampainter.h"
#include "views/graph/chartmark.h"
#include "views/graph/chartpicture.h"
#include "views/graph/charttravel.h"
#include "views/graph/selection.h"

#include <QAccessible>
#include <QWidget>

class QTimer;
class QVariantAnimation;

namespace portolan {

class ChartOverlay;
class LineKey;
class Minimap;

/// Shows a PlacedDiagram: pan, zoom, pick, walk by keyboard. Says what the user picked; what is selected is told to it.
/// Charts that take long to paint are painted in other threads; until that picture is there, the last one is shown,
/// moved and scaled.
///
/// Keys: Tab and Shift+Tab walk through cards and lines and out of the chart. Where the keyboard is at a card, arrows
/// go to the nearest card that way, where it is at a line, to the card at that end; L and Shift+L go through the lines
/// of the card. Walking selects; Space takes the selection back or sets it, Enter activates, the Menu key asks for the
/// menu. Arrows with Ctrl, or while the keyboard is at no part, move the chart (Shift: further). Arrows with Shift at a
/// card add the card there to the selection.
///
/// Mouse: dragging moves the chart, except from a card, where it moves the card's servers (all selected ones, if it is
/// one of them) to the site where they are dropped; with Ctrl it puts the card elsewhere, with Shift it selects all
/// cards that the rectangle touches. Ctrl and click adds a card to the selection or takes it out.
class GraphWidget : public QWidget
{
    Q_OBJECT
public:
    explicit GraphWidget(QWidget *parent = nullptr);
    ~GraphWidget() override;

    /// Shows the whole of another chart. `keepView`, where the user has moved the view: the zoom stays, and the card
    /// nearest to the middle that both charts have (else the site) stays where it is on the screen; nothing in common:
    /// the whole chart. Between two small charts cards travel to their new places, and the rest fades, where the style
    /// allows motion; input ends that at once.
    /// `index`: of `placed`, where it was made beside the window; else it is made here.
    void setDiagram(const PlacedDiagram &placed, bool keepView = false,
                    std::shared_ptr<const PlacedIndex> index = nullptr);
    void clearDiagram();
    const PlacedDiagram &placed() const { return m_placed; }
    bool hasDiagram() const { return m_placed.diagram != nullptr; }
    void setStyle(const DiagramStyle &style);

    void showEmpty();
    void showBusy(const QString &text);
    void setProgress(int done, int total);
    void showError(const QString &title, const QString &text);
    void showReady();
    QString overlayText() const; ///< empty while none is shown

    void setSelection(const Selection &selection);
    const ChartSelection &chartSelection() const { return m_selected; }
    DiagramPart hovered() const { return m_hovered; }
    DiagramPart walked() const { return m_walked; } ///< where the keyboard is
    void pick(DiagramPart part); ///< as a click on it does
    /// Parts of the chart on the screen that stay lit beside the selection, all others dimmed; none: no focus. Another
    /// chart has none.
    void setFocusParts(const QSet<int> &nodes, const QSet<int> &edges);
    /// Signs at the corners of cards and boxes, of a size that zoom does not change. Another chart has none.
    void setMarks(const ChartMarks &marks);
    const ChartMarks &marks() const { return m_marks; }
    /// What checks say, in the room that the chart keeps for it. Another chart has none.
    void setChecks(std::shared_ptr<const CheckMarks> checks);
    const std::shared_ptr<const CheckMarks> &checks() const { return m_checks; } ///< null: none
    /// What is lit: selection and focus, or what a click on the card would light on which the pointer rests.
    QSet<int> litNodes() const;
    QSet<int> litEdges() const;
    /// The overview in the corner, shown where the chart does not fit into the view. On unless switched off.
    void setMinimapVisible(bool visible);
    bool isMinimapVisible() const { return m_minimapWanted; }
    /// Where the part under the pointer is shown enlarged because its text is left out; null: nowhere.
    QRectF enlargedRect() const;

    double zoom() const { return m_zoom; } ///< logical pixels a scene point
    QPointF toScene(QPointF position) const { return (position - m_offset) / m_zoom; }
    QPointF fromScene(QPointF point) const { return point * m_zoom + m_offset; }
    DiagramPart partAt(QPointF position) const;
    /// True once what is on the screen is the crisp picture of the present view.
    bool isCrisp() const;
    QString partText(DiagramPart part) const; ///< for tool tips and screen readers

    QSize sizeHint() const override { return {900, 600}; }
    QSize minimumSizeHint() const override { return {240, 160}; }

public Q_SLOTS:
    void fit();
    void zoomIn();
    void zoomOut();
    void actualSize();
    void zoomToSelection();

Q_SIGNALS:
    void selectionPicked(const portolan::Selection &selection);
    void activated(portolan::DiagramPart part); ///< double click or Enter on a site, card or line: open or close it
    /// Right click or the Menu key; the part has been picked before. No part: the empty sheet.
    void contextMenuRequested(portolan::DiagramPart part, QPoint global);
    /// Ctrl and drag: the item, a card or frame, is wanted with its top left there (scene points).
    void itemDragged(int item, QPointF topLeft);
    void moveRequested(const QStringList &servers, const QString &site); ///< ids; a card was dropped in another site
    void zoomChanged(double zoom);
    void chartChanged(); ///< another one, or none: indexes of parts mean something else
    void cancelRequested();
    void painted(); ///< a crisp picture reached the screen

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    bool focusNextPrevChild(bool next) override;

private:
    void zoomAt(QPointF position, double factor);
    void setView(double zoom, QPointF offset);
    void showRect(const QRectF &scene, double maximumZoom);
    void ensureVisible(DiagramPart part);
    QPointF keptInView(QPointF offset, double zoom) const;
    double fitZoom(const QRectF &scene) const;
    enum class Around { Nothing, Margin }; ///< the widget, in a picture of the chart
    Viewport view(Around around) const;
    PictureRequest pictureRequest(Around around) const;
    bool isPictureOf(Around around) const;
    bool paintsAtOnce() const;
    bool isPictureCurrent() const;
    void refreshContent();
    void refreshPicture();
    void onPictureFinished(const ChartPicture &picture);
    void onRest();
    void onDwelt();
    void paintChart(QPainter &painter);
    void paintHover(QPainter &painter) const;
    void paintEnlarged(QPainter &painter) const;
    void paintMarks(QPainter &painter) const;
    std::pair<QHash<int, ChartMark>, QHash<int, ChartMark>> shownMarks() const;
    void paintChanges(QPainter &painter) const;
    void paintWord(QPainter &painter, Change change, const QRectF &on) const;
    void startFade(const ChartPicture &from, const ChartTravel &travel);
    void paintFade(QPainter &painter) const;
    void endFade();
    void forgetChart();
    QRectF sheet() const;
    void updateCorners();
    void updateMinimap();
    void updateLineKey();
    bool isKeyReadable() const;
    int coverCost(const QRect &place) const; ///< by a box or card; logical pixels
    void setHovered(DiagramPart part);
    bool walk(int step);
    void walkTo(DiagramPart part);
    void walkTowards(QPointF direction, bool adds);
    void walkLines(int step);
    void toggleWalked();
    void beginGesture(QPointF at, Qt::KeyboardModifiers keys);
    void endGesture(QPointF at, Qt::KeyboardModifiers keys);
    void cancelGesture();
    void addToSelection(DiagramPart part, bool toggles);
    void pickServers(ServerSet servers, DiagramPart walked);
    void pickBand(const QRectF &scene, bool adds);
    ServerSet movedServers() const;
    void updateDropSite(QPointF at);
    QRectF onScreen(const QRectF &scene) const { return {fromScene(scene.topLeft()), fromScene(scene.bottomRight())}; }
    void paintSelected(QPainter &painter) const;
    void paintGesture(QPainter &painter) const;
    void paintMove(QPainter &painter) const;
    void setWalked(DiagramPart part);
    void tellReaders(QAccessible::Event what, DiagramPart part);
    void placeOverlay();
    void describe();

    PlacedDiagram m_placed;
    std::shared_ptr<const PlacedIndex> m_index;
    DiagramStyle m_style;
    Selection m_selection;
    ChartSelection m_selected; ///< m_selection on this chart
    DiagramPart m_hovered;
    DiagramPart m_walked; ///< where the keyboard is
    int m_linesOf = -1; ///< the card whose lines the keyboard goes through; -1: none
    ChartOverlay *m_overlay;
    QTimer *m_restTimer;
    QTimer *m_paintedTimer; ///< painted() once painting is over
    PicturePainter *m_painter;
    QTimer *m_dwellTimer;
    QVariantAnimation *m_fade;
    Minimap *m_minimap;
    bool m_minimapWanted = true;
    LineKey *m_lineKey;
    QRectF m_sheetKey; ///< what the key on the sheet says about lines; scene points

    double m_zoom = 1.0;
    QPointF m_offset;
    bool m_fitted = true; ///< follows the widget's size until the user moves the view

    ChartPicture m_picture; ///< the last complete one
    quint64 m_content = 0; ///< counts changes of what is shown, whatever the view

    QImage m_fadeFrom; ///< the picture of the chart before; null: nothing fades
    ChartTravel m_travel;

    DiagramPart m_dwelt; ///< the part on which the pointer rests
    ChartSelection m_preview; ///< what a click on m_dwelt would light; empty: none
    QPointF m_pointer;
    QSet<int> m_focusNodes, m_focusEdges;
    ChartMarks m_marks;
    std::shared_ptr<const CheckMarks> m_checks;
    QList<CheckState> m_checkSigns; ///< that they have

    QPointF m_pressed;
    QPointF m_last;
    bool m_pressing = false;
    bool m_dragging = false;
    enum class Gesture { Pan, Pin, Band, Move };
    Gesture m_gesture = Gesture::Pan; ///< what dragging does, while a button is down
    DiagramPart m_draggedPart; ///< the card that the gesture is about
    int m_dropSite = -1; ///< where a moved card would come to; -1: nowhere
    bool m_showFocus = false;
};

} // namespace portolan
