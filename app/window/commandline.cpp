// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "app/window/commandline.h"

#include <CLI/CLI.hpp>

#include <QCoreApplication>

#include <algorithm>
#include <sstream>

namespace portolan {

namespace {

constexpr int kUsageError = 2;
constexpr int kLeastSide = 320;
constexpr int kMostSide = 16384;

std::optional<QSize> sizeFromString(const QString &text)
{
    const QStringList sides = text.split(u'x');
    if (sides.size() != 2)
        return std::nullopt;
    bool okWidth = false;
    bool okHeight = false;
    const QSize size(sides.first().toInt(&okWidth), sides.last().toInt(&okHeight));
    const auto fits = [](int side) { return side >= kLeastSide && side <= kMostSide; };
    if (!okWidth || !okHeight || !fits(size.width()) || !fits(size.height()))
        return std::nullopt;
    return size;
}

} // namespace

tl::expected<CommandLine, EarlyExit> parseCommandLine(const QStringList &arguments)
{
    CLI::App app("Portolan charts the ports of a server deployment.", "portolan");
    app.set_version_flag("--version", "portolan " PORTOLAN_VERSION);
    std::string file, catalog, screenshot, select, level, labels, theme, size, filter, view, focus, results;
    bool matrix = false;
    app.add_option("FILE", file, "topology to open; without it a sample");
    app.add_option("--catalog", catalog, "port reference to use instead of the built-in one that FILE names");
    app.add_option("--level", level, "how much detail the chart shows")
        ->check(CLI::IsMember({"auto", "sites", "roles", "servers"}));
    app.add_option("--labels", labels, "what stands on its lines")
        ->check(CLI::IsMember({"none", "codes", "ports", "full"}));
    app.add_option("--theme", theme, "colours of window and chart")->check(CLI::IsMember({"light", "dark", "system"}));
    app.add_option("--size", size, "size of the window, such as 1600x1000")->check([](const std::string &text) {
        return sizeFromString(QString::fromStdString(text)) ? std::string()
                                                            : std::string("not a size such as 1600x1000");
    });
    app.add_option("--screenshot", screenshot, "write a picture of the window to this file and end");
    app.add_option("--view", view, "saved view of FILE to begin with");
    app.add_option("--filter", filter, "filter to begin with, such as \"port:443 crosses:zone\"");
    app.add_option("--results", results, "results of checks to open with FILE (see portolan-cli probe)");
    app.add_option("--focus", focus,
                   "id of a server or a site, a code, or flow:<code>:<sources>:<destinations>, that stands out");
    app.add_flag("--matrix", matrix, "show the matrix in the chart's place");
    app.add_option("--select", select, "id of a server or a site, or a code, to select");

    std::vector<std::string> given;
    for (qsizetype i = arguments.size() - 1; i > 0; --i)
        given.push_back(arguments.at(i).toStdString());
    try {
        app.parse(std::move(given));
    } catch (const CLI::ParseError &error) {
        std::ostringstream out;
        std::ostringstream err;
        const int code = app.exit(error, out, err);
        return tl::make_unexpected(
            EarlyExit{code == 0 ? 0 : kUsageError, QString::fromStdString(code == 0 ? out.str() : err.str())});
    }
    CommandLine result;
    result.file = QString::fromStdString(file);
    result.catalogFile = QString::fromStdString(catalog);
    result.screenshot = QString::fromStdString(screenshot);
    result.select = QString::fromStdString(select);
    result.filter = QString::fromStdString(filter);
    result.results = QString::fromStdString(results);
    result.view = QString::fromStdString(view);
    result.focus = QString::fromStdString(focus);
    result.matrix = matrix;
    result.level = levelFromString(QString::fromStdString(level));
    result.labels = labelModeFromString(QString::fromStdString(labels));
    result.theme = themeFromString(QString::fromStdString(theme));
    result.size = sizeFromString(QString::fromStdString(size));
    return result;
}

bool needsNoDisplay(int argc, const char *const *argv)
{
    return std::any_of(argv + 1, argv + argc, [](const char *argument) {
        const QByteArrayView text(argument);
        return text.startsWith("--screenshot") || text == "--help" || text == "-h" || text == "--version";
    });
}

} // namespace portolan
