"""The commented examples of the settings name every key there is, and none that there is not."""
import pathlib
import re
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
KEY = re.compile(r"^#?([a-z_]+) = ", re.M)


def keys_of_example(name):
    keys, table = set(), ""
    for line in (ROOT / "deploy/config" / name).read_text(encoding="utf-8").splitlines():
        heading = re.fullmatch(r"\[(\w+)\]", line)
        if heading:
            table = heading.group(1) + "."
        elif KEY.match(line):
            keys.add(table + KEY.match(line).group(1))
    return keys


class Settings(unittest.TestCase):
    def test_the_agents_example_names_every_key(self):
        source = (ROOT / "agent/settings.cc").read_text(encoding="utf-8")
        top, _, rest = source.partition("ledger_keys()")
        known = set(re.findall(r'^      \{"(\w+)", ?', top, re.M))
        known |= {f"ledger.{name}" for name in re.findall(r'^      \{"(\w+)", ?', rest, re.M)}
        self.assertGreater(len(known), 5)
        self.assertEqual(known, keys_of_example("agent.toml"))

    def test_the_collectors_example_names_every_key(self):
        source = (ROOT / "collector/settings.cc").read_text(encoding="utf-8")
        listed = re.search(r"kKeys = \{(.*?)\};", source, re.S).group(1)
        known = set(re.findall(r'"([\w.]+)"', listed))
        self.assertGreater(len(known), 5)
        self.assertEqual(known, keys_of_example("collector.toml"))


if __name__ == "__main__":
    unittest.main()
