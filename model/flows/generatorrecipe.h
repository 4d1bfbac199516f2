// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/topology/topology.h"

#include <optional>
#include <vector>

namespace portolan {

/// What made-up deployments are made of: resources/generator/recipe.json, so that roles are named in data alone.
struct GeneratorRecipe {
    struct Machine {
        QString id;
        QStringList roles;
        std::optional<GroupType> group; ///< that it joins
        bool isClient = false; ///< has no name in the DNS
        PortRange staticPorts; ///< that some of them have been given
        int staticPortsOneIn = 0;
    };
    struct SiteKind {
        int weight = 0; ///< share of the servers, against a site of another kind
        std::vector<size_t> first; ///< machines that it has as far as there are servers enough
        std::vector<size_t> more; ///< drawn from for the others, each as often as its weight
    };

    QString catalog;
    QString name;
    QString domain;
    QString strangers; ///< the other organization
    QStringList places;
    std::vector<Machine> machines;
    SiteKind main;
    SiteKind branch;
    SiteKind perimeter;
    SiteKind outside;
};

const GeneratorRecipe &generatorRecipe();

} // namespace portolan
