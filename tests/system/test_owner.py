"""Whose connection it is: the class of the program by its control group, in `observe --flows` and in the daemon's status."""
import json
import os
import pathlib
import signal
import socket
import subprocess
import sys
import threading
import unittest

from tests.support.lab import AGENT, wait_for
from tests.support.packets import hello
from tests.support.resident import Resident

ROOTS = [pathlib.Path("/sys/fs/cgroup"), pathlib.Path("/sys/fs/cgroup/unified")]
ROOT = next((root for root in ROOTS if (root / "cgroup.controllers").exists()), None)
PERSON = "user.slice/user-64123.slice/user@64123.service/app.slice"  # no person of this machine
UNITS = {
    "browser": f"{PERSON}/app-gnome-firefox\\x2desr-7.scope",
    "desktop-client": f"{PERSON}/app-gnome-slack-8.scope",
    "command-line": f"{PERSON}/app-org.gnome.Terminal.slice/vte-spawn-9.scope",
    "service": "system.slice/desirepath-test-%d.service" % os.getpid(),
}
# Joins a group, opens a connection, says hello and stays until it is told to go.
PROGRAM = """
import os, socket, sys
group, port, hello = sys.argv[1], int(sys.argv[2]), bytes.fromhex(sys.argv[3])
open(group + "/cgroup.procs", "w").write(str(os.getpid()))
peer = socket.create_connection(("127.0.0.1", port))
peer.sendall(hello)
peer.recv(1)
print("said", flush=True)
sys.stdin.read()
"""


def answer(listener):
    peers = []
    while True:
        try:
            peers.append(listener.accept()[0])
        except OSError:
            return
        peers[-1].recv(65536)
        peers[-1].sendall(b"!")


@unittest.skipUnless(os.geteuid() == 0, "an interface needs the right to capture, a control group its owner's")
@unittest.skipUnless(ROOT, "this machine has no control groups of version 2")
class Owner(Resident):
    def setUp(self):
        super().setUp()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.addCleanup(self.listener.close)
        threading.Thread(target=answer, args=(self.listener,), daemon=True).start()

    def make(self, unit):
        """The group's folder; what was made of its path goes again when the test ends."""
        for folder in [*reversed((ROOT / unit).relative_to(ROOT).parents), pathlib.Path(unit)]:
            path = ROOT / folder
            if not path.exists():
                try:
                    path.mkdir()
                except OSError as error:
                    self.skipTest(f"control groups cannot be made here: {error}")
                self.addCleanup(wait_for, f"{path} to be empty", lambda path=path: self.gone(path))
        return ROOT / unit

    @staticmethod
    def gone(path):
        try:
            path.rmdir()
        except OSError:  # its last task is still on its way out
            return False
        return True

    def open(self, name, unit):
        words = [sys.executable, "-c", PROGRAM, self.make(unit), str(self.listener.getsockname()[1]), hello(name).hex()]
        program = subprocess.Popen([str(word) for word in words], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.addCleanup(program.stdout.close)
        self.addCleanup(program.wait, 20)
        self.addCleanup(program.stdin.close)
        self.assertEqual("said\n", program.stdout.readline())

    def test_flows_say_what_class_of_program_opened_them(self):
        reader = subprocess.Popen([str(AGENT), "observe", "--interface", "lo", "--flows", "--format", "jsonl"],
                                  stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.addCleanup(reader.wait, 20)
        self.addCleanup(reader.kill)
        wait_for("the interface", lambda: "Seccomp:\t2" in pathlib.Path(f"/proc/{reader.pid}/status").read_text())
        wanted = {f"{owner}.example": owner for owner in UNITS}
        for owner, unit in UNITS.items():
            self.open(f"{owner}.example", unit)
        self.open("root.example", "desirepath-test-%d" % os.getpid())  # in a group of no unit
        wanted["root.example"] = "unknown"
        names = set()
        while names < set(wanted):
            names.add(json.loads(reader.stdout.readline()).get("name"))
        reader.send_signal(signal.SIGINT)
        output, said = reader.communicate(timeout=20)
        flows = [record for record in map(json.loads, output.splitlines()) if "flow" in record]
        self.assertEqual(wanted, {flow["name"]: flow["owner"] for flow in flows if flow["name"] in wanted})
        self.assertNotIn("owners are unknown", said)
        self.assertNotIn("firefox", output)  # the class, never the program

    def test_the_daemon_counts_tools_by_class_and_tells_only_who_may_steer(self):
        self.start_on("--interface", "lo", "--lab")
        wait_for("the interface", lambda: json.loads(self.ask("status", "--json"))["interfaces"] == ["lo"])
        self.open("app.slack.com", UNITS["browser"])
        self.open("slack.com.evil.example", UNITS["service"])  # no tool's
        wait_for("the class", lambda: "browser 1" in json.loads(self.ask("status", "--json"))["programs"], 20)
        self.assertEqual("browser 1, desktop-client 0, command-line 0, service 0, unknown 0",
                         json.loads(self.ask("status", "--json"))["programs"])


if __name__ == "__main__":
    unittest.main()
