"""Certificates over the years: revoking a device, a new authority in two steps, a PKI of the organisation's own."""
import json
import pathlib
import shutil
import signal
import subprocess
import tempfile
import unittest

from tests.support.lab import AGENT, COLLECTOR, ROOT, run, wait_for

WORK = ROOT / "tests" / "data" / "captures" / "work.pcap"
SERVED = "the gate has what was due"


class Certificates(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="desirepath-certificates-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.dir = self.folder / "collector"
        run(COLLECTOR, "init", self.dir, "--lab", "--k", 1, "--window-seconds", 10)
        self.start_collector()

    def start_collector(self):
        endpoints = self.dir / "run/endpoints.json"
        endpoints.unlink(missing_ok=True)
        self.server = subprocess.Popen([str(COLLECTOR), "serve", "--dir", str(self.dir)], stdout=subprocess.DEVNULL,
                                       stderr=subprocess.DEVNULL)
        self.addCleanup(self.stop, self.server)
        wait_for("the gate", endpoints.exists)
        self.gate = json.loads(endpoints.read_text())["gate"]

    def stop(self, child):
        if child.poll() is None:
            child.send_signal(signal.SIGTERM)
        child.wait(20)

    def collector(self, *words, code=0):
        return run(COLLECTOR, *words, "--dir", self.dir, code=code)

    def token(self):
        return next(word for word in self.collector("token", "create").stdout.split() if word.startswith("dp1."))

    def enroll(self, name, token=None, code=0):
        """Enrols a device; the number the gate knows it by."""
        done = run(AGENT, "enroll", "--gate", self.gate, "--token", token or self.token(), "--state", self.folder / name, code=code)
        return done.stdout.rsplit(" ", 1)[-1].strip()

    def visit(self, name, said):
        """Runs the agent of this name until its last session says so."""
        state = self.folder / name
        with open(self.folder / "agent.log", "a") as log:
            agent = subprocess.Popen([str(AGENT), "run", "--state", str(state), "--lab", "--replay", str(WORK)], stderr=log)
        try:
            wait_for("the console", lambda: (state / "run/agent.sock").exists())
            ask = lambda: json.loads(run(AGENT, "status", "--json", "--state", state).stdout)["last_session"]
            return wait_for(said, lambda: said in ask() and ask(), 60)
        finally:
            self.stop(agent)

    def issuers(self):
        shown = self.collector("authority", "show").stdout
        return [line for line in shown.splitlines() if line.startswith("ca.pem")]

    def test_a_revoked_device_is_refused_from_its_next_call_on(self):
        number = self.enroll("a")
        self.visit("a", SERVED)
        self.assertIn(number, self.collector("device", "list").stdout)
        self.assertIn("device list", self.collector("device", "revoke", "0" * 32, code=1).stderr)
        self.assertIn("32 hexadecimal digits", self.collector("device", "revoke", "laptop-7", code=2).stderr)
        self.collector("device", "revoke", number)
        self.assertRegex(self.collector("device", "list").stdout, number + r"  ends \S+  REVOKED")
        self.visit("a", "revoked")
        self.assertIn("device-revoked", self.collector("audit", "export").stdout)
        self.enroll("a")  # a new token gives it another number
        self.visit("a", SERVED)

    def test_a_new_authority_takes_the_olds_place_in_two_steps(self):
        self.enroll("before")
        self.assertEqual(1, len(self.issuers()))
        self.collector("authority", "rotate")
        self.assertEqual(2, len(self.issuers()))
        self.assertIn("under way", self.collector("authority", "rotate", code=1).stderr)
        self.enroll("during")
        for name in ("before", "during"):  # both are let in, and both can check the gate
            self.visit(name, SERVED)
        self.assertIn("--early", self.collector("authority", "finish", code=1).stderr)
        self.collector("authority", "finish", "--early")
        self.assertEqual(1, len(self.issuers()))
        self.visit("during", SERVED)
        self.visit("before", "certificate")  # it has not renewed, so it knows only the old one
        self.enroll("before")
        self.visit("before", SERVED)
        self.assertIn("no rotation", self.collector("authority", "finish", code=1).stderr)

    def test_devices_of_an_own_pki_join_without_a_token(self):
        pki = self.folder / "pki"
        pki.mkdir()
        self.make_pki(pki)
        self.stop_and_take(pki)
        shown = self.collector("authority", "show").stdout
        self.assertIn("a PKI of your own", shown)
        state = self.folder / "own"
        files = ("--certificate", pki / "device.pem", "--ca", pki / "ca.pem", "--signers", self.dir / "policy/signers")
        run(AGENT, "enroll", "--gate", self.gate, *files, "--key", pki / "device.key", "--state", state)
        self.visit("own", SERVED)
        self.assertIn("own PKI", run(AGENT, "enroll", "--gate", self.gate, "--state", state, code=2).stderr)
        wrong = run(AGENT, "enroll", "--gate", self.gate, *files, "--key", pki / "gate.key", "--state", state, code=2).stderr
        self.assertIn("is not the private key", wrong)
        self.assertIn("no authority's key", run(AGENT, "enroll", "--gate", self.gate, "--token", self.token(), "--state",
                                                self.folder / "other", code=1).stderr)
        self.collector("device", "revoke", pki / "device.pem")
        self.visit("own", "revoked")

    def stop_and_take(self, pki):
        """The collector starts again, with the files of this PKI in place of its own."""
        self.stop(self.server)
        for name in ("gate.pem", "gate.key", "collector.pem", "collector.key", "ca.pem"):
            shutil.copy(pki / name, self.dir / "pki" / name)
        (self.dir / "pki/ca.key").unlink()
        self.start_collector()

    def make_pki(self, pki):
        """An authority of the organisation's, as openssl makes it, with certificates for gate, intake and a device."""
        def openssl(*words):
            run("openssl", *words, cwd=pki)
        openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "ca.key", "-out", "ca.pem",
                "-subj", "/CN=Example PKI", "-days", "30")
        for name, names, use in (("gate", "DNS:desirepath-gate,IP:127.0.0.1", "serverAuth,clientAuth"),
                                 ("collector", "DNS:desirepath-collector", "serverAuth,clientAuth"), ("device", "DNS:d1", "clientAuth")):
            openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", f"{name}.key", "-out", f"{name}.csr",
                    "-subj", f"/CN={name}")
            (pki / f"{name}.ext").write_text(f"subjectAltName={names}\nextendedKeyUsage={use}\n")
            openssl("x509", "-req", "-in", f"{name}.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-out", f"{name}.pem", "-days", "20",
                    "-extfile", f"{name}.ext")
