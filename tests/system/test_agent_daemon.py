"""The resident agent alone, from replayed packets to the frames it hands to its uplink, steered by its console."""
import json
import os
import pathlib
import unittest

from tests.support.lab import wait_for
from tests.support.resident import FRAME_OCTETS, Resident


class AgentDaemon(Resident):
    def test_from_packets_to_the_gate(self):
        self.serve()
        agent = self.start("--lab")
        wait_for("a first tool in the ledger", lambda: any("Slack" in fact["words"] for fact in self.facts()), 120)
        wait_for("a window at the gate", lambda: (self.state / "uplink/frames").exists() and
                 (self.state / "uplink/frames").stat().st_size >= 128 * FRAME_OCTETS, 120)
        status = json.loads(self.ask("status", "--json"))
        self.assertEqual(("ok", "Sales", True, "looking"),
                         tuple(status[key] for key in ("health", "department", "lab", "activity")))
        self.assertRegex(status["visibility"], r"^server name \d+, DNS answer \d+, certificate \d+, nothing \d+; hellos with ECH \d+, "
                                               r"encrypted DNS \d+$")
        self.assertEqual("ok\n", self.ask("status", "--health"))
        self.assertEqual({1, 2}, self.filters(agent))  # of system calls: all threads have one, the capture thread two
        frames = (self.state / "uplink/frames").read_bytes()
        self.assertEqual(0, len(frames) % FRAME_OCTETS)
        for name in (b"slack", b"Slack", b"10.77.0"):
            self.assertNotIn(name, frames)
            self.assertNotIn(name, (self.state / "state.db").read_bytes())
        self.stop(agent)
        self.assertFalse((self.state / "run/agent.sock").exists())
        self.start("--lab")
        self.assertTrue(any("Slack" in fact["words"] for fact in self.facts()))  # the ledger outlives the agent

    @staticmethod
    def filters(agent):
        found = set()
        for task in pathlib.Path(f"/proc/{agent.pid}/task").iterdir():
            values = dict(line.split(":", 1) for line in (task / "status").read_text().splitlines())
            found.add(int(values["Seccomp_filters"]))
        return found

    @unittest.skipUnless(os.geteuid() == 0, "without --lab there is no replay, and an interface needs the right to capture")
    def test_a_lab_policy_is_refused_without_lab(self):
        agent = self.start_on("--interface", "lo")
        wait_for("the refusal", lambda: "policy refused" in self.ask("status"), 30)
        self.assertEqual("old-policy\n", self.ask("status", "--health", code=1))
        self.assertEqual(0, self.packet_sockets(agent))

    @unittest.skipUnless(os.geteuid() == 0, "an interface needs the right to capture")
    def test_packets_are_captured_under_a_policy_only(self):
        agent = self.start_on("--interface", "lo", "--lab")
        wait_for("the ring", lambda: self.packet_sockets(agent) == 1, 30)
        self.ask("pause", "1h")  # seen by nobody else
        self.assertEqual(1, self.packet_sockets(agent))

    def packet_sockets(self, agent):
        """How many sockets of the agent receive packets (packet(7))."""
        inodes = {line.split()[-1] for line in pathlib.Path("/proc/net/packet").read_text().splitlines()[1:]}
        held = {os.readlink(file) for file in pathlib.Path(f"/proc/{agent.pid}/fd").iterdir()}
        return sum("socket:[%s]" % inode in held for inode in inodes)

    def test_pause_and_opt_out_are_seen_by_nobody_else(self):
        self.start("--lab")
        wait_for("the policy", lambda: "looking" in self.ask("status"), 30)
        self.assertIn("paused until", self.ask("pause", "1h"))
        self.assertIn("paused until", self.ask("status"))
        self.assertEqual("ok\n", self.ask("status", "--health"))
        self.ask("resume")
        self.assertIn("looking", self.ask("status"))
        self.ask("opt-out")
        self.assertIn("opted out", self.ask("status"))
        self.assertEqual("ok\n", self.ask("status", "--health"))
        wait_for("filler alone", lambda: json.loads(self.ask("ledger", "--json"))["entries"] and not self.facts(), 40)

    def test_a_gate_that_is_away_costs_nothing_but_time(self):
        (self.state / "uplink/away").write_text("")
        self.start("--lab")
        wait_for("the failure", lambda: "cannot be reached" in self.ask("status"), 30)
        (self.state / "uplink/away").unlink()
        wait_for("the policy", lambda: "looking" in self.ask("status"), 60)


if __name__ == "__main__":
    unittest.main()
