"""`observe` on our own captures: every name an independent reader found, valid JSON, and damage that is counted."""
import collections
import json
import pathlib
import re
import struct
import tempfile
import unittest

from tests.support.lab import AGENT, ROOT, run

DATA = ROOT / "tests" / "data"
CAPTURES = sorted((DATA / "captures").glob("*.pcap"))
TIME = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$")
SUMMARY = re.compile(r"^packets \d+, bytes \d+, sightings \d+( \([a-z0-9, ]+\))?, malformed \d+.*, seconds \d+\.\d{3}$")


def observe(*words, code=0):
    done = run(AGENT, "observe", *words, code=code)
    return done.stdout.splitlines(), done.stderr.splitlines()


def wanted():
    names = collections.defaultdict(set)
    for line in (DATA / "names.tsv").read_text().splitlines()[1:]:
        capture, source, name = line.split("\t")
        names[capture].add((source, name))
    return names


class Observe(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def test_every_known_name_is_found_and_no_other(self):
        self.assertGreaterEqual(len(CAPTURES), 6)
        for capture in CAPTURES:
            lines, _ = observe("--format", "jsonl", capture)
            found = {(o["source"], o["name"]) for o in map(json.loads, lines)}
            self.assertEqual(wanted()[capture.name], found, capture.name)

    def test_a_sighting_has_the_promised_fields(self):
        lines, errors = observe("--format", "jsonl", DATA / "captures/tls.pcap")
        for sighting in map(json.loads, lines):
            self.assertEqual(["time", "source", "name", "client", "server", "transport", "alpn", "ech", "tool", "need", "role"],
                             list(sighting))
            self.assertRegex(sighting["time"], TIME)
        docs = next(o for o in map(json.loads, lines) if o["name"] == "docs.google.com" and o["source"] == "tls")
        self.assertEqual(("google-docs", "documents", "app", "tcp", ["h2", "http/1.1"], False),
                         tuple(docs[key] for key in ("tool", "need", "role", "transport", "alpn", "ech")))
        six = next(o for o in map(json.loads, lines) if o["name"] == "www.figma.com")
        self.assertTrue(six["server"].startswith("[fd77::2]:443"))
        self.assertRegex(errors[-1], SUMMARY)

    def test_flows_are_accounted_with_their_bytes(self):
        lines, _ = observe("--format", "jsonl", "--flows", DATA / "captures/work.pcap")
        flows = [o for o in map(json.loads, lines) if "flow" in o]
        self.assertEqual(8, len(flows))
        for flow in flows:
            self.assertEqual(["flow", "first", "last", "bytes_up", "bytes_down", "packets", "name", "name_source", "tool"],
                             list(flow))
        # 8 posts of 6,000 octets and their headers, and one handshake.
        slack = next(flow for flow in flows if flow["name"] == "app.slack.com")
        self.assertTrue(8 * 6000 < slack["bytes_up"] < 8 * 6000 + 2500, slack)
        self.assertEqual(("slack", "tls"), (slack["tool"], slack["name_source"]))

    def test_quiet_prints_the_summary_alone(self):
        lines, errors = observe("--quiet", *CAPTURES)
        self.assertEqual([], lines)
        self.assertRegex(errors[-1], SUMMARY)

    def test_a_cut_capture_is_read_as_far_as_it_goes(self):
        cut = self.folder / "cut.pcap"
        cut.write_bytes((DATA / "captures/tls.pcap").read_bytes()[:-7])
        lines, errors = observe("--format", "jsonl", cut)
        self.assertGreater(len(lines), 10)
        self.assertIn("cut short", errors[0])
        self.assertRegex(errors[-1], SUMMARY)

    def test_every_prefix_of_a_capture_is_survived(self):
        octets = (DATA / "captures/quic.pcap").read_bytes()
        for size in range(24, len(octets), 997):
            prefix = self.folder / "prefix.pcap"
            prefix.write_bytes(octets[:size])
            self.assertIn(run(AGENT, "observe", "--quiet", prefix, code=None).returncode, (0, 1))

    def test_hostile_octets_are_counted_and_stay_valid_json(self):
        octets = bytearray((DATA / "captures/dns.pcap").read_bytes())
        for at in range(40, len(octets), 53):
            octets[at] ^= 0xA5
        flipped = self.folder / "flipped.pcap"
        flipped.write_bytes(octets)
        done = run(AGENT, "observe", "--format", "jsonl", "--flows", flipped, code=None)
        self.assertIn(done.returncode, (0, 1))
        for line in done.stdout.splitlines():
            json.loads(line)

    def test_an_empty_capture_is_no_error(self):
        empty = self.folder / "empty.pcap"
        empty.write_bytes(struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, 1))
        _, errors = observe(empty)
        self.assertIn("packets 0", errors[-1])

    def test_what_is_no_capture_is_named_with_the_mend(self):
        text = self.folder / "text.pcap"
        text.write_text("this is a text of more than twenty-four octets\n")
        for path, said in ((self.folder / "nowhere.pcap", "no such file"), (text, "editcap"), (self.folder, "folder")):
            _, errors = observe(path, code=1)
            self.assertIn(said, errors[0])
            self.assertTrue(errors[0].startswith(f"desirepath-agent: {path}"), errors[0])

    def test_one_bad_file_does_not_hide_the_others(self):
        lines, _ = observe("--format", "jsonl", "/nowhere.pcap", DATA / "captures/tls.pcap", code=1)
        self.assertGreater(len(lines), 10)

    def test_bad_usage_is_exit_2(self):
        run(AGENT, "observe", code=2)
        run(AGENT, "observe", "--format", "xml", "x.pcap", code=2)
        run(AGENT, "observe", "--catalog", "/nowhere.pb", DATA / "captures/tls.pcap", code=2)


if __name__ == "__main__":
    unittest.main()
