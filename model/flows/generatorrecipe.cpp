// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "generatorrecipe.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace portolan {

using namespace Qt::StringLiterals;

namespace {

QStringList texts(const QJsonValue &value)
{
    QStringList result;
    for (const QJsonValue &item : value.toArray())
        result << item.toString();
    return result;
}

GeneratorRecipe::Machine machineFrom(const QJsonObject &object)
{
    GeneratorRecipe::Machine machine;
    machine.id = object["id"_L1].toString();
    machine.roles = texts(object["roles"_L1]);
    for (const GroupType type : {GroupType::Dag, GroupType::EdgeSubscription}) {
        if (object["group"_L1] == toString(type))
            machine.group = type;
    }
    machine.isClient = object["client"_L1].toBool();
    const QJsonObject ports = object["dynamicPorts"_L1].toObject();
    machine.staticPorts.first = static_cast<quint16>(ports["first"_L1].toInt());
    machine.staticPorts.last = static_cast<quint16>(ports["last"_L1].toInt());
    machine.staticPortsOneIn = ports["oneIn"_L1].toInt();
    return machine;
}

GeneratorRecipe::SiteKind siteKindFrom(const QJsonObject &object, const std::vector<GeneratorRecipe::Machine> &machines)
{
    const auto indexOf = [&](const QString &id) {
        const auto found = std::find_if(machines.begin(), machines.end(), [&](const auto &m) { return m.id == id; });
        Q_ASSERT(found != machines.end());
        return static_cast<size_t>(found - machines.begin());
    };
    GeneratorRecipe::SiteKind kind;
    kind.weight = object["weight"_L1].toInt();
    for (const QString &id : texts(object["first"_L1]))
        kind.first.push_back(indexOf(id));
    const QJsonObject more = object["more"_L1].toObject();
    for (auto entry = more.begin(); entry != more.end(); ++entry)
        kind.more.insert(kind.more.end(), static_cast<size_t>(entry.value().toInt()), indexOf(entry.key()));
    Q_ASSERT(kind.weight > 0 && !kind.more.empty());
    return kind;
}

GeneratorRecipe readRecipe()
{
    QFile file(u":/portolan/generator/recipe.json"_s);
    const bool isOpen = file.open(QIODevice::ReadOnly);
    const QJsonObject object = QJsonDocument::fromJson(file.readAll()).object();
    Q_ASSERT(isOpen && !object.isEmpty());
    Q_UNUSED(isOpen)
    GeneratorRecipe recipe;
    recipe.catalog = object["catalog"_L1].toString();
    recipe.name = object["name"_L1].toString();
    recipe.domain = object["domain"_L1].toString();
    recipe.strangers = object["strangers"_L1].toString();
    recipe.places = texts(object["places"_L1]);
    for (const QJsonValue &machine : object["machines"_L1].toArray())
        recipe.machines.push_back(machineFrom(machine.toObject()));
    const QJsonObject sites = object["sites"_L1].toObject();
    recipe.main = siteKindFrom(sites["main"_L1].toObject(), recipe.machines);
    recipe.branch = siteKindFrom(sites["branch"_L1].toObject(), recipe.machines);
    recipe.perimeter = siteKindFrom(sites["perimeter"_L1].toObject(), recipe.machines);
    recipe.outside = siteKindFrom(sites["strangers"_L1].toObject(), recipe.machines);
    return recipe;
}

} // namespace

const GeneratorRecipe &generatorRecipe()
{
    static const GeneratorRecipe recipe = readRecipe();
    return recipe;
}

} // namespace portolan
