#!/usr/bin/env python3
"""One end of a VPN for tests: packets of a tun device go out as datagrams that show nothing of what is in them, and come back.

  tunnel.py DEVICE OWN_ADDRESS PEER_ADDRESS
"""
import fcntl
import os
import select
import socket
import struct
import sys

TUNSETIFF, IFF_TUN, IFF_NO_PI, PORT = 0x400454CA, 1, 0x1000, 51820
SEAL = bytes(octet ^ 0x5A for octet in range(256))

device, own, peer = sys.argv[1:]
tun = os.open("/dev/net/tun", os.O_RDWR)
fcntl.ioctl(tun, TUNSETIFF, struct.pack("16sH22x", device.encode(), IFF_TUN | IFF_NO_PI))
outer = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
outer.bind((own, PORT))
outer.connect((peer, PORT))
print("ready", flush=True)
while True:
    for ready in select.select([tun, outer], [], [])[0]:
        try:
            if ready == tun:
                outer.send(os.read(tun, 65536).translate(SEAL))
            else:
                os.write(tun, outer.recv(65536).translate(SEAL))
        except OSError:  # the other end is not there yet
            pass
