"""What an administrator finds beside the programs: examples of the settings, man pages, completions, and what installs the rest."""
import os
import pathlib
import re
import subprocess
import tempfile
import unittest

from tests.support.lab import AGENT, COLLECTOR, ROOT, run


class Examples(unittest.TestCase):
    def check(self, words, example):
        """The example as it is, and with every key taken out of its comment."""
        text = (ROOT / "deploy/config" / example).read_text(encoding="utf-8")
        with tempfile.TemporaryDirectory() as folder:
            for name, content in (("as-it-is", text), ("every-key", re.sub(r"^#([a-z_]+ = )", r"\1", text, flags=re.M))):
                path = pathlib.Path(folder) / f"{name}.toml"
                path.write_text(content, encoding="utf-8")
                done = subprocess.run([*words, "--check-config", "--config", path], capture_output=True, text=True)
                self.assertEqual(0, done.returncode, f"{name}: {done.stderr}")

    def test_the_agents_example_is_good(self):
        self.check([AGENT, "run"], "agent.toml")

    def test_the_collectors_example_is_good(self):
        self.check([COLLECTOR, "serve"], "collector.toml")


@unittest.skipUnless(os.geteuid() == 0, "a /usr/sbin of its own needs root")
class Installing(unittest.TestCase):
    """deploy/install-packages with an apt-get that only asks what Debian's maintainer scripts would."""

    def install(self, apt_get_ends_with, before=""):
        """What the rule said of a service that runs and of one that does not, and what is left of it."""
        with tempfile.TemporaryDirectory() as folder:
            folder = pathlib.Path(folder)
            (folder / "list").write_text("no-such-package\n")
            (folder / "sbin").mkdir()
            if before:
                (folder / "sbin/policy-rc.d").write_text(before)
            for name, does in (("systemctl", '[ "$3" = ssh ]'), ("apt-get", f"""[ "$1" = install ] || exit 0
for service in ssh squid; do sh /usr/sbin/policy-rc.d "$service" start; echo "$service $?" >>{folder}/said; done
exit {apt_get_ends_with}""")):
                (folder / name).write_text(f"#!/bin/sh\n{does}\n")
                (folder / name).chmod(0o755)
            # A machine that runs systemd, with a /usr/sbin of its own.
            run("unshare", "-m", "sh", "-c", f"""mount -t tmpfs run /run && mkdir -p /run/systemd/system &&
mount --bind {folder}/sbin /usr/sbin && PATH={folder}:/usr/bin:/bin {ROOT}/deploy/install-packages {folder}/list""", code=apt_get_ends_with)
            left = folder / "sbin/policy-rc.d"
            return (folder / "said").read_text().splitlines(), left.read_text() if left.exists() else ""

    def test_no_service_is_started_and_nothing_of_the_rule_is_left(self):
        for apt_get_ends_with in (0, 1):
            self.assertEqual((["ssh 0", "squid 101"], ""), self.install(apt_get_ends_with))

    def test_somebody_elses_rule_stays(self):
        mine = "exit 104\n"
        self.assertEqual((["ssh 104", "squid 104"], mine), self.install(0, mine))


class Help(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        for program in (AGENT, COLLECTOR):
            subprocess.run([ROOT / "deploy/help/write_help.py", program, cls.folder.name, "--seconds", "1764417600"], check=True)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def read(self, name):
        return (pathlib.Path(self.folder.name) / name).read_text(encoding="utf-8")

    def complete(self, program, *words):
        script = 'source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); "$FUNCTION"; printf "%s\\n" "${COMPREPLY[@]}"'
        done = subprocess.run(["bash", "-c", script, "bash", f"{self.folder.name}/{program}.bash", program, *words], check=True,
                              capture_output=True, text=True, env={"FUNCTION": "_" + program.replace("-", "_"), "PATH": "/usr/bin:/bin"})
        return set(done.stdout.split())

    def test_the_man_page_tells_every_command_and_option(self):
        page = self.read("desirepath-agent.1").replace("\\", "")
        for told in ('.TH DESIREPATH-AGENT 1 "2025-11-29"', ".SH NAME", '.SH "OPT-OUT"', ".B --check-config", ".SH EXIT STATUS", ".SH FILES"):
            self.assertIn(told, page)
        self.assertIn('.SH "POLICY SIGN"', self.read("desirepath-collector.1").replace("\\", ""))

    def test_bash_completes_commands_and_options(self):
        self.assertEqual({"opt-out", "opt-in"}, self.complete("desirepath-agent", "opt-"))
        self.assertIn("sign", self.complete("desirepath-collector", "policy", ""))
        self.assertEqual({"--check-config", "--config"}, self.complete("desirepath-collector", "serve", "--c"))

    def test_zsh_and_fish_know_the_commands_too(self):
        self.assertIn("'policy sign'", self.read("_desirepath-collector"))
        self.assertIn("-a hand-over", self.read("desirepath-agent.fish"))


if __name__ == "__main__":
    unittest.main()
