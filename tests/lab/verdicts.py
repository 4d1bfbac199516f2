# SPDX-FileCopyrightText: 2026 The Portolan authors
# SPDX-License-Identifier: MIT
"""What the verdict on a port of a flow must be, from what other programs saw there and from what the plan says."""

# Where one of these ways to sign in is the default of a path, one of those has to be offered.
OFFERS = {
    "basic": {"BASIC", "PLAIN", "LOGIN"},
    "plain-text": {"BASIC", "PLAIN", "LOGIN"},
    "ntlm": {"NTLM", "NEGOTIATE", "GSSAPI"},
    "kerberos": {"NEGOTIATE", "GSSAPI"},
    "negotiate": {"NEGOTIATE", "GSSAPI"},
}
FAILING = {"refused", "no-answer", "unreachable", "name-not-found"}
CLIENTS = {"client", "device"}


class Expectations:
    def __init__(self, comparisons):
        self.theirs = {}
        for comparison in comparisons:
            self.theirs[comparison.about] = comparison.theirs

    def seen(self, check, what):
        return self.theirs.get(f"{check.key}: {what}")

    def verdict(self, run, port):
        path = next(path for path in run.catalog["dataPaths"] if path["code"] == port["path"])
        is_handed_out = port["service"] == "rpc"
        check = self.check_of(run, port, path, "135" if is_handed_out else None)
        if check is None:
            return "not-checked"
        if is_handed_out:
            if check.result != "open":
                return "cannot-tell"
            if self.has_closed_endpoint(check):
                return "fails"
            return "differs" if self.has_unknown_endpoint(check) else "works"
        if check.result in FAILING:
            return "fails"
        if check.result != "open":
            return "cannot-tell"
        if self.has_other_tls(run, port, path, check):
            return "differs"
        if self.wants_another_client(check):
            return "cannot-tell"
        return "differs" if self.does_not_speak(check) or self.signs_in_otherwise(path, check) else "works"

    @staticmethod
    def check_of(run, port, path, mapper_port):
        """The check that answers for a port of a flow; None for what is not checked."""
        probe = path.get("probe", {})
        interfaces = {interface["id"] for interface in probe.get("interfaces", [])}

        def is_of(check):
            if (check.destination, check.transport) != (port["destination"], port["transport"]):
                return False
            if str(check.port) != (mapper_port or port["port"]):
                return False
            if check.protocol in ("http", "net-tcp") and check.path != probe.get("path", "/"):
                return False
            return check.protocol != "endpoint-mapper" or all(id in check.key for id in interfaces) and \
                bool(interfaces) == (len(check.key.split()) > 3)

        return next(filter(is_of, run.checks), None)

    def has_closed_endpoint(self, check):
        return any(self.seen(check, f"endpoint {endpoint['interface']}") != "open"
                   for endpoint in check.record.get("endpoints", []) if endpoint["port"] != 0)

    @staticmethod
    def has_unknown_endpoint(check):
        return any(endpoint["port"] == 0 for endpoint in check.record.get("endpoints", []))

    def wants_another_client(self, check):
        """One with a certificate, with TLS or with another name (RFC 9110, 15.5.1 and 15.5.20)."""
        return check.protocol == "http" and (self.seen(check, "status") or "")[:3] in ("400", "421")

    def has_other_tls(self, run, port, path, check):
        came_about = self.seen(check, "TLS came about")
        if check.asks_tls == "first" and not came_about:
            return True
        if check.asks_tls == "starttls" and not came_about and path["encryption"] == "encrypted":
            return True
        faults = set(self.seen(check, "faults") or [])
        kinds = {role["id"]: role["kind"] for role in run.catalog["roles"]}
        is_client = all(kinds[role] in CLIENTS for role in run.servers[port["source"]]["roles"])
        return self.seen(check, "outcome") == "old-only" or bool(faults & {"expired", "other-name"}) or \
            is_client and bool(faults)

    def does_not_speak(self, check):
        if check.protocol == "endpoint-mapper":
            return self.has_closed_endpoint(check) or self.has_unknown_endpoint(check)
        if check.protocol == "smtp":
            return not self.seen(check, "says what it offers")
        status = self.seen(check, "status") or ""
        return check.protocol in ("net-tcp", "http", "sip") and not status or status.startswith("5")

    def signs_in_otherwise(self, path, check):
        if check.protocol not in ("smtp", "pop3", "imap4", "http"):
            return False
        plain = {word.upper() for word in self.seen(check, "auth") or []}
        in_tls = {word.upper() for word in self.seen(check, "auth-in-tls") or []}
        if plain & {"BASIC", "PLAIN", "LOGIN"}:
            return True
        if check.protocol == "http" and not (self.seen(check, "status") or "").startswith("401"):
            return False
        return any(not OFFERS[way] & (plain | in_tls) for way in path["defaultAuthentication"] if way in OFFERS)
