"""C2: what a watcher between agents and gate sees of two machines, one that works and one that idles.

`Relay` stands between an agent and the gate and notes time, direction and size of what passes; nothing is decrypted.
"""
import select
import socket
import subprocess
import threading
import time

from tests.support.lab import AGENT, run, wait_for

# A capture with one packet that says nothing (ARP): the idle machine's.
ONE_PACKET = (bytes.fromhex("d4c3b2a1020004000000000000000000ffff000001000000" "0000006a000000002a0000002a000000")
              + b"\xff" * 6 + bytes.fromhex("020000000001" "0806" "0001080006040001") + bytes(20))


class Relay:
    """Listens on a free port of loopback and passes all on to `gate` ("host:port")."""

    def __init__(self, gate):
        host, port = gate.rsplit(":", 1)
        self.gate = (host, int(port))
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.address = "127.0.0.1:%d" % self.listener.getsockname()[1]
        self.connections = []  # [begun, octets up, octets down]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            seen = [time.monotonic(), 0, 0]
            self.connections.append(seen)
            threading.Thread(target=self.pass_on, args=(client, seen), daemon=True).start()

    def pass_on(self, client, seen):
        with client, socket.create_connection(self.gate) as gate:
            while True:
                for end in select.select([client, gate], [], [])[0]:
                    try:
                        octets = end.recv(65536)
                        (gate if end is client else client).sendall(octets)
                    except OSError:
                        return
                    if not octets:
                        return
                    seen[1 if end is client else 2] += len(octets)

    def close(self):
        self.listener.close()


def watched_agent(lab, name, captures):
    """A real agent, enrolled and running through a relay of its own; (its process, the relay)."""
    relay = Relay(lab.endpoints["gate"])
    folder, config = lab.folder / name, lab.folder / (name + ".toml")
    folder.mkdir()
    config.write_text('state_dir = "%s"\ndepartment = "everyone"\nlab = true\n' % folder)
    run(AGENT, "enroll", "--config", config, "--gate", relay.address, "--token", lab.token())
    log = open(lab.folder / (name + ".log"), "wb")
    agent = subprocess.Popen([str(AGENT), "run", "--config", str(config), "--lab", "--replay", *map(str, captures)],
                             stdout=log, stderr=log)
    lab.children.append(agent)
    del relay.connections[:]  # the enrolment
    return agent, relay


def record(lab, busy_captures, sessions):
    """Lets a busy and an idle agent run side by side until each was at the gate `sessions` times: the two lists of connections."""
    empty = lab.folder / "idle.pcap"
    empty.write_bytes(ONE_PACKET)
    agents = [watched_agent(lab, "busy", busy_captures), watched_agent(lab, "idle", [empty])]
    wait_for("%d visits of both agents" % sessions, lambda: all(len(relay.connections) > sessions for _, relay in agents), 240)
    for agent, relay in agents:
        agent.terminate()
        agent.wait(30)
        relay.close()
    # The last one may have been cut off by the end.
    return [sorted(relay.connections)[:sessions] for _, relay in agents]
