"""A resident agent alone: a lab's signed policy in its folder, a capture instead of a network, a gate that is always there."""
import json
import pathlib
import shutil
import signal
import subprocess
import tempfile
import unittest

from tests.support.lab import AGENT, COLLECTOR, ROOT, run, wait_for

WORK = ROOT / "tests" / "data" / "captures" / "work.pcap"
WINDOW_SECONDS = 15
FRAME_OCTETS = 4 + 368


class Resident(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="desirepath-daemon-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.state = self.folder / "state"
        departments = self.folder / "departments.csv"
        departments.write_text("id,name,parent,devices\nsales,Sales,,20\n")
        run(COLLECTOR, "init", self.folder / "collector", "--lab", "--k", 1, "--window-seconds", WINDOW_SECONDS,
            "--departments", departments)
        (self.state / "uplink").mkdir(parents=True)
        for name in ("bundle.pb", "signers"):
            shutil.copy(self.folder / "collector/policy" / name, self.state / "uplink")
        self.settings = self.folder / "agent.toml"
        self.settings.write_text(f'state_dir = "{self.state}"\ndepartment = "sales"\n'
                                 f'uplink_program = "{ROOT}/tests/support/fake_uplink.py"\n')

    def serve(self):
        """A collector that keeps its key log ahead, as long as the test takes; the fake gate hands out what it signs."""
        collector = subprocess.Popen([str(COLLECTOR), "serve", "--dir", str(self.folder / "collector")],
                                     stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.addCleanup(self.stop, collector)
        bundle = self.state / "uplink/bundle.pb"
        bundle.unlink()
        bundle.symlink_to(self.folder / "collector/policy/bundle.pb")

    def start(self, *words):
        return self.start_on("--replay", WORK, "--replay-seconds", WINDOW_SECONDS, *words)

    def start_on(self, *words):
        command = self.command_line(*[str(word) for word in (AGENT, "run", "--config", self.settings, *words)])
        with open(self.folder / "agent.log", "a") as log:
            agent = subprocess.Popen(command, stderr=log)
        self.addCleanup(self.stop, agent)
        wait_for("the console", lambda: (self.state / "run/agent.sock").exists())
        return agent

    def command_line(self, *words):
        """How the agent is started; a test may put it elsewhere."""
        return words

    def stop(self, agent):
        if agent.returncode == -signal.SIGKILL:  # the test's own doing
            return
        if agent.poll() is None:
            agent.send_signal(signal.SIGTERM)
        self.assertEqual(0, agent.wait(20))

    def ask(self, *words, code=0):
        return run(AGENT, *words, "--config", self.settings, code=code).stdout

    def facts(self):
        entries = json.loads(self.ask("ledger", "--json"))["entries"]
        return [entry for entry in entries if not entry["filler"]]
