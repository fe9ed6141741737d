"""Logs of real programs of Debian's, taken by a gateway's agent: each line read, and work through a proxy among the figures."""
import json
import os
import re
import shutil
import subprocess
import tempfile
import unittest

from tests.support.lab import AGENT, COLLECTOR, run, wait_for
from tests.support.logging_programs import Echo, Server
from tests.system.test_gateway import GatewayCase

COUNTS = re.compile(r"lines (\d+), of devices that are counted (\d+), elsewhere (\d+), late (\d+), malformed (\d+)")


class IngestCase(GatewayCase):
    def setUp(self):
        super().setUp()
        self.sign("hq,127.0.0.0/8,20,sales,staff,yes\n")
        shutil.copy(self.folder / "collector/policy/bundle.pb", self.state / "uplink")
        self.settings.write_text(self.settings.read_text() + 'gateway = "hq"\ncapture = false\n')

    def start_gateway(self):
        self.start_on("--lab")
        where = self.open_page("127.0.0.1:0")
        wait_for("the gateway", lambda: "looking" in self.ask("status"), 60)
        return where

    def server(self, name):
        folder = tempfile.TemporaryDirectory(prefix="desirepath-" + name + "-", ignore_cleanup_errors=True)
        self.addCleanup(folder.cleanup)
        server = Server(name, folder.name)
        self.addCleanup(server.close)
        return server

    def ingest(self, form, *files, code=0):
        done = run(AGENT, "ingest", "--format", form, *files, "--once", "--config", self.settings, code=code)
        return done.stderr, tuple(map(int, COUNTS.search(done.stderr).groups())) if code == 0 else None


class NameServers(IngestCase):
    def asked(self, name):
        self.start_gateway()
        server = self.server(name)
        for host in ("docs.google.com", "miro.com"):
            server.ask(host)
        server.close()
        text = server.log.read_text()
        said, (lines, counted, elsewhere, late, malformed) = self.ingest(name, server.log)
        self.assertEqual(len(text.splitlines()), lines)
        self.assertGreaterEqual(counted, 2, text)
        self.assertEqual((0, 0, 0), (elsewhere, late, malformed), text)
        # At its place: nothing is read twice, and what comes is read.
        self.assertEqual((0, 0, 0, 0, 0), self.ingest(name, server.log)[1])
        with open(server.log, "a") as log:
            log.write(text)
        self.assertEqual(counted, self.ingest(name, server.log)[1][1])
        for word in (b"docs.google", b"miro", b"127.0.0.1"):
            self.assertNotIn(word, (self.state / "state.db").read_bytes())

    def test_dnsmasq(self):
        self.asked("dnsmasq")

    def test_unbound(self):
        self.asked("unbound")

    def test_bind(self):
        self.asked("bind")


class Proxy(IngestCase):
    def test_work_through_squid_is_among_the_figures(self):
        folder = self.folder / "collector"
        collector = subprocess.Popen([str(COLLECTOR), "serve", "--dir", str(folder)], stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        self.addCleanup(self.stop, collector)
        endpoints = json.loads(wait_for("the collector", lambda: (folder / "run/endpoints.json").exists() and
                                        (folder / "run/endpoints.json").read_text()))
        shutil.rmtree(self.state)
        token = re.search(r"dp1\.\S+", run(COLLECTOR, "token", "create", "--gateway", "hq", "--dir", folder).stdout)[0]
        run(AGENT, "enroll", "--gate", endpoints["gate"], "--token", token, "--state", self.state)
        self.settings.write_text(f'state_dir = "{self.state}"\ngateway = "hq"\ncapture = false\n')
        self.start_gateway()
        squid, echo = self.server("squid"), Echo()
        self.addCleanup(echo.close)
        words = [str(AGENT), "ingest", "--format", "squid", str(squid.log), "--config", str(self.settings)]
        following = subprocess.Popen(words, stderr=subprocess.PIPE, text=True)
        self.addCleanup(following.stderr.close)
        self.addCleanup(following.wait)
        self.addCleanup(following.kill)
        octets = 5_000

        def published():
            nonlocal octets
            octets += 1_700  # people's slots differ
            squid.tunnel("docs.google.com", octets, echo)
            done = run(COLLECTOR, "report", "tools", "--format", "json", "--dir", folder, code=None)
            report = json.loads(done.stdout) if done.returncode == 0 else {"tools": []}
            return any(card["tool"] == "google-docs" for card in report["tools"]) and report
        report = wait_for("the tool among the figures", published, 200)
        self.assertEqual(1, report["line"]["without_agent"]["low"])
        # Squid counts the octets that the client sent, those through the tunnel among them.
        last = squid.log.read_text().splitlines()[-1].split()
        self.assertEqual(8, len(last), last)
        self.assertGreater(int(last[7]), 5_000)

    def test_nothing_is_taken_without_the_page(self):
        self.start_on("--lab")
        squid, echo = self.server("squid"), Echo()
        self.addCleanup(echo.close)
        squid.tunnel("docs.google.com", 9_000, echo)
        wait_for("the line", lambda: "docs.google.com" in squid.log.read_text())
        said, (lines, counted, *_) = self.ingest("squid", squid.log)
        self.assertIn("counts nothing without the page", said)
        self.assertEqual((1, 0), (lines, counted))


class Refusals(IngestCase):
    def test_a_machine_that_is_no_gateway(self):
        self.settings.write_text(self.settings.read_text().replace('gateway = "hq"\ncapture = false\n', ""))
        self.assertIn("this machine is no gateway", run(AGENT, "ingest", "--format", "squid", "-", "--config", self.settings, code=2).stderr)

    def test_no_agent_and_no_file(self):
        log = self.folder / "log"
        log.write_text("1788000000.1 1 10.0.0.5 TCP_TUNNEL/200 5 CONNECT miro.com:443 9\n")
        self.assertIn("no agent", run(AGENT, "ingest", "--format", "squid", log, "--once", "--config", self.settings, code=1).stderr)
        done = run(AGENT, "ingest", "--format", "squid", self.folder / "none", "--once", "--config", self.settings, code=1)
        self.assertIn("cannot be read", done.stderr)

    @unittest.skipUnless(os.geteuid() == 0, "only root can become somebody else")
    def test_somebody_elses_lines(self):
        self.start_gateway()
        for path in (self.folder, self.state, self.state / "run"):
            os.chmod(path, 0o755)
        asking = ("import json, socket, sys; s = socket.socket(socket.AF_UNIX); s.connect(sys.argv[1]);"
                  "s.sendall(b'{\"ask\":\"log-lines\",\"lines\":[]}\\n'); print(s.recv(4096).decode())")
        done = run("setpriv", "--reuid", "nobody", "--regid", "nogroup", "--clear-groups", "python3", "-c", asking,
                   self.state / "run/agent.sock")
        self.assertIn("error", done.stdout)
        self.assertNotIn("taken", done.stdout)

    def test_standard_input_and_capture_false_elsewhere(self):
        self.start_gateway()
        done = subprocess.run([AGENT, "ingest", "--format", "csv", "-", "--config", self.settings], capture_output=True, text=True,
                              input="time,client,name,bytes_up,bytes_down\n1,127.0.0.9,miro.com,5,5\n")
        self.assertEqual((2, 0, 0, 1, 0), tuple(map(int, COUNTS.search(done.stderr).groups())))
        self.settings.write_text(self.settings.read_text().replace('gateway = "hq"\n', ""))
        self.assertIn("capture = false is for a gateway", run(AGENT, "run", "--config", self.settings, code=2).stderr)


if __name__ == "__main__":
    unittest.main()
