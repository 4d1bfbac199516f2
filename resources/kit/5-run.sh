
# --- One check -------------------------------------------------------------------------------------------------------

is_private() {
    case $1 in
    10.* | 127.* | 192.168.* | 169.254.* | 172.1[6-9].* | 172.2[0-9].* | 172.3[01].*) return 0 ;;
    100.6[4-9].* | 100.[7-9][0-9].* | 100.1[01][0-9].* | 100.12[0-7].*) return 0 ;;
    ::1 | [Ff][CcDd]??:* | [Ff][Ee][89AaBb]?:*) return 0 ;;
    esac
    return 1
}

# Sets addresses, or result and detail.
look_up() {
    if ! command -v getent >/dev/null 2>&1; then
        result="local-failure"
        detail="This machine has no getent to look names up with."
        return 1
    fi
    found=$({ getent ahosts "$host" || getent hosts "$host"; } 2>/dev/null | awk '!seen[$1]++ { print $1 }' | sed -n '1,8p')
    if [ -z "$found" ]; then
        result="name-not-found"
        detail="The name has no address here."
        return 1
    fi
    for one in $found; do
        if [ "$is_public" = 1 ] || is_private "$one"; then addresses="$addresses${addresses:+ }$one"; fi
    done
    [ -n "$addresses" ] && return 0
    result="not-probeable"
    detail="The name stands for an address that nobody was asked about: give the server its address in the plan."
    return 1
}

forget() {
    result="local-failure"
    detail=
    spoke=false
    facts=
    endpoints=
    tls=
    asked=$protocol
    is_again=no
    is_offered=no
}

# Sets result, detail and what else is told of $address.
try_address() {
    forget
    if [ "$tls_mode" = first ] && [ "$has_openssl" = yes ]; then
        encrypt "" || { close_channel; return; }
    elif [ "$connector" = none ]; then
        result="local-failure"
        detail="This machine has neither bash nor ncat nor nc: nothing was sent."
        return
    else
        open_channel "$transport" "$address" "$port"
        if [ "$transport" = tcp ]; then
            await_connection || { close_channel; return; }
            step event "Connected to $address, port $port"
        else
            result="cannot-tell"
            await is_udp_ready
        fi
        if [ "$tls_mode" = first ]; then
            asked="connect"
            detail="This machine has no openssl: the port is open, TLS was not asked."
            close_channel
            return
        fi
    fi
    case $protocol in
    connect) ;;
    smtp) talk_smtp ;;
    pop3) talk_pop3 ;;
    imap4) talk_imap4 ;;
    http) talk_http ;;
    sip) talk_sip ;;
    endpoint-mapper) talk_endpoint_mapper ;;
    *) talk_messages ;;
    esac
    # Over UDP, what was asked may have been told that nobody listens.
    if [ "$result" = cannot-tell ] && ! is_alive && [ -s "$work/err" ]; then tell_failure; fi
    if [ "$protocol" = connect ]; then close_channel; else close_channel politely; fi
}

is_udp_ready() { [ "$connector" != bash ] || is_connected; }

weight() {
    case $1 in
    open) echo 5 ;;
    refused) echo 4 ;;
    unreachable) echo 3 ;;
    no-answer | cannot-tell) echo 2 ;;
    *) echo 1 ;;
    esac
}

keep_best() {
    [ "$(weight "$result")" -gt "$best_weight" ] || return 0
    best_weight=$(weight "$result")
    best="\"protocol\": \"$asked\", \"result\": \"$result\""
    [ "$spoke" = false ] || best="$best, \"spoke\": true"
    [ -z "$detail" ] || best="$best, \"detail\": \"$(json "$detail")\""
    [ -z "$address" ] || best="$best, \"address\": \"$(json "$address")\""
    [ -z "$tls" ] || best="$best, \"tls\": $tls"
    [ -z "$facts" ] || best="$best, \"facts\": [$facts]"
    [ -z "$endpoints" ] || best="$best, \"endpoints\": [$endpoints]"
    shown=$result
}

