"""A question to a name server on loopback, in as many octets as it takes: what tests ask unbound, dnsmasq and bind."""
import os
import socket
import struct


def free_port(kind=socket.SOCK_STREAM):
    """A port of loopback that nobody listens on."""
    with socket.socket(socket.AF_INET, kind) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def question(name, number=b"\x12\x34"):
    """Asks for the IPv4 address of `name`, recursion desired."""
    labels = b"".join(bytes([len(label)]) + label.encode() for label in name.split("."))
    return number + struct.pack("!HHHHH", 0x0100, 1, 0, 0, 0) + labels + b"\0" + struct.pack("!HH", 1, 1)


def ask(port, name):
    """The answer's code (0 sound, 3 no such name) and how many records it has; None where nobody answers."""
    number = os.urandom(2)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        asking.settimeout(2)
        asking.connect(("127.0.0.1", port))
        try:
            asking.send(question(name, number))
            answer = asking.recv(4096)
        except OSError:
            return None
    if answer[:2] != number:
        return None
    return answer[3] & 15, struct.unpack("!H", answer[6:8])[0]
