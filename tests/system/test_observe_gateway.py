"""`observe --gateway`: how many devices a gateway would count on a network, and nothing else about them."""
import json
import pathlib
import re
import tempfile
import unittest

from tests.support.lab import AGENT, ROOT, run

TLS = ROOT / "tests/data/captures/tls.pcap"  # one client, 10.77.0.1, with an address that software chose
CLIENT = re.compile(rb"\x02\x41\xec\x47\xe8\xe8")
OURS = "10.77.0.0/24"


class ObserveGateway(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.capture = pathlib.Path(folder.name) / "maker.pcap"
        octets, count = CLIENT.subn(b"\x00\x1b\x21\x47\xe8\xe8", TLS.read_bytes())
        self.assertGreater(count, 10)
        self.capture.write_bytes(octets)

    def told(self, *words):
        return run(AGENT, "observe", "--quiet", *words).stderr.splitlines()[-2]

    def test_devices_are_told_by_their_makers_address(self):
        self.assertIn("devices 1, not counted: 0 with", self.told("--gateway", OURS, self.capture))
        self.assertIn("devices 0, not counted: 1 with a hardware address that software chose", self.told("--gateway", OURS, TLS))

    def test_behind_a_router_by_their_address(self):
        self.assertIn("devices 1, not counted: 0 with", self.told("--gateway", OURS, "--routed", TLS))

    def test_other_networks_are_no_business_of_a_gateway(self):
        self.assertIn("devices 0, not counted: 0 with", self.told("--gateway", "10.78.0.0/16", "--gateway", "fd78::/32", self.capture))

    def test_what_is_printed_is_what_is_printed_without(self):
        plain, told = (run(AGENT, "observe", "--format", "jsonl", "--flows", *words, self.capture).stdout
                       for words in ((), ("--gateway", OURS)))
        self.assertTrue(json.loads(plain.splitlines()[0]))
        self.assertEqual(plain, told)

    def test_what_is_no_network_is_bad_usage(self):
        self.assertIn("10.77.0.0/33", run(AGENT, "observe", "--gateway", "10.77.0.0/33", TLS, code=2).stderr)
        self.assertIn("first address", run(AGENT, "observe", "--gateway", "10.77.0.1/24", TLS, code=2).stderr)
        run(AGENT, "observe", "--routed", TLS, code=2)
        run(AGENT, "observe", "--gateway", OURS, "--interface", "lo", code=2)


if __name__ == "__main__":
    unittest.main()
