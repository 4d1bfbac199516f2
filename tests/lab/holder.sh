#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Portolan authors
# SPDX-License-Identifier: MIT
#
# holder.sh STATE: the first process of the lab. Builds it, makes STATE/ready, and ends it when standard input ends.
set -euo pipefail
here=$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")
state=$1
PATH=/usr/sbin:/usr/bin:/sbin:/bin
export LC_ALL=C.UTF-8 TZ=UTC
readonly here state
# shellcheck source=tests/lab/network.sh
. "$here/network.sh"
# shellcheck source=tests/lab/certificates.sh
. "$here/certificates.sh"
# shellcheck source=tests/lab/servers.sh
. "$here/servers.sh"

finish() {
    kill -KILL -1 2>/dev/null || true
    umount -l "$state"/net/* 2>/dev/null || true
    [ ! -e "$state/ready" ] || rm -rf -- "$state"
}
trap finish EXIT

build_network
make_certificates
prepare_hosts
start_servers
touch "$state/ready"
# Until whoever started it is done.
while read -r _; do :; done
