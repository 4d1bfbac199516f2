#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Portolan authors
# SPDX-License-Identifier: MIT
"""tst_lab.py PORTOLAN_CLI [arguments of unittest]: checks the lab's servers with portolan-cli, and holds each result
against what nmap, openssl, ldapsearch, dig, swaks and others say of the same server. Ends with 77 where the lab cannot
be built.
"""

import concurrent.futures
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

from comparisons import EACH, Checked, by_nmap
from references import References
from verdicts import Expectations

HERE = pathlib.Path(__file__).resolve().parent
LAB = str(HERE / "lab")
CLI = os.path.abspath(sys.argv.pop(1))
NOT_HERE = 77
PLANS = { # vantage: files of the plan
    "hub1": [HERE / "exchange.portolan"],
    "user1": [HERE / "exchange.portolan"],
    "client1": [HERE / "walls.portolan", "--catalog", HERE / "lab-catalog.json"],
}
CATALOGS = {"exchange-2010": HERE.parents[1] / "resources/catalogs/exchange-2010.json", "lab": HERE / "lab-catalog.json"}
EVERY_RESULT = {"open", "refused", "no-answer", "unreachable", "name-not-found", "local-failure", "cannot-tell",
                "not-probeable"}


class Lab:
    def __init__(self):
        self.folder = tempfile.TemporaryDirectory(prefix="portolan-lab-")
        self.state = os.path.join(self.folder.name, "lab")
        self.environment = dict(os.environ, PORTOLAN_LAB=self.state)
        # Ends with this process, however that ends: its standard input does.
        self.holder = subprocess.Popen([LAB, "hold"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                       stderr=subprocess.PIPE, text=True, env=self.environment)
        if self.holder.stdout.readline() != "ready\n":
            said = self.holder.stderr.read()
            if self.holder.wait() == NOT_HERE:
                print(f"\n*** NOT TESTED: portolan-cli against real servers. {said.strip()} ***\n", file=sys.stderr)
                sys.exit(NOT_HERE)
            sys.exit(said)

    def run(self, *command, stdin=""):
        return subprocess.run([LAB, "exec", "client", "timeout", "60", *map(str, command)], input=stdin, text=True,
                              capture_output=True, env=self.environment, errors="replace")

    def down(self):
        self.holder.stdin.close()
        self.holder.wait()


class Run:
    """portolan-cli probe from one server of a plan: its verdicts, its results, and the plan."""

    def __init__(self, lab, vantage):
        results = os.path.join(lab.folder.name, f"{vantage}.portolan-results")
        told = lab.run(CLI, "probe", *PLANS[vantage], "--as", vantage, "--yes", "--format", "json", "-o", results)
        if told.returncode != 1: # not all works there
            raise AssertionError(f"portolan-cli probe ended with {told.returncode}: {told.stderr}{told.stdout}")
        plan = json.loads(PLANS[vantage][0].read_text())
        self.vantage = vantage
        self.catalog = json.loads(CATALOGS[plan["catalog"]].read_text())
        self.servers = {server["id"]: server for server in plan["servers"]}
        self.ports = json.loads(told.stdout)["vantages"][0]["ports"]
        targets = json.loads(pathlib.Path(results).read_text())["runs"][0]["targets"]
        self.checks = [Checked(target, self.servers[target["destination"]]) for target in targets]


class TestLab(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        lab = cls.lab = Lab()
        cls.addClassCleanup(lab.down)
        references = cls.references = References(lab.run)
        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            cls.runs = list(pool.map(lambda vantage: Run(lab, vantage), PLANS))
            checks = [check for run in cls.runs for check in run.checks]
            jobs = by_nmap(references, checks)
            jobs += [lambda check=check, compare=compare: list(compare(references, check))
                     for check in checks for compare in EACH]
            cls.comparisons = [found for job in [pool.submit(job) for job in jobs] for found in job.result()]

    def assert_agrees(self, tool, least):
        found = [comparison for comparison in self.comparisons if comparison.tool == tool]
        self.assertGreaterEqual(len(found), least)
        for comparison in found:
            with self.subTest(comparison.about):
                self.assertEqual(comparison.ours, comparison.theirs)

    def test_results_agree_with_nmap(self):
        self.assert_agrees("nmap", 100)

    def test_tls_agrees_with_openssl(self):
        self.assert_agrees("openssl", 60)

    def test_directories_agree_with_ldapsearch(self):
        self.assert_agrees("ldapsearch", 30)

    def test_ldap_pings_agree_with_net_ads(self):
        self.assert_agrees("net ads", 11)

    def test_names_agree_with_dig(self):
        self.assert_agrees("dig", 8)

    def test_mail_agrees_with_swaks(self):
        self.assert_agrees("swaks", 20)

    def test_mailboxes_web_and_calls_agree_with_python(self):
        self.assert_agrees("python", 50)

    def test_endpoints_agree_with_samba(self):
        self.assert_agrees("samba", 3)

    def test_what_is_not_permitted_here_agrees_with_connect(self):
        self.assert_agrees("connect()", 1)

    def test_every_result_is_seen(self):
        self.assertEqual({check.result for run in self.runs for check in run.checks}, EVERY_RESULT)

    def test_silence_is_asked_again(self):
        lost = [check for run in self.runs for check in run.checks if check.wall == 16 and check.transport == "udp"]
        self.assertEqual([check.record.get("tries") for check in lost], [2])

    def test_firewall_that_prohibits_is_named(self):
        for run in self.runs:
            for check in run.checks:
                if check.wall == 14:
                    with self.subTest(check.key):
                        self.assertEqual(check.record["icmp"],
                                         {"family": 4, "type": 3, "code": 13, "reporter": "10.77.1.1"})

    def test_verdicts_follow_from_what_the_others_saw(self):
        expected = Expectations(self.comparisons)
        seen = set()
        for run in self.runs:
            for port in run.ports:
                with self.subTest(f"{port['source']} {port['path']} {port['destination']} {port['transport']}/"
                                  f"{port['port']}: {port['detail']}"):
                    self.assertEqual(port["verdict"], expected.verdict(run, port))
                seen.add(port["verdict"])
        self.assertEqual(seen, {"works", "differs", "fails", "cannot-tell", "not-checked"})


class TestNothingStays(unittest.TestCase):
    def test_after_the_lab_is_down(self):
        # Runs after TestLab, whose lab is down by then.
        state = TestLab.lab.state
        self.assertFalse(os.path.exists(state))
        left = [command for command in map(self.command_of, pathlib.Path("/proc").glob("[0-9]*")) if state in command]
        self.assertEqual(left, [])

    @staticmethod
    def command_of(process):
        try:
            return (process / "cmdline").read_text(errors="replace").replace("\0", " ")
        except OSError:
            return ""


if __name__ == "__main__":
    unittest.main(verbosity=2)
