"""C24: names of private life are found nowhere: not on the agent's disk, in its logs, ledger, status or frames, nor at the collector."""
import json
import pathlib
import re
import signal
import unittest

from tests.support.lab import ROOT, wait_for
from tests.support.packets import Capture
from tests.support.resident import FRAME_OCTETS, WINDOW_SECONDS, Resident

DENIED = re.findall(r'^denied \{ suffix: "([^"]+)"', (ROOT / "proto/catalog/denied.textproto").read_text(encoding="utf-8"), re.M)
PLANTED = [f"planted-{number}.{suffix}" for number, suffix in enumerate(DENIED[::11])]


def planted_capture(path):
    """A week's worth of slots: work with Figma in most of them, and visits to all planted names between."""
    capture = Capture()
    for slot in range(84):
        capture.at = slot * 10.0
        capture.visit("www.figma.com", up=4200 + 1400 * (slot * 7 % 9), down=14000)
        for name in PLANTED[slot * 2::168]:
            capture.ask(name, answer=bytes((10, 9, 1, 7)))
            capture.visit(name, up=9800, down=28000)
            capture.visit(name, up=2800, down=14000, port=80)
    capture.write(path)


class PrivateLife(Resident):
    def setUp(self):
        super().setUp()
        self.capture = self.folder / "planted.pcap"
        planted_capture(self.capture)

    def play(self):
        return self.start_on("--replay", self.capture, "--replay-seconds", WINDOW_SECONDS, "--lab")

    def places(self):
        """Every file of agent and collector with what it holds, and what the agent says of itself."""
        for root in (self.state, self.folder / "collector"):
            for file in root.rglob("*"):
                if file.is_file() and not file.is_symlink():
                    yield str(file), file.read_bytes()
        yield "agent.log", (self.folder / "agent.log").read_bytes()
        for words in (("ledger", "--json"), ("status", "--json"), ("policy",)):
            yield " ".join(words), self.ask(*words).encode()

    def look_for_planted(self):
        looked = {}
        for place, octets in self.places():
            looked[pathlib.Path(place).name] = len(octets)
            for name in PLANTED:
                self.assertNotIn(name.encode(), octets, place)
            self.assertNotIn(b"planted-", octets, place)
        return looked

    def test_denied_names_are_found_nowhere(self):
        self.assertGreaterEqual(len(DENIED), 500)
        self.assertGreaterEqual(len(PLANTED), 100)
        self.serve()
        agent = self.play()
        wait_for("work in the ledger", lambda: any("Figma" in fact["words"] for fact in self.facts()), 120)
        looked = self.look_for_planted()
        self.assertGreater(looked["state.db"] + looked.get("state.db-wal", 0), 20_000)
        wait_for("a window at the gate", lambda: (self.state / "uplink/frames").exists() and
                 (self.state / "uplink/frames").stat().st_size >= 128 * FRAME_OCTETS, 120)
        self.look_for_planted()
        tools = {fact["words"] for fact in self.facts() if "tool" in fact["kind"]}
        self.assertTrue(all("Figma" in words for words in tools), tools)
        # No core is written, whatever ends it.
        limits = pathlib.Path(f"/proc/{agent.pid}/limits").read_text()
        self.assertRegex(limits, r"Max core file size +0 +0 ")
        agent.send_signal(signal.SIGABRT)
        agent.wait(20)
        agent.returncode = -signal.SIGKILL  # the test's own doing
        self.assertEqual([], [*self.state.rglob("core*"), *self.folder.glob("core*"), *pathlib.Path.cwd().glob("core*")])
        for file in self.state.rglob("*"):  # what it leaves behind, free pages and log included
            if file.is_file():
                self.assertNotIn(b"planted-", file.read_bytes(), str(file))

    def test_private_for_sixty_minutes_leaves_nothing_of_them(self):
        self.serve()
        self.play()
        wait_for("the policy", lambda: "looking" in self.ask("status"), 30)
        self.assertIn("paused until", self.ask("pause", "1h"))
        seen = {entry["window"] for entry in json.loads(self.ask("ledger", "--json"))["entries"]}

        def windows_after():
            entries = json.loads(self.ask("ledger", "--json"))["entries"]
            later = sorted({entry["window"] for entry in entries} - seen)
            return [entry for entry in entries if entry["window"] in later[1:]]  # the first was looked at in part
        entries = wait_for("a window that was private from first to last", windows_after, 120)
        self.assertEqual([], [entry["words"] for entry in entries if "Figma" in entry["words"]])


if __name__ == "__main__":
    unittest.main()
