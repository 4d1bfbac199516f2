
# --- TLS -------------------------------------------------------------------------------------------------------------

is_literal() {
    case $1 in
    *:*) return 0 ;;
    *[!0-9.]*) return 1 ;;
    esac
}

# start_tls STARTTLS LAX: openssl as the channel; says whether TLS stands.
start_tls() {
    lax=$2
    case $address in
    *:*) where="[$address]:$port" ;;
    *) where="$address:$port" ;;
    esac
    starttls_words=$1
    # -state tells on the error output, which nobody buffers, when the handshake begins.
    set -- s_client -connect "$where" -showcerts -ign_eof -state
    is_literal "$host" || set -- "$@" -servername "$host"
    [ -z "$starttls_words" ] || set -- "$@" -starttls "$starttls_words"
    [ "$lax" = no ] || set -- "$@" -min_protocol TLSv1 -cipher 'DEFAULT:@SECLEVEL=0'
    prepare_channel "$most_tls"
    in_tls=yes
    openssl "$@" <"$work/in" >"$work/pipe" 2>"$work/err" 9<&- &
    channel=$!
    exec 8<>"$work/in"
    [ -n "$starttls_words" ] || await_connection || return 1
    kept_detail=$detail
    await grep -q 'Verify return code' "$work/out"
    detail=$kept_detail
    is_encrypted
}

is_encrypted() { grep -Eq 'Cipher is [^(]' "$work/out"; }

# Of a handshake that did not come off.
failed_tls() {
    tls_detail=$(sed -n 's/.*:SSL routines:[^:]*:\([^:]*\).*/\1/p' "$work/err" | sed -n 1p)
    if grep -Eq 'wrong version number|unknown protocol|http request|packet length too long|bad record type' "$work/err"; then
        tls_outcome="not-tls"
    elif grep -Eq 'alert number|alert (read|write):fatal' "$work/err"; then
        tls_outcome="refused"
    elif grep -Eq 'unexpected eof|errno=(0|54|104)|handshake failure' "$work/err"; then
        tls_outcome="closed"
    elif is_alive; then
        tls_outcome="stalled"
    else
        tls_outcome="refused"
    fi
}

# "Nov 29 18:07:00 2026 GMT" as 2026-11-29T18:07:00Z
iso_time() {
    awk '{
        month = (index("JanFebMarAprMayJunJulAugSepOctNovDec", $1) + 2) / 3
        if (NF >= 4 && month >= 1 && $4 ~ /^[0-9][0-9][0-9][0-9]$/ && $3 ~ /^[0-9][0-9]:[0-9][0-9]:[0-9][0-9]$/)
            printf "%s-%02d-%02dT%sZ", $4, month, $2, $3
    }'
}

# said KEY: of what openssl said of a certificate.
said() { sed -n "s/^$1=//p" "$work/said" | sed -n 1p; }

# certificate FILE: what it says, as JSON.
certificate() {
    openssl x509 -in "$1" -noout -text >"$work/text" 2>/dev/null
    openssl x509 -in "$1" -noout -subject -issuer -startdate -enddate -fingerprint -sha256 \
        -nameopt sep_comma_plus_space,utf8 >"$work/said" 2>/dev/null || return 1
    printf '{"subject": "%s", "issuer": "%s"' "$(json "$(said subject)")" "$(json "$(said issuer)")"
    names=$(grep -A 1 'Subject Alternative Name' "$work/text" | sed -n 2p | tr ',' '\n' |
        sed -n 's/^ *DNS://p; s/^ *IP Address://p' | sort -u | json_list)
    [ -z "$names" ] || printf ', "names": [%s]' "$names"
    for key in notBefore notAfter; do
        time=$(said "$key" | iso_time)
        [ -z "$time" ] || printf ', "%s": "%s"' "$key" "$time"
    done
    printf ', "sha256": "%s"' "$(said '[Ss][Hh][Aa]256 Fingerprint' | tr A-F a-f | tr -cd 0-9a-f)"
    [ "$(said subject)" != "$(said issuer)" ] || printf ', "selfSigned": true'
    printf '}'
}

# The server's key, or the one of the session, is of a strength that today's programs refuse.
is_weak() {
    bits=$(sed -n 's/.*Public-Key: (\([0-9]*\) bit).*/\1/p' "$work/text" | sed -n 1p)
    grep -q 'Algorithm: rsaEncryption' "$work/text" && [ "${bits:-2048}" -lt 2048 ] && return 0
    bits=$(sed -n 's/^Server Temp Key: DH, \([0-9]*\) bits.*/\1/p' "$work/out" | sed -n 1p)
    [ "${bits:-2048}" -lt 2048 ]
}

