#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Portolan authors
# SPDX-License-Identifier: MIT
"""Checks the catalogs and samples against their JSON Schemas, and that the schemas refuse what is wrong."""

import copy
import json
import pathlib
import sys

from jsonschema import Draft202012Validator

resources = pathlib.Path(__file__).resolve().parents[2] / "resources"
problems = []


def load(path):
    return json.loads(path.read_text(encoding="utf-8"))


def check(schema_name, files):
    schema = load(resources / "schemas" / schema_name)
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    files = sorted(files)
    if not files:
        problems.append(f"{schema_name}: no files to check")
    for path in files:
        document = load(path)
        for error in validator.iter_errors(document):
            problems.append(f"{path.name}: {error.json_path}: {error.message[:300]}")
        for key in ("format", "version"):
            broken = copy.deepcopy(document)
            broken[key] = "nonsense"
            if validator.is_valid(broken):
                problems.append(f"{schema_name} takes {path.name} with a nonsensical {key}")
            del broken[key]
            if validator.is_valid(broken):
                problems.append(f"{schema_name} takes {path.name} without {key}")
        print(f"{path.name}: checked against {schema_name}")


check("portolan-catalog.schema.json", (resources / "catalogs").glob("*.json"))
check("portolan-topology.schema.json", [*(resources / "samples").glob("*.portolan"), *(resources / "templates").glob("*.portolan")])
check("portolan-results.schema.json", (resources.parent / "tests" / "data" / "results").glob("*.portolan-results"))
print("\n".join(problems))
sys.exit(1 if problems else 0)
