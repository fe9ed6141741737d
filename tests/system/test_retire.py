"""The end: devices erase, windows and keys are gone from the disk, decisions stay, and both hands sign what was done."""
import json
import signal
import sqlite3
import subprocess

from tests.support.lab import COLLECTOR, run, wait_for
from tests.support.resident import Resident


class Retire(Resident):
    def test_devices_erase_and_nothing_is_left_but_decisions(self):
        self.serve_here()
        standings = self.folder / "standings.csv"
        standings.write_text("tool,standing\nmicrosoft-teams,sanctioned\n")
        run(COLLECTOR, "standings", "import", standings, "--dir", self.dir)
        self.start("--lab")
        wait_for("facts", self.facts, 120)
        name = json.loads(self.ask("policy", "--json"))["organisation"]
        keys = ["--key", self.dir / "policy/admin.key", "--key", self.dir / "policy/staff.key"]

        self.assertIn("stop it first", self.retire("--organisation", name, *keys, code=1).stderr)
        self.end(self.server)
        secrets = self.secrets()
        self.assertTrue(secrets)
        self.assertIn("repeat the organisation's name", self.retire(*keys, code=2).stderr)
        self.assertIn("takes both signatures", self.retire("--organisation", name, *keys[:2], code=2).stderr)
        self.assertEqual(secrets, self.secrets())  # nothing was destroyed by what was refused

        published = (self.dir / "published.db").exists()
        text = self.retire("--organisation", name, *keys).stdout
        for line in ("destroyed: secret sealing keys of windows: ", "kept: decisions and audit chain"):
            self.assertIn(line, text)
        self.assertEqual(published, "destroyed: published figures" in text)
        self.assertEqual([], self.secrets())
        left = b"".join(path.read_bytes() for path in self.dir.rglob("*") if path.is_file())
        for secret in secrets:
            self.assertNotIn(secret, left)
        self.assertFalse((self.dir / "published.db").exists())
        self.assertFalse((self.dir / "policy/collector.key").exists())
        self.assertIn("microsoft-teams,0,sanctioned", (self.dir / "retired/decisions.csv").read_text())
        self.assertIn('"retired"', (self.dir / "retired/audit.jsonl").read_text())

        certificate = self.dir / "retired/deletion.txt"
        given = ["--admin-key", self.dir / "policy/admin.key.pub", "--staff-key", self.dir / "policy/staff.key.pub"]
        self.assertIn("sound", run(COLLECTOR, "retire-check", certificate, *given).stdout)
        certificate.write_text(certificate.read_text().replace("kept: decisions", "kept: all decisions"))
        self.assertIn("was altered", run(COLLECTOR, "retire-check", certificate, *given, code=2).stderr)

        # The gate hands the withdrawal on; the devices stop and erase.
        wait_for("an empty ledger", lambda: not json.loads(self.ask("ledger", "--json"))["entries"] or not self.facts(), 60)
        self.assertNotIn("looking", self.ask("status"))
        self.serve_here()  # and goes on doing so
        self.assertEqual([], self.secrets())

    def serve_here(self):
        self.dir = self.folder / "collector"
        self.server = subprocess.Popen([str(COLLECTOR), "serve", "--dir", str(self.dir)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.addCleanup(self.end, self.server)
        wait_for("the ports", lambda: (self.dir / "run/endpoints.json").exists())
        bundle = self.state / "uplink/bundle.pb"
        bundle.unlink()
        bundle.symlink_to(self.dir / "policy/bundle.pb")

    def end(self, server):
        if server.poll() is None:
            server.send_signal(signal.SIGTERM)
        self.assertEqual(0, server.wait(20))

    def secrets(self):
        keys = sqlite3.connect(f"file:{self.dir}/keys.db?mode=ro", uri=True)
        found = [secret for secret, in keys.execute("SELECT secret FROM sealing_key")]
        keys.close()
        return found

    def retire(self, *words, code=0):
        return run(COLLECTOR, "retire", *words, "--dir", self.dir, code=code)