add_fault() { faults="$faults${faults:+, }\"$1\""; }

tell_certificates() {
    rm -f "$work"/certificate.*
    : >"$work/text"
    awk -v to="$work/certificate." '
        /-----BEGIN CERTIFICATE-----/ { number++; inside = 1 }
        inside && number <= 8 { print >(to number) }
        /-----END CERTIFICATE-----/ { inside = 0 }' "$work/out"
    chain=
    own_one=
    for place in 8 7 6 5 4 3 2 1; do # the server's own last, so that its text stays
        [ -f "$work/certificate.$place" ] || continue
        own_one=$(certificate "$work/certificate.$place") && chain="$own_one${chain:+, }$chain"
    done
    faults=
    [ -f "$work/certificate.1" ] || return 0
    errors=" $(sed -n 's/^verify error:num=\([0-9]*\).*/\1/p' "$work/err" | tr '\n' ' ')"
    if ! openssl x509 -in "$work/certificate.1" -noout -checkend 0 >/dev/null 2>&1; then
        add_fault expired
    else
        case $errors in *\ 10\ *) add_fault expired ;; esac
    fi
    case $errors in *\ 9\ *) add_fault not-yet-valid ;; esac
    kind=-checkhost
    is_literal "$host" && kind=-checkip
    openssl x509 -in "$work/certificate.1" -noout "$kind" "$host" 2>/dev/null | grep -q 'NOT match' && add_fault other-name
    case $own_one in
    *'"selfSigned": true}') add_fault self-signed ;;
    *) printf '%s' "$errors" | tr ' ' '\n' | grep -Evq '^$|^9$|^10$' && add_fault untrusted ;;
    esac
    return 0
}

# Sets tls (JSON) from what openssl printed.
tell_tls() {
    tell_certificates
    if grep -q 'alert number 116' "$work/err" ||
        { ! is_encrypted && [ -n "$chain" ] && grep -q 'alert number 40' "$work/err"; }; then
        add_fault wants-certificate
    fi
    tls_version=
    cipher=
    tls_detail=
    if is_encrypted; then
        cipher=$(sed -n 's/.*Cipher is \([A-Za-z0-9_-]*\).*/\1/p' "$work/out" | sed -n 1p)
        tls_version=$(sed -n 's/^ *Protocol *: *//p; s/^New, \(TLSv1.3\),.*/\1/p' "$work/out" | sed -n 1p)
        case $tls_version in
        TLSv1) tls_version="TLS 1.0" ;;
        TLSv1.*) tls_version="TLS ${tls_version#TLSv}" ;;
        esac
        tls_outcome="old-only"
        case $tls_version in
        "TLS 1.2" | "TLS 1.3") [ "$lax" = yes ] || is_weak || tls_outcome="established" ;;
        esac
        step event "$(json "$tls_version with $cipher")"
    else
        failed_tls
        step event "$(json "TLS handshake: $tls_outcome${tls_detail:+, }$tls_detail")"
    fi
    tls="{\"outcome\": \"$tls_outcome\""
    [ -z "$tls_version" ] || tls="$tls, \"protocol\": \"$(json "$tls_version")\""
    [ -z "$cipher" ] || tls="$tls, \"cipher\": \"$(json "$cipher")\""
    [ -z "$chain" ] || tls="$tls, \"chain\": [$chain]"
    [ -z "$faults" ] || tls="$tls, \"faults\": [$faults]"
    [ -z "$tls_detail" ] || tls="$tls, \"detail\": \"$(json "$tls_detail")\""
    tls="$tls}"
}

# How many bytes openssl says of the session before the peer's own words, which may have come already.
openssl_size() {
    awk '
        { size += length($0) + 1 }
        /Verify return code/ { is_near = 1 }
        is_near && /^---$/ { is_there = 1; exit }
        END { print is_there ? size : 0 }' "$work/out"
}

# encrypt STARTTLS: TLS as today's programs speak it, else as old ones do. Says whether it stands; sets result.
encrypt() {
    if start_tls "$1" no; then
        tell_tls
    else
        [ "$result" = open ] || return 1
        if [ -n "$1" ] && ! grep -q '^CONNECTED' "$work/out"; then
            detail="The second connection, for TLS, did not come off."
            return 1
        fi
        tell_tls
        case $tls_outcome in
        refused | closed)
            first_try=$tls
            close_channel
            if start_tls "$1" yes; then tell_tls; else tls=$first_try; fi
            result="open"
            ;;
        esac
    fi
    mark=$(openssl_size)
    is_encrypted
}
