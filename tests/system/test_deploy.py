"""What an administrator finds beside the programs: examples of the settings, man pages, completions."""
import pathlib
import re
import subprocess
import tempfile
import unittest

from tests.support.lab import AGENT, COLLECTOR, ROOT



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
