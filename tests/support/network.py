"""A small network of two namespaces for system tests: a device, and everything it talks to on the other side.

Made by root with iproute2, named after the process, gone with `close`. The device's links come and go as the test says; the
other side answers TCP on port 443 of SERVER whichever way it is reached, unless the test brings servers of its own.
"""
import os
import pathlib
import shutil
import subprocess
import sys

from tests.support.lab import wait_for
from tests.support.packets import hello

SERVER = "192.0.2.1"
TUNNEL = pathlib.Path(__file__).with_name("tunnel.py")
SERVE = """
import socket, threading
listener = socket.create_server(("", 443), backlog=64)
print("ready", flush=True)
def answer(peer):
    peer.recv(65536)
    peer.sendall(bytes(1000))
    peer.recv(65536)
    peer.close()
while True:
    threading.Thread(target=answer, args=(listener.accept()[0],), daemon=True).start()
"""
VISIT = """
import socket, sys
peer = socket.create_connection((sys.argv[1], 443), timeout=10)
peer.sendall(bytes.fromhex(sys.argv[2]))
left = 1000
while left: left -= len(peer.recv(left))
peer.shutdown(socket.SHUT_WR)
peer.recv(1)
"""


def why_not():
    """Why this machine cannot have the network, or nothing."""
    if os.geteuid() != 0 or shutil.which("ip") is None:
        return "network namespaces need root and iproute2"
    made = subprocess.run(["ip", "netns", "add", "dp-probe-%d" % os.getpid()], capture_output=True, text=True)
    subprocess.run(["ip", "netns", "del", "dp-probe-%d" % os.getpid()], capture_output=True)
    return made.stderr.strip()


class Network:
    def __init__(self, answers=True):
        self.device, self.world = "dp-device-%d" % os.getpid(), "dp-world-%d" % os.getpid()
        self.children, self.links = [], {}
        for space in (self.device, self.world):
            self.ip("netns", "add", space)
            self.ip("-n", space, "link", "set", "lo", "up")
        self.ip("-n", self.world, "address", "add", SERVER + "/32", "dev", "lo")
        if answers:
            server = self.start(self.world, sys.executable, "-c", SERVE)
            assert server.stdout.readline() == "ready\n"

    @staticmethod
    def ip(*words):
        subprocess.run(["ip", *words], check=True, capture_output=True, text=True)

    @staticmethod
    def inside(space, *words):
        return ["ip", "netns", "exec", space, *[str(word) for word in words]]

    def start(self, space, *words):
        child = subprocess.Popen(self.inside(space, *words), stdout=subprocess.PIPE, text=True)
        self.children.append(child)
        return child

    def plug(self, name):
        """A link to the world: the device is 10.N.0.2 on it, the world 10.N.0.1."""
        number = self.links.setdefault(name, len(self.links) + 1)
        self.link(name)
        for space, link, end in ((self.device, name, 2), (self.world, "to-" + name, 1)):
            self.ip("-n", space, "address", "add", f"10.{number}.0.{end}/24", "dev", link)
        self.lead_everywhere(name)

    def link(self, name):
        """A link without addresses and routes."""
        self.ip("link", "add", name, "netns", self.device, "type", "veth", "peer", "name", "to-" + name, "netns", self.world)
        for space, link in ((self.device, name), (self.world, "to-" + name)):
            self.ip("-n", space, "link", "set", link, "up")

    def lead_everywhere(self, name):
        self.ip("-n", self.device, "route", "replace", "default", "via", f"10.{self.links[name]}.0.1", "dev", name)

    def unplug(self, name):
        self.ip("-n", self.device, "link", "del", name)

    def visit(self, name):
        subprocess.run(self.inside(self.device, sys.executable, "-c", VISIT, SERVER, hello(name).hex()), check=True, timeout=20)

    def open_tunnel(self, over, name):
        """A VPN client's ways: two routes of half the addresses each lead into a device; what goes in leaves sealed over `over`."""
        outer = f"10.{self.links[over]}.0."
        for space, own, peer, inner in ((self.world, 1, 2, "10.99.0.1"), (self.device, 2, 1, "10.99.0.2")):
            child = self.start(space, sys.executable, TUNNEL, name, outer + str(own), outer + str(peer))
            assert child.stdout.readline() == "ready\n"
            self.ip("-n", space, "address", "add", inner + "/24", "dev", name)
            self.ip("-n", space, "link", "set", name, "up")
        for half in ("0.0.0.0/1", "128.0.0.0/1"):
            self.ip("-n", self.device, "route", "add", half, "dev", name)

    def close(self):
        for child in self.children:
            child.kill()
            child.wait(20)
            child.stdout.close()
        for space in (self.device, self.world):
            subprocess.run(["ip", "netns", "del", space], capture_output=True)
