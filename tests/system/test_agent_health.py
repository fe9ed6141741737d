"""`status --health`: each cause in one word, and the same word, octet for octet, of a paused, an opted-out and a busy device."""
import os
import pathlib
import re
import shutil
import socket
import subprocess
import time
import unittest

from tests.support.installed import program
from tests.support.lab import AGENT, ROOT, run, wait_for
from tests.support.resident import Resident

NOBODY = ("setpriv", "--reuid", "nobody", "--regid", "nogroup", "--clear-groups", "--inh-caps=-all", "--bounding-set=-all")


class AgentHealth(Resident):
    def setUp(self):
        super().setUp()
        self.metrics = self.folder / "desirepath-agent.prom"
        self.settings.write_text(self.settings.read_text() + f'metrics_file = "{self.metrics}"\n')

    def health(self):
        done = run(AGENT, "status", "--health", "--config", self.settings, code=None)
        self.assertEqual(done.stdout == "ok\n", done.returncode == 0, done.stderr)
        return done.stdout

    def wait_for_health(self, word, seconds=60):
        wait_for(word, lambda: self.health() == word + "\n", seconds)

    def test_all_is_well(self):
        self.start("--lab")
        self.wait_for_health("ok")

    def test_not_enrolled(self):
        (self.state / "uplink/signers").unlink()
        self.start("--lab")
        self.wait_for_health("not-enrolled")

    def test_cannot_reach_gate(self):
        self.start("--lab")
        self.wait_for_health("ok")
        (self.state / "uplink/away").touch()
        self.wait_for_health("cannot-reach-gate")
        (self.state / "uplink/away").unlink()
        self.wait_for_health("ok")

    def test_certificate(self):
        (self.state / "uplink/away").write_text("certificate: expired on 2026-01-01: ask for a join token")
        self.start("--lab")
        self.wait_for_health("certificate")

    def test_clock(self):
        self.serve()
        (self.state / "uplink/hours").write_text("5")
        self.start("--lab")
        self.wait_for_health("clock", 120)

    def test_old_policy(self):
        (self.state / "uplink/bundle.pb").unlink()
        (self.state / "uplink/bundle.pb").write_bytes(b"")
        self.start("--lab")
        self.wait_for_health("old-policy")

    def test_unknown_department(self):
        self.settings.write_text(self.settings.read_text().replace('"sales"', '"sails"'))
        self.start("--lab")
        self.wait_for_health("unknown-department")

    @unittest.skipUnless(os.geteuid() == 0, "only root can become somebody without the right")
    def test_no_capture_right(self):
        program = self.folder / "desirepath-agent"
        shutil.copy(AGENT, program)  # where nobody may read
        notified = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.addCleanup(notified.close)
        notified.bind(str(self.folder / "notify"))
        for path in (self.folder, *self.folder.rglob("*")):
            shutil.chown(path, "nobody", "nogroup")
        with open(self.folder / "agent.log", "a") as log:
            agent = subprocess.Popen([*NOBODY, program, "run", "--config", str(self.settings), "--lab", "--interface", "lo"],
                                     stderr=log, env={**os.environ, "NOTIFY_SOCKET": str(self.folder / "notify")})
        self.addCleanup(self.stop, agent)
        self.wait_for_health("no-capture-right")
        self.assertIn("setcap", (self.folder / "agent.log").read_text())

    def test_a_disk_that_cannot_be_written(self):
        agent = self.start("--lab")
        self.wait_for_health("ok")
        # As a full disk: no file may grow (RLIMIT_FSIZE), the database's log among them.
        run("prlimit", "--pid", agent.pid, "--fsize=0:0")
        self.wait_for_health("disk")

    def test_it_is_octet_for_octet_the_same_whatever_the_person_chose(self):
        self.start("--lab")
        self.wait_for_health("ok")
        wait_for("packets", lambda: re.search(r"packets +[1-9]", self.ask("status")))
        seen = {}
        for choice, words in (("busy", ()), ("paused", ("pause", "1h")), ("resumed", ("resume",)), ("opted out", ("opt-out",))):
            if words:
                self.ask(*words)
            self.metrics.unlink(missing_ok=True)
            begun = time.monotonic()
            wait_for("the metrics", self.metrics.exists, 90)
            self.assertLess(time.monotonic() - begun, 80)
            seen[choice] = (run(AGENT, "status", "--health", "--config", self.settings).stdout, self.metrics.read_text())
        self.assertEqual(1, len(set(seen.values())), seen)

    def test_its_metrics_are_those_that_are_documented(self):
        self.start("--lab")
        wait_for("the metrics", self.metrics.exists)
        wait_for("the policy's end", lambda: "policy_end" in self.metrics.read_text(), 90)
        documented = set(re.findall(r"`(desirepath_agent_\w+)`", (ROOT / "deploy/monitoring/README.md").read_text()))
        self.assertEqual(documented, set(re.findall(r"^# TYPE (\w+) ", self.metrics.read_text(), re.M)))
        subprocess.run([program("promtool"), "check", "metrics"], input=self.metrics.read_text(), text=True, check=True)


if __name__ == "__main__":
    unittest.main()
