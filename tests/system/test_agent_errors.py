"""Each bad input of the agent ends in one sentence that names the thing and the mend, and in the promised exit code."""
import contextlib
import os
import pathlib
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import unittest

from tests.support.lab import AGENT, ROOT, run, wait_for

WORK = ROOT / "tests" / "data" / "captures" / "work.pcap"
NOBODY = ("setpriv", "--reuid", "nobody", "--regid", "nogroup", "--clear-groups", "--inh-caps=-all", "--bounding-set=-all")


class AgentErrors(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="desirepath-errors-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.state = self.folder / "state"

    def settings(self, text):
        path = self.folder / "agent.toml"
        path.write_text(text)
        return path

    def refused(self, *words, code, said, before=()):
        done = run(*before, AGENT, *words, code=code)
        lines = [line for line in done.stderr.splitlines() if line]
        self.assertEqual(1, len(lines), done.stderr)
        for part in said:
            self.assertIn(part, lines[0])

    def start(self, *words):
        agent = subprocess.Popen([str(AGENT), "run", "--state", str(self.state), *words], stderr=subprocess.PIPE, text=True)
        self.addCleanup(self.end, agent)
        wait_for("the console", lambda: (self.state / "run/agent.sock").exists())
        return agent

    def end(self, agent):
        if agent.poll() is None:
            agent.send_signal(signal.SIGTERM)
        agent.wait(20)
        agent.stderr.close()

    def test_unknown_key(self):
        path = self.settings("interfeces = []\n")
        self.refused("run", "--config", path, code=2, said=(f"{path}:1", "interfeces", "did you mean `interfaces`?"))

    def test_wrong_type(self):
        path = self.settings("lab = 1\n")
        self.refused("run", "--config", path, code=2, said=(f"{path}:1", "`lab`", "true or false"))

    def test_missing_settings_file(self):
        path = self.folder / "missing.toml"
        self.refused("run", "--config", path, code=2, said=(str(path), "no such settings file", "--config"))

    def test_unreadable_state_folder(self):
        (self.folder / "file").write_text("")
        self.refused("run", "--state", self.folder / "file" / "state", "--lab", "--replay", WORK, code=1,
                     said=("cannot make the state folder", "state_dir"))

    def test_unknown_interface(self):
        self.refused("run", "--state", self.state, "--interface", "nosuch0", code=1,
                     said=("interface nosuch0", "no such interface", "ip link"))

    @unittest.skipUnless(os.geteuid() == 0 and shutil.which("setpriv"), "needs root to give rights up")
    def test_no_right_to_capture(self):
        program = self.folder / "desirepath-agent"  # the build folder may be closed to others
        shutil.copy(AGENT, program)
        os.chmod(self.folder, 0o777)
        done = run(*NOBODY, program, "run", "--state", self.state, "--interface", "lo", code=1)
        self.assertIn("interface lo: no right to capture", done.stderr)
        self.assertIn("cap_net_raw", done.stderr)

    def test_replay_needs_a_lab(self):
        self.refused("run", "--state", self.state, "--replay", WORK, code=2, said=("--replay", "--lab"))

    def test_damaged_state_is_set_aside_and_begun_anew(self):
        self.end(self.start("--lab", "--replay", str(WORK)))
        database = self.state / "state.db"
        whole = database.read_bytes()
        damages = {"cut in half": whole[:len(whole) // 2], "garbage": b"SQLite format 3\0" + bytes(range(256)) * 40,
                   "no database": b"z" * 5000}
        for number, (damage, octets) in enumerate(damages.items(), 1):
            with self.subTest(damage):
                database.write_bytes(octets)
                self.set_aside(number)

    def test_a_damaged_value_in_a_whole_database_is_set_aside_too(self):
        self.end(self.start("--lab", "--replay", str(WORK)))
        with contextlib.closing(sqlite3.connect(self.state / "state.db")) as database, database:
            database.execute("INSERT OR REPLACE INTO value(name, octets) VALUES ('diary', ?), ('outbox', ?)", (bytes(900),) * 2)
        self.set_aside(1)

    def set_aside(self, count):
        agent = self.start("--lab", "--replay", str(WORK))
        self.assertEqual("not-enrolled\n", run(AGENT, "status", "--health", "--state", self.state, code=1).stdout)
        self.assertEqual(count, len([path for path in self.state.glob("state.db.damaged-*") if path.name[-1].isdigit()]))
        agent.send_signal(signal.SIGTERM)
        self.assertEqual(0, agent.wait(20))
        self.assertIn("damaged; set aside as", agent.stderr.read())

    def test_a_state_key_others_can_read_is_refused(self):
        self.state.mkdir()
        (self.state / "state.key").write_bytes(bytes(32))
        (self.state / "state.key").chmod(0o644)
        self.refused("run", "--state", self.state, "--lab", "--replay", WORK, code=1, said=("state.key",))

    def test_a_second_agent_on_the_same_state_is_refused(self):
        self.start("--lab", "--replay", str(WORK))
        self.refused("run", "--state", self.state, "--lab", "--replay", WORK, code=1, said=("state.db",))

    def test_no_agent_is_running(self):
        for command in ("status", "ledger", "pause", "resume", "opt-out", "policy"):
            self.refused(command, "--state", self.state, code=1, said=("no agent is running", "systemctl start"))

    def test_help_of_each_command(self):
        for command in ("observe", "run", "enroll", "ledger", "status", "pause", "resume", "opt-out", "policy", "hand-over"):
            self.assertIn("Usage:", run(AGENT, command, "--help").stdout)
        run(AGENT, code=2)
        run(AGENT, "frobnicate", code=2)


if __name__ == "__main__":
    unittest.main()
