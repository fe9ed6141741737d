"""C25: under the system calls' own record, the agent writes no host name and no packet, to a file, a socket or its uplink."""
import os
import pathlib
import re
import signal
import subprocess

from tests.support.lab import AGENT, run, wait_for
from tests.support.resident import WORK, Resident

# A written string as strace prints it with -xx: \x68\x69 and so on.
WRITTEN = re.compile(rb'"((?:\\x[0-9a-f]{2})*)"')
CALLS = "write,writev,pwrite64,pwritev,pwritev2,sendto,sendmsg,sendmmsg,memfd_create"
# A packet of the replayed capture that was kept would be longer than this, octet for octet.
SHORTEST_PACKET_PIECE = 24


def names_in(capture):
    seen = run(AGENT, "observe", "--format", "jsonl", capture).stdout
    return sorted(set(re.findall(r'"name":"([^"]+)"', seen)))


def pieces_of(capture):
    """From each packet's payload one stretch that says which packet it is: random octets of a hello, say."""
    octets = capture.read_bytes()
    return {octets[at:at + SHORTEST_PACKET_PIECE] for at in range(200, len(octets) - SHORTEST_PACKET_PIECE, 997)
            if len(set(octets[at:at + SHORTEST_PACKET_PIECE])) > 16}


class NoContent(Resident):
    def command_line(self, *words):
        return ["strace", "-f", "-qq", "-xx", "-s", "1000000", "-e", f"trace={CALLS}", "-e", "signal=none", "-o", str(self.folder / "calls"), *words]

    def stop(self, agent):
        # The agent is the tracer's child, and the tracer ends with it.
        traced = self.children_of(agent.pid) if agent.poll() is None and agent.args[0] == "strace" else []
        for pid in traced or [agent.pid] * (agent.poll() is None):
            os.kill(pid, signal.SIGTERM)
        self.assertEqual(0, agent.wait(60))

    @staticmethod
    def children_of(pid):
        return [int(child) for child in pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]

    def written(self):
        for call in (self.folder / "calls").read_bytes().splitlines():
            octets = b"".join(bytes.fromhex(text.decode().replace("\\x", "")) for text in WRITTEN.findall(call))
            if octets:
                yield octets

    def test_what_is_written_holds_no_name_and_no_packet(self):
        self.serve()
        agent = self.start("--lab")
        wait_for("a first tool in the ledger", lambda: any("Slack" in fact["words"] for fact in self.facts()), 240)
        self.stop(agent)
        written = b"\n".join(self.written())
        self.assertGreater(len(written), 100_000)
        self.assertIn(b"Slack", written)  # the ledger as it was asked for: the record sees what is written
        names = names_in(WORK)
        self.assertGreater(len(names), 5)
        self.assertEqual([], [name for name in names if name.encode() in written])
        pieces = pieces_of(WORK)
        self.assertGreater(len(pieces), 20)
        self.assertEqual([], [piece.hex() for piece in pieces if piece in written])

    def test_the_record_would_see_a_name(self):
        trace = self.folder / "calls"
        subprocess.run(self.command_line("python3", "-c", "import os; os.write(1, b'www.figma.com')"), stdout=subprocess.DEVNULL, check=True)
        self.assertTrue(trace.exists())
        self.assertIn(b"www.figma.com", b"\n".join(self.written()))
