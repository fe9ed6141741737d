"""deploy/quickstart as a new user runs it: the page it names lists the planted needs, this machine's facts are in its ledger."""
import os
import re
import select
import signal
import subprocess
import tempfile
import time
import unittest
import urllib.request

from tests.support.lab import AGENT, BUILD, ROOT, run, wait_for
from tests.support.person import Person

PLANTED = {"ai-assistant", "large-file-transfer", "pdf-tools", "translation", "whiteboard", "forms-surveys",
           "tasks-projects", "e-signature", "crm", "file-sharing"}


@unittest.skipUnless(BUILD == ROOT / "build" / "release", "quickstart runs the release build")
class Quickstart(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory(prefix="desirepath-quickstart-")
        self.process = subprocess.Popen(
            [str(ROOT / "deploy" / "quickstart"), "--folder", self.folder.name + "/lab", "--window", "40", "--no-browser"],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True)
        os.set_blocking(self.process.stdout.fileno(), False)
        self.output = ""

    def tearDown(self):
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)  # what it started too
            self.process.wait(30)
        self.process.stdout.close()
        self.folder.cleanup()

    def read(self):
        """What it printed since the last time."""
        self.output += (self.process.stdout.read() or b"").decode("utf-8", "replace")

    def page_address(self, seconds=420):
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            select.select([self.process.stdout], [], [], 1)
            self.read()
            found = re.search(r"The page: (http://\S+?)(?:\x1b|\s)", self.output)
            if found:
                return found.group(1)
            if self.process.poll() is not None:
                break
        self.fail("quickstart printed no address:\n" + self.output[-3000:])

    def ledger(self):
        done = run(AGENT, "ledger", "--json", "--config", self.folder.name + "/lab/agent.toml", code=None)
        return done.stdout if done.returncode == 0 and "HEARTBEAT" in done.stdout.upper() else None

    def test_a_new_user_sees_needs_and_the_own_ledger(self):
        page = self.page_address()
        link = re.search(r"sign in:\s+(http://\S+/sign-in#\S+)", self.output)
        self.assertTrue(link, self.output[-1500:])
        self.assertTrue(link.group(1).startswith(page))
        status, report = Person(page, link.group(1)).ask("GET", "/api/v1/needs")
        self.assertEqual(200, status, report)
        self.assertTrue(report["lab"])
        self.assertGreaterEqual(len(report["needs"]), 8)
        for need in report["needs"][:8]:
            self.assertIn(need["need"], PLANTED)
            self.assertTrue(need["tools"], need["need"])
            self.assertGreater(need["gap"]["high"], 0, need["need"])
            self.assertTrue(need["reason"]["words"], need["need"])
        with urllib.request.urlopen(page + "/", timeout=10) as answer:
            self.assertIn(b"<html", answer.read())
        wait_for("the local device's own facts in its ledger", self.ledger, 150)

        self.process.send_signal(signal.SIGINT)
        self.assertEqual(0, self.process.wait(30))
        self.read()
        self.assertIn("Stopped.", self.output)


if __name__ == "__main__":
    unittest.main()
