#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Portolan authors
# SPDX-License-Identifier: MIT
"""tidy.py CLANG_TIDY BUILD PATH…: clang-tidy over these sources and folders of sources, one for each core at a time.

A source that passed is not looked at again until it, a header of ours that it includes, its command or the checks
change. What passed is remembered in BUILD/tidy.
"""

import concurrent.futures
import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys
import time

root = pathlib.Path(__file__).resolve().parents[2]
clang_tidy, build, wanted = sys.argv[1], pathlib.Path(sys.argv[2]), [root / name for name in sys.argv[3:]]
passed = build / "tidy"
includes = re.compile(rb'^\s*#\s*include\s*"([^"]+)"', re.MULTILINE)


def closure(path, seen):
    """The file and all files of ours that it includes."""
    if path in seen or not path.is_file():
        return seen
    seen.add(path)
    for name in includes.findall(path.read_bytes()):
        for base in (path.parent, root):
            closure((base / os.fsdecode(name)).resolve(), seen)
    return seen


def key(entry):
    state = hashlib.sha256(subprocess.check_output([clang_tidy, "--version"]))
    state.update((root / ".clang-tidy").read_bytes())
    state.update(entry["command"].encode())
    for path in sorted(closure(pathlib.Path(entry["file"]), set())):
        state.update(path.read_bytes())
    return state.hexdigest()


def check(entry):
    stamp = passed / key(entry)
    name = os.path.relpath(entry["file"], root)
    if stamp.exists():
        return name, 0, ""
    result = subprocess.run([clang_tidy, "--quiet", "-p", str(commands), entry["file"]], capture_output=True, text=True)
    if result.returncode == 0:
        stamp.touch()
    return name, result.returncode, result.stdout


def is_ours(entry):
    return any(pathlib.Path(entry["file"]).is_relative_to(path) for path in wanted)


def without_precompiled(entry):
    """A source is read with the headers that it includes itself; GCC's precompiled ones are nothing to clang."""
    entry["command"] = re.sub(r" -include \S*cmake_pch\.hxx| -fpch-preprocess| -Winvalid-pch", "", entry["command"])
    return entry


started = time.monotonic()
passed.mkdir(exist_ok=True)
commands = passed / "commands"
commands.mkdir(exist_ok=True)
absent = [str(path) for path in wanted if not path.exists()]
entries = [without_precompiled(entry) for entry in json.loads((build / "compile_commands.json").read_text())]
(commands / "compile_commands.json").write_text(json.dumps(entries))
entries = [entry for entry in entries if is_ours(entry)]
failed = []
with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
    for name, code, output in pool.map(check, entries):
        if code != 0:
            failed.append(name)
            print(output)
print(f"clang-tidy: {len(entries)} sources in {time.monotonic() - started:.0f} s, {len(failed)} with complaints")
for name in failed:
    print(f"  {name}")
for name in absent:
    print(f"  there is no {name}")
sys.exit(1 if failed or absent or not entries else 0)
