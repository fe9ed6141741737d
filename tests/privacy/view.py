"""What whoever runs the collector could see of a fleet run: each batch the gate delivered, opened, in its order.

The product keeps none of it. `Tap` stands between gate and collector and reads the windows' secret keys while they are there;
`opened` reads what it kept. Formats: proto/desirepath/v1/collector.proto and fact.proto.
"""
import collections
import csv
import ctypes
import ctypes.util
import select
import socket
import sqlite3
import ssl
import struct
import threading

SEALED = 368
DUMMY, HEARTBEAT, TOOL_WEEK = 0, 1, 2

# `batch` counts the batches as the collector gets them, `place` the frames in one. `rest`: the octets of the plaintext that
# belong to none of the fields.
Frame = collections.namedtuple("Frame", "batch place window kind department a b value nonce rest device arrival")


class Tap:
    """Stands between the gate and the collector of `folder` with the keys of both, and keeps what the gate delivers."""

    def __init__(self, folder, intake):
        self.keys, host_port = folder / "keys.db", intake.rsplit(":", 1)
        self.intake = (host_port[0], int(host_port[1]))
        pki = folder / "pki"
        self.as_collector = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.as_collector.load_cert_chain(pki / "collector.pem", pki / "collector.key")
        self.as_gate = ssl.create_default_context(cafile=pki / "ca.pem")
        self.as_gate.check_hostname = False
        self.as_gate.load_cert_chain(pki / "gate.pem", pki / "gate.key")
        for context in (self.as_collector, self.as_gate):
            context.set_alpn_protocols(["h2"])
        self.streams, self.secrets = [], {}
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.address = "127.0.0.1:%d" % self.listener.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.pass_on, args=(client,), daemon=True).start()

    def pass_on(self, client):
        said = bytearray()
        self.streams.append(said)
        try:
            with self.as_collector.wrap_socket(client, server_side=True) as gate, \
                    self.as_gate.wrap_socket(socket.create_connection(self.intake)) as collector:
                while True:
                    ready = [end for end in (gate, collector) if end.pending()] or select.select([gate, collector], [], [])[0]
                    for end in ready:
                        octets = end.recv(65536)
                        if not octets:
                            return
                        if end is gate:
                            self.read_keys()
                            said += octets
                        (collector if end is gate else gate).sendall(octets)
        except OSError:
            pass  # either end left

    def read_keys(self):
        """A window's secret key is destroyed when it is frozen: after its last batch."""
        database = sqlite3.connect("file:%s?mode=ro" % self.keys, uri=True, timeout=5)
        for window, public, secret in database.execute("SELECT window, public, secret FROM sealing_key"):
            self.secrets[window] = (public, secret)
        database.close()

    def batches(self):
        """Each Deliver's sealed frames, in the order they came: [[(window, ciphertext)]]."""
        self.listener.close()
        return [batch for said in self.streams for batch in delivered(bytes(said)) if batch]


def delivered(said):
    """The requests in one direction of an HTTP/2 connection (RFC 9113, 4.1 and 6.1): one message a stream, DATA frames apart."""
    at, bodies = len(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), {}
    while at + 9 <= len(said):
        size, kind, flags = int.from_bytes(said[at:at + 3], "big"), said[at + 3], said[at + 4]
        stream = int.from_bytes(said[at + 5:at + 9], "big")
        payload, at = said[at + 9:at + 9 + size], at + 9 + size
        if kind == 0:
            if flags & 8:
                payload = payload[1:len(payload) - payload[0]]
            bodies[stream] = bodies.get(stream, b"") + payload
    return [sealed_frames(body[5:]) for _, body in sorted(bodies.items())]


def sealed_frames(message):
    """DeliverRequest: repeated SealedFrame = 1, each fixed32 window = 1 and bytes ciphertext = 2."""
    mark = b"\x0a\xf8\x02"  # 376 octets
    body = b"\x12" + bytes([SEALED & 0x7F | 0x80, SEALED >> 7])
    found, at = [], 0
    while message[at:at + 3] == mark:
        frame, at = message[at + 3:at + 3 + 376], at + 3 + 376
        if frame[:1] == b"\x0d" and frame[5:8] == body:
            found.append((struct.unpack("<I", frame[1:5])[0], frame[8:]))
    return found


def fields(plain):
    """The fields of a fact by number, and what is left of the plaintext: other fields, octets behind the message."""
    length = struct.unpack("<H", plain[:2])[0]
    message, rest, at, found = plain[2:2 + length], [plain[2 + length:].strip(b"\0")], 0, {}

    def varint():
        nonlocal at
        value = shift = 0
        while True:
            octet = message[at]
            at += 1
            value |= (octet & 0x7F) << shift
            shift += 7
            if octet < 0x80:
                return value
    while at < len(message):
        begun = at
        tag = varint()
        if tag & 7 == 0:
            value = varint()
        else:
            size = varint()
            value, at = message[at:at + size], at + size
        if tag >> 3 <= 8:
            found[tag >> 3] = value
        else:
            rest.append(message[begun:at])
    return found, b"".join(rest)


def opened(tap, log):
    """The frames the tap saw, with the device each came from where `log` (the fleet's --frames) knows its nonce."""
    sodium = ctypes.CDLL(ctypes.util.find_library("sodium"))
    sent = {row[3]: (int(row[1]), int(row[0])) for row in csv.reader(open(log, newline=""))}
    frames, plain = [], ctypes.create_string_buffer(SEALED - 48)
    for number, batch in enumerate(tap.batches()):
        for place, (window, ciphertext) in enumerate(batch):
            public, secret = tap.secrets[window]
            if sodium.crypto_box_seal_open(plain, ciphertext, ctypes.c_ulonglong(SEALED), public, secret):
                continue
            found, rest = fields(plain.raw)
            nonce = found.get(8, b"")
            device, arrival = sent.get(nonce.hex(), (None, None))
            answer = [found.get(field, 0) for field in (1, 4, 5, 6, 7)]
            frames.append(Frame(number, place, window, *answer, nonce, rest, device, arrival))
    return frames
