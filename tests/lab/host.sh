#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Portolan authors
# SPDX-License-Identifier: MIT
#
# host.sh STATE HOST PROGRAM…: runs a program as if on that host of the lab: its network, its name, and its own files in
# place of the system's, so that daemons use their usual paths and nothing outside of STATE is written.
set -euo pipefail
state=$1 host=$2
files=$state/hosts/$host

if [ "${PORTOLAN_LAB_INSIDE-}" != "$host" ]; then
    export PORTOLAN_LAB_INSIDE=$host
    exec nsenter --net="$state/net/$host" unshare --mount --uts --propagation private bash "$0" "$@"
fi
unset PORTOLAN_LAB_INSIDE
shift 2
hostname "$host"
while IFS= read -r path; do
    if [ ! -e "/$path" ]; then
        # A link into /run, which is the host's own by now and empty.
        place=$(readlink -m "/$path")
        mkdir -p "$(dirname "$place")"
        : >"$place"
    fi
    mount --bind "$files/$path" "/$path"
done <"$files/.own"
exec "$@"
