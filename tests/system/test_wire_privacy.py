"""C1, C6 and C20 of the privacy rules, in their first form: what a real agent's run puts on the wire, read with its own keys.

A real agent (replaying this tree's captures) is enrolled at a real collector. Its connection to the gate is recorded and
decrypted with the TLS key log; each frame is opened with the window's secret key.
  C1   neither the decrypted stream nor any opened frame names this machine, its user, addresses, ids or certificate
  C6   what the gate keeps, and its log, hold no opened frame
  C20  the frames on the wire are those of the ledger, one by one
"""
import binascii
import ctypes
import ctypes.util
import getpass
import hashlib
import json
import os
import pathlib
import shutil
import signal
import socket
import sqlite3
import struct
import subprocess
import time
import unittest

from tests.support.lab import AGENT, ROOT, Lab, run, wait_for

WINDOW_SECONDS = 12
PLAIN, SEALED = 320, 368


def sodium_open(ciphertext, public, secret):
    """The plaintext of a libsodium sealed box, or None."""
    sodium = ctypes.CDLL(ctypes.util.find_library("sodium"))
    plain = ctypes.create_string_buffer(len(ciphertext) - 48)
    bad = sodium.crypto_box_seal_open(plain, ciphertext, ctypes.c_ulonglong(len(ciphertext)), public, secret)
    return None if bad else plain.raw


def identifiers(agent_dir):
    """What would point to this machine or its user, as octets, with what it is."""
    found = {"host name": socket.gethostname(), "user": getpass.getuser(), "home": str(pathlib.Path.home())}
    machine = pathlib.Path("/etc/machine-id")
    if machine.exists() and machine.read_text().strip():
        found["machine-id"] = machine.read_text().strip()
    for interface in pathlib.Path("/sys/class/net").iterdir():
        mac = (interface / "address").read_text().strip()
        if mac.replace(":", "").strip("0"):
            found["MAC " + interface.name] = mac
            found["MAC octets " + interface.name] = binascii.unhexlify(mac.replace(":", ""))
    for line in run("ip", "-o", "addr").stdout.splitlines():
        address = line.split()[3].split("/")[0]
        if not address.startswith("127.") and address != "::1":
            found["address " + address] = address
    subject = run("openssl", "x509", "-in", agent_dir / "uplink" / "device.pem", "-noout", "-subject", "-serial").stdout
    for line in subject.splitlines():
        value = line.split("=")[-1].strip()
        found[line.split("=")[0]] = value
    # Shorter words stand in some random octets of a nonce by chance.
    return {what: text if isinstance(text, bytes) else text.encode() for what, text in found.items() if len(text) >= 4}


def names_seen():
    """The host names in the captures the agent reads: none of them may leave."""
    lines = (ROOT / "tests" / "data" / "names.tsv").read_text().splitlines()
    return {cell for line in lines for cell in line.split("\t") if cell.count(".") >= 1 and not cell.endswith(("pcap", "pcapng"))
            and cell.replace(".", "").replace("-", "").isalnum() and any(letter.isalpha() for letter in cell)}


