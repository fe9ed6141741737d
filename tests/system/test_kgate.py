"""What a fleet run publishes satisfies the k-gate's rules under a check that shares no code with the gate."""
import json
import os
import unittest

from tests.support.lab import ROOT, Lab, run

CHECKER = ROOT / "tests" / "integration" / "publish" / "check_published.py"


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
             "tools": ["trello", "asana"], "onset_week": 0}],
    }


class KGate(unittest.TestCase):
    def check(self, k):
        lab = Lab(organisation(150), k=k, backfill=3)
        try:
            truth = lab.folder / "truth.json"
            lab.play("--truth", truth)
            cells = json.loads(truth.read_text())["cells"]
            self.assertGreater(len(cells), 200)
            lab.stop_server()
            done = run("python3", CHECKER, "--published", lab.dir / "published.db", "--truth", truth, "--k", k)
            print(done.stdout.strip())
        finally:
            lab.close()

    @unittest.skipUnless(os.environ.get("DESIREPATH_LONG"), "a test of the long tier")
    def test_published_tables_hold_the_rules_at_k_5(self):
        self.check(5)

    def test_published_tables_hold_the_rules_at_k_10(self):
        self.check(10)

    @unittest.skipUnless(os.environ.get("DESIREPATH_LONG"), "a test of the long tier")
    def test_published_tables_hold_the_rules_at_k_20(self):
        self.check(20)


if __name__ == "__main__":
    unittest.main()
