
# --- Exchanges of lines ----------------------------------------------------------------------------------------------

suffix() { [ "$in_tls" = no ] || echo "-in-tls"; }

each_once() { tr ' ' '\n' | grep -v '^$' | awk '!seen[$0]++'; }

# tell_offers STARTTLS-PATTERN: from the lines of $work/offers and $work/auth.
tell_offers() {
    is_offered=no
    grep -Eiq -- "$1" "$work/offers" && is_offered=yes
    # What is offered before TLS is half the truth where nobody can ask within it.
    if [ "$in_tls" = yes ] || [ "$is_offered" = no ] || [ "$tls_mode" != starttls ] || [ "$has_openssl" = yes ]; then
        facts_from "offers$(suffix)" "$work/offers"
    fi
    facts_from "auth$(suffix)" "$work/auth"
    [ "$in_tls" = no ] || return 0
    if [ "$is_offered" = yes ]; then fact starttls offered; else fact starttls absent; fi
}

# then_encrypted PROTOCOL: whether the same is to be asked once more within TLS, which stands then.
then_encrypted() {
    [ "$in_tls" = no ] && [ "$is_offered" = yes ] && [ "$tls_mode" = starttls ] || return 1
    if [ "$has_openssl" = no ]; then
        detail="This machine has no openssl: what is offered within TLS was not asked."
        return 1
    fi
    close_channel politely
    is_again=yes
    encrypt "$1"
    outcome=$?
    result="open" # it was
    return "$outcome"
}

talk_smtp() {
    if [ "$is_again" = no ]; then
        await_line '^[2-5][0-9][0-9]( |$)' || { not_in SMTP; return; }
        spoke=true
        fact banner "$(first_line '^[2-5]')"
        line=$(first_line '^[2-5][0-9][0-9]( |$)')
        case $line in
        220*) ;;
        *) fact refusal "$line"; say QUIT; return ;;
        esac
    fi
    say "EHLO $own"
    await_line '^[2-5][0-9][0-9]( |$)' || return
    line=$(first_line '^[2-5][0-9][0-9]( |$)')
    case $line in
    250*) ;;
    *) fact refusal "$line"; say QUIT; return ;;
    esac
    fresh | sed -n 's/^250[- ]//p' | sed 1d >"$work/offers"
    sed -n 's/^[Aa][Uu][Tt][Hh][ =]//p' "$work/offers" | each_once >"$work/auth"
    tell_offers '^STARTTLS'
    say QUIT
    if then_encrypted smtp; then talk_smtp; fi
}

talk_pop3() {
    if [ "$is_again" = no ]; then
        await_line '^(\+OK|-ERR)' || { not_in POP3; return; }
        spoke=true
        line=$(first_line '^(\+OK|-ERR)')
        fact banner "$line"
        case $line in
        +OK*) ;;
        *) fact refusal "$line"; say QUIT; return ;;
        esac
    fi
    say CAPA
    await_line '^(\.$|-ERR)' || return
    fresh | sed '/^\.$/,$d; /^+OK/d; /^-ERR/d' >"$work/offers"
    tr '[:lower:]' '[:upper:]' <"$work/offers" | sed -n 's/^SASL //p; s/^USER.*/USER/p' | each_once >"$work/auth"
    tell_offers '^STLS'
    say QUIT
    if then_encrypted pop3; then talk_pop3; fi
}

talk_imap4() {
    if [ "$is_again" = no ]; then
        await_line '^\* (OK|PREAUTH|BYE)' || { not_in IMAP4; return; }
        spoke=true
        line=$(first_line '^\* (OK|PREAUTH|BYE)')
        fact banner "$line"
        case $line in
        '* BYE'*) fact refusal "$line"; return ;;
        esac
    fi
    say 'a1 CAPABILITY'
    await_line '^(a1 |\* BYE)' || return
    line=$(first_line '^\* BYE')
    [ -z "$line" ] || { fact refusal "$line"; return; }
    fresh | tr '[:lower:]' '[:upper:]' | sed -n 's/^\* CAPABILITY //p' | sed -n 1p | each_once >"$work/offers"
    sed -n 's/^AUTH=//p' "$work/offers" >"$work/auth"
    # Who does not say LOGINDISABLED takes a name and a password as they are (RFC 3501, 7.2.1).
    [ ! -s "$work/offers" ] || grep -q '^LOGINDISABLED$' "$work/offers" || echo LOGIN >>"$work/auth"
    tell_offers '^STARTTLS$'
    say 'a9 LOGOUT'
    if then_encrypted imap; then talk_imap4; fi
}

# header NAME: its values, each a line.
header() { fresh | sed '/^$/,$d' | grep -i "^$1:" | sed 's/^[^:]*: *//'; }

