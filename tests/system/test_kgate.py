"""C8: what a fleet run publishes satisfies the k-gate's rules under a check that shares no code with the gate."""
import collections
import json
import shutil
import sqlite3
import unittest

from tests.support.lab import ROOT, Lab, run

CHECKER = ROOT / "tests" / "integration" / "publish" / "check_published.py"
DEPARTMENT, REPORTING, OTHER, REST = 3, 1, 6, 0xFFFFFFFF
TOOL_WEEK = 2


def organisation(devices):
    """Departments from far above k to far below it, three offers, and needs that small groups share."""
    sizes = [devices * share // 100 for share in (40, 25, 14, 9, 6, 4, 2)]
    return {
        "seed": devices, "weeks": 3, "k": 10,
        "departments": [{"name": "D%d" % number, "devices": size} for number, size in enumerate(sizes, 1)],
        "offered": [{"need": "team-chat", "tool": "microsoft-teams"},
                    {"need": "whiteboard", "tool": "mural", "departments": ["D1", "D3"]},
                    {"need": "tasks-projects", "tool": "atlassian-cloud"}],
        "needs": [
            {"id": "a", "need": "ai-assistant", "cause": "absent", "affected": devices // 3, "activity": 0.8,
             "tools": ["chatgpt", "claude", "perplexity"], "onset_week": -4},
            {"id": "b", "need": "whiteboard", "cause": "unknown", "affected": devices // 6, "activity": 0.8,
             "tools": ["miro", "whimsical"], "onset_week": -4},
            {"id": "c", "need": "pdf-tools", "cause": "absent", "affected": 12, "activity": 0.9,
             "tools": ["ilovepdf"], "onset_week": -4, "departments": ["D4", "D5"]},
            {"id": "d", "need": "tasks-projects", "cause": "unfit", "affected": devices // 7, "activity": 0.9,
             "tools": ["trello", "asana"], "onset_week": 0},
            # All of one department: near-universal, nobody of them could deny it.
            {"id": "e", "need": "translation", "cause": "absent", "affected": devices, "activity": 1,
             "tools": ["deepl"], "onset_week": -4, "departments": ["D2"]}],
    }


class Tampered:
    """A copy of published.db that may be written to: what a gate that lacks a rule would have published."""

    def __init__(self, published, folder, truth):
        self.path = folder / "tampered.db"
        shutil.copyfile(published, self.path)
        self.database = sqlite3.connect(self.path, isolation_level=None)
        for (name,) in self.database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            self.database.execute("DROP TRIGGER " + name)
        self.uses = collections.defaultdict(collections.Counter)
        for cell in truth["cells"]:
            if cell["kind"] == TOOL_WEEK:
                self.uses[cell["window"], cell["a"]][cell["department"]] += cell["count"]

    def without_fold(self, k):
        """Every department of k and more by itself, and what is left as one number where it is k and more."""
        changed = 0
        self.database.execute("DELETE FROM block WHERE view = ?", (DEPARTMENT,))
        for window, tool, total in self.database.execute("SELECT window, object, low FROM block WHERE view = 2").fetchall():
            alone = {d: c for d, c in self.uses[window, tool].items() if c >= k and d != 0}
            rest = total - sum(alone.values())
            changed += 0 < rest < k
            rows = [(d, c, c) for d, c in alone.items()] + [(REST, rest if rest >= k else 0, max(rest, k - 1))]
            self.database.executemany("INSERT INTO block VALUES (%d, %d, %d, 0, ?, ?, ?, 0)" % (DEPARTMENT, window, tool), rows)
        return changed

    def change(self, sql, *values):
        return self.database.execute(sql, values).rowcount


class KGate(unittest.TestCase):
    def play(self, k):
        """A fleet's run at k; the folder with published.db and truth.json outlives it until the test ends."""
        lab = Lab(organisation(150), k=k, backfill=3)
        self.addCleanup(lab.close)
        truth = lab.folder / "truth.json"
        lab.play("--truth", truth)
        self.assertGreater(len(json.loads(truth.read_text())["cells"]), 200)
        lab.stop_server()
        return lab, truth

    def check(self, published, truth, k, code=0):
        return run("python3", CHECKER, "--published", published, "--truth", truth, "--k", k, code=code).stdout.strip()

    def test_published_tables_hold_the_rules_at_k_5(self):
        lab, truth = self.play(5)
        print(self.check(lab.dir / "published.db", truth, 5))

    def test_published_tables_hold_the_rules_at_k_10(self):
        lab, truth = self.play(10)
        published = lab.dir / "published.db"
        print(self.check(published, truth, 10))
        # The same tables with one rule left out: the check has to say which.
        tampered = Tampered(published, lab.folder, json.loads(truth.read_text()))
        self.assertGreater(tampered.without_fold(10), 0)
        self.assertIn("R2", self.check(tampered.path, truth, 10, code=1))
        for rule, sql, *values in (
                ("R1", "UPDATE block SET low = 7, high = 7 WHERE view = 2 AND low < 20"),
                ("R6", "UPDATE block SET high = low WHERE view = ? AND low > 0", OTHER),
                ("R6", "UPDATE block SET low = low + 4, high = low + 8 WHERE view = ?", REPORTING),
                ("hidden", "DELETE FROM block WHERE view < 5 AND object = (SELECT min(object) FROM block WHERE view = 2)")):
            with self.subTest(rule=rule, sql=sql):
                tampered = Tampered(published, lab.folder, json.loads(truth.read_text()))
                self.assertGreater(tampered.change(sql, *values), 0)
                self.assertIn(rule, self.check(tampered.path, truth, 10, code=1))

    def test_published_tables_hold_the_rules_at_k_20(self):
        lab, truth = self.play(20)
        print(self.check(lab.dir / "published.db", truth, 20))


if __name__ == "__main__":
    unittest.main()
