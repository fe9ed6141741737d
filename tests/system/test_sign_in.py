"""Signing in to the real program: the first admin, a curator, what a session guards against, and what the command line can mend."""
import base64
import hmac
import json
import pathlib
import re
import signal
import subprocess
import tempfile
import time
import unittest
import urllib.error
import urllib.request

from tests.support.lab import COLLECTOR, run, wait_for
from tests.support.person import Person


def code_of(secret):
    """What an authenticator shows now (RFC 6238)."""
    digest = hmac.digest(base64.b32decode(secret), (int(time.time()) // 30).to_bytes(8, "big"), "sha1")
    offset = digest[-1] & 15
    return "%06d" % ((int.from_bytes(digest[offset:offset + 4], "big") & 0x7FFFFFFF) % 10 ** 6)


class SignIn(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="desirepath-sign-in-")
        self.addCleanup(folder.cleanup)
        self.dir = pathlib.Path(folder.name) / "collector"
        self.made = run(COLLECTOR, "init", self.dir, "--lab").stdout
        self.server = subprocess.Popen([str(COLLECTOR), "serve", "--dir", str(self.dir)],
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.addCleanup(self.stop)
        endpoints = self.dir / "run/endpoints.json"
        self.web = json.loads(wait_for("the page", lambda: endpoints.exists() and endpoints.read_text()))["web"]

    def stop(self):
        self.server.send_signal(signal.SIGTERM)
        self.assertEqual(0, self.server.wait(20))

    def post(self, path, body, cookie="", csrf="", method="POST"):
        request = urllib.request.Request(self.web + path, method=method, data=json.dumps(body).encode(), headers={
            "Content-Type": "application/json", "Cookie": cookie, "X-CSRF-Token": csrf})
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return answer.status, json.load(answer), answer.headers
        except urllib.error.HTTPError as refused:
            return refused.code, json.load(refused), refused.headers

    def test_the_first_admin_of_init_has_to_choose_a_password_and_sees_no_figures(self):
        password = re.search("one-time password: (\\S+)", self.made).group(1)
        status, session, fields = self.post("/api/v1/session", {"name": "admin", "password": password})
        self.assertEqual((200, True, []), (status, session["person"]["must_change_password"], session["person"]["may"]))
        self.assertRegex(fields["Set-Cookie"], "^desirepath-[0-9]+=[^;]{40,}; Path=/; HttpOnly; SameSite=Strict; Max-Age=43200$")
        cookie, csrf = fields["Set-Cookie"].split(";")[0], session["csrf"]
        self.assertEqual(403, self.post("/api/v1/users", {"name": "cara", "role": "curator"}, cookie, csrf)[0])
        status, session, fields = self.post("/api/v1/session/password", {"new_password": "a few good words"}, cookie, csrf, "PUT")
        self.assertEqual(200, status, session)
        fresh, csrf = fields["Set-Cookie"].split(";")[0], session["csrf"]
        self.assertNotEqual(cookie, fresh)
        self.assertEqual(401, self.post("/api/v1/users", {"name": "cara", "role": "curator"}, cookie, csrf)[0])
        self.assertEqual(201, self.post("/api/v1/users", {"name": "cara", "role": "curator"}, fresh, csrf)[0])
        self.assertEqual(401, self.post("/api/v1/session", {"name": "admin", "password": password})[0])
        self.assertEqual(200, self.post("/api/v1/session", {"name": "admin", "password": "a few good words"})[0])
        self.assertIn("cara", run(COLLECTOR, "user", "list", "--dir", self.dir).stdout)

    def test_roles_links_and_removal_by_command_count_at_once(self):
        viewer = Person.of_role(self.web, self.dir, "viewer")
        self.assertEqual(200, viewer.ask("GET", "/api/v1/needs")[0])
        run(COLLECTOR, "user", "role", "viewer", "--role", "staff-rep", "--dir", self.dir)
        status, refused = viewer.ask("GET", "/api/v1/needs")
        self.assertEqual((403, "/problems/role"), (status, refused["type"]))
        self.assertIn("viewer, curator or auditor", refused["detail"])
        link = run(COLLECTOR, "user", "link", "viewer", "--dir", self.dir).stdout
        self.assertTrue(link.startswith(self.web + "/sign-in#"), link)
        run(COLLECTOR, "user", "remove", "viewer", "--dir", self.dir)
        self.assertEqual(401, viewer.ask("GET", "/api/v1/tokens")[0])
        self.assertEqual(401, self.post("/api/v1/session", {"link": link.strip().rsplit("#", 1)[1]})[0])
        self.assertIn("there is no user", run(COLLECTOR, "user", "link", "viewer", "--dir", self.dir, code=1).stderr)

    def test_a_second_factor_is_asked_for_and_taken_away_by_command(self):
        one_time = re.search("one-time password: (\\S+)", self.made).group(1)
        status, session, fields = self.post("/api/v1/session", {"name": "admin", "password": one_time})
        who = {"name": "admin", "password": "a few good words"}
        status, session, fields = self.post("/api/v1/session/password", {"new_password": who["password"]},
                                            fields["Set-Cookie"].split(";")[0], session["csrf"], "PUT")
        mine = (fields["Set-Cookie"].split(";")[0], session["csrf"])
        self.assertIn("has no second factor", run(COLLECTOR, "user", "reset-second-factor", "admin", "--dir", self.dir, code=1).stderr)
        status, begun, _ = self.post("/api/v1/second-factor", {"password": who["password"]}, *mine)
        self.assertEqual((201, begun["secret"]), (status, re.search("secret=(\\w+)", begun["address"]).group(1)))
        status, codes, _ = self.post("/api/v1/second-factor", {"code": code_of(begun["secret"])}, *mine, "PUT")
        self.assertEqual((200, 10), (status, len(codes["recovery_codes"])))
        self.assertEqual((401, "/problems/code"), (lambda answer: (answer[0], answer[1]["type"]))(self.post("/api/v1/session", who)))
        self.assertEqual(401, self.post("/api/v1/session", {**who, "code": codes["recovery_codes"][0][:-1]})[0])
        self.assertEqual(200, self.post("/api/v1/session", {**who, "code": codes["recovery_codes"][0].upper()})[0])
        self.assertEqual(401, self.post("/api/v1/session", {**who, "code": codes["recovery_codes"][0]})[0])
        self.assertIn("second factor", run(COLLECTOR, "user", "list", "--dir", self.dir).stdout)
        run(COLLECTOR, "user", "reset-second-factor", "admin", "--dir", self.dir)
        self.assertEqual(200, self.post("/api/v1/session", who)[0])

    def test_guessing_is_slowed_down(self):
        answers = []
        while not answers or answers[-1][0] == 401:  # on a slow machine a wait of a second is over at once
            self.assertLess(len(answers), 15)
            answers.append(self.post("/api/v1/session", {"name": "admin", "password": "guess %d" % len(answers)}))
        self.assertEqual(429, answers[-1][0])
        self.assertGreaterEqual(len(answers), 6)
        self.assertGreaterEqual(int(answers[-1][2]["Retry-After"]), 1)
        self.assertIn("try again", answers[-1][1]["detail"])

    def test_a_script_reads_with_a_token(self):
        viewer = Person.of_role(self.web, self.dir, "viewer")
        status, made = viewer.ask("POST", "/api/v1/tokens", {"label": "export", "scope": "read", "days": 1})
        self.assertEqual(201, status, made)
        request = urllib.request.Request(self.web + "/api/v1/needs?format=csv", headers={"Authorization": "Bearer " + made["token"]})
        with urllib.request.urlopen(request, timeout=20) as answer:
            self.assertTrue(answer.read().startswith(b"need,") or answer.status == 200)


if __name__ == "__main__":
    unittest.main()
