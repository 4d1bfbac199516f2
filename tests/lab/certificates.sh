# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 The Portolan authors
# SPDX-License-Identifier: MIT
#
# An authority that the client trusts, and what it issued. Sourced by holder.sh; fills $state/certificates.
: "${here:?}" "${state:?}"

# issue NAME "DNS:a,DNS:b" [FROM UNTIL]: NAME.pem; times as in 20200101000000Z.
issue() {
    local name=$1 names=$2 from=${3-} until=${4-} folder=$state/certificates
    local time=(-days 30)
    [ -z "$from" ] || time=(-startdate "$from" -enddate "$until")
    openssl req -new -key "$folder/key.pem" -subj "/O=Lab/CN=$name.lab.test" -out "$folder/$name.csr"
    NAMES=$names openssl ca -batch -config "$here/config/authority.cnf" "${time[@]}" \
        -in "$folder/$name.csr" -out "$folder/$name.pem" -notext
    cat "$folder/authority.pem" >>"$folder/$name.pem"
}

make_certificates() {
    local folder=$state/certificates
    mkdir -p "$folder/trusted"
    : >"$folder/index"
    (
        cd "$folder"
        openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj "/CN=Lab authority" \
            -addext "keyUsage=keyCertSign,cRLSign" -keyout authority.key -out authority.pem
        openssl genrsa -out key.pem 2048
        issue dc1 "DNS:dc1.lab.test"
        issue mail1 "DNS:mail1.lab.test"
        issue imap1 "DNS:mail1.lab.test"
        issue web1 "DNS:web1.lab.test"
        issue edge1 "DNS:edge1.lab.test"
        issue sip1 "DNS:sip1.lab.test"
        issue expired1 "DNS:expired1.lab.test" 20200101000000Z 20210101000000Z
        issue elsewhere1 "DNS:another.lab.test"
        # As servers had them in 2010.
        openssl req -x509 -newkey rsa:1024 -sha1 -nodes -days 30 -subj "/CN=old1" \
            -addext "subjectAltName=DNS:old1.lab.test" -keyout old.pem -out old1.pem
        cp authority.pem trusted/
        cp authority.pem trusted/ca-certificates.crt
        ln -s authority.pem "trusted/$(openssl x509 -hash -noout -in authority.pem).0"
    ) 2>"$state/certificates.log" || {
        cat "$state/certificates.log"
        return 1
    }
    chmod 644 "$folder"/*.key "$folder/key.pem"
}
