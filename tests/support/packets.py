"""Captures made of nothing but octets: TCP, TLS hellos with a name, DNS questions, HTTP requests."""
import itertools
import struct

CLIENT, RESOLVER = bytes((10, 9, 0, 1)), bytes((10, 9, 0, 53))
SYN, ACK, FIN = 2, 16, 1


def _ip(source, target, protocol, payload):
    return struct.pack("!BBHHHBBH", 0x45, 0, 20 + len(payload), 7, 0, 64, protocol, 0) + source + target + payload


def _tcp(source, target, ports, sequence, payload=b"", flags=ACK):
    return _ip(source, target, 6, struct.pack("!HHIIBBHHH", *ports, sequence, 0, 0x50, flags, 65535, 0, 0) + payload)


def _name(name):
    return b"".join(bytes((len(label),)) + label.encode() for label in name.split(".")) + b"\0"


def hello(name):
    """A TLS 1.2 ClientHello that asks for `name`, as a record."""
    server = struct.pack("!HBH", len(name) + 3, 0, len(name)) + name.encode()
    extensions = struct.pack("!HH", 0, len(server)) + server
    body = b"\x03\x03" + bytes(32) + b"\0" + struct.pack("!HH", 2, 0x1301) + b"\x01\0" + struct.pack("!H", len(extensions)) + extensions
    message = b"\x01" + struct.pack("!I", len(body))[1:] + body
    return b"\x16\x03\x01" + struct.pack("!H", len(message)) + message


class Capture:
    """Packets in the order of their making; `at` is the time of the next one, in seconds."""

    def __init__(self):
        self.at, self.packets, self.ports = 0.0, [], itertools.count(40000)

    def put(self, ip):
        self.packets.append((self.at, ip))
        self.at += 0.0001

    def ask(self, name, answer=None):
        question = _name(name) + struct.pack("!HH", 1, 1)
        self.put(_ip(CLIENT, RESOLVER, 17, struct.pack("!HHHH", 5353, 53, 20 + len(question), 0)
                     + struct.pack("!HHHHHH", 9, 0x100, 1, 0, 0, 0) + question))
        if answer is not None:
            body = struct.pack("!HHHHHH", 9, 0x8180, 1, 1, 0, 0) + question + b"\xc0\x0c" + struct.pack("!HHIH", 1, 1, 60, 4) + answer
            self.put(_ip(RESOLVER, CLIENT, 17, struct.pack("!HHHH", 53, 5353, 8 + len(body), 0) + body))

    def visit(self, name, up, down, port=443):
        """A connection that is opened, names itself, moves octets and is closed."""
        server, ports = bytes((10, 9, 1, next(self.ports) % 250)), (next(self.ports), port)
        back = ports[::-1]
        self.put(_tcp(CLIENT, server, ports, 0, flags=SYN))
        self.put(_tcp(server, CLIENT, back, 0, flags=SYN | ACK))
        first = hello(name) if port == 443 else f"GET / HTTP/1.1\r\nHost: {name}\r\n\r\n".encode()
        sent = received = 1
        for payload in [first] + [bytes(1400)] * (up // 1400):
            self.put(_tcp(CLIENT, server, ports, sent, payload))
            sent += len(payload)
        for _ in range(down // 1400):
            self.put(_tcp(server, CLIENT, back, received, bytes(1400)))
            received += 1400
        self.put(_tcp(CLIENT, server, ports, sent, flags=FIN | ACK))
        self.put(_tcp(server, CLIENT, back, received, flags=FIN | ACK))

    def write(self, path):
        with open(path, "wb") as file:
            file.write(struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, 101))  # LINKTYPE_RAW
            for at, ip in self.packets:
                moment = 1_700_000_000 + at
                file.write(struct.pack("<IIII", int(moment), int(moment % 1 * 1e6), len(ip), len(ip)) + ip)
