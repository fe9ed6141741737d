"""`observe --kernel-filter` on our own captures: what the kernel would show is enough for every name and every clean flow."""
import json
import subprocess
import unittest

from tests.support.installed import program
from tests.support.lab import AGENT, ROOT, run

CAPTURES = ROOT / "tests/data/captures"


class KernelFilter(unittest.TestCase):
    def test_no_name_is_lost_and_clean_flows_are_exact(self):
        program("tshark")
        done = subprocess.run([ROOT / "tests/system/kernel_filter", *sorted(CAPTURES.glob("*.pcap"))], capture_output=True, text=True)
        self.assertIn(" 0 failed", done.stdout.splitlines()[-1], done.stdout)
        self.assertRegex(done.stdout, r"tcp flows: [1-9]\d* clean by tshark")

    def test_flows_say_how_good_their_bytes_are_only_where_packets_are_left_out(self):
        plain = run(AGENT, "observe", "--format", "jsonl", "--flows", CAPTURES / "work.pcap").stdout.splitlines()
        self.assertFalse(any("accuracy" in json.loads(line) for line in plain))
        filtered = run(AGENT, "observe", "--format", "jsonl", "--flows", "--kernel-filter", CAPTURES / "work.pcap").stdout.splitlines()
        flows = [record for record in map(json.loads, filtered) if "flow" in record]
        self.assertTrue(flows)
        for flow in flows:
            self.assertIn(flow["accuracy"], ("exact", "counted", "estimated", "partial", "doubtful"))

    def test_the_sample_is_the_seeds(self):
        once, again = (run(AGENT, "observe", "--flows", "--kernel-filter", "--seed", 7, CAPTURES / "quic.pcap").stdout for _ in "ab")
        self.assertEqual(once, again)

    def test_neither_or_both_of_captures_and_interfaces_is_bad_usage(self):
        run(AGENT, "observe", code=2)
        run(AGENT, "observe", "--interface", "lo", CAPTURES / "work.pcap", code=2)
