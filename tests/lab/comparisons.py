# SPDX-FileCopyrightText: 2026 The Portolan authors
# SPDX-License-Identifier: MIT
"""What Portolan saw of a server beside what another program saw of it."""

import dataclasses
import functools
import ipaddress
import typing

STARTTLS = {"smtp": "smtp", "pop3": "pop3", "imap4": "imap", "ldap": "ldap"}
LOSSY = 16 # the wall that loses every other datagram
KERBEROS = ("-sU", "-sV", "--version-intensity", "0") # else nmap has no datagram at hand that a KDC answers


@dataclasses.dataclass
class Comparison:
    tool: str
    about: str
    ours: typing.Any
    theirs: typing.Any


class Checked:
    """One thing that Portolan checked, and the server of the plan that it is about."""

    def __init__(self, target, server):
        self.key = target["key"]
        self.destination = target["destination"]
        self.result = target["result"]
        self.protocol = target["protocol"]
        self.transport = target["transport"]
        self.port = target["port"]
        self.planned = (server.get("addresses") or [None])[0]
        self.address = target.get("address") or self.planned
        self.name = server.get("fqdn", self.address)
        self.domain = self.name.partition(".")[2]
        self.record = target
        self.tls = target.get("tls")
        words = self.key.split()
        self.asks_tls = "first" if "tls" in words else "none"
        if "starttls" in words and self.transport == "tcp":
            self.asks_tls = "starttls"
        self.path = next((word for word in words if word.startswith("/")), "/")
        self.facts = {fact["key"]: fact["values"] for fact in target.get("facts", [])}
        self.spoke = target.get("spoke", False)

    @property
    def wall(self):
        return int(self.address.split(".")[2]) if self.address else 0

    def fact(self, key):
        return (self.facts.get(key) or [None])[0]

    def beside(self, tool, what, ours, theirs):
        return Comparison(tool, f"{self.key}: {what}", ours, theirs)


def mechanisms(offers):
    """Of SMTP, POP3 and IMAP4: ways to sign in, among what is offered."""
    found = set()
    for offer in offers or []:
        words = offer.upper().replace("AUTH=", "AUTH ").split()
        if words[0] in ("AUTH", "SASL"):
            found.update(words[1:])
    return sorted(found)


def by_nmap(references, checks):
    """What became of each connection and each datagram, also of those to ports that were handed out."""
    options = {
        # More patient than it is by itself: a SYN may be lost, and a router that looks for a host takes three seconds.
        "tcp": ("-sT", "--max-retries", "3", "--initial-rtt-timeout", "2s", "--min-rtt-timeout", "2s"),
        "udp": ("-sU", "--max-retries", "3"),
        "udp kerberos": KERBEROS,
    }
    groups = {}
    for check in checks:
        # Who has no way from here is not nmap's to tell; the first datagram behind the wall that loses is lost to all.
        if not check.planned or check.result == "local-failure" or check.transport == "udp" and check.wall == LOSSY:
            continue
        kind = check.transport
        if kind == "udp" and check.protocol == "kerberos":
            kind = "udp kerberos"
        # An address is scanned for its own ports alone: routers count the errors that they send.
        ports = tuple(sorted({other.port for other in checks if other.planned == check.planned}))
        group = groups.setdefault((kind, ports), [])
        group.append((check.planned, check.port, check, "result", check.result))
        for endpoint in check.record.get("endpoints", []):
            if endpoint["port"] == 0: # the mapper does not know it
                continue
            what = f"endpoint {endpoint['interface']}"
            group.append((check.planned, endpoint["port"], check, what, endpoint["result"]))

    def of_group(kind, group):
        told = references.nmap([entry[0] for entry in group], [entry[1] for entry in group], *options[kind])
        found = []
        for address, port, check, what, ours in group:
            theirs = references.word_of(told[address, port])
            if theirs == "cannot-tell" and check.protocol == "sip":
                # Nor for this one: Python's socket tells.
                theirs = "open" if references.ask("sip-udp", address, port)["status"] else theirs
            found.append(check.beside("nmap", what, ours, theirs))
        return found

    return [functools.partial(of_group, kind, group) for (kind, _), group in groups.items()]


