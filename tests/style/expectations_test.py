"""README's table "What you will see" says what `policy preview` prints."""
import pathlib
import re
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]


class Expectations(unittest.TestCase):
    def test_readme_and_preview_show_the_same(self):
        header = (ROOT / "collector/policy/expectations.h").read_text(encoding="utf-8")
        printed = [tuple(row) for row in re.findall(r'Expectation\{(\d+), "(\w+)", (\d+), (\d+), (\d+), (\d+)\}', header)]
        readme = (ROOT / "README.md").read_text(encoding="utf-8")
        shown = re.findall(r"^\| ([\d,]+) \| (\w+), (\d+) \| (\d+) %[^|]*\| (\d+) % \| (\d+) % \|$", readme, re.MULTILINE)
        self.assertEqual([(row[0].replace(",", ""), *row[1:]) for row in shown], printed)
        self.assertGreaterEqual(len(printed), 5)


if __name__ == "__main__":
    unittest.main()
