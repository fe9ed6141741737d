"""The play against two machines: collector and an agent on one, an agent on the other; again, checked, upgraded, removed."""
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import time
import unittest

import tests.package.test_packages as packages
from tests.package.machine import ROOT, Machine, prepare_base

WINDOW_SECONDS = 60


class Play(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.agent, cls.collector = packages.built("desirepath-agent"), packages.built("desirepath-collector")
        prepare_base([cls.agent, cls.collector])
        cls.folder = pathlib.Path(tempfile.mkdtemp())
        cls.machines = []
        try:
            cls.machines += [Machine(), Machine()]
            cls.machines[0].join(cls.machines[1])
            cls.write_inventory()
        except BaseException:
            cls.tearDownClass()
            raise

    @classmethod
    def tearDownClass(cls):
        for machine in cls.machines:
            machine.close()
        shutil.rmtree(cls.folder)

    @classmethod
    def write_inventory(cls):
        collection = cls.folder / "ansible_collections/desirepath/desirepath"
        shutil.copytree(ROOT / "deploy/ansible", collection)
        key = cls.folder / "key"
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key], check=True)
        host = "      {name}: {{ansible_host: {name}, ansible_user: root, ansible_ssh_private_key_file: {key}, ansible_ssh_common_args: \"{words}\"}}\n"
        one, two = (host.format(name=name, key=key, words=machine.ssh_words(key)) for name, machine in zip(("one", "two"), cls.machines))
        cls.inventory = cls.folder / "inventory.yml"
        cls.inventory.write_text(
            "desirepath_collector:\n  hosts:\n" + one +
            f"  vars: {{collector_deb: {cls.collector}, collector_lab: true, collector_lab_k: 1, collector_organisation: Example, collector_gate_names: [10.77.0.1]}}\n"
            "desirepath_agents:\n"
            f"  vars: {{agent_deb: {cls.agent}, agent_gate: '10.77.0.1:8443', agent_lab: true, desirepath_batch: 1}}\n"
            "  hosts:\n" + one + two)

    def play(self, name, *words, code=0):
        done = subprocess.run(["ansible-playbook", "-i", self.inventory, f"desirepath.desirepath.{name}", *words], capture_output=True, text=True,
                              env={**os.environ, "ANSIBLE_COLLECTIONS_PATH": str(self.folder), "ANSIBLE_NOCOLOR": "1", "HOME": str(self.folder)})
        self.assertEqual(code, done.returncode, done.stdout[-4000:] + done.stderr[-2000:])
        return done.stdout

    @staticmethod
    def changed(said):
        return [int(count) for count in re.findall(r"changed=(\d+)", said)]

    def test_1_the_collection_passes_the_production_rules(self):
        collection = self.folder / "ansible_collections/desirepath/desirepath"
        done = subprocess.run(["ansible-lint", "--nocolor", "--offline", "--profile", "production"], cwd=collection, capture_output=True, text=True,
                              env={**os.environ, "ANSIBLE_COLLECTIONS_PATH": str(self.folder)})
        self.assertEqual(0, done.returncode, done.stdout + done.stderr)

    def test_2_the_first_play_installs_enrols_and_starts(self):
        self.assertTrue(all(count > 0 for count in self.changed(self.play("site"))))
        self.assertEqual("active", self.machines[0].out("systemctl", "is-active", "desirepath-collector"))
        for machine in self.machines:
            self.assertEqual("active", machine.out("systemctl", "is-active", "desirepath-agent"))
            machine.run("test", "-f", "/var/lib/desirepath-agent/uplink/device.pem")
        self.assertIn("one-time password", self.machines[0].out("cat", "/root/desirepath-first-login.txt"))

    def test_3_the_second_changes_nothing(self):
        self.assertEqual([0, 0], self.changed(self.play("site")))
        self.assertEqual([0, 0], self.changed(self.play("site", "--check", "--diff")))

    def test_4_check_tells_who_is_not_well_and_why(self):
        deadline = time.monotonic() + 90
        while any(machine.run("desirepath-agent", "status", "--health", check=False).returncode != 0 for machine in self.machines):
            self.assertLess(time.monotonic(), deadline, self.machines[1].run("desirepath-agent", "status", check=False).stdout)
            time.sleep(0.5)  # the first policy comes with the first visit to the gate
        self.assertIn("ok: one, two", self.play("check"))
        self.machines[1].run("systemctl", "stop", "desirepath-agent")
        said = self.play("check", code=2)
        self.assertIn("ok: one", said)
        self.assertIn("not-running: two", said)
        self.machines[1].run("systemctl", "start", "desirepath-agent")

    def test_5_a_window_of_both_is_counted(self):
        deadline = time.monotonic() + 5 * WINDOW_SECONDS
        while not re.search(r'"reporting":\{"low":2,"high":2\}', self.machines[0].run("desirepath-collector", "report", "needs", "--format", "json", check=False).stdout.replace(" ", "")):
            self.assertLess(time.monotonic(), deadline, self.machines[0].out("desirepath-collector", "window", "list"))
            time.sleep(1)  # a window lasts a minute

    def test_6_a_department_changes_without_a_new_enrolment(self):
        before = self.machines[1].out("sha256sum", "/var/lib/desirepath-agent/uplink/device.pem")
        self.play("site", "-e", "agent_shared=true", "--tags", "agent")
        self.assertIn("shared = true", self.machines[1].out("cat", "/etc/desirepath/agent.toml"))
        self.assertEqual(before, self.machines[1].out("sha256sum", "/var/lib/desirepath-agent/uplink/device.pem"))

    def test_7_an_upgrade_keeps_the_enrolment(self):
        before = self.machines[1].out("sha256sum", "/var/lib/desirepath-agent/uplink/device.pem")
        later = packages.as_version(self.agent, "0.2.0", self.folder)
        self.play("site", "-e", f"agent_deb={later}", "--tags", "agent")
        self.assertEqual("0.2.0", self.machines[1].out("dpkg-query", "-W", "-f=${Version}", "desirepath-agent"))
        self.assertEqual(before, self.machines[1].out("sha256sum", "/var/lib/desirepath-agent/uplink/device.pem"))

    def test_8_uninstalling_leaves_nothing(self):
        self.play("uninstall")
        for machine in self.machines:
            left = machine.out("find", "/etc", "/var/lib", "/usr", "/root", "-iname", "*desirepath*", "-not", "-path", "/var/lib/dpkg/*",
                               "-not", "-name", "desirepath-base", "-not", "-path", "/root/.ansible*")
            self.assertEqual("", left)


if __name__ == "__main__":
    unittest.main()
