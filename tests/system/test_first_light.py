"""A first light with the programs themselves, by a lab's clock: devices hold the policy, the collector announces, they tell of needs
alone, and the grid goes on with the next window."""
import contextlib
import json
import pathlib
import re
import signal
import sqlite3
import subprocess
import tempfile
import time
import unittest

from tests.support.lab import AGENT, COLLECTOR, ROOT, run, wait_for

WORK = ROOT / "tests/data/captures/work.pcap"
DEVICES = 4  # twice k are needed; one that hears of it late tells nothing
FIRST_LIGHT = 15


def window_seconds():
    """A length of which a window has just begun: the announcement has half of it."""
    now = time.time()
    return min(range(48, 84), key=lambda length: now % length)


class FirstLight(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="desirepath-first-light-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.dir = self.folder / "collector"
        departments = self.folder / "departments.csv"
        departments.write_text("id,name,parent,devices\nsales,Sales,,20\n")
        self.seconds = window_seconds()
        run(COLLECTOR, "init", self.dir, "--lab", "--first-light", "--k", 1, "--window-seconds", self.seconds, "--departments", departments)
        self.assertIn("it may be announced now, if 2 devices", self.collector("policy", "first-light"))
        self.log = self.folder / "collector.log"
        endpoints = self.dir / "run/endpoints.json"
        self.start([COLLECTOR, "serve", "--dir", self.dir], self.log)
        self.gate = json.loads(wait_for("the collector", lambda: endpoints.exists() and endpoints.read_text()))["gate"]

    def start(self, command, log):
        with open(log, "a") as out:
            child = subprocess.Popen([str(word) for word in command], stdout=out, stderr=out)
        self.addCleanup(self.stop, child)

    def stop(self, child):
        child.send_signal(signal.SIGTERM)
        self.assertEqual(0, child.wait(30))

    def collector(self, *words):
        return run(COLLECTOR, *words, "--dir", self.dir).stdout

    def settings(self, number):
        return self.folder / f"agent{number}.toml"

    def ask(self, number, *words):
        return run(AGENT, *words, "--config", self.settings(number)).stdout

    def start_devices(self):
        token = next(word for word in self.collector("token", "create", "--uses", DEVICES).split() if word.startswith("dp1."))
        for number in range(DEVICES):
            state = self.folder / f"state{number}"
            self.settings(number).write_text(f'state_dir = "{state}"\ndepartment = "sales"\nlab = true\n')
            run(AGENT, "enroll", "--gate", self.gate, "--token", token, "--state", state)
            self.start([AGENT, "run", "--config", self.settings(number), "--replay", WORK, "--replay-seconds", self.seconds],
                       self.folder / f"agent{number}.log")

    def published(self):
        windows = json.loads(self.collector("window", "list", "--format", "json"))["windows"] if (self.dir / "published.db").exists() else []
        return [window for window in windows if window["state"] == "published"]

    def kinds(self, number):
        """Kinds of the facts in the ledger, by the window's words."""
        kinds = {}
        for entry in json.loads(self.ask(number, "ledger", "--json"))["entries"]:
            if entry["kind"] != "filler":
                kinds.setdefault(entry["window"], set()).add(entry["kind"])
        return kinds

    def test_needs_alone_and_then_the_grid(self):
        self.start_devices()
        announced = wait_for("the announcement", lambda: re.search(r"first light: (lab-\d+-first-light) is announced", self.log.read_text()),
                             self.seconds)
        name = announced.group(1)
        wait_for("a device that knows of it", lambda: "this device takes part" in self.ask(0, "status") + self.ask(1, "status")
                 + self.ask(2, "status") + self.ask(3, "status"), self.seconds)
        self.assertIn("it is announced", self.collector("policy", "first-light"))

        of_it = wait_for("its publication", lambda: [window for window in self.published() if window["name"] == name], 3 * self.seconds)
        self.assertEqual(1, len(of_it))
        light = next(int(part) for part in name.split("-") if part.isdigit())
        report = self.collector("report", "needs", "--window", name)
        self.assertIn(f"window {name}", report)
        self.assertIn("the organisation's needs alone", report)
        with contextlib.closing(sqlite3.connect(f"file:{self.dir}/published.db?mode=ro", uri=True)) as database:
            views = {view for view, in database.execute("SELECT DISTINCT view FROM block WHERE window = ?", (light,))}
        self.assertLessEqual(views, {1, 5})  # those that reported, needs
        self.assertIn(1, views, "too few reported: " + report)
        told = [words for number in range(DEVICES) for words in self.kinds(number).items()]
        self.assertTrue([kinds for window, kinds in told if "first light" in window and kinds == {"first light"}], told)
        self.assertFalse([kinds for window, kinds in told if "first light" in window and kinds - {"first light"}], told)

        after = wait_for("the grid's first window", lambda: [window for window in self.published() if window["window"] > light],
                         3 * self.seconds)
        self.assertRegex(after[0]["name"], r"^lab-\d+$")
        with contextlib.closing(sqlite3.connect(f"file:{self.dir}/published.db?mode=ro", uri=True)) as database:
            views = {view for view, in database.execute("SELECT DISTINCT view FROM block WHERE window = ?", (after[0]["window"],))}
        self.assertIn(2, views)  # tools
        self.assertIn(f"window {after[0]['name']}", self.collector("report", "needs"))


if __name__ == "__main__":
    unittest.main()
