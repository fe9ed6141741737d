"""A flood on the agent's own interface: it keeps to its budget of processor and memory, says what it leaves out, and comes back."""
import json
import os
import pathlib
import re
import subprocess
import sys
import time
import unittest
import unittest.mock

from tests.support import resident
from tests.support.lab import wait_for
from tests.support.resident import Resident

PERCENT = 1  # the least that can be set: at 2 a flood of 38,000 questions a second is not felt
SECONDS = 130
MOST_MEBIBYTES = 64
# Name questions, each let through by the kernel's filter, as fast as they go.
FLOOD = """
import socket, sys, time
from tests.support.dns_question import question
out = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
asked = [question("host-%d.example" % number) for number in range(256)]
until = time.monotonic() + float(sys.argv[1])
sent = 0
while time.monotonic() < until:
    for one in asked:
        try:
            out.sendto(one, ("127.0.0.1", 53))
        except OSError:
            pass  # "nobody listens" of the one before
        sent += 1
print(sent)
"""


@unittest.skipUnless(os.geteuid() == 0, "a network namespace and an interface need root")
class Budget(Resident):
    def setUp(self):
        # A window of seconds is made, sealed and sent all the time, which no device does.
        with unittest.mock.patch.object(resident, "WINDOW_SECONDS", 3600):
            super().setUp()

    def command_line(self, *words):
        """In a network of its own, so that the flood is nobody else's."""
        return ("unshare", "-n", "sh", "-c", 'ip link set lo up && exec "$@"', "sh", *words)

    def used(self, agent):
        """Its processor's seconds so far, and its memory in MiB."""
        fields = pathlib.Path(f"/proc/{agent.pid}/stat").read_text().rsplit(")", 1)[1].split()
        memory = next(line for line in pathlib.Path(f"/proc/{agent.pid}/status").read_text().splitlines() if line.startswith("VmRSS"))
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK"), int(memory.split()[1]) / 1024

    def test_no_minute_is_over_it_for_longer_than_a_minute(self):
        self.settings.write_text(self.settings.read_text() + f'interfaces = ["lo"]\nbudget_cpu_percent = {PERCENT}\n')
        self.serve()
        agent = self.start_on("--lab")
        wait_for("the policy", lambda: "looking" in self.ask("status"), 60)
        flood = subprocess.Popen(["nsenter", "-t", str(agent.pid), "-n", sys.executable, "-c", FLOOD, str(SECONDS)], stdout=subprocess.PIPE,
                                 text=True)
        self.addCleanup(flood.stdout.close)
        self.addCleanup(flood.kill)
        begun, looks, said = time.monotonic(), [], set()
        while time.monotonic() - begun < SECONDS:
            looks.append((time.monotonic() - begun, *self.used(agent)))
            time.sleep(1)
            if len(looks) % 20:
                continue  # to ask costs it something too
            said |= set(re.findall("to stay within the budget now (.*?),", json.loads(self.ask("status", "--json"))["visibility"]))
        sent = int(flood.communicate()[0])
        whole = looks[-1][1] - looks[0][1]
        minutes = [(at[0], (later[1] - at[1]) / (later[0] - at[0]) * 100) for at in looks for later in looks if 59 <= later[0] - at[0] <= 61]
        figures = (f"{sent / SECONDS:.0f} questions a second; {whole:.2f} s of processor in {SECONDS} s, the first minute {minutes[0][1]:.2f} %, "
                   f"the last {minutes[-1][1]:.2f} %; memory {max(look[2] for look in looks):.1f} MiB; said: {sorted(said)}")
        print(figures)
        self.assertLessEqual(max(share for begins, share in minutes if begins >= 60), PERCENT, figures)
        self.assertLess(max(look[2] for look in looks), MOST_MEBIBYTES, figures)
        self.assertTrue({"names alone", "nothing"} & said, "the flood was not felt: it says nothing of what it leaves out; " + figures)


if __name__ == "__main__":
    unittest.main()
