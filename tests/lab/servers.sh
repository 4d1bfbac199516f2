# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 The Portolan authors
# SPDX-License-Identifier: MIT
#
# The servers of the lab, from the distribution's packages. Sourced by holder.sh.
: "${here:?}" "${state:?}"

# own HOST PATH…: folders and files of the system that the host has to itself, empty at first.
own() {
    local host=$1 path
    mkdir -p "$state/hosts/$host"
    for path in "${@:2}"; do
        if [ -d "/$path" ]; then
            mkdir -p "$state/hosts/$host/$path"
        else
            mkdir -p "$state/hosts/$host/$(dirname "$path")"
            : >"$state/hosts/$host/$path"
        fi
        echo "$path" >>"$state/hosts/$host/.own"
    done
}

# own_copy HOST PATH…: the same, beginning as they are.
own_copy() {
    local path
    for path in "${@:2}"; do
        mkdir -p "$state/hosts/$1/$(dirname "$path")"
        cp -a "/$path" "$state/hosts/$1/$path"
        echo "$path" >>"$state/hosts/$1/.own"
    done
}

on() {
    bash "$here/host.sh" "$state" "$@"
}

# start HOST NAME PROGRAM…: a daemon, in the foreground of its own log.
start() {
    on "$1" "${@:3}" </dev/null >"$state/hosts/$1/$2.log" 2>&1 &
}

# until_ready HOST SECONDS PROGRAM…: tries until it succeeds.
until_ready() {
    local host=$1 end=$((SECONDS + $2))
    until on "$host" "${@:3}" >/dev/null 2>&1; do
        if [ "$SECONDS" -ge "$end" ]; then
            echo "On $host this did not succeed in $2 s: ${*:3}"
            tail -n 20 "$state/hosts/$host"/*.log
            return 1
        fi
        sleep 0.2
    done
}

# until_open HOST SECONDS PORT…
until_open() {
    local port
    for port in "${@:3}"; do
        until_ready "$1" "$2" bash -c "exec 3<>/dev/tcp/10.77.0.${numbers[$1]}/$port"
    done
}

# until_greeted HOST SECONDS PORT WORDS: a port that is open may have nobody behind it yet.
until_greeted() {
    until_ready "$1" "$2" bash -c "exec 3<>/dev/tcp/10.77.0.${numbers[$1]}/$3 && read -t 2 -r line <&3 && [[ \$line == '$4'* ]]"
}

prepare_hosts() {
    local host
    for host in "${hosts[@]}" client; do
        own "$host" run etc/hosts etc/resolv.conf mnt var/log
        {
            echo "127.0.0.1 localhost"
            [ "$host" = client ] || echo "10.77.0.${numbers[$host]} $host.lab.test $host"
        } >"$state/hosts/$host/etc/hosts"
        cp "$state/certificates"/*.pem "$state/hosts/$host/mnt"
    done
    echo "nameserver 10.77.0.10" >"$state/hosts/client/etc/resolv.conf"
    own client etc/ssl/certs
    cp -P "$state/certificates/trusted"/* "$state/hosts/client/etc/ssl/certs"
}

start_dc() {
    own dc1 var/lib/samba var/cache/samba
    own_copy dc1 etc/samba
    mkdir -p "$state/hosts/dc1/var/lib/samba/private" "$state/hosts/dc1/var/log/samba"
    rm -f "$state/hosts/dc1/etc/samba/smb.conf"
    install -m 600 "$state/certificates/key.pem" "$state/hosts/dc1/mnt/dc1.key"
    on dc1 samba-tool domain provision --realm=LAB.TEST --domain=LAB --server-role=dc --site=Lab-Site \
        --dns-backend=SAMBA_INTERNAL --adminpass=Lab-only-1 --host-name=dc1 --host-ip=10.77.0.10 \
        >"$state/hosts/dc1/provision.log" 2>&1 || {
        tail -n 20 "$state/hosts/dc1/provision.log"
        return 1
    }
    cp "$here/config/smb.conf" "$state/hosts/dc1/etc/samba/smb.conf"
    start dc1 samba samba -F --no-process-group
    until_open dc1 60 53 88 135 389 445 464 636 3268 3269 49152 49153
    # Names for who has no address in the plan: one of a host, and two that nobody may be sent to.
    until_ready dc1 30 nsupdate "$here/config/names.nsupdate"
}

start_mail() {
    own mail1 var/lib/postfix etc/dovecot etc/samba
    own_copy mail1 etc/postfix var/spool/postfix
    mkdir -p "$state/hosts/mail1/run/dovecot"
    chown postfix "$state/hosts/mail1/var/lib/postfix"
    cp "$here/config/main.cf" "$here/config/master.cf" "$state/hosts/mail1/etc/postfix"
    printf '[global]\nworkgroup = LAB\n' >"$state/hosts/mail1/etc/samba/smb.conf"
    start mail1 dovecot dovecot -F -c "$here/config/dovecot.conf"
    # Postfix takes no mail for a while where nobody answers for its mechanisms.
    until_ready mail1 30 test -S /run/dovecot/auth-postfix
    on mail1 postfix check >"$state/hosts/mail1/postfix.log" 2>&1 || true
    start mail1 master /usr/lib/postfix/sbin/master -s
    start mail1 listeners /usr/bin/python3 "$here/listeners.py" 808=silent 64327=silent 10001=closing 10002=late 10003=mute
    until_greeted mail1 30 143 "* OK"
    until_greeted mail1 30 110 "+OK"
    until_greeted mail1 30 25 "220 "
    until_greeted mail1 30 587 "220 "
    until_open mail1 30 993 995 808 64327 10001 10002 10003
}

start_web() {
    own web1 var/lib/nginx
    mkdir -p "$state/hosts/web1/mnt/web/OAB" "$state/hosts/web1/var/log/nginx"
    start web1 nginx nginx -c "$here/config/nginx.conf"
    start old1 tls openssl s_server -accept 443 -tls1 -cipher DEFAULT:@SECLEVEL=0 -cert /mnt/old1.pem \
        -key /mnt/old.pem -www -quiet
    until_open web1 30 80 443 9443
    until_open old1 30 443
}

start_edge() {
    own edge1 var/lib/ldap
    mkdir -p "$state/hosts/edge1/run/slapd"
    chown openldap "$state/hosts/edge1/run/slapd" "$state/hosts/edge1/var/lib/ldap"
    start edge1 slapd slapd -d 0 -u openldap -g openldap -f "$here/config/slapd.conf" \
        -h "ldap://0.0.0.0:50389 ldaps://0.0.0.0:50636"
    until_open edge1 30 50389 50636
}

start_sip() {
    start sip1 kamailio kamailio -DD -E -m 16 -M 4 -f "$here/config/kamailio.cfg"
    until_open sip1 30 5060 5061
}

start_servers() {
    local pid pids=()
    for starting in start_dc start_mail start_web start_edge start_sip; do
        "$starting" &
        pids+=($!)
    done
    for pid in "${pids[@]}"; do
        wait "$pid"
    done
}