def by_openssl(references, check):
    if check.asks_tls == "none" or check.result != "open" or check.protocol not in (*STARTTLS, "http", "sip", "connect"):
        return
    start = STARTTLS[check.protocol] if check.asks_tls == "starttls" else ""
    theirs = references.tls(check.address, check.port, check.name, start)
    ours = check.tls if check.tls and check.tls.get("protocol") else None
    yield check.beside("openssl", "TLS came about", ours is not None, theirs is not None)
    if not ours or not theirs:
        return
    for what in ("outcome", "protocol", "cipher"):
        yield check.beside("openssl", what, ours[what], theirs[what])
    yield check.beside("openssl", "faults", sorted(ours.get("faults", [])), theirs["faults"])
    yield check.beside("openssl", "chain", [link["sha256"] for link in ours["chain"]], theirs["chain"])
    yield check.beside("openssl", "end", ours["chain"][0]["notAfter"][:19], theirs["notAfter"])


def domain_of(distinguished_name):
    return ".".join(part[3:] for part in distinguished_name.split(",") if part.upper().startswith("DC="))


def by_ldapsearch(references, check):
    if check.protocol != "ldap" or check.result != "open":
        return
    scheme = "ldaps" if check.asks_tls == "first" else "ldap"
    url = f"{scheme}://{check.address}:{check.port}"
    root = references.ldap(url)
    yield check.beside("ldapsearch", "answers", check.spoke, bool(root))
    plain = "auth-in-tls" if check.asks_tls == "first" else "auth"
    yield check.beside("ldapsearch", plain, sorted(check.facts.get(plain, [])),
                       sorted(root.get("supportedsaslmechanisms", [])))
    if check.asks_tls == "starttls":
        encrypted = references.ldap(url, "-ZZ")
        yield check.beside("ldapsearch", "StartTLS", check.fact("starttls"), "offered" if encrypted else "absent")
        yield check.beside("ldapsearch", "auth-in-tls", sorted(check.facts.get("auth-in-tls", [])),
                           sorted(encrypted.get("supportedsaslmechanisms", [])))
    if "dnshostname" not in root:
        return
    yield check.beside("ldapsearch", "host", check.fact("host"), root["dnshostname"][0])
    yield check.beside("ldapsearch", "domain", check.fact("domain"), domain_of(root["defaultnamingcontext"][0]))
    yield check.beside("ldapsearch", "site", check.fact("site"), root["servername"][0].split(",")[2][3:])
    yield check.beside("ldapsearch", "global catalog", "gc" in check.facts["directory"],
                       root["isglobalcatalogready"] == ["TRUE"])
    yield check.beside("ldapsearch", "clock off by 2 s or less", abs(int(check.fact("clock-skew"))) <= 2,
                       abs(root["skew"]) <= 2)


def by_net(references, check):
    if check.protocol != "cldap" or check.result != "open":
        return
    told = references.ldap_ping(check.address)
    for fact, word in (("host", "Domain Controller"), ("domain", "Domain"), ("site", "Server Site Name"),
                       ("client-site", "Client Site Name")):
        yield check.beside("net ads", fact, check.fact(fact), told[word])
    flags = {"primary": "Is a PDC", "gc": "Is a GC of the forest", "kdc": "Is running a KDC",
             "time-server": "Is running time services", "closest": "Is the closest DC", "writable": "Is writable",
             "read-only": "Is NT6 DC that has some secrets"}
    for flag, word in flags.items():
        yield check.beside("net ads", flag, flag in check.facts["directory"], told[word] == "yes")


def by_dig(references, check):
    if check.protocol == "dns" and check.result == "open":
        options = ["+tcp"] if check.transport == "tcp" else []
        answers = references.dns(check.address, f"_ldap._tcp.dc._msdcs.{check.domain}", "SRV", *options)
        targets = [f"{host.rstrip('.')}:{port}" for _, _, port, host in (answer.split() for answer in answers)]
        yield check.beside("dig", "targets", sorted(check.facts.get("targets", [])), sorted(targets))
    if check.planned:
        return
    addresses = [ipaddress.ip_address(address) for address in references.dns("10.77.0.10", check.name, "A")]
    yield check.beside("dig", "has no address", check.result == "name-not-found", not addresses)
    forbidden = bool(addresses) and all(address.is_multicast or address.is_global for address in addresses)
    yield check.beside("dig", "is not to be sent to", check.result == "not-probeable", forbidden)
    if addresses and not forbidden:
        yield check.beside("dig", "address", check.address, str(addresses[0]))


