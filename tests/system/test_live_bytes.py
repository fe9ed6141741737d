"""Octets that the kernel's filter does not show, on the loopback: datagrams by a sample, connections by the kernel's own count.

Each sum is held against what the test itself sent. The sample's rate follows the traffic, and so does how good it is: at the
rates here one standard deviation is 0.6 to 0.7 %.
"""
import array
import fcntl
import json
import os
import pathlib
import signal
import socket
import subprocess
import tempfile
import termios
import threading
import unittest

from tests.support.lab import AGENT, wait_for
from tests.support.packets import hello

DATAGRAM, DATAGRAMS = 1200, 700_000
PACED, PACE = 160_000, 20_000  # a second
GOAL = 0.03
BEYOND_32_BITS = (1 << 32) + 123_456_789
PIECE = bytes(1 << 20)
SO_MAX_PACING_RATE = 47
LINK = 300_000_000  # octets a second: the loopback is faster than the 10 Gbit/s that the agent believes of a link


def take_all(listener):
    """Takes what comes on one connection until its end, then ends it too."""
    peer, _ = listener.accept()
    room = bytearray(1 << 20)
    while peer.recv_into(room):
        pass
    peer.close()


@unittest.skipUnless(os.geteuid() == 0, "an interface needs the right to capture")
class LiveBytes(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="desirepath-bytes-")
        self.addCleanup(folder.cleanup)
        self.output, self.said = pathlib.Path(folder.name) / "output", pathlib.Path(folder.name) / "said"
        with open(self.output, "w") as output, open(self.said, "w") as said:
            self.reader = subprocess.Popen([str(AGENT), "observe", "--interface", "lo", "--flows", "--format", "jsonl"],
                                           stdout=output, stderr=said)
        self.addCleanup(self.reader.wait, 20)
        self.addCleanup(self.reader.kill)
        wait_for("the interface", lambda: "Seccomp:\t2" in open(f"/proc/{self.reader.pid}/status").read())

    def flows_to(self, *ports):
        """What was told of the flows to ports of ours, after the reader has ended."""
        self.reader.send_signal(signal.SIGINT)
        self.assertEqual(0, self.reader.wait(60))
        self.assertIn("dropped by the kernel 0", self.said.read_text())
        records = [record for record in map(json.loads, self.output.read_text().splitlines()) if "flow" in record]
        ours = [[record for record in records if record["flow"]["server"].endswith(":%d" % port)] for port in ports]
        self.assertEqual([1] * len(ports), [len(one) for one in ours], ours)
        return [one[0] for one in ours]

    def send_datagrams(self, count, a_second):
        """Octets that were sent; none if the machine could not keep the pace, where one is wanted."""
        target = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        target.bind(("127.0.0.1", 0))  # nobody reads: what its buffer does not hold is dropped after it was captured
        source = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.addCleanup(target.close)
        self.addCleanup(source.close)
        # The client is told by its higher port.
        while source.connect_ex(target.getsockname()) or source.getsockname()[1] < target.getsockname()[1]:
            source.close()
            source = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        payload, tick = b"\x41" + bytes(DATAGRAM - 1), threading.Event()
        for sent in range(count):
            if a_second and sent % (a_second // 100) == 0:
                tick.wait(0.01)
            source.send(payload)
        return target.getsockname()[1], count * DATAGRAM

    def assert_close(self, port, sent):
        flow = self.flows_to(port)[0]
        self.assertEqual(("estimated", 0), (flow["accuracy"], flow["bytes_down"]))
        self.assertLess(flow["packets"], sent // DATAGRAM // 4)
        print("datagrams: sent %d octets, told %+.2f %%" % (sent, 100 * (flow["bytes_up"] / sent - 1)))
        self.assertLess(abs(flow["bytes_up"] / sent - 1), GOAL)

    def test_a_flood_of_datagrams_is_summed_within_3_percent(self):
        self.assert_close(*self.send_datagrams(DATAGRAMS, 0))

    def test_a_steady_stream_of_datagrams_is_summed_within_3_percent(self):
        self.assert_close(*self.send_datagrams(PACED, PACE))

    def connect(self):
        listener = socket.create_server(("127.0.0.1", 0))
        self.addCleanup(listener.close)
        taker = threading.Thread(target=take_all, args=(listener,), daemon=True)
        taker.start()
        client = socket.create_connection(listener.getsockname())
        self.addCleanup(client.close)
        client.setsockopt(socket.SOL_SOCKET, SO_MAX_PACING_RATE, LINK)
        return client, listener.getsockname()[1], taker

    def test_connections_beyond_4_gigabytes_are_told_to_the_octet(self):
        closed, closed_port, closed_taker = self.connect()
        still_open, open_port, _ = self.connect()
        sender = threading.Thread(target=send_all, args=(still_open, hello("open.example"), BEYOND_32_BITS))
        sender.start()
        send_all(closed, hello("closed.example"), BEYOND_32_BITS)
        closed.close()
        for thread in (sender, closed_taker):
            thread.join(120)
        wait_for("what is on the way", lambda: not unacknowledged(still_open), 60)
        for flow, name, accuracy in zip(self.flows_to(closed_port, open_port), ("closed.example", "open.example"), ("exact", "kernel")):
            self.assertEqual((name, BEYOND_32_BITS, 0, accuracy),
                             (flow["name"], flow["bytes_up"], flow["bytes_down"], flow["accuracy"]))
            self.assertLess(flow["packets"], BEYOND_32_BITS // (1 << 16))  # one of 32 segments of up to 64 KiB


def send_all(client, first, octets):
    client.sendall(first)
    left = octets - len(first)
    while left:
        left -= client.send(PIECE[:left])


def unacknowledged(client):
    """Octets the other side has not acknowledged (SIOCOUTQ)."""
    left = array.array("i", [0])
    fcntl.ioctl(client, termios.TIOCOUTQ, left)
    return left[0]


if __name__ == "__main__":
    unittest.main()
