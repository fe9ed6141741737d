#!/usr/bin/env python3
"""Stands in for desirepath-uplink in tests of the resident agent alone: a gate that is always there, and trusts everybody.

  fake_uplink.py session --state DIR      talks over descriptor 3, as agent/outbox/uplink_pipe.h says

Reads DIR/uplink/bundle.pb for the policy, and appends each frame it is given to DIR/uplink/frames (u32 LE window, 368 octets).
With DIR/uplink/away present it fails as a gate that cannot be reached, or with what stands in that file. DIR/uplink/hours holds by
how many hours the gate's clock differs.
"""
import hashlib
import pathlib
import socket
import struct
import sys
import time

FRAME, FETCH, END, ACCEPTED, BUNDLE, FAILED, DONE = 1, 2, 3, 17, 18, 19, 20


def messages(stream):
    while len(head := stream.read(5)) == 5:
        kind, length = struct.unpack("<BI", head)
        yield kind, stream.read(length)


def main():
    folder = pathlib.Path(sys.argv[sys.argv.index("--state") + 1]) / "uplink"
    pipe = socket.socket(fileno=3)

    def say(kind, payload=b""):
        pipe.sendall(struct.pack("<BI", kind, len(payload)) + payload)

    if (folder / "away").exists():
        say(FAILED, (folder / "away").read_bytes() or b"gate 127.0.0.1:1: cannot be reached; check the network")
        return
    hours = int((folder / "hours").read_text()) if (folder / "hours").exists() else 0
    accepted = 0
    for kind, payload in messages(pipe.makefile("rb")):
        if kind == FRAME:
            with open(folder / "frames", "ab") as frames:
                frames.write(payload)
            accepted += 1
            say(ACCEPTED, struct.pack("<Iq", accepted, int(time.time()) // 3600 + hours))
        elif kind == FETCH:
            bundle = (folder / "bundle.pb").read_bytes()
            same = hashlib.blake2b(bundle, digest_size=32).digest() == payload
            say(BUNDLE, b"" if same else bundle)
        elif kind == END:
            say(DONE)
            return


main()
