"""`prove-privacy --here`: the report a works council gets, from the signed policy of a real installation."""
import pathlib
import tempfile
import unittest

from tests.support.lab import COLLECTOR, run


class ProveHere(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="desirepath-prove-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def installation(self, *departments):
        rows = self.folder / "departments.csv"
        rows.write_text("id,name,parent,devices\n" + "".join(f"d{number},{name},,{devices}\n"
                                                             for number, (name, devices) in enumerate(departments)))
        run(COLLECTOR, "init", self.folder / "here", "--lab", "--k", 10, "--window-seconds", 3600, "--departments", rows)

    def prove(self, *words, code=0):
        return run(COLLECTOR, "prove-privacy", *words, "--dir", self.folder / "here", code=code, cwd=self.folder, timeout=600)

    def test_the_report_stands_beside_chance_and_control_and_warns(self):
        self.installation(("Sales", 60), ("Johtoryhmä", 6), ("Legal", 12), ("Research", 700))
        done = self.prove("--here")
        self.assertIn("All promises tried here were kept.", done.stdout)
        self.assertRegex(done.stdout, r"found again: \d+\.\d %\n +by chance: \d+\.\d % .*\n +without the protection, .*: [5-9]\d\.\d %")
        self.assertRegex(done.stdout, r"Johtoryhmä +6  does not exist in the data")
        self.assertRegex(done.stdout, r"Legal +12  WARNING")
        self.assertTrue((self.folder / "prove-privacy.pdf").read_bytes().startswith(b"%PDF-"))
        finnish = self.prove("--here", "--language", "fi", "--output", "fi.pdf", "--seed", "2")
        self.assertIn("Kaikki tässä koetellut lupaukset pitivät.", finnish.stdout)
        self.assertIn("nowhere", self.prove("--here", "--output", "nowhere/report.pdf", code=1).stderr)

    def test_bad_uses_name_the_mend(self):
        self.installation(("Sales", 12))
        self.assertIn("--here", self.prove(code=2).stderr)
        self.assertIn("takes 20", self.prove("--here", code=1).stderr)


if __name__ == "__main__":
    unittest.main()
