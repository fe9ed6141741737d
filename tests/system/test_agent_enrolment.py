"""Certificates and tokens that are no good any more: a sentence with the mend, from the command and from the running agent."""
import json
import pathlib
import signal
import subprocess
import tempfile
import unittest

from tests.support.lab import AGENT, COLLECTOR, ROOT, run, wait_for

WORK = ROOT / "tests" / "data" / "captures" / "work.pcap"


class AgentEnrolment(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="desirepath-enrolment-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.state = self.folder / "state"
        self.gate = self.collector("own")

    def collector(self, name):
        """Starts a lab's collector of this name; the address of its gate."""
        run(COLLECTOR, "init", self.folder / name, "--lab", "--k", 1, "--window-seconds", 3600)
        server = subprocess.Popen([str(COLLECTOR), "serve", "--dir", str(self.folder / name)],
                                  stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.addCleanup(self.stop, server)
        endpoints = self.folder / name / "run/endpoints.json"
        wait_for("the gate", endpoints.exists)
        return json.loads(endpoints.read_text())["gate"]

    def stop(self, child):
        child.send_signal(signal.SIGTERM)
        child.wait(20)

    def token(self, uses, name="own"):
        said = run(COLLECTOR, "token", "create", "--uses", uses, "--dir", self.folder / name).stdout
        return next(word for word in said.split() if word.startswith("dp1."))

    def enroll(self, token, state, code=0):
        return run(AGENT, "enroll", "--gate", self.gate, "--token", token, "--state", state, code=code)

    def refused(self, token, *said, code=1):
        done = self.enroll(token, self.folder / "other", code=code)
        self.assertEqual(1, len(done.stderr.splitlines()), done.stderr)
        for part in said:
            self.assertIn(part, done.stderr)
        self.assertFalse((self.folder / "other/uplink/device.pem").exists())

    def last_session(self):
        """What the running agent says of its last visit at the gate."""
        with open(self.folder / "agent.log", "a") as log:
            agent = subprocess.Popen([str(AGENT), "run", "--state", str(self.state), "--lab", "--replay", str(WORK)], stderr=log)
        self.addCleanup(self.stop, agent)
        wait_for("the console", lambda: (self.state / "run/agent.sock").exists())

        def failed():
            said = json.loads(run(AGENT, "status", "--json", "--state", self.state).stdout)["last_session"]
            return said if "certificate" in said else None
        said = wait_for("the failure", failed, 60)
        self.assertIsNone(agent.poll())
        return said

    def test_a_used_up_token(self):
        token = self.token(1)
        self.enroll(token, self.state)
        self.refused(token, "gate " + self.gate, "join token: used up")

    def test_tokens_that_are_none_or_anothers(self):
        self.refused("dp1.nonsense", "join token", code=2)
        self.collector("foreign")
        self.refused(self.token(1, "foreign"), "not the one this join token was made for", "ask for a new token", code=2)

    def test_an_expired_certificate_with_a_used_up_token(self):
        self.enroll(self.token(1), self.state)
        uplink = self.state / "uplink"
        run("openssl", "req", "-new", "-key", uplink / "device.key", "-subj", "/CN=device", "-out", self.folder / "request.pem")
        run("openssl", "x509", "-req", "-in", self.folder / "request.pem", "-CA", self.folder / "own/pki/ca.pem",
            "-CAkey", self.folder / "own/pki/ca.key", "-CAcreateserial", "-CAserial", self.folder / "serial", "-days", "-1",
            "-out", uplink / "device.pem")
        said = self.last_session()
        self.assertIn("certificate: expired", said)
        self.assertIn("join token: used up", said)

    def test_a_gate_of_another_authority(self):
        self.enroll(self.token(1), self.state)
        (self.state / "uplink/gate").write_text(self.collector("foreign"))
        said = self.last_session()
        self.assertIn("not from an authority this device trusts", said)
        self.assertIn("desirepath-agent enroll", said)


if __name__ == "__main__":
    unittest.main()
