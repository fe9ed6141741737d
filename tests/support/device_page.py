"""Shows the page of a resident agent that has told something, for the browser tests: prints its address, ends with its input."""
import signal
import subprocess
import sys
import unittest

from tests.support.lab import AGENT, COLLECTOR, run, wait_for
from tests.support.resident import Resident


class Shown(Resident):
    def runTest(self):
        self.serve()
        standings = self.folder / "standings.csv"
        standings.write_text("tool,standing\nmicrosoft-teams,sanctioned\n")
        run(COLLECTOR, "standings", "import", standings, "--dir", self.folder / "collector")
        notice = self.folder / "care.notice"
        run(COLLECTOR, "notice", "draft", "--dir", self.folder / "collector", "--out", notice, "--kind", "care", "--tool", "slack",
            "--words-en", "Slack was breached: change your password there.", "--words-fi", "Slack murrettiin: vaihda salasanasi siellä.",
            "--words-de", "Slack wurde angegriffen: ändern Sie dort Ihr Passwort.")
        run(COLLECTOR, "notice", "sign", notice, "--key", self.folder / "collector/policy/staff.key")
        run(COLLECTOR, "notice", "send", notice, "--dir", self.folder / "collector")
        run(COLLECTOR, "answer", "set", "whiteboard", "--dir", self.folder / "collector", "--state", "not-yet",
            "--words-en", "we are trying two boards until June.", "--words-fi", "kokeilemme kahta taulua kesäkuuhun asti.",
            "--words-de", "wir probieren zwei Tafeln bis Juni.")
        self.start("--lab")
        wait_for("a first tool told", lambda: any("told: a device of Sales used Slack" in fact["words"] for fact in self.facts()), 120)
        page = subprocess.Popen([str(AGENT), "ledger", "--open", "--config", str(self.settings)],
                                stdout=subprocess.PIPE, text=True)
        page.stdout.readline()
        print(page.stdout.readline().strip(), flush=True)
        sys.stdin.read()
        page.send_signal(signal.SIGTERM)
        page.wait(20)
        page.stdout.close()


if __name__ == "__main__":
    result = unittest.TextTestRunner(stream=sys.stderr).run(Shown())
    sys.exit(0 if result.wasSuccessful() else 1)
