// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/window/windowsettings.h"

#include <tl/expected.hpp>

#include <QSize>
#include <QString>

#include <optional>

namespace portolan {

struct CommandLine {
    QString file;
    QString catalogFile;
    QString screenshot; ///< empty: none
    QString select; ///< id of what to select at the start
    QString filter; ///< to begin with
    QString results; ///< of checks: file to open at the start
    QString view; ///< name of a saved view to begin with
    QString focus; ///< id of a server or site, or a code, to begin with
    bool matrix = false; ///< shown in the chart's place
    std::optional<Level> level;
    std::optional<LabelMode> labels;
    std::optional<ThemeChoice> theme;
    std::optional<QSize> size;
};

/// The program ends at once: help, version or a command line that it does not take.
struct EarlyExit {
    int code = 0;
    QString text;
};

tl::expected<CommandLine, EarlyExit> parseCommandLine(const QStringList &arguments);

/// Nobody will look at this window, so that it needs no display: a picture of it or only words are wanted.
bool needsNoDisplay(int argc, const char *const *argv);

} // namespace portolan
