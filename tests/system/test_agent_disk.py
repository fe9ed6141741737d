"""A disk that fills, or becomes read-only, under the running agent: it says so, goes on, and loses nothing that it had."""
import json
import os
import shutil
import subprocess
import unittest

from tests.support.lab import AGENT, run, wait_for
from tests.support.resident import WORK, Resident


class AgentDisk(Resident):
    def entries(self):
        return json.loads(self.ask("ledger", "--json"))["entries"]

    def health(self):
        return run(AGENT, "status", "--health", "--config", self.settings, code=None).stdout.strip()

    def mount(self, *words):
        """Puts the state folder on a file system of its own."""
        self.state.rename(self.folder / "enrolled")
        self.state.mkdir()
        try:
            run("mount", *words, self.state)
        except AssertionError as refused:
            self.skipTest(f"no file system of that kind here: {refused}")
        self.addCleanup(run, "umount", self.state)
        shutil.copytree(self.folder / "enrolled", self.state, dirs_exist_ok=True)
        os.sync()

    def is_whole_after_a_start(self, agent, before):
        """Killed and begun anew it has what it had before."""
        if agent.poll() is None:
            agent.kill()
            agent.wait()
        (self.state / "run/agent.sock").unlink(missing_ok=True)
        self.start("--lab")
        after = {(entry["window"], entry["position"]): entry["plaintext"] for entry in self.entries()}
        for entry in before:
            self.assertEqual(entry["plaintext"], after[entry["window"], entry["position"]])

    def fill(self):
        """Leaves no octet free."""
        filler = self.state / "filler"
        with open(filler, "wb", buffering=0) as file:
            try:
                while True:
                    file.write(bytes(4096))
            except OSError:
                pass
        return filler

    @unittest.skipUnless(os.geteuid() == 0, "a file system of its own needs root")
    def test_a_full_disk_is_said_and_nothing_is_lost(self):
        self.mount("-t", "tmpfs", "-o", "size=8m", "desirepath")
        self.serve()
        agent = self.start("--lab")
        wait_for("a first window in the ledger", self.entries, 60)
        before = self.entries()
        filler = self.fill()
        wait_for("the trouble", lambda: self.health() == "disk", 60)
        status = json.loads(self.ask("status", "--json"))
        self.assertIn("state.db", status["trouble"])
        self.assertIn("free some space", status["trouble"])
        self.assertGreater(status["failed_writes"], 0)
        self.assertIsNone(agent.poll())
        filler.unlink()
        wait_for("its end", lambda: self.health() == "ok", 60)
        wait_for("another window", lambda: len(self.entries()) > len(before), 60)
        self.is_whole_after_a_start(agent, before)

    @unittest.skipUnless(os.geteuid() == 0, "a file system of its own needs root")
    def test_a_disk_that_has_become_read_only_is_said_and_nothing_is_lost(self):
        image = self.folder / "image"
        run("truncate", "-s", "32M", image)
        run("mkfs.ext4", "-q", "-F", image)
        self.mount("-o", "loop", image)
        self.serve()
        agent = self.start("--lab")
        wait_for("a first window in the ledger", self.entries, 60)
        before = self.entries()
        run("mount", "-o", "remount,abort", self.state)  # as ext4 does after an error of the device
        wait_for("the trouble", lambda: self.health() == "disk", 60)
        self.assertIn("state.db", json.loads(self.ask("status", "--json"))["trouble"])
        self.assertIsNone(agent.poll())
        self.stop(agent)
        run("umount", self.state)
        run("e2fsck", "-p", image, code=None)
        run("mount", "-o", "loop", image, self.state)
        self.is_whole_after_a_start(agent, before)
        wait_for("good health", lambda: self.health() == "ok", 60)
        wait_for("another window", lambda: len(self.entries()) > len(before), 60)

    def test_a_limit_on_the_size_of_files_does_not_end_it(self):
        (self.state / "run").mkdir()
        command = f"ulimit -f 40 && exec {AGENT} run --config {self.settings} --lab --replay {WORK} --replay-seconds 10"
        with open(self.folder / "agent.log", "a") as log:
            agent = subprocess.Popen(["bash", "-c", command], stderr=log)
        self.addCleanup(self.stop, agent)
        wait_for("the console", lambda: (self.state / "run/agent.sock").exists())
        wait_for("the trouble", lambda: self.health() == "disk", 60)
        self.assertIsNone(agent.poll())


if __name__ == "__main__":
    unittest.main()
