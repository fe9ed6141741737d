"""Events of a played fleet: what the published figures tell other systems, and what they must not."""
import json
import pathlib
import sqlite3
import unittest

from tests.support.lab import Lab, wait_for
from tests.support.person import Person
from tests.system.test_monthly_mail import SCENARIO


class Events(unittest.TestCase):
    def setUp(self):
        self.lab = Lab({**SCENARIO, "seed": 4}, backfill=3, roles=())
        self.addCleanup(self.lab.close)
        self.file = pathlib.Path(self.lab.folder) / "events.jsonl"
        self.lab.serve(DESIREPATH_EVENTS_FILE=str(self.file))

    def lines(self):
        return [json.loads(line) for line in self.file.read_text().splitlines()] if self.file.exists() else []

    def test_a_new_need_is_told_once_and_no_event_says_anything_of_a_department_or_below_k(self):
        self.lab.play()
        wait_for("the new need", lambda: [line for line in self.lines() if "New need" in line["message"]])
        self.lab.stop_server()
        self.lab.serve(DESIREPATH_EVENTS_FILE=str(self.file))
        admin = Person(self.lab.endpoints["web"], self.lab.collector("user", "link", "admin").stdout)
        self.lab.collector("user", "add", "carl", "--role", "curator")
        curator = Person(self.lab.endpoints["web"], self.lab.collector("user", "link", "carl").stdout)
        fields = curator.send("GET", "/api/v1/tools/chatgpt/standing")[2]
        decided = curator.ask("PUT", "/api/v1/tools/chatgpt/standing", fields={"If-Match": fields["ETag"]}, body={
            "scopes": [{"department": None, "standing": "tolerated"}, {"department": "d1", "standing": "blocked"}],
            "reason": "as carl says"})
        self.assertEqual(200, decided[0], decided)
        wait_for("the decision", lambda: [line for line in self.lines() if "ChatGPT: tolerated" in line["message"]])
        needs = [line for line in self.lines() if line["class_uid"] == 2004]
        self.assertEqual(len(needs), len({line["metadata"]["uid"] for line in needs}), "each once, over a restart too")
        with sqlite3.connect(self.lab.dir / "curation.db") as database:
            departments = [name for row in database.execute("SELECT id, name FROM department") for name in row]
        text = self.file.read_text()
        for word in [*departments, "carl", "as carl says"]:
            self.assertNotIn('"%s"' % word, text)
        listed = admin.ask("GET", "/api/v1/events")[1]["events"]
        self.assertEqual({line["metadata"]["uid"] for line in self.lines()}, {event["id"] for event in listed})


if __name__ == "__main__":
    unittest.main()
