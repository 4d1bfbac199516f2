# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 The Portolan authors
# SPDX-License-Identifier: MIT
#
# Sourced by run and test, which set `root` to the source folder.
: "${root:?}"

say() { printf '\n== %s\n' "$*"; }

stop() {
    printf '\n%s\n' "$@" >&2
    exit 1
}

# packages SET…: the lines of dependencies.txt for these sets, one dependency a line ("a|b" for alternatives).
packages() {
    awk -v sets=" $* " '/^[^#]/ && index(sets, " " $2 " ") { print $1 }' "$root/installer/dependencies.txt"
}

# Prints those of the dependencies on its input that are not installed.
missing_packages() {
    local line all installed
    all=$(cat)
    # dpkg-query fails as soon as one package is unknown; what it prints of the others is right all the same.
    # shellcheck disable=SC2046
    installed=" $(dpkg-query -W -f '${db:Status-Status}:${Package}\n' $(tr '|' ' ' <<<"$all") 2>/dev/null |
        sed -n 's/^installed://p' | tr '\n' ' ')" || true
    while IFS= read -r line; do
        local name found=no
        for name in ${line//|/ }; do
            [[ $installed == *" $name "* ]] && found=yes
        done
        [ "$found" = yes ] || printf '%s\n' "$line"
    done <<<"$all"
}

# The first alternative that apt can install.
available_package() {
    local name
    for name in ${1//|/ }; do
        if [ -n "$(apt-cache madison "$name" 2>/dev/null)" ]; then
            printf '%s\n' "$name"
            return
        fi
    done
    stop "No package called ${1//|/ or } is known to apt on this machine (see installer/dependencies.txt)."
}

# The servers of tests/lab, in a shell of its own. They are kept from starting; where the system would start them when the
# machine does, they are only installed on demand.
install_lab() (
    policy=/usr/sbin/policy-rc.d
    [ "$(id -u)" -eq 0 ] || exit 0
    if [ -d /run/systemd/system ] && [ "${PORTOLAN_LAB_SETUP:-no}" != yes ]; then
        say "Set-up: the servers of tests/lab are not installed, this machine would start them with it." \
            "To have them all the same: PORTOLAN_LAB_SETUP=yes $0"
        exit 0
    fi
    if [ ! -e "$policy" ]; then
        trap 'rm -f "$policy"' EXIT
        printf '#!/bin/sh\nexit 101\n' >"$policy"
        chmod 755 "$policy"
    fi
    install_dependencies lab
)

# install_dependencies SET…: installs what is missing, says so, stops where it cannot.
install_dependencies() {
    [ "${PORTOLAN_SETUP:-yes}" != no ] || return 0
    local missing line names=() as_root=()
    if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
        stop "This is not Debian or Ubuntu. Please install, under the names that this system gives them:" \
            "$(awk -v sets=" $* " '/^[^#]/ && index(sets, " " $2 " ") { print "  " $0 }' "$root/installer/dependencies.txt")" \
            "Then go on with: PORTOLAN_SETUP=no $0"
    fi
    missing=$(packages "$@" | missing_packages)
    if [ -z "$missing" ]; then
        say "Set-up: all packages are installed"
        return
    fi
    # shellcheck source=/dev/null
    case $(. /etc/os-release && echo "${ID-}:${VERSION_ID-}") in
    ubuntu:1?.* | ubuntu:20.* | ubuntu:22.* | ubuntu:23.04 | debian:9 | debian:10 | debian:11)
        stop "Portolan needs Qt 6.4 and CMake 3.25: Debian 12, Ubuntu 24.04 or newer." \
            "With these installed by other means: PORTOLAN_SETUP=no $0" ;;
    esac
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null ||
            stop "Packages are missing and there is no sudo; as root, please:" \
                "  apt-get install $(cut -d '|' -f 1 <<<"$missing" | tr '\n' ' ')"
        as_root=(sudo)
    fi
    say "Set-up: $(grep -c . <<<"$missing") packages are missing, asking apt for them"
    local apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=120 -q -y)
    # Somebody's broken third-party source is no reason to stop: what we need may be there all the same.
    "${apt[@]}" update </dev/null || say "apt-get update had errors; going on with what apt knows"
    while IFS= read -r line; do
        names+=("$(available_package "$line")") || exit 1
    done <<<"$missing"
    say "Set-up: installing ${names[*]}"
    "${apt[@]}" install --no-install-recommends "${names[@]}" </dev/null || stop "apt-get could not install ${names[*]}."
}
