"""A gateway counts the devices behind it that have no agent: from the draft of its policy to its share beside the figures."""
import json
import re
import shutil
import subprocess
import sys
import unittest

from tests.support import network
from tests.support.lab import AGENT, COLLECTOR, run, wait_for
from tests.support.packets import hello
from tests.support.resident import Resident

WHY_NOT = network.why_not()
HEAD = "gateway,networks,devices,department,use,routed\n"
ASK = """
import http.client, json, sys
where, source, method, path, headers = json.loads(sys.argv[1])
link = http.client.HTTPConnection(where, timeout=20, source_address=(source, 0) if source else None)
link.request(method, path, headers=headers)
answer = link.getresponse()
print(json.dumps([answer.status, answer.getheader("Content-Security-Policy", ""), answer.read().decode()]))
"""
VISIT = """
import socket, sys
peer = socket.create_connection((sys.argv[1], 443), timeout=10, source_address=(sys.argv[3], 0))
peer.sendall(bytes.fromhex(sys.argv[2]))
left = 1000
while left: left -= len(peer.recv(left))
peer.shutdown(socket.SHUT_WR)
peer.recv(1)
"""


class GatewayCase(Resident):
    def sign(self, networks, *more):
        """The policy with these networks, by both hands; what the review of its draft said."""
        folder = self.folder / "collector"
        table, draft = self.folder / "networks.csv", folder / "policy/draft.policy"
        table.write_text(HEAD + networks)
        run(COLLECTOR, "policy", "draft", "--dir", folder, "--observe", table, *more)
        review = run(COLLECTOR, "policy", "review", draft).stdout
        for role, file in (("admin", "admin.key"), ("staff-rep", "staff.key")):
            run(COLLECTOR, "policy", "sign", draft, "--as", role, "--key", folder / "policy" / file)
        run(COLLECTOR, "policy", "publish", "--dir", folder)
        return review

    def open_page(self, listen):
        words = self.command_line(*map(str, (AGENT, "network-page", "--config", self.settings, "--listen", listen)))
        page = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
        self.addCleanup(page.stdout.close)
        self.addCleanup(self.stop, page)
        return re.fullmatch(r"http://(.+)/\n", page.stdout.readline())[1]

    def look(self, where, method="GET", path="/?language=en", source="", **headers):
        words = [sys.executable, "-c", ASK, json.dumps([where, source, method, path, headers])]
        return json.loads(run(*self.visitor(*words)).stdout)

    def visitor(self, *words):
        return words


