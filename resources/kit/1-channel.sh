#!/bin/sh
# Portolan take-away kit, format 1
# SPDX-FileCopyrightText: 2026 The Portolan authors
# SPDX-License-Identifier: MIT
#
# Checks the ports that one server opens towards others, and writes what came of it into a file of results. Read-only:
# one check after the other, each a connection and at most the first messages of the protocol; no credentials. What
# is checked stands at the end of this file; README.txt beside it tells more.
# shellcheck disable=SC2317 # await and trap call functions by their names
set -u
LC_ALL=C
export LC_ALL
umask 077

connect_time=5000 # ms; all times are
answer_time=5000
check_time=20000
pause=1 # s between checks; systems answer one closed UDP port a second
most=16384 # bytes read from a peer
most_tls=131072 # with the certificates as openssl prints them

work=

complain() {
    printf 'portolan-kit: %s\n' "$*" >&2
    exit 2
}

# --- Time ------------------------------------------------------------------------------------------------------------

if sleep 0.1 2>/dev/null; then tick=0.1; else tick=1; fi
case $(date +%s%N) in
*[!0-9]* | ??????????) has_ns=no ;; # BusyBox leaves %N out
*) has_ns=yes ;;
esac

clock() { # ms since 1970
    if [ "$has_ns" = yes ]; then
        echo "$(($(date +%s%N) / 1000000))"
    else
        echo "$(($(date +%s) * 1000))"
    fi
}

# since MOMENT: ms; the clock may have been set back meanwhile.
since() {
    elapsed=$(($(clock) - $1))
    [ "$elapsed" -ge 0 ] || elapsed=0
    echo "$elapsed"
}

utc() { date -u +%Y-%m-%dT%H:%M:%SZ; }

# --- Text ------------------------------------------------------------------------------------------------------------

# What came from the network: printable ASCII lines, few and short, then as a string of JSON has them.
json_lines() {
    tr '\t' ' ' | tr -d '\r' | tr -c '\12\40-\176' '?' | cut -c1-190 | sed -n '1,20p' | sed 's/[\\"]/\\&/g' |
        awk '{ printf "%s%s", between, $0; between = "\\n" }'
}

json() { printf '%s' "$1" | tr '\n' ' ' | json_lines; }

# json_list: the lines of the input as strings with commas between.
json_list() {
    tr -d '\r' | tr -c '\12\40-\176' '?' | cut -c1-400 | sed -n '1,100p' | sed 's/[\\"]/\\&/g' |
        awk '{ printf "%s\"%s\"", between, $0; between = ", " }'
}

# fact KEY VALUE
fact() { facts="$facts${facts:+, }{\"key\": \"$1\", \"values\": [\"$(json "$2")\"]}"; }

# facts_from KEY FILE: each line a value
facts_from() { facts="$facts${facts:+, }{\"key\": \"$1\", \"values\": [$(json_list <"$2")]}"; }

# step sent|received|event TEXT-AS-JSON
step() {
    [ "$step_count" -lt 40 ] || return 0
    step_count=$((step_count + 1))
    inside=
    [ "$in_tls" = no ] || inside=', "inTls": true'
    steps="$steps${steps:+, }{\"at\": $(since "$began"), \"kind\": \"$1\"$inside, \"text\": \"$2\"}"
}

# --- One connection --------------------------------------------------------------------------------------------------

# A program that connects is in the background: what is written to descriptor 8 goes to the peer, what the peer says
# is in $work/out, capped by dd, what the program says in $work/err.

# shellcheck disable=SC2016 # for bash, with what comes behind it as $1 to $3
bash_socket='exec 3<>"/dev/$1/$2/$3" || exit 1
echo connected >&2
cat <&4 >&3 &
exec cat <&3'

find_tools() {
    has_openssl=no
    command -v openssl >/dev/null 2>&1 && has_openssl=yes
    connector=none
    if command -v bash >/dev/null 2>&1 && ! bash -c 'exec 3<>/dev/tcp/127.0.0.1/x' 2>&1 | grep -q 'No such file'; then
        connector=bash
    elif command -v ncat >/dev/null 2>&1; then
        connector=ncat
    elif command -v nc >/dev/null 2>&1 && ! nc -h 2>&1 | grep -qi busybox; then
        connector=nc # BusyBox's does not tell how a connection went
    fi
}

# prepare_channel MOST-BYTES
prepare_channel() {
    rm -f "$work/in" "$work/pipe"
    mkfifo "$work/in" "$work/pipe" || complain "no pipe can be made in $work"
    : >"$work/out"
    : >"$work/err"
    mark=0
    dd bs=1 "count=$1" <"$work/pipe" >"$work/out" 2>/dev/null 9<&- &
    reader=$!
}

