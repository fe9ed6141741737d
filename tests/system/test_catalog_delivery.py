"""A tool of the organisation's own, from the curator's file to a real agent's ledger: signed, pushed with the policy, bound to a window."""
import json
import unittest

from tests.support.lab import COLLECTOR, run, wait_for
from tests.support.packets import Capture
from tests.support.resident import WINDOW_SECONDS, Resident

OURS = """tools {
  id: "our-board"
  name: "Our Board"
  vendor: "We"
  need: "whiteboard"
  hosts { suffix: "board.acme.example" role: HOST_ROLE_APP }
}
"""


class CatalogDelivery(Resident):
    def setUp(self):
        super().setUp()
        self.capture, capture = self.folder / "work.pcap", Capture()
        for slot in range(84):
            capture.at = slot * 10.0
            for name in ("www.figma.com", "eu.board.acme.example"):
                capture.visit(name, up=4200 + 1400 * (slot * 7 % 9), down=14000)
        capture.write(self.capture)

    def catalog(self, *words, code=0):
        return run(COLLECTOR, "catalog", *words, "--dir", self.folder / "collector", code=code)

    def told(self, tool):
        """The windows in which the ledger names the tool."""
        return {fact["window"] for fact in self.facts() if tool in fact["words"]}

    def test_an_own_tool_counts_from_the_window_that_its_revision_belongs_to(self):
        self.serve()
        self.start_on("--replay", self.capture, "--replay-seconds", WINDOW_SECONDS, "--lab")
        wait_for("work with a shipped tool", lambda: self.told("Figma"), 120)
        self.assertEqual(set(), self.told("Our Board"))
        ours = self.folder / "ours.textproto"
        ours.write_text(OURS.replace("board.acme.example", "app.slack.com"))
        refused = self.catalog("add", ours, code=2)
        self.assertIn(f"{ours}:6: host 'app.slack.com' stands in the shipped catalog already", refused.stderr)
        ours.write_text(OURS)
        said = self.catalog("add", ours).stdout
        first = said.rsplit(" ", 1)[1].strip(".\n")
        self.assertIn("is handed to all devices; it counts from lab-", said)
        self.assertIn("says the same", self.catalog("add", ours).stdout)
        wait_for("work with our own tool", lambda: self.told("Our Board"), 240)
        self.assertGreaterEqual(min(self.told("Our Board")), first)
        status = json.loads(self.ask("status", "--json"))
        self.assertEqual("looking", status["activity"])


if __name__ == "__main__":
    unittest.main()
