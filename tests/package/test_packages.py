"""The packages as an administrator meets them: checked, installed, configured, upgraded, rolled back, removed, purged."""
import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import time
import unittest

from tests.package.machine import Machine, prepare_base

PACKAGES = pathlib.Path(os.environ.get("DESIREPATH_PACKAGES", "build/packages"))
CAP_NET_RAW = 1 << 13


def built(name):
    found = sorted(PACKAGES.glob(f"{name}_*.deb"))
    if not found:
        raise RuntimeError(f"no {name} in {PACKAGES}; deploy/build-packages makes it")
    return found[-1]


def as_version(package, version, folder):
    """The same package under another version, as the next release would come."""
    tree = folder / "tree"
    shutil.rmtree(tree, ignore_errors=True)
    subprocess.run(["dpkg-deb", "-R", package, tree], check=True)
    control = tree / "DEBIAN/control"
    control.write_text(re.sub(r"^Version: .*$", f"Version: {version}", control.read_text(), flags=re.M))
    target = folder / re.sub(r"_[^_]+_", f"_{version}_", package.name)
    subprocess.run(["dpkg-deb", "--root-owner-group", "-b", tree, target], check=True, stdout=subprocess.DEVNULL)
    return target


class Files(unittest.TestCase):
    def test_lintian_finds_nothing(self):
        done = subprocess.run(["lintian", "--fail-on", "error,warning", "--tag-display-limit", "0", built("desirepath-agent"),
                               built("desirepath-collector")], capture_output=True, text=True)
        self.assertEqual(0, done.returncode, done.stdout + done.stderr)

    def test_the_bill_of_materials_names_what_is_linked_and_what_the_page_is_made_of(self):
        bill = json.loads((PACKAGES / "desirepath.cdx.json").read_text())
        names = {component["name"] for component in bill["components"]}
        self.assertEqual("CycloneDX", bill["bomFormat"])
        self.assertLessEqual({"libpcap0.8", "libssl3", "libsqlite3-0", "preact"}, names)
        for package in ("desirepath-agent", "desirepath-collector"):
            depends = subprocess.run(["dpkg-deb", "-f", built(package), "Depends"], check=True, capture_output=True, text=True).stdout
            for part in depends.split(","):
                self.assertIn(re.split(r"[ (]", part.strip())[0], names)

    def test_the_profile_for_apparmor_compiles(self):
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run(["dpkg-deb", "-x", built("desirepath-agent"), folder], check=True)
            subprocess.run(["apparmor_parser", "-Q", "-K", pathlib.Path(folder) / "etc/apparmor.d/usr.bin.desirepath-agent"], check=True,
                           stderr=subprocess.DEVNULL)  # that this kernel has none is no fault

    def test_the_examples_are_where_the_settings_say(self):
        for part in ("agent", "collector"):
            listed = subprocess.run(["dpkg-deb", "-c", built(f"desirepath-{part}")], check=True, capture_output=True, text=True).stdout
            self.assertIn(f"./usr/share/doc/desirepath-{part}/examples/{part}.toml\n", listed)

    def test_the_sums_are_those_of_the_files(self):
        subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=PACKAGES, check=True)

    def test_units_are_as_closed_as_they_say(self):
        for unit, most in (("agent", 18), ("collector", 13)):
            with tempfile.TemporaryDirectory() as folder:
                subprocess.run(["dpkg-deb", "-x", built(f"desirepath-{unit}"), folder], check=True)
                path = pathlib.Path(folder) / f"lib/systemd/system/desirepath-{unit}.service"
                subprocess.run(["systemd-analyze", "security", "--offline=true", f"--threshold={most}", path], check=True, stdout=subprocess.DEVNULL)


