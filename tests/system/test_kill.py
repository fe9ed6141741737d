"""C7: kill -9 of the fleet, of the collector and of both, at random moments: the published tables are those of a calm run.

Twenty moments and 100 devices; tests/run --full takes fifty, 200 devices and other moments each time.
"""
import os
import random
import select
import signal
import sqlite3
import subprocess
import unittest

from tests.support.lab import Lab

WINDOWS = 6
KILLS = int(os.environ.get("DESIREPATH_KILLS", "20"))
MOMENTS = {"published_at", "window_name"}  # they say when, not what


def organisation(devices):
    return {
        "seed": 7, "weeks": WINDOWS, "k": 10,
        "departments": [{"name": "North", "devices": devices // 2}, {"name": "South", "devices": devices // 4},
                        {"name": "West", "devices": devices - devices // 2 - devices // 4}],
        "offered": [{"need": "team-chat", "tool": "microsoft-teams"}, {"need": "whiteboard", "tool": "mural"}],
        "needs": [
            {"id": "a", "need": "ai-assistant", "cause": "absent", "affected": devices // 3, "activity": 0.8,
             "tools": ["chatgpt", "claude"], "onset_week": -4},
            {"id": "b", "need": "whiteboard", "cause": "unknown", "affected": devices // 5, "activity": 0.8,
             "tools": ["miro"], "onset_week": -4}],
    }


def published(folder, first):
    """Every row of every published table, in order, windows counted from `first`, without the moment of publishing."""
    database = sqlite3.connect("file:%s?mode=ro" % (folder / "published.db"), uri=True)
    tables = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    content = {}
    for table in tables:
        columns = [row[1] for row in database.execute("PRAGMA table_info(%s)" % table) if row[1] not in MOMENTS]
        if not columns:
            continue
        rows = []
        for row in database.execute("SELECT %s FROM %s" % (", ".join(columns), table)):
            rows.append(tuple(value - first if name == "window" else value for name, value in zip(columns, row)))
        content[table] = sorted(rows, key=repr)
    database.close()
    return content


class Kill(unittest.TestCase):
    def calm(self, scenario):
        lab = Lab(scenario, backfill=WINDOWS)
        try:
            lab.play()
            return published(lab.dir, lab.first_window())
        finally:
            lab.close()

    def test_published_tables_equal_those_of_an_undisturbed_run(self):
        devices = int(os.environ.get("DESIREPATH_KILL_DEVICES", "100"))
        scenario = organisation(devices)
        chance = random.Random(int(os.environ.get("DESIREPATH_KILL_SEED", "50")))
        lab = Lab(scenario, backfill=WINDOWS)
        fleet = None
        try:
            kills = {"fleet": 0, "collector": 0, "both": 0}
            while sum(kills.values()) < KILLS:
                if fleet is None or fleet.poll() is not None:
                    if fleet is not None and fleet.returncode == 0:
                        self.fail("the run ended after %s kills; make it longer" % kills)
                    fleet = subprocess.Popen(lab.fleet_command(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                select.select([], [], [], chance.uniform(0.05, 1.2))  # the random moment
                victim = chance.choice(["fleet", "collector", "both"])
                kills[victim] += 1
                if victim != "collector":
                    fleet.send_signal(signal.SIGKILL)
                    fleet.wait()
                if victim != "fleet":
                    lab.stop_server(signal.SIGKILL)
                    lab.serve()
            fleet.send_signal(signal.SIGKILL)
            fleet.wait()
            lab.play()
            disturbed = published(lab.dir, lab.first_window())
        finally:
            if fleet is not None and fleet.poll() is None:
                fleet.kill()
                fleet.wait()
            lab.close()
        calm = self.calm(scenario)
        self.assertEqual(sorted(calm), sorted(disturbed))
        for table in calm:
            self.assertEqual(calm[table], disturbed[table], table)
        self.assertGreater(sum(len(rows) for rows in calm.values()), 50)
        print("killed %s; %d published rows equal" % (kills, sum(len(rows) for rows in calm.values())))


if __name__ == "__main__":
    unittest.main()
