
# --- The endpoint mapper ---------------------------------------------------------------------------------------------

# A whole message of RPC: all its fragments, the last of which says that it is.
has_message() {
    fresh_hex | awk '
        function number(text,  i, n) {
            for (i = 1; i <= length(text); i++) n = n * 16 + index("0123456789abcdef", substr(text, i, 1)) - 1
            return n
        }
        {
            while (length($0) >= 32) {
                size = 2 * number(substr($0, 19, 2) substr($0, 17, 2))
                if (size < 32 || substr($0, 1, 2) != "05") { is_whole = 1; exit } # no RPC: no more to wait for
                if (length($0) < size) exit
                if (number(substr($0, 8, 1)) % 4 >= 2) { is_whole = 1; exit }
                $0 = substr($0, size + 1)
            }
        }
        END { exit !is_whole }'
}

# call HEX WORDS: says it and waits for the message that answers; sets answer.
call() {
    say_hex "$1" "$2"
    await has_message
    answer=$(fresh_hex)
    [ -z "$answer" ] || step received "RPC: $((${#answer} / 2)) bytes"
}

# Of an answer to a bind: the one interface was accepted.
is_accepted() {
    case $answer in
    05??0c*) printf '%s' "$answer" | awk '{ exit substr($0, length($0) - 47, 4) != "0000" }' ;;
    *) return 1 ;;
    esac
}

# Lines "INTERFACE PORT" of the towers over TCP in answer, the interface as binds have it.
towers() {
    printf '%s\n' "$answer" | awk '{
        mark = "13000d045d888aeb1cc9119fe808002b10486002000200000001000b02000000010007" "0200"
        while ((at = index($0, mark)) > 0) {
            before = substr($0, at - 46, 46)
            port = substr($0, at + length(mark), 4)
            n = 0
            for (i = 1; i <= 4; i++) n = n * 16 + index("0123456789abcdef", substr(port, i, 1)) - 1
            # 0d, interface, version, 0200, minor version
            if (length(before) == 46 && substr(before, 1, 2) == "0d" && n > 0)
                print substr(before, 3, 36) substr(before, 43, 4), n
            $0 = substr($0, at + length(mark))
        }
    }'
}

# "a4f1db00-ca47-..." of an interface as binds have it.
uuid_of() {
    printf '%s' "$1" | sed 's/^\(..\)\(..\)\(..\)\(..\)\(..\)\(..\)\(..\)\(..\)\(....\).*/\4\3\2\1-\6\5-\8\7-\9-/' |
        tr -d '\n'
    printf '%s' "$1" | cut -c 21-32
}

add_endpoint() { # LABEL PORT RESULT IS-RIGHT
    endpoints="$endpoints${endpoints:+, }{\"interface\": \"$1\", \"port\": $2, \"result\": \"$3\", \"rightService\": $4}"
}

# visit LABEL PORT BIND: the port that was handed out, and whether it takes calls for the interface.
visit() {
    close_channel
    mapper_result=$result
    mapper_detail=$detail
    open_channel tcp "$address" "$2"
    if await_connection; then
        step event "Connected to port $2"
        call "$3" "RPC bind"
        if is_accepted; then add_endpoint "$1" "$2" open true; else add_endpoint "$1" "$2" open false; fi
    else
        step event "$(json "Port $2: $detail")"
        add_endpoint "$1" "$2" "$result" false
    fi
    result=$mapper_result
    detail=$mapper_detail
}

# Of a fault: its status, and what that says.
tell_fault() {
    code=$(printf '%s' "$answer" | cut -c49-56 | sed 's/\(..\)\(..\)\(..\)\(..\)/\4\3\2\1/')
    code=0x${code:-00000000}
    fact status "fault $code"
    case $code in
    0x00000005) fact refusal "The endpoint mapper tells strangers nothing." ;;
    *) fact refusal "The endpoint mapper answered with fault $code." ;;
    esac
}

talk_endpoint_mapper() {
    call "$first" "RPC bind: endpoint mapper"
    case $answer in
    05??0c* | 05??0d* | 05??03*) spoke=true ;;
    *) not_in DCE/RPC; return ;;
    esac
    if ! is_accepted; then
        fact refusal "RPC answers here, and not as the endpoint mapper."
        return
    fi
    : >"$work/visits"
    if [ -n "$second" ]; then # no service was named: whichever are there
        call "$second" "Endpoint mapper: what is there?"
        towers | awk -v own="$port" '$2 != own && !seen[$2]++ && ++count <= 4' >"$work/towers"
        while read -r interface at <&6; do
            printf '%s|%s|%s\n' "$(uuid_of "$interface")" "$at" "$bind_head$interface$bind_tail" >>"$work/visits"
        done 6<"$work/towers"
    fi
    wanted=$visits
    while [ -n "$wanted" ]; do
        one=${wanted%%,*}
        wanted=${wanted#"$one"}
        wanted=${wanted#,}
        label=${one%%=*}
        one=${one#*=}
        call "${one%%=*}" "Endpoint mapper: where is it?"
        case $answer in 05??03*) break ;; esac
        at=$(towers | awk 'NR == 1 { print $2 }')
        if [ -n "$at" ]; then
            printf '%s|%s|%s\n' "$label" "$at" "${one#*=}" >>"$work/visits"
        else
            add_endpoint "$label" 0 cannot-tell false
        fi
    done
    case $answer in
    05??03*) tell_fault ;;
    esac
    [ -s "$work/visits" ] || return
    facts="$facts${facts:+, }{\"key\": \"endpoint\", \"values\": [$(
        awk -F '|' '{ printf "%s\"%s %s\"", between, $1, $2; between = ", " }' "$work/visits")]}"
    while IFS='|' read -r label at bind <&6; do
        visit "$label" "$at" "$bind"
    done 6<"$work/visits"
}