class GatewayFigures(GatewayCase):
    def test_from_the_draft_to_its_share_beside_the_figures(self):
        folder = self.folder / "collector"
        review = self.sign("hq,10.77.0.0/16 127.0.0.0/8,20,sales,staff,yes\n", "--ask-private", "social-media")
        self.assertIn("devices without an agent on 10.77.0.0/16, 127.0.0.0/8 are counted by gateway hq, 20 at most", review)
        self.assertRegex(review, r"need \d+, off until now, is asked about")
        collector = subprocess.Popen([str(COLLECTOR), "serve", "--dir", str(folder)], stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        self.addCleanup(self.stop, collector)
        endpoints = json.loads(wait_for("the collector", lambda: (folder / "run/endpoints.json").exists() and
                                        (folder / "run/endpoints.json").read_text()))
        shutil.rmtree(self.state)
        token = re.search(r"dp1\.\S+", run(COLLECTOR, "token", "create", "--gateway", "hq", "--dir", folder).stdout)[0]
        run(AGENT, "enroll", "--gate", endpoints["gate"], "--token", token, "--state", self.state)
        self.assertIn("gateway hq", run(COLLECTOR, "device", "list", "--dir", folder).stdout)
        self.settings.write_text(f'state_dir = "{self.state}"\ngateway = "hq"\n')
        self.start("--lab")
        wait_for("the page's absence", lambda: "counts nothing without the page" in self.ask("status"), 60)
        where = self.open_page("127.0.0.1:0")
        wait_for("a look at the network", lambda: "looking" in self.ask("status"), 30)
        self.assertRegex(self.ask("status"), r"gateway +hq: 10\.77\.0\.0/16 127\.0\.0\.0/8; devices known \d+–\d+")

        def published():
            done = run(COLLECTOR, "report", "tools", "--format", "json", "--dir", folder, code=None)
            report = json.loads(done.stdout) if done.returncode == 0 else {"tools": []}
            return any(card["tool"] == "slack" for card in report["tools"]) and report
        report = wait_for("Slack among the figures", published, 200)
        line = report["line"]
        self.assertTrue(line["gateways"])
        # One device, and it has no agent: the gateway is none.
        self.assertEqual((1, 1), (line["reporting"]["low"], line["without_agent"]["low"]))
        self.assertRegex(run(COLLECTOR, "report", "tools", "--dir", folder).stdout, r"reporting \d.*, of them without an agent \d")
        self.assertFalse(any(not entry["filler"] for entry in json.loads(self.ask("ledger", "--json"))["entries"]))
        for name in (b"slack", b"Slack", b"10.77.0"):
            self.assertNotIn(name, (self.state / "state.db").read_bytes())

        status, policy, text = self.look(where)
        self.assertEqual(200, status)
        self.assertIn("default-src 'none'", policy)
        self.assertIn("is counted.", text)
        self.assertIn("10.77.0.0/16", text)
        self.assertEqual(403, self.look(where, "POST", "/opt-out")[0])
        self.assertEqual(421, self.look(where, Host="evil.example")[0])
        self.assertEqual(303, self.look(where, "POST", "/opt-out?language=fi", Origin="http://" + where)[0])
        self.assertIn("se on kieltäytynyt", self.look(where, path="/?language=fi")[2])
        self.assertIn("Dieses Gerät wieder zählen", self.look(where, path="/", **{"Accept-Language": "de"})[2])
        self.assertEqual(303, self.look(where, "POST", "/opt-in", Origin="http://" + where)[0])
        self.assertIn("is counted.", self.look(where)[2])

    def test_what_no_policy_may_name_is_refused_when_drafted(self):
        for line, words in (("hq,10.20.0.0/16,20,sales,guest,no", "never observed"),
                            ("hq,10.20.0.0/16,21,sales,staff,no", "whose headcount is 20"),
                            ("hq,10.20.0.0/16,20,moon,staff,no", '"moon" is not in the list'),
                            ("hq,10.0.0.0/7,20,sales,staff,no", "10.0.0.0/7")):
            table = self.folder / "networks.csv"
            table.write_text(HEAD + line + "\n")
            done = run(COLLECTOR, "policy", "draft", "--dir", self.folder / "collector", "--observe", table, code=2)
            self.assertIn(words, done.stderr)
        wrong = run(COLLECTOR, "policy", "draft", "--dir", self.folder / "collector", "--ask-private", "documents", code=2)
        self.assertIn("only messaging-personal, social-media and the half of recruiting", wrong.stderr)
        self.assertIn("this machine is no gateway", run(AGENT, "network-page", "--config", self.settings, "--listen", "127.0.0.1:0",
                                                        code=2).stderr)


@unittest.skipIf(WHY_NOT, WHY_NOT)
class GatewayOnItsNetwork(GatewayCase):
    """Live, on the world's end of a link: the device behind it has no agent."""

    def setUp(self):
        super().setUp()
        self.net = network.Network()
        self.addCleanup(self.net.close)
        self.net.plug("lan")
        for address in ("10.1.0.20/24", "10.1.0.30/24"):
            self.net.ip("-n", self.net.device, "address", "add", address, "dev", "lan")
        self.sign("hq,10.1.0.0/24,20,sales,staff,no\n")
        shutil.copy(self.folder / "collector/policy/bundle.pb", self.state / "uplink")
        self.settings.write_text(self.settings.read_text() + 'gateway = "hq"\ninterfaces = ["to-lan"]\n'
                                                             'refused_networks = ["10.1.0.30/32"]\n')

    def command_line(self, *words):
        return self.net.inside(self.net.world, *words)

    def visitor(self, *words):
        return self.net.inside(self.net.device, *words)

    def states(self, where, source):
        text = self.look(where, source=source)[2]
        return re.search(r'role="status">([^<]*)<', text)[1]

    def visit(self, name, source):
        run(*self.visitor(sys.executable, "-c", VISIT, network.SERVER, hello(name).hex(), source))

    def test_who_asks_is_told_what_the_gateway_holds_of_that_device(self):
        self.start_on("--lab")
        where = self.open_page("10.1.0.1:0")
        wait_for("the interface", lambda: json.loads(self.ask("status", "--json"))["interfaces"] == ["to-lan"], 30)
        self.visit("docs.google.com", "10.1.0.2")
        wait_for("a phone's kind of address", lambda: "chooses its hardware address" in self.states(where, "10.1.0.2"), 20)
        self.net.ip("-n", self.net.device, "link", "set", "lan", "address", "00:1b:21:47:e8:e8")
        self.visit("docs.google.com", "10.1.0.2")
        wait_for("a maker's address", lambda: "is counted." in self.states(where, "10.1.0.2"), 20)
        self.assertIn("in none of these networks", self.states(where, "10.1.0.30"))
        wait_for("the device", lambda: "devices known 0–9" in self.ask("status"), 20)
        # One hardware address is one device, whichever of its addresses it asks from.
        self.assertEqual(303, self.look(where, "POST", "/opt-out", "10.1.0.2", Origin="http://" + where)[0])
        self.visit("docs.google.com", "10.1.0.20")
        wait_for("the same device", lambda: "opted out" in self.states(where, "10.1.0.20"), 20)


if __name__ == "__main__":
    unittest.main()
