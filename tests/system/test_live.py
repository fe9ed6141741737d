"""`observe --interface` on the loopback: names, exact bytes of closed flows, the kernel's count of open ones."""
import json
import os
import signal
import socket
import subprocess
import threading
import unittest

from tests.support.lab import AGENT, run, wait_for

ANSWER = 3_000_000


def hello(name):
    server_name = name.encode()
    entry = b"\0" + len(server_name).to_bytes(2, "big") + server_name
    extension = b"\0\0" + (len(entry) + 2).to_bytes(2, "big") + len(entry).to_bytes(2, "big") + entry
    body = b"\3\3" + bytes(32) + b"\0" + b"\0\2\x13\1" + b"\1\0" + len(extension).to_bytes(2, "big") + extension
    handshake = b"\1" + len(body).to_bytes(3, "big") + body
    return b"\x16\3\1" + len(handshake).to_bytes(2, "big") + handshake


def answer(listener):
    while True:
        try:
            peer, _ = listener.accept()
        except OSError:
            return
        peer.recv(65536)
        peer.sendall(bytes(ANSWER))
        peer.recv(65536)  # until the client closes


@unittest.skipUnless(os.geteuid() == 0, "an interface needs the right to capture")
class Live(unittest.TestCase):
    def setUp(self):
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.addCleanup(self.listener.close)
        threading.Thread(target=answer, args=(self.listener,), daemon=True).start()

    def talk(self, name):
        client = socket.create_connection(self.listener.getsockname())
        self.addCleanup(client.close)
        client.sendall(hello(name))
        left = ANSWER
        while left:
            left -= len(client.recv(min(left, 1 << 20)))
        return client

    def test_names_and_bytes_of_closed_and_open_connections(self):
        reader = subprocess.Popen([str(AGENT), "observe", "--interface", "lo", "--flows", "--format", "jsonl"],
                                  stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.addCleanup(reader.wait, 20)
        self.addCleanup(reader.kill)
        wait_for("the interface", lambda: str(reader.pid) and "Seccomp:\t2" in open(f"/proc/{reader.pid}/status").read())
        self.talk("closed.example").close()
        still_open = self.talk("open.example")
        names = set()
        while names < {"closed.example", "open.example"}:
            names.add(json.loads(reader.stdout.readline()).get("name"))
        reader.send_signal(signal.SIGINT)
        output, said = reader.communicate(timeout=20)
        still_open.close()
        self.assertEqual(0, reader.returncode)
        flows = {record["name"]: record for record in map(json.loads, output.splitlines()) if "flow" in record}
        for name, accuracy in (("closed.example", "exact"), ("open.example", "kernel")):
            flow = flows[name]
            self.assertEqual((len(hello(name)), ANSWER, accuracy), (flow["bytes_up"], flow["bytes_down"], flow["accuracy"]), name)
            self.assertLess(flow["packets"], 40)  # of some hundreds: the filter showed no more
        self.assertIn("dropped by the kernel 0", said)

    def test_an_interface_that_is_not_there_is_named_with_the_mend(self):
        said = run(AGENT, "observe", "--interface", "nowhere0", code=1).stderr
        self.assertIn("nowhere0", said)
        self.assertIn("ip link", said)
