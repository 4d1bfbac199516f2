# SPDX-FileCopyrightText: 2026 The Portolan authors
# SPDX-License-Identifier: MIT
"""What other people's programs say of the lab's servers, in Portolan's words where there are any for it."""

import base64
import concurrent.futures
import datetime
import hashlib
import json
import pathlib
import re
import threading
import xml.etree.ElementTree

ASK = str(pathlib.Path(__file__).resolve().parent / "ask.py")
NOT_TRUSTED = {18: "self-signed", 19: "untrusted", 20: "untrusted", 21: "untrusted"}


def utc_now():
    return datetime.datetime.now(datetime.timezone.utc)


def once(function):
    """The same answer to the same question, also for those who ask while it is sought."""
    answers, lock = {}, threading.Lock()

    def asked(*arguments, **options):
        key = (arguments, tuple(options.items()))
        with lock:
            is_first = key not in answers
            answer = answers.setdefault(key, concurrent.futures.Future())
        if is_first:
            try:
                answer.set_result(function(*arguments, **options))
            except Exception as error:
                answer.set_exception(error)
        return answer.result()

    return asked


class References:
    """`run(program, *arguments, stdin="")` runs it on the lab's client and returns what subprocess.run does."""

    def __init__(self, run):
        self.run = once(run)

    def text(self, *command, stdin=""):
        answer = self.run(*command, stdin=stdin)
        return answer.stdout + answer.stderr

    def ask(self, *arguments):
        answer = self.run("/usr/bin/python3", ASK, *map(str, arguments))
        if answer.returncode != 0:
            raise AssertionError(f"ask.py {arguments}: {answer.stderr}")
        return json.loads(answer.stdout)

    def nmap(self, addresses, ports, *options):
        """(address, port) to its port element."""
        listed = ",".join(str(port) for port in sorted(set(ports)))
        answer = self.run("nmap", "-n", "-Pn", "-oX", "-", "-p", listed, *options, *sorted(set(addresses)))
        found = {}
        for host in xml.etree.ElementTree.fromstring(answer.stdout).iter("host"):
            address = host.find("address").get("addr")
            for port in host.iter("port"):
                found[address, int(port.get("portid"))] = port
            # What it sums up: all of the same state, for the same reason.
            for extra in host.iter("extrareasons"):
                for part in extra.get("ports").split(","):
                    first, _, last = part.partition("-")
                    for number in range(int(first), int(last or first) + 1):
                        found[address, number] = extra
            for extra in host.iter("extraports"):
                for reasons in extra.iter("extrareasons"):
                    reasons.set("state", extra.get("state"))
        return found

    @staticmethod
    def word_of(port):
        """The result that nmap's state and reason amount to."""
        state = port.find("state")
        name = port.get("state") if state is None else state.get("state")
        reason = port.get("reason") if state is None else state.get("reason")
        if name in ("open", "closed"):
            return {"open": "open", "closed": "refused"}[name]
        if name == "open|filtered":
            return "cannot-tell"
        return "no-answer" if reason in ("no-response", "no-responses") else "unreachable"

    def tls(self, address, port, name, start=""):
        """As Portolan's record of it; None: no TLS came about."""
        asked = ["timeout", "8", "openssl", "s_client", "-connect", f"{address}:{port}", "-servername", name, "-showcerts"]
        if start:
            asked += ["-starttls", start]
        said = self.text(*asked)
        # It is TLS, and none that openssl takes as it comes.
        old = "SSL routines" in said and "wrong version number" not in said and "Cipher is (NONE)" in said
        if old:
            said = self.text(*asked, "-tls1", "-cipher", "DEFAULT:@SECLEVEL=0")
        session = re.search(r"New, (\S+), Cipher is (\S+)", said)
        certificates = re.findall(r"-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----", said, re.DOTALL)
        if session is None or session.group(2) == "(NONE)" or not certificates:
            return None
        # Of TLS 1.2 and older that line names the version in which the cipher came.
        version = re.search(r"^ +Protocol *: *(\S+)", said, re.MULTILINE)
        protocol = (version.group(1) if version else session.group(1)).replace("TLSv", "TLS ")
        judged = self.text("openssl", "x509", "-noout", "-enddate", "-checkhost", name, stdin=certificates[0])
        ends = datetime.datetime.strptime(re.search(r"notAfter=(.*) GMT", judged).group(1), "%b %d %H:%M:%S %Y")
        code = int(re.search(r"Verify return code: (\d+)", said).group(1))
        faults = []
        if ends.replace(tzinfo=datetime.timezone.utc) < utc_now():
            faults.append("expired")
        if "does NOT match" in judged:
            faults.append("other-name")
        if code in NOT_TRUSTED:
            faults.append(NOT_TRUSTED[code])
        return {
            "outcome": "old-only" if old else "established",
            "protocol": protocol if "." in protocol else protocol + ".0",
            "cipher": session.group(2),
            "faults": sorted(faults),
            "chain": [hashlib.sha256(base64.b64decode("".join(pem.splitlines()[1:-1]))).hexdigest()
                      for pem in certificates],
            "notAfter": ends.strftime("%Y-%m-%dT%H:%M:%S"),
        }

    def smtp(self, address, port):
        """The greeting, and what is offered before and in TLS; None where it came to neither."""
        said = self.text("swaks", "--server", f"{address}:{port}", "--timeout", "6", "--tls-optional",
                         "--quit-after", "EHLO")
        plain = re.findall(r"^<-  250[- ](.*)$", said, re.MULTILINE)
        banner = re.search(r"^<-  (220 .*)$", said, re.MULTILINE)
        in_tls = re.findall(r"^<~  250[- ](.*)$", said, re.MULTILINE)[1:]
        return {"banner": banner.group(1) if banner else None, "offers": plain[1:] if plain else None,
                "offers-in-tls": in_tls if "TLS started" in said else None}

    def ldap(self, url, *options):
        """Attributes of the root entry; empty: there is no answer. The server's clock in "skew", seconds from ours."""
        said = self.run("sh", "-c", 'date -u +%Y%m%d%H%M%S.0Z >&2; LDAPTLS_REQCERT=never exec ldapsearch "$@"', "sh",
                        "-x", "-LLL", "-o", "ldif-wrap=no", *options, "-H", url, "-s", "base", "-b", "", "*", "+")
        root = {}
        for line in said.stdout.splitlines():
            name, _, value = line.partition(": ")
            root.setdefault(name.lower(), []).append(value)
        if "currenttime" in root:
            there, here = (datetime.datetime.strptime(time, "%Y%m%d%H%M%S.0Z")
                           for time in (root["currenttime"][0], said.stderr.split()[0]))
            root["skew"] = (there - here).total_seconds()
        return root

    def ldap_ping(self, address):
        """What `net ads lookup` prints, by its words."""
        said = self.text("net", "ads", "lookup", "-S", address)
        return dict(re.findall(r"^[ \t]*([^:\n]+):[ \t]+(.+)$", said, re.MULTILINE))

    def dns(self, address, name, kind, *options):
        return self.text("dig", f"@{address}", "+short", *options, name, kind).split("\n")[:-1]