# open_channel tcp|udp ADDRESS PORT
open_channel() {
    in_tls=no
    prepare_channel "$most"
    # Over UDP, to be told of the connection would have nc send datagrams of its own.
    case $connector-$1 in
    bash-*) set -- bash -c "$bash_socket" portolan-kit "$1" "$2" "$3" ;;
    nc-udp) set -- nc -n -u "$2" "$3" ;;
    *-udp) set -- "$connector" -n -v -u "$2" "$3" ;;
    *) set -- "$connector" -n -v "$2" "$3" ;;
    esac
    "$@" <"$work/in" 4<"$work/in" >"$work/pipe" 2>"$work/err" 9<&- &
    channel=$!
    exec 8<>"$work/in"
}

is_alive() { [ -n "$channel" ] && kill -0 "$channel" 2>/dev/null; }

is_connected() {
    if [ "$in_tls" = yes ]; then
        grep -q 'SSL_connect' "$work/err"
    else
        [ -s "$work/out" ] || grep -Eq '^connected|Connected to|succeeded| open$' "$work/err"
    fi
}

# Sets result and detail, and says whether there is a connection.
await_connection() {
    until=$(($(clock) + connect_time))
    while ! is_connected; do
        if ! is_alive; then
            is_connected && break
            tell_failure
            return 1
        fi
        if [ "$(clock)" -ge "$until" ]; then
            result="no-answer"
            detail="No answer"
            return 1
        fi
        sleep "$tick"
    done
    result="open"
    [ "$connected_after" -ge 0 ] || connected_after=$(since "$began")
}

# What the program said of why there is no connection.
tell_failure() {
    case $(cat "$work/err") in
    *[Rr]efused* | *[Rr]eset*) result="refused" detail="Connection refused" ;;
    *[Tt]imed\ out* | *TIMEOUT* | *[Tt]imeout*) result="no-answer" detail="No answer" ;;
    *[Nn]o\ route* | *[Uu]nreachable*) result="unreachable" detail="No route to host, or network unreachable" ;;
    *) result="local-failure" detail=$(grep -v '^$' "$work/err" | tail -n 1) ;;
    esac
}

# close_channel [politely]: with it the peer has a second to hang up first.
close_channel() {
    exec 8>&-
    if [ "${1-}" = politely ]; then
        until=$(($(clock) + 1000))
        while is_alive && [ "$(clock)" -lt "$until" ]; do sleep "$tick"; done
    fi
    if [ -n "$channel" ]; then
        kill "$channel" "$reader" 2>/dev/null
        wait "$channel" "$reader" 2>/dev/null
    fi
    channel=
    in_tls=no
}

# --- What is said and heard ------------------------------------------------------------------------------------------

size() { wc -c <"$work/out" | tr -d ' '; }

# What came since the last word of ours.
fresh() {
    tail -c "+$((mark + 1))" "$work/out" | tr -d '\r' | tr -c '\12\40-\176' '?' |
        if [ "$in_tls" = yes ]; then without_openssl; else cat; fi
}

# openssl tells of sessions between lines of ---, keys and all: nobody's business.
without_openssl() {
    awk '
        /^---$/ { after_line = 1; inside = 0; next }
        after_line && /^Post-Handshake/ { inside = 1 }
        { after_line = 0 }
        inside || /^read R BLOCK$/ || /^closed$/ { next }
        { print }'
}

fresh_hex() { tail -c "+$((mark + 1))" "$work/out" | od -An -v -tx1 | tr -d ' \n'; }

say() {
    step sent "$(json "$1")"
    mark=$(size)
    printf '%s\r\n' "$1" >&8
}

# say_hex HEX WORDS: one write, so that it is one datagram.
say_hex() {
    rest=$1
    octal=
    while [ -n "$rest" ]; do
        byte=$((0x${rest%"${rest#??}"}))
        rest=${rest#??}
        octal=$octal\\$((byte / 64))$((byte / 8 % 8))$((byte % 8))
    done
    # shellcheck disable=SC2059 # octal numbers, made here
    printf "$octal" >"$work/request"
    step sent "$(json "$2, $((${#1} / 2)) bytes")"
    mark=$(size)
    cat "$work/request" >&8
}

# await COMMAND ...: until it succeeds on what came. Only what we say earns the peer more time.
await() {
    until=$(($(clock) + answer_time))
    [ "$until" -le "$deadline" ] || until=$deadline
    while ! "$@"; do
        if ! is_alive; then
            sleep "$tick"
            "$@" && return 0
            detail="The peer closed the connection."
            return 1
        fi
        if [ "$(clock)" -ge "$until" ]; then
            detail="No answer in time"
            return 1
        fi
        sleep "$tick"
    done
}

# Only whole lines count.
has_line() { { fresh; echo; } | sed '$d' | grep -Eq -- "$1"; }

await_line() {
    await has_line "$1"
    outcome=$?
    text=$(fresh | json_lines)
    [ -z "$text" ] || step received "$text"
    return "$outcome"
}

# first_line PATTERN: of what came.
first_line() { fresh | grep -E -- "$1" | sed -n 1p; }

not_in() {
    begins=$(fresh | grep -v '^$' | sed -n 1p | cut -c1-60)
    [ -z "$begins" ] || detail="What came is not $1; it begins $begins"
}