def by_swaks(references, check):
    if check.protocol != "smtp" or check.result != "open":
        return
    theirs = references.smtp(check.address, check.port)
    yield check.beside("swaks", "banner", check.fact("banner"), theirs["banner"])
    yield check.beside("swaks", "says what it offers", "offers" in check.facts, theirs["offers"] is not None)
    if theirs["offers"] is None:
        return
    offers = theirs["offers"]
    yield check.beside("swaks", "offers", check.facts.get("offers"), offers)
    yield check.beside("swaks", "STARTTLS", check.fact("starttls"), "offered" if "STARTTLS" in offers else "absent")
    yield check.beside("swaks", "offers in TLS", check.facts.get("offers-in-tls"), theirs["offers-in-tls"])
    for fact, said in (("auth", offers), ("auth-in-tls", theirs["offers-in-tls"])):
        yield check.beside("swaks", fact, sorted(check.facts.get(fact, [])), mechanisms(said))


def by_python(references, check):
    """IMAP4, POP3, HTTP and SIP, with the clients of Python's library; RPC with Samba's."""
    if check.result != "open" or not check.spoke:
        return
    name = {"imap4": "imap", "pop3": "pop", "http": "http", "sip": "sip"}.get(check.protocol)
    if name in ("imap", "pop"):
        theirs = references.ask(name, check.address, check.port, check.asks_tls)
        for fact, said in theirs.items():
            yield check.beside("python", fact, sorted(check.facts[fact]), sorted(said))
            auth = "auth" + fact.removeprefix("offers")
            ours = set(check.facts[auth]) - {"LOGIN", "USER"} # they stand for commands too
            yield check.beside("python", auth, sorted(ours), sorted(set(mechanisms(said)) - {"LOGIN"}))
    elif name == "http":
        theirs = references.ask(name, check.address, check.port, check.asks_tls, check.path)
        auth = "auth-in-tls" if check.asks_tls == "first" else "auth"
        yield check.beside("python", "status", check.fact("status"), theirs["status"])
        yield check.beside("python", "server", check.fact("server"), theirs["server"])
        yield check.beside("python", "location", check.fact("location"), theirs["location"])
        yield check.beside("python", auth, check.facts[auth], [offer.split()[0] for offer in theirs["auth"]])
    elif name == "sip":
        theirs = references.ask("sip-udp" if check.transport == "udp" else "sip", check.address, check.port,
                                check.asks_tls)
        offers = "offers-in-tls" if check.asks_tls == "first" else "offers"
        yield check.beside("python", "status", check.fact("status"), theirs["status"])
        yield check.beside("python", "server", check.fact("server"), theirs["server"])
        yield check.beside("python", "methods", check.facts[offers], theirs["offers"])
    elif check.protocol == "endpoint-mapper":
        listed = references.ask("mapper", check.address, check.port)
        ours = [endpoint.lower() for endpoint in check.facts["endpoint"]]
        # Asked for by name, it tells of these alone.
        theirs = [line for line in listed if len(check.key.split()) == 3 or line in ours]
        yield check.beside("samba", "endpoints", sorted(ours), sorted(theirs))


def by_connecting(references, check):
    if check.result == "local-failure":
        theirs = references.ask("connect", check.address, check.port)["error"]
        yield check.beside("connect()", "is not permitted here", check.record["detail"] == "Permission denied",
                           theirs in ("EACCES", "EPERM"))


def by_nmap_scripts(references, check):
    """SMB and Kerberos."""
    if check.result != "open":
        return
    if check.protocol == "smb2":
        said = references.text("nmap", "-n", "-Pn", "-sT", "-p", str(check.port), "--script",
                               "smb-protocols,smb2-security-mode", check.address)
        dialects = [line.strip("| _") for line in said.splitlines() if line.strip("| _").isdigit()]
        # What Portolan offers ends with 3.0.2.
        newest = max(int(dialect) for dialect in dialects if int(dialect) <= 302)
        yield check.beside("nmap", "dialect", check.fact("dialect").replace(".", ""), str(newest))
        yield check.beside("nmap", "signing", check.fact("signing"),
                           "required" if "enabled and required" in said else "enabled")
    elif check.protocol == "kerberos":
        port = references.nmap([check.address], [check.port], *KERBEROS)[check.address, check.port]
        # RFC 4120, 5.9.1: an error with code 6 has this in it.
        unknown = r"\xa6\x03\x02\x01\x06" in port.find("service").get("servicefp")
        yield check.beside("nmap", "client unknown", check.fact("status") == "KDC_ERR_C_PRINCIPAL_UNKNOWN", unknown)


EACH = (by_openssl, by_ldapsearch, by_net, by_dig, by_swaks, by_python, by_connecting, by_nmap_scripts)
