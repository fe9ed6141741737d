"""A support bundle holds nothing private: names of hosts, tools, people, departments, tokens and keys are planted, and looked for."""
import json
import pathlib
import re
import subprocess
import unittest

from tests.support.lab import AGENT, COLLECTOR, run, wait_for
from tests.support.resident import Resident

PLANTED = "Quetzal"  # in everything that a person may name


class SupportBundle(Resident):
    def check(self, text, *more):
        bundle = json.loads(text)
        for word in (PLANTED, PLANTED.lower(), "slack", "sales", "Sales", "10.77.0", str(self.folder), "dp1.", "BEGIN", *more):
            self.assertNotIn(word, text)
        self.assertIsNone(re.search(r"[0-9a-f]{24}|[A-Za-z0-9_-]{40}", text), text)  # no key, hash or token
        self.assertIsNone(re.search(r"\b\d+\.\d+\.\d+\.\d+\b", text), text)  # no address
        return bundle

    def test_the_agents(self):
        (self.state / "uplink/gate").write_text(f"gate.{PLANTED.lower()}.example:8443")
        (self.state / "uplink/token").write_text("dp1.c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0.cGlucGlucGlu")
        removed = self.folder / f"{PLANTED}-hosts"
        removed.write_text(f"{PLANTED.lower()}.example\n")
        self.settings.write_text(self.settings.read_text() + f'removed_hosts = "{removed}"\n[ledger]\nusers = ["{PLANTED}"]\n')
        self.start("--lab")
        wait_for("tools seen", lambda: re.search(r"packets +[1-9]", self.ask("status")), 60)
        (self.state / "uplink/away").write_text(f"gate gate.{PLANTED.lower()}.example:8443: cannot be reached (10.1.2.3)")
        wait_for("the failure", lambda: "cannot be reached" in self.ask("status"), 60)
        text = self.ask("support-bundle")
        bundle = self.check(text)
        self.assertEqual(["cannot be reached"], bundle["agent"]["trouble"])
        self.assertTrue(bundle["settings"]["department"])
        self.assertEqual(1, bundle["settings"]["ledger_users"])
        self.assertEqual("600", bundle["files"]["state.db"]["mode"])
        # Neither the text nor anything in it changes with what the person chose.
        self.ask("pause", "1h")
        paused = self.ask("support-bundle")
        self.ask("opt-out")
        still = {"machine", "settings", "agent"}
        for other in (paused, self.ask("support-bundle")):
            for name in still:
                self.assertEqual(sorted(bundle[name]), sorted(json.loads(other)[name]))
                self.assertNotIn("paus", other)
                self.assertNotIn("opted", other)

    def test_of_an_agent_that_does_not_run(self):
        bundle = self.check(self.ask("support-bundle", self.folder / "bundle") or (self.folder / "bundle").read_text())
        self.assertEqual({"runs": False}, bundle["agent"])

    def test_the_collectors(self):
        directory = self.folder / PLANTED
        departments = self.folder / "planted.csv"
        departments.write_text(f"id,name,parent,devices\n{PLANTED.lower()},{PLANTED},,20\n")
        run(COLLECTOR, "init", directory, "--lab", "--k", 1, "--organisation", PLANTED, "--departments", departments, "--admin", PLANTED)
        serving = subprocess.Popen([str(COLLECTOR), "serve", "--dir", str(directory)], stderr=subprocess.DEVNULL)
        self.addCleanup(self.stop, serving)
        wait_for("it to serve", lambda: (directory / "run/condition.json").exists())
        token = run(COLLECTOR, "token", "create", "--site", f"{PLANTED.lower()}-hall", "--dir", directory).stdout.strip()
        run(COLLECTOR, "user", "add", f"{PLANTED}.Person", "--role", "viewer", "--dir", directory)
        (directory / "policy/bundle.pb").write_bytes(b"nonsense of " + PLANTED.encode())
        wait_for("the problem", lambda: '"healthy":false' in (directory / "run/condition.json").read_text())
        text = run(COLLECTOR, "support-bundle", "--dir", directory).stdout
        bundle = self.check(text, token, token.split(".")[1])
        self.assertEqual((True, ["policy"]), (bundle["condition"]["serves"], bundle["condition"]["problems"]))
        self.assertTrue(bundle["databases"]["gate"]["sound"])
        self.assertFalse(bundle["policy"]["valid"])


if __name__ == "__main__":
    unittest.main()