class Life(unittest.TestCase):
    """One machine, in the order of its life."""

    @classmethod
    def setUpClass(cls):
        cls.agent, cls.collector = built("desirepath-agent"), built("desirepath-collector")
        prepare_base([cls.agent, cls.collector])
        cls.machine = Machine()
        cls.folder = pathlib.Path(tempfile.mkdtemp())

    @classmethod
    def tearDownClass(cls):
        cls.machine.close()
        shutil.rmtree(cls.folder)

    def until(self, what, holds):
        deadline = time.monotonic() + 60
        while not holds():
            if time.monotonic() > deadline:
                journal = self.machine.run("journalctl", "--no-pager", "-n", "40", check=False).stdout
                self.fail(f"{what} did not come about\n{journal}")
            time.sleep(0.2)  # what runs there says nothing here

    def active(self, unit):
        return self.machine.run("systemctl", "is-active", unit, check=False).stdout.strip() == "active"

    def health(self):
        return self.machine.run("desirepath-agent", "status", "--health", check=False).stdout.strip()

    def test_1_installing_starts_the_agent_and_waits_with_the_collector(self):
        self.machine.install(self.agent, self.collector)
        self.until("the agent's start", lambda: self.active("desirepath-agent"))
        self.assertFalse(self.active("desirepath-collector"))
        self.assertEqual("", self.machine.out("systemctl", "--failed", "--no-legend"))
        self.assertEqual("not-enrolled", self.health())

    def test_2_the_agent_may_capture_and_nothing_else(self):
        pid = self.machine.out("systemctl", "show", "-P", "MainPID", "desirepath-agent")
        fields = dict(re.findall(r"^(\w+):\s*(.*)$", self.machine.out("cat", f"/proc/{pid}/status"), re.M))
        self.assertEqual(CAP_NET_RAW, int(fields["CapEff"], 16))
        self.assertEqual(CAP_NET_RAW, int(fields["CapBnd"], 16))
        self.assertEqual(("2", "1"), (fields["Seccomp"], fields["NoNewPrivs"]))
        self.assertNotEqual("0", fields["Uid"].split()[0])

    def test_3_init_enroll_and_a_policy(self):
        self.machine.run("sh", "-c", "printf 'id,name,parent,devices\\nsales,Sales,,40\\n' >/tmp/departments.csv && chmod 644 /tmp/departments.csv")
        said = self.machine.out("desirepath-collector", "init", "--lab", "--window-seconds", "60", "--departments", "/tmp/departments.csv")
        self.assertIn("one-time password", said)
        owners = self.machine.out("find", "/var/lib/desirepath", "!", "-user", "desirepath")
        self.assertEqual("", owners)
        self.machine.run("systemctl", "start", "desirepath-collector")
        self.assertTrue(self.active("desirepath-collector"))
        token = re.search(r"dp1\.\S+", self.machine.out("desirepath-collector", "token", "create", "--uses", "1")).group()
        self.machine.run("sed", "-i", 's/^#lab = false/lab = true/; s/^#department = ""/department = "sales"/', "/etc/desirepath/agent.toml")
        self.machine.run("desirepath-agent", "enroll", "--gate", "localhost:8443", "--token", token)
        self.assertEqual("", self.machine.out("find", "/var/lib/desirepath-agent", "!", "-user", "desirepath-agent"))
        self.machine.run("systemctl", "restart", "desirepath-agent")
        self.until("the policy", lambda: self.health() == "ok")

    def test_4_an_upgrade_keeps_what_was_there_and_restarts_both(self):
        def state():
            return self.machine.out("sha256sum", "/var/lib/desirepath-agent/uplink/device.pem", "/var/lib/desirepath/pki/ca.pem",
                                    "/etc/desirepath/agent.toml")

        before = state()
        pids = [self.machine.out("systemctl", "show", "-P", "MainPID", unit) for unit in ("desirepath-agent", "desirepath-collector")]
        later = [as_version(package, "0.2.0", self.folder) for package in (self.agent, self.collector)]
        self.machine.install(*later)
        self.assertEqual(before, state())
        for unit, pid in zip(("desirepath-agent", "desirepath-collector"), pids):
            self.assertTrue(self.active(unit))
            self.assertNotEqual(pid, self.machine.out("systemctl", "show", "-P", "MainPID", unit))

    def test_5_going_back_keeps_it_too(self):
        self.machine.install(self.agent, self.collector)
        self.assertTrue(self.active("desirepath-agent") and self.active("desirepath-collector"))
        self.until("the agent's health", lambda: self.health() == "ok")

    def test_6_reload_takes_new_settings_without_an_end(self):
        pid = self.machine.out("systemctl", "show", "-P", "MainPID", "desirepath-agent")
        self.machine.run("sed", "-i", "s/^#shared = false/shared = true/", "/etc/desirepath/agent.toml")
        self.machine.run("systemctl", "reload", "desirepath-agent")
        self.assertEqual(pid, self.machine.out("systemctl", "show", "-P", "MainPID", "desirepath-agent"))

    def test_7_removing_leaves_the_data_and_purging_nothing(self):
        self.machine.run("dpkg", "-r", "desirepath-agent", "desirepath-collector")
        self.assertFalse(self.active("desirepath-agent") or self.active("desirepath-collector"))
        self.machine.run("test", "-f", "/var/lib/desirepath-agent/state.db")
        self.machine.run("test", "-d", "/var/lib/desirepath/pki")
        self.machine.run("dpkg", "--purge", "desirepath-agent", "desirepath-collector")
        left = self.machine.out("find", "/etc", "/var", "/usr", "/lib/systemd", "-iname", "*desirepath*", "-not", "-path", "/var/lib/dpkg/*",
                                "-not", "-name", "desirepath-base")
        self.assertEqual("", left)


if __name__ == "__main__":
    unittest.main()