check() {
    began=$(clock)
    check_started=$(utc)
    deadline=$((began + check_time))
    steps=
    step_count=0
    in_tls=no
    connected_after=-1
    best=
    best_weight=0
    tries=0
    address=
    forget
    if [ -n "$addresses" ] || look_up; then
        while [ "$tries" -lt 2 ]; do
            tries=$((tries + 1))
            for address in $addresses; do
                [ "$best_weight" -lt 5 ] || break
                try_address
                keep_best
            done
            case $best_weight in 2) deadline=$((deadline + check_time)) ;; *) break ;; esac # silence is asked again
        done
    else
        tries=1
        keep_best
    fi
    took=$(since "$began")
    [ "$connected_after" -lt 0 ] || best="$best, \"connectedAfter\": $connected_after"
    comma=
    [ ! -s "$work/targets" ] || comma=,
    one="\"key\": \"$key\", \"destination\": \"$destination\", \"transport\": \"$transport\", \"port\": $port"
    printf '%s\n{%s, %s, "started": "%s", "took": %s, "tries": %s, "steps": [%s]}' \
        "$comma" "$one" "$best" "$check_started" "$took" "$tries" "$steps" >>"$work/targets"
}

# --- The run ---------------------------------------------------------------------------------------------------------

own_addresses() {
    { ip -o addr show || ifconfig -a; } 2>/dev/null |
        sed -n 's/.*inet6* *\(addr:\)* *\([0-9A-Fa-f.:][0-9A-Fa-f.:]*\).*/\2/p' | grep -v '^127\.\|^::1$' | each_once | sed -n '1,32p'
}

# write_results FINISHED: whole or not at all.
write_results() {
    {
        printf '{"format": "portolan-results", "version": 1, "runs": [{"id": "%s %s", ' "$server" "$started"
        printf '"vantage": {"server": "%s", "host": "%s", "addresses": [%s]}, ' "$server" "$(json "$(uname -n)")" \
            "$(own_addresses | json_list)"
        printf '"started": "%s", ' "$started"
        [ -z "$1" ] || printf '"finished": "%s", ' "$1"
        printf '"program": "kit-sh 1", "topology": "%s", "targets": [' "$topology"
        cat "$work/targets"
        printf '\n]}]}\n'
    } >"$output.part" || complain "$output cannot be written"
    mv -f "$output.part" "$output" || complain "$output cannot be written"
    printf 'Results: %s\n' "$output"
}

clean_up() {
    trap - EXIT
    [ -z "$work" ] || rm -rf "$work"
    [ -z "$output" ] || rm -f "$output.part"
}

stopped() {
    trap - INT TERM HUP
    printf '\nStopped: what was done is kept.\n' >&2
    close_channel
    write_results ""
    exit 1
}

usage() {
    cat <<'END'
sh portolan-kit.sh [-o FILE]   checks, one after the other, and writes FILE (*.portolan-results); without -o a new
                               file beside this script
sh portolan-kit.sh -l          lists what would be checked, and sends nothing
END
}

# data KIND: the lines of that kind at the end of this file, without their first word.
data() { sed -n "/^: <<'PORTOLAN-DATA'\$/,\$s/^$1|//p" "$0"; }

list_only=no
output=
while getopts o:lh option; do
    case $option in
    o) output=$OPTARG ;;
    l) list_only=yes ;;
    h) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
    esac
done
[ "$OPTIND" -gt "$#" ] || { usage >&2; exit 2; }

IFS='|' read -r server topology own bind_head bind_tail <<END
$(data run)
END
if [ "$list_only" = yes ]; then
    data check | while IFS='|' read -r key destination transport port protocol tls_mode is_public host addresses rest; do
        printf '%s (%s)\n' "$key" "${addresses:-$host}"
    done
    exit 0
fi

work=${TMPDIR:-/tmp}/portolan-kit.$$
mkdir "$work" || complain "$work cannot be made"
trap clean_up EXIT
: >"$work/targets"
data rule >"$work/rules"
data check >"$work/checks"
find_tools
started=$(utc)
[ -n "$output" ] || output=$(dirname -- "$0")/$server-$(printf '%s' "$started" | tr -d ':-').portolan-results
(: >"$output.part") 2>/dev/null || complain "$output cannot be written" # known before anything is sent
channel=
count=$(wc -l <"$work/checks" | tr -d ' ')
number=0
trap stopped INT TERM HUP
while IFS='|' read -r key destination transport port protocol tls_mode is_public host addresses first second visits <&9; do
    number=$((number + 1))
    printf '%s of %s: %s: ' "$number" "$count" "$key" >&2
    check
    printf '%s\n' "$shown" >&2
    [ "$number" -eq "$count" ] || sleep "$pause"
done 9<"$work/checks"
trap '' INT TERM HUP
write_results "$(utc)"
exit 0

: <<'PORTOLAN-DATA'
