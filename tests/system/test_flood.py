"""`observe` under a flood: ten million flows, half-sent hellos and Initials nobody can open; its memory stays where it is bounded."""
import json
import os
import re
import struct
import subprocess
import tempfile
import unittest

from tests.support.lab import AGENT, ROOT

FLOWS, AT_ONCE = 10_000_000, 1 << 16
MOST_MEGABYTES = 64
HEADER = struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 262144, 1)
ETHERNET = b"\2\0\0\0\0\1\2\0\0\0\0\2\x08\0"
HALF_HELLO = b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x5a" * 200  # 512 octets are promised
NO_INITIAL = b"\xc0\0\0\0\1\x08" + b"\x5a" * 8 + b"\0\0" + struct.pack(">H", 0x4000 | 1178) + b"\x5a" * 1178


def packet(number):
    """One of the flows of a round; the places of its client's port and address are the same in each."""
    if number % 64 == 1:
        payload, protocol = struct.pack(">HHHH", 0, 443, 8 + len(NO_INITIAL), 0) + NO_INITIAL, 17
    else:
        hello = number % 64 == 2
        payload = struct.pack(">HHIIBBHHH", 0, 443, 1, 1, 0x50, 0x18 if hello else 2, 65535, 0, 0) + (HALF_HELLO if hello else b"")
        protocol = 6
    ip = struct.pack(">BBHHHBBH", 0x45, 0, 20 + len(payload), 1, 0x4000, 64, protocol, 0) + b"\x0a\0\0\1" + b"\x0a\x63\0\2"
    frame = ETHERNET + ip + payload
    return struct.pack("<IIII", 0, 0, len(frame), len(frame)) + frame


def write_flood(out):
    round_, places = bytearray(), []
    for number in range(AT_ONCE):
        places.append(len(round_))
        round_ += packet(number)
        struct.pack_into(">H", round_, places[-1] + 16 + 34, number)  # the client's port
    for round_number in range(FLOWS // AT_ONCE + 1):
        second, address = struct.pack("<I", 1_780_000_000 + round_number // 4), struct.pack(">H", round_number)
        for at in places:
            round_[at:at + 4] = second
            round_[at + 16 + 27:at + 16 + 29] = address
        out.write(round_)
    return (FLOWS // AT_ONCE + 1) * AT_ONCE


class Flood(unittest.TestCase):
    def test_memory_stays_bounded_what_is_dropped_is_counted_and_names_are_still_found(self):
        with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as found:
            # The shell between keeps this program's own peak out of the figure.
            child = subprocess.Popen(["/bin/sh", "-c", '"$@"; exit $?', "sh", str(AGENT), "observe", "--format", "jsonl", "-"],
                                     stdin=subprocess.PIPE, stdout=found, stderr=said)
            child.stdin.write(HEADER)
            flows = write_flood(child.stdin)
            child.stdin.write((ROOT / "tests/data/captures/tls.pcap").read_bytes()[len(HEADER):])
            child.stdin.close()
            _, status, used = os.wait4(child.pid, 0)
            child.returncode = os.waitstatus_to_exitcode(status)
            said.seek(0)
            found.seek(0)
            summary = said.read().decode().strip().splitlines()[-1]
            names = {json.loads(line)["name"] for line in found}
        self.assertEqual(0, child.returncode, summary)
        self.assertLess(used.ru_maxrss / 1024, MOST_MEGABYTES, summary)
        self.assertIn("docs.google.com", names)
        counted = {word: int(number) for word, number in re.findall(r"(\w+) (\d+)", summary)}
        self.assertGreater(counted["flows"], flows - (1 << 18) - 1, summary)  # all but those that fit were evicted, each counted
        self.assertGreater(counted["hellos"], 0, summary)
        self.assertGreater(counted["undecryptable"], flows // 64 - 1, summary)


if __name__ == "__main__":
    unittest.main()
