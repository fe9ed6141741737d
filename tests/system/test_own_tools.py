"""An organisation's own tools by the API: a curator adds one, the staff side signs, it is in the next revision, and can be dropped."""
import json
import pathlib
import signal
import subprocess
import tempfile
import unittest

from tests.support.lab import COLLECTOR, run, wait_for
from tests.support.person import Person

BOARD = """tools {
  id: "our-board"
  name: "Our Board"
  vendor: "We"
  need: "whiteboard"
  hosts { suffix: "board.acme.example" role: HOST_ROLE_APP }
}
"""


class OwnTools(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="desirepath-own-")
        self.addCleanup(folder.cleanup)
        self.dir = pathlib.Path(folder.name) / "collector"
        run(COLLECTOR, "init", self.dir, "--lab")
        self.server = subprocess.Popen([str(COLLECTOR), "serve", "--dir", str(self.dir)],
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.addCleanup(self.stop)
        endpoints = self.dir / "run/endpoints.json"
        self.web = json.loads(wait_for("the page", lambda: endpoints.exists() and endpoints.read_text()))["web"]
        self.curator, self.viewer, self.admin = (
            Person.of_role(self.web, self.dir, role) for role in ("curator", "viewer", "admin"))

    def stop(self):
        self.server.send_signal(signal.SIGTERM)
        self.assertEqual(0, self.server.wait(20))

    def ask(self, method, path="", who=None, body=None):
        """Status and JSON of the answer; a viewer's where nobody is named."""
        return (who or self.viewer).ask(method, "/api/v1/catalog/own-tools" + path, body, content_type="application/x-textproto")

    def explained(self, host):
        return json.loads(run(COLLECTOR, "catalog", "explain", "--format", "json", "--dir", self.dir, host).stdout)

    def test_a_curators_tool_is_part_of_the_next_revision(self):
        status, before = self.ask("GET")
        self.assertEqual((200, []), (status, before["tools"]))
        self.assertEqual(403, self.ask("POST", body=BOARD)[0])
        self.assertEqual(403, self.ask("POST", who=self.admin, body=BOARD)[0])
        status, refused = self.ask("POST", who=self.curator, body=BOARD.replace("board.acme.example", "app.slack.com"))
        self.assertEqual(400, status)
        self.assertIn("body:6: host 'app.slack.com' stands in the shipped catalog already", refused["detail"])
        self.assertEqual([], self.ask("GET")[1]["tools"])

        status, added = self.ask("POST", who=self.curator, body=BOARD)
        self.assertEqual(200, status, added)
        self.assertGreater(added["revision"], before["revision"])
        self.assertRegex(added["counts_from"], "^lab-")
        self.assertEqual(["asked"], [tool["state"] for tool in self.ask("GET")[1]["tools"]])
        self.assertFalse(self.ask("POST", who=self.curator, body=BOARD)[1]["changed"])
        line = self.explained("eu.board.acme.example")
        self.assertEqual(("our-board", "whiteboard", True), (line["tool"], line["need"], line["counts_as_use"]))
        self.assertIsNone(json.loads(run(COLLECTOR, "catalog", "explain", "--format", "json", "board.acme.example").stdout)["tool"])

        self.assertEqual(404, self.ask("DELETE", "/slack", who=self.curator)[0])
        self.assertEqual(200, self.ask("DELETE", "/our-board", who=self.curator)[0])
        self.assertEqual(["dropped"], [tool["state"] for tool in self.ask("GET")[1]["tools"]])
        self.assertIsNone(self.explained("board.acme.example")["tool"])

    def test_without_the_staff_sides_key_it_waits_for_the_signature(self):
        key = next((self.dir / "policy").glob("staff*.key"))
        elsewhere = key.rename(self.dir.parent / "staff.key")
        status, added = self.ask("POST", who=self.curator, body=BOARD)
        self.assertEqual((202, ["Our Board"], None), (status, added["waits_for_signature"], added["counts_from"]))
        self.assertEqual(["waiting"], [tool["state"] for tool in self.ask("GET")[1]["tools"]])
        self.assertIsNone(self.explained("board.acme.example")["tool"])
        more = BOARD.replace("our-board", "our-wall").replace("Our Board", "Our Wall").replace("board.acme", "wall.acme")
        self.assertEqual(["Our Board", "Our Wall"], self.ask("POST", who=self.curator, body=more)[1]["waits_for_signature"])
        draft = self.dir / "policy/catalog.draft"
        run(COLLECTOR, "catalog", "publish", "--draft", draft, "--dir", self.dir, code=1)
        run(COLLECTOR, "catalog", "sign", draft, "--key", elsewhere)
        run(COLLECTOR, "catalog", "publish", "--draft", draft, "--dir", self.dir)
        self.assertEqual(["asked", "asked"], [tool["state"] for tool in self.ask("GET")[1]["tools"]])
        self.assertEqual("our-wall", self.explained("wall.acme.example")["tool"])


if __name__ == "__main__":
    unittest.main()
