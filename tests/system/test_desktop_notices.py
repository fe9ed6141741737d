"""Notices on the person's desktop: over a real session bus, once each, and again when nobody could show them."""
import json
import os
import subprocess
import threading

from tests.support.lab import AGENT, BUILD, COLLECTOR, run, wait_for
from tests.support.resident import Resident

SERVICE = BUILD / "tests" / "support" / "notification_service" / "desirepath-notification-service"


class DesktopNotices(Resident):
    def setUp(self):
        super().setUp()
        self.bus = subprocess.Popen(["dbus-daemon", "--session", "--nofork", "--print-address"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.addCleanup(self.end, self.bus)
        self.environment = {**os.environ, "DBUS_SESSION_BUS_ADDRESS": self.bus.stdout.readline().strip(),
                            "XDG_STATE_HOME": str(self.folder / "own"), "LC_ALL": "C"}
        self.said = []

    def end(self, program):
        program.terminate()
        program.wait(20)
        program.stdout.close()

    def desktop(self):
        service = subprocess.Popen([str(SERVICE)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=self.environment)
        self.assertEqual("ready", service.stdout.readline().strip())

        def listen():
            for line in service.stdout:
                self.said.append(json.loads(line))
        listener = threading.Thread(target=listen)
        listener.start()

        def end():
            service.stdin.close()
            service.wait(20)
            listener.join(20)
            service.stdout.close()
        self.addCleanup(end)

    def look(self, code=0, wanted=0, **more):
        """What one look showed; so many are waited for, since the desktop says them in its own time."""
        before = len(self.said)
        done = run(AGENT, "session", "--once", "--config", self.settings, code=code, env={**self.environment, **more})
        self.error = done.stderr
        wait_for(f"{wanted} on the desktop", lambda: len(self.said) - before >= wanted)
        return self.said[before:]

    def policy(self):
        return json.loads(self.ask("policy", "--json"))

    def test_what_is_new_is_told_once_and_not_lost_without_a_desktop(self):
        self.serve()
        self.start("--lab")
        wait_for("a policy", lambda: self.policy().get("number"), 60)
        self.look(code=1)  # no desktop yet
        self.assertIn("desktop notices: ", self.error)
        self.desktop()
        told, = self.look(wanted=1)
        self.assertEqual(("Desirepath", "Desirepath is on this machine", 1), (told["program"], told["title"], told["urgency"]))
        self.assertEqual(4, told["body"].count("."))  # three sentences, and that it is a lab
        self.assertEqual([], self.look())

        departments = self.folder / "more.csv"
        departments.write_text("id,name,parent,devices\nsales,Sales,,21\n")
        number = self.policy()["number"]
        run(COLLECTOR, "departments", "import", departments, "--dir", self.folder / "collector")
        wait_for("another policy", lambda: self.policy()["number"] > number or "coming_number" in self.policy(), 60)
        changed, = self.look(wanted=1, LC_ALL="fi_FI.UTF-8")
        self.assertRegex(changed["title"], "Täällä kysyttävä (muuttuu|on muuttunut)")

    def test_a_notice_reaches_the_desktop_with_its_words_as_they_are(self):
        self.serve()
        notice = self.folder / "care.notice"
        run(COLLECTOR, "notice", "draft", "--dir", self.folder / "collector", "--out", notice, "--kind", "care", "--tool", "slack",
            "--words-en", "Slack & friends: <change> your password.", "--words-fi", "a", "--words-de", "b")
        run(COLLECTOR, "notice", "sign", notice, "--key", self.folder / "collector/policy/staff.key")
        run(COLLECTOR, "notice", "send", notice, "--dir", self.folder / "collector")
        self.desktop()
        self.start("--lab")
        wait_for("a policy", lambda: self.policy().get("number"), 60)
        care = lambda: [one for one in self.said if one["title"].startswith("In your own interest")]
        wait_for("the notice", lambda: self.look() is not None and care(), 90)
        self.assertEqual(("Slack &amp; friends: &lt;change&gt; your password.", 2), (care()[0]["body"], care()[0]["urgency"]))
        self.look()
        self.assertEqual(1, len(care()))