# tell_headers PROTOCOL: false where the answer is not in it.
tell_headers() {
    status=$(first_line "^$1/" | sed 's/^[^ ]* *//')
    [ -n "$status" ] || { not_in "$1"; return 1; }
    spoke=true
    detail=
    fact status "$status"
    for pair in Server:server Location:location X-FEServer:host; do
        value=$(header "${pair%:*}" | sed -n 1p)
        [ -z "$value" ] || fact "${pair#*:}" "$value"
    done
    { header WWW-Authenticate; header Proxy-Authenticate; } | awk '{ sub(/,$/, "", $1); print $1 }' |
        each_once >"$work/auth"
    facts_from "auth$(suffix)" "$work/auth"
}

talk_http() {
    say_hex "$first" "HTTP HEAD"
    await_line '^$'
    case $(first_line '^HTTP/') in
    HTTP/*\ 405* | HTTP/*\ 501*) # some do not know HEAD
        close_channel
        if [ "$tls_mode" = first ]; then
            encrypt ""
        else
            open_channel tcp "$address" "$port"
            await_connection
        fi && say_hex "$second" "HTTP GET" && await_line '^$'
        ;;
    esac
    tell_headers HTTP || return
    case $status in
    403* | 429* | 503*) fact refusal "$status" ;;
    esac
}

talk_sip() {
    say_hex "$first" "SIP OPTIONS"
    await_line '^$'
    tell_headers SIP || return
    result="open" # over UDP an answer shows it
    header Allow | tr ',' '\n' | tr -d ' ' | grep -v '^$' >"$work/offers"
    facts_from "offers$(suffix)" "$work/offers"
    case $status in
    403* | 503* | 504*) fact refusal "$status" ;;
    esac
}

# --- Exchanges of messages -------------------------------------------------------------------------------------------

has_answer() { fresh_hex | grep -Eq -- "$answer_pattern"; }

# A message may come in pieces: no more comes for a while.
settle() {
    before=-1
    for _ in 1 2 3 4 5; do
        [ "$(size)" != "$before" ] || break
        before=$(size)
        sleep "$tick"
        sleep "$tick"
    done
}

# tell_time DIGITS: "20261129180700" is what the server's clock says.
tell_time() {
    now=$(($(clock) / 1000))
    printf '%s %s\n' "$1" "$now" | awk '{
        y = substr($1, 1, 4) + 0; m = substr($1, 5, 2) + 0; d = substr($1, 7, 2) + 0
        if (m < 1 || m > 12 || d < 1 || d > 31) exit
        a = int((14 - m) / 12); y2 = y + 4800 - a; m2 = m + 12 * a - 3
        days = d + int((153 * m2 + 2) / 5) + 365 * y2 + int(y2 / 4) - int(y2 / 100) + int(y2 / 400) - 2472633
        s = days * 86400 + substr($1, 9, 2) * 3600 + substr($1, 11, 2) * 60 + substr($1, 13, 2)
        printf "%s-%s-%sT%s:%s:%sZ %d\n", substr($1, 1, 4), substr($1, 5, 2), substr($1, 7, 2),
            substr($1, 9, 2), substr($1, 11, 2), substr($1, 13, 2), s - $2
    }' >"$work/time"
    read -r server_time skew <"$work/time" || return 0
    fact server-time "$server_time"
    fact clock-skew "$skew"
}

# By the lines of $work/rules: what is in the answer, in hexadecimal, says what.
talk_messages() {
    answer_pattern=$(sed -n "s/^$protocol|spoke|||//p" "$work/rules")
    [ -z "$first" ] || say_hex "$first" "$protocol request"
    if await has_answer; then spoke=true; fi
    settle
    answer=$(fresh_hex)
    [ -z "$answer" ] || step received "$protocol: $((${#answer} / 2)) bytes"
    [ -z "$answer" ] || result="open"
    [ "$spoke" = true ] || { not_in "$protocol"; return; }
    : >"$work/found"
    while IFS='|' read -r of verb about value pattern <&7; do
        [ "$of" = "$protocol" ] || continue
        match=$(printf '%s' "$answer" | grep -Eo -- "$pattern" | sed -n 1p)
        [ -n "$match" ] || continue
        case $verb in
        fact) printf '%s|%s\n' "$about" "$value" >>"$work/found" ;;
        last) fact "$about" "$(fresh | tail -n 1 | sed 's/.*\///')" ;; # of an address
        time) tell_time "$(printf '%s' "$match" | sed 's/.*\(............................\)$/\1/; s/3\(.\)/\1/g')" ;;
        esac
    done 7<"$work/rules"
    for about in $(sed 's/|.*//' "$work/found" | each_once); do
        sed -n "s/^$about|//p" "$work/found" >"$work/values"
        facts_from "$about" "$work/values"
    done
}
