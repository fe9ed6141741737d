"""What comes between a device and the gate, and passes: the network is gone, a clock is moved, a certificate ends, the
collector is upgraded. Nobody has to do anything, and of each device each window is counted once."""
import contextlib
import json
import os
import pathlib
import signal
import sqlite3
import subprocess
import tempfile
import time
import unittest

from tests.support.installed import program
from tests.support.lab import AGENT, COLLECTOR, ROOT, run, wait_for
from tests.support.wire_cut import WireCut

WORK = ROOT / "tests/data/captures/work.pcap"
WINDOW_SECONDS = 20
FRAMES = 128  # of a device in a window
FAKETIME = "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1"


class Device(unittest.TestCase):
    """A collector, a device that is enrolled through a wire that can be cut, and what each of them says."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="desirepath-interruptions-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.dir, self.state = self.folder / "collector", self.folder / "state"
        departments = self.folder / "departments.csv"
        departments.write_text("id,name,parent,devices\nsales,Sales,,20\n")
        run(COLLECTOR, "init", self.dir, "--lab", "--k", 1, "--window-seconds", WINDOW_SECONDS, "--departments", departments)
        self.collector_log = self.folder / "collector.log"
        self.arrived, self.heartbeats = {}, {}
        self.offset = self.folder / "offset"  # of a clock that a test moves
        self.serve()
        self.wire = WireCut(self.endpoints["gate"])
        self.addCleanup(self.wire.close)
        self.settings = self.folder / "agent.toml"
        self.settings.write_text(f'state_dir = "{self.state}"\ndepartment = "sales"\nlab = true\n')

    def moved_clock(self):
        """The environment of a program whose wall clock is what the file says (+7200 seconds), read again each second."""
        program("faketime")
        self.offset.write_text("+0\n")
        return {**os.environ, "LD_PRELOAD": FAKETIME, "FAKETIME_TIMESTAMP_FILE": str(self.offset), "FAKETIME_CACHE_DURATION": "1",
                "FAKETIME_DONT_FAKE_MONOTONIC": "1"}

    def serve(self, environment=None):
        endpoints = self.dir / "run/endpoints.json"
        with open(self.collector_log, "a") as log:
            self.server = subprocess.Popen([str(COLLECTOR), "serve", "--dir", str(self.dir)], env=environment, stdout=log, stderr=log)
        self.addCleanup(self.stop, self.server)
        self.endpoints = json.loads(wait_for("the collector", lambda: endpoints.exists() and endpoints.read_text()))

    def stop(self, child):
        if child.poll() is None:
            child.send_signal(signal.SIGTERM)
            self.assertEqual(0, child.wait(30))

    def enroll(self, uses=1):
        said = run(COLLECTOR, "token", "create", "--uses", uses, "--dir", self.dir).stdout
        token = next(word for word in said.split() if word.startswith("dp1."))
        return run(AGENT, "enroll", "--gate", self.wire.address, "--token", token, "--state", self.state).stdout

    def start_agent(self, environment=None):
        with open(self.folder / "agent.log", "a") as log:
            agent = subprocess.Popen([str(AGENT), "run", "--config", str(self.settings), "--replay", str(WORK), "--replay-seconds",
                                      str(WINDOW_SECONDS)], env=environment, stderr=log)
        self.addCleanup(self.stop, agent)
        wait_for("the console", lambda: (self.state / "run/agent.sock").exists())
        return agent

    def ask(self, *words, code=0):
        return run(AGENT, *words, "--config", self.settings, code=code).stdout

    def entries(self):
        return json.loads(self.ask("ledger", "--json"))["entries"]

    def sending(self):
        """Whether a window is on its way: some of its frames are at the gate, others not yet."""
        states = {}
        for entry in self.entries():
            states.setdefault(entry["window"], set()).add(entry["state"])
        return any({"sent", "queued"} <= found for found in states.values())


class Interruptions(Device):
    def look(self):
        """Keeps what has come of each open window, and gives the numbers of the published ones."""
        with contextlib.closing(sqlite3.connect(f"file:{self.dir}/window.db?mode=ro", uri=True)) as database:
            for window, new in database.execute("SELECT window, facts + dummies FROM arrived").fetchall():
                self.arrived[window] = max(self.arrived.get(window, 0), new)
            for window, count in database.execute("SELECT window, count FROM cell WHERE kind = 1").fetchall():
                self.heartbeats[window] = count
        done = run(COLLECTOR, "window", "list", "--format", "json", "--dir", self.dir, code=None)
        if done.returncode:  # the tables of the first window are being made
            self.assertIn("published.db", done.stderr)
            return []
        return sorted(window["window"] for window in json.loads(done.stdout)["windows"] if window["state"] == "published")

    def counted(self, windows):
        """Waits until so many windows are published that have the device: each has its HEARTBEAT once, and all of its frames."""
        with_it = wait_for(f"{windows} windows with the device", lambda: [number for number in self.look() if number in self.heartbeats][windows - 1:],
                           60 + 2 * windows * WINDOW_SECONDS)
        first = min(self.heartbeats)
        for number in range(first, with_it[0] + 1):
            self.assertEqual((number, 1, FRAMES), (number, self.heartbeats.get(number), self.arrived.get(number)))
        self.assertFalse([entry for entry in self.entries() if entry["state"] == "dropped"])

    def test_the_network_is_gone_for_a_while(self):
        self.enroll()
        self.start_agent()
        for _ in range(2):
            wait_for("a window on its way", self.sending, 60)
            self.wire.cut()
            time.sleep(WINDOW_SECONDS / 4)  # an hour is the 168th part of a week
            self.wire.mend()
        self.counted(3)

    def test_the_devices_clock_is_moved_and_moved_back(self):
        self.enroll()
        self.start_agent(self.moved_clock())
        for hours in (3, 0, -3, 0):
            wait_for("a window on its way", self.sending, 60)
            self.offset.write_text("%+d\n" % (3600 * hours))
            time.sleep(WINDOW_SECONDS / 4)
        self.counted(3)

    def test_the_collectors_clock_is_set_back_and_forward_again(self):
        self.stop(self.server)
        self.serve(self.moved_clock())
        self.wire.target = self.endpoints["gate"]
        self.enroll()
        self.start_agent()
        wait_for("a window on its way", self.sending, 60)
        self.offset.write_text("-70\n")
        wait_for("its word of it", lambda: "clock: it was moved by" in self.collector_log.read_text())
        self.offset.write_text("+0\n")
        wait_for("a window on its way", self.sending, 60)
        self.counted(3)

    def as_written_by_an_earlier_version(self):
        """Takes back what the newest migration of the gate's and of the published tables has changed; the collector must stand still."""
        versions = {}
        for name, script in (("gate.db", "ALTER TABLE device DROP COLUMN holds;"),
                             ("published.db", "ALTER TABLE window DROP COLUMN first_light;")):
            if not (self.dir / name).exists():
                continue
            with contextlib.closing(sqlite3.connect(self.dir / name)) as database:
                version, = database.execute("PRAGMA user_version").fetchone()
                database.executescript(f"BEGIN; {script} PRAGMA user_version = {version - 1}; COMMIT")
            versions[name] = version
        return versions

    def test_the_collector_is_replaced_by_a_newer_version_while_frames_arrive(self):
        self.enroll()
        self.start_agent()
        self.counted(1)  # something is published
        wait_for("a window on its way", self.sending, 60)
        self.stop(self.server)  # as a package's upgrade does
        versions = self.as_written_by_an_earlier_version()
        self.assertEqual({"gate.db", "published.db"}, set(versions))
        self.serve()
        self.wire.target = self.endpoints["gate"]
        for name, version in versions.items():
            kept = self.dir / f"{name}.before-{version}"
            for file, expected in ((kept, version - 1), (self.dir / name, version)):
                with contextlib.closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as database:
                    self.assertEqual((expected,), database.execute("PRAGMA user_version").fetchone(), file)
        self.counted(3)

    def certificate(self, begins, ends):
        """Puts the device's certificate in place again, as the gate's authority would have made it with these times."""
        uplink, pki = self.state / "uplink", self.dir / "pki"
        name = run("openssl", "x509", "-in", uplink / "device.pem", "-noout", "-subject", "-nameopt", "RFC2253").stdout.strip()
        work = self.folder / "authority"
        work.mkdir()
        (work / "index").touch()
        (work / "conf").write_text(f"[ca]\ndefault_ca = a\n[a]\ndatabase = {work}/index\nnew_certs_dir = {work}\nrand_serial = yes\n"
                                   "default_md = sha256\npolicy = p\n[p]\ncommonName = supplied\n")
        run("openssl", "req", "-new", "-key", uplink / "device.key", "-subj", "/" + name.removeprefix("subject="), "-out", work / "request")
        day = lambda days: time.strftime("%Y%m%d%H%M%SZ", time.gmtime(time.time() + 86400 * days))
        run("openssl", "ca", "-batch", "-notext", "-config", work / "conf", "-cert", pki / "ca.pem", "-keyfile", pki / "ca.key", "-in",
            work / "request", "-startdate", day(begins), "-enddate", day(ends), "-out", uplink / "device.pem")
        return (uplink / "device.pem").read_text()

    def test_a_certificate_that_has_ended_is_mended_by_the_token_that_was_kept(self):
        self.enroll(uses=2)
        ended = self.certificate(-31, -1)
        self.start_agent()
        wait_for("another certificate", lambda: (self.state / "uplink/device.pem").read_text() != ended, 60)
        self.counted(2)

    def test_a_certificate_is_renewed_before_its_end(self):
        self.enroll()
        old = self.certificate(-25, 5)
        self.start_agent()
        wait_for("another certificate", lambda: (self.state / "uplink/device.pem").read_text() != old, 60)
        self.counted(2)


if __name__ == "__main__":
    unittest.main()