@unittest.skipUnless(os.geteuid() == 0, "recording the wire needs root")
class WirePrivacy(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        scenario = {"seed": 1, "weeks": 1, "k": 1, "departments": [{"name": "Everyone", "devices": 4}],
                    "offered": [{"need": "team-chat", "tool": "microsoft-teams"}], "needs": []}
        cls.lab = Lab(scenario, k=1, backfill=0, window_seconds=WINDOW_SECONDS)
        try:
            cls.record()
        except BaseException:
            cls.lab.close()
            raise

    @classmethod
    def tearDownClass(cls):
        cls.lab.close()

    @classmethod
    def record(cls):
        lab = cls.lab
        cls.agent_dir = lab.folder / "agent"
        cls.agent_dir.mkdir()
        config, keys, capture = lab.folder / "agent.toml", lab.folder / "tls.keys", lab.folder / "wire.pcap"
        config.write_text('state_dir = "%s"\ndepartment = "everyone"\nlab = true\ntls_key_log = "%s"\n' % (cls.agent_dir, keys))
        port = lab.endpoints["gate"].rsplit(":", 1)[1]
        run(AGENT, "enroll", "--config", config, "--gate", lab.endpoints["gate"], "--token", lab.token())
        tcpdump = subprocess.Popen(["tcpdump", "-i", "lo", "-U", "-s", "0", "-w", str(capture), "tcp port " + port],
                                   stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        lab.children.append(tcpdump)
        wait_for("tcpdump to listen", lambda: capture.exists() and capture.stat().st_size >= 24)
        captures = sorted((ROOT / "tests" / "data" / "captures").glob("*.pcap*"))
        log = open(lab.folder / "agent.log", "wb")
        agent = subprocess.Popen([str(AGENT), "run", "--config", str(config), "--lab", "--replay", *map(str, captures)],
                                 stdout=log, stderr=log)
        lab.children.append(agent)
        cls.secrets = {}

        def collect_until_sent():
            database = sqlite3.connect("file:%s?mode=ro" % (lab.dir / "keys.db"), uri=True)
            for window, public, secret in database.execute("SELECT window, public, secret FROM sealing_key"):
                cls.secrets[window] = (public, secret)
            database.close()
            listed = run(AGENT, "ledger", "--json", "--config", config, code=None)
            if listed.returncode:
                return None
            frames = json.loads(listed.stdout)["entries"]
            # Facts with tools of the captures among them: the search below would find what it looks for.
            told = [frame for frame in frames if frame["state"] == "sent" and "tool" in frame["kind"]]
            return frames if told and sum(frame["state"] == "sent" for frame in frames) >= 128 else None
        wait_for("a window's frames with tools among them at the gate", collect_until_sent, 180)
        agent.send_signal(signal.SIGSTOP)  # what it says now is what it said up to the last packet recorded
        cls.settle(capture)
        early = lab.folder / "early.pcap"
        shutil.copy(capture, early)
        agent.send_signal(signal.SIGCONT)
        cls.ledger = json.loads(run(AGENT, "ledger", "--json", "--config", config).stdout)["entries"]
        agent.terminate()
        agent.wait(30)
        tcpdump.terminate()
        tcpdump.wait(30)
        log.close()
        # What was said before the ledger was read must be in it; what it calls sent must be in the whole record.
        cls.stream, cls.whole_stream = (cls.decrypt(path, keys, port) for path in (early, capture))

    @staticmethod
    def settle(capture):
        """Waits until the recorded file has stopped growing."""
        seen = [-1, 0.0]

        def calm():
            size = capture.stat().st_size
            if size != seen[0]:
                seen[:] = [size, time.monotonic()]
            return time.monotonic() - seen[1] > 1
        wait_for("the wire to be silent", calm)

    @staticmethod
    def decrypt(capture, keys, port):
        """Every octet the two ends said inside TLS, one direction of a connection after the other, headers at the end."""
        read = run("tshark", "-r", capture, "-o", "tls.keylog_file:%s" % keys, "-d", "tcp.port==%s,tls" % port, "-Y", "http2",
                   "-T", "fields", "-e", "tcp.stream", "-e", "tcp.srcport", "-e", "http2.data.data", "-e", "http2.header.value")
        said, headers = {}, []
        for line in read.stdout.splitlines():
            connection, source, data, header = line.split("\t")
            octets = binascii.unhexlify(data.replace("<MISSING>", "").replace(",", "").replace(":", ""))
            said[connection, source] = said.get((connection, source), b"") + octets
            headers.append(header.encode())
        return b"\n".join([*said.values(), *headers])

    def opened_frames(self, stream=None):
        """(ciphertext, plaintext) of each frame in the stream: field 2 of SubmitRequest, 1 to 16 times 368 octets."""
        found = {}
        stream = self.stream if stream is None else stream
        for count in range(1, 17):
            size = count * SEALED
            mark = b"\x12" + bytes([size & 0x7F | 0x80, size >> 7])
            at = stream.find(mark)
            while at >= 0:
                octets = stream[at + len(mark):at + len(mark) + size]
                window = struct.unpack("<I", stream[at - 4:at])[0]
                if len(octets) == size and window in self.secrets:
                    for begin in range(0, size, SEALED):
                        ciphertext = octets[begin:begin + SEALED]
                        found[ciphertext] = sodium_open(ciphertext, *self.secrets[window])
                at = stream.find(mark, at + 1)
        return {ciphertext: plain for ciphertext, plain in found.items() if plain}

    def test_c1_nothing_on_the_wire_names_the_machine(self):
        opened = self.opened_frames()
        self.assertGreaterEqual(len(opened), 128)
        frames = b"\n".join(opened.values())
        self.assertEqual(PLAIN * len(opened) + len(opened) - 1, len(frames))
        for what, octets in identifiers(self.agent_dir).items():
            self.assertNotIn(octets, frames, what)
            if what not in ("user", "host name"):  # short words may stand in the policy's text by chance
                self.assertNotIn(octets, self.stream, what)
        for name in names_seen():
            self.assertNotIn(name.encode(), frames, name)
            self.assertNotIn(name.encode(), self.stream, name)
        print("C1: %d frames opened, %d octets decrypted, none names this machine" % (len(opened), len(self.stream)))

    def test_c1_positive_control(self):
        # The same search finds what does stand on the wire: the organisation's name, in the policy every device gets.
        self.assertIn(b"Lab", self.stream)

    def test_c6_the_gate_keeps_no_opened_frame(self):
        kept = b""
        for path in [*self.lab.dir.rglob("gate.db*"), *(self.lab.dir / "spool").rglob("*"), self.lab.folder / "collector.log"]:
            if path.is_file():
                kept += path.read_bytes()
        opened = self.opened_frames()
        self.assertGreaterEqual(len(opened), 128)
        for plain in opened.values():
            length = struct.unpack("<H", plain[:2])[0]
            self.assertNotIn(plain[2:2 + length], kept)

    def test_c20_the_ledger_is_complete(self):
        def by_hash(opened):
            return {hashlib.blake2b(ciphertext, digest_size=32).hexdigest(): plain for ciphertext, plain in opened.items()}
        sealed = by_hash(self.opened_frames())
        self.assertGreaterEqual(len(sealed), 128)
        listed = {send["sealed_hash"]: frame["plaintext"] for frame in self.ledger for send in frame["sends"]}
        missing = set(sealed) - set(listed)
        self.assertEqual(set(), missing, "%d frames on the wire are in no ledger" % len(missing))
        for sealed_hash, plain in sealed.items():
            self.assertEqual(plain.hex(), listed[sealed_hash])
        sent = {frame["sends"][-1]["sealed_hash"] for frame in self.ledger if frame["state"] == "sent"}
        unsaid = sent - set(by_hash(self.opened_frames(self.whole_stream)))
        self.assertEqual(set(), unsaid, "%d frames the ledger calls sent were not on the wire" % len(unsaid))
        print("C20: %d sealed frames on the wire, each in the ledger with its plaintext" % len(sealed))


if __name__ == "__main__":
    unittest.main()
