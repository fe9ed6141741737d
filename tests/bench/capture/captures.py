"""Captures made of our own (tests/data) for the benches, so that any machine can repeat them.

`make_mixed`: in each round the packets of all our captures, filled up to their size on the wire, and bulk transfers behind the
same ClientHellos. `make_handshakes`: connections that begin and end and carry nothing more, as in a flood of short visits: 40 %
TLS, 40 % DNS, 20 % QUIC. Each round lies between addresses of its own, so its flows are its own.
"""
import pathlib
import struct

ROOT = pathlib.Path(__file__).resolve().parents[3]
CAPTURES = sorted((ROOT / "tests/data/captures").glob("*.pcap"))
BULK_FLOWS, BULK_SEGMENTS, SEGMENT = 12, 60, 1448
HEADER = struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 262144, 1)
TCP, UDP = 6, 17


def frames_of(path):
    octets = path.read_bytes()
    at = 24
    while at + 16 <= len(octets):
        _, _, captured, wire = struct.unpack_from("<IIII", octets, at)
        yield octets[at + 16:at + 16 + captured] + b"\x5a" * (wire - captured)
        at += 16 + captured


def transport_of(frame):
    """(protocol, place of the transport header) of an Ethernet frame without tags."""
    if frame[12:14] == b"\x08\x00":
        return frame[23], 14 + (frame[14] & 15) * 4
    return frame[20], 54


def is_tcp(frame):
    return transport_of(frame)[0] == TCP


def hello_payloads():
    """What clients sent first, whole in one segment."""
    for frame in frames_of(ROOT / "tests/data/captures/tls.pcap"):
        protocol, at = transport_of(frame)
        if protocol == TCP:
            payload = at + (frame[at + 12] >> 4) * 4
            if frame[payload:payload + 1] == b"\x16" and frame[payload + 5:payload + 6] == b"\x01":
                yield frame[payload:]


def segment(up, port, seq, ack, flags, payload=b""):
    ends, ports = ((b"\x0a\x4d\0\1\x0a\x4d\0\2", (port, 443)) if up else (b"\x0a\x4d\0\2\x0a\x4d\0\1", (443, port)))
    tcp = struct.pack(">HHIIBBHHH", *ports, seq & 0xFFFFFFFF, ack & 0xFFFFFFFF, 0x50, flags, 65535, 0, 0) + payload
    ip = struct.pack(">BBHHHBBH", 0x45, 0, 20 + len(tcp), 1, 0x4000, 64, 6, 0) + ends
    return b"\2\0\0\0\0\1\2\0\0\0\0\2\x08\0" + ip + tcp


def tls_flow(port, hello, segments):
    """One clean connection: handshake, hello, `segments` down with an acknowledgement for each two, FIN both ways."""
    frames = [segment(True, port, 1000, 0, 2), segment(False, port, 5000, 1001, 0x12), segment(True, port, 1001, 5001, 0x10)]
    frames += [segment(True, port, 1001 + at, 5001, 0x18, hello[at:at + SEGMENT]) for at in range(0, len(hello), SEGMENT)]
    up, down = 1001 + len(hello), 5001
    for number in range(segments):
        frames.append(segment(False, port, down, up, 0x10, b"\x17\x03\x03" + b"\x5a" * (SEGMENT - 3)))
        down += SEGMENT
        if number % 2:
            frames.append(segment(True, port, up, down, 0x10))
    return frames + [segment(True, port, up, down, 0x11), segment(False, port, down, up + 1, 0x11),
                     segment(True, port, up + 1, down + 1, 0x10)]


def datagram_flows(name, server_port, most):
    """The flows of a capture to a UDP port, each as its first `most` frames."""
    flows = {}
    for frame in frames_of(ROOT / "tests/data/captures" / name):
        protocol, at = transport_of(frame)
        if protocol == UDP:
            source, target = struct.unpack_from(">HH", frame, at)
            if server_port in (source, target):
                flows.setdefault(target if source == server_port else source, []).append(frame)
    return [frames[:most] for frames in flows.values()]


def on_port(frames, port, server_port):
    """The frames of a UDP flow, its client's port another."""
    moved = []
    for frame in frames:
        _, at = transport_of(frame)
        source = struct.unpack_from(">H", frame, at)[0]
        place = at + 2 if source == server_port else at
        moved.append(frame[:place] + struct.pack(">H", port) + frame[place + 2:])
    return moved


def write_rounds(path, frames, rounds, seconds):
    """The frames `rounds` times over, each time between other addresses, rounds `seconds` apart; returns the packets."""
    blob, places = bytearray(), []
    for frame in frames:
        blob += struct.pack("<IIII", 0, 0, len(frame), len(frame))
        four = frame[12:14] == b"\x08\x00"
        places.append((len(blob) - 16, (len(blob) + 27, len(blob) + 31) if four else (len(blob) + 30, len(blob) + 46)))
        blob += frame
    with open(path, "wb") as out:
        out.write(HEADER)
        for number in range(rounds):
            whole, part = divmod(number * seconds, 1)
            when, tag = struct.pack("<II", 1_780_000_000 + int(whole), int(part * 1e6)), struct.pack(">H", number)
            for at, addresses in places:
                blob[at:at + 8] = when
                for address in addresses:
                    blob[address:address + 2] = tag
            out.write(blob)
    return len(frames) * rounds


def mixed_frames(segments=BULK_SEGMENTS):
    hellos = list(hello_payloads())
    frames = [frame for capture in CAPTURES for frame in frames_of(capture)]
    for number in range(BULK_FLOWS):
        frames += tls_flow(20000 + number, hellos[number % len(hellos)], segments)
    return frames


def make_mixed(path, megabytes, wanted=lambda frame: True, segments=BULK_SEGMENTS):
    """Returns (packets, rounds)."""
    frames = [frame for frame in mixed_frames(segments) if wanted(frame)]
    rounds = megabytes * 1000 * 1000 // (sum(map(len, frames)) + 16 * len(frames)) + 1
    return write_rounds(path, frames, rounds, 1), rounds


HANDSHAKE_ROUND = 100  # flows


def make_handshakes(path, flows):
    """Returns (packets, names that a reader should find): all flows within a minute."""
    hellos = list(hello_payloads())
    questions = datagram_flows("dns.pcap", 53, 2) + datagram_flows("tls.pcap", 53, 2)
    initials = datagram_flows("quic.pcap", 443, 3)
    parts = []
    for number in range(HANDSHAKE_ROUND):
        port, kind = 20000 + number, number % 5
        if kind < 2:
            parts.append(tls_flow(port, hellos[number % len(hellos)], 1))
        elif kind < 4:
            parts.append(on_port(questions[number % len(questions)], port, 53))
        else:
            parts.append(on_port(initials[number % len(initials)], port, 443))
    deepest = max(map(len, parts))
    frames = [part[step] for step in range(deepest) for part in parts if step < len(part)]  # side by side, as on a busy wire
    rounds = flows // HANDSHAKE_ROUND
    return write_rounds(path, frames, rounds, 60 / rounds), rounds * HANDSHAKE_ROUND
