// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "tests/support/windowfixture.h"

#include "model/flows/generate.h"
#include "views/graph/graphwidget.h"
#include "views/tables/flowtable.h"

#include <QAction>
#include <QApplication>
#include <QContextMenuEvent>
#include <QFile>
#include <QMenu>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace portolan::test {

namespace {

constexpr int kPatience = 60000; ///< ms; far more than even a busy machine takes

} // namespace

void WindowFixture::start(const QString &catalogFile)
{
    m_folder = std::make_unique<QTemporaryDir>();
    WindowSettings settings;
    settings.theme = ThemeChoice::Light;
    m_window = std::make_unique<MainWindow>(settings, catalogFile);
    m_window->resize(1600, 1000);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

void WindowFixture::stop()
{
    m_window.reset();
    m_folder.reset();
}

const Diagram &WindowFixture::diagram() const
{
    return *chart().placed().diagram;
}

int WindowFixture::rows() const
{
    return m_window->table()->model()->rowCount();
}

QString WindowFixture::pathOf(const QString &plan) const
{
    if (plan == u"sample")
        return u":/portolan/samples/three-site.portolan"_s;
    const QString path = filePath(u"large.portolan"_s);
    if (!saveTopology(generateTopology(100, 1000, 1), path))
        qFatal("no plan");
    return path;
}

QString WindowFixture::writableCopyOf(const QString &path, const QString &name) const
{
    const QString copy = filePath(name);
    if (!QFile::copy(path, copy) || !QFile::setPermissions(copy, QFile::ReadOwner | QFile::WriteOwner))
        qFatal("no copy of %s", qPrintable(path));
    return copy;
}

void WindowFixture::open(const QString &path) const
{
    m_window->openFile(path);
    QTRY_VERIFY_WITH_TIMEOUT(!m_window->document().isOpening() && m_window->isSettled(), kPatience);
    QCOMPARE(m_window->document().current().path, path);
}

void WindowFixture::settle() const
{
    QTRY_VERIFY_WITH_TIMEOUT(m_window->isSettled(), kPatience);
}

DiagramPart WindowFixture::partCalled(const QString &id) const
{
    for (int i = 0; i < diagram().nodes.size(); ++i) {
        if (diagram().nodes.at(i).id == id)
            return {DiagramPart::Kind::Node, i};
    }
    for (int i = 0; i < diagram().boxes.size(); ++i) {
        if (diagram().boxes.at(i).id == id)
            return {DiagramPart::Kind::Box, i};
    }
    return {};
}

QPoint WindowFixture::pointOf(DiagramPart part) const
{
    const PlacedDiagram &placed = chart().placed();
    if (part.kind == DiagramPart::Kind::Box)
        return chart().fromScene(placed.boxes.at(part.index).topLeft() + QPointF(40, 6)).toPoint();
    const QRectF bounds =
        part.kind == DiagramPart::Kind::Edge ? placed.edges.at(part.index).pill : partBounds(placed, part);
    return chart().fromScene(bounds.center()).toPoint();
}

void WindowFixture::doubleClick(DiagramPart part) const
{
    QVERIFY(part.kind != DiagramPart::Kind::None);
    const QPoint at = pointOf(part);
    QVERIFY(chart().partAt(at) == part);
    QTest::mouseClick(&chart(), Qt::LeftButton, {}, at);
    QTest::mouseDClick(&chart(), Qt::LeftButton, {}, at);
}

QMenu *WindowFixture::menuOf(DiagramPart part) const
{
    const QPoint at = pointOf(part);
    QTest::mouseClick(&chart(), Qt::RightButton, {}, at);
    QContextMenuEvent event(QContextMenuEvent::Mouse, at, chart().mapToGlobal(at));
    QApplication::sendEvent(&chart(), &event);
    return m_window->findChild<QMenu *>(u"chartMenu"_s);
}

QAction *WindowFixture::actionStarting(const QMenu *menu, const QString &text)
{
    const QList<QAction *> actions = menu->actions();
    const auto found = std::find_if(actions.begin(), actions.end(),
                                    [&](const QAction *action) { return action->text().startsWith(text); });
    return found == actions.end() ? nullptr : *found;
}

void addPlans()
{
    QTest::addColumn<QString>("plan");
    QTest::newRow("the sample") << u"sample"_s;
    QTest::newRow("a thousand servers") << u"large"_s;
}

} // namespace portolan::test
