#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Portolan authors
# SPDX-License-Identifier: MIT
"""ask.py PROTOCOL ADDRESS PORT [TLS] [PATH]: what Python's own clients see of a server, as JSON.

PROTOCOL: imap, pop, http, sip (TCP), sip-udp, connect; mapper: what Samba's own client lists. TLS: none, first, starttls.
No certificate is refused here: that is for openssl to say.
"""

import errno
import http.client
import imaplib
import json
import poplib
import socket
import ssl
import sys

protocol, address, port = sys.argv[1], sys.argv[2], int(sys.argv[3])
tls = sys.argv[4] if len(sys.argv) > 4 else "none"
path = sys.argv[5] if len(sys.argv) > 5 else "/"
context = ssl.create_default_context()
context.check_hostname = False
context.verify_mode = ssl.CERT_NONE


def imap():
    session = imaplib.IMAP4_SSL(address, port, ssl_context=context) if tls == "first" else imaplib.IMAP4(address, port)
    plain = list(session.capabilities)
    inside = []
    if tls == "starttls":
        session.starttls(context)
        inside = list(session.capabilities)
    session.logout()
    return {"offers": plain, "offers-in-tls": inside} if tls != "first" else {"offers-in-tls": plain}


def lines(capabilities):
    return [" ".join([word, *values]) for word, values in capabilities.items()]


def pop():
    session = poplib.POP3_SSL(address, port, context=context) if tls == "first" else poplib.POP3(address, port)
    plain = lines(session.capa())
    inside = []
    if tls == "starttls":
        session.stls(context)
        inside = lines(session.capa())
    session.quit()
    return {"offers": plain, "offers-in-tls": inside} if tls != "first" else {"offers-in-tls": plain}


def web():
    if tls == "first":
        connection = http.client.HTTPSConnection(address, port, context=context, timeout=10)
    else:
        connection = http.client.HTTPConnection(address, port, timeout=10)
    connection.request("HEAD", path)
    answer = connection.getresponse()
    offers = [value for name, value in answer.getheaders() if name.lower() == "www-authenticate"]
    return {"status": f"{answer.status} {answer.reason}", "server": answer.getheader("Server"), "auth": offers,
            "location": answer.getheader("Location")}


def sip():
    kind = socket.SOCK_DGRAM if protocol == "sip-udp" else socket.SOCK_STREAM
    connection = socket.socket(socket.AF_INET, kind)
    connection.settimeout(2)
    connection.connect((address, port))
    if tls == "first":
        connection = context.wrap_socket(connection)
    via = "UDP" if protocol == "sip-udp" else "TLS" if tls == "first" else "TCP"
    host, own = connection.getsockname()
    head = [f"OPTIONS sip:{address}:{port} SIP/2.0", f"Via: SIP/2.0/{via} {host}:{own};branch=z9hG4bKlab;rport",
            "Max-Forwards: 70", f"From: <sip:lab@{host}>;tag=lab", f"To: <sip:{address}:{port}>", "Call-ID: lab@lab",
            "CSeq: 1 OPTIONS", "Content-Length: 0", "", ""]
    answer = []
    for _ in range(3 if kind == socket.SOCK_DGRAM else 1):
        connection.sendall("\r\n".join(head).encode())
        try:
            answer = connection.recv(65536).decode().split("\r\n")
            break
        except TimeoutError:
            continue
    if not answer:
        return {"status": None}
    headers = dict(line.split(": ", 1) for line in answer[1:] if ": " in line)
    return {"status": answer[0].split(" ", 1)[1], "server": headers.get("Server"),
            "offers": headers.get("Allow", "").split(", ")}


def connect():
    attempt = socket.socket()
    attempt.settimeout(5)
    try:
        attempt.connect((address, port))
    except OSError as error:
        return {"error": errno.errorcode.get(error.errno, str(error))}
    return {"error": None}


def mapper():
    from samba import credentials, param
    from samba.dcerpc import epmapper, misc

    settings = param.LoadParm()
    nobody = credentials.Credentials()
    nobody.set_anonymous()
    connection = epmapper.epmapper(f"ncacn_ip_tcp:{address}[{port}]", settings, nobody)
    everything, every_version = 0, 1
    entries = connection.epm_Lookup(everything, None, None, every_version, misc.policy_handle(), 500)[1]
    floors = [(entry.annotation, entry.tower.tower.floors) for entry in entries]
    return sorted({f"{name} {floor[3].rhs.port}" for name, floor in floors
                   if len(floor) > 3 and floor[3].lhs.protocol == epmapper.EPM_PROTOCOL_TCP})


clients = {"imap": imap, "pop": pop, "http": web, "sip": sip, "sip-udp": sip, "connect": connect, "mapper": mapper}
print(json.dumps(clients[protocol]()))
