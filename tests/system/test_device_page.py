"""The page for the person at the machine: served by an own program, for that person alone, by what the agent's console tells."""
import http.client
import json
import re
import signal
import subprocess

from tests.support.lab import AGENT, wait_for
from tests.support.resident import Resident


class DevicePage(Resident):
    def setUp(self):
        super().setUp()
        self.serve()
        self.start("--lab")
        self.page = subprocess.Popen([str(AGENT), "ledger", "--open", "--config", str(self.settings)],
                                     stdout=subprocess.PIPE, text=True)
        self.addCleanup(self.end_page)
        self.page.stdout.readline()
        self.address = self.page.stdout.readline().strip()
        self.port = int(re.fullmatch(r"http://127\.0\.0\.1:(\d+)/open/[0-9a-f]{64}", self.address).group(1))
        self.cookie = ""

    def end_page(self):
        if self.page.poll() is None:
            self.page.send_signal(signal.SIGTERM)
        self.assertEqual(0, self.page.wait(20))
        self.page.stdout.close()

    def request(self, method, target, body=None, **fields):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        headers = {"Cookie": self.cookie} if self.cookie else {}
        if method == "POST":
            headers["Origin"] = f"http://127.0.0.1:{self.port}"
        headers.update(fields)
        connection.request(method, target, None if body is None else json.dumps(body), headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return answer, text

    def get(self, target):
        answer, text = self.request("GET", target)
        self.assertEqual(200, answer.status, text)
        return json.loads(text)

    def open_door(self):
        answer, _ = self.request("GET", "/open/" + self.address.rsplit("/", 1)[1])
        self.assertEqual((303, "/"), (answer.status, answer.headers["Location"]))
        self.cookie = answer.headers["Set-Cookie"].split(";")[0]

    def test_only_who_opened_the_printed_address_sees_anything(self):
        for target in ("/", "/api/status", "/api/ledger", "/page.js"):
            self.assertEqual(403, self.request("GET", target)[0].status, target)
        self.open_door()
        key = "/open/" + self.address.rsplit("/", 1)[1]
        answer, text = self.request("GET", key)
        self.assertEqual(403, answer.status)
        self.assertIn("ledger --open", text)  # the mend
        self.assertEqual(200, self.request("GET", "/")[0].status)
        self.assertEqual(421, self.request("GET", "/", Host="evil.example")[0].status)
        self.assertEqual(403, self.request("POST", "/api/opt-out", Origin="http://evil.example")[0].status)
        self.assertNotIn("opted out", self.ask("status"))
        for field in ("Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy"):
            self.assertTrue(self.request("GET", "/")[0].headers[field], field)

    def test_it_shows_what_the_console_tells_and_steers_the_agent(self):
        self.open_door()
        told = lambda: [entry for entry in self.get("/api/ledger?language=fi")["entries"] if "Slack" in entry["words"]]
        wait_for("a first tool in the ledger", told, 120)
        self.assertIn("laite", told()[0]["words"])  # worded by the register in the language asked for
        need = next(need for need in self.get("/api/paths")["needs"] if need["id"] == "team-chat")
        slack = next(tool for tool in need["tools"] if tool["id"] == "slack")
        self.assertRegex(slack["days"], r"^[ugl.]{27}[ugl.]$")
        self.assertIn("u", slack["days"])
        self.assertEqual("Fact.nonce", next(field["name"] for field in self.get("/api/fields")["fields"] if field["name"] == "Fact.nonce"))
        self.assertEqual(self.get("/api/policy")["hash"], json.loads(self.ask("policy", "--json"))["hash"])
        self.request("POST", "/api/pause", {"until": 4102444800})
        self.assertIn("paused until", self.ask("status"))
        self.assertEqual(405, self.request("GET", "/api/resume")[0].status)
        self.request("POST", "/api/resume", {})
        self.assertIn("looking", self.ask("status"))
        self.request("POST", "/api/forget", {"tool": "slack"})
        self.assertFalse([need for need in self.get("/api/paths")["needs"] for tool in need["tools"] if tool["id"] == "slack"])

    def test_bad_requests_are_answered_and_the_page_goes_on(self):
        self.open_door()
        self.assertEqual(404, self.request("GET", "/api/everything")[0].status)
        self.assertEqual(404, self.request("GET", "/../../etc/passwd")[0].status)
        answer, _ = self.request("POST", "/api/veto", ["not", "an", "object"])
        self.assertEqual(400, answer.status)
        with self.assertRaises((http.client.HTTPException, ConnectionError)):
            self.request("POST", "/api/pause", "x" * 70000)
        self.assertEqual(200, self.request("GET", "/")[0].status)
