"""The catalog commands as a person runs them: exit codes, one line a host, faults with file and line."""
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(os.environ.get("DESIREPATH_BUILD", ROOT / "build" / "release"))
COLLECTOR = BUILD / "collector" / "desirepath-collector"


def run(*arguments, text=""):
    return subprocess.run([COLLECTOR, "catalog", *arguments], input=text, capture_output=True, text=True, timeout=60)


class Catalog(unittest.TestCase):
    def test_the_shipped_catalog_is_sound_and_says_its_counts(self):
        check = run("check", str(ROOT / "proto" / "catalog"))
        self.assertEqual("", check.stderr)
        self.assertEqual(0, check.returncode)
        self.assertIn("sound: ", check.stdout)
        self.assertRegex(check.stdout, r"(?m)^team-chat +\d+ +\d+$")
        self.assertRegex(check.stdout, r"(?m)^viewer +\d+$")

    def test_a_fault_has_file_line_and_mend(self):
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "ours.textproto"
            file.write_text('tools {\n  number: 900001\n  id: "ours"\n  name: "Ours"\n  vendor: "We"\n  need: "team-chat"\n'
                            '  hosts { suffix: "slack.com" role: HOST_ROLE_APP }\n}\n', encoding="utf-8")
            check = run("check", str(file))
            self.assertEqual(1, check.returncode)
            self.assertIn(f"{file}:7: host 'slack.com' stands in the shipped catalog already", check.stderr)
            file.write_bytes(b'tools {\n  id: "\xff"\n}\n')
            check = run("check", str(file))
            self.assertEqual(1, check.returncode)
            self.assertIn(f"{file}:2: not UTF-8; save the file as UTF-8", check.stderr)

    def test_a_file_that_cannot_be_read_is_one_error(self):
        with tempfile.TemporaryDirectory() as folder:
            copy = pathlib.Path(folder) / "catalog"
            shutil.copytree(ROOT / "proto" / "catalog", copy)
            crm = copy / "needs" / "crm.textproto"
            crm.write_text(crm.read_text(encoding="utf-8").replace("vendor:", "wendor:", 1), encoding="utf-8")
            check = run("check", str(copy))
            self.assertEqual(1, check.returncode)
            self.assertRegex(check.stderr, rf'^{crm}:5: Message type "desirepath.v1.Tool" has no field named "wendor"; write ')
            self.assertIn("catalog check: 1 fault;", check.stderr)
            empty = pathlib.Path(folder) / "empty"
            empty.mkdir()
            self.assertIn("no textproto there", run("check", str(empty)).stderr)

    def test_explain_answers_thousands_of_hosts_in_order(self):
        hosts = [f"t{number}.slack.com" for number in range(3000)] + ["slack.com.evil.example"]
        explained = run("explain", "--format", "json", "-", text="\n".join(hosts) + "\n")
        self.assertEqual(0, explained.returncode, explained.stderr)
        lines = [json.loads(line) for line in explained.stdout.splitlines()]
        self.assertEqual(hosts, [line["host"] for line in lines])
        self.assertEqual(["host", "tool", "need", "role", "counts_as_use", "rule"], list(lines[0]))
        self.assertEqual(("slack", "team-chat", "app", True), tuple(lines[0][key] for key in ("tool", "need", "role", "counts_as_use")))
        self.assertEqual((None, None, None, False), tuple(lines[-1][key] for key in ("tool", "need", "role", "counts_as_use")))

    def test_an_import_is_whole_or_nothing(self):
        with tempfile.TemporaryDirectory() as folder:
            export, standings = pathlib.Path(folder) / "apps.csv", pathlib.Path(folder) / "standings.csv"
            export.write_text("Name,Tags,Domains\nSlack,Sanctioned,slack.com\nSlack,Unsanctioned,slack.com\n", encoding="utf-8")
            refused = run("import", "--from", "defender", str(export), "--output", str(standings))
            self.assertEqual(2, refused.returncode)
            self.assertIn(f"{export}:3: 'Slack' stands on line 2 already", refused.stderr)
            self.assertFalse(standings.exists())
            export.write_text("Name,Tags,Domains\nSlack,Sanctioned,slack.com\n", encoding="utf-8")
            self.assertEqual(0, run("import", "--from", "defender", str(export), "--output", str(standings)).returncode)
            self.assertEqual("tool,standing\nslack,sanctioned\n", standings.read_text(encoding="utf-8"))


if __name__ == "__main__":
    unittest.main()
