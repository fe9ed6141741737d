"""Each privacy claim's row names tests that exist and carry its number."""
import pathlib
import re
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
ROW = re.compile(r"^\| (C\d+) \|.*$", re.M)


class Claims(unittest.TestCase):
    def test_each_named_test_exists_and_says_which_claim_it_answers(self):
        table = (ROOT / "tests/privacy/README.md").read_text(encoding="utf-8").split("## Each claim", 1)[1]
        claims = ROW.findall(table)
        self.assertGreaterEqual(len(claims), 18)
        for row in ROW.finditer(table):
            tests = re.findall(r"`(tests/[^`]+)`", row.group(0))
            self.assertTrue(tests, row.group(0))
            for test in tests:
                self.assertRegex((ROOT / test).read_text(encoding="utf-8"), r"\b%s\b" % row.group(1), test)


if __name__ == "__main__":
    unittest.main()
