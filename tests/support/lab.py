"""A lab of real programs for the system tests: a collector in a folder of its own, agents, a simulated fleet.

Everything listens on a free port of loopback, lives in one temporary folder and is stopped by `close`. Nothing sleeps for
a fixed time: `wait_for` asks until the answer is there or the deadline has passed.
"""
import json
import os
import pathlib
import select
import shutil
import signal
import subprocess
import tempfile
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(os.environ.get("DESIREPATH_BUILD", ROOT / "build" / "release"))
AGENT = BUILD / "agent" / "desirepath-agent"
UPLINK = BUILD / "agent" / "desirepath-uplink"
COLLECTOR = BUILD / "collector" / "desirepath-collector"
FLEET = BUILD / "tests" / "fleet" / "desirepath-fleet"


def wait_for(what, ask, seconds=30):
    """The first true answer of `ask`; fails with `what` when there is none in time."""
    deadline = time.monotonic() + seconds
    while True:
        answer = ask()
        if answer:
            return answer
        if time.monotonic() > deadline:
            raise AssertionError("waited %d s for %s" % (seconds, what))
        select.select([], [], [], 0.05)


def run(*words, code=0, timeout=120, **more):
    """Runs a command to its end and returns it; fails with its output when the exit code is another."""
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True, timeout=timeout, **more)
    if code is not None and done.returncode != code:
        raise AssertionError("%s: exit %d, wanted %d\n%s%s" % (
            " ".join(str(word) for word in words), done.returncode, code, done.stdout[-3000:], done.stderr[-3000:]))
    return done


class Lab:
    """One collector and what talks to it. `scenario` is the fleet's JSON (a dict)."""

    def __init__(self, scenario, k=10, backfill=6, window_seconds=3600, roles=("all",)):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="desirepath-lab-"))
        self.scenario = self.folder / "scenario.json"
        self.scenario.write_text(json.dumps(scenario))
        self.dir = self.folder / "collector"
        self.k = k
        self.children = []
        self.cookie = ""  # of whoever looks at the page
        departments = self.folder / "departments.csv"
        departments.write_text(run(FLEET, "departments", self.scenario).stdout)
        standings = self.folder / "standings.csv"
        standings.write_text(run(FLEET, "standings", self.scenario).stdout)
        self.prepare()
        run(COLLECTOR, "init", self.dir, "--lab", "--k", k, "--window-seconds", window_seconds, "--backfill", backfill,
            "--departments", departments, "--standings", standings)
        for role in roles:
            self.serve(role)

    def prepare(self):
        """What a test does before the collector's folder is made."""

    def serve(self, role="all", **environment):
        """Starts the collector, or one role of it, and waits until its ports answer."""
        endpoints = self.dir / "run" / "endpoints.json"
        endpoints.unlink(missing_ok=True)
        self.log = open(self.folder / "collector.log", "ab")
        environment = {"DESIREPATH_INTAKE_LISTEN": "127.0.0.1:0", **os.environ, **environment}
        self.server = subprocess.Popen([str(COLLECTOR), "serve", "--role", role, "--dir", str(self.dir)], env=environment,
                                       stdout=self.log, stderr=self.log)
        self.children.append(self.server)

        def listening():
            if self.server.poll() is not None:
                raise AssertionError("collector ended with %d:\n%s" % (self.server.returncode, self.log_text()[-3000:]))
            return endpoints.exists() and json.loads(endpoints.read_text())
        self.endpoints = wait_for("the collector's endpoints", listening)

    def log_text(self):
        return (self.folder / "collector.log").read_text(errors="replace")

    def stop_server(self, how=signal.SIGTERM):
        if self.server.poll() is None:
            self.server.send_signal(how)
        return self.server.wait(30)

    def collector(self, *words, **more):
        """Runs a collector command on this lab's folder."""
        return run(COLLECTOR, *words, "--dir", self.dir, **more)

    def token(self, uses=1):
        for line in self.collector("token", "create", "--uses", uses).stdout.splitlines():
            for word in line.split():
                if word.startswith("dp1."):
                    return word
        raise AssertionError("token create printed no token")

    def fleet_command(self, *more):
        return [str(word) for word in (FLEET, "play", "--scenario", self.scenario, "--dir", self.dir, "--state",
                                       self.folder / "fleet", "--collector", COLLECTOR, *more)]

    def first_window(self):
        """Number of the first window of the backfill."""
        listed = json.loads(self.collector("window", "list", "--format", "json").stdout)
        return min(entry["window"] for entry in listed["windows"])

    def play(self, *more, timeout=600):
        """Plays the fleet through the backfill windows, freezing each."""
        return run(*self.fleet_command(*more), timeout=timeout)

    def get(self, path):
        """Status and octets of a page or report, as a viewer."""
        if not self.cookie:
            self.cookie = self.sign_in()
        request = urllib.request.Request(self.endpoints["web"] + path, headers={"Cookie": self.cookie})
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, answer.read()

    def sign_in(self):
        self.collector("user", "add", "looker", "--role", "viewer")
        link = self.collector("user", "link", "looker").stdout.strip().rsplit("#", 1)[1]
        request = urllib.request.Request(self.endpoints["web"] + "/api/v1/session", method="POST",
                                         data=json.dumps({"link": link}).encode(), headers={"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.headers["Set-Cookie"].split(";")[0]

    def close(self):
        for child in self.children:
            if child.poll() is None:
                child.terminate()
        for child in self.children:
            try:
                child.wait(20)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait(20)
        self.log.close()
        shutil.rmtree(self.folder, ignore_errors=True)
