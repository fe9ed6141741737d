"""The catalog's numbers are permanent: the lock grows at its end only, and the textproto follows it."""
import hashlib
import pathlib
import re
import unittest

CATALOG = pathlib.Path(__file__).resolve().parents[2] / "proto" / "catalog"

# What was released: so many lines of numbers.lock, and the SHA-256 of them. A release moves both on, never back.
RELEASED_LINES = 4117
RELEASED_SHA256 = "5b726b61ef5f932e9f494696befc32c657254c30c7edba6e34bc2212250e4a57"

ENTRY = re.compile(r'^(needs|tools) \{\s*\n\s*number: (\d+)\n\s*id: "([^"]+)"', re.M)


def locked_lines():
    text = (CATALOG / "numbers.lock").read_text(encoding="utf-8")
    return [line for line in text.split("\n") if line and not line.startswith("#")]


class Catalog(unittest.TestCase):
    def test_released_numbers_stand_as_they_were(self):
        released = "\n".join(locked_lines()[:RELEASED_LINES])
        self.assertEqual(RELEASED_SHA256, hashlib.sha256(released.encode()).hexdigest(),
                         "a released line of numbers.lock changed; put it back and add to the end")

    def test_no_number_and_no_id_is_given_twice(self):
        numbers, ids = set(), set()
        for line in locked_lines():
            kind, number, name = line.split()
            self.assertNotIn((kind, number), numbers, line)
            self.assertNotIn((kind, name), ids, line)
            numbers.add((kind, number))
            ids.add((kind, name))

    def test_every_entry_has_its_locked_number(self):
        locked = {tuple(line.split()) for line in locked_lines()}
        found = 0
        for path in [CATALOG / "needs.textproto", *sorted((CATALOG / "needs").glob("*.textproto"))]:
            text = path.read_text(encoding="utf-8")
            entries = ENTRY.findall(text)
            self.assertEqual(len(re.findall(r"^(?:needs|tools) \{", text, re.M)), len(entries),
                             f"{path.name}: an entry does not begin with number and id")
            for kind, number, name in entries:
                self.assertIn((kind[:-1], number, name), locked, f"{path.name}: {name}")
                found += 1
        self.assertGreaterEqual(found, 3561)

    def test_each_tool_stands_in_the_file_of_its_main_need(self):
        for path in sorted((CATALOG / "needs").glob("*.textproto")):
            needs = set(re.findall(r'^  need: "([^"]+)"', path.read_text(encoding="utf-8"), re.M))
            self.assertEqual({path.stem}, needs, path.name)

    def test_rows_of_others_carry_their_notice(self):
        text = (CATALOG / "infrastructure.textproto").read_text(encoding="utf-8")
        self.assertIn("v2fly/domain-list-community", text)
        self.assertIn("Copyright (c) 2018-2019 V2Ray", text)


if __name__ == "__main__":
    unittest.main()
