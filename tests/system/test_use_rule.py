"""What is use and what only looks like it, told by real TLS connections: they are made, recorded on loopback and replayed to an agent.

  an idle client's connection with keep-alives   ambient: nothing is told
  pages with an embedded widget                  ambient: nothing is told
  a visit to a share link                        guest
  work                                           owner
"""
import os
import random
import socket
import ssl
import subprocess
import threading
import time
import unittest

from tests.support.lab import run, wait_for
from tests.support.resident import WINDOW_SECONDS, Resident

RECORDED_SECONDS = 8


class Server:
    """Answers each line "SIZE…" with so many octets."""

    def __init__(self, certificate, key):
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(certificate, key)
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            threading.Thread(target=self.answer, args=(connection,), daemon=True).start()

    def answer(self, connection):
        try:
            with self.context.wrap_socket(connection, server_side=True) as secure:
                for line in secure.makefile("rb"):
                    secure.sendall(bytes(int(line.split()[0])))
        except OSError:
            pass


class Client:
    def __init__(self, server, name):
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        self.secure = context.wrap_socket(socket.create_connection(("127.0.0.1", server.port)), server_hostname=name)

    def ask(self, up, down):
        """One request of so many octets and its answer."""
        line = b"%d " % down
        self.secure.sendall(line + b"x" * (up - len(line) - 1) + b"\n")
        while down > 0:
            down -= len(self.secure.recv(65536))

    def close(self):
        self.secure.close()


def idle(server, until):
    client = Client(server, "wss-primary.slack.com")
    while time.monotonic() < until:
        client.ask(48, 60)
        time.sleep(0.1)
    client.close()


def widgets(server, until):
    while time.monotonic() < until:
        for name in ("widget.intercom.io", "player.vimeo.com"):
            client = Client(server, name)
            client.ask(3000, 90000)
            client.close()
        time.sleep(0.4)


def share_link(server, until):
    client = Client(server, "we.tl")
    client.ask(1500, 200000)
    client.close()


def work(server, until):
    client, drawn = Client(server, "www.figma.com"), random.Random(4)
    while time.monotonic() < until:
        client.ask(drawn.randrange(4500, 15000), 30000)
        time.sleep(drawn.random() * 0.2)
    client.close()


@unittest.skipUnless(os.geteuid() == 0, "recording the wire needs root")
class UseRule(Resident):
    def record(self):
        certificate, key, capture = self.folder / "c.pem", self.folder / "c.key", self.folder / "real.pcap"
        run("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
            "-subj", "/CN=server", "-keyout", key, "-out", certificate)
        server = Server(certificate, key)
        self.addCleanup(server.socket.close)
        dump = subprocess.Popen(["tcpdump", "-i", "lo", "-U", "-s", "0", "-w", str(capture), f"tcp port {server.port}"],
                                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.addCleanup(dump.kill)
        wait_for("tcpdump to listen", lambda: capture.exists() and capture.stat().st_size >= 24)
        until = time.monotonic() + RECORDED_SECONDS
        people = [threading.Thread(target=each, args=(server, until)) for each in (idle, widgets, share_link, work)]
        for person in people:
            person.start()
        for person in people:
            person.join()
        dump.terminate()
        dump.wait(10)
        return capture

    def test_ambient_ambient_guest_owner(self):
        capture = self.record()
        self.assertGreater(capture.stat().st_size, 1_000_000)
        self.serve()
        self.start_on("--replay", capture, "--replay-seconds", WINDOW_SECONDS, "--lab")

        def told():
            words = " · ".join(fact["words"] for fact in self.facts())
            return words if "Figma" in words and "WeTransfer" in words else None
        words = wait_for("owner and guest in the ledger", told, 180)
        self.assertRegex(words, r"used Figma on ")
        self.assertRegex(words, r"WeTransfer[^·]*guest|guest[^·]*WeTransfer")
        for tool in ("Slack", "Intercom", "Vimeo"):
            self.assertNotIn(tool, words)


if __name__ == "__main__":
    unittest.main()
